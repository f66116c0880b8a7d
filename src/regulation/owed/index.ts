// "What do I owe" and "who still owes what": every obligation there is, read from its reminders (Điều 5.1, 7.2, 13.1).
import type { Chapter, Waiting } from '../../kernel/chapter.ts';
import { type Args, type Asking, type Command, command } from '../../kernel/command.ts';
import { calledAmong, namedBySeat, someOf } from '../../kernel/names.ts';
import { lineWithDay, type Obligation, openReminders, owedIn, type Whose, watching } from '../../kernel/obligation.ts';
import { type Actor, bodiesWith, personsOf } from '../../kernel/person.ts';
import { type Text, text } from '../../kernel/text.ts';
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

/** The debts of these people or bodies, the most urgent first. */
async function debts(
  tx: Transaction,
  obligations: readonly Obligation[],
  whose: Whose,
  world: Asking,
): Promise<Debt[]> {
  const names = obligations.map(({ name }) => name);
  const rows = await openReminders(tx, names, whose, world, most);
  const found = new Map<string, Debt>();
  for (const one of obligations) {
    const its = rows.filter(({ kind }) => kind === one.name);
    for (const { row, facts } of await owedIn(tx, one, its, world)) {
      if (one.sees?.(facts, world.by) === false) continue;
      const until = one.until(facts, world);
      const [line, persons] = [lineWithDay(one, facts, world), one.owedBy(facts)];
      const open = whose.bodyIds ? watching(one, facts) : one.open(facts);
      // What several owe alike is one line with all their names.
      const alike = JSON.stringify([one.name, row.matter, line, until]);
      const others = found.get(alike)?.persons ?? [];
      found.set(alike, { persons: [...new Set([...others, ...persons])], until, line, open });
    }
  }
  return [...found.values()].sort((a, b) => a.until.getTime() - b.until.getTime());
}

function debtsView(heading: Text, lines: readonly Text[], choices: readonly Choice[], none: Text): View {
  const left = lines.length - shown;
  const more = left > 0 ? [text('bot:and-more', { count: left })] : [];
  return { heading, lines: lines.length === 0 ? [none] : [...lines.slice(0, shown), ...more], choices };
}

/** What is not his own, but a leader's whom he assists, is said with that name. */
const ownLine = ({ persons, line }: Debt, by: Actor): Text => {
  const leaders = personsOf(by).filter(({ id }) => persons.includes(id));
  const isOwn = persons.includes(by.person.id);
  return isOwn ? line : text('engine:digest.of', { who: someOf(leaders.map(({ fullName }) => fullName)), what: line });
};

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
      const officesOf = asking.by.seats.map(({ bodyId }) => bodyId);
      const all = await debts(tx, obligations, { personIds, officesOf }, asking);
      return { bodyId: null, facts: all.filter(({ persons }) => persons.some((id) => personIds.includes(id))) };
    },
    show: (owed, { by }) =>
      debtsView(
        owed.length === 0 ? text('owed:mine.empty') : text('owed:mine.heading', { count: owed.length }),
        owed.map((debt, nth) => text('owed:entry', { number: nth + 1, what: ownLine(debt, by) })),
        owed.slice(0, opened).map(({ open }) => open),
        text('owed:mine.none'),
      ),
  });

const namesOf = (persons: readonly string[], names: ReadonlyMap<string, string>): Text =>
  someOf(persons.map((id) => names.get(id) ?? '').filter((name) => name !== ''));

type Overview = { owed: readonly Debt[]; names: ReadonlyMap<string, string> };

const everybody = (obligations: readonly Obligation[]): Command =>
  command<Args, Overview, never>({
    name: 'owed.everybody',
    means: [{ intent: 'ask:owing' }],
    word: 'aiconno',
    alias: ['whoowes'],
    article: '7.2',
    allowed: overseers,
    gather: async (tx, asking) => {
      const bodyIds = bodiesWith(asking.by, overseers);
      const owed = await debts(tx, obligations, { bodyIds }, asking);
      const cards = await personCards(tx, [...new Set(owed.flatMap(({ persons }) => persons))]);
      const seats = await Promise.all(bodyIds.map((bodyId) => seatsOf(tx, bodyId, asking.now)));
      const called = calledAmong(seats.flat().map(namedBySeat));
      const names = new Map([...cards].map(([id, { fullName }]) => [id, fullName]));
      for (const seat of seats.flat()) names.set(seat.person.id, called(namedBySeat(seat)));
      return { bodyId: bodyIds[0] ?? null, facts: { owed, names } };
    },
    show: ({ owed, names }) => {
      const lines = owed.map(({ persons, line }, nth) =>
        text('owed:of', { number: nth + 1, who: namesOf(persons, names), what: line }),
      );
      const heading = owed.length === 0 ? 'owed:everybody.empty' : 'owed:everybody.heading';
      return debtsView(text(heading, { count: owed.length }), lines, [], text('owed:everybody.none'));
    },
  });

/** The same of the bodies he follows, each behind its own card. */
const waits =
  (obligations: readonly Obligation[]) =>
  async (tx: Transaction, asking: Asking): Promise<Waiting[]> => {
    const bodyIds = bodiesWith(asking.by, overseers);
    const owed = bodyIds.length === 0 ? [] : await debts(tx, obligations, { bodyIds }, asking);
    return owed.map(({ persons, until, line, open }) => ({ on: persons, what: line, until, open }));
  };

/** The chapter, over the obligations of all the others. */
export const chapterOver = (obligations: readonly Obligation[]): Chapter => ({
  name: 'owed',
  room: 'today',
  articles: ['5.1', '7.2', '13.1'],
  commands: [mine(obligations), everybody(obligations)],
  waits: waits(obligations),
});
