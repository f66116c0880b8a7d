// The service on Telegram's webhook with another choice in one place: POOL connections, HANDS of the worker, statements
// not PREPARED, or the intake GATHERED. For `npm run trial -- choices`; the service itself has no such switches.
import pg from 'pg';
import type { Channel } from '../../src/channels/channel.ts';
import { openTelegram } from '../../src/channels/telegram/telegram.ts';
import { systemClock } from '../../src/clock.ts';
import { startApp } from '../../src/compose.ts';
import { parseConfig } from '../../src/config.ts';
import { openLog } from '../../src/logging.ts';
import { lead } from '../../src/store/leader.ts';
import { openStore } from '../../src/store/open.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { gathering } from './gathering.ts';

const { POOL: pool, HANDS: hands, PREPARED: prepared, GATHERED: gathered } = process.env;

if (prepared === 'no') {
  const { query } = pg.Client.prototype as unknown as { query(...given: unknown[]): unknown };
  const unnamed = (given: unknown): unknown =>
    typeof given === 'object' && given !== null && !('submit' in given) ? { ...given, name: undefined } : given;
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, first: unknown, ...rest: unknown[]) {
      return Reflect.apply(query, this, [unnamed(first), ...rest]);
    },
  });
}

const config = parseConfig(process.env);
const telegram = config.telegram!;
const store = await openStore(config, () => undefined, pool ? { poolSize: Number(pool) } : {});
const texts = openTexts();
const app = await startApp({
  database: store.database,
  texts,
  log: openLog(config.logLevel),
  clock: systemClock,
  dataDir: config.dataDir,
  host: config.host,
  port: config.port,
  publicUrl: config.publicUrl,
  ...(hands && { hands: Number(hands) }),
  channels: () => {
    const channel = openTelegram({
      ...telegram,
      texts,
      now: systemClock.now,
      webhook: { url: `${config.publicUrl}/webhooks/telegram`, secret: telegram.webhookSecret! },
      elect: (work, signal) => lead({ url: store.database.url, name: 'receive:telegram', work, signal }),
    }) as Channel;
    return [
      gathered === 'yes' ? { ...channel, webhook: (receive) => channel.webhook!(gathering(receive)) } : channel,
    ] satisfies Channel[];
  },
});
process.stdout.write(`ready ${app.url}\n`);
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)));
