import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { jsonOfCli } from '../support/cli.ts';
import { committee } from '../support/committee.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ monitorHosts: ['monitor.example.gov.vn'] });
});
afterAll(() => service?.stop());

/** The figures of one name, by what stands between its braces. */
async function figures(name: string): Promise<Map<string, number>> {
  const answer = await fetch(`${service.app.url}/metrics`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await answer.text()).split('\n').filter((line) => line.startsWith(`${name}{`));
  return new Map(lines.map((line) => [/\{(.*)\}/.exec(line)![1]!, Number(line.split(' ').at(-1))]));
}

test('/metrics counts what waits, in figures only: nobody is named', async () => {
  await service.settled();
  expect(await figures('thuky_waiting')).toMatchObject(
    new Map([
      ['queue="inbox"', 0],
      ['queue="outbox"', 0],
      ['queue="reminders"', 0],
    ]),
  );
  await service.phone('TB').send('/giaoviec UV01; Ban hành kế hoạch dữ liệu mở; 31/12/2026');
  await service.phone('UV01').receives(/NV-01/);
  await service.settled();
  // One for its lead, one for whoever hears of it when it is over its time, one that looks whether it is likely to be late.
  expect((await figures('thuky_waiting')).get('queue="reminders"')).toBe(3);
  expect((await figures('thuky_events_total')).get('part="worker",kind="handled"')).toBe(1);
  const all = await (await fetch(`${service.app.url}/metrics`)).text();
  for (const { name } of committee) expect(all).not.toContain(name);
  expect(all).not.toContain(service.api.token);
});

test('lời chưa hiểu: đếm được, và `cli unclear` cho xem, không tên người, không số, nhiều lần nhất ở trên', async () => {
  const member = service.phone('UV01');
  const before = (await figures('thuky_events_total')).get('part="worker",kind="unclear"') ?? 0;
  for (const words of ['Trần Hoa 0912345678 qua xanh mơ', 'qua xanh mơ', 'đèn giời cá bơi']) {
    await member.send(words);
    await member.receives(/chưa hiểu tin nhắn này/);
    await service.settled();
  }
  await member.send('qua xanh mơ');
  await member.receives(/chưa hiểu tin nhắn này/);
  await service.settled();
  expect((await figures('thuky_events_total')).get('part="worker",kind="unclear"')).toBe(before + 4);
  type Kept = { words: string; times: number };
  const [exit, kept] = await jsonOfCli<Kept[]>(tmpdir(), ['unclear'], { DATABASE_URL: service.database.url });
  expect(exit).toBe(0);
  expect(kept[0]).toMatchObject({ words: 'qua xanh mo', times: 2 });
  expect(kept.map(({ words }) => words)).toContain('den gioi ca boi');
  expect(JSON.stringify(kept.map(({ words }) => words))).not.toMatch(/hoa|\d/i);
});

describe('who may look', () => {
  /** The status of a look by another name, or through something. */
  const status = (path: string, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const asked = request(`${service.app.url}${path}`, { headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      asked.on('error', reject).end();
    });

  test.each([
    ['an address', { host: '127.0.0.1:3000' }, 200],
    ['an address of the other kind', { host: '[::1]:3000' }, 200],
    ['this machine', { host: 'localhost' }, 200],
    ['a name without a dot, as within a network of containers', { host: 'thuky:3000' }, 200],
    ['a name given for monitoring', { host: 'Monitor.example.gov.vn' }, 200],
    ['the same, through a proxy', { host: 'monitor.example.gov.vn', 'x-forwarded-for': '1.2.3.4' }, 200],
    ['the public name', { host: 'thuky.example.gov.vn' }, 404],
    ['a name of another site, pointed at this machine', { host: 'attacker.example' }, 404],
    ['a proxy that puts in our own address', { host: '127.0.0.1:3000', 'x-forwarded-for': '1.2.3.4' }, 404],
    ['a proxy, by the standard', { host: 'localhost', forwarded: 'for=1.2.3.4' }, 404],
  ])('by %s', async (_, headers, expected) => {
    expect(await status('/readyz', headers as Record<string, string>)).toBe(expected);
    expect(await status('/metrics', headers as Record<string, string>)).toBe(expected);
    expect(await status('/healthz', headers as Record<string, string>)).toBe(200);
  });

  test('however many look at once, the database is asked once at a time', async () => {
    const { pool } = service.database;
    const ask = pool.query.bind(pool) as (...args: unknown[]) => Promise<unknown>;
    let [asking, most] = [0, 0];
    const query = vi.spyOn(pool, 'query').mockImplementation((async (...args: unknown[]) => {
      if (!String(args[0]).includes('_prisma_migrations')) return ask(...args);
      asking += 1;
      most = Math.max(most, asking);
      return ask(...args).finally(() => {
        asking -= 1;
      });
    }) as never);
    await Promise.all(Array.from({ length: 40 }, () => fetch(`${service.app.url}/readyz`)));
    query.mockRestore();
    expect(most).toBe(1);
  });
});
