// A body handed over to another installation, when its standing agency changes (Điều 7, 13): all of it, nothing of others.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appendAudit } from '../../src/store/audit.ts';
import { readTables } from '../../src/store/backup/tables.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { Prisma } from '../../src/store/generated/client.ts';
import { belongings, belongingsByTable, tableOf } from '../../src/store/handover/belongs.ts';
import { does } from '../support/acting.ts';
import { jsonOfCli, runCli } from '../support/cli.ts';
import { bodyId, personId } from '../support/committee.ts';
import { asOwner, freshDatabase } from '../support/database.ts';
import { convene, newest, pdf, wholeCommittee } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

type Place = { url: string; ownerUrl: string; dataDir: string };

let there: Service;
let here: Service;
let folder: string;
/** What the import said, and what `audit verify` says of it. */
let dry: Record<string, unknown>;

/** Words of another body in the same installation: none of them may come along. */
const foreign = 'của-ban-khác';

const environment = ({ url, ownerUrl, dataDir }: Place) => ({
  DATABASE_URL: url,
  DATABASE_OWNER_URL: ownerUrl,
  DATA_DIR: dataDir,
});
const placeOf = ({ database, ownerUrl, dataDir }: Service): Place => ({ url: database.url, ownerUrl, dataDir });
const json = <T = Record<string, unknown>>(line: string, place: Place) =>
  jsonOfCli<T>(folder, line.split(' '), environment(place));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thu-ky-handover-'));
  there = await startService({ people: wholeCommittee, unlinked: ['UV04'] });
  await convene(there);
  await work(there);
  await otherBody(there);
  const [exit, exported] = await json('body export khanh-hoa --out ban.tgz', placeOf(there));
  expect([exit, exported]).toMatchObject([0, { body: 'khanh-hoa', lacking: [] }]);
  here = await startService({
    people: wholeCommittee,
    unlinked: wholeCommittee.map(({ code }) => code).filter((code) => !['TB', 'UV01', 'TV01'].includes(code)),
    seed: async (place) => {
      dry = (await json('body import ban.tgz --dry-run', place))[1];
      const [code, imported] = await json('body import ban.tgz', place);
      expect([code, imported]).toMatchObject([0, { dryRun: false }]);
    },
  });
});

afterAll(async () => {
  await there?.stop();
  await here?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function work(service: Service): Promise<void> {
  await service.phone('UV01').press('Xác nhận tham dự');
  await service.phone('UV01').receives(/Đã ghi nhận/);
  await service.phone('UV03').send('/vangmat GM-01; Dự kỳ họp Quốc hội');
  await service.phone('TB').receives(/Hoàng Nội Vụ xin vắng mặt/);
  await service.phone('TV01').send('/giaoviec UV02; Xây dựng kế hoạch dữ liệu mở; 15/12/2026');
  await service.phone('UV02').receives(/NV-01/);
  await service.phone('UV02').press('Tiếp nhận');
  await service.settled();
  await service.phone('UV02').press('Báo cáo');
  await service.settled();
  await service.phone('UV02').send('50');
  await service.settled();
  await service.phone('UV02').sendFile({ name: 'Báo cáo.pdf', bytes: pdf('báo cáo'), mime: 'application/pdf' });
  await service.phone('UV02').receives(/1 tệp/);
  await service.phone('UV02').press('Xong');
  await service.settled();
  await service.phone('UV01').send('/sangkien Dùng chung kho dữ liệu giữa các sở');
  await service.settled();
  await service
    .phone('TV01')
    .send('/layykien Dự thảo Kế hoạch 2027; Thống nhất ban hành?; 17:00 10/12/2026; Trưởng ban');
  await service.settled();
}

/** A second body of the same installation: a deputy sits in both, somebody in it alone. */
async function otherBody({ database, clock }: Service): Promise<void> {
  const { prisma } = database;
  const id = 'other00000000000';
  const alone = 'pother0000000000';
  const at = clock.now();
  await prisma.body.create({
    data: { id, code: 'ban-khac', name: `Ban ${foreign}`, abbreviation: 'BK', validFrom: at },
  });
  await prisma.person.create({ data: { id: alone, fullName: `Người ${foreign}`, phone: '84911111111' } });
  const seat = { bodyId: id, post: `Chức vụ ${foreign}`, validFrom: at };
  await prisma.seat.createMany({
    data: [
      { ...seat, id: 'sother0000000001', code: 'TB', role: 'chair', rank: 0, personId: personId('PTB1') },
      { ...seat, id: 'sother0000000002', code: 'UV01', role: 'member', rank: 1, personId: alone },
    ],
  });
  const what = { bodyId: id, title: `Việc ${foreign}`, state: 'open', code: 'X-01' };
  await prisma.matter.create({
    data: {
      ...what,
      id: 'mother0000000000',
      kind: 'proposal',
      data: { words: foreign },
      ownerId: alone,
      createdAt: at,
      movedAt: at,
    },
  });
  const view = { heading: { said: `Tin ${foreign}` } };
  await prisma.outbox.create({
    data: {
      key: foreign,
      personId: personId('PTB1'),
      class: 'notice',
      priority: 1,
      view,
      matter: 'proposal:mother0000000000',
      state: 'sent',
    },
  });
  await prisma.setting.create({ data: { bodyId: id, key: 'letterhead', value: foreign } });
  await prisma.apart.create({
    data: {
      matter: 'proposal:mother0000000000',
      bodyId: id,
      level: 'internal',
      title: foreign,
      words: foreign,
      byId: alone,
      at,
    },
  });
  await database.transaction((tx) =>
    appendAudit(tx, {
      ...{ at, actorId: alone, behalfId: null, channel: 'telegram', account: null, update: null },
      ...{ bodyId: id, matter: 'proposal:mother0000000000', command: 'proposals.send', outcome: 'done' },
      facts: { words: foreign },
    }),
  );
}

const listed = async (place: Place, name: string): Promise<unknown> =>
  (await json(`list ${name} --body khanh-hoa`, place))[1];

describe('bàn giao trọn một ban', () => {
  test('Điều 7, 13, AR6: danh mục, tìm kiếm, hồ sơ cuộc họp, thẻ, tệp ở nơi nhận giống nơi giao', async () => {
    for (const name of ['tasks', 'meetings', 'proposals', 'rounds']) {
      const [one, other] = [await listed(placeOf(there), name), await listed(placeOf(here), name)];
      expect([name, other]).toEqual([name, one]);
    }
    for (const words of ['du lieu', 'hop quy']) {
      const find = (place: Place) =>
        runCli(folder, ['find', words, '--body', 'khanh-hoa', '--json'], environment(place));
      const [one, other] = [await find(placeOf(there)), await find(placeOf(here))];
      expect(JSON.parse(one.out)).not.toEqual([]);
      expect(other).toEqual(one);
    }
    expect((await json('archive export --meeting GM-01 --out there', placeOf(there)))[0]).toBe(0);
    expect((await json('archive export --meeting GM-01 --out here', placeOf(here)))[0]).toBe(0);
    const file = async (of: string) =>
      JSON.parse(await readFile(join(folder, of, 'ho-so.json'), 'utf8')) as Record<string, unknown> & {
        acts: object[];
      };
    const [one, other] = [await file('there'), await file('here')];
    for (const part of ['meeting', 'participants', 'answers', 'requests', 'opinions', 'files', 'duties', 'tasks'])
      expect([part, other[part]]).toEqual([part, one[part]]);
    expect(other.acts.length).toBe(one.acts.length);
    const card = async ({ database }: Service) =>
      does(database, 'UV03', 'meetings.open', { meeting: (await there.database.prisma.meeting.findFirstOrThrow()).id });
    expect((await card(here)).kind).toBe('done');
    expect(await card(here)).toEqual(await card(there));
    const stored = async ({ database }: Service) =>
      database.prisma.file.findMany({ where: { state: 'stored' }, select: { id: true, name: true, sha256: true } });
    expect(await stored(here)).toEqual(await stored(there));
    for (const { sha256 } of await stored(here)) {
      const [bytes, same] = await Promise.all(
        [there, here].map(({ dataDir }) => readFile(join(dataDir, 'files', sha256!))),
      );
      expect(same!.equals(bytes!)).toBe(true);
    }
  });

  test('Điều 8.9, AR6: nhật ký của nơi giao còn nguyên và kiểm được, việc mới nối tiếp; các bảng đúng như nhật ký', async () => {
    const [exit, verdict] = await json<{ before: { chain: string; rows: number; own: number }[] }>(
      'audit verify --deep',
      placeOf(here),
    );
    expect([exit, verdict]).toMatchObject([0, { whole: true, deep: { undone: [], differences: [], moved: [] } }]);
    const [, origin] = await json<{ head: string }>('audit verify', placeOf(there));
    const [chain] = verdict.before;
    expect(dry).toMatchObject({ dryRun: true, head: chain!.chain, audit: { rows: chain!.rows, head: chain!.chain } });
    expect(chain!.rows).toBeGreaterThan(chain!.own);
    // A seal that the office wrote down there is found here, also one of another body's act.
    expect((await json(`audit verify --contains ${chain!.chain}`, placeOf(here)))[0]).toBe(0);
    expect((await json(`audit verify --contains ${origin.head}`, placeOf(here)))[0]).toBe(1);
    const owner = (statement: string) => asOwner(here.ownerUrl, statement);
    for (const tampering of [
      `update audit_before set detail = replace(detail, 'Quốc hội', 'Quốc hôi') where detail like '%Quốc hội%'`,
      'delete from audit_before where seq = (select max(seq) from audit_before)',
      'delete from audit_before',
    ]) {
      await owner(
        `alter table audit_before disable trigger user; create table kept as table audit_before; ${tampering}`,
      );
      expect((await json('audit verify', placeOf(here)))[0]).toBe(1);
      await owner(`delete from audit_before; insert into audit_before select * from kept; drop table kept;
        alter table audit_before enable trigger user`);
    }
    await expect(here.database.pool.query('delete from audit_before')).rejects.toMatchObject({ code: '42501' });
  });

  test('Điều 10.4, AR6: trong tệp bàn giao không có gì của ban khác; số điện thoại chỉ của người trong ban', async () => {
    const archive = gunzipSync(await readFile(join(folder, 'ban.tgz'))).toString('utf8');
    expect(archive).toContain('Dùng chung kho dữ liệu');
    expect(archive).not.toContain(foreign);
    expect(archive).not.toContain('84911111111');
    expect(archive).not.toContain('other000000');
    // The chat accounts stand only in what was sealed.
    const accounts = await there.database.prisma.account.findMany();
    const rows = archive.split('\n').filter((line) => !line.includes('"chain"'));
    expect(accounts.filter(({ id }) => rows.some((row) => row.includes(id)))).toEqual([]);
  });

  test('Điều 7, 13, AR6: nhận xong không ai bị nhắn lại; việc đi tiếp ở nơi nhận, mỗi lời nhắc một lần', async () => {
    await here.app.round();
    await here.settled();
    expect(here.phone('UV01').messages.filter(({ from }) => from === 'bot')).toEqual([]);
    await here.phone('TB').send('/choduyet');
    await here.phone('TB').receives(/Hoàng Nội Vụ/);
    await here.phone('UV01').send('/vangmat GM-01; Đi công tác nước ngoài');
    await here.phone('TB').receives(/Nguyễn Tài Chính xin vắng mặt/);
    await here.phone('TB').press('Đồng ý cho vắng');
    await here.phone('UV01').receives(/đã đồng ý để đồng chí vắng mặt/);
    await here.settled();
    expect(newest(here, 'UV01', /đồng ý/)).toContain('GM-01');
    // The numbers go on: what is given now is not what was given there.
    await here.phone('TV01').send('/giaoviec UV01; Rà soát hạ tầng số; 20/12/2026');
    await here.phone('UV01').receives(/NV-02/);
    for (const day of ['2026-12-08T01:00:00Z', '2026-12-14T01:00:00Z', '2026-12-16T01:00:00Z']) {
      await here.at(new Date(day));
      await here.at(new Date(Date.parse(day) + 60_000));
    }
    const { rows } = await here.database.pool.query<{ key: string; count: string }>(
      `select person_id || ' ' || coalesce(matter, '') || ' ' || view::text as key, count(*) from outbox
       where class in ('nudge', 'digest') and created_at > '2026-12-01T02:00:00Z' group by 1 having count(*) > 1`,
    );
    expect(rows).toEqual([]);
    expect((await json('audit verify', placeOf(here)))[0]).toBe(0);
  });

  test('Điều 7, 13, AR6: bàn giao lần nữa mang theo cả nhật ký của nơi trước', async () => {
    const third = await freshDatabase();
    const place = { ...third, dataDir: join(folder, 'third') };
    try {
      expect((await json('body export khanh-hoa --out again.tgz', placeOf(here)))[0]).toBe(0);
      expect((await json('body import again.tgz', place))[0]).toBe(0);
      const [exit, verdict] = await json<{ before: { chain: string }[] }>('audit verify --deep', place);
      expect(exit).toBe(0);
      expect(verdict.before.map(({ chain }) => chain)).toContain(dry['head']);
      expect(verdict.before).toHaveLength(2);
    } finally {
      await third.drop();
    }
  });
});

describe('nơi nhận đã có người, có ban', () => {
  test('ID12, AR6: cùng họ tên và số là một người, một dấu hiệu thì vẫn là hai; thử trước không ghi gì, lỗi thì không còn gì', async () => {
    const fresh = await freshDatabase();
    const place = { ...fresh, dataDir: join(folder, 'fourth') };
    const database = openDatabase(fresh.url);
    try {
      const { phone } = await there.database.prisma.person.findUniqueOrThrow({ where: { id: personId('UV01') } });
      await database.prisma.person.createMany({
        data: [
          { id: 'pknown0000000000', fullName: 'Nguyễn Tài Chính', phone },
          { id: 'pnamesake0000000', fullName: 'Đỗ Y Tế', phone: '84922222222' },
        ],
      });
      await database.prisma.agency.create({ data: { id: 'aknown0000000000', name: 'Sở Y tế' } });
      const [, told] = await json('body import ban.tgz --dry-run', place);
      expect(told).toMatchObject({ dryRun: true, known: ['Nguyễn Tài Chính'], alone: ['Đỗ Y Tế'] });
      expect([await database.prisma.body.count(), await database.prisma.audit.count()]).toEqual([0, 0]);
      const damaged = Buffer.from(gunzipSync(await readFile(join(folder, 'ban.tgz'))));
      const at = damaged.indexOf('Dùng chung kho dữ liệu');
      damaged.write('Xùng', at);
      await writeFile(join(folder, 'damaged.tgz'), gzipSync(damaged));
      expect((await json('body import damaged.tgz', place))[0]).toBe(1);
      expect([await database.prisma.body.count(), await database.prisma.person.count()]).toEqual([0, 2]);
      expect((await json('body import ban.tgz', place))[0]).toBe(0);
      const seat = await database.prisma.seat.findFirstOrThrow({ where: { bodyId, code: 'UV01' } });
      expect(seat.personId).toBe('pknown0000000000');
      expect(await database.prisma.answer.count({ where: { personId: 'pknown0000000000' } })).toBe(1);
      expect((await database.prisma.seat.findFirstOrThrow({ where: { bodyId, code: 'UV02' } })).agencyId).toBe(
        'aknown0000000000',
      );
      const [exit, deep] = await json('audit verify --deep', place);
      expect([exit, deep]).toMatchObject([0, { deep: { differences: [] } }]);
      expect(await json('body import ban.tgz', place)).toMatchObject([1, { refused: 'body-there' }]);
    } finally {
      await database.close();
      await fresh.drop();
    }
  });

  test('AR6: bản sao lưu không phải bản bàn giao, và ngược lại', async () => {
    expect((await json('backup all.backup', placeOf(there)))[0]).toBe(0);
    expect(await json('body import all.backup', placeOf(here))).toMatchObject([1, { refused: 'of-all' }]);
    const empty = { url: placeOf(here).url, ownerUrl: placeOf(here).ownerUrl, dataDir: join(folder, 'fifth') };
    expect(await json('restore ban.tgz', empty)).toMatchObject([1, { refused: 'of-a-body' }]);
    expect(await json('body export khong-co --out x.tgz', placeOf(here))).toMatchObject([
      1,
      { refused: 'unknown-body' },
    ]);
  });
});

test('AR6: mỗi bảng được khai là của một ban, của mọi người, hay ở lại vì sao', async () => {
  const client = new Client({ connectionString: there.ownerUrl });
  await client.connect();
  const tables = (await readTables(client)).map(({ name }) => name).filter((name) => name !== '_prisma_migrations');
  await client.end();
  expect([...belongingsByTable.keys()].sort()).toEqual(tables.sort());
  expect(
    Object.keys(belongings)
      .map((model) => tableOf(model as Prisma.ModelName))
      .sort(),
  ).toEqual(tables.sort());
});
