-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "typed" JSONB NOT NULL DEFAULT '[]';

-- Written by hand
