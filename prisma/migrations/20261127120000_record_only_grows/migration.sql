-- Written by hand

-- Refused as a statement, too: one that meets no row, and one that empties the table without looking at its rows.
CREATE TRIGGER audit_never_touched BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- The newest seal moves on by one act at a time, and never back.
CREATE FUNCTION audit_head_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' OR NEW.id <> OLD.id OR NEW.seq <> OLD.seq + 1 THEN
    RAISE EXCEPTION 'the newest seal of the record only moves on';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_head_only_moves_on BEFORE UPDATE OR DELETE ON "audit_head"
  FOR EACH ROW EXECUTE FUNCTION audit_head_moves_on();
CREATE TRIGGER audit_head_never_emptied BEFORE TRUNCATE ON "audit_head"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_head_moves_on();

-- The secretariats of bodies that were there before are told the newest seal like those of new ones (Điều 8.9).
INSERT INTO "reminder" ("id", "kind", "matter", "person", "version", "body_id", "next_at")
SELECT 'r' || left(md5('seal' || "id"), 15), 'records.seal', 'body:' || "id", '', 1, "id", now() FROM "body"
WHERE "valid_to" IS NULL OR "valid_to" > now()
ON CONFLICT DO NOTHING;
