-- AlterTable
ALTER TABLE "setting" DROP CONSTRAINT "setting_pkey",
ADD COLUMN     "valid_from" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone,
ADD CONSTRAINT "setting_pkey" PRIMARY KEY ("body_id", "key", "valid_from");

-- Written by hand
