-- AlterTable
ALTER TABLE "account" ADD COLUMN     "heard_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "received_at" TIMESTAMPTZ(3),
ADD COLUMN     "tried" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "zalo_token" (
    "oa_id" TEXT NOT NULL,
    "access" TEXT NOT NULL,
    "refresh" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "refreshed_at" TIMESTAMPTZ(3) NOT NULL,
    "failing_since" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "zalo_token_pkey" PRIMARY KEY ("oa_id")
);

-- CreateTable
CREATE TABLE "message_template" (
    "form" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "template_id" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "answers" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "message_template_pkey" PRIMARY KEY ("form","by")
);

-- CreateTable
CREATE TABLE "spending" (
    "month" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "amount" DECIMAL(65,30) NOT NULL DEFAULT 0,

    CONSTRAINT "spending_pkey" PRIMARY KEY ("month","channel","item")
);

-- Written by hand
