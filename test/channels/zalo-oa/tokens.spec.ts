// The token of an Official Account: each refresh token can be used once, by whichever process.
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { classify } from '../../../src/channels/zalo-oa/classify.ts';
import { NoToken, openTokens, type TokenOptions } from '../../../src/channels/zalo-oa/tokens.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { TestClock } from '../../support/clock.ts';
import { asOwner, type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { startZalo, type Zalo } from '../../support/zalo/index.ts';
import { addressed, secretKey } from './setting.ts';

const path = '/v4/oa/access_token';
const hour = 3_600_000;
let zalo: Zalo;
let clock: TestClock;
let fresh: FreshDatabase;
let databases: Database[];
let problems: string[];

beforeEach(async () => {
  clock = new TestClock('2026-12-01T01:00:00Z');
  zalo = await startZalo({ now: clock.now });
  fresh = await freshDatabase();
  [databases, problems] = [[], []];
});
afterEach(async () => {
  await zalo.close();
  for (const database of databases) await database.close();
  await fresh.drop();
});

/** A process of the service, with connections of its own. */
function replica(more: Partial<TokenOptions> = {}) {
  const database = openDatabase(fresh.url);
  databases.push(database);
  const onProblem = (problem: string) => void problems.push(problem);
  return openTokens({
    ...addressed(zalo),
    secretKey,
    pool: database.pool,
    now: clock.now,
    milliseconds: 400,
    onProblem,
    ...more,
  });
}

const after = (hours: number): void => clock.to(new Date(clock.now().getTime() + hours * hour));
const stored = async () => (await databases[0]!.pool.query('select * from zalo_token')).rows[0];

describe('one token, several processes', () => {
  test('two that begin at once use the first token once', async () => {
    const [one, other] = [replica(), replica()];
    const given = await Promise.all([one.access(), other.access(), one.access(), other.access()]);
    expect(new Set(given).size).toBe(1);
    expect(zalo.tokens).toMatchObject({ given: 1, refused: 0 });
  });

  test('two that refresh an old one at once use it once', async () => {
    const [one, other] = [replica(), replica()];
    await Promise.all([one.access(), other.access()]);
    after(20.5);
    await Promise.all([one.keepFresh(), other.keepFresh(), one.keepFresh()]);
    expect(zalo.tokens).toMatchObject({ given: 2, refused: 0 });
  });

  test('while one waits for an answer, however long, the other waits for the one', async () => {
    const [one, other] = [replica(), replica()];
    zalo.fail({ path, hang: true });
    const given = await Promise.all([one.access(), other.access()]);
    expect(new Set(given).size).toBe(1);
    expect(zalo.tokens).toMatchObject({ given: 1, refused: 0 });
    expect(zalo.calls(path).length).toBe(2);
  });

  test('what needs a token that another process is slow to refresh is sent later, and not in doubt', async () => {
    const impatient = new pg.Pool({ connectionString: fresh.url, query_timeout: 100 });
    const [one, other] = [replica(), replica({ pool: impatient })];
    zalo.fail({ path, hang: true });
    const given = one.access();
    await zalo.called(path);
    const failure = await other.access().catch((error: unknown) => error);
    expect(classify(failure)).toMatchObject({ kind: 'retry' });
    await given;
    await impatient.end();
  });

  test('refused on one, the newer token of the other is taken up', async () => {
    const [one, other] = [replica(), replica()];
    const old = await one.access();
    expect(await other.access()).toBe(old);
    after(1);
    const newer = await one.instead(old);
    expect(newer).not.toBe(old);
    expect(await other.instead(old)).toBe(newer);
    expect(zalo.tokens).toMatchObject({ given: 2, refused: 0 });
  });
});

describe('when it is refreshed', () => {
  test('not before 20 hours, then at once; and when it is needed after it has ended', async () => {
    const tokens = replica();
    await tokens.access();
    after(19);
    await tokens.keepFresh();
    expect(zalo.tokens.given).toBe(1);
    after(1.1);
    await tokens.keepFresh();
    expect(zalo.tokens.given).toBe(2);
    after(30);
    await tokens.access();
    expect(zalo.tokens.given).toBe(3);
  });

  test('nothing that is stored can be read', async () => {
    const access = await replica().access();
    const row = JSON.stringify(await stored());
    expect(row).not.toContain(access);
    expect(row).not.toMatch(/access-|refresh-|first-/);
  });

  test('with another SECRET_KEY it says so and uses up nothing', async () => {
    await replica().access();
    const other = replica({ secretKey: 'another-secret-key-of-32-characters-or-more' });
    await expect(other.access()).rejects.toThrow(/SECRET_KEY/);
    expect(zalo.tokens).toMatchObject({ given: 1, refused: 0 });
  });

  test('a token refused right after it was refreshed is not what is wrong: no more are asked for', async () => {
    const tokens = replica();
    const access = await tokens.access();
    await expect(tokens.instead(access)).rejects.toThrow(NoToken);
    await expect(tokens.instead(access)).rejects.toThrow(NoToken);
    expect(zalo.tokens.given).toBe(1);
  });
});

describe('when refreshing fails', () => {
  test('an error in HTTP 200 never overwrites what works; it is seen, and not asked again and again', async () => {
    const tokens = replica();
    const access = await tokens.access();
    const before = await stored();
    after(21);
    zalo.fail({ path, body: { error_name: 'Invalid refresh token', error_reason: 'x', error_description: 'y' } });
    for (let nth = 0; nth < 5; nth += 1) await tokens.keepFresh();
    expect(zalo.calls(path).length).toBe(2);
    expect(await stored()).toMatchObject({ access: before.access, refresh: before.refresh });
    expect(await tokens.access()).toBe(access);
    const state = await tokens.state();
    expect(state).toMatchObject({ failingSince: clock.now(), daysLeft: 89 });
    expect(state!.problem).toMatch(/new consent.*Invalid refresh token/);
    expect(problems).toEqual([expect.stringContaining('new consent')]);
    after(5);
    await expect(tokens.access()).rejects.toThrow(NoToken);
    await tokens.keepFresh();
    expect(problems).toHaveLength(1);
  });

  test('a new first token heals it, once: starting again with the same takes up nothing', async () => {
    const tokens = replica();
    await tokens.access();
    after(30);
    zalo.fail({ path, body: { error_name: 'Invalid refresh token' } });
    await expect(tokens.access()).rejects.toThrow(NoToken);
    const refreshToken = zalo.tokens.consent();
    const healed = replica({ refreshToken });
    expect(await healed.state()).toMatchObject({ problem: expect.stringContaining('Invalid') });
    const access = await healed.access();
    expect(await healed.state()).toMatchObject({ problem: null, failingSince: null });
    expect(await replica({ refreshToken }).access()).toBe(access);
    // A process that still has the old setting does not go back to it.
    expect(await replica().access()).toBe(access);
    expect(zalo.tokens).toMatchObject({ given: 2, refused: 0 });
  });

  test('tokens without a refresh token are no tokens', async () => {
    const tokens = replica();
    zalo.fail({ path, body: { access_token: 'a', expires_in: '90000' } });
    zalo.fail({ path, body: { access_token: 'a', refresh_token: '', expires_in: '90000' } });
    await expect(tokens.access()).rejects.toThrow(NoToken);
    expect(zalo.calls(path).length).toBe(2);
    after(0.2);
    await tokens.access();
    expect(zalo.tokens.given).toBe(1);
  });

  test('no answer, not used up: the same token once more', async () => {
    zalo.fail({ path, breaks: true });
    await replica().access();
    expect(zalo.tokens).toMatchObject({ given: 1, refused: 0 });
  });

  test('no answer, but used up: tried once more, refused, then left to people', async () => {
    const tokens = replica();
    zalo.fail({ path, breaks: true, done: true });
    await expect(tokens.access()).rejects.toThrow(/new consent/);
    await expect(tokens.access()).rejects.toThrow(/new consent/);
    expect(zalo.calls(path).length).toBe(2);
    expect(problems).toHaveLength(1);
  });

  test("a proxy's page, twice: tried again after a while, the token is not lost", async () => {
    const tokens = replica();
    zalo.fail({ path, html: 502 });
    zalo.fail({ path, html: 502 });
    await expect(tokens.access()).rejects.toThrow(/HTTP 502/);
    await expect(tokens.access()).rejects.toThrow(/HTTP 502/);
    expect(zalo.calls(path).length).toBe(2);
    after(0.1);
    await tokens.access();
    expect(zalo.tokens).toMatchObject({ given: 1, refused: 0 });
  });

  test('new tokens that cannot be written down are used from memory, and written as soon as they can be', async () => {
    const tokens = replica();
    const old = await tokens.access();
    await asOwner(
      fresh.ownerUrl,
      `create function full_disk() returns trigger language plpgsql as
        $$ begin raise exception 'no space left on device'; end $$;
      create trigger full_disk before insert or update on zalo_token for each row execute function full_disk()`,
    );
    after(21);
    await tokens.keepFresh();
    const newer = await tokens.access();
    expect(newer).not.toBe(old);
    expect(problems.join()).toContain('could not be written down');
    await asOwner(fresh.ownerUrl, 'drop trigger full_disk on zalo_token');
    expect(await tokens.access()).toBe(newer);
    expect(await replica().access()).toBe(newer);
    expect(zalo.tokens).toMatchObject({ given: 2, refused: 0 });
  });

  test('no token is in what is said', async () => {
    const tokens = replica();
    zalo.fail({ path, body: { error: -1, error_name: 'Bad', error_description: `token ${zalo.tokens.first} is bad` } });
    await expect(tokens.access()).rejects.toThrow(NoToken);
    expect(problems.join()).toContain('<token>');
    expect(problems.join() + (await tokens.state())!.problem).not.toContain(zalo.tokens.first);
  });
});
