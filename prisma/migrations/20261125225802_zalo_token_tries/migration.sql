-- AlterTable
ALTER TABLE "zalo_token" ADD COLUMN     "seeds" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "tried_at" TIMESTAMPTZ(3);

-- Written by hand
