-- CreateTable
CREATE TABLE "unclear" (
    "id" BIGSERIAL NOT NULL,
    "words" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unclear_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "unclear_at_idx" ON "unclear"("at");

-- Written by hand
