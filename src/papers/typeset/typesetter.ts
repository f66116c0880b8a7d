// Sets type in a process of its own, started with the first job and ended when nobody has asked for a while: what it
// holds is given back.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A template beside, what it is given, and when it is made (milliseconds): the same job gives the same bytes. */
export type Job = { template: 'paper' | 'picture' | 'slips' | 'proof' | 'case-file'; data: unknown; at: number };

export type JobDone = { id: number } & ({ bytes: Uint8Array } | { problem: string });

const program = fileURLToPath(new URL('./child.ts', import.meta.url));

/** Milliseconds: of one job, its start included; and until an idle process ends. */
const [PATIENCE, IDLE] = [10_000, 60_000];

/** A process, and the jobs it was given: when it ends, they end with it. */
type Setter = { child: ChildProcess; waiting: Map<number, PromiseWithResolvers<Uint8Array>> };

let running: Setter | null = null;
let ending: NodeJS.Timeout | undefined;
let last = 0;

function end(setter: Setter | null): void {
  setter?.child.kill('SIGKILL');
  if (running === setter) running = null;
}
process.once('exit', () => end(running));

function start(): Setter {
  const waiting: Setter['waiting'] = new Map();
  const started = fork(program, {
    // What it keeps is native memory; of JavaScript there is little, and none of it young for long.
    execArgv: ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=1'],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  started.on('message', (said: JobDone) => {
    if ('bytes' in said) waiting.get(said.id)?.resolve(said.bytes);
    else waiting.get(said.id)?.reject(new Error(said.problem));
  });
  started.once('error', () => started.kill('SIGKILL'));
  const setter = { child: started, waiting };
  started.once('close', () => {
    if (running === setter) running = null;
    for (const { reject } of waiting.values()) reject(new Error('the process that sets type has ended'));
  });
  // By itself it keeps nobody from ending.
  started.unref();
  started.channel?.unref();
  return setter;
}

/** The bytes of a PDF (a paper) or a PNG (a picture). @throws when it cannot be set, or not in time */
export async function set(job: Job): Promise<Uint8Array> {
  clearTimeout(ending);
  running ??= start();
  const setter = running;
  const { child, waiting } = setter;
  const id = ++last;
  const asked = Promise.withResolvers<Uint8Array>();
  waiting.set(id, asked);
  const limit = setTimeout(() => end(setter), PATIENCE);
  child.channel?.ref();
  child.send({ id, job }, (error) => error && asked.reject(error));
  try {
    return await asked.promise;
  } finally {
    clearTimeout(limit);
    waiting.delete(id);
    if (waiting.size === 0) {
      child.channel?.unref();
      ending = setTimeout(() => end(setter), IDLE).unref();
    }
  }
}
