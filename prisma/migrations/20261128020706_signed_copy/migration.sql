-- CreateTable
CREATE TABLE "signed_copy" (
    "matter" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "body_id" TEXT NOT NULL,
    "files" TEXT[],
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signed_copy_pkey" PRIMARY KEY ("matter","kind")
);

-- Written by hand
