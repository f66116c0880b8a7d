// The figures counted task by task, for the specs to hold the database's against.
import type { Day } from '../../../src/kernel/time.ts';
import type { Calendar } from '../../../src/kernel/working-days.ts';
import { type TaskCounts, withSums } from '../../../src/regulation/tasks/counts.ts';
import { isOverdue } from '../../../src/regulation/tasks/due.ts';
import type { Progress, Task } from '../../../src/regulation/tasks/task.ts';

/** Over its time: by the day of the report where there is one, else by today. */
function isLate(task: { dueDay: Day | null; progress: Progress }, today: Day, calendar: Calendar): boolean {
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
  const counted = { doneInTime: 0, doneLate: 0, runningInTime: 0, runningOverdue: 0, runningAwaiting: 0 };
  for (const task of tasks) {
    const late = isLate(task, today, calendar);
    if (task.progress.state === 'done') counted[late ? 'doneLate' : 'doneInTime'] += 1;
    else if (task.progress.state === 'open' && task.dueDay === null) counted.runningAwaiting += 1;
    else if (task.progress.state === 'open') counted[late ? 'runningOverdue' : 'runningInTime'] += 1;
  }
  return withSums(counted);
}
