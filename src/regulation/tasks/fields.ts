// What acts on tasks ask for, and what there is to choose from.
import type { Asking, Field, Option } from '../../kernel/command.ts';
import { choiceField, collectField, numberField, optional } from '../../kernel/fields.ts';
import { cleanLine, fold } from '../../kernel/fold.ts';
import { calledAmong, namedBySeat } from '../../kernel/names.ts';
import { bodiesOf, bodiesWith, personsOf, type SeatCard, seatedIds } from '../../kernel/person.ts';
import { plainText, said, type Text, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { seatsOf } from '../committee/index.ts';
import { overseers, type Role } from '../roles.ts';
import { taskOf } from './noun.ts';
import { chargeOf, givers, inCharge, mayLead, namesSeveral, seatNamed, wordsOf } from './parties.ts';
import { wantsEvidence } from './reporting.ts';
import { findTask, openTasksWith, stretchOf } from './store.ts';
import { type Level, levels, type Task } from './task.ts';
import { dueSaid, short } from './views.ts';

/** Everybody with a seat in the bodies where the actor gives tasks. */
export async function seatsInCharge(tx: Transaction, { by, now }: Asking): Promise<SeatCard[]> {
  const all: SeatCard[] = [];
  for (const bodyId of bodiesWith(by, inCharge)) all.push(...(await seatsOf(tx, bodyId, now)));
  return all;
}

/** Each with his code and post: told "the health department", who gives a task sees which of its people is meant. */
const seatOptions = (seats: readonly SeatCard[]): Option[] => seats.map((seat) => seatOption(seat, seats));

const seatOption = (seat: SeatCard, among: readonly SeatCard[]): Option => {
  const { name, post } = namedBySeat(seat);
  return {
    value: seat.id,
    label: text('tasks:option.lead', { code: seat.code, name, post }),
    words: [...wordsOf(seat, among), seat.post].filter((word) => word !== ''),
  };
};

const typedMax = 300;

/** Exactly one lead; who is not on the list is no member and no head of an agency. */
export const leadField: Field<string> = {
  ask: 'tasks:ask.lead',
  always: true,
  options: async (tx, asking) => seatOptions((await seatsInCharge(tx, asking)).filter(mayLead)),
  read: ({ text: typed }) => {
    const words = cleanLine(typed, 60);
    const problem = namesSeveral(words)
      ? text('tasks:read.two-leads')
      : text('tasks:read.unknown-lead', { words: said(words) });
    return { ok: false, problem };
  },
};

/** Of the body whose task it is. */
export const newLeadField: Field<string> = {
  ...leadField,
  ask: 'tasks:ask.new-lead',
  options: async (tx, asking) => {
    const task = await findTask(tx, asking.args.task ?? '');
    const seats = task ? await seatsOf(tx, task.bodyId, asking.now) : [];
    return seatOptions(seats.filter(mayLead));
  },
};

/** One by button, several when typed; the words are understood when all is known. */
export const coordinatorsField = (skipped: boolean): Field<string> => ({
  ask: 'tasks:ask.coordinators',
  optional: skipped,
  always: true,
  options: async (tx, asking) => {
    const seats = (await seatsInCharge(tx, asking)).filter(mayLead);
    const lead = seatNamed(seats, asking.args.lead ?? '');
    return seatOptions(seats.filter((seat) => seat.id !== lead?.id && (!lead || seat.bodyId === lead.bodyId)));
  },
  read: ({ text: typed }) => {
    const words = cleanLine(typed, typedMax);
    return words === ''
      ? { ok: false, problem: text('tasks:refusal.unknown-coordinator', { words: said(words) }) }
      : { ok: true, value: words };
  },
});

/** Asked of the secretariat only, which writes down what a leader has given. */
export const giverField: Field<string | undefined> = {
  ask: 'tasks:ask.giver',
  optional: true,
  always: true,
  options: async (tx, asking) => {
    const writing = bodiesOf(asking.by).filter((id) => chargeOf(asking.by, id)?.seat?.role === 'secretariat');
    const seats = await seatsInCharge(tx, asking);
    const able = seats.filter((seat) => writing.includes(seat.bodyId) && givers.includes(seat.role));
    const called = calledAmong(able.map(namedBySeat));
    return able.map((seat) => {
      const { id, fullName } = seat.person;
      return { value: id, label: said(called(namedBySeat(seat))), words: [seat.code, fullName] };
    });
  },
};

/** "30", "30 ngày", "30 ngày làm việc". */
export const daysField: Field<string> = {
  ask: 'tasks:ask.days',
  read: ({ text: typed }) => {
    const [, count, working] =
      /^(\d{1,3})(?: ngay| days?)?( lam viec| working| working days)?$/.exec(fold(typed)) ?? [];
    return count === undefined
      ? { ok: false, problem: text('tasks:refusal.days', { said: cleanLine(typed, 40) }) }
      : { ok: true, value: `${Number(count)}${working ? 'w' : ''}` };
  },
};

/** As people write them. */
const levelWords: Record<Level, string[]> = {
  central: ['tw', 'trung uong', 'central'],
  province: ['tinh', 'province'],
  committee: ['bcd', 'ban chi dao', 'committee'],
};

export const levelField: Field = choiceField(
  'tasks:ask.level',
  levels.map((level) => ({ value: level, label: text(`tasks:level.${level}`), words: levelWords[level] })),
  { optional: true },
);

/** Which task, of those under way in the bodies where he has such a role; the earliest due first. */
const taskAmong = (roles: readonly Role[]): Field<string> => ({
  ask: 'tasks:ask.which',
  none: 'tasks:list.none-open',
  matter: taskOf,
  options: async (tx, { by }) => {
    const ids = bodiesWith(by, roles);
    const tasks = await stretchOf(tx, { of: 'body', ids }, { limit: choiceMax }, {});
    return tasks.map((task) => ({ value: task.id, label: nameOfTask(task), words: [task.code, task.title] }));
  },
});
export const chargedTaskField: Field<string> = { ...taskAmong(overseers), always: true };
/** Whose day may be moved. */
export const movedTaskField = taskAmong(inCharge);

const choiceMax = 50;

/** Code, due day and title in one line. */
export const nameOfTask = (task: Pick<Task, 'code' | 'dueDay' | 'title'>): Text =>
  text('tasks:option.task', { code: task.code, due: dueSaid(task), title: said(short(task.title, 40)) });

export const taskField: Field = {
  ask: 'tasks:ask.task',
  none: 'tasks:none.report',
  options: async (tx, { by }) => {
    const tasks = await openTasksWith(tx, seatedIds(by), choiceMax);
    return tasks.map((task) => ({
      value: task.id,
      label: nameOfTask(task),
      words: [task.code, task.code.replace('-', ''), task.title],
    }));
  },
};

export const percentField: Field<number> = {
  ...numberField('tasks:ask.percent', 0, 100),
  options: async () =>
    [0, 25, 50, 75, 100].map((percent) => ({
      value: String(percent),
      label: percent === 100 ? text('tasks:option.complete') : text('tasks:option.percent', { percent }),
    })),
  read: (typed, world) => {
    const reading = numberField('tasks:ask.percent', 0, 100).read!(typed, world);
    return reading.ok ? reading : { ok: false, problem: text('tasks:refusal.percent') };
  },
};

export const partsField = optional(
  collectField(
    'tasks:ask.parts',
    { texts: true, files: true, maxCharacters: 20_000, ownWords: true },
    {
      about: async (tx, { by, args, settings }) => {
        const task = args['task'] ? await findTask(tx, args['task']) : null;
        const percent = Number(args['percent']);
        if (!task || !personsOf(by).some(({ id }) => id === task.leadId)) return null;
        // Seldom meant: a "5" typed for the fifth choice, a nought too few.
        if (percent < task.percent) return text('tasks:ask.lower', { percent, before: task.percent });
        if (percent < 100 || !wantsEvidence(task, { settings })) return null;
        return task.product
          ? text('tasks:ask.evidence', { product: said(task.product) })
          : plainText('tasks:ask.evidence-at-all');
      },
      amends: { label: 'tasks:ask.amend-percent', field: 'percent' },
    },
  ),
);
