-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "answer" (
    "id" TEXT NOT NULL,
    "meeting_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "current" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leave_request" (
    "id" TEXT NOT NULL,
    "meeting_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "alternate_name" TEXT,
    "alternate_post" TEXT,
    "alternate_phone" TEXT,
    "alternate_id" TEXT,
    "state" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "acting" BOOLEAN NOT NULL DEFAULT false,
    "because_of" TEXT,

    CONSTRAINT "leave_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chase" (
    "id" TEXT NOT NULL,
    "meeting_id" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "people" INTEGER NOT NULL,

    CONSTRAINT "chase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "body" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "abbreviation" TEXT NOT NULL,
    "regulation" TEXT,
    "standing_agency" TEXT,
    "predecessor_id" TEXT,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "body_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agency" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "predecessor_id" TEXT,
    "valid_from" TIMESTAMPTZ(3),
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "agency_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "full_name" TEXT NOT NULL,
    "phone" TEXT,
    "email" TEXT,
    "language" TEXT NOT NULL DEFAULT 'vi',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "seat" (
    "id" TEXT NOT NULL,
    "body_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "post" TEXT NOT NULL,
    "agency_id" TEXT,
    "person_id" TEXT NOT NULL,
    "decision" TEXT,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "seat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assistant" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "leader_id" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "assistant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chair_absence" (
    "id" TEXT NOT NULL,
    "body_id" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "to" TIMESTAMPTZ(3) NOT NULL,
    "deputy_id" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "chair_absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "display_name" TEXT,
    "preferred" BOOLEAN NOT NULL DEFAULT true,
    "reachable" BOOLEAN NOT NULL DEFAULT true,
    "consent_version" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,
    "unlinked_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_code" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "link_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_guess" (
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "link_guess_pkey" PRIMARY KEY ("channel","external_id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "id" BIGSERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "update" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "message" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'new',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_at" TIMESTAMPTZ(3),
    "handled_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "person_id" TEXT,
    "account_id" TEXT,
    "channel" TEXT,
    "chat" TEXT,
    "class" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "view" JSONB NOT NULL,
    "card" TEXT,
    "matter" TEXT,
    "edits" TEXT,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "first_try_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "external_id" TEXT,
    "live" BOOLEAN NOT NULL DEFAULT false,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" TEXT,
    "behalf_id" TEXT,
    "channel" TEXT NOT NULL,
    "account" TEXT,
    "update" TEXT,
    "body_id" TEXT,
    "matter" TEXT,
    "command" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "args" JSONB NOT NULL,
    "asking" TEXT NOT NULL,
    "parts" JSONB NOT NULL DEFAULT '[]',
    "origin" TEXT,
    "origin_view" JSONB,
    "parked" BOOLEAN NOT NULL DEFAULT false,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminder" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "matter" TEXT NOT NULL,
    "person" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL,
    "body_id" TEXT NOT NULL DEFAULT '',
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "body_id" TEXT NOT NULL DEFAULT '',
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("body_id","key")
);

-- CreateTable
CREATE TABLE "calendar_day" (
    "day" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "confirmed" BOOLEAN NOT NULL,

    CONSTRAINT "calendar_day_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "counter" (
    "body_id" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "counter_pkey" PRIMARY KEY ("body_id","series")
);

-- CreateTable
CREATE TABLE "tick" (
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tick_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "file" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mime" TEXT,
    "size" INTEGER,
    "sha256" TEXT,
    "state" TEXT NOT NULL DEFAULT 'expected',
    "refusal" TEXT,
    "channel" TEXT,
    "external_ref" TEXT,
    "uploader_id" TEXT,
    "account_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stored_at" TIMESTAMPTZ(3),

    CONSTRAINT "file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting" (
    "id" TEXT NOT NULL,
    "body_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "number" TEXT,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT NOT NULL,
    "link" TEXT,
    "presider_id" TEXT NOT NULL,
    "presider_name" TEXT NOT NULL,
    "presider_post" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "requirements" TEXT,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "urgency" TEXT,
    "report" JSONB NOT NULL DEFAULT '{}',
    "drafted_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "submitted_by" TEXT,
    "submissions" INTEGER NOT NULL DEFAULT 0,
    "proposal" JSONB,
    "returned_because" TEXT,
    "convened_at" TIMESTAMPTZ(3),
    "convened_by" TEXT,
    "answer_by" TIMESTAMPTZ(3),
    "changed_because" TEXT,
    "postponed_at" TIMESTAMPTZ(3),
    "postponed_because" TEXT,
    "cancelled_at" TIMESTAMPTZ(3),
    "cancelled_because" TEXT,
    "held_at" TIMESTAMPTZ(3),

    CONSTRAINT "meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "participant" (
    "id" TEXT NOT NULL,
    "meeting_id" TEXT NOT NULL,
    "person_id" TEXT,
    "name" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "seat_id" TEXT,
    "seat_code" TEXT,
    "role" TEXT,
    "position" INTEGER NOT NULL,
    "as" TEXT NOT NULL,
    "principal_id" TEXT,
    "received_at" TIMESTAMPTZ(3),
    "roll" TEXT,
    "roll_at" TIMESTAMPTZ(3),
    "roll_by" TEXT,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "participant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agenda_item" (
    "id" TEXT NOT NULL,
    "meeting_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "reporter" TEXT,
    "minutes" INTEGER,

    CONSTRAINT "agenda_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "paper" (
    "id" TEXT NOT NULL,
    "meeting_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "file_id" TEXT,
    "link" TEXT,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "added_by" TEXT NOT NULL,

    CONSTRAINT "paper_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opinion_duty" (
    "id" TEXT NOT NULL,
    "meeting_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "because" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "opinion_duty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opinion" (
    "id" TEXT NOT NULL,
    "body_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "meeting_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "stance" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "files" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "current" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "opinion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" TEXT NOT NULL,
    "body_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "product" TEXT,
    "source" TEXT,
    "meeting_id" TEXT,
    "lead_id" TEXT NOT NULL,
    "lead_agency_id" TEXT,
    "coordinators" TEXT[],
    "due_day" TEXT NOT NULL,
    "first_due_day" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL,
    "percent" INTEGER NOT NULL DEFAULT 0,
    "assigned_by" TEXT NOT NULL,
    "given_by" TEXT,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3) NOT NULL,
    "report_id" TEXT,
    "reported_day" TEXT,
    "late" BOOLEAN,
    "returned_because" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "closed_because" TEXT,

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task_report" (
    "id" TEXT NOT NULL,
    "task_id" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "behalf_id" TEXT,
    "part" TEXT NOT NULL,
    "percent" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "files" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "task_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload_link" (
    "id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "upload_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "answer_meeting_id_person_id_idx" ON "answer"("meeting_id", "person_id");

-- CreateIndex
CREATE INDEX "leave_request_meeting_id_person_id_idx" ON "leave_request"("meeting_id", "person_id");

-- CreateIndex
CREATE INDEX "leave_request_person_id_kind_state_idx" ON "leave_request"("person_id", "kind", "state");

-- CreateIndex
CREATE INDEX "chase_meeting_id_at_idx" ON "chase"("meeting_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "body_code_key" ON "body"("code");

-- CreateIndex
CREATE UNIQUE INDEX "agency_name_key" ON "agency"("name");

-- CreateIndex
CREATE INDEX "seat_person_id_idx" ON "seat"("person_id");

-- CreateIndex
CREATE INDEX "seat_body_id_role_idx" ON "seat"("body_id", "role");

-- CreateIndex
CREATE INDEX "assistant_person_id_idx" ON "assistant"("person_id");

-- CreateIndex
CREATE INDEX "assistant_leader_id_idx" ON "assistant"("leader_id");

-- CreateIndex
CREATE INDEX "chair_absence_body_id_to_idx" ON "chair_absence"("body_id", "to");

-- CreateIndex
CREATE INDEX "account_channel_external_id_idx" ON "account"("channel", "external_id");

-- CreateIndex
CREATE INDEX "account_person_id_idx" ON "account"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "link_code_hash_key" ON "link_code"("hash");

-- CreateIndex
CREATE INDEX "link_code_person_id_idx" ON "link_code"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_channel_update_key" ON "inbox"("channel", "update");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_key_key" ON "outbox"("key");

-- CreateIndex
CREATE INDEX "outbox_account_id_card_id_idx" ON "outbox"("account_id", "card", "id");

-- CreateIndex
CREATE INDEX "outbox_matter_person_id_idx" ON "outbox"("matter", "person_id");

-- CreateIndex
CREATE INDEX "outbox_channel_chat_external_id_idx" ON "outbox"("channel", "chat", "external_id");

-- CreateIndex
CREATE INDEX "audit_matter_idx" ON "audit"("matter");

-- CreateIndex
CREATE INDEX "conversation_account_id_idx" ON "conversation"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_kind_matter_person_version_key" ON "reminder"("kind", "matter", "person", "version");

-- CreateIndex
CREATE INDEX "meeting_body_id_state_starts_at_idx" ON "meeting"("body_id", "state", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_body_id_code_key" ON "meeting"("body_id", "code");

-- CreateIndex
CREATE INDEX "participant_person_id_idx" ON "participant"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "participant_meeting_id_person_id_key" ON "participant"("meeting_id", "person_id");

-- CreateIndex
CREATE INDEX "agenda_item_meeting_id_idx" ON "agenda_item"("meeting_id");

-- CreateIndex
CREATE INDEX "paper_meeting_id_idx" ON "paper"("meeting_id");

-- CreateIndex
CREATE INDEX "opinion_duty_person_id_state_idx" ON "opinion_duty"("person_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "opinion_duty_meeting_id_person_id_key" ON "opinion_duty"("meeting_id", "person_id");

-- CreateIndex
CREATE INDEX "opinion_meeting_id_person_id_idx" ON "opinion"("meeting_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "opinion_body_id_code_key" ON "opinion"("body_id", "code");

-- CreateIndex
CREATE INDEX "task_lead_id_state_due_day_late_idx" ON "task"("lead_id", "state", "due_day", "late");

-- CreateIndex
CREATE INDEX "task_lead_agency_id_state_due_day_late_idx" ON "task"("lead_agency_id", "state", "due_day", "late");

-- CreateIndex
CREATE INDEX "task_body_id_state_due_day_late_idx" ON "task"("body_id", "state", "due_day", "late");

-- CreateIndex
CREATE INDEX "task_coordinators_idx" ON "task" USING GIN ("coordinators");

-- CreateIndex
CREATE UNIQUE INDEX "task_body_id_code_key" ON "task"("body_id", "code");

-- CreateIndex
CREATE INDEX "task_report_task_id_at_idx" ON "task_report"("task_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "upload_link_token_hash_key" ON "upload_link"("token_hash");

-- CreateIndex
CREATE INDEX "upload_link_expires_at_idx" ON "upload_link"("expires_at");

-- AddForeignKey
ALTER TABLE "seat" ADD CONSTRAINT "seat_body_id_fkey" FOREIGN KEY ("body_id") REFERENCES "body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat" ADD CONSTRAINT "seat_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat" ADD CONSTRAINT "seat_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assistant" ADD CONSTRAINT "assistant_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assistant" ADD CONSTRAINT "assistant_leader_id_fkey" FOREIGN KEY ("leader_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agenda_item" ADD CONSTRAINT "agenda_item_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper" ADD CONSTRAINT "paper_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_report" ADD CONSTRAINT "task_report_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand
