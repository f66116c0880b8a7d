-- AlterTable
ALTER TABLE "task" ADD COLUMN     "remedy" JSONB;

-- Written by hand
