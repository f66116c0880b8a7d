-- AlterTable
ALTER TABLE "task" ADD COLUMN     "jointly" TEXT;

-- Written by hand
