-- AlterTable
ALTER TABLE "leave_request" ADD COLUMN     "scope" TEXT;

-- AlterTable
ALTER TABLE "participant" ADD COLUMN     "scope" TEXT;

-- Written by hand
