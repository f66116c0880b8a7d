-- CreateTable
CREATE TABLE "desk_access" (
    "account_id" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "desk_access_pkey" PRIMARY KEY ("account_id")
);

-- CreateIndex
CREATE INDEX "audit_body_id_seq_idx" ON "audit"("body_id", "seq");

-- Written by hand
