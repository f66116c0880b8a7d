-- CreateIndex
CREATE INDEX "audit_channel_update_idx" ON "audit"("channel", "update");

-- CreateIndex
CREATE INDEX "inbox_lane_id_idx" ON "inbox"("lane", "id");

-- Written by hand
