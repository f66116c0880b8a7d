// The real processes with an Official Account: two replicas started at once, and the command line beside them.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { writeWay } from '../../src/store/zalo-token.ts';
import { jsonOfCli, type Process, startProcess } from '../support/cli.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { approvedTemplates, startZalo, type Zalo } from '../support/zalo/index.ts';

type Checks = { checks: { check: string; state: string; detail: string }[] };

let zalo: Zalo;
let fresh: FreshDatabase;
let folder: string;
let environment: Record<string, string>;
let replicas: Process[] = [];

beforeAll(async () => {
  zalo = await startZalo({ templates: approvedTemplates });
  fresh = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'thu-ky-oa-process-'));
  const { oaId, appId, appSecret, oaSecret } = zalo.keys;
  environment = {
    DATABASE_URL: fresh.url,
    DATA_DIR: folder,
    ZALO_OA_ID: oaId,
    ZALO_APP_ID: appId,
    ZALO_APP_SECRET: appSecret,
    ZALO_OA_SECRET: oaSecret,
    ZALO_OA_REFRESH_TOKEN: zalo.tokens.first,
    ZALO_OA_API_ROOT: zalo.root,
    ZALO_OAUTH_ROOT: zalo.root,
    ZALO_ZBS_API_ROOT: zalo.root,
    SECRET_KEY: 'spec-secret-key-of-32-characters-or-more',
    // As the operator copies it: the whole name of the file.
    ZALO_VERIFIER: 'zalo_verifierKC6ODPNWCGyMvA0nySeN5YF3jXVFjMDEE3Wt.html',
  };
});
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await zalo.close();
  await fresh.drop();
  await rm(folder, { recursive: true, force: true });
});

const zaloChecks = async () => {
  const [, { checks }] = await jsonOfCli<Checks>(folder, ['doctor'], environment);
  return checks.filter(({ check }) => check.startsWith('zalo')).map(({ check, state }) => `${check} ${state}`);
};
/** As it is known after the first message of a State agency's account. */
const writeWayOf = async (way: 'v2') => {
  const database = openDatabase(fresh.url);
  await writeWay(database.pool, zalo.keys.oaId, way, new Date());
  await database.close();
};
const readyz = async ({ url }: Process) => (await fetch(`${url}/readyz`)).json() as Promise<Record<string, unknown>>;

describe('an account in operation', () => {
  test('before the first start doctor says what is missing', async () => {
    expect(await zaloChecks()).toEqual(['zalo failed']);
  });

  test('two processes started at once use the first token once', async () => {
    replicas = await Promise.all([startProcess(folder, environment), startProcess(folder, environment)]);
    for (const replica of replicas) {
      while (!JSON.stringify(await readyz(replica)).includes('daysLeft'))
        await new Promise((again) => setImmediate(again));
      expect(await readyz(replica)).toMatchObject({ channels: { 'zalo-oa': { problem: null }, 'zalo-zbs': {} } });
    }
    expect(zalo.tokens).toMatchObject({ given: 1, refused: 0 });
  });

  test('the domain is proved to Zalo on the page it looks for, on any process', async () => {
    for (const { url } of replicas) {
      const page = await fetch(`${url}/zalo_verifierKC6ODPNWCGyMvA0nySeN5YF3jXVFjMDEE3Wt.html`);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
      expect(await page.text()).toContain(
        '<meta property="zalo-platform-site-verification" content="KC6ODPNWCGyMvA0nySeN5YF3jXVFjMDEE3Wt" />',
      );
      expect((await fetch(`${url}/zalo_verifierOther00000.html`)).status).toBe(404);
    }
  });

  test('whichever is called takes the event; brought to both it is kept once', async () => {
    const an = zalo.person('An');
    zalo.events.hold();
    await an.send('Xin chào');
    zalo.connect(`${replicas[0]!.url}/webhooks/zalo-oa`);
    await zalo.events.release();
    zalo.connect(`${replicas[1]!.url}/webhooks/zalo-oa`);
    await zalo.events.release();
    expect(zalo.events.answers).toEqual([200, 200]);
    const database = openDatabase(fresh.url);
    const { rows } = await database.pool.query("select message->>'text' as text from inbox where channel = 'zalo-oa'");
    await database.close();
    expect(rows).toEqual([{ text: 'Xin chào' }]);
  });

  test('templates are taken in from the file that is shipped; all that is wrong in another is named', async () => {
    const shipped = join(import.meta.dirname, '../../scripts/templates/vi-du.json');
    expect(await jsonOfCli(folder, ['templates', 'import', shipped], environment)).toMatchObject([0, { lacking: [] }]);
    const bad = join(folder, 'bad.json');
    const row = { form: 'note', by: 'phone', templateId: '1', params: { a: 'content' }, answers: false };
    const rows = [
      row,
      row,
      { ...row, form: 'thu' },
      { ...row, by: 'uid', params: { a: 'ten' } },
      { ...row, by: 'fax' },
    ];
    await writeFile(bad, JSON.stringify(rows));
    const [exit, refused] = await jsonOfCli<{ problems: { at: number }[] }>(
      folder,
      ['templates', 'import', bad],
      environment,
    );
    expect(exit).toBe(1);
    expect(refused.problems.map(({ at }) => at)).toEqual([2, 3, 4, 5]);
  });

  test('doctor compares them with what Zalo has, and uses up no token', async () => {
    expect(await zaloChecks()).toEqual(['zalo ok', 'zalo-templates ok']);
    zalo.templates.delete('500101');
    await writeWayOf('v2');
    expect(await zaloChecks()).toEqual(['zalo ok', 'zalo-messages ok', 'zalo-templates warning']);
    expect(zalo.tokens).toMatchObject({ given: 1, refused: 0 });
  });
});
