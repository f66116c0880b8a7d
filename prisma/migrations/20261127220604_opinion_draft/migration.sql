-- CreateTable
CREATE TABLE "opinion_draft" (
    "id" TEXT NOT NULL,
    "meeting_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "item_id" TEXT,
    "item_title" TEXT,
    "by_id" TEXT NOT NULL,
    "stance" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "files" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "opinion_draft_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "opinion_draft_meeting_id_person_id_state_idx" ON "opinion_draft"("meeting_id", "person_id", "state");

-- CreateIndex
CREATE INDEX "opinion_draft_person_id_state_idx" ON "opinion_draft"("person_id", "state");

-- Written by hand
