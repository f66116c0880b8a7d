-- AlterTable
ALTER TABLE "task" ADD COLUMN     "proposals" INTEGER NOT NULL DEFAULT 0;

-- Written by hand

-- What waits already is brought back from now on, and what is overdue goes up (Điều 5.1, 7.2).
UPDATE "task" SET "proposals" = 1 WHERE "report_id" IS NOT NULL;
INSERT INTO "reminder" ("id", "kind", "matter", "person", "version", "body_id", "next_at")
SELECT 'r' || left(md5('completion' || "id"), 15), 'tasks.completion', 'task:' || "id", '', 1, "body_id", now()
FROM "task" WHERE "state" = 'open' AND "report_id" IS NOT NULL
ON CONFLICT DO NOTHING;
INSERT INTO "reminder" ("id", "kind", "matter", "person", "version", "body_id", "next_at")
SELECT 'r' || left(md5('overdue' || "id"), 15), 'tasks.overdue', 'task:' || "id", '', "version", "body_id",
  greatest(now(), (("due_day"::date + 1) + time '08:00') AT TIME ZONE 'Asia/Ho_Chi_Minh')
FROM "task" WHERE "state" = 'open'
ON CONFLICT DO NOTHING;
