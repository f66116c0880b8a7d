// The figures reports are made of: given, done (in time, late), under way (in time, overdue). Pure.
import type { Level } from './task.ts';

export type TaskCounts = {
  total: number;
  done: number;
  doneInTime: number;
  doneLate: number;
  running: number;
  runningInTime: number;
  runningOverdue: number;
  /** Whose time does not count yet. */
  runningAwaiting: number;
};

/** The figures of tasks, and of those among them that carry a level, by level. */
export type Figures = { all: TaskCounts; byLevel: readonly { level: Level; counts: TaskCounts }[] };

/** The sums are always those of their parts. */
export function withSums(parts: Omit<TaskCounts, 'total' | 'done' | 'running'>): TaskCounts {
  const done = parts.doneInTime + parts.doneLate;
  const running = parts.runningInTime + parts.runningOverdue + parts.runningAwaiting;
  return { total: done + running, done, running, ...parts };
}
