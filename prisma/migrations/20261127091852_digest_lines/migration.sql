-- CreateTable
CREATE TABLE "digest_line" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "matter" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "body_id" TEXT NOT NULL,
    "notice" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "said_at" TIMESTAMPTZ(3),

    CONSTRAINT "digest_line_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "digest_line_key_key" ON "digest_line"("key");

-- CreateIndex
CREATE INDEX "digest_line_person_id_said_at_idx" ON "digest_line"("person_id", "said_at");

-- Written by hand


-- Whose screens a card is live on, or about to be: by it others' cards are shown anew after an act.
CREATE INDEX "outbox_live_card" ON "outbox" ("card")
WHERE "card" IS NOT NULL AND ("live" OR "state" IN ('pending', 'leased'));
