// The service of the soak, in a process of its own so that its memory is its own: the clock goes where it is told.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTelegram } from '../../src/channels/telegram/telegram.ts';
import { startApp } from '../../src/compose.ts';
import { openLog } from '../../src/logging.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { seededRandom, TestClock } from '../../test/support/clock.ts';

/** `settle`: until nothing is left that could be done now. `night`: what is no longer needed is emptied. */
export type Order = { id: number; to?: string; act: 'round' | 'settle' | 'night' | 'memory' | 'stop' };
export type Done = { id: number; megabytes?: number };

const given = (name: string): string => process.env[name] ?? '';
const clock = new TestClock(given('SOAK_FROM'));
const database = openDatabase(given('DATABASE_URL'));
const texts = openTexts();
const app = await startApp({
  database,
  texts,
  log: openLog(given('BENCH_LOG') || 'silent'),
  clock,
  random: seededRandom(),
  dataDir: given('DATA_DIR') || join(tmpdir(), 'thu-ky-soak'),
  host: '127.0.0.1',
  port: 0,
  scheduler: false,
  channels: () => {
    const channel = openTelegram({
      token: given('TELEGRAM_BOT_TOKEN'),
      apiRoot: given('TELEGRAM_API_ROOT'),
      texts,
      now: clock.now,
      rate: 1_000,
      elect: (work, signal) => work(signal),
    });
    // Days go by in a second: pauses between two messages to one chat are left out.
    return [{ ...channel, limits: { ...channel.limits, chatGap: 0 } } as typeof channel];
  },
});

async function follow({ act, to }: Order): Promise<Omit<Done, 'id'>> {
  if (to) clock.to(new Date(to));
  if (act === 'round') await app.round();
  if (act === 'night') await app.daily();
  if (act === 'round' || act === 'settle') await app.settled();
  if (act === 'stop') {
    await app.stop();
    await database.close();
  }
  if (act !== 'memory') return {};
  (globalThis as { gc?: () => void }).gc?.();
  return { megabytes: process.memoryUsage().rss / 2 ** 20 };
}

process.on('message', (order: Order) => {
  void follow(order).then(
    (done) => process.send?.({ id: order.id, ...done }, () => order.act === 'stop' && process.exit(0)),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
process.send?.({ id: 0 });
