-- DropIndex
DROP INDEX "task_body_id_state_due_day_late_idx";

-- DropIndex
DROP INDEX "task_lead_agency_id_state_due_day_late_idx";

-- DropIndex
DROP INDEX "task_lead_id_state_due_day_late_idx";

-- AlterTable
ALTER TABLE "task" ADD COLUMN     "area" TEXT,
ADD COLUMN     "level" TEXT;

-- CreateIndex
CREATE INDEX "task_lead_id_state_due_day_late_level_idx" ON "task"("lead_id", "state", "due_day", "late", "level");

-- CreateIndex
CREATE INDEX "task_lead_agency_id_state_due_day_late_level_idx" ON "task"("lead_agency_id", "state", "due_day", "late", "level");

-- CreateIndex
CREATE INDEX "task_body_id_state_due_day_late_level_idx" ON "task"("body_id", "state", "due_day", "late", "level");

-- Written by hand
