// A second tap meant the first choice, not what came under the finger: Telegram, the Official Account, numbers.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readableSince, seenSince } from '../../src/bot/glance.ts';
import { said } from '../../src/kernel/text.ts';
import { choice, press } from '../../src/kernel/view.ts';
import { personId } from '../support/committee.ts';
import { draftLine } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
/** Lets everything arrive, and so much time pass for those who look at it. */
async function after(milliseconds: number): Promise<void> {
  await service.settled();
  service.clock.to(new Date(service.clock.now().getTime() + milliseconds));
}
const requests = (code: string) =>
  service.database.prisma.leaveRequest.findMany({ where: { personId: personId(code) } });

beforeAll(async () => {
  service = await startService({
    now: '2026-12-01T01:00:00.250Z',
    glance: 1_000,
    zaloOa: ['UV02'],
    zaloBot: ['UV03'],
  });
  const [chair, secretary] = [service.phone('TB'), service.phone('TV01')];
  await secretary.send(draftLine);
  await secretary.receives(/dự thảo GM-\d+/);
  await after(1_001);
  await secretary.press('Trình duyệt');
  await chair.receives(/trình duyệt triệu tập/);
  await after(1_001);
  await chair.press('Phát hành giấy mời');
  await chair.receives(/Đã ghi nhận: phát hành|Kính mời/);
  await after(5_000);
});
afterAll(async () => {
  if (process.env['SPEC_TRANSCRIPT']) console.log(service?.api.transcript());
  await service?.stop();
});

describe('Điều 6.4: bấm đúp không thành một lựa chọn khác', () => {
  test('Telegram: lần bấm thứ hai rơi vào lý do vừa hiện: không ghi nhận gì, nói rõ; đọc rồi bấm thì được', async () => {
    const member = service.phone('UV01');
    await member.press('Xin vắng mặt');
    await member.receives(/Lý do/);
    await after(300);
    const second = await member.press('Nghỉ phép');
    expect((await second.answered()).text).toMatch(/Chưa ghi nhận gì: nút này vừa mới hiện ra/);
    await after(0);
    expect(await requests('UV01')).toEqual([]);
    await after(800);
    await member.press('Nghỉ phép');
    await member.receives(/Đã ghi nhận: đồng chí xin vắng mặt/);
    expect(await requests('UV01')).toHaveLength(1);
  });

  test('Zalo OA: thẻ mới nằm dưới ngón tay chỉ được gửi lại, không thành lý do', async () => {
    const member = service.zaloOa('UV02');
    await member.press('Xin vắng mặt');
    await member.receives(/Lý do/);
    await after(300);
    await member.press('Nghỉ phép');
    await member.receives(/Lý do/);
    await after(0);
    expect(await requests('UV02')).toEqual([]);
    await after(1_001);
    await member.press('Nghỉ phép');
    await member.receives(/Đã ghi nhận: đồng chí xin vắng mặt/);
    expect(await requests('UV02')).toHaveLength(1);
  });

  test('Zalo Bot: số gửi hai lần: số thứ hai không trả lời câu hỏi vừa hiện', async () => {
    const member = service.zalo('UV03');
    await member.send('2');
    await member.receives(/Lý do/);
    await after(300);
    await member.send('2');
    await member.receives(/Lý do/);
    await after(0);
    expect(await requests('UV03')).toEqual([]);
    await after(1_001);
    await member.send('2');
    await member.receives(/Đã ghi nhận: đồng chí xin vắng mặt/);
    expect(await requests('UV03')).toHaveLength(1);
  });
});

describe('từ khi nào một nút đọc được', () => {
  const [attend, absent, leave] = ['attend', 'absent', 'leave'].map((name) => choice(said(name), press(name)));
  const at = (second: number, ...choices: (typeof attend)[]) => ({
    view: { lines: [said(String(second))], choices: choices.flatMap((one) => one ?? []) },
    at: new Date(second * 1_000),
  });

  test('từ khi nó đứng ở chỗ ấy: chữ đổi trên thẻ không làm nút thành mới', () => {
    expect(readableSince([at(9, attend, absent), at(5, attend, absent), at(1, attend)], absent!.press)).toEqual(
      new Date(5_000),
    );
  });

  test('đổi chỗ là mới; không còn trên thẻ thì không phải việc ở đây', () => {
    expect(readableSince([at(9, leave, attend), at(5, attend)], attend!.press)).toEqual(new Date(9_000));
    expect(readableSince([at(9, leave), at(5, attend)], attend!.press)).toBeNull();
    expect(readableSince([], attend!.press)).toBeNull();
    // Two presses waited while the service was away: the second was made on the card as it stood before the first.
    const states = [at(9, leave, attend), at(5, attend, leave)];
    expect(seenSince(states, attend!.press, new Date(8_000))).toEqual(new Date(5_000));
    expect(seenSince(states, attend!.press, new Date(9_200))).toEqual(new Date(9_000));
    expect(seenSince([at(9, attend), at(5, leave)], attend!.press, new Date(8_000))).toEqual(new Date(9_000));
  });
});
