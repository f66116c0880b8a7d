-- Written by hand

-- The leaders of bodies that were there before get their morning in one message like those of new ones (Điều 10.2).
INSERT INTO "reminder" ("id", "kind", "matter", "person", "version", "body_id", "next_at")
SELECT 'r' || left(md5('morning' || "id"), 15), 'leaders.morning', 'body:' || "id", '', 1, "id", now() FROM "body"
WHERE "valid_to" IS NULL OR "valid_to" > now()
ON CONFLICT DO NOTHING;
