// What acts on conclusions ask for: a point by its number, a leader whose instruction it is.
import type { Asking, Field, Option } from '../../kernel/command.ts';
import { choiceField, collectField, dayField } from '../../kernel/fields.ts';
import { bodiesWith } from '../../kernel/person.ts';
import { dayValue, said, text } from '../../kernel/text.ts';
import type { Day } from '../../kernel/time.ts';
import type { Transaction } from '../../store/transaction.ts';
import { seatsIn } from '../committee/index.ts';
import { givers } from '../tasks/index.ts';
import { type Conclusion, isOpen, office, type Point } from './conclusion.ts';
import { readHanging } from './splitting.ts';
import { short } from './views.ts';

export const partsField = collectField('conclusions:ask.parts', { maxCharacters: 30_000 });

const pointsNamed = async (tx: Transaction, { args }: Asking): Promise<readonly Point[]> => {
  const found = await tx.matter.findFirst({ where: { kind: 'conclusion', id: args.conclusion ?? '' } });
  return found ? (found.data as unknown as Conclusion).points : [];
};

const option = (point: Point, points: readonly Point[]): Option => {
  const number = points.indexOf(point) + 1;
  return {
    value: point.id,
    label: text('conclusions:option.point', { number, words: short(point.words, 60) }),
    words: [String(number)],
  };
};

/** Answered by the number of the point on its card, never by a place in a list. */
const byNumber: Field<string> = { ...choiceField('conclusions:ask.point', []), numeric: true };

/** Which point that is no task yet; of those that say too little first, where there are such. */
export const pointField: Field<string> = {
  ...byNumber,
  options: async (tx, asking) => {
    const points = await pointsNamed(tx, asking);
    const given = points.filter(({ taskId }) => taskId === null);
    return [...given.filter(isOpen), ...given.filter((point) => !isOpen(point))].map((point) => option(point, points));
  },
};

const byDay = dayField('conclusions:ask.due');

/** By when, or how long after what: a day, or "30 ngày sau khi Trung ương ban hành chương trình" (TK14). */
export const limitField: Field<Pick<Point, 'due' | 'hangsOn'>> = {
  ...byDay,
  always: true,
  // What the words of the point say already is kept by one tap.
  options: async (tx, asking) => {
    const point = (await pointsNamed(tx, asking)).find(({ id }) => id === asking.args.point);
    return point?.due
      ? [{ value: point.due, label: text('conclusions:option.keep-due', { day: dayValue(point.due) }) }]
      : [];
  },
  parse: (value) => {
    const [, days, event] = /^(\d{0,3}w?)>(.+)$/.exec(value) ?? [];
    return event ? { due: null, hangsOn: { event, days: days || null } } : { due: value as Day, hangsOn: null };
  },
  read: (typed, world) => {
    const hanging = readHanging(typed.text);
    return hanging ? { ok: true, value: `${hanging.days ?? ''}>${hanging.event}` } : byDay.read!(typed, world);
  },
};

/** Any point, tasks among them. */
export const anyPointField: Field<string> = {
  ...byNumber,
  options: async (tx, asking) => {
    const points = await pointsNamed(tx, asking);
    return points.map((point) => option(point, points));
  },
};

/** Whose instruction it is: one of the leaders of the bodies whose office writes it down. */
export const leaderField: Field<string> = {
  ...choiceField('conclusions:ask.leader', []),
  options: async (tx, { by, now }) => {
    const seats = await seatsIn(tx, bodiesWith(by, office), now);
    return seats
      .filter(({ role, person }) => givers.includes(role) && person.id !== by.person.id)
      .map(({ person, code }) => ({ value: person.id, label: said(person.fullName), words: [code] }));
  },
};
