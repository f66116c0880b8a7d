// One-time links to the page where a file is handed in, for messengers that cannot bring it.
import { createHash, randomBytes } from 'node:crypto';
import type { Incoming, IncomingFile } from '../channels/incoming.ts';
import { hours } from '../kernel/time.ts';
import { Prisma } from '../store/generated/client.ts';
import type { Transaction } from '../store/transaction.ts';

/** Whose link it is, and which question the file answers. `account`: the messenger's id of the person. */
export type UploadTo = { accountId: string; conversationId: string; channel: string; account: string; chat: string };

type World = { now: Date; newId(): string };

/** How long a link may be used, in milliseconds. */
const life = hours(2);
const TOKEN_BYTES = 16;
const token = /^[A-Za-z0-9_-]{22}$/;

const hashOf = (given: string): string => createHash('sha256').update(given).digest('hex');

/**
 * Gives a new token, 128 bits of chance, kept as a hash only. Null when the question has a link that can still be used;
 * `again` makes that one worthless instead.
 */
export async function newUpload(tx: Transaction, to: UploadTo, again: boolean, world: World): Promise<string | null> {
  const { conversationId } = to;
  await tx.uploadLink.deleteMany({ where: { expiresAt: { lt: world.now } } });
  if (again) await tx.uploadLink.deleteMany({ where: { conversationId, usedAt: null } });
  else if ((await tx.uploadLink.count({ where: { conversationId, usedAt: null } })) > 0) return null;
  const given = randomBytes(TOKEN_BYTES).toString('base64url');
  const [createdAt, expiresAt] = [world.now, new Date(world.now.getTime() + life)];
  await tx.uploadLink.create({ data: { id: world.newId(), tokenHash: hashOf(given), ...to, createdAt, expiresAt } });
  return given;
}

/** The question somebody's next file would answer; null when none is asked. */
export async function openQuestion(tx: Transaction, accountId: string): Promise<string | null> {
  const found = await tx.conversation.findFirst({ where: { accountId, parked: false }, select: { id: true } });
  return found?.id ?? null;
}

export type Upload = UploadTo & { id: string };

/** As long as it can be used: not used, not expired, its question still asked, its account still linked. */
const usable = (given: string, now: Date): Prisma.Sql => Prisma.sql`
  select l.id, l.account_id as "accountId", l.conversation_id as "conversationId", l.channel, l.account, l.chat
  from upload_link l
  join conversation c on c.id = l.conversation_id and c.account_id = l.account_id and not c.parked
  join account a on a.id = l.account_id and a.unlinked_at is null
  where l.token_hash = ${hashOf(given)} and l.used_at is null and l.expires_at > ${now.toISOString()}::timestamptz`;

/** The id of the link, if it can be used now; what cannot be a link is not looked for. */
export async function uploadNow(db: Pick<Transaction, '$queryRaw'>, given: string, now: Date): Promise<string | null> {
  if (!token.test(given)) return null;
  const [found] = await db.$queryRaw<Upload[]>(usable(given, now));
  return found?.id ?? null;
}

/** The link, if it can be used; locked against a second use until the transaction ends. */
export async function takeUpload(tx: Transaction, given: string, now: Date): Promise<Upload | null> {
  const [found] = await tx.$queryRaw<Upload[]>(Prisma.sql`${usable(given, now)} for update of l`);
  return found ?? null;
}

export async function markUsed(tx: Transaction, { id }: Upload, now: Date): Promise<void> {
  await tx.uploadLink.update({ where: { id }, data: { usedAt: now } });
}

/** The file as if it had been sent in the chat; without it, only that its name bore a secrecy mark. */
export function arrival(
  { id, channel, account, chat }: Upload,
  content: { file: IncomingFile } | { secrecy: NonNullable<Incoming['secrecy']> },
  now: Date,
): Incoming {
  const envelope = { channel, update: `upload:${id}`, lane: `${channel}:${account}`, account, chat, private: true };
  const base = { ...envelope, at: now.toISOString(), kind: 'file' as const };
  return 'file' in content ? { ...base, files: [content.file] } : { ...base, secrecy: content.secrecy };
}
