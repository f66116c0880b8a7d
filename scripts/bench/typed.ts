// The same answer typed on each messenger: where nothing can be changed it is a message of its own, by way of the outbox.
import { join } from 'node:path';
import { openDatabase } from '../../src/store/database.ts';
import { startBotApi } from '../../test/support/bot-api/index.ts';
import { linkAccount } from '../../test/support/committee.ts';
import { startZalo } from '../../test/support/zalo/index.ts';
import { startBotPlatform } from '../../test/support/zalo-bot/index.ts';
import { type Contender, freePort, start } from './contender.ts';
import { type Figure, median } from './figures.ts';
import { crowd, meetingsCount, membersCodes, phonesOn } from './people.ts';
import type { Setup } from './setup.ts';

/** What is typed on a phone, and the bot's answer to it. */
type Phone = {
  send(words: string): Promise<unknown>;
  receives(pattern: RegExp, how: { within: number }): Promise<unknown>;
};

type Messenger = {
  name: string;
  /** Everybody's phone, and what the service finds in its environment. */
  open(
    databaseUrl: string,
    port: number,
  ): Promise<{ phones: Phone[]; ready?(): void; started(): Promise<Contender>; close(): Promise<void> }>;
};

export async function typed(setup: Setup, runs: number): Promise<Figure[]> {
  const found: { name: string; taken: number[] }[] = [];
  for (const { name, open } of messengers(setup)) {
    const database = `typed_${name.toLowerCase().replace(/\W/g, '_')}`;
    const url = await setup.database(database);
    const { phones, ready, started, close } = await open(url, await freePort());
    const service = await started();
    try {
      ready?.();
      found.push({ name, taken: await answersBy(phones, runs) });
    } finally {
      await service.stop();
      await close();
    }
  }
  const [telegram] = found;
  return found.map(
    ({ name, taken }, nth): Figure => ({
      what: `an answer typed on ${name}`,
      ours: taken,
      unit: 'ms',
      ...(nth > 0 && { beside: { name: telegram!.name, runs: telegram!.taken } }),
    }),
  );
}

/** Medians of so many runs: everybody once to one meeting after the other; the first run warms up. */
async function answersBy(phones: readonly Phone[], runs: number): Promise<number[]> {
  const medians: number[] = [];
  for (let run = 0; run <= Math.min(runs, meetingsCount - 1); run++) {
    const taken: number[] = [];
    for (const phone of phones) {
      const from = performance.now();
      const answered = phone.receives(/./, { within: 60_000 });
      await phone.send(`/thamdu GM-${run + 1}`);
      await answered;
      taken.push(performance.now() - from);
    }
    if (run > 0) medians.push(median(taken));
  }
  return medians;
}

const linked = async (url: string, channel: string, idOf: (nth: number) => string): Promise<void> => {
  const database = openDatabase(url);
  for (const [nth, code] of membersCodes.entries()) {
    await linkAccount(database, code, channel, idOf(nth), new Date());
  }
  await database.close();
};

const messengers = (setup: Setup): Messenger[] => [
  {
    name: 'Telegram',
    async open(databaseUrl, port) {
      const api = await startBotApi();
      crowd(api);
      const phones = phonesOn(api);
      const dataDir = join(setup.folder, 'typed-telegram');
      const started = () => start({ bot: 'service', api, databaseUrl, dataDir, port, webhook: true });
      return { phones, started, close: () => api.close() };
    },
  },
  {
    name: 'Zalo OA',
    async open(databaseUrl, port) {
      const zalo = await startZalo();
      const phones = membersCodes.map((code) => zalo.person(code, { wrote: true }));
      await linked(databaseUrl, 'zalo-oa', (nth) => phones[nth]!.id);
      const { keys, root } = zalo;
      const env = {
        ZALO_OA_ID: keys.oaId,
        ZALO_APP_ID: keys.appId,
        ZALO_APP_SECRET: keys.appSecret,
        ZALO_OA_SECRET: keys.oaSecret,
        ZALO_OA_REFRESH_TOKEN: zalo.tokens.first,
        ZALO_OA_API_ROOT: root,
        ZALO_OAUTH_ROOT: root,
        ZALO_ZBS_API_ROOT: root,
        SECRET_KEY: 'bench-secret-key-of-32-characters-or-more',
      };
      const dataDir = join(setup.folder, 'typed-oa');
      const started = () => start({ bot: 'service', databaseUrl, dataDir, port, env });
      const ready = () => zalo.connect(`http://127.0.0.1:${port}/webhooks/zalo-oa`);
      return { phones, ready, started, close: () => zalo.close() };
    },
  },
  {
    name: 'Zalo Bot',
    async open(databaseUrl, port) {
      const platform = await startBotPlatform();
      const phones = membersCodes.map((code) => platform.person(code, { wrote: true }));
      await linked(databaseUrl, 'zalo-bot', (nth) => phones[nth]!.id);
      const env = { ZALO_BOT_TOKEN: platform.token, ZALO_BOT_API_ROOT: platform.root };
      const dataDir = join(setup.folder, 'typed-zalo-bot');
      const started = () => start({ bot: 'service', databaseUrl, dataDir, port, env });
      return { phones, started, close: () => platform.close() };
    },
  },
];
