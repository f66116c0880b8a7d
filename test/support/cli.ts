// The command line, here or as a process of its own, and the process of the service beside it.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { performLine } from '../../src/cli/line.ts';

const root = join(import.meta.dirname, '../..');

type Environment = Record<string, string>;
export type Ran = { exit: number; out: string; err: string };

/** The line as its process carries it out, in this one: to start a process costs a hundred times as much. */
export async function runCli(cwd: string, args: readonly string[], environment: Environment): Promise<Ran> {
  process.chdir(cwd);
  let noted = '';
  try {
    const { exit, out, err } = await performLine(args, {
      environment: () => environment,
      log: (message) => {
        noted += `${message}\n`;
      },
      signal: new AbortController().signal,
    });
    return { exit, out, err: noted + err };
  } finally {
    // Other files run in this process later, when that folder is gone.
    process.chdir(root);
  }
}

/** The real process, in a folder of its own, so that nobody's `.env` is read. */
export function spawnCli(cwd: string, args: readonly string[], environment: Environment): Promise<Ran> {
  const env = { PATH: process.env.PATH, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'src/cli.ts'), ...args], { cwd, env }, (error, out, err) => {
      resolve({ exit: error ? Number(error.code) : 0, out, err });
    });
  });
}

/** Exactly one JSON document on stdout. */
export async function jsonOfCli<T>(
  cwd: string,
  args: readonly string[],
  environment: Environment,
  run = runCli,
): Promise<[number, T]> {
  const { exit, out } = await run(cwd, [...args, '--json'], environment);
  return [exit, JSON.parse(out) as T];
}

export type Process = { url: string; process: ChildProcess; stop(signal?: NodeJS.Signals): Promise<void> };

/** `npm start` until it says that it is ready. */
export async function startProcess(cwd: string, environment: Environment): Promise<Process> {
  const env = { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'silent', ...environment };
  const child = spawn(process.execPath, [join(root, 'src/main.ts')], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const first = await Promise.race([once(createInterface(child.stdout), 'line'), exited]);
  const url = /^ready (\S+)/.exec(String(first[0]))?.[1];
  if (url === undefined) throw new Error(`it did not start: ${first}`);
  return {
    url,
    process: child,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await exited;
    },
  };
}
