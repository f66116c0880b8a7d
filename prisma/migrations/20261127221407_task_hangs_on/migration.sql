-- AlterTable
ALTER TABLE "task" ADD COLUMN     "hangs_on" JSONB;

-- Written by hand
