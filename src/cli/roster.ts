// Importing the members of a body from the list the secretariat keeps anyway.

import { refuse } from '../kernel/decision.ts';
import type { TableRow } from '../kernel/table.ts';
import { said, type Text, text } from '../kernel/text.ts';
import type { BodyCard } from '../regulation/committee/index.ts';
import { chapters } from '../regulation/index.ts';
import {
  codeKey,
  type Plan,
  type Problem,
  problemLine,
  type RosterWords,
  readImport,
  rosterWords,
  type Told,
  writePlan,
} from '../regulation/roster/index.ts';
import { startReminders } from '../store/reminders.ts';
import type { Transaction } from '../store/transaction.ts';
import { bodyNamed } from './bodies.ts';
import type { CliCommand, Options, RefusedResult, Result, Surroundings } from './command.ts';
import { record } from './record.ts';
import { readTable } from './table.ts';

type RosterImport = {
  body: BodyCard;
  closeMissing: boolean;
  decision: string | null;
  dryRun: boolean;
  told?: Told;
};

type Imported = { rows: number; problems: readonly Problem[]; plan: Plan | null };

/** Checks all lines, then writes them all or none. `plan` is null when something is wrong. */
export async function importRoster(
  tx: Transaction,
  table: readonly TableRow[],
  words: RosterWords,
  how: RosterImport,
  world: { now: Date; newId(): string },
): Promise<Imported> {
  const { body, dryRun, ...choices } = how;
  const { lines: rows, problems, plan } = await readImport(tx, { bodyId: body.id, table, words }, choices, world);
  if (!plan) return { rows, problems, plan };
  if (!dryRun) {
    await writePlan(tx, body.id, plan, world.now);
    const opened = plan.newSeats.find(({ predecessorId }) => predecessorId !== null);
    const passed = opened ? chapters.flatMap(({ succeeds }) => succeeds?.(body.id, opened.id, world.now) ?? []) : [];
    await startReminders(tx, passed, body.id, world);
  }
  return { rows, problems, plan };
}

export const rosterImport: CliCommand = {
  name: 'roster import',
  usage: 'cli:usage.roster-import',
  files: 1,
  options: {
    'dry-run': { type: 'boolean' },
    body: { type: 'string' },
    sheet: { type: 'string' },
    decision: { type: 'string' },
    'close-missing': { type: 'boolean' },
    same: { type: 'string' },
    other: { type: 'string' },
  },
  run: async (around, [file], options) => {
    const table = await readTable(file!, options.sheet as string | undefined);
    return around.database.transaction(async (tx) => {
      const body = await bodyNamed(tx, around, options.body as string | undefined);
      if ('agreed' in body) return body;
      const how: RosterImport = {
        body,
        closeMissing: options['close-missing'] === true,
        decision: (options.decision as string | undefined) ?? null,
        dryRun: options['dry-run'] === true,
        told: { same: codesIn(options.same), other: codesIn(options.other) },
      };
      const imported = await importRoster(
        tx,
        table,
        rosterWords(around.texts, around.knowledge.settings(body.id).roleNames),
        how,
        around,
      );
      if (!imported.plan) return refusedBy(around, imported, how);
      if (!how.dryRun) {
        const facts = { report: imported.plan.report, rows: imported.rows, decision: how.decision };
        await record(tx, around.now, { command: 'roster import', bodyId: body.id, facts });
      }
      return shown(around, imported, imported.plan, how);
    });
  },
};

/** "UV01,UV07" */
const codesIn = (option: Options[string]): Set<string> =>
  new Set(
    typeof option === 'string'
      ? option
          .split(/[\s,;]+/)
          .map(codeKey)
          .filter(Boolean)
      : [],
  );

const jsonOf = ({ texts }: Surroundings, { rows, problems }: Imported, how: RosterImport) => ({
  body: how.body.code,
  dryRun: how.dryRun,
  rows,
  problems: problems.map(({ because, ...problem }) => ({ ...problem, message: texts.say('vi', because) })),
});

function refusedBy(around: Surroundings, imported: Imported, how: RosterImport): RefusedResult {
  const errors = imported.problems.filter(({ severity }) => severity === 'error');
  return {
    ...refuse('roster', text('cli:refused.roster', { count: errors.length })),
    json: { ...jsonOf(around, imported, how), imported: false },
    lines: imported.problems.map(problemLine),
  };
}

function shown(around: Surroundings, imported: Imported, { report, agencies }: Plan, how: RosterImport): Result {
  const counts = {
    created: report.created.length,
    updated: report.updated.length,
    succeeded: report.succeeded.length,
    unchanged: report.unchanged.length,
  };
  const what = { rows: imported.rows, body: how.body.name };
  return {
    json: {
      ...jsonOf(around, imported, how),
      imported: !how.dryRun,
      ...report,
      agencies: agencies.map(({ name }) => name),
    },
    lines: [
      ...imported.problems.map(problemLine),
      how.dryRun ? text('cli:roster.would-import', what) : text('cli:roster.imported', what),
      text('cli:roster.counts', counts),
      ...report.succeeded.map(({ code, from, to }) => text('cli:roster.succession', { code, from, to })),
      ...report.renamed.map((correction) => text('cli:roster.renamed', correction)),
      ...movedLines(report),
      ...missingLines(report, how),
    ],
  };
}

function movedLines({ moved }: Plan['report']): Text[] {
  if (moved.length === 0) return [];
  const seats = (codes: readonly string[]): Text =>
    codes.length === 0 ? text('cli:roster.no-seat') : said(codes.join(', '));
  return [
    text('cli:roster.moved-heading'),
    ...moved.map(({ name, before, after }) =>
      text('cli:roster.moved', { name: said(name), before: seats(before), after: seats(after) }),
    ),
  ];
}

function missingLines({ missing, closed }: Plan['report'], { dryRun }: RosterImport): Text[] {
  if (missing.length === 0) return [];
  const codes = missing.join(', ');
  if (closed.length === 0) return [text('cli:roster.missing', { codes })];
  return [dryRun ? text('cli:roster.would-close', { codes }) : text('cli:roster.closed', { codes })];
}
