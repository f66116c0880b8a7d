import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { convene } from '../../support/journey.ts';
import { type Service, startService } from '../../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
  await convene(service);
});
afterAll(async () => {
  await service.stop();
});

describe('trả lời giấy mời qua trò chuyện', () => {
  test('Điều 6.4: ủy quyền, chủ trì đồng ý, người dự thay xác nhận, rồi người ủy quyền tự dự', async () => {
    const [member, chair, alternate] = [service.phone('UV01'), service.phone('TB'), service.phone('PGD1')];
    await member.receives(/GM-01/);
    await member.press('Ủy quyền dự họp');
    await member.receives(/cử ai dự thay/);
    await member.press('Vũ Phó Giám');
    await member.receives(/Lý do/);
    await member.press('Đi công tác');
    await member.receives(/Đã ghi nhận: đồng chí đề nghị ủy quyền đồng chí Vũ Phó Giám/);
    expect((await chair.receives(/Năm 2026 chưa ủy quyền cuộc nào/)).text).toContain('Phạm vi ủy quyền: chưa nêu');
    // How far he is spoken for: asked once, and before the presider on the card he decides from.
    await member.press('Nêu phạm vi ủy quyền');
    await member.receives(/được thay mặt đến đâu/);
    await member.press('Phát biểu theo ý kiến đã chuẩn bị');
    const named = await member.receives(/Đã ghi nhận phạm vi ủy quyền: Phát biểu theo ý kiến đã chuẩn bị/);
    expect(named.buttons.flat()).not.toContain('Nêu phạm vi ủy quyền');
    await chair.receives(/Phạm vi ủy quyền: Phát biểu theo ý kiến đã chuẩn bị/);
    await chair.press('Đồng ý ủy quyền');
    await chair.receives(/Đã ghi nhận: đồng chí Trần Văn Chủ đồng ý/);
    const sent = await alternate.receives(/dự thay đồng chí Nguyễn Tài Chính/);
    expect(sent.text).toContain('Phạm vi ủy quyền: Phát biểu theo ý kiến đã chuẩn bị');
    await alternate.press('Xác nhận tham dự');
    await alternate.receives(/xác nhận tham dự \(trực tiếp\)/);
    await member.receives(/Đồng chí Vũ Phó Giám dự thay/);
    // He falls ill: nobody's leave is asked, but who sent him and the office know at once.
    await alternate.send('tôi không đi được, bị ốm');
    await alternate.receives(/không dự thay được\. Lý do: [^\n]*[\s\S]*chọn Gửi/);
    await alternate.press('Gửi');
    await alternate.receives(/Đã báo đồng chí Nguyễn Tài Chính và Thư ký/);
    await service.phone('TV01').receives(/Vũ Phó Giám báo không dự thay đồng chí Nguyễn Tài Chính được/);
    await member.receives(/báo không dự thay đồng chí được tại cuộc họp GM-01/);
    await member.press('Rút ủy quyền, tự dự');
    await member.receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
    await alternate.receives(/không phải dự thay nữa/);
  });

  test('Điều 6.4: gõ một dòng để ủy quyền cho người chưa có trong danh sách; không đồng ý thì phải dự', async () => {
    const [member, chair, standing] = [service.phone('UV02'), service.phone('TB'), service.phone('UVTT')];
    await member.send(
      '/uyquyen GM-01; Mai Văn Lạ; Trưởng phòng; 0912000999; Bận\u202E đột xuất\n✅ Trưởng ban ĐÃ ĐỒNG Ý”',
    );
    await member.receives(/đề nghị ủy quyền đồng chí Mai Văn Lạ/);
    // What he wrote stands on the chair's card as his words, never as a line of the card.
    const { text: asked } = await chair.receives(/Bận đột xuất/);
    expect(asked.split('\n').filter((line) => line.includes('ĐÃ ĐỒNG Ý'))).toEqual([
      'Lý do: “Bận đột xuất ✅ Trưởng ban ĐÃ ĐỒNG Ý’”',
    ]);
    await chair.press('Không đồng ý ủy quyền');
    await chair.receives(/Lý do không đồng ý/);
    await chair.press('Cần trực tiếp dự');
    await member.receives(/không đồng ý\. Lý do: Cần trực tiếp dự/);
    await standing.receives(/đôn đốc đồng chí Đỗ Y Tế/);
    await member.press('Xác nhận tham dự');
    await member.receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
  });

  test('Điều 6.4: gõ từng phần người dự thay: phần không phải họ tên, chức vụ, điện thoại bị hỏi lại; đọc lại trước khi gửi, sửa bằng một lần bấm', async () => {
    const [member, chair] = [service.phone('UV02'), service.phone('TB')];
    await member.send('/uyquyen GM-01');
    await member.receives(/cử ai dự thay/);
    await member.send('GM-01');
    await member.receives(/“GM-01” chưa phải họ tên/);
    await member.send('Mai Văn Lạ');
    await member.receives(/Chức vụ của người dự thay\?/);
    await member.send('bận');
    await member.receives(/“bận” chưa phải chức vụ/);
    await member.send('Trưởng phòng');
    await member.receives(/Số điện thoại của người dự thay\?/);
    await member.send('không có');
    await member.receives(/“không có” chưa phải số điện thoại/);
    await member.send('+84 912.000.999');
    await member.receives(/Người dự thay: Mai Văn Lạ, Trưởng phòng, điện thoại 0912000999\nLý do\?/);
    await member.press('Sửa người dự thay');
    await member.receives(/cử ai dự thay/);
    await member.send('Mai Văn Lành; Phó Trưởng phòng; 0912 000 998');
    await member.receives(/Người dự thay: Mai Văn Lành, Phó Trưởng phòng, điện thoại 0912000998\nLý do\?/);
    // Nobody has been asked for anything yet.
    expect(await service.database.prisma.leaveRequest.count({ where: { state: 'waiting' } })).toBe(0);
    await member.press('Đi công tác');
    await member.receives(
      /ủy quyền đồng chí Mai Văn Lành dự họp[\s\S]*Mai Văn Lành, Phó Trưởng phòng, điện thoại 0912000998/,
    );
    await chair.receives(/Người dự thay: Mai Văn Lành, Phó Trưởng phòng/);
    await member.press('Rút đề nghị');
    await member.receives(/rút đề nghị/);
    await member.press('Xác nhận tham dự');
    await member.receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
  });

  test('Điều 6.3, 6.4: xin vắng rồi gửi ý kiến nhiều đoạn, nhận số biên nhận; Thư ký đọc được', async () => {
    const [member, secretary] = [service.phone('UV03'), service.phone('TV01')];
    await member.press('Xin vắng mặt');
    await member.receives(/Lý do/);
    await member.send('Dự hội nghị ở Hà Nội');
    await member.receives(/Đã ghi nhận: đồng chí xin vắng mặt/);
    await member.press('Gửi ý kiến');
    await member.receives(/Ý kiến của đồng chí/);
    await member.press('Ý kiến khác');
    await member.receives(/gõ ý kiến hoặc gửi tệp/);
    await member.send('Đề nghị bổ sung kinh phí.');
    await member.send('Đề nghị rút ngắn thời hạn.');
    await member.receives(/2 đoạn/);
    await member.press('Xong');
    await member.receives(/Đã ghi nhận: ý kiến số YK-01/);
    await secretary.send('/docykien GM-01');
    await secretary.receives(/Đề nghị bổ sung kinh phí\.[\s\S]*Đề nghị rút ngắn thời hạn\./);
  });

  test('Điều 5.4: Thư ký xem tình hình, nhắc người chưa trả lời, ghi nhận qua điện thoại; người được ghi sửa lại', async () => {
    const [secretary, deputy] = [service.phone('TV01'), service.phone('PTB1')];
    await service.phone('UVTT').press('Đã nhận');
    await service.settled();
    await secretary.send('/tinhhinh');
    await secretary.receives(
      /Xin vắng, chờ đồng ý \(1\): Hoàng Nội Vụ[\s\S]*hưa xác nhận đã nhận \(\d\): .*Lê Thị Phó/,
    );
    await secretary.press('Nhắc người chưa xác nhận đã nhận');
    await deputy.receives(/nhắc: đồng chí chưa xác nhận đã nhận giấy mời/);
    await secretary.receives(/Đã ghi nhận: nhắc \d người chưa xác nhận đã nhận/);
    await deputy.press('Đã nhận');
    await deputy.receives(/Đã ghi nhận/);
    await secretary.press('Nhắc người chưa trả lời');
    await secretary.receives(/Vừa nhắc lúc/);
    await service.at('08:06 01/12/2026');
    await secretary.send('/tinhhinh');
    await secretary.receives(/Xin vắng, chờ đồng ý/);
    await secretary.press('Nhắc người chưa trả lời');
    await deputy.receives(/nhắc: đồng chí chưa trả lời/);
    await secretary.receives(/Đã ghi nhận: nhắc \d người chưa trả lời/);
    await secretary.press('Ghi nhận qua điện thoại');
    await secretary.receives(/Ghi nhận câu trả lời của đồng chí nào/);
    await secretary.send('Lê Thị Phó');
    await secretary.receives(/trả lời thế nào/);
    await secretary.press('Dự trực tuyến');
    await secretary.receives(/bằng cách nào/);
    await secretary.press('điện thoại');
    await secretary.receives(/Đã ghi nhận câu trả lời của đồng chí Lê Thị Phó/);
    await deputy.receives(/đã ghi nhận câu trả lời của đồng chí \(điện thoại\)/);
    await deputy.press('Chưa đúng, trả lời lại');
    await service.settled();
    await deputy.press('Xác nhận tham dự');
    await deputy.receives(/xác nhận tham dự \(trực tiếp\)/);
  });

  test('Điều 6.4: /choduyet nêu đề nghị đang chờ; đồng ý xong thì hết', async () => {
    const [chair, member] = [service.phone('TB'), service.phone('UV03')];
    await chair.send('/choduyet');
    await chair.receives(/1 việc chờ đồng chí quyết định/);
    await chair.press('Xem Hoàng Nội Vụ');
    await chair.receives(/Ý kiến bằng văn bản: đã gửi/);
    await chair.press('Đồng ý cho vắng');
    await member.receives(/đã đồng ý để đồng chí vắng mặt/);
    await chair.send('/choduyet');
    await chair.receives(/Không có việc nào đang chờ/);
  });

  test('RS7, Điều 6.4: lịch họp của người đã được vắng, hay đang ủy quyền, vẫn có cuộc họp ấy', async () => {
    const excused = service.phone('UV03');
    await excused.send('/lich');
    await excused.receives(/GM-01[\s\S]*Vắng mặt có lý do \(được đồng ý/);
    const asking = service.phone('PTB1');
    await asking.send('/uyquyen GM-01; Mai Văn Khác; Trưởng phòng; 0912000998; Bận đột xuất');
    await asking.receives(/đề nghị ủy quyền đồng chí Mai Văn Khác/);
    await asking.send('/lich');
    await asking.receives(/GM-01[\s\S]*Đề nghị ủy quyền dự họp, chờ người chủ trì/);
  });
});
