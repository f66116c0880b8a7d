// The record of every act (Điều 8.9): append-only, each row sealed with the hash of the one before.
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Transaction } from './transaction.ts';

export type AuditEntry = {
  at: Date;
  /** Who acted; null for the clock, the command line and strangers. */
  actorId: string | null;
  /** On whose behalf. */
  behalfId: string | null;
  channel: string;
  account: string | null;
  /** The update it came with. */
  update: string | null;
  bodyId: string | null;
  matter: string | null;
  command: string;
  outcome: 'done' | 'refused' | 'not-permitted';
  /** Arguments, what happened with before and after, or why it was refused. */
  facts: unknown;
};

export const seal = (previous: string, seq: bigint, detail: string): string =>
  createHash('sha256').update(`${previous}\n${seq}\n${detail}`).digest('hex');

/**
 * Appends one act. Writers take turns at the newest seal until they commit, so this is an act's last statement.
 */
export async function appendAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  const { at, actorId, behalfId, channel, account, update, bodyId, matter, command, outcome } = entry;
  const detail = JSON.stringify({ ...entry, at: at.toISOString() });
  await tx.$executeRaw`
    with head as (select seq + 1 as seq, hash from audit_head where id = 1 for update),
    sealed as (
      select seq, hash as previous,
        encode(sha256(convert_to(hash || E'\n' || seq || E'\n' || ${detail}, 'UTF8')), 'hex') as hash
      from head
    ),
    moved as (update audit_head set seq = sealed.seq, hash = sealed.hash from sealed where id = 1)
    insert into audit (seq, at, actor_id, behalf_id, channel, account, update, body_id, matter, command, outcome,
      detail, previous, hash)
    select seq, ${at.toISOString()}::timestamptz, ${actorId}, ${behalfId}, ${channel}, ${account}, ${update}, ${bodyId}, ${matter}, ${command},
      ${outcome}, ${detail}, previous, hash
    from sealed`;
}

export type Verdict =
  /** `erased`: rows from which personal data were taken by acts that are on record. */
  | { whole: true; rows: number; head: string; erased?: number }
  | { whole: false; rows: number; seq: string; because: 'hash' | 'order' | 'columns' | 'head' };

type Row = {
  seq: string;
  at: Date;
  actor_id: string | null;
  behalf_id: string | null;
  channel: string;
  account: string | null;
  update: string | null;
  body_id: string | null;
  matter: string | null;
  command: string;
  outcome: string;
  detail: string;
  previous: string;
  hash: string;
};

/** Of a record in which nothing stands yet. */
export const beginning = '0'.repeat(64);

/**
 * Walks the whole chain; names the first row whose bytes, order or columns are not those that were sealed, nor what
 * an erasure on record has left of them.
 */
export async function verifyAudit(pool: Pick<Pool, 'query'>, pageSize = 1000): Promise<Verdict> {
  let previous = beginning;
  let seq = 0n;
  /** Rows that say less than was sealed, by the hash of what they say; and the erasures on record, which name such rows. */
  const less = new Map<string, string>();
  const erasures: { seq: string; erased: readonly (readonly [string, string])[] }[] = [];
  for (;;) {
    const { rows } = await pool.query<Row>('select * from audit where seq > $1 order by seq limit $2', [
      seq.toString(),
      pageSize,
    ]);
    for (const row of rows) {
      const broken = (because: 'hash' | 'order' | 'columns'): Verdict => ({
        whole: false,
        rows: Number(seq),
        seq: row.seq,
        because,
      });
      if (BigInt(row.seq) !== seq + 1n || row.previous !== previous) return broken('order');
      if (seal(previous, seq + 1n, row.detail) !== row.hash) less.set(row.seq, hashOf(row.detail));
      if (!columnsAgree(row)) return broken(less.has(row.seq) ? 'hash' : 'columns');
      if (row.command === erasing) erasures.push({ seq: row.seq, erased: erasedBy(row.detail) });
      seq += 1n;
      previous = row.hash;
    }
    if (rows.length < pageSize) break;
  }
  const { rows } = await pool.query<{ seq: string; hash: string }>('select seq, hash from audit_head where id = 1');
  if (rows[0]?.hash !== previous || BigInt(rows[0].seq) !== seq) {
    return { whole: false, rows: Number(seq), seq: seq.toString(), because: 'head' };
  }
  const [unsealed] = unsealedOf(less, erasures);
  if (unsealed !== undefined) return { whole: false, rows: Number(unsealed) - 1, seq: unsealed, because: 'hash' };
  return { whole: true, rows: Number(seq), head: previous, ...(less.size > 0 && { erased: less.size }) };
}

/** The act by which data of a person are erased (SC5): it is sealed with the rows that say less by it. */
const erasing = 'personal.erase';

const hashOf = (detail: string): string => createHash('sha256').update(detail).digest('hex');

function erasedBy(detail: string): readonly (readonly [string, string])[] {
  const { facts } = JSON.parse(detail) as {
    facts?: { events?: { erased?: readonly (readonly [string, string])[] }[] };
  };
  return (facts?.events ?? []).flatMap(({ erased = [] }) => erased);
}

/** Those that no erasure on record has left as they are; the newest that names a row counts, if it is sealed itself. */
function unsealedOf(
  less: ReadonlyMap<string, string>,
  erasures: readonly { seq: string; erased: readonly (readonly [string, string])[] }[],
): string[] {
  const left = new Map(less);
  for (const { seq, erased } of [...erasures].reverse()) {
    if (left.has(seq)) continue;
    for (const [row, digest] of erased) if (left.get(row) === digest) left.delete(row);
  }
  return [...left.keys()];
}

/**
 * Those of the seals written down earlier (or of their beginnings) that are not in the record: it was cut short, emptied
 * or built anew since. Says nothing of a chain that is broken.
 */
export async function lostSeals(pool: Pick<Pool, 'query'>, known: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ seal: string }>(
    `select seal from unnest($1::text[]) seal
     where not starts_with($2, seal) and not exists (select from audit where starts_with(hash, seal))
       and not exists (select from audit_before where starts_with(hash, seal))`,
    [known, beginning],
  );
  return rows.map(({ seal }) => seal);
}

function columnsAgree(row: Row): boolean {
  const sealed = JSON.parse(row.detail) as Record<string, unknown>;
  return (
    sealed['at'] === row.at.toISOString() &&
    sealed['actorId'] === row.actor_id &&
    sealed['behalfId'] === row.behalf_id &&
    sealed['channel'] === row.channel &&
    sealed['account'] === row.account &&
    sealed['update'] === row.update &&
    sealed['bodyId'] === row.body_id &&
    sealed['matter'] === row.matter &&
    sealed['command'] === row.command &&
    sealed['outcome'] === row.outcome
  );
}
