// What somebody is in the middle of telling us, kept in the database so that a restart loses nothing.
import type { Command, Part, World } from '../kernel/command.ts';
import type { Actor } from '../kernel/person.ts';
import type { View } from '../kernel/view.ts';
import { columns } from '../store/columns.ts';
import { Prisma } from '../store/generated/client.ts';
import type { Transaction } from '../store/transaction.ts';

export type Conversation = {
  id: string;
  accountId: string;
  command: string;
  args: Record<string, string>;
  /** The argument being asked for. */
  asking: string;
  /** Typed at once for the arguments after it, not yet looked at; and when: "tomorrow" is counted from there. */
  typed: string[];
  typedAt: Date;
  /** Gathered so far for a collecting question. */
  parts: Part[];
  /** When it was last asked or added to. */
  askedAt: Date;
  /** The message whose button began it, and what it showed then. */
  origin: string | null;
  originView: View | null;
};

/**
 * Arguments of ours beside a command's own begin with a dot: it was understood from words, which said something beside
 * the act (`filled`), the act alone, or its own name (`called`); what is to come after it.
 */
export const fromWords = '.said';
export const thenWords = '.then';

/** The list beside which a figure was asked for: a figure is one of that list, not of what it has become since. */
export const listWords = '.list';

/** The question whether what was read back is sent, and the button that does. */
const sending = '.send';
export const sendWord = '.gui';

export const isSending = ({ asking }: Conversation): boolean => asking === sending;

export const toBeSent = (conversation: Conversation): Conversation => ({ ...conversation, asking: sending, parts: [] });

type Stored = 'args' | 'typed' | 'parts' | 'originView';
type Row = Omit<Conversation, Stored | 'typedAt' | 'askedAt'> & Record<Stored, unknown> & { updatedAt: Date };
type Typed = { parts: string[]; at: string };

const conversationColumns = columns('conversation', Prisma.ConversationScalarFieldEnum);

/** Written before it was noted when: as if it had been typed when the question was asked. */
const typedOf = ({ typed, updatedAt }: Row): Typed =>
  Array.isArray(typed) ? { parts: typed as string[], at: updatedAt.toISOString() } : (typed as Typed);

const fromRow = (row: Row): Conversation => ({
  id: row.id,
  accountId: row.accountId,
  command: row.command,
  args: row.args as Record<string, string>,
  asking: row.asking,
  typed: typedOf(row).parts,
  typedAt: new Date(typedOf(row).at),
  askedAt: row.updatedAt,
  parts: row.parts as Part[],
  origin: row.origin,
  originView: row.originView as View | null,
});

/** One that is only beginning. */
export function newConversation(
  { by, written, world }: { by: Actor; written: Date; world: World },
  command: Pick<Command, 'name'>,
  args: Readonly<Record<string, string>>,
): Conversation {
  const accountId = by.account!.id;
  const nothing = {
    asking: '',
    typed: [],
    typedAt: written,
    askedAt: written,
    parts: [],
    origin: null,
    originView: null,
  };
  return { id: world.newId(), accountId, command: command.name, args: { ...args }, ...nothing };
}

/** The open conversation of whoever writes from this chat account; at most one is not set aside. */
export async function openConversation(
  tx: Transaction,
  channel: string,
  externalId: string,
): Promise<Conversation | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    select ${conversationColumns} from conversation
    where not parked and account_id = (
      select id from account where channel = ${channel} and external_id = ${externalId} and unlinked_at is null)`;
  return row ? fromRow(row) : null;
}

/** One of an account's own, open or set aside. */
export async function findConversation(tx: Transaction, accountId: string, id: string): Promise<Conversation | null> {
  const row = await tx.conversation.findFirst({ where: { id, accountId } });
  return row ? fromRow(row) : null;
}

/** The conversation set aside last. */
export async function parkedConversation(tx: Transaction, accountId: string): Promise<Conversation | null> {
  const row = await tx.conversation.findFirst({ where: { accountId, parked: true }, orderBy: { updatedAt: 'desc' } });
  return row ? fromRow(row) : null;
}

export async function saveConversation(tx: Transaction, conversation: Conversation, now: Date): Promise<void> {
  const { id, originView, typed: parts, typedAt, askedAt: _askedAt, ...rest } = conversation;
  const typed: Typed = { parts, at: typedAt.toISOString() };
  const data = { ...rest, typed, parked: false, updatedAt: now, ...(originView ? { originView } : {}) };
  await tx.conversation.upsert({ where: { id }, create: { id, ...data }, update: data });
}

export async function parkConversation(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.conversation.update({ where: { id }, data: { parked: true, updatedAt: now } });
}

export async function endConversation(tx: Transaction, id: string): Promise<void> {
  await tx.conversation.deleteMany({ where: { id } });
}
