// Whether the record of every act is as it was written (Điều 8.9).
import { readFile } from 'node:fs/promises';
import { DatabaseError } from 'pg';
import { alternatives } from '../bot/words.ts';
import { makeRegistry } from '../engine/registry.ts';
import { refuse } from '../kernel/decision.ts';
import { type Text, text } from '../kernel/text.ts';
import { chapters } from '../regulation/index.ts';
import { lostSeals, verifyAudit } from '../store/audit.ts';
import { verifyBefore } from '../store/handover/chain.ts';
import { movedSince } from '../store/standing.ts';
import {
  CannotGoOn,
  type CliCommand,
  type Options,
  type RefusedResult,
  type Result,
  type Surroundings,
} from './command.ts';
import { type Difference, type Replayed, replayRecord } from './replay.ts';

export const auditVerify: CliCommand = {
  name: 'audit verify',
  usage: 'cli:usage.audit-verify',
  files: 0,
  options: {
    contains: { type: 'string', multiple: true },
    heads: { type: 'string' },
    deep: { type: 'boolean' },
  },
  run: async (around, _files, options) => {
    const known = await knownSeals(options);
    const { pool } = around.database;
    const verdict = await verifyAudit(pool);
    if (!verdict.whole) {
      const { seq, because } = verdict;
      return { ...refuse('audit', text('cli:refused.audit', { seq, because })), json: verdict };
    }
    const before = await verifyBefore(pool);
    if (!before.whole) {
      const { chain, seq } = before;
      return { ...refuse('audit-before', text('cli:refused.audit-before', { seq, head: chain })), json: before };
    }
    const lost = await lostSeals(pool, known);
    if (lost.length > 0) {
      const json = { whole: false, rows: verdict.rows, because: 'lost', lost };
      return { ...refuse('audit', text('cli:refused.audit-lost', { seals: lost.join(', ') })), json };
    }
    const lines = [text('cli:audit.whole', { rows: verdict.rows, head: verdict.head })];
    lines.push(...before.chains.map(({ chain: head, rows, own }) => text('cli:audit.before', { head, rows, own })));
    if (verdict.erased) lines.push(text('cli:audit.erased', { count: verdict.erased }));
    if (known.length > 0) lines.push(text('cli:audit.contains', { count: known.length }));
    const told = { ...verdict, ...(before.chains.length > 0 && { before: before.chains }) };
    if (!options.deep) return { json: told, lines };
    const moved = await around.database.transaction(movedSince);
    return withReplay(told, lines, await replayed(around), moved);
  },
};

/** As `audit verify` prints them and as the secretariat is told them; in a file one stands on a line, with anything beside it. */
async function knownSeals({ contains, heads }: Options): Promise<string[]> {
  const given = (contains as readonly string[] | undefined) ?? [];
  const file = typeof heads === 'string' ? (await readFile(heads, 'utf8')).split(/\s+/) : [];
  const wrong = given.find((words) => !isSeal(words));
  if (wrong !== undefined) throw new CannotGoOn('bad-seal', text('cli:refused.bad-seal', { words: wrong }));
  const found = [...given, ...file.filter(isSeal)];
  if (typeof heads === 'string' && found.length === given.length) {
    throw new CannotGoOn('no-seal', text('cli:refused.no-seal', { file: heads }));
  }
  return found.map((words) => words.replaceAll('-', '').toLowerCase());
}

/** Sixteen digits of the sixty-four are enough to know it by. */
const isSeal = (words: string): boolean => /^[0-9a-f]{8}(-?[0-9a-f]{8}){1,7}$/i.test(words);

async function replayed({ ownerUrl, texts, knowledge }: Surroundings): Promise<Replayed> {
  const registry = makeRegistry(chapters, (key) => alternatives(texts.everywhere(key)));
  return replayRecord(ownerUrl, registry, knowledge).catch((error: unknown) => {
    if (error instanceof DatabaseError && error.code === '42501') {
      throw new CannotGoOn('no-right', text('cli:refused.deep-rights'));
    }
    throw error;
  });
}

function withReplay(
  verdict: object,
  lines: readonly Text[],
  { acts, undone, differences }: Replayed,
  moved: Awaited<ReturnType<typeof movedSince>>,
): Result | RefusedResult {
  const json = { ...verdict, deep: { acts, undone, differences, moved: moved?.tables ?? [] } };
  const { since = '', tables = [] } = moved ?? {};
  if (undone.length + differences.length + tables.length === 0) {
    return { json, lines: [...lines, text('cli:audit.deep', { acts })] };
  }
  const count = undone.length + differences.length + tables.length;
  return {
    ...refuse('audit-deep', text('cli:refused.audit-deep', { count })),
    json,
    lines: [
      ...tables.map((table) => text('cli:audit.moved', { table, since })),
      ...differences.map(toldOf),
      ...undone.map(({ seq, command, because }) => text('cli:audit.undone', { seq, command, because })),
    ],
  };
}

const toldOf = ({ table, key, because, columns }: Difference): Text =>
  text(`cli:audit.${because}`, { table, key: Object.values(key).join(', '), columns: columns.join(', ') });
