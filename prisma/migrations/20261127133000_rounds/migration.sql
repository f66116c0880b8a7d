-- AlterTable
ALTER TABLE "matter" ADD COLUMN     "files" TEXT[];

-- CreateTable
CREATE TABLE "round_slip" (
    "id" TEXT NOT NULL,
    "round_id" TEXT NOT NULL,
    "body_id" TEXT NOT NULL,
    "item" INTEGER NOT NULL,
    "person_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "must" BOOLEAN NOT NULL,
    "stance" TEXT,
    "words" TEXT NOT NULL DEFAULT '',
    "files" TEXT[],
    "source" TEXT,
    "by_id" TEXT,
    "at" TIMESTAMPTZ(3),
    "entered_at" TIMESTAMPTZ(3),
    "late" BOOLEAN NOT NULL DEFAULT false,
    "draft" JSONB,
    "draft_files" TEXT[],
    "handling" TEXT,
    "explanation" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "round_slip_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "round_slip_person_id_round_id_idx" ON "round_slip"("person_id", "round_id");

-- CreateIndex
CREATE INDEX "round_slip_body_id_id_idx" ON "round_slip"("body_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "round_slip_round_id_item_person_id_key" ON "round_slip"("round_id", "item", "person_id");

-- Written by hand
-- Files of a matter lay in its data, where no column keeps them from being tidied away.
UPDATE "matter" SET "files" = CASE WHEN jsonb_typeof("data"->'files') = 'array'
  THEN array(SELECT jsonb_array_elements_text("data"->'files')) ELSE '{}' END, "data" = "data" - 'files';
