// The service goes down and comes up again on the same database.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personId } from '../support/committee.ts';
import { convene, hearing, pdf, wholeCommittee } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ people: wholeCommittee });
});
afterAll(() => service?.stop());

const restart = async (): Promise<void> => {
  await service.settled();
  await service.down();
  await service.up();
};

describe('Điều 8.9: dịch vụ dừng rồi chạy lại, không mất và không lặp gì', () => {
  test('Điều 5.4: biểu mẫu đang nhập dở vẫn hỏi tiếp đúng chỗ sau khi khởi động lại', async () => {
    const secretary = service.phone('TV01');
    await secretary.send('/taohop quý; Họp quý IV năm 2026');
    await secretary.receives(/Thời gian họp\?/);
    await restart();
    await secretary.send('14:00 25/12/2026');
    await secretary.receives(/Địa điểm họp\?/);
    await restart();
    await secretary.send('Phòng họp số 1, UBND tỉnh');
    const card = await secretary.receives(/dự thảo GM-01/);
    expect(card.text).toContain('14 giờ 00, thứ Sáu, 25/12/2026');
  });

  test('Điều 8.4: tài liệu gửi dở giữ đủ các phần; nút Xong cũ vẫn dùng được', async () => {
    const secretary = service.phone('TV01');
    await secretary.press('Tài liệu');
    await secretary.receives(/Gửi tệp tài liệu/);
    await secretary.sendFile({ name: 'mot.pdf', bytes: pdf('một'), mime: 'application/pdf' });
    await secretary.receives(/1 tệp/);
    await restart();
    await secretary.sendFile({ name: 'hai.pdf', bytes: pdf('hai'), mime: 'application/pdf' });
    await secretary.receives(/2 tệp/);
    await restart();
    await secretary.press('Xong');
    await secretary.receives(/đã cập nhật GM-01/);
    expect(await service.database.prisma.paper.count()).toBe(2);
  });

  test('Điều 5.4: việc gác lại được làm tiếp bằng /lamtiep sau khi khởi động lại', async () => {
    const secretary = service.phone('TV01');
    await secretary.send('/taohop');
    await secretary.receives(/Loại cuộc họp\?/);
    await secretary.press('Họp đột xuất');
    await secretary.receives(/Tên cuộc họp\?/);
    await secretary.send('/giaoviec');
    const other = await secretary.receives(/Giao cho ai chủ trì/);
    expect(other.text).toContain('Việc đang làm dở (Tạo cuộc họp mới) vẫn được giữ lại.');
    await secretary.press('Hủy');
    await secretary.receives(/Đã hủy/);
    await restart();
    await secretary.send('/lamtiep');
    await secretary.receives(/Tên cuộc họp\?/);
    await secretary.send('Họp đột xuất về sự cố dữ liệu');
    await secretary.receives(/Thời gian họp\?/);
    await secretary.send('/huy');
    await secretary.receives(/Đã hủy/);
    expect(await service.database.prisma.meeting.count()).toBe(1);
  });

  test('QĐ45: giấy mời chưa kịp gửi trước khi dừng được gửi đúng một lần sau đó', async () => {
    const [secretary, chair] = [service.phone('TV01'), service.phone('TB')];
    await secretary.send('trình duyệt');
    await chair.receives(/trình duyệt triệu tập/);
    await service.settled();
    const heard = hearing(service, wholeCommittee);
    // Telegram cannot be written to: what is decided now stays in the outbox.
    const fault = service.api.fault({ kind: '502', method: /^send/ });
    await chair.press('Phát hành giấy mời');
    await expect
      .poll(() => service.database.prisma.outbox.count({ where: { key: { contains: 'invitation' } } }))
      .toBeGreaterThan(0);
    await service.down();
    expect(heard.who(/Kính mời/)).toEqual([]);
    fault.stop();
    await service.up();
    await service.at('08:30 01/12/2026');
    for (const code of ['UV01', 'UV02', 'UV03', 'UV06', 'UV07', 'UVTT', 'PTB1']) {
      const invitations = service.phone(code).messages.filter((message) => message.text.includes('Kính mời đồng chí'));
      expect(invitations, code).toHaveLength(1);
    }
  });

  test('Điều 5.1: hai ngày ngừng chạy: chỉ nhắc mốc còn ích lợi, không nhắc dồn, không nhắc hai lần', async () => {
    const member = service.phone('UV01');
    await member.press('Xác nhận tham dự');
    await member.receives(/xác nhận tham dự/);
    await service.settled();
    await service.down();
    // Both the rung of three days (22/12) and that of one day (24/12) pass meanwhile.
    service.clock.to('09:00 24/12/2026');
    await service.up();
    const heard = hearing(service, wholeCommittee);
    await service.at('09:01 24/12/2026');
    expect(heard.who(/Nhắc lịch/)).toEqual(['TB', 'UV01']);
    for (const code of ['UV02', 'UV03', 'UV06']) {
      const reminders = service.phone(code).messages.filter((message) => message.text.includes('Nhắc việc'));
      expect(reminders, code).toHaveLength(1);
    }
    heard.forget();
    await service.app.round();
    await service.at('09:02 24/12/2026');
    expect(heard.who(/./)).toEqual([]);
  });

  test('Điều 5.1: ngừng chạy qua giờ họp: không còn nhắc trả lời, chỉ nhắc điểm danh', async () => {
    await service.down();
    service.clock.to('10:00 28/12/2026');
    await service.up();
    const heard = hearing(service, wholeCommittee);
    await service.at('10:01 28/12/2026');
    expect(heard.who(/Nhắc/)).toEqual([]);
    expect(heard.who(/điểm danh/)).toEqual(['TV01']);
  });

  test('Điều 6.4: câu trả lời gửi lúc dịch vụ dừng được nhận khi chạy lại', async () => {
    await convene(service, '/taohop quý; Họp quý I năm 2027; 08:00 20/01/2027; Hội trường UBND tỉnh');
    await service.settled();
    await service.down();
    const member = service.phone('UV02');
    await member.press('Xác nhận tham dự');
    await member.press('Xác nhận tham dự');
    await service.up();
    await member.receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
    await service.settled();
    const { id } = await service.database.prisma.meeting.findFirstOrThrow({ where: { code: 'GM-02' } });
    const where = { meetingId: id, personId: personId('UV02') };
    expect(await service.database.prisma.answer.count({ where })).toBe(1);
  });
});
