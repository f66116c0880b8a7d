-- AlterTable
ALTER TABLE "task" ADD COLUMN     "embedded_in" TEXT;

-- Written by hand

-- Bodies that were there before are watched for working sessions like new ones (Điều 10.2). One that has ended is not.
INSERT INTO "reminder" ("id", "kind", "matter", "person", "version", "body_id", "next_at")
SELECT 'r' || left(md5('sessions' || "id"), 15), 'briefings.session-due', 'body:' || "id", '', 1, "id", now() FROM "body"
WHERE "valid_to" IS NULL OR "valid_to" > now()
ON CONFLICT DO NOTHING;

-- What is still owed by somebody, or in a body, without a walk past what everybody else owes.
CREATE INDEX "reminder_open_person" ON "reminder" ("person") WHERE "closed_at" IS NULL;
CREATE INDEX "reminder_open_body" ON "reminder" ("body_id") WHERE "closed_at" IS NULL;
