-- AlterTable
ALTER TABLE "seat" ADD COLUMN     "areas" TEXT;

-- Written by hand
