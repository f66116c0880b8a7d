// "Điểm nghẽn" (Điều 5.1, 7.2): tasks that have stayed over their time until they came up to a deputy or to the chair.
import { bodiesWith } from '../../kernel/person.ts';
import { type Register, register } from '../../kernel/register.ts';
import type { Settings, StepUp } from '../../kernel/settings.ts';
import { dayValue, said, type Text, text } from '../../kernel/text.ts';
import { type Day, dayOf } from '../../kernel/time.ts';
import { addWorkingDays, type Calendar } from '../../kernel/working-days.ts';
import type { Transaction } from '../../store/transaction.ts';
import { agencyNames, personCards } from '../committee/index.ts';
import { overseers } from '../roles.ts';
import {
  daysLikelyLate,
  dueSaid,
  openTask,
  overdueThrough,
  placeIn,
  placeOf,
  type Task,
  tasksIn,
  workingDaysLeft,
} from '../tasks/index.ts';

type Clock = { now: Date; calendar: Calendar; settings: Pick<Settings, 'overdueSteps'> };

/** Working days over its time from which a task is before this one; null: never, the body has set no such step. */
const daysTo = ({ overdueSteps }: Clock['settings'], to: StepUp['to']): number | null => {
  const steps = overdueSteps.filter((step) => step.to === to).map(({ workingDays }) => workingDays);
  return steps.length === 0 ? null : Math.min(...steps);
};

/** How high it has come by now. */
export function levelOf({ dueDay }: Pick<Task, 'dueDay'>, { now, calendar, settings }: Clock): StepUp['to'] {
  const late = -workingDaysLeft(calendar, dueDay, dayOf(now));
  const reached = (['chair', 'deputy'] as const).find(
    (to) => late >= (daysTo(settings, to) ?? Number.POSITIVE_INFINITY),
  );
  return reached ?? 'office';
}

/** Due on this day or before it, a task is a bottleneck at this level or above. */
function throughOf(to: StepUp['to'], { now, calendar, settings }: Clock): Day {
  const today = dayOf(now);
  const late = [daysTo(settings, to), daysTo(settings, 'chair')].filter((days) => days !== null);
  return late.length === 0 ? ('0000-01-01' as Day) : addWorkingDays(calendar, today, -Math.min(...late));
}

type Bottleneck = Task & { lead: string; agency: string };

/** The tasks of these bodies that have come up to a deputy or higher, or to the chair, the longest over first. */
export async function bottlenecksIn(
  tx: Transaction,
  bodyIds: readonly string[] | null,
  to: StepUp['to'],
  at: { limit: number; after?: string; before?: string },
  clock: Clock,
): Promise<Bottleneck[]> {
  const { now, calendar } = clock;
  const [after, before] = [placeIn(at.after), placeIn(at.before)];
  const whose = bodyIds === null ? ({ of: 'all' } as const) : ({ of: 'body', ids: bodyIds } as const);
  const through = throughOf(to, clock);
  const narrowed = {
    standing: 'overdue',
    overdueThrough: overdueThrough(calendar, dayOf(now)),
    until: through,
  } as const;
  const stretch = { limit: at.limit, ...(after && { after }), ...(before && { before }) };
  return namedIn(tx, await tasksIn(tx, whose, stretch, narrowed));
}

/** With the names of those who answer for them. */
export async function namedIn(tx: Transaction, tasks: readonly Task[]): Promise<Bottleneck[]> {
  const people = await personCards(tx, [...new Set(tasks.map(({ leadId }) => leadId))]);
  const agencies = await agencyNames(tx, [...new Set(tasks.flatMap(({ leadAgencyId }) => leadAgencyId ?? []))]);
  return tasks.map((task) => ({
    ...task,
    lead: people.get(task.leadId)?.fullName ?? '',
    agency: agencies.get(task.leadAgencyId ?? '') ?? '',
  }));
}

/** A full stop follows; a title that ends with one has it already. */
const sentence = (title: string): Text => said(title.replace(/\.$/, ''));

export const bottleneckLine = ({ code, title, lead, agency, dueDay }: Bottleneck, { now, calendar }: Clock): Text =>
  text('leaders:late', {
    code,
    title: sentence(title),
    who: said(agency ? `${lead}, ${agency}` : lead),
    day: dueSaid({ dueDay }),
    days: -workingDaysLeft(calendar, dueDay, dayOf(now)),
  });

export const likelyLine = (task: Bottleneck, { now, calendar }: Clock): Text =>
  text('leaders:likely', {
    code: task.code,
    title: sentence(task.title),
    who: said(task.agency ? `${task.lead}, ${task.agency}` : task.lead),
    day: dueSaid(task),
    days: daysLikelyLate(task, dayOf(now), calendar),
  });

export const bottlenecks: Register = register<Bottleneck, { bodyIds: readonly string[] | null; to: StepUp['to'] }>({
  name: 'leaders.bottlenecks',
  means: [{ intent: 'ask:bottlenecks' }],
  word: 'diemnghen',
  alias: ['bottlenecks'],
  article: '5.1',
  by: overseers,
  heading: 'leaders:list.all',
  short: 'leaders:list.short',
  scopes: (['deputy', 'chair'] as const).map((to) => ({
    name: to,
    label: to === 'chair' ? ('leaders:list.chair' as const) : ('leaders:list.all' as const),
    whose: (by) => ({ bodyIds: bodiesWith(by, overseers), to }),
  })),
  columns: [
    { name: 'code', label: 'tasks:column.code', cell: ({ code }) => code },
    { name: 'title', label: 'tasks:column.title', cell: ({ title }) => title },
    { name: 'lead', label: 'tasks:column.lead', cell: ({ lead }) => lead },
    { name: 'agency', label: 'tasks:column.agency', cell: ({ agency }) => agency },
    { name: 'due', label: 'tasks:column.due', cell: ({ dueDay }) => dueDay && dayValue(dueDay) },
    {
      name: 'late',
      label: 'chasing:printed.column-late',
      cell: ({ dueDay }, { calendar, now }) => -workingDaysLeft(calendar, dueDay, dayOf(now)),
    },
    {
      name: 'level',
      label: 'leaders:column.level',
      cell: (task, world) => text(`leaders:level.${levelOf(task, world)}`),
    },
    { name: 'percent', label: 'tasks:column.percent', cell: ({ percent }) => percent },
  ],
  rows: (tx, { bodyIds, to }, stretch, _filters, world) => bottlenecksIn(tx, bodyIds, to, stretch, world),
  whole: (bodyIds) => ({ bodyIds, to: 'deputy' }),
  keyOf: placeOf,
  line: bottleneckLine,
  open: openTask,
});
