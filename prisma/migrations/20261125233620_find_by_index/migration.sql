-- CreateIndex
CREATE INDEX "meeting_presider_id_state_starts_at_idx" ON "meeting"("presider_id", "state", "starts_at");

-- Written by hand

-- The oldest message in hand, without a walk past all that was handled before it.
CREATE INDEX "inbox_new" ON "inbox" ("id") WHERE "state" = 'new';
-- What could not be delivered to somebody who can be reached again.
CREATE INDEX "outbox_unreachable" ON "outbox" ("person_id") WHERE "state" = 'unreachable';
-- What may be emptied, the oldest first.
CREATE INDEX "outbox_over" ON "outbox" ("created_at") WHERE "state" NOT IN ('pending', 'leased');
CREATE INDEX "reminder_closed" ON "reminder" ("closed_at") WHERE "closed_at" IS NOT NULL;
