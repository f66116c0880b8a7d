// The figures of a period, read from the record of the body.
import type { Period } from '../../kernel/periods.ts';
import { addDays, dayOf, instant } from '../../kernel/time.ts';
import { type CalendarEntry, makeCalendar } from '../../kernel/working-days.ts';
import type { Transaction } from '../../store/transaction.ts';
import { overdueThrough } from '../tasks/index.ts';
import { counted, type Figures, tasksOfPeriod, type Work } from './report.ts';

/** Tasks of the period as they stood at its end, as the press sentence counts them; other work as it was begun in it. */
export async function figuresOf(tx: Transaction, bodyId: string, { from, to }: Period, now: Date): Promise<Figures> {
  const calendar = makeCalendar((await tx.calendarDay.findMany()) as CalendarEntry[]);
  const within = { gte: instant(from, 0, 0), lt: instant(addDays(to, 1), 0, 0) };
  const tasks = await tx.task.findMany({
    where: { bodyId, assignedAt: { lt: within.lt }, OR: [{ closedAt: null }, { closedAt: { gte: within.gte } }] },
    select: { closedAt: true, state: true, late: true, dueDay: true },
  });
  // A period that runs stands as it does today.
  const last = dayOf(now) < to ? dayOf(now) : to;
  const all = tasksOfPeriod(tasks, { end: within.lt, through: overdueThrough(calendar, last) });
  const rows = await tx.matter.groupBy({ by: ['kind'], where: { bodyId, createdAt: within }, _count: true });
  const of = new Map(rows.map(({ kind, _count }) => [kind, _count]));
  of.set('meeting', await tx.meeting.count({ where: { bodyId, state: 'held', startsAt: within } }));
  const work = Object.fromEntries(counted.map((kind) => [kind, of.get(kind) ?? 0])) as Work;
  return { tasks: all, work };
}

/** The report on a period that is there already, whatever became of it but dropped. */
export const reportOn = (tx: Transaction, bodyId: string, { from, to }: Period, states: readonly string[]) =>
  tx.matter.findFirst({
    where: {
      kind: 'summary',
      bodyId,
      state: { in: [...states] },
      AND: [{ data: { path: ['period', 'from'], equals: from } }, { data: { path: ['period', 'to'], equals: to } }],
    },
  });
