-- AlterTable
ALTER TABLE "task" ADD COLUMN     "officer" JSONB;

-- Written by hand
