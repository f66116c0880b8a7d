// What the service asks of a large database is found by an index: every statement it really sends is explained.
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { idOf, type Size, seedCountry } from '../../scripts/trials/country.ts';
import { Connection } from '../../src/store/connection.ts';
import { asOwner } from '../support/database.ts';
import { convene, pdf } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

/** Large enough for an index to be cheaper than the whole table, small enough to be made in seconds. */
const district: Size = { bodies: 1_000, seats: 12, held: 2, done: 10, open: 6 };

/** These grow with the installation or with time; others (calendar, settings, ticks) stay small. */
const big = [
  ...['inbox', 'outbox', 'audit', 'reminder', 'file', 'conversation'],
  ...['body', 'person', 'account', 'seat', 'meeting', 'participant', 'answer', 'leave_request'],
  ...['opinion_duty', 'opinion', 'task', 'task_report', 'link_code', 'link_guess'],
];

type Sent = { text: string; values: readonly unknown[] };

let service: Service;
const sent = new Map<string, Sent>();

const note = (text: string | undefined, values: unknown): void => {
  if (!text || !/^\s*(select|with|insert|update|delete)\b/i.test(text)) return;
  sent.set(text, { text, values: Array.isArray(values) ? values : [] });
};

beforeAll(async () => {
  const { say } = Connection.prototype;
  vi.spyOn(Connection.prototype, 'say').mockImplementation(function (this: Connection, given) {
    note(given.text, given.values);
    return say.call(this, given);
  });
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
    const [first, second] = given as [string | Partial<Sent>, readonly unknown[] | undefined];
    const text = typeof first === 'string' ? first : first?.text;
    const values = typeof first === 'string' ? second : (first?.values ?? second);
    // Those of a turn were noted as they were said.
    if (!(first instanceof pg.Query)) note(text, values);
    return query.apply(this, given);
  } as never);
  service = await startService();
  const owner = new pg.Pool({ connectionString: service.ownerUrl });
  await seedCountry(owner, district, new Date('2026-12-20T01:00:00Z'));
  await owner.end();
  // Few of many: people are in the middle of something, files come in, codes lie about.
  await service.database.pool.query(
    `insert into conversation (id, account_id, command, args, asking, parked, updated_at)
       select 'n' || lpad(n::text, 15, '0'), $1 || n, 'attendance.absent', '{}', 'reason', n % 3 = 0, now() from generate_series(1, 20000) n`,
    [idOf('c', 0).slice(0, 8)],
  );
  await service.database.pool.query(
    `insert into file (id, name, state) select 'n' || lpad(n::text, 15, '0'), 'tệp', 'stored' from generate_series(1, 20000) n`,
  );
  await service.database.pool.query(
    `insert into link_code (id, hash, person_id, issued_at, expires_at)
       select 'n' || lpad(n::text, 15, '0'), 'h' || n, id, now(), now() from
         (select id, row_number() over () as n from person) p`,
  );
  await service.database.pool.query(
    `insert into link_guess (channel, external_id, failures, window_start)
       select 'telegram', n::text, 1, now() from generate_series(1, 20000) n`,
  );
  await asOwner(service.ownerUrl, 'vacuum analyze');
  sent.clear();
});

afterAll(async () => {
  vi.restoreAllMocks();
  await service?.stop();
});

/** Everything people and the clock do in the life of a meeting and a task. */
async function aWeek(): Promise<void> {
  await convene(service);
  const [member, chair, standing, secretary] = ['UV01', 'TB', 'UVTT', 'TV01'].map((code) => service.phone(code)) as [
    ReturnType<Service['phone']>,
    ReturnType<Service['phone']>,
    ReturnType<Service['phone']>,
    ReturnType<Service['phone']>,
  ];
  await member.press('Xác nhận tham dự');
  await service.settled();
  const asker = service.phone('UV02');
  await asker.press('Xin vắng mặt');
  await service.settled();
  await asker.send('Đi công tác nước ngoài');
  await service.settled();
  for (const words of ['/hop', '/lich', '/nhiemvu', '/conno', '/dulieu', '/trogiup', 'không hiểu gì', '1']) {
    await member.send(words);
    await service.settled();
  }
  for (const words of ['/tinhhinh', '/aiconno']) {
    await standing.send(words);
    await service.settled();
  }
  await chair.send('/choduyet');
  await service.settled();
  await chair.press('Đồng ý cho vắng').catch(() => undefined);
  await service.settled();
  await asker.send('/ykien');
  await service.settled();
  await asker.sendFile({ name: 'y-kien.pdf', bytes: pdf('ý kiến'), mime: 'application/pdf' });
  await service.settled();
  await secretary.send('/giaoviec UV01; Ban hành kế hoạch dữ liệu mở; 31/12/2026');
  await service.settled();
  await member.send('/nhiemvu');
  await member.send('/baocao');
  await service.settled();
  await member.block();
  await member.unblock();
  await service.phone('UV03').send('/start khong-co-ma-nay-trong-he-thong-0');
  await service.settled();
  await service.at(new Date('2026-12-18T01:00:00Z'));
  await service.at(new Date('2026-12-20T23:00:00Z'));
  await fetch(`${service.app.url}/metrics`);
  await fetch(`${service.app.url}/readyz`);
}

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] };

function wholeTables(plan: Plan): string[] {
  const own = plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] ? [plan['Relation Name']] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(wholeTables)];
}

/** The plan for the values it was sent with, and the one for any values, which a prepared statement soon gets. */
async function explained({ text, values }: Sent): Promise<string[]> {
  const { pool } = service.database;
  const explain = async (how: string, given: readonly unknown[]): Promise<string[]> => {
    const { rows } = await pool.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(`explain (${how}format json) ${text}`, [
      ...given,
    ]);
    return wholeTables(rows[0]!['QUERY PLAN'][0]!.Plan);
  };
  return [...(await explain('', values)), ...(await explain('generic_plan, ', []))];
}

/** Statements sent since the last time, that read the whole of one of these tables. */
async function readingAllOf(tables: readonly string[]): Promise<{ whole: string[]; text: string }[]> {
  const statements = [...sent.values()];
  sent.clear();
  const found: { whole: string[]; text: string }[] = [];
  for (const one of statements) {
    const whole = [...new Set(await explained(one))].filter((table) => tables.includes(table));
    if (whole.length > 0) found.push({ whole, text: one.text.replace(/\s+/g, ' ').trim() });
  }
  sent.clear();
  return found;
}

test('không lệnh nào đọc hết một bảng lớn', async () => {
  await aWeek();
  expect(sent.size).toBeGreaterThan(80);
  expect(await readingAllOf(big)).toEqual([]);
});

test('dọn dẹp hằng đêm tìm những gì cũ nhất bằng chỉ mục', async () => {
  await service.app.daily();
  expect(await readingAllOf(['inbox', 'outbox', 'reminder'])).toEqual([]);
});
