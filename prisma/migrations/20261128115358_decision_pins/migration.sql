-- CreateTable
CREATE TABLE "person_pin" (
    "person_id" TEXT NOT NULL,
    "salt" TEXT,
    "hash" TEXT,
    "set_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "locked" BOOLEAN NOT NULL DEFAULT false,
    "good_until" TIMESTAMPTZ(3),
    "link_hash" TEXT,
    "link_until" TIMESTAMPTZ(3),

    CONSTRAINT "person_pin_pkey" PRIMARY KEY ("person_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_pin_link_hash_key" ON "person_pin"("link_hash");

-- Written by hand
