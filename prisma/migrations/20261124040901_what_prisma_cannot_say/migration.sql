-- What Prisma's schema language cannot say.

-- The work in hand is found through small indexes, however much lies behind it.
CREATE INDEX "inbox_lane_new" ON "inbox" ("lane", "id") WHERE "state" = 'new';
CREATE INDEX "outbox_waiting" ON "outbox" ("channel", "priority", "id") WHERE "state" IN ('pending', 'leased', 'doubtful');
CREATE INDEX "outbox_chat_waiting" ON "outbox" ("channel", "chat", "id") WHERE "state" IN ('pending', 'leased', 'doubtful');
-- One row per message on its way; without it every claim may read the whole outbox to find them.
CREATE INDEX "outbox_leased" ON "outbox" ("channel", "chat") WHERE "state" = 'leased';
CREATE INDEX "reminder_open" ON "reminder" ("next_at") WHERE "closed_at" IS NULL;
CREATE INDEX "file_expected" ON "file" ("created_at") WHERE "state" = 'expected';

-- One open conversation per account; one person per linked account; one open seat per code.
CREATE UNIQUE INDEX "conversation_open" ON "conversation" ("account_id") WHERE NOT "parked";
CREATE UNIQUE INDEX "account_linked" ON "account" ("channel", "external_id") WHERE "unlinked_at" IS NULL;
CREATE UNIQUE INDEX "seat_code_open" ON "seat" ("body_id", "code") WHERE "valid_to" IS NULL;

-- One current answer per invitee, one waiting request, one current opinion.
CREATE UNIQUE INDEX "answer_current" ON "answer" ("meeting_id", "person_id") WHERE "current";
CREATE UNIQUE INDEX "leave_request_waiting" ON "leave_request" ("meeting_id", "person_id") WHERE "state" = 'waiting';
CREATE UNIQUE INDEX "opinion_current" ON "opinion" ("meeting_id", "person_id") WHERE "current";

-- The record only grows (Điều 8.9).
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit rows are never changed or removed';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON "audit"
  FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
INSERT INTO "audit_head" ("id", "seq", "hash") VALUES (1, 0, repeat('0', 64));

-- What people have on their screens: the newest choices in a chat, and what a message was last changed to.
CREATE INDEX "outbox_answerable" ON "outbox" ("account_id", "id") WHERE jsonb_array_length(coalesce("view"->'choices', '[]')) > 0;
CREATE INDEX "outbox_edits" ON "outbox" ("channel", "chat", "edits") WHERE "edits" IS NOT NULL;
