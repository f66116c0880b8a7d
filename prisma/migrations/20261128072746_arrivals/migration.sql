-- CreateTable
CREATE TABLE "door_secret" (
    "id" INTEGER NOT NULL,
    "secret" TEXT NOT NULL,

    CONSTRAINT "door_secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "arrival" (
    "meeting_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "person_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "arrival_pkey" PRIMARY KEY ("meeting_id","version","person_id")
);

-- Written by hand

-- What the codes at the doors are made of: two hundred bits of chance, of this database alone.
INSERT INTO "door_secret" ("id", "secret") VALUES (1, gen_random_uuid()::text || gen_random_uuid()::text);
