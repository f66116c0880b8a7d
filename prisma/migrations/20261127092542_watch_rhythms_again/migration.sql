-- Written by hand

-- A body that had set no rhythm was not looked at again; now it is, for it may set one at any time
-- (Điều 9.1). One that has ended meets no more.
INSERT INTO "reminder" ("id", "kind", "matter", "person", "version", "body_id", "next_at")
SELECT 'r' || left(md5('rhythm' || "id"), 15), 'meetings.rhythm', 'body:' || "id", '', 1, "id", now() FROM "body"
WHERE "valid_to" IS NULL OR "valid_to" > now()
ON CONFLICT ("kind", "matter", "person", "version") DO UPDATE SET "closed_at" = NULL, "next_at" = excluded."next_at"
WHERE "reminder"."closed_at" IS NOT NULL;
