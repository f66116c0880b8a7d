// A new version of a body's regulation (Điều 13.2): from which day it counts, which figures it sets, what moves by them, and what
// began before and keeps the day it was told. Pure.
import { type Refused, refuse } from '../../kernel/decision.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { movesIn } from '../../kernel/moves.ts';
import type { DeclaredSettings } from '../../kernel/settings.ts';
import { dayValue, quoted, said, type Text, text } from '../../kernel/text.ts';
import type { Day } from '../../kernel/time.ts';
import { type Change, changeLine, type Wanted, wantedOf } from '../figures/index.ts';

/** A figure as it is written: its name, and its value as one types it. */
export type Line = { name: string; value: string };

/** `day`: from which it counts; `number`: of the decision that issues it, by the chair's hand, outside the chat. */
export type Revision = {
  day: Day;
  words: string;
  lines: readonly Line[];
  /** Reminders that come at another time by it, as they ran when it was drafted; ISO. */
  moves: readonly { matter: Text; from: string; to: string }[];
};

/** What a draft would do, beside it; nothing once it is decided. */
export type Effect = {
  changes: readonly Change[];
  /** What began before its day and keeps the day it was told: invitations out, plans asked for (QĐ 45, Điều 6.6). */
  keeps: readonly { code: string; until: string }[];
  /** What was proposed about the regulation, and is not answered otherwise (Điều 13.2). */
  proposals: readonly { code: string; clause: string; words: string }[];
};
export const noEffect: Effect = { changes: [], keeps: [], proposals: [] };

const most = 12;

/** "tên = giá trị", a line each; null where nothing is set. */
export function readLines(words: string): Line[] | Refused {
  const lines: Line[] = [];
  for (const line of words.split('\n').filter((one) => one.trim() !== '')) {
    const [, name, value] = /^\s*[-•]?\s*(\w+)\s*[=:]\s*(.+)$/u.exec(line) ?? [];
    if (!name || !value) {
      const unread = text('revisions:refusal.unread', { line: said(cleanLine(line, 120)) });
      return refuse('unread', unread, { article: '13.2', field: 'lines' });
    }
    lines.push({ name, value: value.trim() });
  }
  return lines.length > most
    ? refuse('too-many', text('revisions:refusal.too-many', { most }), { field: 'lines' })
    : lines;
}

/** Its figures as they would be set; the first that cannot be is said. */
export function wantedIn(
  declared: DeclaredSettings,
  { lines, day }: Pick<Revision, 'lines' | 'day'>,
  now: Date,
): Wanted[] | Refused {
  const all: Wanted[] = [];
  for (const { name, value } of lines) {
    const wanted = wantedOf(declared, { name, words: value, day }, now);
    if ('agreed' in wanted) return refuse(wanted.refusal.code, wanted.refusal.because, { field: 'lines' });
    all.push(wanted);
  }
  return all;
}

/** What it would do, in lines: read before it is put to the chair, and by him before he decides. */
export const effectLines = ({ changes, keeps, proposals }: Effect, { moves }: Pick<Revision, 'moves'>): Text[] => [
  ...changes.map(changeLine),
  ...(changes.length > 0
    ? movesIn(moves.map((one) => ({ ...one, from: new Date(one.from), to: new Date(one.to) })))
    : []),
  ...keeps
    .slice(0, most)
    .map(({ code, until }) => text('revisions:keeps', { code, until: { at: until, as: 'moment' } })),
  ...proposals
    .slice(0, most)
    .map(({ code, clause, words }) =>
      text('revisions:proposed', { code, clause: said(clause), words: quoted(cleanLine(words, 200)) }),
    ),
];

export const dayLine = (day: Day): Text => text('revisions:card.day', { day: dayValue(day) });
