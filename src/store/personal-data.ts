// What is kept about one person wherever it stands: read out for him, and erased where it may be (SC5, Luật 91/2025/QH15).
// The tables are looked up, not listed: one that is added later needs no mention.
import { Prisma } from './generated/client.ts';
import type { Transaction } from './transaction.ts';

/** What stands where something was erased. */
export const erasedMark = '***';

/**
 * The machine's own: what waits to be said, looked at or done, and secrets; the record of acts is told of in short. Words
 * that are not for everybody are read on their page alone (SC3) and go into no file.
 */
const notTold =
  /^(_prisma_|audit|inbox|outbox|reminder|tick|digest_line|conversation|counter|unclear|apart)|_(pin|link|guess|session|asked|secret|token|head)$/;
const secret = /hash|token|proof|external_ref/;

type Column = { table: string; column: string; type: string };

const columnsOf = (tx: Transaction, types: readonly string[]): Promise<Column[]> =>
  tx.$queryRaw<Column[]>`
    select c.table_name::text as table, c.column_name::text as column, c.data_type::text as type
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = current_schema and t.table_type = 'BASE TABLE' and c.data_type = any(${[...types]})
    order by 1, c.ordinal_position`;

const name = (given: string): string => `"${given.replaceAll('"', '""')}"`;

/** The rows that name a person in a column of their own, by table; without secrets. */
export async function rowsAbout(tx: Transaction, personId: string): Promise<Record<string, Record<string, unknown>[]>> {
  const byTable = new Map<string, string[]>();
  for (const { table, column } of await columnsOf(tx, ['text'])) {
    if (notTold.test(table)) continue;
    byTable.set(table, [...(byTable.get(table) ?? []), column]);
  }
  const found: Record<string, Record<string, unknown>[]> = {};
  for (const [table, columns] of byTable) {
    const named = columns.map((column) => Prisma.sql`t.${Prisma.raw(name(column))} = ${personId}`);
    const rows = await tx.$queryRaw<{ row: Record<string, unknown> }[]>`
      select to_jsonb(t) as row from ${Prisma.raw(name(table))} t where ${Prisma.join(named, ' or ')}`;
    if (rows.length === 0) continue;
    found[table] = rows.map(({ row }) => Object.fromEntries(Object.entries(row).filter(([key]) => !secret.test(key))));
  }
  return found;
}

/** His acts as the record has them: what, when, with which outcome. */
export const actsOf = (tx: Transaction, personId: string) =>
  tx.$queryRaw<{ at: Date; command: string; matter: string | null; outcome: string }[]>`
    select at, command, matter, outcome from audit where actor_id = ${personId} order by seq`;

/** A place in the record of acts: where a value stands under a key, or (no key) wherever; in rows that have all of `with`. */
type Place = { key: string | null; value: string; with: readonly string[] };

const quoted = (value: string): string => JSON.stringify(value);

/** Rows of the record that were changed so, with the hash of what they say now: for the act that seals it. */
export type Erased = readonly (readonly [seq: string, digest: string])[];

/**
 * Erases what is no record of an official act. `seated`: he holds a seat still, so the office must reach him: his number,
 * address and open accounts stay. What was typed by mistake in the words of somebody's act is his act, and stays.
 */
export async function eraseAbout(
  tx: Transaction,
  { personId, seated, values }: { personId: string; seated: boolean; values: readonly string[] },
): Promise<Erased> {
  const accounts = await tx.account.findMany({
    where: { personId, ...(seated && { unlinkedAt: { not: null } }), externalId: { not: erasedMark } },
  });
  const places: Place[] = [];
  for (const { channel, externalId, displayName } of accounts) {
    const there = [`"channel":${quoted(channel)}`];
    places.push(
      { key: 'account', value: externalId, with: there },
      { key: 'externalId', value: externalId, with: there },
    );
    if (displayName) places.push({ key: 'displayName', value: displayName, with: [`"personId":${quoted(personId)}`] });
  }
  for (const value of values) places.push({ key: null, value, with: [] });
  places.push(...(await eraseDrafts(tx, personId, seated)));
  await eraseAccounts(tx, personId, accounts, seated);
  if (!seated) await tx.person.update({ where: { id: personId }, data: { phone: null, email: null } });
  await tx.file.updateMany({
    where: { uploaderId: personId },
    // What no record names goes with the next tidying.
    data: { externalRef: null, accountId: null, createdAt: new Date(0) },
  });
  if (values.length > 0) await eraseValues(tx, values);
  const rows = await tx.$queryRaw<{ seq: bigint; digest: string }[]>`
    select seq, digest from erase_from_record(${JSON.stringify(places)}::jsonb)`;
  return rows.map(({ seq, digest }) => [String(seq), digest]);
}

type Account = { id: string; channel: string; externalId: string };

async function eraseAccounts(tx: Transaction, personId: string, accounts: readonly Account[], seated: boolean) {
  const ids = accounts.map(({ id }) => id);
  const of = { where: { accountId: { in: ids } } };
  await tx.conversation.deleteMany(of);
  await tx.deskLink.deleteMany(of);
  await tx.deskSession.deleteMany(of);
  await tx.deskAccess.deleteMany(of);
  await tx.uploadLink.deleteMany(of);
  await tx.mailLink.deleteMany(of);
  await tx.apartLink.deleteMany(of);
  await tx.consentAsked.deleteMany({ where: { personId } });
  if (!seated) {
    await tx.calendarFeed.deleteMany({ where: { personId } });
    await tx.linkCode.deleteMany({ where: { personId } });
    await tx.personPin.deleteMany({ where: { personId } });
    await tx.digestLine.deleteMany({ where: { personId } });
  }
  for (const { channel, externalId } of accounts) {
    await tx.linkGuess.deleteMany({ where: { channel, externalId } });
    await tx.$executeRaw`
      delete from inbox where channel = ${channel} and message->>'account' = ${externalId} and state <> 'new'`;
    // What he was told there before it was his account.
    await tx.$executeRaw`
      delete from outbox where channel = ${channel} and chat = ${externalId} and account_id is null
        and state not in ('pending', 'leased')`;
  }
  // That he was told, and when, is of the record; where, and what he was answered, is not.
  await tx.$executeRaw`
    update outbox set chat = null, external_id = null, edits = null, live = false,
      view = case when class = 'reply' then '{"lines": []}'::jsonb else view end,
      state = case when state in ('pending', 'leased') then 'withheld' else state end
    where account_id = any(${ids})`;
  await tx.account.updateMany({
    where: { id: { in: ids } },
    data: { externalId: erasedMark, displayName: null, reachable: false },
  });
}

/** What was drafted and never sent: nobody's act. While he sits in the body what waits for him is his work still. */
async function eraseDrafts(tx: Transaction, personId: string, seated: boolean): Promise<Place[]> {
  const states = seated ? ['dropped', 'replaced'] : ['dropped', 'replaced', 'waiting'];
  const drafts = await tx.opinionDraft.findMany({
    where: { OR: [{ personId }, { byId: personId }], state: { in: states }, text: { notIn: ['', erasedMark] } },
  });
  await tx.opinionDraft.updateMany({ where: { id: { in: drafts.map(({ id }) => id) } }, data: { text: erasedMark } });
  return drafts.map(({ id, text }) => ({ key: 'text', value: text, with: [quoted(id)] }));
}

/** Values that are his alone, such as a telephone number: wherever they stand by themselves. */
async function eraseValues(tx: Transaction, values: readonly string[]): Promise<void> {
  const kept = /^(audit|_prisma_)/;
  const columns = await columnsOf(tx, ['text', 'jsonb']);
  for (const { table, column, type } of columns.filter(({ table }) => !kept.test(table))) {
    const at = Prisma.raw(name(column));
    const of = Prisma.raw(name(table));
    if (type === 'text') {
      await tx.$executeRaw`update ${of} set ${at} = ${erasedMark} where ${at} = any(${[...values]})`;
      continue;
    }
    for (const value of values) {
      const [from, to] = [quoted(value), quoted(erasedMark)];
      await tx.$executeRaw`
        update ${of} set ${at} = replace(${at}::text, ${from}, ${to})::jsonb where strpos(${at}::text, ${from}) > 0`;
    }
  }
}
