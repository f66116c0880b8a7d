// The two channels of an Official Account on the emulator and a database of their own, their webhook listening.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { keep } from '../../../src/bot/inbox.ts';
import type { Incoming } from '../../../src/channels/channel.ts';
import type { FieldsOf } from '../../../src/channels/press.ts';
import { type AccountOptions, openZaloAccount } from '../../../src/channels/zalo-oa/account.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { TestClock } from '../../support/clock.ts';
import { freshDatabase } from '../../support/database.ts';
import { startZalo, type Zalo, type ZaloOptions } from '../../support/zalo/index.ts';

export const secretKey = 'spec-secret-key-of-32-characters-or-more';
export const fieldsOf: FieldsOf = (command) => (command === 'attendance.attend' ? ['meeting', 'person'] : undefined);

/** How the emulator is addressed by a channel. */
export const addressed = (zalo: Zalo) => ({
  ...zalo.keys,
  refreshToken: zalo.tokens.first,
  apiRoot: zalo.root,
  oauthRoot: zalo.root,
  zbsApiRoot: zalo.root,
});

export type ZaloSetting = {
  zalo: Zalo;
  clock: TestClock;
  database: Database;
  channels: ReturnType<typeof openZaloAccount>;
  problems: string[];
  /** What came in since the start, once there is so much. */
  came(count: number): Promise<readonly Incoming[]>;
  /** Keeps nothing as long as it is true. */
  away: boolean;
  open(more?: Partial<AccountOptions>): ReturnType<typeof openZaloAccount>;
  close(): Promise<void>;
};

export async function standUp(options: ZaloOptions & { account?: Partial<AccountOptions> } = {}): Promise<ZaloSetting> {
  const clock = new TestClock('2026-12-01T01:00:00Z');
  const fresh = await freshDatabase();
  const database = openDatabase(fresh.url);
  const zalo = await startZalo({ now: clock.now, ...options });
  const stop = new AbortController();
  const all: Incoming[] = [];
  const problems: string[] = [];
  let arrived = Promise.withResolvers<void>();
  const open: ZaloSetting['open'] = (more = {}) =>
    openZaloAccount({
      ...addressed(zalo),
      secretKey,
      buttons: 'auto',
      messages: 'auto',
      askBy: 'get',
      asksChats: true,
      publicUrl: 'https://thuky.example.gov.vn',
      csPrice: 55,
      pool: database.pool,
      texts: openTexts(),
      fieldsOf,
      now: clock.now,
      elect: (work, signal) => work(signal),
      onProblem: (problem) => problems.push(problem),
      ...options.account,
      ...more,
    });
  const channels = open();
  const setting: ZaloSetting = {
    zalo,
    clock,
    database,
    channels,
    problems,
    away: false,
    open,
    async came(count) {
      while (all.length < count) await arrived.promise;
      return all;
    },
    async close() {
      stop.abort();
      await Promise.all(running);
      server.close();
      await zalo.close();
      await database.close();
      await fresh.drop();
    },
  };
  const known = new Set<string>();
  const receive = async (came: readonly Incoming[]): Promise<void> => {
    if (setting.away) throw new Error('the database is away');
    await keep(database.pool, came, clock.now());
    // As the inbox does: what came before is left alone.
    for (const one of came) {
      if (known.has(`${one.channel} ${one.update}`)) continue;
      known.add(`${one.channel} ${one.update}`);
      all.push(one);
    }
    arrived.resolve();
    arrived = Promise.withResolvers();
  };
  const app = new Hono();
  app.route('/webhooks/zalo-oa', channels.oa.webhook!(receive));
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started));
  });
  zalo.connect(`http://127.0.0.1:${(server.address() as { port: number }).port}/webhooks/zalo-oa`);
  const running = [channels.oa.start(receive, stop.signal), channels.zbs.start(receive, stop.signal)];
  return setting;
}
