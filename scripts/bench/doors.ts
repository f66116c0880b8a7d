// What the worst that comes through each door costs the event loop before it is refused, or kept.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { parseConfig } from '../../src/config.ts';
import { openLog } from '../../src/logging.ts';
import { startService } from '../../src/service.ts';
import { openDatabase } from '../../src/store/database.ts';
import { startOpenApi } from '../../test/support/open-api.ts';
import { freePort } from '../../test/support/service.ts';
import type { Figure } from './figures.ts';
import type { Setup } from './setup.ts';
import { atThePort, callsOf, type Secrets } from './strangers.ts';

/** Milliseconds. */
const MOST = 5;
/** So often one is tried that seems to take longer: on a busy machine few turns are left alone. */
const PATIENCE = 40;

type Cost = { door: string; what: string; status: number; whole: number[]; longest: number[] };

export async function doors(setup: Setup, runs: number): Promise<Figure[]> {
  const database = await setup.database('doors');
  const [telegram, zaloBot, oa] = [
    await startOpenApi('telegram'),
    await startOpenApi('zalo-bot'),
    await startOpenApi('zalo-oa'),
  ];
  const port = await freePort();
  const secrets: Secrets = { telegram: 'doors-0123456789', zaloBot: 'doors-9876543210', link: 'L'.repeat(22) };
  const config = parseConfig({
    DATABASE_URL: database,
    DATA_DIR: join(setup.folder, 'doors'),
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    TELEGRAM_WEBHOOK_SECRET: secrets.telegram,
    ZALO_BOT_TOKEN: zaloBot.token,
    ZALO_BOT_API_ROOT: zaloBot.root,
    ZALO_BOT_WEBHOOK_SECRET: secrets.zaloBot,
    ZALO_OA_ID: '3886132808788086451',
    ZALO_APP_ID: '3608465249409039671',
    ZALO_APP_SECRET: 'app-secret-of-the-doors',
    ZALO_OA_SECRET: 'oa-secret-of-the-doors',
    ZALO_OA_REFRESH_TOKEN: 'refresh-token-of-the-doors',
    ZALO_OA_API_ROOT: oa.root,
    ZALO_OAUTH_ROOT: oa.root,
    ZALO_ZBS_API_ROOT: oa.root,
    SECRET_KEY: 'secret-key-of-the-doors-32-characters-or-more',
  });
  await giveLink(database, secrets.link);
  const service = await startService(config, openLog('silent'));
  const strangers = new Worker(new URL('strangers.ts', import.meta.url));
  const calls = callsOf(secrets);
  const called = async (nth: number): Promise<number> => {
    strangers.postMessage({ origin: service.url, secrets, nth });
    const [status] = (await once(strangers, 'message')) as [number];
    return status;
  };
  try {
    const costs: Cost[] = [];
    for (const [nth, { door, what }] of calls.entries()) {
      const cost: Cost = { door, what, status: await called(nth), whole: [], longest: [] };
      cost.whole.push(await whole(runs, () => called(nth)));
      for (let run = 0; run < runs || (run < PATIENCE && stretch(cost) > MOST); run++) {
        cost.longest.push(await longest(() => called(nth)));
      }
      process.stderr.write(
        `  ${door}: ${what}: ${cost.whole[0]!.toFixed(1)} ms, at a stretch ${stretch(cost).toFixed(1)} ms (${cost.status})\n`,
      );
      costs.push(cost);
    }
    return [...Map.groupBy(costs, ({ door }) => door).values()].flatMap((all) => [worst(all)]);
  } finally {
    await strangers.terminate();
    await service.stop();
    await Promise.all([telegram.close(), zaloBot.close(), oa.close()]);
  }
}

/** Somebody is asked for a file, and has a link to hand it in. */
async function giveLink(url: string, token: string): Promise<void> {
  const { prisma, close } = openDatabase(url);
  const now = new Date();
  const [account] = await prisma.account.findMany({ take: 1 });
  const accountId = account!.id;
  await prisma.conversation.create({
    data: { id: 'doors', accountId, command: 'opinions.write', args: {}, asking: 'parts', updatedAt: now },
  });
  const tokenHash = createHash('sha256').update(token).digest('hex');
  const to = { accountId, conversationId: 'doors', channel: account!.channel, account: account!.externalId, chat: '9' };
  const expiresAt = new Date(now.getTime() + 86_400_000);
  await prisma.uploadLink.create({ data: { id: 'doors', tokenHash, ...to, createdAt: now, expiresAt } });
  await close();
}

/** Milliseconds of this thread for one of so many calls: its clock is too coarse for one alone. */
async function whole(calls: number, work: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage();
  for (let call = 0; call < calls; call++) await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000 / calls;
}

/** The longest turn of the event loop meanwhile: so long nobody else is served. */
async function longest(work: () => Promise<unknown>): Promise<number> {
  let [most, on] = [0, true];
  let before = performance.now();
  const turn = (): void => {
    const now = performance.now();
    most = Math.max(most, now - before);
    before = now;
    if (on) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  on = false;
  return most;
}

/**
 * Milliseconds it keeps the loop at most. What others do on the machine makes a turn longer by the wall's clock, nothing
 * makes it shorter: the least of some turns is no less than what it takes; nor is all that a call costs.
 */
const stretch = ({ longest, whole }: Cost): number => Math.min(...longest, ...whole);

function worst(costs: readonly Cost[]): Figure {
  const cost = costs.toSorted((one, other) => stretch(other) - stretch(one))[0]!;
  return {
    what: `${cost.door}: ${cost.what}`,
    ours: [stretch(cost)],
    unit: 'ms',
    beside: { name: 'in all', runs: cost.whole },
    ...(cost.door !== atThePort && {
      wanted: { words: `≤ ${MOST} ms at a stretch`, kept: (value: number) => value <= MOST },
    }),
  };
}
