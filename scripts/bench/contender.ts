// A bot in a process of its own: the service as an operator starts it, or the peer.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BotApi } from '../../test/support/bot-api/index.ts';
import { project } from './ground.ts';

export type Bot = 'service' | 'peer' | 'bare';

export type Contender = {
  process: ChildProcess;
  /** Milliseconds from the start of the process to its word that it is ready. */
  readyAfter: number;
  stop(): Promise<void>;
};

export type StartOptions = {
  bot: Bot;
  api: BotApi;
  /** Left out: it brings its own database in the data folder. */
  databaseUrl?: string;
  dataDir: string;
  webhook?: boolean;
  /** Messages per second. */
  rate?: number;
};

const programs: Record<Bot, string> = {
  service: join(project, 'src', 'main.ts'),
  peer: join(import.meta.dirname, 'peer.ts'),
  bare: join(import.meta.dirname, 'peer.ts'),
};

export async function start({ bot, api, databaseUrl, dataDir, webhook, rate }: StartOptions): Promise<Contender> {
  const port = await freePort();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATA_DIR: dataDir,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    PORT: String(port),
    LOG_LEVEL: process.env['BENCH_LOG'] ?? 'warn',
    TELEGRAM_BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: api.root,
    TELEGRAM_RATE: String(rate ?? 1_000),
    PEER: bot,
    ...(webhook
      ? { PUBLIC_URL: `http://127.0.0.1:${port}`, TELEGRAM_WEBHOOK_SECRET: 'bench-webhook-secret-0123456789' }
      : {}),
  };
  const connected = api.called(webhook ? 'setWebhook' : 'getMe', { within: 60_000 }).catch(() => undefined);
  const from = performance.now();
  const flags = (process.env['BENCH_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');
  const child = spawn(process.execPath, [...flags, programs[bot]], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const leave = (): boolean => child.kill('SIGKILL');
  process.once('exit', leave);
  const readyAfter = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${bot} ended with ${code} before it was ready`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready')) resolve(performance.now() - from);
    });
  });
  if (webhook) await connected;
  return {
    process: child,
    readyAfter,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
      process.off('exit', leave);
    },
  };
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
