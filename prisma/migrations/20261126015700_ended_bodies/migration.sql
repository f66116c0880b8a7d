-- Written by hand

-- A body that has ended meets no more (Điều 9.1, 13): nobody is told that its quarter has no meeting.
UPDATE "reminder" SET "closed_at" = now()
WHERE "kind" = 'meetings.rhythm' AND "closed_at" IS NULL
  AND "body_id" IN (SELECT "id" FROM "body" WHERE "valid_to" <= now());
