// Whatever comes over the wire, reading it ends: with something whole, or with nothing. What is read can be kept.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keep } from '../../src/bot/inbox.ts';
import { incoming } from '../../src/channels/incoming.ts';
import * as telegram from '../../src/channels/telegram/receive.ts';
import * as zaloBot from '../../src/channels/zalo-bot/receive.ts';
import { openDatabase } from '../../src/store/database.ts';
import { freshDatabase } from '../support/database.ts';
import { mutated, soundTelegram, soundZaloBot } from '../support/hostile.ts';

const now = new Date('2026-12-01T01:00:00Z');
const seconds = now.getTime() / 1000;
const seed = Number(process.env['SPEC_SEED'] ?? 1198);

const readers = {
  telegram: {
    /** Two people never become one: an id that was rounded is no id. */
    id: /^-?\d{1,16}$/,
    sound: soundTelegram({ id: 7, name: 'An' }, 1, seconds),
    read: (raw: unknown) => {
      const parsed = telegram.update.safeParse(raw);
      return parsed.success ? telegram.readUpdate(parsed.data, now) : null;
    },
  },
  'zalo-bot': {
    id: /^.{1,200}$/s,
    sound: soundZaloBot({ id: '6ede9afa66b800000001', name: 'An' }, 'm1', now.getTime()),
    read: (raw: unknown) => {
      const parsed = zaloBot.update.safeParse(raw);
      return parsed.success ? zaloBot.readUpdate(parsed.data, now) : null;
    },
  },
};

describe.each(Object.entries(readers))('%s', (_, { id, sound, read }) => {
  test('the sound ones are read', () => {
    expect(sound.filter((update) => read(update) !== null).length).toBeGreaterThan(2);
  });

  test('reading ends with something whole or with nothing', () => {
    fc.assert(
      fc.property(mutated(sound), (update) => {
        const came = read(JSON.parse(JSON.stringify(update)));
        if (came === null) return;
        incoming.parse(came);
        for (const one of [came.account, came.chat]) expect(one).toMatch(id);
      }),
      { seed, numRuns: 5_000 },
    );
  });

  test('what was read can be kept, together with what came beside it', async () => {
    const fresh = await freshDatabase();
    const database = openDatabase(fresh.url);
    try {
      const all = fc.sample(mutated(sound), { seed, numRuns: 2_000 }).flatMap((update) => {
        const came = read(JSON.parse(JSON.stringify(update)));
        return came ? [came] : [];
      });
      expect(all.length).toBeGreaterThan(100);
      for (let at = 0; at < all.length; at += 100) await keep(database.pool, all.slice(at, at + 100), now);
    } finally {
      await database.close();
      await fresh.drop();
    }
  });
});
