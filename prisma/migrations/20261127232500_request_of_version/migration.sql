-- Written by hand
-- One waiting request to each version of a meeting: what waited for a day that was put off is over by its version, and
-- must not keep the same person from asking again.
DROP INDEX "leave_request_waiting";
CREATE UNIQUE INDEX "leave_request_waiting" ON "leave_request" ("meeting_id", "person_id", "version") WHERE "state" = 'waiting';
