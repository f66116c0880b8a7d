-- AlterTable
ALTER TABLE "desk_link" ADD COLUMN     "code_hash" TEXT,
ADD COLUMN     "seat_code" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "desk_link_seat_code_expires_at_idx" ON "desk_link"("seat_code", "expires_at");

-- CreateIndex
CREATE INDEX "desk_link_account_id_idx" ON "desk_link"("account_id");

-- Written by hand
