// What is changed in a draft of conclusions (Điều 7.3): by the office, then by who decides it. Made in the order of the card.

import { type Act, wordsIn } from '../../kernel/command.ts';
import { type Refused, refuse } from '../../kernel/decision.ts';
import { lineField, optional, textField } from '../../kernel/fields.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { said, text } from '../../kernel/text.ts';
import { coordinatorsField, leadField, seatNamed, seatsNamed } from '../tasks/index.ts';
import {
  type Conclusion,
  type ConclusionFacts,
  change,
  editors,
  office,
  type Point,
  pointsFrom,
} from './conclusion.ts';
import { approver, move, noPoints } from './drafting.ts';
import { limitField, partsField, pointField } from './fields.ts';

export const byOffice = ({ row }: ConclusionFacts, by: Act['by']): boolean =>
  by.seats.some(({ bodyId, role }) => bodyId === row.bodyId && office.includes(role));

/** The office while it is a draft; while it lies with who decides it, he alone. */
const mayEdit = (facts: ConclusionFacts, by: Act['by']): boolean =>
  facts.row.state === 'draft' ? byOffice(facts, by) : approver(facts) === by.person.id;

const before = ['draft', 'submitted', 'spoken'];
/** On the card of who decides stand his decision and what he may put right at once: five buttons, no list of numbers. */
const drafted = { offered: ({ row }: ConclusionFacts): boolean => row.state === 'draft' };
const editing = { article: '7.3', by: editors, in: before, only: mayEdit } as const;
export const points = (facts: ConclusionFacts, id: string, to: Partial<Point>): Partial<Conclusion> => ({
  points: change(facts.row.data.points, id, to),
});

/** Words that name nobody are asked again, not lost. */
function unknownIn({ around: { seats } }: ConclusionFacts, words: string): Refused | null {
  const { unknown } = seatsNamed(seats, words);
  return unknown.length === 0
    ? null
    : refuse('unknown-coordinator', text('tasks:refusal.unknown-coordinator', { words: said(unknown.join(', ')) }), {
        article: '2.2',
        field: 'coordinators',
      });
}

export const edits = () => [
  move({
    ...editing,
    name: 'conclusions.fill',
    fields: {
      point: pointField,
      lead: leadField,
      due: limitField,
      coordinators: coordinatorsField(true),
      product: optional(lineField('conclusions:ask.product', 300, { content: true })),
    },
    checks: (facts, { args }) => unknownIn(facts, String(args.coordinators ?? '')),
    set: (facts, { args }) => {
      const { seats } = facts.around;
      const leadId = seatNamed(seats, String(args.lead ?? ''))?.person.id ?? null;
      // Passed over, those whom the text named stay.
      const named = seatsNamed(seats, String(args.coordinators ?? '')).found.map(({ person }) => person.id);
      const before = facts.row.data.points.find(({ id }) => id === args.point)?.coordinators ?? [];
      const others = args.coordinators ? named : before;
      const said = { leadId, ...args.due, coordinators: others.filter((id) => id !== leadId), told: false };
      return points(facts, args.point, { ...said, ...(args.product && { product: args.product }) });
    },
  }),
  move({
    ...editing,
    ...drafted,
    name: 'conclusions.told',
    fields: { point: pointField },
    set: (facts, { args }) => points(facts, args.point, { told: true }),
  }),
  move({
    ...editing,
    name: 'conclusions.reword',
    fields: { point: pointField, words: textField('conclusions:ask.words', 2_000, { content: true }) },
    set: (facts, { args }) => points(facts, args.point, { words: cleanLine(args.words, 2_000) }),
  }),
  move({
    ...editing,
    ...drafted,
    name: 'conclusions.add',
    fields: { parts: partsField },
    checks: (facts, act) =>
      pointsFrom(wordsIn(act.args.parts), facts.around.seats, act).length === 0 ? noPoints() : null,
    set: (facts, act) => ({
      points: [...facts.row.data.points, ...pointsFrom(wordsIn(act.args.parts), facts.around.seats, act)],
    }),
  }),
  move({
    ...editing,
    ...drafted,
    name: 'conclusions.strike',
    fields: { point: pointField },
    checks: (facts) => (facts.row.data.points.length === 1 ? noPoints() : null),
    set: (facts, { args }) => ({ points: facts.row.data.points.filter(({ id }) => id !== args.point) }),
  }),
  move({ name: 'conclusions.drop', in: ['draft'], to: 'dropped', look: 'bad', tell: () => ({ notices: [] }) }),
];
