// The record of a body as it was sealed where it was kept before: copied act by act into the record here, so that it is read
// and goes on here; kept as it was beside it, so that the seals of there still prove it (AR6, Điều 8.9).
import type { Pool } from 'pg';
import { type AuditEntry, appendAudit, beginning, seal } from '../audit.ts';
import { Prisma } from '../generated/client.ts';
import type { Transaction } from '../transaction.ts';

/** One record of before; `head`: its newest seal. `own`: acts word for word, the others stand as seals. */
type Chain = { bodyId: string; chain: string; rows: number; own: number };
type ChainVerdict = { whole: true; chains: readonly Chain[] } | { whole: false; chain: string; seq: string };

type Row = { body_id: string; chain: string; seq: string; detail: string | null; hash: string };

const PAGE = 1_000;

/**
 * Walks every record of before: one row after the other without a gap, each act as it was sealed upon the seal before it,
 * the newest the one the chain is known by; and each that was taken in is there.
 */
export async function verifyBefore(pool: Pick<Pool, 'query'>): Promise<ChainVerdict> {
  const chains: Chain[] = [];
  let current = null as Walked | null;
  for (let at: Pick<Row, 'body_id' | 'chain' | 'seq'> = { body_id: '', chain: '', seq: '0' }; ; ) {
    const { rows } = await pool.query<Row>(
      `select body_id, chain, seq::text, detail, hash from audit_before where (body_id, chain, seq) > ($1, $2, $3::bigint)
       order by audit_before.body_id, audit_before.chain, audit_before.seq limit ${PAGE}`,
      [at.body_id, at.chain, at.seq],
    );
    for (const row of rows) {
      if (current?.chain !== row.chain || current.bodyId !== row.body_id) {
        const short = cut(current);
        if (short) return short;
        current = { bodyId: row.body_id, chain: row.chain, rows: 0, own: 0, hash: beginning };
        chains.push(current);
      }
      const seq = BigInt(current.rows) + 1n;
      const isSealed = row.detail === null || seal(current.hash, seq, row.detail) === row.hash;
      if (BigInt(row.seq) !== seq || !isSealed) return { whole: false, chain: row.chain, seq: row.seq };
      Object.assign(current, { rows: Number(seq), own: current.own + (row.detail === null ? 0 : 1), hash: row.hash });
    }
    if (rows.length < PAGE) break;
    at = rows.at(-1)!;
  }
  const known = chains.map(({ bodyId, chain, rows, own }) => ({ bodyId, chain, rows, own }));
  return cut(current) ?? (await missing(pool, known)) ?? { whole: true, chains: known };
}

type Walked = Chain & { hash: string };

const cut = (walked: Walked | null): ChainVerdict | null =>
  walked === null || walked.hash === walked.chain
    ? null
    : { whole: false, chain: walked.chain, seq: String(walked.rows) };

/** A record that an import put beside this one, and that is there no more, or not to its end. */
async function missing(pool: Pick<Pool, 'query'>, chains: readonly Chain[]): Promise<ChainVerdict | null> {
  const { rows } = await pool.query<{ body: string; head: string; rows: number }>(
    `select body_id as body, detail::jsonb #>> '{facts,head}' as head, (detail::jsonb #>> '{facts,rows}')::int as rows
     from audit where command = $1`,
    [importAct],
  );
  const lost = rows.find(
    ({ body, head, rows: count }) =>
      !chains.some(({ bodyId, chain, rows }) => bodyId === body && chain === head && rows === count),
  );
  return lost ? { whole: false, chain: lost.head, seq: '1' } : null;
}

/** What stands on record of an import, with the newest seal of there and the number of rows up to it. */
const importAct = 'cli.body-import';

/**
 * The acts of a chain, in their order, at the end of the record here. `known`: ids of there as they are here. From which chat
 * account they came stays in the words that were sealed there: its numbers mean somebody else's message here.
 */
export async function copyChain(
  tx: Transaction,
  { bodyId, chain }: Pick<Chain, 'bodyId' | 'chain'>,
  known: (words: string) => string,
): Promise<number> {
  let copied = 0;
  for (let after = 0n; ; ) {
    const rows = await tx.$queryRaw<{ seq: bigint; detail: string }[]>`
      select seq, detail from audit_before
      where body_id = ${bodyId} and chain = ${chain} and seq > ${after} and detail is not null
      order by seq limit ${Prisma.raw(String(PAGE))}`;
    for (const { detail } of rows) {
      const { at, ...entry } = JSON.parse(known(detail)) as Omit<AuditEntry, 'at'> & { at: string };
      await appendAudit(tx, { ...entry, at: new Date(at), account: null, update: null });
    }
    copied += rows.length;
    if (rows.length < PAGE) return copied;
    after = rows.at(-1)!.seq;
  }
}
