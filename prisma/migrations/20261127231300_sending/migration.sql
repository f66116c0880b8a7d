-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "held_until" TIMESTAMPTZ(3),
ADD COLUMN     "sending_id" TEXT;

-- CreateTable
CREATE TABLE "sending" (
    "id" TEXT NOT NULL,
    "body_id" TEXT,
    "command" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "moved_by" TEXT,
    "moved_at" TIMESTAMPTZ(3),

    CONSTRAINT "sending_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sending_created_at_idx" ON "sending"("created_at");

-- Written by hand
CREATE INDEX "outbox_sending" ON "outbox" ("sending_id") WHERE "sending_id" IS NOT NULL;
