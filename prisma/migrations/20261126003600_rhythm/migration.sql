-- Written by hand

-- Bodies that were there before are watched like new ones (Điều 9.1).
DELETE FROM "reminder" WHERE "kind" = 'meetings.quarter';
INSERT INTO "reminder" ("id", "kind", "matter", "person", "version", "body_id", "next_at")
SELECT 'r' || left(md5('rhythm' || "id"), 15), 'meetings.rhythm', 'body:' || "id", '', 1, "id", now() FROM "body"
ON CONFLICT DO NOTHING;
