// Acts of the command line stand in the record too, without a person: whoever may log in to the machine.
import { appendAudit } from '../store/audit.ts';
import { standingOf } from '../store/standing.ts';
import type { Transaction } from '../store/transaction.ts';

type CliAct = { command: string; bodyId?: string | null; matter?: string | null; facts: object };

/** The last of its transaction: what stands then is put on record with it. */
export const record = async (tx: Transaction, now: Date, { command, bodyId, matter, facts }: CliAct): Promise<void> =>
  appendAudit(tx, {
    at: now,
    actorId: null,
    behalfId: null,
    channel: 'cli',
    account: null,
    update: null,
    bodyId: bodyId ?? null,
    matter: matter ?? null,
    command: `cli.${command.replaceAll(' ', '-')}`,
    outcome: 'done',
    facts: { ...facts, standing: await standingOf(tx) },
  });
