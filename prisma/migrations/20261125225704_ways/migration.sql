-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "receipt_by" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "informed" (
    "person_id" TEXT NOT NULL,
    "matter" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT NOT NULL,
    "how" TEXT NOT NULL,

    CONSTRAINT "informed_pkey" PRIMARY KEY ("person_id","matter")
);

-- CreateIndex
CREATE INDEX "person_phone_idx" ON "person"("phone");

-- Written by hand
-- What has had its time to arrive, and what has reached nobody: a few rows each, whatever lies behind them.
CREATE INDEX "outbox_receipt" ON "outbox" ("receipt_by") WHERE "receipt_by" IS NOT NULL;
CREATE INDEX "outbox_stuck" ON "outbox" ("created_at") WHERE "class" IN ('action', 'notice')
  AND ("state" IN ('unreachable', 'dead', 'doubtful') OR "error" = 'not-received');
