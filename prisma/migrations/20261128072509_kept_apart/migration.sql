-- AlterTable
ALTER TABLE "meeting" ADD COLUMN     "apart" TEXT;

-- AlterTable
ALTER TABLE "task" ADD COLUMN     "apart" TEXT;

-- CreateTable
CREATE TABLE "apart" (
    "matter" TEXT NOT NULL,
    "body_id" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "words" TEXT NOT NULL DEFAULT '',
    "files" TEXT[],
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "apart_pkey" PRIMARY KEY ("matter")
);

-- CreateTable
CREATE TABLE "apart_link" (
    "id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "matter" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "session_hash" TEXT,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "apart_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" TEXT,
    "body_id" TEXT,
    "channel" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "matter" TEXT,
    "whose" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "access_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "apart_body_id_idx" ON "apart"("body_id");

-- CreateIndex
CREATE UNIQUE INDEX "apart_link_token_hash_key" ON "apart_link"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "apart_link_session_hash_key" ON "apart_link"("session_hash");

-- CreateIndex
CREATE INDEX "apart_link_expires_at_idx" ON "apart_link"("expires_at");

-- CreateIndex
CREATE INDEX "access_at_idx" ON "access"("at");

-- CreateIndex
CREATE INDEX "access_body_id_id_idx" ON "access"("body_id", "id");

-- Written by hand
