// The figures reports are made of: given, done (in time, late), under way (in time, overdue). Pure.
import type { Day } from '../../kernel/time.ts';
import type { Calendar } from '../../kernel/working-days.ts';
import { isOverdue } from './due.ts';
import type { Level, Progress, Task } from './task.ts';

export type TaskCounts = {
  total: number;
  done: number;
  doneInTime: number;
  doneLate: number;
  running: number;
  runningInTime: number;
  runningOverdue: number;
};

/** The figures of tasks, and of those among them that carry a level, by level. */
export type Figures = { all: TaskCounts; byLevel: readonly { level: Level; counts: TaskCounts }[] };

/** Over its time: by the day of the report where there is one, else by today. */
export function isLate(task: { dueDay: Day; progress: Progress }, today: Day, calendar: Calendar): boolean {
  const { progress } = task;
  if (progress.state === 'done') return progress.late;
  if (progress.state === 'open' && progress.proposal) return progress.proposal.late;
  return progress.state === 'open' && isOverdue(calendar, task.dueDay, today);
}

/** Counts tasks as the press of the provinces does; withdrawn ones were not given. The same figures as store.ts's. */
export function countTasks(
  tasks: Iterable<Pick<Task, 'dueDay' | 'progress'>>,
  today: Day,
  calendar: Calendar,
): TaskCounts {
  const counted = { doneInTime: 0, doneLate: 0, runningInTime: 0, runningOverdue: 0 };
  for (const task of tasks) {
    const late = isLate(task, today, calendar);
    if (task.progress.state === 'done') counted[late ? 'doneLate' : 'doneInTime'] += 1;
    else if (task.progress.state === 'open') counted[late ? 'runningOverdue' : 'runningInTime'] += 1;
  }
  return withSums(counted);
}

/** The sums are always those of their parts. */
export function withSums(parts: Omit<TaskCounts, 'total' | 'done' | 'running'>): TaskCounts {
  const done = parts.doneInTime + parts.doneLate;
  const running = parts.runningInTime + parts.runningOverdue;
  return { total: done + running, done, running, ...parts };
}
