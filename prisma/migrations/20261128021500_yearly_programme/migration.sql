-- Written by hand

-- Bodies that were there before owe their yearly programme like new ones (Điều 3.1, 8.1). One that has ended owes none.
INSERT INTO "reminder" ("id", "kind", "matter", "person", "version", "body_id", "next_at")
SELECT 'r' || left(md5('programmes' || "id"), 15), 'programmes.year-due', 'body:' || "id", '', 1, "id", now() FROM "body"
WHERE "valid_to" IS NULL OR "valid_to" > now()
ON CONFLICT DO NOTHING;
