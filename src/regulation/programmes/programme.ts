// The yearly programme (Điều 3.1, 6.6, 8.1): its items as lines, each a task once the chair has issued it; the plan each member
// owes for it. Pure.
import type { Act } from '../../kernel/command.ts';
import { type Refused, refuse } from '../../kernel/decision.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { type Facts, holding, nameIn } from '../../kernel/matter.ts';
import { type Period, periodOf } from '../../kernel/periods.ts';
import type { SeatCard } from '../../kernel/person.ts';
import type { Round } from '../../kernel/recurring.ts';
import { dayValue, moment, said, type Text, text } from '../../kernel/text.ts';
import { addDays, type Day, dayOf, makeDay, monthOf, parseDay, yearOf } from '../../kernel/time.ts';
import { readDay } from '../../kernel/when.ts';
import { newTask, seatNamed, type Task, type TaskFacts } from '../tasks/index.ts';
import { type Carried, carriedLines } from './carrying.ts';

/** One line of it: who leads, by his seat. */
export type Item = { seat: string; agency: string; title: string; due: Day };
/** What a member hands in for it. */
export type Plan = { person: string; words: string; at: string };
export type Programme = {
  year: number;
  items: readonly Item[];
  plans: readonly Plan[];
  /** Who owes a plan, once it is issued. */
  people: readonly string[];
  until?: string;
  reviews: readonly { at: string; words: string }[];
  /** What goes on from last year's. */
  carried?: readonly Carried[];
  /** Its tasks, once it is issued: those it began, and those that go on in it. */
  tasks?: readonly string[];
};
/** Beside it, what last year's left undone. */
export type ProgrammeFacts = Facts<Programme, readonly TaskFacts[]>;

const mark = /^\s*(?:\d+[.)]|[-–•+])\s*/u;

/** Lines "who leads; what; until when"; the first that cannot be read is said, so that nothing is left out silently. */
export function readItems(words: string, seats: readonly SeatCard[], now: Date): Item[] | Refused {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  const items: Item[] = [];
  for (const line of lines) {
    const [lead = '', title = '', due = ''] = line
      .replace(mark, '')
      .split(';')
      .map((part) => cleanLine(part, 250));
    const seat = seatNamed(seats, lead);
    const day = readDay(due, now);
    if (!seat || title === '' || !day.ok || !parseDay(day.value)) {
      const values = { line: said(cleanLine(line, 120)) };
      return refuse('unread-line', text('programmes:refusal.unread-line', values), { article: '8.1', field: 'items' });
    }
    items.push({ seat: seat.id, agency: seat.agency || seat.person.fullName, title, due: day.value as Day });
  }
  return items.length > 0 ? items : refuse('no-items', text('programmes:refusal.no-items'), { field: 'items' });
}

/** Each item as the task of whoever holds its seat now; a seat given up meanwhile is named, and nothing is issued. */
export function tasksOf({ row, around: { seats } }: ProgrammeFacts, act: Pick<Act, 'by' | 'now' | 'newId'>): Task[] {
  return row.data.items.flatMap(({ seat, title, due }) => {
    const lead = seats.find(({ id }) => id === seat);
    const given = { title, due, source: `${row.code}, ${row.title}`, givenBy: act.by.person.id, coordinators: [] };
    return lead ? [newTask({ ...given, lead }, act)] : [];
  });
}

/** Items nobody leads any more. */
export const unled = ({ row, around: { seats } }: ProgrammeFacts): Item[] =>
  row.data.items.filter(({ seat }) => !seats.some(({ id }) => id === seat));

/** The members proper carry it out each in his field (6.6). */
export const planners = (facts: ProgrammeFacts): string[] => holding(facts, ['member', 'standing-member']);

export const lacking = ({ row: { data } }: ProgrammeFacts): string[] =>
  data.people.filter((person) => !data.plans.some((plan) => plan.person === person));

/** Each year's programme is owed from the first of December before it until the end of January. */
export function roundsOf(today: Day): { current: Round; next: Round } {
  const year = monthOf(today) === 12 ? yearOf(today) + 1 : yearOf(today);
  const round = (of: number): Round => ({
    period: { from: makeDay(of, 1, 1), to: makeDay(of, 12, 31) },
    opens: makeDay(of - 1, 12, 1),
    due: makeDay(of, 1, 31),
  });
  return { current: round(year), next: round(year + 1) };
}

/** Each half-year of an issued programme is reviewed within fifteen days after it (Điều 5.1). */
export function reviewRounds(today: Day): { current: Round; next: Round } {
  const half = periodOf(today, 6);
  const round = (period: Period): Round => ({ period, opens: addDays(period.to, 1), due: addDays(period.to, 15) });
  return { current: round(periodOf(addDays(half.from, -1), 6)), next: round(half) };
}

/** Whether nothing is owed of a half-year: no programme was at work in it, or it was reviewed at its end or since. */
export const isReviewed = (
  programme: { movedAt: Date; reviews: Programme['reviews'] } | null,
  { to }: Pick<Period, 'to'>,
): boolean =>
  programme === null ||
  dayOf(programme.movedAt) > to ||
  programme.reviews.some(({ at }) => dayOf(new Date(at)) >= addDays(to, -15));

export const yearsNow = (now: Date): number[] => [yearOf(dayOf(now)), yearOf(addDays(dayOf(now), 365))];

const shown = 10;

export function cardLines(facts: ProgrammeFacts): Text[] {
  const { data, ownerId } = facts.row;
  const { items, people, plans, reviews } = data;
  const more = items.length - shown;
  return [
    text('programmes:card.by', { name: nameIn(facts, ownerId), count: items.length }),
    ...items
      .slice(0, shown)
      .map(({ agency, title, due }, nth) =>
        text('programmes:card.item', { number: nth + 1, title: said(title), agency: said(agency), due: dayValue(due) }),
      ),
    ...(more > 0 ? [text('bot:and-more', { count: more })] : []),
    ...carriedLines(facts),
    ...(people.length > 0 ? [text('programmes:card.plans', { given: plans.length, all: people.length })] : []),
    ...reviews.map(({ at, words }) => text('programmes:card.review', { at: moment(new Date(at)), words: said(words) })),
  ];
}
