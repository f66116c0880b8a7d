// "What do I owe" and "who still owes what": every obligation there is, read from its reminders (Điều 5.1, 7.2, 13.1).
import type { Chapter, Waiting } from '../../kernel/chapter.ts';
import { type Args, type Asking, type Command, command } from '../../kernel/command.ts';
import { calledAmong, namedBySeat } from '../../kernel/names.ts';
import type { Obligation } from '../../kernel/obligation.ts';
import { bodiesWith, personsOf } from '../../kernel/person.ts';
import type { ReminderRow } from '../../kernel/reminder.ts';
import { dayValue, type Text, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import type { Choice, View } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { personCards, seatsOf } from '../committee/index.ts';
import { overseers } from '../roles.ts';

/** One thing somebody owes. */
type Debt = { persons: readonly string[]; until: Date; line: Text; open: Choice };

/** Looked at together; more are counted. */
const most = 200;
const shown = 8;
const opened = 4;

/** The debts of these people, or of all in these bodies, the most urgent first. */
async function debts(
  tx: Transaction,
  obligations: readonly Obligation[],
  whose: { personIds: readonly string[]; bodyIds: readonly string[] },
  world: Asking,
): Promise<Debt[]> {
  const byName = new Map(obligations.map((one) => [one.name, one]));
  const rows = await tx.$queryRaw<ReminderRow[]>`
    select kind, matter, nullif(person, '') as person, version, next_at as "nextAt" from reminder
    where kind = any(${[...byName.keys()]}) and closed_at is null
      and (person = any(${[...whose.personIds]})
          and has_standing(person, matter, ${world.now.toISOString()}::timestamptz)
        or body_id = any(${[...whose.bodyIds]}))
    order by next_at limit ${most}`;
  const found: Debt[] = [];
  for (const row of rows) {
    const one = byName.get(row.kind)!;
    const facts = await one.load(tx, row, world);
    if (!facts || one.sees?.(facts, world.by) === false) continue;
    const until = one.until(facts, world);
    found.push({ persons: one.owedBy(facts), until, line: one.line(facts, world), open: one.open(facts) });
  }
  return found.sort((a, b) => a.until.getTime() - b.until.getTime());
}

function debtsView(heading: Text, lines: readonly Text[], choices: readonly Choice[], none: Text): View {
  const left = lines.length - shown;
  const more = left > 0 ? [text('bot:and-more', { count: left })] : [];
  return { heading, lines: lines.length === 0 ? [none] : [...lines.slice(0, shown), ...more], choices };
}

const mine = (obligations: readonly Obligation[]): Command =>
  command<Args, readonly Debt[], never>({
    name: 'owed.mine',
    means: [{ intent: 'ask:owed' }],
    daily: true,
    word: 'conno',
    alias: ['owing'],
    article: '13.1',
    allowed: 'anyone',
    gather: async (tx, asking) => {
      const personIds = personsOf(asking.by).map(({ id }) => id);
      const bodyIds = asking.by.seats.map(({ bodyId }) => bodyId);
      const all = await debts(tx, obligations, { personIds, bodyIds }, asking);
      return { bodyId: null, facts: all.filter(({ persons }) => persons.some((id) => personIds.includes(id))) };
    },
    show: (owed) =>
      debtsView(
        text('owed:mine.heading', { count: owed.length }),
        owed.map(({ line }, nth) => text('owed:entry', { number: nth + 1, what: line })),
        owed.slice(0, opened).map(({ open }) => open),
        text('owed:mine.none'),
      ),
  });

type Overview = { owed: readonly Debt[]; names: ReadonlyMap<string, string> };

const everybody = (obligations: readonly Obligation[]): Command =>
  command<Args, Overview, never>({
    name: 'owed.everybody',
    word: 'aiconno',
    alias: ['whoowes'],
    article: '7.2',
    allowed: overseers,
    gather: async (tx, asking) => {
      const bodyIds = bodiesWith(asking.by, overseers);
      const owed = await debts(tx, obligations, { personIds: [], bodyIds }, asking);
      const cards = await personCards(tx, [...new Set(owed.flatMap(({ persons }) => persons))]);
      const seats = await Promise.all(bodyIds.map((bodyId) => seatsOf(tx, bodyId, asking.now)));
      const called = calledAmong(seats.flat().map(namedBySeat));
      const names = new Map([...cards].map(([id, { fullName }]) => [id, fullName]));
      for (const seat of seats.flat()) names.set(seat.person.id, called(namedBySeat(seat)));
      return { bodyId: bodyIds[0] ?? null, facts: { owed, names } };
    },
    show: ({ owed, names }) => {
      const lines = owed.map(({ persons, until, line }, nth) =>
        text('owed:of', {
          number: nth + 1,
          who: persons.map((id) => names.get(id) ?? '').join(', '),
          what: line,
          day: dayValue(dayOf(until)),
        }),
      );
      return debtsView(text('owed:everybody.heading', { count: owed.length }), lines, [], text('owed:everybody.none'));
    },
  });

/** The same of the bodies he follows, each behind its own card. */
const waits =
  (obligations: readonly Obligation[]) =>
  async (tx: Transaction, asking: Asking): Promise<Waiting[]> => {
    const bodyIds = bodiesWith(asking.by, overseers);
    const owed = bodyIds.length === 0 ? [] : await debts(tx, obligations, { personIds: [], bodyIds }, asking);
    return owed.map(({ persons, until, line, open }) => ({ on: persons, what: line, until, open }));
  };

/** The chapter, over the obligations of all the others. */
export const chapterOver = (obligations: readonly Obligation[]): Chapter => ({
  name: 'owed',
  room: 'today',
  articles: ['5.1', '7.2', '13.1'],
  commands: [mine(obligations), everybody(obligations)],
  waits: waits(obligations),
  apply: async (_tx, event) => {
    throw new Error(`nothing is owed by an act: ${event.type}`);
  },
});
