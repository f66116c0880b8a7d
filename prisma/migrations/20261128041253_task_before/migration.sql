-- AlterTable
ALTER TABLE "task" ADD COLUMN     "before" JSONB;

-- Written by hand
