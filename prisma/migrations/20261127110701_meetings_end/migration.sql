-- AlterTable
ALTER TABLE "meeting" ADD COLUMN     "roll_closed_at" TIMESTAMPTZ(3);

-- Written by hand

-- A roll that was taken ended its meeting; meetings convened earlier end by the clock from now on, and rolls of late are
-- asked for again.
UPDATE "meeting" SET "roll_closed_at" = "held_at" WHERE "state" = 'held';
INSERT INTO "reminder" ("id", "kind", "matter", "person", "version", "body_id", "next_at")
SELECT 'r' || left(md5('ending' || "id"), 15), 'meetings.ending', 'meeting:' || "id", '', "version", "body_id",
  "starts_at" + interval '4 hours' FROM "meeting" WHERE "state" = 'convened'
ON CONFLICT DO NOTHING;
UPDATE "reminder" SET "closed_at" = NULL, "next_at" = now() WHERE "kind" = 'meetings.rollcall-due' AND EXISTS (
  SELECT FROM "meeting" m WHERE "reminder"."matter" = 'meeting:' || m."id" AND m."version" = "reminder"."version"
    AND m."state" = 'convened' AND m."starts_at" BETWEEN now() - interval '60 days' AND now());
