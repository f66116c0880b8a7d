// NĐ 30/2020 (chương trình, kế hoạch): the year's programme under the chair's name (3.1), and each member's plan for it under
// the name of his own agency (6.6, 10.1).
import { type Refused, refuse } from '../../kernel/decision.ts';
import { dayValue, plainText, said, type Text, text } from '../../kernel/text.ts';
import type { Day } from '../../kernel/time.ts';
import type { Paper } from '../papers/index.ts';
import { goingOn } from './carrying.ts';
import type { Plan, ProgrammeFacts } from './programme.ts';

const paragraph = (words: Text) => ({ kind: 'paragraph', words }) as const;
const heading = (words: Text) => ({ kind: 'heading', words }) as const;
const linesOf = (words: string): string[] => words.split('\n').filter((line) => line.trim() !== '');

const tableOf = (lines: readonly { title: string; agency: string; due: Day }[]) =>
  ({
    kind: 'table',
    columns: [
      { label: plainText('programmes:printed.column.number'), share: 1, centred: true },
      { label: plainText('programmes:printed.column.title'), share: 7 },
      { label: plainText('programmes:printed.column.lead'), share: 4 },
      { label: plainText('programmes:printed.column.due'), share: 3, centred: true },
    ],
    rows: lines.map(({ title, agency, due }, nth) => [
      said(String(nth + 1)),
      said(title),
      said(agency),
      text('programmes:printed.day', { day: dayValue(due) }),
    ]),
  }) as const;

/** What goes on from last year's stands in a table of its own (Điều 5.1). */
function carriedBlocks(facts: ProgrammeFacts) {
  const going = goingOn(facts).map(({ title, agency, until }) => ({ title, agency, due: until }));
  if (going.length === 0) return [heading(plainText('programmes:printed.carrying'))];
  return [
    heading(plainText('programmes:printed.carried')),
    tableOf(going),
    heading(plainText('programmes:printed.carrying-on')),
  ];
}

export const programme: Paper<ProgrammeFacts> = {
  name: 'programmes.paper',
  article: '3.1',
  kind: 'CTr',
  signer: 'chair',
  // Drafted anew it is another paper.
  edition: ({ row }) => row.version,
  content: (facts, { body }) => ({
    kind: plainText('programmes:printed.programme'),
    about: text('programmes:printed.about', { year: facts.row.data.year, body: said(body.name) }),
    to: [],
    blocks: [
      paragraph(text('programmes:printed.begins', { year: facts.row.data.year, body: said(body.name) })),
      heading(plainText('programmes:printed.items')),
      tableOf(facts.row.data.items),
      ...carriedBlocks(facts),
      paragraph(plainText('programmes:printed.members')),
      paragraph(plainText('programmes:printed.office')),
    ],
    copies: [plainText('programmes:printed.copy-members'), plainText('programmes:printed.copy-team')],
    annexes: [],
  }),
};

/** One member's plan: whose, and how he stands in the body. */
export type PlanFacts = { of: ProgrammeFacts; plan: Plan | null };

export const plan: Paper<PlanFacts> = {
  name: 'programmes.plan-paper',
  article: '6.6',
  kind: 'KH',
  signer: 'member',
  ofAgency: true,
  edition: 'anew',
  signedBy: ({ plan }) => plan?.person ?? '',
  refuses: ({ plan, of }): Refused | null =>
    plan && of.around.seats.some(({ person }) => person.id === plan.person)
      ? null
      : refuse('no-plan', text('programmes:refusal.no-plan', { code: said(of.row.code) }), {
          article: '6.6',
          closes: true,
        }),
  content: ({ of, plan }, { body }) => ({
    kind: plainText('programmes:printed.plan'),
    about: text('programmes:printed.plan-about', { year: of.row.data.year, body: said(body.name) }),
    to: [],
    blocks: [
      paragraph(text('programmes:printed.plan-begins', { year: of.row.data.year, body: said(body.name) })),
      ...linesOf(plan?.words ?? '').map((line) => paragraph(said(line))),
    ],
    copies: [said(body.name), plainText('programmes:printed.copy-file')],
    annexes: [],
  }),
};
