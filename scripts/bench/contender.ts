// A bot in a process of its own: the service as an operator starts it, or the peer.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import type { BotApi } from '../../test/support/bot-api/index.ts';
import { project } from './setup.ts';

export type Bot = 'service' | 'peer' | 'bare' | 'variant';

export type Contender = {
  process: ChildProcess;
  /** Milliseconds from the start of the process to its word that it is ready. */
  readyAfter: number;
  url: string;
  stop(): Promise<void>;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>;
};

export type StartOptions = {
  bot: Bot;
  /** The messenger; left out: whatever `env` says. */
  api?: BotApi;
  /** Where the version lies that is started; this one when left out. */
  root?: string;
  /** What else it finds in its environment. */
  env?: Readonly<Record<string, string>>;
  /** Left out: it brings its own database in the data folder. */
  databaseUrl?: string;
  dataDir: string;
  webhook?: boolean;
  /** Where the messenger calls it, when that is not its own address; whether it has said so is then not waited for. */
  publicUrl?: string;
  /** A free one when left out. */
  port?: number;
  /** Messages per second. */
  rate?: number;
};

export const webhookSecret = 'bench-webhook-secret-0123456789';

const programs: Record<Bot, string> = {
  service: join(project, 'src', 'main.ts'),
  peer: join(import.meta.dirname, 'peer.ts'),
  bare: join(import.meta.dirname, 'peer.ts'),
  variant: join(project, 'scripts', 'trials', 'variant.ts'),
};

/** Seconds after which it will not come any more. */
const LONGEST_START = 120;
// Each contender is ended with this process, however it ends.
process.setMaxListeners(50);

export async function start(options: StartOptions): Promise<Contender> {
  const { bot, api, databaseUrl, dataDir, webhook, rate, root = project } = options;
  const port = options.port ?? (await freePort());
  const publicUrl = options.publicUrl ?? (webhook ? `http://127.0.0.1:${port}` : undefined);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATA_DIR: dataDir,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    PORT: String(port),
    LOG_LEVEL: process.env['BENCH_LOG'] ?? 'warn',
    ...(api && {
      TELEGRAM_BOT_TOKEN: api.token,
      TELEGRAM_API_ROOT: api.root,
      TELEGRAM_RATE: String(rate ?? 1_000),
      ...(publicUrl ? { TELEGRAM_WEBHOOK_SECRET: webhookSecret } : {}),
    }),
    PEER: bot,
    ...(publicUrl ? { PUBLIC_URL: publicUrl } : {}),
    ...options.env,
  };
  const connected = webhook && api?.called('setWebhook', { within: 60_000 }).catch(() => undefined);
  const from = performance.now();
  const flags = (process.env['BENCH_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');
  const child = spawn(process.execPath, [...flags, join(root, relative(project, programs[bot]))], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const leave = (): boolean => child.kill('SIGKILL');
  process.once('exit', leave);
  const readyAfter = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${bot} ended with ${code} before it was ready`)));
    const late = setTimeout(
      () => reject(new Error(`${bot} was not ready after ${LONGEST_START} s`)),
      LONGEST_START * 1_000,
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('ready')) return;
      clearTimeout(late);
      resolve(performance.now() - from);
    });
  });
  await connected;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    process.off('exit', leave);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    process: child,
    readyAfter,
    url: `http://127.0.0.1:${port}`,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
