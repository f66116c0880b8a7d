-- AlterTable
ALTER TABLE "zalo_token" ADD COLUMN     "way" TEXT,
ADD COLUMN     "way_at" TIMESTAMPTZ(3);

-- Written by hand
