// Who has read what is kept apart, or what is kept about people (SC10).
import type { Transaction } from './transaction.ts';

export type Reading = {
  at: Date;
  /** Null: whoever runs the installation. */
  personId: string | null;
  bodyId: string | null;
  channel: string;
  /** The command, or page, by which it was read. */
  what: string;
  matter?: string | null;
  /** Whose data they were. */
  whose?: string;
};

export const noteRead = (tx: Pick<Transaction, 'access'>, { matter = null, whose = '', ...read }: Reading) =>
  tx.access.create({ data: { ...read, matter, whose } });

/** Somebody has been shown what is kept about others. */
export const noteDisclosed = (
  tx: Transaction,
  what: string,
  bodyId: string | null,
  { now, by }: { now: Date; by: { person: { id: string }; account: { channel: string } | null } },
) => noteRead(tx, { at: now, personId: by.person.id, bodyId, channel: by.account?.channel ?? 'desk', what });
