-- AlterTable
ALTER TABLE "file" ADD COLUMN     "unread" BOOLEAN NOT NULL DEFAULT false;

-- Written by hand
