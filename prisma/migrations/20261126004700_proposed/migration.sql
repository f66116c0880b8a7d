-- Written by hand

-- Completions that wait for confirmation (Điều 7.2): few among many open tasks.
CREATE INDEX "task_proposed" ON "task" ("body_id", "reported_day", "id") WHERE "state" = 'open' AND "report_id" IS NOT NULL;
