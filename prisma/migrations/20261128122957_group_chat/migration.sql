-- CreateTable
CREATE TABLE "group_chat" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body_id" TEXT,
    "bound_at" TIMESTAMPTZ(3),
    "asked_by_id" TEXT,
    "asked_at" TIMESTAMPTZ(3),

    CONSTRAINT "group_chat_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "group_chat_channel_chat_key" ON "group_chat"("channel", "chat");

-- Written by hand
