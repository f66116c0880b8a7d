-- CreateIndex
CREATE INDEX "person_address_idx" ON "person"("address");

-- CreateIndex
CREATE INDEX "person_full_name_idx" ON "person"("full_name");

-- Written by hand
