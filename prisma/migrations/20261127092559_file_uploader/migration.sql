-- CreateIndex
CREATE INDEX "file_uploader_id_created_at_idx" ON "file"("uploader_id", "created_at");

-- Written by hand
