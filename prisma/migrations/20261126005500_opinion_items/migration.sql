-- AlterTable
ALTER TABLE "opinion" ADD COLUMN     "item_id" TEXT,
ADD COLUMN     "item_title" TEXT;

-- Written by hand

-- One current opinion on each topic: on the whole meeting, where no item is named, as on an item.
DROP INDEX "opinion_current";
CREATE UNIQUE INDEX "opinion_current" ON "opinion" ("meeting_id", "person_id", "item_id") NULLS NOT DISTINCT WHERE "current";
