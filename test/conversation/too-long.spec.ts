// Work on one message that always takes too long is given up like any other failure, and holds nobody else up.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personId } from '../support/committee.ts';
import { asOwner } from '../support/database.ts';
import { convene, draftLine, wholeCommittee } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ people: wholeCommittee, longest: 3_000 });
  await convene(service, draftLine);
  await service.settled();
});
afterAll(() => service?.stop());

test('Điều 6.4: việc lần nào cũng quá lâu được tính là một lần thử, rồi báo cho người gửi kèm mã sự cố', async () => {
  const { database, clock } = service;
  await asOwner(
    service.ownerUrl,
    `create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(600); return new; end $$;
     create trigger slow before insert on answer for each row
       when (new.person_id = '${personId('UV01')}') execute function slow()`,
  );
  await service.phone('UV01').press('Xác nhận tham dự');
  const waiting = () => database.prisma.inbox.findFirstOrThrow({ orderBy: { id: 'desc' } });
  for (let tries = 1; tries <= 4; tries += 1) {
    await expect.poll(async () => (await waiting()).attempts).toBe(tries);
    clock.to(new Date(clock.now().getTime() + 10_000));
  }
  const given = await waiting();
  expect(given).toMatchObject({ state: 'dead', error: expect.stringContaining('took longer than 3 s') });
  await service.phone('UV01').receives(new RegExp(`SC-${given.id}`));
  expect(await database.prisma.answer.count()).toBe(0);
  await service.phone('UV02').press('Xác nhận tham dự');
  await service.phone('UV02').receives(/Đã ghi nhận/);
});
