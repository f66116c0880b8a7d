-- CreateTable
CREATE TABLE "consent_asked" (
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "proof" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_asked_pkey" PRIMARY KEY ("channel","external_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "consent_asked_id_key" ON "consent_asked"("id");

-- CreateIndex
CREATE INDEX "consent_asked_person_id_idx" ON "consent_asked"("person_id");

-- Written by hand
