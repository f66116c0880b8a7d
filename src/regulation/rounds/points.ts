// The table of a synthesis, slip by slip (Báo cáo tổng hợp ý kiến): on the page of its round, where what is made of each opinion is
// entered beside it; for the sheet and the command line.
import type { World } from '../../kernel/command.ts';
import { oneOf } from '../../kernel/fields.ts';
import { tableOf } from '../../kernel/kept.ts';
import { inBodiesOf, type Look, type Register, register } from '../../kernel/register.ts';
import { plainText, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import { choice, press } from '../../kernel/view.ts';
import { sourceText } from '../attendance/index.ts';
import { overseers } from '../roles.ts';
import { remarks } from './decide.ts';
import type { Point, RoundFacts } from './round.ts';
import { pointsOf, slipRows } from './store.ts';

const label = (name: string): TextKey => `rounds:column.${name}` as TextKey & 'rounds:column.code';

const stance = ({ slip: { given }, open }: Point): Text => {
  if (given === null) return text('rounds:slip.silent');
  return open ? text('rounds:slip.given') : text(`opinions:stance.${given.stance}`);
};

const standings = ['agree', 'disagree', 'other', 'given', 'silent'] as const;
type Standing = (typeof standings)[number];

/** While the round is open it only says that something has come. */
const standingOf = ({ slip: { given }, open }: Point): Standing =>
  given === null ? 'silent' : open ? 'given' : given.stance;

const looks: Readonly<Record<Standing, Look>> = {
  agree: 'good',
  disagree: 'late',
  other: 'soon',
  given: 'waits',
  silent: 'open',
};

const handlings = ['waiting', 'done'] as const;

/** Whether it asks for an answer of the office, and has it; null: it asks for none. */
const handlingOf = ({ slip, open }: Point): (typeof handlings)[number] | null =>
  open || remarks([slip]).length === 0 ? null : slip.handling === null ? 'waiting' : 'done';

export const points: Register = register<Point, readonly string[] | null>({
  name: 'rounds.points',
  article: '9.3',
  by: overseers,
  heading: 'rounds:list.points',
  scopes: [inBodiesOf(overseers, 'rounds:list.points')],
  of: ['round'],
  within: true,
  columns: [
    { name: 'code', label: label('code'), cell: ({ code }) => code },
    { name: 'item', label: label('item'), cell: ({ slip }) => slip.item },
    { name: 'question', label: label('question'), cell: ({ question }) => question },
    { name: 'name', label: label('name'), cell: ({ slip }) => slip.name },
    { name: 'post', label: label('post'), cell: ({ slip }) => slip.post },
    {
      name: 'part',
      label: label('part'),
      cell: ({ slip }) => text(`rounds:option.${slip.must ? 'must' : 'consulted'}`),
    },
    { name: 'stance', label: label('stance'), cell: stance, look: (point) => looks[standingOf(point)] },
    { name: 'words', label: label('words'), cell: ({ slip, open }) => (open ? null : (slip.given?.text ?? null)) },
    { name: 'at', label: label('given'), cell: ({ slip }) => slip.given?.at ?? null },
    {
      name: 'time',
      label: label('time'),
      cell: ({ slip: { given } }) => given && text(`rounds:time.${given.late ? 'late' : 'on-time'}`),
    },
    { name: 'source', label: label('source'), cell: ({ slip }) => slip.given && sourceText(slip.given.source) },
    {
      name: 'handling',
      label: label('handling'),
      cell: ({ slip: { handling } }) =>
        handling && text(`rounds:handling.${handling.how}`, { words: said(handling.words) }),
    },
  ],
  filters: {
    stance: oneOf(
      label('stance'),
      standings,
      (one) => (one === 'silent' || one === 'given' ? text(`rounds:slip.${one}`) : text(`opinions:stance.${one}`)),
      { optional: true },
    ),
    handling: oneOf(label('handling'), handlings, (one) => text(`rounds:handled.${one}`), { optional: true }),
  },
  tally: { filter: 'stance', of: standingOf },
  enters: {
    columns: {
      handling: {
        act: 'rounds.explain',
        values: (point) =>
          handlingOf(point) !== null && (point.state === 'closed' || point.state === 'presented')
            ? { how: point.slip.handling?.how ?? '', words: point.slip.handling?.words ?? '' }
            : null,
        instead: true,
      },
    },
    args: ({ slip }) => ({ round: slip.roundId, slip: slip.id }),
  },
  rows: async (tx, bodyIds, stretch, { round, stance: wanted, handling }) => {
    if (round === undefined) return slipRows(tx, bodyIds, stretch);
    const all = (await pointsOf(tx, bodyIds, round)).filter(
      (point) =>
        (wanted === undefined || standingOf(point) === wanted) &&
        (handling === undefined || handlingOf(point) === handling),
    );
    const { limit, after, before } = stretch;
    const at = all.findIndex(({ slip }) => slip.id === (after ?? before));
    return before === undefined
      ? all.slice(at + 1, at + 1 + limit)
      : all.slice(Math.max(0, at - limit), Math.max(0, at));
  },
  whole: (bodyIds) => bodyIds,
  keyOf: ({ slip }) => slip.id,
  line: (point) => stance(point),
  open: ({ slip }) => choice(plainText('rounds:choice.back'), press('rounds.open', { round: slip.roundId })),
});

/** Every slip of a round in its file (Điều 8.9), with what was handed in. */
export const keptSlips = ({ row: { code, data, state }, beside }: RoundFacts, world: World) => {
  const open = state === 'open' && !data.shown;
  const rows = beside.map((slip) => ({ slip, code, question: data.questions[slip.item - 1] ?? '', state, open }));
  return { tables: [tableOf(points, rows, world)], files: beside.flatMap(({ given }) => given?.files ?? []) };
};
