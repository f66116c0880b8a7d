// People type as phones let them: without diacritics, decomposed, in capitals, with or without the slash, in English.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personId } from '../support/committee.ts';
import { convene } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
  await convene(service);
});
afterAll(async () => {
  if (process.env['SPEC_TRANSCRIPT']) console.log(service?.api.transcript());
  await service?.stop();
});

const answersOf = (code: string) => service.database.prisma.answer.count({ where: { personId: personId(code) } });

describe('Điều 6.4: gõ kiểu nào cũng hiểu', () => {
  test.each([
    'nhiệm vụ',
    'nhiem vu',
    'NHIỆM VỤ',
    'nhiệm vụ'.normalize('NFD'),
    'Nhiệm  vụ ',
    '/nhiemvu',
    'nhiemvu',
    '/NhiemVu',
    '/nhiệmvụ',
    '/tasks',
    'tasks',
  ])('Điều 6.2: “%s” mở danh sách nhiệm vụ', async (typed) => {
    const member = service.phone('UV01');
    await member.send(typed);
    await member.receives(/Nhiệm vụ của tôi/);
  });

  test('Điều 6.4: mã và họ tên không dấu, chữ hoa, dạng tổ hợp đều đúng người', async () => {
    const secretary = service.phone('TV01');
    for (const who of ['uv02', 'do y te', 'ĐỖ Y TẾ', 'Đỗ Y Tế'.normalize('NFD')]) {
      await secretary.send('/ghinhan GM-01');
      await secretary.receives(/đồng chí nào/);
      await secretary.send(who);
      await secretary.receives(/trả lời thế nào/);
      await secretary.send('hủy');
      await secretary.receives(/không ghi nhận gì/);
    }
  });
});

describe('Điều 6.4: lời nói không thay cho nút bấm khi quyết định', () => {
  test('Điều 6.4: gõ “đồng ý” không bao giờ là chấp thuận', async () => {
    await service.phone('UV02').send('/vangmat GM-01; Đi công tác');
    await service.phone('UV02').receives(/xin vắng mặt/);
    const chair = service.phone('TB');
    await chair.receives(/Đỗ Y Tế xin vắng mặt/);
    for (const typed of ['đồng ý', 'dong y', 'ĐỒNG Ý', 'ok', 'không đồng ý', '/dongy']) {
      await chair.send(typed);
      await chair.receives(/chưa hiểu|trả lời việc nào dưới đây|cho đến khi đồng chí chọn Gửi|Đã hủy/);
    }
    await service.settled();
    const request = await service.database.prisma.leaveRequest.findFirstOrThrow();
    expect(request.state).toBe('waiting');
  });

  test('Điều 6.4: gõ “1” bấm nút đầu của tin mới nhất có nút', async () => {
    const member = service.phone('UV03');
    expect(member.last?.buttons.flat()[0]).toBe('Xác nhận tham dự');
    await member.send('1');
    await member.receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
    await service.settled();
    expect(await answersOf('UV03')).toBe(1);
  });

  test('Điều 6.4: gõ số không có trong tin mới nhất thì không ghi gì', async () => {
    const member = service.phone('UV03');
    await member.send('9');
    await member.receives(/Không có số 9/);
    await service.settled();
    expect(await answersOf('UV03')).toBe(1);
  });
});

describe('Điều 1.2: ngôn ngữ của từng người', () => {
  test('Điều 1.2: /ngonngu chuyển sang tiếng Anh rồi trở lại; người khác không đổi', async () => {
    const member = service.phone('UV01');
    await member.send('/ngonngu');
    await member.receives(/Choose a language/);
    await member.press('English');
    await member.receives(/Recorded|English/);
    await member.send('/hop');
    const list = await member.receives(/GM-01/);
    expect(list.text).toMatch(/meeting/i);
    await member.send('attend');
    const card = await member.receives(/Recorded/);
    expect(card.text).toContain('25/12/2026');
    expect(card.text).not.toMatch(/Đã ghi nhận|đồng chí|Trạng thái/);
    await service.phone('UVTT').send('/hop');
    await service.phone('UVTT').receives(/Các cuộc họp sắp tới/);
    await member.send('language');
    await member.receives(/Choose a language/);
    await member.press('Tiếng Việt');
    await member.receives(/ngôn ngữ Tiếng Việt/);
    await member.send('lịch');
    await member.receives(/Lịch họp của đồng chí/);
  });

  test('Điều 1.2: người dùng tiếng Anh gõ được tiếng Việt và ngược lại', async () => {
    const member = service.phone('UV03');
    await member.send('/language English');
    await member.receives(/English/);
    await member.send('các cuộc họp');
    await member.receives(/GM-01/);
    await member.send('/ngonngu Tiếng Việt');
    await member.receives(/Tiếng Việt/);
    await member.send('help');
    await member.receives(/Đồng chí có thể làm ngay/);
  });
});
