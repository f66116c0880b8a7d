-- CreateTable
CREATE TABLE "matter" (
    "id" TEXT NOT NULL,
    "body_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "owner_id" TEXT NOT NULL,
    "about" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "matter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "matter_kind_owner_id_id_idx" ON "matter"("kind", "owner_id", "id");

-- CreateIndex
CREATE INDEX "matter_kind_body_id_id_idx" ON "matter"("kind", "body_id", "id");

-- CreateIndex
CREATE INDEX "matter_about_idx" ON "matter"("about");

-- CreateIndex
CREATE UNIQUE INDEX "matter_body_id_kind_code_key" ON "matter"("body_id", "kind", "code");

-- Written by hand
