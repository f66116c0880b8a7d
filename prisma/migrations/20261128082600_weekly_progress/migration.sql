-- Written by hand

-- Bodies that were there before are watched for the progress they enter each week, where they have set that rhythm (Điều 7.2).
INSERT INTO "reminder" ("id", "kind", "matter", "person", "version", "body_id", "next_at")
SELECT 'r' || left(md5('progress' || "id"), 15), 'theodoinq.progress-due', 'body:' || "id", '', 1, "id", now() FROM "body"
WHERE "valid_to" IS NULL OR "valid_to" > now()
ON CONFLICT DO NOTHING;
