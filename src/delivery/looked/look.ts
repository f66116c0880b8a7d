// A file is looked through in a process of its own, started when it is needed and ended after it: what a stranger made
// can neither hold up the service nor take its memory.
import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Seen, Task } from './reader.ts';

/** Milliseconds of one look, its start included; longer takes only what was made to. */
const patience = 30_000;
/** Megabytes: what a script may hold, and what the whole process may. */
const [heap, most] = [256, 700];
const every = 200;

const reader = fileURLToPath(new URL('./reader.ts', import.meta.url));

/** Pictures: there is nothing in them to be read, but for a stamp where the operator has a reader of letters. */
const pictures: ReadonlySet<string> = new Set(['jpg', 'jpeg', 'png']);
const unread: Seen = { mark: null, whole: false };

/** Its path; null: pictures are not looked at. */
let stamps: string | null = null;
/** Said once, when the service starts. */
export const readStampsBy = (program: string | null): void => {
  stamps = program;
};

let last: Promise<unknown> = Promise.resolve();
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * What is seen in a file; of one that takes too long, too much memory or the reader's life, that it was not read. One
 * at a time: who sends ten waits for ten.
 */
export function look(task: Task): Promise<Seen> {
  const isPicture = pictures.has(task.ending);
  if (isPicture && stamps === null) return Promise.resolve(unread);
  const seen = last.then(() => lookNow(isPicture && stamps !== null ? { ...task, stamps } : task));
  last = seen.catch(() => undefined);
  return seen;
}

function lookNow(task: Task): Promise<Seen> {
  const child = fork(reader, {
    execArgv: [`--max-old-space-size=${heap}`, '--disable-warning=ExperimentalWarning'],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  running.add(child);
  const watch = setInterval(() => void stopIfSwollen(child), every);
  const limit = setTimeout(() => child.kill('SIGKILL'), patience);
  return new Promise<Seen>((resolve) => {
    let seen: Seen = unread;
    child.once('message', (said) => {
      seen = said as Seen;
    });
    child.once('error', () => resolve(unread));
    child.once('close', () => resolve(seen));
    child.send(task, () => undefined);
  }).finally(() => {
    clearInterval(watch);
    clearTimeout(limit);
    running.delete(child);
  });
}

/** Where the system tells what a process holds; elsewhere its script is limited all the same. */
async function stopIfSwollen(child: ChildProcess): Promise<void> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  const held = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  if (held > most) child.kill('SIGKILL');
}
