import { afterAll, beforeAll, expect, test } from 'vitest';
import { committee } from '../support/committee.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
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
  expect((await figures('thuky_waiting')).get('queue="reminders"')).toBe(1);
  expect((await figures('thuky_events_total')).get('part="worker",kind="handled"')).toBe(1);
  const all = await (await fetch(`${service.app.url}/metrics`)).text();
  for (const { name } of committee) expect(all).not.toContain(name);
  expect(all).not.toContain(service.api.token);
});
