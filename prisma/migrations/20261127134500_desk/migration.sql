-- CreateTable
CREATE TABLE "desk_link" (
    "id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "desk_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk_session" (
    "id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "posts" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "desk_session_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "desk_link_token_hash_key" ON "desk_link"("token_hash");

-- CreateIndex
CREATE INDEX "desk_link_expires_at_idx" ON "desk_link"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "desk_session_token_hash_key" ON "desk_session"("token_hash");

-- CreateIndex
CREATE INDEX "desk_session_seen_at_idx" ON "desk_session"("seen_at");

-- Written by hand
