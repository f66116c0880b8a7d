-- CreateTable
CREATE TABLE "document_number" (
    "matter" TEXT NOT NULL,
    "body_id" TEXT NOT NULL,
    "symbol" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "ordinal" TEXT NOT NULL,
    "entered_by" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_number_pkey" PRIMARY KEY ("matter")
);

-- CreateIndex
CREATE UNIQUE INDEX "document_number_body_id_symbol_year_ordinal_key" ON "document_number"("body_id", "symbol", "year", "ordinal");

-- Written by hand

-- Numbers entered so far; of two papers with one number the first convened keeps it.
INSERT INTO "document_number" ("matter", "body_id", "symbol", "year", "ordinal", "entered_by", "entered_at")
SELECT DISTINCT ON (found."body_id", found."symbol", found."year", found."ordinal") 'meeting:' || found."id",
  found."body_id", found."symbol", found."year", found."ordinal", found."drafted_by", found."at"
FROM (
  SELECT m."id", m."body_id", m."drafted_by", coalesce(m."convened_at", m."created_at") AS "at",
    extract(year FROM coalesce(m."convened_at", m."created_at") AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS "year",
    lower(substring(m."number" FROM '^0*([1-9][0-9]{0,4}[A-Za-z]?)/')) AS "ordinal",
    CASE WHEN split_part(m."number", '/', 2) = 'GM-' || b."abbreviation" THEN 'GM-' || b."abbreviation"
      ELSE upper(replace(split_part(m."number", '/', 2), ' ', '')) END AS "symbol"
  FROM "meeting" m JOIN "body" b ON b."id" = m."body_id" WHERE m."number" IS NOT NULL
) found
WHERE found."ordinal" IS NOT NULL AND found."symbol" <> ''
ORDER BY found."body_id", found."symbol", found."year", found."ordinal", found."at";
