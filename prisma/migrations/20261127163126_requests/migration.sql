-- CreateTable
CREATE TABLE "inquiry_answer" (
    "id" TEXT NOT NULL,
    "inquiry_id" TEXT NOT NULL,
    "body_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "agency" TEXT NOT NULL,
    "words" TEXT NOT NULL DEFAULT '',
    "files" TEXT[],
    "by_id" TEXT,
    "at" TIMESTAMPTZ(3),
    "late" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "inquiry_answer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "inquiry_answer_person_id_inquiry_id_idx" ON "inquiry_answer"("person_id", "inquiry_id");

-- CreateIndex
CREATE INDEX "inquiry_answer_body_id_id_idx" ON "inquiry_answer"("body_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "inquiry_answer_inquiry_id_person_id_key" ON "inquiry_answer"("inquiry_id", "person_id");

-- Written by hand
