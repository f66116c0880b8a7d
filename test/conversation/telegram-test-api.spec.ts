// The main job once more, on a Bot API server that is not ours. It has no long poll, no files, no limits.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTelegram } from '../../src/channels/telegram/telegram.ts';
import { type App, startApp } from '../../src/compose.ts';
import { openLog } from '../../src/logging.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { lead } from '../../src/store/leader.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { seededRandom, TestClock } from '../support/clock.ts';
import { committee, linkAccount, seatCommittee } from '../support/committee.ts';
import { freshDatabase } from '../support/database.ts';
import { draftLine } from '../support/journey.ts';
import { freePort, seedCalendar } from '../support/service.ts';
import { PlainPhone, startTestApi } from '../support/test-api.ts';

const token = '123456:test-api';
const clock = new TestClock('2026-12-01T01:00:00Z');
const phones = new Map<string, PlainPhone>();
const phone = (code: string): PlainPhone => phones.get(code)!;
let app: App;
let database: Database;
let end: () => Promise<void>;

beforeAll(async () => {
  const server = await startTestApi(await freePort());
  const fresh = await freshDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'thu-ky-test-api-'));
  database = openDatabase(fresh.url);
  await seatCommittee(database);
  await seedCalendar(database);
  for (const [nth, { code, name }] of committee.entries()) {
    phones.set(code, new PlainPhone(server, token, 7_000 + nth, name));
    await linkAccount(database, code, 'telegram', String(7_000 + nth));
  }
  const texts = openTexts();
  const telegram = openTelegram({
    token,
    apiRoot: server.config.apiURL,
    texts,
    now: clock.now,
    rate: 1_000,
    poll: { wait: { seconds: 0, graceMilliseconds: 5_000 } },
    elect: (work, signal) => lead({ url: database.url, name: 'receive:telegram', work, signal }),
  });
  app = await startApp({
    database,
    texts,
    log: openLog('silent'),
    clock,
    random: seededRandom(),
    dataDir,
    host: '127.0.0.1',
    port: 0,
    scheduler: false,
    channels: () => [{ ...telegram, limits: { ...telegram.limits, chatGap: 0 } }],
  });
  end = async () => {
    await app.stop();
    await server.stop();
    await database.close();
    await fresh.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
});
afterAll(() => end?.());

describe('trên máy chủ telegram-test-api 4.2.1', () => {
  test('Điều 3.3, 5.4: dự thảo, trình, Trưởng ban đồng ý, giấy mời đến mọi người', async () => {
    await phone('TV01').send(draftLine);
    await phone('TV01').shows(/dự thảo GM-01/);
    await phone('TV01').press('Trình duyệt');
    await phone('TB').shows(/trình duyệt triệu tập/);
    await phone('TB').press('Phát hành giấy mời');
    for (const code of ['PTB1', 'UVTT', 'UV01', 'UV02', 'UV03']) await phone(code).shows(/Kính mời đồng chí/);
  });

  test('Điều 6.4: trả lời bằng nút sửa ngay trên giấy mời', async () => {
    const before = phone('UV01').messages.length;
    await phone('UV01').press('Xác nhận tham dự');
    const card = await phone('UV01').shows(/Đã ghi nhận: đồng chí xác nhận tham dự/);
    expect(phone('UV01').messages).toHaveLength(before);
    expect(card.buttons.map(({ text }) => text)).toContain('Đổi trả lời');
  });

  test('Điều 6.4: xin vắng, Trưởng ban đồng ý, gửi ý kiến bằng văn bản', async () => {
    await phone('UV02').press('Xin vắng mặt');
    await phone('UV02').shows(/Lý do\?/);
    await phone('UV02').send('Đi công tác');
    await phone('TB').shows(/Đỗ Y Tế xin vắng mặt/);
    await phone('TB').press('Đồng ý cho vắng');
    await phone('UV02').shows(/đã đồng ý để đồng chí vắng mặt/);
    await phone('UV02').press('Gửi ý kiến');
    await phone('UV02').shows(/Ý kiến của đồng chí/);
    await phone('UV02').press('Không thống nhất');
    await phone('UV02').shows(/xong thì chọn Xong/);
    await phone('UV02').send('Đề nghị lùi thời hạn.');
    await phone('UV02').shows(/1 đoạn/);
    await phone('UV02').press('Xong');
    await phone('UV02').shows(/ý kiến số YK-01/);
  });

  test('Điều 5.1, 7.2: tình hình, nhắc việc theo đồng hồ', async () => {
    await phone('TV01').send('/tinhhinh');
    const board = await phone('TV01').shows(/Tình hình GM-01/);
    expect(board.text).toContain('Tham dự trực tiếp (1): Nguyễn Tài Chính');
    clock.to('08:00 22/12/2026');
    await app.round();
    await phone('UV03').shows(/Nhắc việc: đồng chí chưa trả lời/);
  });

  test('Điều 8.9: không tin nào hỏng', async () => {
    await app.settled();
    const failed = await database.prisma.outbox.findMany({ where: { state: { in: ['dead', 'doubtful'] } } });
    expect(failed).toEqual([]);
  });
});
