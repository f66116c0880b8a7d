-- Written by hand

-- Bodies that were there before owe their periodic reports like new ones (Điều 8.7). One that has ended owes none.
INSERT INTO "reminder" ("id", "kind", "matter", "person", "version", "body_id", "next_at")
SELECT 'r' || left(md5('reports' || "id"), 15), 'reports.period-due', 'body:' || "id", '', 1, "id", now() FROM "body"
WHERE "valid_to" IS NULL OR "valid_to" > now()
ON CONFLICT DO NOTHING;
