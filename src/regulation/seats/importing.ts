// Điều 2.5, ID12 at the desk: the office's Excel of the whole roster; what it changes is read back line by line, with what is
// wrong by line and column, and nothing is written before the button: all of it or nothing.
import type { Chapter } from '../../kernel/chapter.ts';
import { type Asking, type Command, command, type Field } from '../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../kernel/decision.ts';
import { choiceField, lineField, optional, tableField } from '../../kernel/fields.ts';
import { inLines } from '../../kernel/moves.ts';
import { tellEach } from '../../kernel/notice.ts';
import { bodiesWith, himself } from '../../kernel/person.ts';
import { said, text } from '../../kernel/text.ts';
import { choice, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { bodyCard, bodyNamed, seatsOf } from '../committee/index.ts';
import { setting as concerned, sure } from '../figures/index.ts';
import { standingAgency } from '../roles.ts';
import {
  changesNothing,
  codeKey,
  differenceLines,
  type Plan,
  type RosterRead,
  readImport,
  rosterWords,
} from '../roster/index.ts';

type Args = {
  body?: string;
  table?: string;
  decision?: string;
  missing?: string;
  same?: string;
  other?: string;
  sure?: string;
};

export type Imported = { type: 'seats.imported'; bodyId: string; file: string; plan: Plan };

/** `read`: null while there is no file. */
type Facts = { bodyId: string; file: string; read: RosterRead | null; told: readonly string[] };

const keptBy = ({ by }: Asking): string[] => bodiesWith(himself(by), standingAgency);

const bodyField: Field = {
  matter: bodyNamed,
  ask: 'seats:ask.body',
  none: 'seats:import.no-body',
  options: async (tx, asking) => {
    const cards = await Promise.all(keptBy(asking).map((id) => bodyCard(tx, id)));
    return cards.map(({ id, name, code }) => ({ value: id, label: said(name), words: [code] }));
  },
};

/** "UV01, UV07" */
const codesIn = (words = ''): Set<string> =>
  new Set(
    words
      .split(/[\s,;]+/)
      .map(codeKey)
      .filter(Boolean),
  );

const table = tableField('seats:ask.table', text('seats:import.desk-only'));

async function readFile(tx: Transaction, asking: Asking<Args>): Promise<Facts | Refused> {
  const { args, now, everywhere } = asking;
  const bodyId = keptBy(asking).find((id) => id === args.body);
  if (bodyId === undefined) return refuse('no-body', text('seats:import.no-body'));
  const brought = args.table === undefined ? null : table.parse!(args.table);
  const told = (await seatsOf(tx, bodyId, now))
    .filter(({ role }) => concerned.includes(role))
    .map(({ person }) => person.id);
  if (!brought || !everywhere) return { bodyId, file: '', read: null, told };
  const settings = asking.settingsOf?.(bodyId) ?? asking.settings;
  const words = rosterWords({ everywhere }, settings.roleNames);
  const choices = {
    closeMissing: args.missing === 'close',
    decision: args.decision || null,
    told: { same: codesIn(args.same), other: codesIn(args.other) },
  };
  const read = await readImport(tx, { bodyId, table: brought.rows, words }, choices, asking);
  return { bodyId, file: brought.name, read, told };
}

/** What is wrong with the file, at the file. */
function wrongIn({ read }: Facts): Decision<never> | null {
  if (!read) return null;
  const at = { field: 'table' };
  if (!read.plan) {
    const lines = differenceLines(read);
    return refuse('roster', inLines([text('seats:import.wrong', { count: lines.length }), ...lines]), at);
  }
  return changesNothing(read) ? refuse('same-roster', text('seats:import.same'), at) : null;
}

export const importing = (over: () => readonly Pick<Chapter, 'succeeds'>[]): Command =>
  command<Args, Facts, Imported>({
    name: 'seats.import',
    article: '2.5',
    allowed: standingAgency,
    personal: true,
    atDesk: true,
    fields: {
      body: bodyField,
      table,
      missing: choiceField('seats:ask.missing', [
        { value: 'keep', label: text('seats:missing.keep') },
        { value: 'close', label: text('seats:missing.close'), look: 'bad' },
      ]),
      decision: optional(lineField('seats:ask.decision-of-file', 200)),
      same: optional(lineField('seats:ask.same', 200)),
      other: optional(lineField('seats:ask.other', 200)),
      sure: sure(async (tx, asking) => {
        const facts = await readFile(tx, asking);
        return 'read' in facts && facts.read?.plan ? inLines(differenceLines(facts.read)) : null;
      }),
    },
    gather: async (tx, asking) => {
      const facts = await readFile(tx, asking);
      return 'read' in facts ? { bodyId: facts.bodyId, facts } : facts;
    },
    opens: wrongIn,
    decide: (facts) => {
      const { bodyId, file, read } = facts;
      return wrongIn(facts) ?? agree({ type: 'seats.imported', bodyId, file, plan: read!.plan! });
    },
    tell: ({ bodyId, file, read, told }, { by, now }) => {
      const plan = read!.plan!;
      const opened = plan.newSeats.find(({ predecessorId }) => predecessorId !== null);
      const [counts, ...lines] = differenceLines(read!);
      const view = {
        heading: text('seats:import.told-heading'),
        lines: [
          text('seats:import.by', { name: by.person.fullName, file: said(file) }),
          counts!,
          ...lines.slice(0, plan.report.succeeded.length),
        ],
      };
      return {
        notices: tellEach(
          told.filter((id) => id !== by.person.id),
          `body:${bodyId}`,
          `roster:${now.getTime()}`,
          view,
        ),
        reminders: opened ? over().flatMap(({ succeeds }) => succeeds?.(bodyId, opened.id, now) ?? []) : [],
      };
    },
    show: ({ read }) => ({
      heading: text('seats:import.heading'),
      lines: [...differenceLines(read!), text('seats:import.slips')],
      choices: [choice(text('seats:import.contacts'), press('contacts.list'))],
    }),
  });
