// Processor time: how busy the machine is with others changes it far less than times on the clock.
import { readFile } from 'node:fs/promises';

/** Linux counts in hundredths of a second for everybody who reads /proc. */
const TICK = 10;

/** Milliseconds these processes have worked so far, by Linux's books; NaN where it keeps none. */
export async function processorTime(pids: readonly number[]): Promise<number> {
  const each = await Promise.all(pids.map((pid) => ticksOf(pid)));
  return each.reduce((sum, ticks) => sum + ticks, 0) * TICK;
}

async function ticksOf(pid: number): Promise<number> {
  // The name, in parentheses, may hold spaces; behind it the 12th and 13th figures are time of its own and of the kernel.
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const figures = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(figures[11]) + Number(figures[12]);
}
