-- AlterTable
ALTER TABLE "seat" ADD COLUMN     "predecessor_id" TEXT;

-- CreateIndex
CREATE INDEX "seat_predecessor_id_idx" ON "seat"("predecessor_id");

-- Written by hand
-- Until now the successor was known by the code alone.
UPDATE "seat" s SET "predecessor_id" = b."id" FROM "seat" b
  WHERE b."body_id" = s."body_id" AND b."code" = s."code" AND b."valid_to" = s."valid_from" AND b."person_id" <> s."person_id";
