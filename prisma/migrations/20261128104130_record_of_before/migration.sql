-- CreateTable
CREATE TABLE "audit_before" (
    "chain" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "body_id" TEXT NOT NULL,
    "detail" TEXT,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_before_pkey" PRIMARY KEY ("body_id","chain","seq")
);

-- CreateIndex
CREATE INDEX "audit_before_hash_idx" ON "audit_before"("hash");

-- Written by hand

-- As the record itself (Điều 8.9).
CREATE TRIGGER audit_before_never_touched BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_before"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
