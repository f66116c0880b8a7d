-- AlterTable
ALTER TABLE "signed_copy" ADD COLUMN     "edition" INTEGER NOT NULL DEFAULT 1;

-- Written by hand
