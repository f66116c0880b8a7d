// A table held against what is on record, whoever brings it: what is wrong with it, or what it would change. Nothing is written.
import type { TableRow } from '../../kernel/table.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Told } from './identity.ts';
import type { Standing } from './known.ts';
import { checkRoster, type Plan, planRoster } from './plan.ts';
import { readRoster } from './reading.ts';
import type { Problem, RosterRow, RosterWords } from './rows.ts';
import { lockRoster, readStanding } from './store.ts';

type RosterChoices = { closeMissing: boolean; decision: string | null; told?: Told };

/** `plan` is null when something is wrong; `rows`: the lines it goes by. */
export type RosterRead = {
  lines: number;
  rows: readonly RosterRow[];
  problems: readonly Problem[];
  standing: Standing;
  plan: Plan | null;
};

/** One change of a body's roster after the other: it is locked. */
export async function readImport(
  tx: Transaction,
  { bodyId, table, words }: { bodyId: string; table: readonly TableRow[]; words: RosterWords },
  choices: RosterChoices,
  { now, newId }: { now: Date; newId(): string },
): Promise<RosterRead> {
  const read = readRoster(table, words);
  await lockRoster(tx, bodyId);
  const phones = read.rows.flatMap(({ phone }) => phone ?? []);
  const standing = await readStanding(tx, bodyId, phones, now);
  const between = checkRoster(read.lines, standing, choices);
  const problems = [...read.problems, ...between].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const common = { lines: read.lines.length, rows: read.rows, problems, standing };
  if (problems.some(({ severity }) => severity === 'error')) return { ...common, plan: null };
  return { ...common, plan: planRoster(read.rows, standing, { ...choices, newId }) };
}
