// What may be emptied is, after its days; the record and what it refers to never (Điều 8.9).
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prune } from '../../src/jobs/prune.ts';
import { defaultSettings as keep } from '../../src/settings.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { FileFolder } from '../../src/store/file-folder.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const now = new Date('2027-06-01T00:00:00Z');
const ago = (days: number): Date => new Date(now.getTime() - days * 86_400_000);

let fresh: FreshDatabase;
let database: Database;
let folder: FileFolder;
let data: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  data = await mkdtemp(join(tmpdir(), 'thu-ky-tidy-'));
  folder = new FileFolder(data);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
  await rm(data, { recursive: true, force: true });
});

const left = async (table: string, column: string): Promise<string[]> =>
  (await database.pool.query<{ name: string }>(`select ${column} as name from ${table} order by 1`)).rows.map(
    ({ name }) => name,
  );

test('những gì chờ xử lý hoặc còn mới thì ở lại', async () => {
  const { prisma } = database;
  const inbox = (update: string, state: string, days: number) => ({
    channel: 'telegram',
    update,
    lane: 'an',
    message: {},
    state,
    receivedAt: ago(days),
  });
  await prisma.inbox.createMany({
    data: [
      inbox('old', 'done', keep.keepReceivedDays + 1),
      inbox('old-dead', 'dead', keep.keepReceivedDays + 1),
      inbox('old-waiting', 'new', keep.keepReceivedDays + 1),
      inbox('young', 'done', keep.keepReceivedDays - 1),
    ],
  });
  const outbox = (key: string, state: string, days: number, live = false) => ({
    key,
    class: 'notice',
    priority: 3,
    view: {},
    state,
    live,
    createdAt: ago(days),
  });
  await prisma.outbox.createMany({
    data: [
      outbox('old', 'sent', keep.keepSentDays + 1),
      outbox('old-unreachable', 'unreachable', keep.keepSentDays + 1),
      outbox('old-waiting', 'pending', keep.keepSentDays + 1),
      outbox('old-card', 'sent', keep.keepSentDays + 1, true),
      outbox('very-old-card', 'sent', keep.keepCardsDays + 1, true),
      outbox('young', 'sent', keep.keepSentDays - 1),
    ],
  });
  const reminder = (id: string, closedAt: Date | null) => ({
    id,
    kind: 'tasks.due',
    matter: `task:${id}`,
    version: 1,
    nextAt: ago(300),
    closedAt,
  });
  await prisma.reminder.createMany({
    data: [
      reminder('old', ago(keep.keepRemindersDays + 1)),
      reminder('open', null),
      reminder('young', ago(keep.keepRemindersDays - 1)),
    ],
  });
  await prisma.unclear.createMany({
    data: [
      { words: 'old', at: ago(keep.keepReceivedDays + 1) },
      { words: 'young', at: ago(keep.keepReceivedDays - 1) },
    ],
  });
  const gone = await prune({ pool: database.pool, bytes: folder }, now, keep);
  expect(gone).toMatchObject({ inbox: 2, outbox: 3, reminder: 1, unclear: 1 });
  expect(await left('unclear', 'words')).toEqual(['young']);
  expect(await left('inbox', 'update')).toEqual(['old-waiting', 'young']);
  expect(await left('outbox', 'key')).toEqual(['old-card', 'old-waiting', 'young']);
  expect(await left('reminder', 'id')).toEqual(['open', 'young']);
});

async function* bytesOf(words: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(words);
}

async function stored(id: string, words: string, days: number): Promise<string> {
  const written = await folder.keep(bytesOf(words), async () => null);
  if (written === null || !('sha256' in written)) throw new Error('not kept');
  const { sha256 } = written;
  await utimes(folder.pathOf(sha256), ago(days), ago(days));
  await database.prisma.file.create({ data: { id, name: id, state: 'stored', sha256, createdAt: ago(days) } });
  return sha256;
}

test('tệp mà ý kiến, tài liệu, báo cáo dẫn tới thì không bao giờ bị xóa; nội dung trùng thì giữ khi còn một tệp dùng', async () => {
  const old = keep.keepFilesDays + 1;
  const unneeded = await stored('unneeded', 'nobody refers to it', old);
  const opinion = await stored('of-opinion', 'an opinion', old);
  const report = await stored('of-report', 'a report', old);
  const paper = await stored('of-paper', 'a paper', old);
  const young = await stored('young', 'just came', keep.keepFilesDays - 1);
  await stored('same-as-paper', 'a paper', old);
  const { pool } = database;
  await pool.query(`insert into opinion (id, body_id, code, meeting_id, person_id, by_id, version, stance, text, files, at)
    values ('o', 'b', 'YK-1', 'm', 'p', 'p', 1, 'agree', '', '{of-opinion}', now())`);
  await pool.query(`insert into meeting (id, body_id, code, kind, title, starts_at, place, presider_id, presider_name,
      presider_post, contact, state, drafted_by, created_at)
    values ('m', 'b', 'GM-1', 'quarterly', '', now(), '', 'p', '', '', '', 'held', 'p', now())`);
  await pool.query(`insert into paper (id, meeting_id, title, file_id, added_at, added_by)
    values ('q', 'm', '', 'of-paper', now(), 'p')`);
  await pool.query(`insert into task (id, body_id, code, title, lead_id, coordinators, due_day, first_due_day, state,
      assigned_by, assigned_at, told_at)
    values ('t', 'b', 'NV-1', '', 'p', '{}', '2027-01-01', '2027-01-01', 'open', 'p', now(), now())`);
  await pool.query(`insert into task_report (id, task_id, by_id, part, percent, text, files, at)
    values ('r', 't', 'p', 'lead', 10, '', '{of-report}', now())`);
  expect((await prune({ pool, bytes: folder }, now, keep))['file']).toBe(2);
  expect(await left('file', 'id')).toEqual(['of-opinion', 'of-paper', 'of-report', 'young']);
  expect(await folder.all()).toEqual([opinion, report, paper, young].sort());
  expect(await folder.read(unneeded)).toBeNull();
});

test('mỗi con số đều đặt được; tệp không đi trước việc làm dở có thể còn dẫn tới nó', async () => {
  const { pool, prisma } = database;
  await prisma.informed.createMany({
    data: ['old', 'young'].map((matter) => ({
      personId: 'p',
      matter,
      at: ago(matter === 'old' ? 41 : 39),
      byId: 'q',
      how: 'phone',
    })),
  });
  await prisma.spending.createMany({
    data: ['2027-01', '2027-04'].map((month) => ({ month, channel: 'zalo-oa', item: 'cs-paid', count: 1, amount: 55 })),
  });
  await stored('held', 'held by what is unfinished', 60);
  const figures = { ...keep, keepCardsDays: 40, keepSpendingDays: 62, keepFilesDays: 10, keepUnfinishedDays: 61 };
  expect(await prune({ pool, bytes: folder }, now, figures)).toMatchObject({ informed: 1, spending: 1 });
  const files = await left('file', 'id');
  expect([files.includes('held'), files.includes('young')]).toEqual([true, false]);
  expect(await left('informed', 'matter')).toEqual(['young']);
  expect(await left('spending', 'month')).toEqual(['2027-04']);
});

test('nội dung vừa nhận lại đúng lúc dọn thì ở lại; phần dở dang và nội dung không ai ghi tên thì không', async () => {
  const { pool } = database;
  const old = keep.keepFilesDays + 1;
  const again = await stored('again', 'the same bytes', old);
  const orphan = await stored('orphan', 'its process ended', old);
  await pool.query(`delete from file where id = 'orphan'`);
  const unfinished = join(folder.path, '.01234567-89ab-cdef-0123-456789abcdef');
  await writeFile(unfinished, 'half');
  await utimes(unfinished, ago(old), ago(old));
  // Between its look at the rows and the bytes, somebody hands the same file in anew.
  const bytes = {
    all: () => folder.all(),
    clear: (before: Date) => folder.clear(before),
    forgetOld: async (hashes: readonly string[], before: Date) => {
      expect(hashes).toContain(again);
      await folder.keep(bytesOf('the same bytes'), async () => null);
      await utimes(folder.pathOf(again), now, now);
      return folder.forgetOld(hashes, before);
    },
  };
  expect(await prune({ pool, bytes }, now, keep)).toMatchObject({ bytes: 1 });
  expect(await folder.read(again)).not.toBeNull();
  expect(await folder.read(orphan)).toBeNull();
  expect((await readdir(folder.path)).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('cột nào dẫn tới tệp đều có tên mà việc dọn dẹp nhận ra', async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and column_name ~ 'file' and table_name <> 'file' and column_name !~ '(^|_)(file_id|files)$'`,
  );
  expect(rows).toEqual([]);
});

test('AR4, Điều 8.9: tin đã gửi, lời nhắc về hồ sơ đang được giữ nguyên thì ở lại, cả sau hạn; thôi giữ thì dọn', async () => {
  const { prisma } = database;
  const old = ago(keep.keepCardsDays + 10);
  const sent = (key: string, matter: string) => ({
    ...{ key, matter, class: 'notice', priority: 3, view: {}, state: 'sent', createdAt: old },
  });
  await prisma.outbox.createMany({
    data: [
      sent('held', 'task:t1'),
      sent('held-part', 'task:t1:p1'),
      sent('like-it', 'task:t10'),
      sent('no-hold', 'task:t2'),
    ],
  });
  const closed = { kind: 'tasks.due', version: 1, nextAt: old, closedAt: old };
  await prisma.reminder.createMany({
    data: [
      { ...closed, id: 'held', matter: 'task:t1' },
      { ...closed, id: 'no-hold', matter: 'task:t2' },
    ],
  });
  const hold = { kind: 'hold', bodyId: 'b', code: 'GHS-01', title: 'NV-01', data: {}, files: [], ownerId: 'p' };
  const row = { id: 'h1', state: 'held', about: 'task:t1', createdAt: old, movedAt: old };
  await prisma.matter.create({ data: { ...hold, ...row } });
  await prune({ pool: database.pool, bytes: folder }, now, keep);
  expect(await left('outbox', 'key')).toEqual(expect.arrayContaining(['held', 'held-part']));
  expect(await left('outbox', 'key')).not.toContain('like-it');
  expect(await left('reminder', 'id')).toContain('held');
  expect(await left('reminder', 'id')).not.toContain('no-hold');
  await prisma.matter.update({ where: { id: 'h1' }, data: { state: 'lifted' } });
  await prune({ pool: database.pool, bytes: folder }, now, keep);
  expect(await left('outbox', 'key')).not.toContain('held');
});
