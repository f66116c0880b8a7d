// A made-up chapter of a dozen lines: what is declared once works on every side, and nothing else is touched for it.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRegistry } from '../../src/engine/registry.ts';
import { checkStates } from '../../src/engine/states.ts';
import type { Chapter } from '../../src/kernel/chapter.ts';
import { lineField } from '../../src/kernel/fields.ts';
import { matter } from '../../src/kernel/matter.ts';
import { type Cell, everyRow } from '../../src/kernel/register.ts';
import { reminderKind } from '../../src/kernel/reminder.ts';
import { said, type TextKey } from '../../src/kernel/text.ts';
import { around } from '../../src/regulation/committee/index.ts';
import { carrying } from '../../src/regulation/index.ts';
import { overseers } from '../../src/regulation/roles.ts';
import { bodyId } from '../support/committee.ts';
import { enter, wordsOf } from '../support/desk.ts';
import { type Service, startService } from '../support/service.ts';

const visits = matter<{ where: string }>({
  chapter: 'visits',
  name: 'visit',
  article: '7.2',
  series: 'KTR',
  passes: { in: [] },
  states: ['planned', 'asked', 'agreed', 'refused'],
  office: ['secretariat'],
  overseers,
  around,
  lines: ({ row }) => [said(row.data.where)],
});

const deciding = visits.awaiting({ state: 'asked' });

const chapter: Chapter = visits.chapterOf({
  articles: ['7.2'],
  acts: [
    visits.begin({
      name: 'visits.plan',
      word: 'khaosat',
      article: '7.2',
      by: ['secretariat'],
      fields: { where: lineField('visits:ask.where' as TextKey, 100) },
      begin: ({ args }) => ({ title: args.where, state: 'planned', data: { where: args.where } }),
    }),
    deciding.forward({ in: ['planned'] }),
    deciding.yes({ to: 'agreed', ...visits.answering('direction') }),
    deciding.no({ to: 'refused' }),
  ],
  approvals: [deciding.approval],
  obligations: [
    visits.owed({
      state: 'planned',
      days: 'proposalAnswerDays',
      again: [2],
      escalates: { after: 3, to: ['standing-member'] },
    }),
  ],
  list: visits.list({ word: 'dskhaosat' }),
});

const act = (about: string, button = '') => ({ about, says: '', button });
const words = {
  commands: {
    open: act('Xem một cuộc kiểm tra'),
    plan: act('Lập kế hoạch kiểm tra'),
    forward: act('Trình kế hoạch kiểm tra', 'Trình kế hoạch'),
    agree: act('Đồng ý kiểm tra', 'Đồng ý kiểm tra'),
    decline: act('Không kiểm tra', 'Không kiểm tra'),
    list: act('Xem các cuộc kiểm tra'),
  },
  ask: { where: 'Kiểm tra ở đâu?', advice: 'Ý kiến khi trình?', direction: 'Chỉ đạo?', reason: 'Lý do?' },
  card: {
    heading: 'Kiểm tra {{code}}',
    by: 'Người lập: {{name}}',
    answer: 'Trả lời: {{words}}',
    advice: 'Ý kiến: {{words}}',
  },
  state: { planned: 'Đang lập.', asked: 'Chờ {{name}}.', agreed: '{{by}} đã đồng ý.', refused: '{{by}} không đồng ý.' },
  brief: { planned: 'đang lập', asked: 'đã trình', agreed: 'đã đồng ý', refused: 'không' },
  done: {
    begun: 'Đã lập {{code}}.',
    asked: 'Đã trình {{name}}.',
    agreed: 'Đã đồng ý {{code}}.',
    refused: 'Đã từ chối.',
  },
  told: 'Đã có quyết định.',
  due: 'Kế hoạch này chưa trình.',
  line: '{{code}} {{title}}',
  list: { mine: 'Của tôi', body: 'Của cả Ban', line: '{{code}} · {{title}} · {{state}}' },
  column: { code: 'Mã', title: 'Nơi', state: 'Tình trạng', at: 'Ngày lập' },
  refusal: {
    unknown: 'Không có cuộc kiểm tra nào như vậy.',
    'no-body': 'Không thuộc Ban nào.',
    'not-yours': 'Không phải của mình.',
  },
};

/** A fault of ours in what the clock looks at. */
const broken: Chapter = {
  name: 'broken',
  articles: [],
  commands: [],
  reminders: [
    reminderKind<never>({
      name: 'broken.look',
      article: '7.3',
      gather: async () => {
        throw new Error('a fault in looking');
      },
      due: () => ({ notices: [], nextAt: null }),
    }),
  ],
  apply: async () => undefined,
};

let folder: string;
let service: Service;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thu-ky-chapter-'));
  await cp(join(import.meta.dirname, '../../locales'), folder, { recursive: true });
  for (const language of ['vi', 'en']) await writeFile(join(folder, language, 'visits.json'), JSON.stringify(words));
  service = await startService({ pages: true, more: { chapters: [chapter, broken], texts: folder } });
}, 60_000);
afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

const plan = async (where: string, code: string): Promise<void> => {
  await service.phone('TV01').send(`/khaosat ${where}`);
  await service.phone('TV01').receives(new RegExp(`Đã lập ${code}`));
};
const fresh = (code: string) => {
  const seen = service.phone(code).messages.length;
  return () =>
    service
      .phone(code)
      .messages.slice(seen)
      .map(({ text }) => text);
};

describe('a declared chapter', () => {
  test('its acts are refused to the wrong seat, and take no code', async () => {
    await service.phone('UV01').send('/khaosat Sở Y tế');
    await service.phone('UV01').receives(/không thuộc quyền/);
    await plan('Sở Xây dựng', 'KTR-01');
  });

  test('its obligation reminds whoever owes it, then escalates', async () => {
    const [office, standing] = [fresh('TV01'), fresh('UVTT')];
    await service.at(new Date('2026-12-08T01:00:00Z'));
    expect(office()).toEqual([expect.stringContaining('chưa trình')]);
    expect(standing()).toEqual([]);
    await service.at(new Date('2026-12-11T01:00:00Z'));
    expect(standing()).toEqual([expect.stringContaining('KTR-01')]);
  });

  test('its approval is put before the chair, brought back by the steps of the body, escalated, under /choduyet; silence is no consent', async () => {
    await service.phone('TV01').send('/dskhaosat');
    await service.phone('TV01').receives(/đang lập/);
    await service.phone('TV01').press('Xem KTR-01');
    await service.phone('TV01').receives(/Sở Xây dựng/);
    await service.phone('TV01').press('Trình kế hoạch');
    await service.phone('TV01').receives(/Ý kiến khi trình/);
    await service.phone('TV01').send('Đề nghị đồng ý');
    await service.phone('TV01').receives(/Đã trình Trần Văn Chủ/);
    await service.phone('TB').receives(/Chờ Trần Văn Chủ/);
    await service.phone('TB').send('/choduyet');
    await service.phone('TB').receives(/KTR-01/);
    const [chair, office] = [fresh('TB'), fresh('TV01')];
    await service.at(new Date('2026-12-14T01:00:00Z'));
    expect(chair()).toEqual([expect.stringContaining('chờ quyết định từ')]);
    expect(office()).toEqual([]);
    await service.at(new Date('2026-12-15T01:00:00Z'));
    expect(office()).toEqual([expect.stringContaining('KTR-01')]);
    expect((await service.database.prisma.matter.findFirstOrThrow()).state).toBe('asked');
  });

  test('Điều 4: it passes to the deputy who stands in; the chair no longer decides; nobody else ever does', async () => {
    await service.phone('TB').send('/vangdieuhanh hôm nay; 20/12/2026; PTB1');
    await service.settled();
    await service.at(new Date('2026-12-16T01:00:00Z'));
    await service.phone('PTB1').receives(/Chờ Lê Thị Phó/);
    await service.phone('PTB1').press('Đồng ý kiểm tra');
    await service.phone('PTB1').receives(/Chỉ đạo/);
    await service.phone('PTB1').send('Làm trong quý I');
    await service.phone('PTB1').receives(/Đã đồng ý KTR-01/);
    await service.phone('TV01').receives(/Lê Thị Phó đã đồng ý/);
  });

  test('its register pages, and gives every row by column', async () => {
    for (const nth of [2, 3, 4, 5, 6, 7]) await plan(`Nơi ${nth}`, `KTR-0${nth}`);
    const secretary = service.phone('TV01');
    await secretary.send('/dskhaosat');
    const first = await secretary.receives(/KTR-07[\s\S]*KTR-03/);
    expect(first.text).not.toContain('KTR-02');
    await secretary.press('Trang sau');
    await secretary.receives(/KTR-02[\s\S]*KTR-01/);
    const register = chapter.registers![0]!;
    const rows: Record<string, Cell>[] = [];
    await service.database.transaction(async (tx) => {
      for await (const row of everyRow(tx, register, [bodyId], service.app.world(bodyId), 3)) rows.push(row);
    });
    expect(rows.map(({ code }) => code)).toEqual([
      'KTR-07',
      'KTR-06',
      'KTR-05',
      'KTR-04',
      'KTR-03',
      'KTR-02',
      'KTR-01',
    ]);
  });

  test('it is on the desk: its list and filter, its form, its card, what waits; nothing stands there for it', async () => {
    const desk = await enter(service, 'TV01');
    const rows = (html: string): string[] =>
      [...html.matchAll(/<th scope="row"><a[^>]*>([^<]+)<\/a>/g)].map(([, code]) => code!);
    const list = await desk.get('/ban-lam-viec/danh-sach/visits.list');
    expect(rows(list.html)).toEqual(['KTR-07', 'KTR-06', 'KTR-05', 'KTR-04', 'KTR-03', 'KTR-02', 'KTR-01']);
    expect(rows((await desk.get('/ban-lam-viec/danh-sach/visits.list?state=agreed')).html)).toEqual(['KTR-01']);
    const form = await desk.get('/ban-lam-viec/viec/visits.plan');
    const wrong = await desk.send(form, /Lập kế hoạch/, { 'f.where': ' ' });
    expect([wrong.status, wordsOf(wrong.html)]).toEqual([422, expect.stringContaining('Kiểm tra ở đâu?')]);
    const done = await desk.send(wrong, /Lập kế hoạch/, { 'f.where': 'Sở Y tế' });
    expect(wordsOf(done.html)).toContain('Đã lập KTR-08');
    const asked = await desk.send(done, /Trình kế hoạch/);
    const [, advice] = /<textarea[^>]* name="(f\.\w+)"/.exec(asked.html)!;
    const sent = await desk.send(asked, /Trình kế hoạch/, { [advice!]: 'Đề nghị đồng ý' });
    expect(wordsOf(sent.html)).toContain('Đã báo cho: Lê Thị Phó');
    await service.phone('PTB1').receives(/Sở Y tế[\s\S]*Chờ Lê Thị Phó/);
    expect(wordsOf((await desk.get('/ban-lam-viec')).html)).toMatch(/Chờ Lê Thị Phó: 1 việc.*KTR-08/);
  });

  test('Điều 7.3: a reminder that always fails is tried through a day, then given up; the secretariat is told once', async () => {
    const { prisma } = service.database;
    const told = fresh('TV01');
    await prisma.reminder.create({
      data: {
        id: 'rbroken000000000',
        kind: 'broken.look',
        matter: 'visit:x',
        version: 1,
        bodyId,
        nextAt: service.clock.now(),
      },
    });
    const row = () => prisma.reminder.findUniqueOrThrow({ where: { id: 'rbroken000000000' } });
    const given = () => told().filter((words) => words.includes('Một việc nhắc tự động đã ngừng'));
    let tries = 0;
    for (let next = await row(); next.closedAt === null && tries < 50; next = await row()) {
      expect(given()).toEqual([]);
      await service.at(next.nextAt > service.clock.now() ? next.nextAt : service.clock.now());
      tries += 1;
    }
    expect(tries).toBe(12);
    expect(given()).toHaveLength(1);
    expect(given()[0]).toContain('rbroken000000000');
    await service.at(new Date(service.clock.now().getTime() + 3_600_000));
    expect(given()).toHaveLength(1);
  });

  test('a state misspelt, a code that is taken stops the start, and says which and whose', () => {
    const misspelt = () => visits.move({ name: 'visits.agree', in: ['plannd'], to: 'agreed' });
    expect(misspelt).toThrow('visits has no state "plannd", only planned, asked, agreed, refused');
    const taken = { ...chapter, numbered: { ...chapter.numbered!, series: 'KN' } };
    expect(() => makeRegistry([...carrying, taken], () => [])).toThrow('by proposals and by visits');
  });

  test('a stored state that is no longer declared stops the start, and says what to do', async () => {
    const { pool } = service.database;
    await checkStates(pool, [chapter]);
    const fewer = { ...chapter, states: { visit: ['planned'] } };
    await expect(checkStates(pool, [fewer])).rejects.toThrow(
      /visit KTR-01 is in the state "agreed".*restore a backup/s,
    );
  });
});
