-- AlterTable
ALTER TABLE "link_guess" ADD COLUMN     "told_at" TIMESTAMPTZ(3);

-- Written by hand
