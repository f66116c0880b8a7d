// Groups that were met, and to which body each is bound.
import type { Transaction } from '../../store/transaction.ts';
import { bodyCard, hashOfCode } from '../committee/index.ts';

export type Chat = { channel: string; chat: string };

export type GroupOnRecord = Chat & {
  id: string;
  title: string;
  bodyId: string | null;
  askedById: string | null;
  askedAt: Date | null;
};

/** With the name of the body it is bound to. */
export type GroupNamed = GroupOnRecord & { body: string | null };

export const groupAt = (tx: Transaction, { channel, chat }: Chat): Promise<GroupOnRecord | null> =>
  tx.groupChat.findUnique({ where: { channel_chat: { channel, chat } } });

/** By its id, locked. */
export async function groupNamed(tx: Transaction, id: string): Promise<GroupNamed | null> {
  await tx.$queryRaw`select 1 as locked from group_chat where id = ${id} for update`;
  const group = await tx.groupChat.findUnique({ where: { id } });
  return group && { ...group, body: group.bodyId === null ? null : (await bodyCard(tx, group.bodyId)).name };
}

export const groupsOf = (tx: Transaction, bodyIds: readonly string[]): Promise<GroupOnRecord[]> =>
  tx.groupChat.findMany({ where: { bodyId: { in: [...bodyIds] } }, orderBy: { id: 'asc' } });

/** The group under a title of now, made when the office first asks something in it. */
export const meetGroup = (
  tx: Transaction,
  { channel, chat }: Chat,
  id: string,
  title: string,
): Promise<GroupOnRecord> =>
  tx.groupChat.upsert({
    where: { channel_chat: { channel, chat } },
    create: { id, channel, chat, title },
    update: title === '' ? {} : { title },
  });

/** Upgraded: the same group under another id. */
export const groupMoved = (tx: Transaction, { channel, chat }: Chat, to: string) =>
  tx.groupChat.updateMany({ where: { channel, chat }, data: { chat: to } });

/** Whether the group was answered since: in a group one line is enough for a while. */
export async function answeredSince(tx: Transaction, { channel, chat }: Chat, since: Date): Promise<boolean> {
  const told = { channel, chat, class: 'reply', createdAt: { gt: since } };
  return (await tx.outbox.findFirst({ where: told, select: { id: true } })) !== null;
}

/** Whose open code this is; null: it is none. */
export async function holderOfCode(tx: Transaction, code: string, now: Date): Promise<string | null> {
  const open = { hash: hashOfCode(code), usedAt: null, voidedAt: null, expiresAt: { gt: now } };
  return (await tx.linkCode.findFirst({ where: open }))?.personId ?? null;
}

/** What codes of his are open are good for nothing any more. */
export const voidCodes = (tx: Transaction, personId: string, now: Date) =>
  tx.linkCode.updateMany({ where: { personId, usedAt: null, voidedAt: null }, data: { voidedAt: now } });
