-- Written by hand

-- Erasing what is kept about a person (Luật 91/2025/QH15) reaches into the record of acts, where he is named by number or
-- address. Only this function may, only by putting *** in the place of a value, and it gives the rows it changed with the
-- hash of what they say now: the act that called it is sealed with these, and "audit verify" accepts no other change.
CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('thu_ky.erasing', true) = 'on'
    AND current_user = (SELECT relowner::regrole::text FROM pg_class WHERE oid = TG_RELID) THEN
    IF TG_LEVEL = 'STATEMENT' THEN RETURN NULL; END IF;
    IF (NEW.seq, NEW.at, NEW.channel, NEW.command, NEW.outcome, NEW.previous, NEW.hash)
      = (OLD.seq, OLD.at, OLD.channel, OLD.command, OLD.outcome, OLD.previous, OLD.hash) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'audit rows are never changed or removed';
END $$;

CREATE FUNCTION erase_from_record(places jsonb) RETURNS TABLE (seq bigint, digest text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  place jsonb;
  held record;
  was text;
  erased text;
BEGIN
  CREATE TEMP TABLE erased_rows (seq bigint PRIMARY KEY) ON COMMIT DROP;
  PERFORM set_config('thu_ky.erasing', 'on', true);
  FOR place IN SELECT * FROM jsonb_array_elements(places) LOOP
    -- As JSON.stringify writes it, and nothing else has written these rows.
    was := CASE WHEN place->>'key' IS NULL THEN '' ELSE '"' || (place->>'key') || '":' END || (place->'value')::text;
    erased := CASE WHEN place->>'key' IS NULL THEN '' ELSE '"' || (place->>'key') || '":' END || '"***"';
    FOR held IN
      SELECT a.seq, a.detail FROM audit a WHERE strpos(a.detail, was) > 0
        AND NOT EXISTS (SELECT FROM jsonb_array_elements_text(place->'with') w WHERE strpos(a.detail, w) = 0)
    LOOP
      UPDATE audit a SET detail = replace(held.detail, was, erased),
        account = replace(held.detail, was, erased)::jsonb->>'account' WHERE a.seq = held.seq;
      INSERT INTO erased_rows VALUES (held.seq) ON CONFLICT DO NOTHING;
    END LOOP;
  END LOOP;
  PERFORM set_config('thu_ky.erasing', '', true);
  RETURN QUERY SELECT a.seq, encode(sha256(convert_to(a.detail, 'UTF8')), 'hex')
    FROM audit a JOIN erased_rows e ON e.seq = a.seq ORDER BY a.seq;
  DROP TABLE erased_rows;
END $$;
