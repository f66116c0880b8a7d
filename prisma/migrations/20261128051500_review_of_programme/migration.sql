-- Written by hand

-- Bodies that were there before review their programme like new ones (Điều 5.1). One that has ended owes none.
INSERT INTO "reminder" ("id", "kind", "matter", "person", "version", "body_id", "next_at")
SELECT 'r' || left(md5('reviews' || "id"), 15), 'programmes.review-due', 'body:' || "id", '', 1, "id", now() FROM "body"
WHERE "valid_to" IS NULL OR "valid_to" > now()
ON CONFLICT DO NOTHING;
