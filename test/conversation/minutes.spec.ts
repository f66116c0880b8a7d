import { afterAll, beforeAll, expect, test } from 'vitest';
import type { World } from '../../src/kernel/command.ts';
import { partsKnown } from '../../src/kernel/matter.ts';
import { chapters } from '../../src/regulation/index.ts';
import { personId } from '../support/committee.ts';
import { convene } from '../support/journey.ts';
import { keptPdf } from '../support/papers.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

test('MT14, Điều 2.1: người được mời đăng ký phát biểu; người chủ trì thấy thứ tự và ai chưa phát biểu lần nào', async () => {
  await convene(service);
  const [chair, secretary, member, other] = ['TB', 'TV01', 'UV02', 'UV03'].map((code) => service.phone(code));
  await other!.send('/xinvang GM-01; Đi công tác');
  await member!.send('/phatbieu GM-01; Kết nối dữ liệu y tế');
  const card = await member!.receives(/Đã ghi nhận PB-01/);
  expect(card.text).toContain('Người phát biểu: Đỗ Y Tế');
  await member!.send('/phatbieu GM-01; Việc khác');
  await member!.receives(/đã đăng ký phát biểu tại cuộc họp này \(PB-01\)/);
  await secretary!.receives(/Có người đăng ký phát biểu/);
  await chair!.send('/thutuphatbieu GM-01');
  const order = await chair!.receives(/Thứ tự phát biểu/);
  expect(order.text).toContain('1. Đỗ Y Tế: Kết nối dữ liệu y tế');
  expect(order.text).toMatch(/Năm nay chưa phát biểu lần nào: .*Đỗ Y Tế/);
  // What somebody said is noted when he has said it.
  await secretary!.send('/ghiphatbieu GM-01; UV03; Đồng ý');
  await secretary!.receives(/chưa bắt đầu/);
  await service.settled();
});

test('KL6, OP5, Điều 7.3, 6.4: biên bản lập từ hồ sơ: điểm danh, ý kiến người vắng, ý kiến phát biểu; chưa điểm danh thì chưa trình được', async () => {
  const [secretary, member] = [service.phone('TV01'), service.phone('UV02')];
  await service.at(new Date('2026-12-25T07:10:00Z'));
  // Who is there says so by the code at the door.
  await secretary.send('/madiemdanh GM-01');
  const door = await secretary.receives(/Mã tự điểm danh kèm theo/);
  await member.send(`/tudiemdanh ${/\/tudiemdanh (\d{6})/.exec(door.text)![1]}`);
  await member.receives(/Chưa bấm thì chưa ghi gì/);
  await member.press('Tôi đã đến');
  await member.receives(/đã đến lúc 14 giờ 10/);
  await secretary.send('/thutuphatbieu GM-01');
  await secretary.receives(/Thứ tự phát biểu/);
  await secretary.press('Xem PB-01');
  await secretary.receives(/Đăng ký phát biểu PB-01/);
  await secretary.press('Đã phát biểu');
  await secretary.receives(/đồng chí này đã phát biểu/);
  await secretary.press('Ghi tóm tắt');
  await secretary.receives(/Tóm tắt ý kiến phát biểu/);
  await secretary.send('Đề nghị kết nối kho dữ liệu trước tháng 6.');
  await secretary.receives(/Đã ghi tóm tắt/);
  await service.at(new Date('2026-12-25T11:30:00Z'));
  await service.at(new Date('2026-12-28T01:00:00Z'));
  await member.send('/bienban GM-01');
  await member.receives(/không|chỉ/i);
  await secretary.send('/bienban GM-01');
  await secretary.receives(/diễn biến cuộc họp/);
  await secretary.send('Cuộc họp thảo luận báo cáo quý IV.');
  await secretary.receives(/1 đoạn/);
  await secretary.press('Xong');
  const card = await secretary.receives(/Đã lập biên bản BB-01/);
  expect(card.text).toContain('• Đỗ Y Tế: “Đề nghị kết nối kho dữ liệu trước tháng 6.”');
  expect(card.text).toContain('Diễn biến: “Cuộc họp thảo luận báo cáo quý IV.”');
  await secretary.press('Trình xác nhận');
  await secretary.receives(/Chưa điểm danh/);
  await secretary.send('/diemdanh GM-01');
  await secretary.receives(/Đã điểm danh/);
  await secretary.press('Còn lại: có mặt');
  await secretary.receives(/Đã điểm danh/);
  await service.settled();
});

test('Điều 7.3, 2.1: chỉ người chủ trì xác nhận; trả lại được; xác nhận rồi thì không đổi nữa, người dự đọc được', async () => {
  const [chair, secretary, deputy, member] = ['TB', 'TV01', 'PTB1', 'UV02'].map((code) => service.phone(code));
  await secretary!.send('/dsbienban');
  await secretary!.receives(/BB-01/);
  await secretary!.press('Xem BB-01');
  await secretary!.receives(/Biên bản BB-01/);
  await secretary!.press('Trình xác nhận');
  await secretary!.receives(/Đã trình người chủ trì/);
  const asked = await chair!.receives(/Biên bản BB-01/);
  expect(asked.buttons.flat()).toEqual(expect.arrayContaining(['Xác nhận biên bản', 'Trả lại, sửa']));
  await deputy!.send('/choduyet');
  expect((await deputy!.receives(/việc/)).text).not.toContain('BB-01');
  await member!.send('/dsbienban');
  expect((await member!.receives(/Biên bản các cuộc họp/)).text).not.toContain('BB-01');
  await service.settled();
  await chair!.press('Trả lại, sửa');
  await chair!.receives(/cần sửa gì/);
  await chair!.send('Ghi rõ hơn ý kiến của Sở Y tế');
  await chair!.receives(/Đã trả lại/);
  await secretary!.receives(/được trả lại để sửa/);
  await secretary!.press('Trình xác nhận');
  await secretary!.receives(/Đã trình người chủ trì/);
  await service.settled();
  await chair!.press('Xác nhận biên bản');
  await chair!.receives(/đồng chí xác nhận biên bản/);
  await secretary!.receives(/đã được người chủ trì xác nhận/);
  // A roll mended later is another record: the minutes stay what was confirmed.
  await service.database.prisma.participant.updateMany({ data: { roll: 'unexcused' } });
  await member!.send('/dsbienban');
  await member!.receives(/BB-01/);
  await member!.press('Xem BB-01');
  const read = await member!.receives(/Biên bản không sửa được nữa/);
  expect(read.text).toContain('Có mặt: ');
  expect(read.text).not.toMatch(/Vắng mặt: .*Đỗ Y Tế/);
  expect(read.buttons.flat()).toEqual([]);
  await service.settled();
});

test('Điều 6.4, 7.3: ý kiến gửi sau khi biên bản đã xác nhận: vẫn nhận, ghi là sau họp; biên bản không đổi', async () => {
  const member = service.phone('UV03');
  const read = async () => (await service.database.prisma.matter.findFirstOrThrow({ where: { kind: 'minutes' } })).data;
  const { prisma } = service.database;
  const before = await read();
  const meeting = await prisma.meeting.findFirstOrThrow();
  const now = service.clock.now();
  const duty = { version: meeting.version, because: 'absence', dueAt: meeting.startsAt, state: 'owed', openedAt: now };
  await prisma.opinionDuty.create({
    data: { id: 'duty000000000000', meetingId: meeting.id, personId: personId('UV03'), ...duty },
  });
  await member.send('/ykien GM-01; Ý kiến khác; Đề nghị bổ sung kinh phí đào tạo');
  await service.settled();
  expect(member.messages.at(-1)!.text).toMatch(/sau họp|quá hạn|sau giờ họp|muộn/);
  expect(await prisma.opinion.findMany({ where: { personId: personId('UV03') } })).toMatchObject([{ late: true }]);
  expect(await read()).toEqual(before);
});

test('MT17, QĐ45 Đ.14: tài liệu phải thu hồi: ai dự thì được nhắc trả, Thư ký ghi từng người, kết thúc thì người chủ trì biết còn thiếu', async () => {
  const [secretary, chair, member] = [service.phone('TV01'), service.phone('TB'), service.phone('UV02')];
  await service.database.prisma.participant.updateMany({ data: { roll: 'excused' } });
  const where = { seatCode: { in: ['UV01', 'UV02', 'TB'] } };
  await service.database.prisma.participant.updateMany({ where, data: { roll: 'present' } });
  await member.send('/thuhoitailieu GM-01; Phụ lục số liệu');
  await member.receives(/không thuộc quyền|chỉ dành|dành cho/);
  await secretary.send('/thuhoitailieu GM-01');
  await secretary.receives(/Mỗi dòng một tài liệu/);
  await secretary.send('1. Phụ lục số liệu\n2. Danh sách hệ thống');
  const card = await secretary.receives(/Đã ghi TH-01/);
  expect(card.text).toContain('2. Danh sách hệ thống');
  expect(card.text).toContain('Đã trả: 0/2 người.');
  const asked = await member.receives(/Đề nghị đồng chí trả Thư ký/);
  expect(asked.text).toContain('Phụ lục số liệu');
  expect(asked.text).not.toContain('Nguyễn Tài Chính');
  await secretary.press('Ghi đã trả');
  await secretary.receives(/Đồng chí nào đã trả/);
  await secretary.press('Đỗ Y Tế');
  await secretary.receives(/Đã trả: 1\/2 người/);
  await member.receives(/đã nhận lại tài liệu của đồng chí/);
  // Who has not is reminded when the day is over; who has hears nothing more.
  await service.at(new Date('2026-12-30T01:00:00Z'));
  await service.phone('UV01').receives(/đồng chí chưa trả tài liệu|chưa trả tài liệu/);
  expect(member.messages.filter(({ text }) => text.includes('Đã quá hạn'))).toEqual([]);
  await secretary.send('/dsthuhoi');
  await secretary.receives(/TH-01/);
  await secretary.press('Xem TH-01');
  await secretary.receives(/Chưa trả: Nguyễn Tài Chính/);
  await secretary.press('Kết thúc thu hồi');
  await secretary.receives(/Ghi chú khi kết thúc/);
  await secretary.send('Còn thiếu một bản, đã nhắc qua điện thoại');
  await secretary.receives(/Đã kết thúc thu hồi/);
  await chair.receives(/còn 1 người chưa trả/);
  await service.settled();
});

test('Điều 7.3: những gì thuộc một cuộc họp đọc được theo cuộc họp đó, không lẫn của cuộc họp khác', async () => {
  const { id } = await service.database.prisma.meeting.findFirstOrThrow();
  const world = { now: new Date('2026-12-28T01:00:00Z') } as World;
  const partsOf = (meeting: string) =>
    service.database.prisma.$transaction(async (tx) => {
      const named = ['minutes.list', 'conclusions.list', 'speaking.list'];
      const lists = partsKnown(chapters, 'meeting').registers.filter(({ name }) => named.includes(name));
      const rows = await Promise.all(
        lists.map((one) => one.rows(tx, one.whole(null), { limit: 5 }, { meeting }, world)),
      );
      return lists.map(({ name }, nth) => [name, rows[nth]!.length]);
    });
  expect(await partsOf(id)).toEqual([
    ['minutes.list', 1],
    ['conclusions.list', 0],
    ['speaking.list', 1],
  ]);
  expect((await partsOf('another')).map(([, count]) => count)).toEqual([0, 0, 0]);
});

test('AR2, Điều 8.9: hồ sơ cuộc họp đã họp có người đến tự điểm danh, biên bản đã xác nhận, thông báo kết luận đã phát hành', async () => {
  const [chair, secretary] = [service.phone('TB'), service.phone('TV01')];
  await secretary.send('/ketluan GM-01; 1. Sở Y tế xây dựng kho dữ liệu y tế; hoàn thành trước ngày 31/3/2027.');
  await secretary.receives(/Kết luận KL-01/);
  await secretary.press('Trình duyệt');
  await secretary.receives(/Đã trình/);
  await service.settled();
  await chair.press('Duyệt kết luận');
  await chair.receives(/Đã duyệt/);
  await service.settled();
  await secretary.press('Nhập số, phát hành');
  await secretary.receives(/Số của thông báo/);
  await secretary.send('15');
  await secretary.receives(/Đã phát hành/);
  await secretary.send('/hoso GM-01');
  await secretary.receives(/HỒ SƠ CUỘC HỌP GM-01/);
  await service.settled();
  const { words, keeps } = await keptPdf(secretary.messages.findLast(({ file }) => file)!.file!.bytes);
  expect(keeps).toBe(true);
  expect(words).toMatch(
    /Xác nhận có mặt bằng mã QR ở cửa phòng họp Họ và tên Lúc Lần phát hành Đỗ Y Tế 14 giờ 10, 25\/12\/2026/,
  );
  expect(words).toMatch(/Biên bản BB-01: .* đã xác nhận lúc .* Thư ký \(người ghi biên bản\): Đồng chí Bùi Thư Ký\./);
  expect(words).toMatch(
    /Kết luận KL-01: .* Số văn bản: 15\/TB-BCĐCĐS; .* kết luận như sau: 1\. Sở Y tế xây dựng kho dữ liệu y tế/,
  );
});
