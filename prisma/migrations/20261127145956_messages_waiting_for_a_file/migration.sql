-- Written by hand: found by the file they wait for, whose coming wakes them.
CREATE INDEX "outbox_waits_for_file" ON "outbox" (("view"->'files'->>0))
  WHERE "state" = 'pending' AND "error" = 'file-expected';
