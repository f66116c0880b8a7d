// The table of a synthesis, slip by slip (Báo cáo tổng hợp ý kiến): for the sheet and the command line.
import type { World } from '../../kernel/command.ts';
import { tableOf } from '../../kernel/kept.ts';
import { type Register, register } from '../../kernel/register.ts';
import { plainText, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import { choice, press } from '../../kernel/view.ts';
import { sourceText } from '../attendance/index.ts';
import type { Point, RoundFacts } from './round.ts';
import { slipRows } from './store.ts';

const label = (name: string): TextKey => `rounds:column.${name}` as TextKey & 'rounds:column.code';

const stance = ({ slip: { given }, open }: Point): Text => {
  if (given === null) return text('rounds:slip.silent');
  return open ? text('rounds:slip.given') : text(`opinions:stance.${given.stance}`);
};

export const points: Register = register<Point, readonly string[] | null>({
  name: 'rounds.points',
  article: '9.3',
  by: 'anyone',
  heading: 'rounds:list.points',
  scopes: [],
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
    { name: 'stance', label: label('stance'), cell: stance },
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
  rows: (tx, bodyIds, stretch) => slipRows(tx, bodyIds, stretch),
  whole: (bodyIds) => bodyIds,
  keyOf: ({ slip }) => slip.id,
  line: (point) => stance(point),
  open: ({ slip }) => choice(plainText('rounds:choice.back'), press('rounds.open', { round: slip.roundId })),
});

/** Every slip of a round in its file (Điều 8.9), with what was handed in. */
export const keptSlips = ({ row: { code, data, state }, beside }: RoundFacts, world: World) => {
  const open = state === 'open' && !data.shown;
  const rows = beside.map((slip) => ({ slip, code, question: data.questions[slip.item - 1] ?? '', open }));
  return { tables: [tableOf(points, rows, world)], files: beside.flatMap(({ given }) => given?.files ?? []) };
};
