-- CreateTable
CREATE TABLE "theodoinq_tick" (
    "task_id" TEXT NOT NULL,
    "body_id" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "as" TEXT NOT NULL,

    CONSTRAINT "theodoinq_tick_pkey" PRIMARY KEY ("task_id")
);

-- Written by hand
