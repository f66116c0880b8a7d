-- AlterTable
ALTER TABLE "reminder" ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0;

-- Written by hand
