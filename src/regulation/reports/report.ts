// The periodic report (Điều 5.1, 7.1, 8.1, 8.7): its periods, its parts, what of it is still missing. Pure.
import type { World } from '../../kernel/command.ts';
import { type Facts, holding, leadOf } from '../../kernel/matter.ts';
import { type Period, periodOf } from '../../kernel/periods.ts';
import type { Round } from '../../kernel/recurring.ts';
import { countsOf, dayValue, quoted, type Text, text } from '../../kernel/text.ts';
import { addDays, type Day, monthOf, yearOf } from '../../kernel/time.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import { countsLine, type TaskCounts } from '../tasks/index.ts';

/** What the team writes itself; the figures come from the record. */
export const sections = ['results', 'difficulties', 'plans'] as const;
type Section = (typeof sections)[number];

/** What was begun in the period, by its kind. */
export const counted = ['meeting', 'round', 'conclusion', 'inspection', 'inquiry', 'proposal', 'commendation'] as const;
export type Work = Readonly<Record<(typeof counted)[number], number>>;
export type Figures = { tasks: TaskCounts; work: Work };

/** `figures`: as they were when it was put before who issues it; `people`: who reads it once it is issued. */
export type Report = {
  period: Period;
  words: Partial<Record<Section, string>>;
  figures?: Figures;
  people: readonly string[];
};
export type ReportFacts = Facts<Report, Figures>;

/** As it lies in its table. */
type TaskRow = { state: string; closedAt: Date | null; late: boolean | null; dueDay: string };

/** `dueDay` of a task whose time does not count yet. */
const noDay = '9999-12-31';

/**
 * Tasks given by the end of a period and not closed before it, as they stood at that end: what was done later was still
 * under way then, and overdue by its day; what was taken back in time does not count.
 */
export function tasksOfPeriod(rows: readonly TaskRow[], { end, through }: { end: Date; through: Day }): TaskCounts {
  const count = (of: (row: TaskRow) => boolean): number => rows.filter(of).length;
  const closed = ({ closedAt }: TaskRow): boolean => closedAt !== null && closedAt < end;
  const isDone = (row: TaskRow): boolean => closed(row) && row.state === 'done';
  const runs = (row: TaskRow): boolean => !closed(row);
  const done = count(isDone);
  const doneLate = count((row) => isDone(row) && row.late === true);
  const running = count(runs);
  const runningAwaiting = count((row) => runs(row) && row.dueDay === noDay);
  const runningOverdue = count((row) => runs(row) && row.dueDay <= through);
  const runningInTime = running - runningAwaiting - runningOverdue;
  const parts = { doneInTime: done - doneLate, doneLate, runningInTime, runningOverdue, runningAwaiting };
  return { total: done + running, done, running, ...parts };
}

const year = 12;
const half = 6;

/** In words: a quarter, a half-year, a year as they are called; others by their days. */
export function periodWords({ from, to }: Period): Text {
  const [first, last] = [monthOf(from), monthOf(to)];
  const values = { year: yearOf(to) };
  if (first === 1 && last === year) return text('reports:period.year', values);
  if (first === 1 && last === half) return text('reports:period.half', values);
  if (first === last) return text('reports:period.month', { ...values, month: first });
  const quarter = (['I', 'II', 'III', 'IV'] as const)[(first - 1) / 3];
  if (last - first === 2 && quarter) return text('reports:period.quarter', { ...values, quarter });
  return text('reports:period.days', { from: dayValue(from), to: dayValue(to) });
}

/** The end of a half-year and of a year is reported on as that (Điều 9.1: review of six months, of the year). */
const wide = (period: Period): Period => {
  const last = monthOf(period.to);
  return last === year || last === half ? periodOf(period.to, last === year ? year : half) : period;
};

/** What is to be reported on by now, and what next; null while the body has set no rhythm. */
export function roundsOf(today: Day, { settings, calendar }: Pick<World, 'settings' | 'calendar'>) {
  const months = settings.reportEveryMonths;
  if (months === 0) return null;
  const now = periodOf(today, months);
  const round = (period: Period): Round => ({
    period: wide(period),
    opens: addDays(period.to, 1),
    due: addWorkingDays(calendar, period.to, settings.reportDays),
  });
  return { current: round(periodOf(addDays(now.from, -1), months)), next: round(now) };
}

/** What may be reported on now: what is due, the period that runs, and the year. */
export function periodsNow(today: Day, world: Pick<World, 'settings' | 'calendar'>): Period[] {
  const rounds = roundsOf(today, world);
  const all = [...(rounds?.current ? [rounds.current.period, rounds.next.period] : []), periodOf(today, year)];
  return [...new Map(all.map((period) => [keyOf(period), period])).values()];
}

export const keyOf = ({ from, to }: Period): string => `${from}_${to}`;

export const missingIn = ({ words }: Report): Section[] => sections.filter((section) => !words[section]);

/** Who issues it: the standing member, for whom it is written; his own goes to who leads (nobody approves his own). */
export const issuerOf = (facts: ReportFacts): string | null =>
  holding(facts, ['standing-member']).find((id) => id !== facts.row.ownerId) ?? leadOf(facts)?.id ?? null;

export const figuresLines = ({ tasks, work }: Figures): Text[] => {
  const done = countsOf('reports:work', work);
  return [countsLine(tasks), ...(done ? [text('reports:card.work', { work: done })] : [])];
};

export function cardLines({ row: { data }, beside }: ReportFacts): Text[] {
  return [
    periodWords(data.period),
    ...figuresLines(data.figures ?? beside),
    ...sections.flatMap((section) => {
      const words = data.words[section];
      return words ? [text(`reports:card.${section}`, { words: quoted(words) })] : [];
    }),
  ];
}
