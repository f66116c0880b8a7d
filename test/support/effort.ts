// Whether work grows in step with what it is given: a question about the program, not about the machine.
import { expect } from 'vitest';

/** Processor time of this process, in milliseconds: what others do meanwhile is not counted. */
function effortOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The least of a few: a collector that happens to run is nobody's fault. */
const leastEffort = (work: () => unknown): number => Math.min(...[1, 2, 3].map(() => effortOf(work)));

/** Below this much a clock tells more of itself than of the work, in milliseconds. */
const GRAIN = 2;
const MORE = 8;

/**
 * Eight times as much of `piece` costs about eight times as much, and never the sixty-four of work that goes over
 * everything once for each part of it. `length`: of the shorter text.
 */
export function expectLinear(work: (text: string) => unknown, piece: string, length = 5_000): void {
  const text = (size: number): string => piece.repeat(Math.ceil(size / piece.length));
  const [short, long] = [text(length), text(length * MORE)];
  const once = Math.max(
    GRAIN,
    leastEffort(() => work(short)),
  );
  expect(leastEffort(() => work(long)) / once, JSON.stringify(piece)).toBeLessThan(4 * MORE);
}
