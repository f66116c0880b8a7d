-- AlterTable
ALTER TABLE "link_code" ADD COLUMN     "issued_by" TEXT;

-- Written by hand
