// Sets type in a process of its own, started with the first job and ended when nobody has asked for a while: what it
// holds is given back.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A template beside, what it is given, and when it is made (milliseconds): the same job gives the same bytes. */
export type Job = { template: 'paper' | 'picture'; data: unknown; at: number };

export type JobDone = { id: number } & ({ bytes: Uint8Array } | { problem: string });

const child = fileURLToPath(new URL('./child.ts', import.meta.url));

/** Milliseconds: of one job, its start included; and until an idle process ends. */
const [PATIENCE, IDLE] = [20_000, 60_000];

let running: ChildProcess | null = null;
let ending: NodeJS.Timeout | undefined;
let last = 0;
const waiting = new Map<number, PromiseWithResolvers<Uint8Array>>();

function end(): void {
  clearTimeout(ending);
  running?.kill('SIGKILL');
  running = null;
}
process.once('exit', end);

function start(): ChildProcess {
  const started = fork(child, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  started.on('message', (said: JobDone) => {
    if ('bytes' in said) waiting.get(said.id)?.resolve(said.bytes);
    else waiting.get(said.id)?.reject(new Error(said.problem));
  });
  started.once('error', () => started.kill('SIGKILL'));
  started.once('close', () => {
    if (running !== started && running !== null) return;
    running = null;
    for (const { reject } of waiting.values()) reject(new Error('the process that sets type has ended'));
  });
  // By itself it keeps nobody from ending.
  started.unref();
  started.channel?.unref();
  return started;
}

/** The bytes of a PDF (a paper) or a PNG (a picture). @throws when it cannot be set, or not in time */
export async function set(job: Job): Promise<Uint8Array> {
  clearTimeout(ending);
  running ??= start();
  const id = ++last;
  const asked = Promise.withResolvers<Uint8Array>();
  waiting.set(id, asked);
  const limit = setTimeout(end, PATIENCE);
  running.channel?.ref();
  running.send({ id, job }, (error) => error && asked.reject(error));
  try {
    return await asked.promise;
  } finally {
    clearTimeout(limit);
    waiting.delete(id);
    if (waiting.size === 0) {
      running?.channel?.unref();
      ending = setTimeout(end, IDLE).unref();
    }
  }
}
