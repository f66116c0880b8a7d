-- AlterTable
ALTER TABLE "meeting" ADD COLUMN     "papers_by" TIMESTAMPTZ(3),
ADD COLUMN     "reminder_words" TEXT,
ADD COLUMN     "signer_name" TEXT,
ADD COLUMN     "signer_role" TEXT;

-- Written by hand
