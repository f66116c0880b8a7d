-- Written by hand
-- Who else meets at a place (odd places): only of what is to come.
CREATE INDEX "meeting_place_to_come" ON "meeting" (lower("place"), "starts_at")
  WHERE "state" IN ('draft', 'submitted', 'convened');
