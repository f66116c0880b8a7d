// Members who follow the Official Account: buttons that carry nothing readable, and messages that never change.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personId } from '../support/committee.ts';
import { pdf } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ zaloOa: ['TB', 'UV01', 'UV02', 'UV03'] });
  const [chair, secretary] = [service.zaloOa('TB'), service.phone('TV01')];
  await secretary.send('/taohop quý; Họp quý IV năm 2026; 14:00 25/12/2026; Phòng họp số 1, UBND tỉnh');
  await secretary.receives(/GM-01/);
  await secretary.press('Trình duyệt');
  await chair.receives(/trình duyệt triệu tập/);
  await chair.press('Phát hành giấy mời');
  await service.settled();
});
afterAll(() => service?.stop());

const answer = async (code: string): Promise<string | null> => {
  const found = await service.database.prisma.answer.findFirst({ where: { personId: personId(code), current: true } });
  return found?.answer ?? null;
};

/** What the button of somebody's newest card carries. */
const codeOn = (code: string, title: string): string => {
  const card = service.zaloOa(code).messages.findLast(({ buttons }) => buttons?.some((one) => one.title === title));
  return String(card!.buttons!.find((one) => one.title === title)!.payload);
};

describe('Điều 6.4 trên Zalo OA', () => {
  test('giấy mời có nút; bấm “Xác nhận tham dự” được ghi nhận và nhắc lại', async () => {
    const member = service.zaloOa('UV01');
    const { buttons } = await member.receives(/Họp quý IV năm 2026/);
    expect(buttons!.map(({ title }) => title)).toEqual(expect.arrayContaining(['Xác nhận tham dự', 'Xin vắng mặt']));
    await member.press('Xác nhận tham dự');
    await member.receives(/Đã ghi nhận/);
    expect(await answer('UV01')).toBe('in-person');
  });

  test('có nút vẫn gõ được: “1”, “Xin vắng mặt”', async () => {
    const member = service.zaloOa('UV02');
    await member.receives(/Họp quý IV năm 2026/);
    await member.send('1');
    await member.receives(/Đã ghi nhận/);
    expect(await answer('UV02')).toBe('in-person');
    await member.send('Đổi ý'.normalize('NFD'));
    await service.settled();
    await member.send('/vangmat');
    await member.receives(/Lý do/);
    await member.send('Đi công tác [@all] nước ngoài theo quyết định của UBND tỉnh'.normalize('NFD'));
    await member.receives(/Đã ghi nhận/);
    await service.zaloOa('TB').receives(/Đi công tác {2}nước ngoài/);
    await service.zaloOa('TB').press('Đồng ý cho vắng');
    await member.receives(/đồng ý/);
  });

  test('mã của nút người khác gõ vào, mã bịa ra: không ghi nhận gì, không nhắc lại mã', async () => {
    const stranger = service.zaloOa('UV03');
    await stranger.receives(/Họp quý IV năm 2026/);
    const mine = codeOn('UV03', 'Xác nhận tham dự');
    for (const forged of [codeOn('UV01', 'Xác nhận tham dự'), `${mine.slice(0, -2)}AA`, `#${'A'.repeat(120)}`]) {
      await stranger.send(forged);
      const { text } = await stranger.receives(/Nút này không còn dùng được/);
      expect(text).not.toContain(forged.slice(0, 20));
    }
    await service.settled();
    expect(await answer('UV03')).toBeNull();
    const row = await service.database.pool.query(
      "select count(*)::int as count from inbox where message::text like '%#AAAA%'",
    );
    expect(row.rows[0].count).toBe(0);
  });

  test('Điều 6.4: nút hết hạn sau 90 ngày thì không ghi nhận gì, mà cho thấy tình trạng hiện tại', async () => {
    const member = service.zaloOa('UV03');
    const code = codeOn('UV03', 'Xác nhận tham dự');
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(200);
    service.clock.to(new Date('2027-03-05T01:00:00Z'));
    await member.send(code);
    const { text, buttons } = await member.receives(/đã quá hạn nên chưa ghi nhận gì/);
    expect(text).toMatch(/Họp quý IV năm 2026[\s\S]*Trạng thái: Chưa phản hồi/);
    expect(buttons ?? []).toEqual([]);
    expect(await answer('UV03')).toBeNull();
    service.clock.to(new Date('2026-12-01T02:00:00Z'));
  });

  test('Điều 6.4: nút hết hạn của cuộc họp chưa diễn ra thì có nút mới để trả lời', async () => {
    const [chair, secretary, member] = [service.zaloOa('TB'), service.phone('TV01'), service.zaloOa('UV03')];
    await secretary.send('/taohop quý; Họp quý II năm 2027; 14:00 25/06/2027; Phòng họp số 1, UBND tỉnh');
    await secretary.receives(/GM-02/);
    await secretary.press('Trình duyệt');
    await chair.receives(/GM-02[\s\S]*trình duyệt triệu tập/);
    await chair.press('Phát hành giấy mời');
    await member.receives(/Họp quý II năm 2027/);
    const code = codeOn('UV03', 'Xác nhận tham dự');
    service.clock.to(new Date('2027-03-05T01:00:00Z'));
    await member.send(code);
    const { text, buttons } = await member.receives(/đã quá hạn nên chưa ghi nhận gì/);
    expect(text).toMatch(/Họp quý II năm 2027/);
    expect(buttons!.map(({ title }) => title)).toContain('Xác nhận tham dự');
    expect(await answer('UV03')).toBeNull();
    await member.press('Xác nhận tham dự');
    await member.receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
    service.clock.to(new Date('2026-12-01T02:00:00Z'));
  });

  test('mọi lời gọi đúng phép của Zalo', async () => {
    await service.settled();
    expect(service.oa!.violations()).toEqual([]);
    expect(new Set(service.oa!.events.answers)).toEqual(new Set([200]));
  });
});

describe('OA của cơ quan nhà nước', () => {
  let state: Service;
  beforeAll(async () => {
    state = await startService({ zaloOa: ['TB', 'UV01'], zaloOaOfState: true });
    const [chair, secretary] = [state.zaloOa('TB'), state.phone('TV01')];
    await secretary.send('/taohop quý; Họp quý IV năm 2026; 14:00 25/12/2026; Phòng họp số 1, UBND tỉnh');
    await secretary.receives(/GM-01/);
    await secretary.press('Trình duyệt');
    await chair.receives(/trình duyệt triệu tập[\s\S]*1\. /);
    await chair.send('1');
    await state.settled();
  });
  afterAll(() => state?.stop());

  test('Điều 6.4: giấy mời đến bằng số để gõ; gõ “1” là xác nhận tham dự', async () => {
    const member = state.zaloOa('UV01');
    const { text, buttons } = await member.receives(/Họp quý IV năm 2026/);
    expect(buttons).toBeUndefined();
    expect(text).toMatch(/1\. Xác nhận tham dự/);
    await member.send('1');
    await member.receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
    // Refused once at the address for everybody else, and by none of the messages after it.
    expect(state.oa!.calls('/v3.0/oa/message/cs')).toHaveLength(1);
    expect(state.oa!.violations()).toEqual([]);
  });

  test('tệp không tải được từ Zalo: đồng chí được chỉ sang trang gửi tệp, và tệp đến đúng chỗ', async () => {
    const member = state.zaloOa('UV01');
    await member.send('/vangmat GM-01; Đi công tác');
    await member.receives(/Đã ghi nhận/);
    await member.send('/ykien');
    await member.receives(/Ý kiến của đồng chí\?/);
    await member.send('1');
    await member.receives(/nội dung|tệp/);
    await state.settled();
    await member.sendFile({ name: 'ý kiến.pdf', url: `${state.oa!.root}/files/gone.pdf` });
    const { text } = await member.receives(/Tệp ý kiến\.pdf chưa được nhận[\s\S]*tai-len/);
    const [link] = /http\S+tai-len\S+/.exec(text)!;
    const form = new FormData();
    form.set('file', new File([pdf('ý kiến')], 'ý kiến.pdf'));
    const handed = await fetch(link!, { method: 'POST', body: form });
    expect(handed.status).toBe(200);
    await member.receives(/Đã nhận: 1 tệp/);
  });
});
