// The main job from end to end: a meeting is prepared, convened, answered, changed, held, and tasks come from it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replayRecord } from '../../src/cli/replay.ts';
import { watchSeal } from '../../src/regulation/records/index.ts';
import { lostSeals, verifyAudit } from '../../src/store/audit.ts';
import { startReminders } from '../../src/store/reminders.ts';
import { bodyId, personId } from '../support/committee.ts';
import { convene, draftLine, hearing, liveTwice, newest, pdf, wholeCommittee } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

describe.each([{ way: 'polling' }, { way: 'webhook' }])('một cuộc họp từ đầu đến cuối ($way)', ({ way }) => {
  let service: Service;
  let heard: ReturnType<typeof hearing>;
  /** Each act takes a second: no two at the same instant. */
  const phone = (code: string) => {
    service.clock.to(new Date(service.clock.now().getTime() + 1_000));
    return service.phone(code);
  };

  beforeAll(async () => {
    service = await startService({ people: wholeCommittee, unlinked: ['UV04'], webhook: way === 'webhook' });
    heard = hearing(service, wholeCommittee);
  });
  afterAll(async () => {
    if (process.env['SPEC_TRANSCRIPT']) console.log(service?.api.transcript());
    await service?.stop();
  });

  test('Điều 5.4, 7.3: Thư ký tạo cuộc họp bằng một dòng; chưa ai khác được báo', async () => {
    await phone('TV01').send(draftLine);
    const card = await phone('TV01').receives(/GM-01/);
    expect(card.text).toContain('14 giờ 00, thứ Sáu, 25/12/2026');
    expect(card.text).toContain('Còn thiếu: chương trình, tài liệu.');
    await service.settled();
    expect(heard.who(/./)).toEqual(['TV01']);
  });

  test('Điều 7.3: chương trình họp nhiều dòng', async () => {
    await phone('TV01').press('Chương trình');
    await phone('TV01').receives(/mỗi dòng một nội dung/);
    await phone('TV01').send('1. Kết quả quý IV; Giám đốc Sở KH&CN; 20 phút\n2. Thảo luận; 60\n3. Kết luận; Chủ tịch');
    const card = await phone('TV01').receives(/đã cập nhật GM-01/);
    expect(card.text).toContain('Còn thiếu: tài liệu.');
  });

  test('Điều 8.4: tài liệu gửi dưới dạng tệp PDF', async () => {
    await phone('TV01').press('Tài liệu');
    await phone('TV01').receives(/Gửi tệp tài liệu/);
    await phone('TV01').sendFile({ name: 'du-thao-bao-cao.pdf', bytes: pdf('báo cáo'), mime: 'application/pdf' });
    await phone('TV01').receives(/1 tệp/);
    await phone('TV01').press('Xong');
    const card = await phone('TV01').receives(/đã cập nhật GM-01/);
    expect(card.text).not.toContain('Còn thiếu: ');
  });

  test('Điều 9.1: Tổ trưởng nhập báo cáo của Tổ giúp việc đủ bốn phần', async () => {
    const lead = phone('TGV1');
    await lead.send('báo cáo họp');
    await lead.receives(/nhập phần nào/);
    await lead.press('Cả bốn phần');
    await lead.receives(/Mục tiêu\?/);
    await lead.send('Hoàn thành 90% dịch vụ công trực tuyến toàn trình.');
    await lead.receives(/Tiến độ/);
    await lead.send('Đúng tiến độ, còn hai sở chậm.');
    await lead.receives(/Kết quả/);
    await lead.send('Đạt 87%.');
    await lead.receives(/Đề xuất/);
    await lead.send('Bổ sung 2 tỷ đồng cho quý I.');
    const card = await lead.receives(/đủ mục tiêu, tiến độ, kết quả, đề xuất/);
    expect(card.text).toContain('đã cập nhật GM-01');
    await phone('TV01').receives(/đủ mục tiêu, tiến độ, kết quả, đề xuất/);
  });

  test('Điều 3.3: trình Trưởng ban; Trưởng ban trả lại kèm lý do, Thư ký sửa rồi trình lại', async () => {
    await phone('TV01').press('Trình duyệt');
    await phone('TV01').receives(/đã trình đồng chí Trần Văn Chủ/);
    const submitted = await phone('TB').receives(/Bùi Thư Ký trình duyệt/);
    expect(submitted.text).toContain('Kết quả: Đạt 87%.');
    await phone('TB').press('Không đồng ý phát hành');
    await phone('TB').receives(/Lý do không đồng ý/);
    await phone('TB').send('Đổi sang phòng họp số 2, mời thêm Tổ trưởng');
    const sentBack = await phone('TB').receives(/trả lại GM-01/);
    expect(sentBack.buttons.flat()).toEqual([]);
    const returned = await phone('TV01').receives(/Lý do: “Đổi sang phòng họp số 2/);
    expect(returned.buttons.flat()).toContain('Trình duyệt');
    await phone('TV01').press('Sửa');
    await phone('TV01').receives(/sửa nội dung nào/);
    await phone('TV01').press('Đổi thời gian');
    await phone('TV01').receives(/Thời gian họp/);
    await phone('TV01').send('14h 25/12/2026');
    await phone('TV01').receives(/\?/);
    await phone('TV01').send('Phòng họp số 2, UBND tỉnh');
    await phone('TV01').receives(/họp lúc 14 giờ 00, thứ Sáu, 25\/12\/2026, tại Phòng họp số 2/);
    await service.settled();
    expect(heard.who(/Kính mời/)).toEqual([]);
    await phone('TV01').press('Trình duyệt');
    const asked = await phone('TB').receives(/trình duyệt triệu tập[\s\S]*Phòng họp số 2/);
    expect(asked.buttons.flat()).toContain('Phát hành giấy mời');
  });

  test('Điều 3.3, QĐ45: chỉ khi Trưởng ban đồng ý, giấy mời kèm tài liệu mới đến mọi người', async () => {
    await phone('UV05').block();
    heard.forget();
    await phone('TB').press('Phát hành giấy mời');
    await phone('TB').receives(/phát hành GM-01/);
    await service.settled();
    const invited = ['PTB1', 'TB', 'UV01', 'UV02', 'UV03', 'UV06', 'UV07', 'UVTT'];
    // The chair knows it from the card by which he convened it.
    const written = invited.filter((code) => code !== 'TB');
    expect(heard.who(/Kính mời đồng chí/)).toEqual([...written, 'TL01'].sort());
    for (const code of invited) {
      const papers = phone(code).messages.filter((message) => message.file?.name === 'du-thao-bao-cao.pdf');
      expect(papers, code).not.toHaveLength(0);
    }
    expect(newest(service, 'TL01', /Kính mời/)).toContain('giúp việc cho đồng chí Hoàng Nội Vụ');
    await phone('TV01').receives(/đã duyệt/);
  });

  test('QĐ45: “Đã nhận” tách khỏi trả lời', async () => {
    await phone('UV06').press('Đã nhận');
    const card = await phone('UV06').receives(/đã nhận giấy mời lúc 08 giờ 0\d/);
    expect(card.text).toMatch(/Trạng thái: chưa phản hồi/i);
    expect(card.buttons.flat()).toContain('Xác nhận tham dự');
  });

  test('Điều 6.4: một chạm là xác nhận; đổi ý hai lần thì lần cuối có giá trị, lịch sử giữ đủ', async () => {
    const member = phone('UV01');
    await member.press('Xác nhận tham dự');
    await member.receives(/Đã ghi nhận: đồng chí xác nhận tham dự \(trực tiếp\)/);
    await member.press('Đổi sang trực tuyến');
    await member.receives(/xác nhận tham dự \(trực tuyến\)/);
    await member.press('Đổi sang trực tiếp');
    await member.receives(/Đã ghi nhận: đồng chí xác nhận tham dự \(trực tiếp\)/);
    await service.settled();
    const answers = await service.database.prisma.answer.findMany({
      where: { personId: personId('UV01') },
      orderBy: { at: 'asc' },
    });
    expect(answers.map(({ answer }) => answer)).toEqual(['in-person', 'online', 'in-person']);
    expect(answers.map(({ current }) => current)).toEqual([false, false, true]);
  });

  test('Điều 6.4: xin vắng có lý do đến người chủ trì; đồng ý rồi mới là vắng có lý do', async () => {
    const [member, chair] = [phone('UV03'), phone('TB')];
    await member.press('Xin vắng mặt');
    await member.receives(/Lý do\?/);
    await member.send('Dự kỳ họp Quốc hội theo giấy triệu tập');
    const waiting = await member.receives(/xin vắng mặt/);
    expect(waiting.text).toContain('chờ đồng chí Trần Văn Chủ');
    const asked = await chair.receives(/Hoàng Nội Vụ xin vắng mặt/);
    expect(asked.text).toContain('Dự kỳ họp Quốc hội theo giấy triệu tập');
    expect(asked.text).toContain('Giám đốc Sở Nội vụ');
    // How often he sent somebody else belongs to a proxy.
    expect(asked.text).not.toContain('ủy quyền cuộc nào');
    expect(asked.text).toContain('Ý kiến bằng văn bản: chưa gửi');
    await chair.press('Đồng ý cho vắng');
    await chair.receives(/đồng chí Trần Văn Chủ đồng ý/);
    const agreed = await member.receives(/đã đồng ý để đồng chí vắng mặt/);
    expect(agreed.buttons.flat()).toContain('Gửi ý kiến');
  });

  test('Điều 6.4: ý kiến bằng văn bản gồm nhiều tin và một loạt tệp; có số và giờ nhận; bản sau thay bản trước', async () => {
    const member = phone('UV03');
    await member.press('Gửi ý kiến');
    await member.receives(/Ý kiến về nội dung nào/);
    await member.press('Toàn bộ cuộc họp');
    await member.receives(/Ý kiến của đồng chí/);
    await member.press('Ý kiến khác');
    await member.receives(/chọn Xong/);
    await member.send('Thứ nhất, thống nhất mục tiêu.');
    await member.receives(/1 đoạn/);
    await member.send('Thứ hai, đề nghị giãn tiến độ đến hết quý I.');
    await member.receives(/2 đoạn/);
    await member.sendAlbum([
      { name: 'phu-luc-1.pdf', bytes: pdf('một'), mime: 'application/pdf' },
      { name: 'phu-luc-2.pdf', bytes: pdf('hai'), mime: 'application/pdf' },
    ]);
    await member.receives(/2 tệp/);
    await member.press('Xong');
    const receipt = await member.receives(/ý kiến số YK-01, lúc 08 giờ 0\d, 01\/12\/2026/);
    expect(receipt.text).toContain('“Thứ nhất, thống nhất mục tiêu.');
    expect(receipt.text).toContain('Tệp: phu-luc-1.pdf; phu-luc-2.pdf');
    await member.press('Gửi lại ý kiến');
    await member.receives(/Ý kiến về nội dung nào/);
    await member.press('Toàn bộ cuộc họp');
    await member.receives(/Ý kiến của đồng chí/);
    await member.press('Thống nhất');
    const second = await member.receives(/YK-02|chọn Xong/);
    if (!second.text.includes('YK-02')) {
      await member.press('Xong');
      await member.receives(/YK-02/);
    }
    expect(newest(service, 'UV03', /YK-02/)).toContain('Thay ý kiến số YK-01');
    expect(newest(service, 'UV03', /YK-02/)).not.toContain('Nội dung:');
    await service.settled();
    const opinions = await service.database.prisma.opinion.findMany({ orderBy: { at: 'asc' } });
    expect(opinions.map(({ code }) => code)).toEqual(['YK-01', 'YK-02']);
  });

  test('Điều 6.4: ủy quyền bị từ chối có lý do thì phải dự; cử người khác, được đồng ý thì người đó được mời dự thay', async () => {
    const [member, chair] = [phone('UV02'), phone('TB')];
    await member.press('Ủy quyền dự họp');
    const question = await member.receives(/cử ai dự thay/);
    expect(question.buttons.flat()).toEqual(expect.arrayContaining(['Tạ Phó Y · Phó Giám đốc']));
    await member.press('Tạ Phó Y');
    await member.receives(/Lý do\?/);
    await member.press('Đi công tác');
    await member.receives(/đề nghị ủy quyền đồng chí Tạ Phó Y/);
    await chair.receives(/Đỗ Y Tế đề nghị ủy quyền/);
    await chair.press('Không đồng ý ủy quyền');
    await chair.receives(/Lý do không đồng ý/);
    await chair.press('Người thay chưa phù hợp');
    await chair.receives(/không đồng ý, lúc/);
    const told = await member.receives(/không đồng ý\. Lý do: Người thay chưa phù hợp/);
    expect(told.buttons.flat()).toContain('Xác nhận tham dự');
    await service.settled();
    expect(heard.who(/dự thay đồng chí Đỗ Y Tế/)).toEqual([]);
    await member.press('Ủy quyền dự họp');
    await member.receives(/cử ai dự thay/);
    await member.press('Hồ Phó Y');
    await member.receives(/Lý do\?/);
    await member.press('Đi công tác');
    await member.receives(/đề nghị ủy quyền đồng chí Hồ Phó Y/);
    await chair.receives(/Hồ Phó Y/);
    await chair.press('Đồng ý ủy quyền');
    await member.receives(/đã đồng ý để đồng chí ủy quyền/);
    const invited = await phone('PGD3').receives(/dự thay đồng chí Đỗ Y Tế/);
    expect(invited.buttons.flat()).not.toContain('Xin vắng mặt');
    await phone('PGD3').press('Xác nhận tham dự');
    await phone('PGD3').receives(/xác nhận tham dự/);
  });

  test('Điều 6.4: đã ủy quyền thì khóa; rút ủy quyền thì tự dự, người dự thay được báo', async () => {
    const member = phone('UV02');
    await member.send('/vangmat GM-01; Bận');
    await member.receives(/đã ủy quyền đồng chí Hồ Phó Y/);
    await member.press('Rút ủy quyền, tự dự');
    await member.receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
    const released = await phone('PGD3').receives(/không phải dự thay nữa/);
    expect(released.buttons.flat()).toEqual([]);
  });

  test('Điều 6.4: /choduyet đồng ý nhiều đề nghị một lần, nêu đủ tên trước khi đồng ý', async () => {
    await phone('UV06').send('/vangmat GM-01; Điều trị tại bệnh viện');
    await phone('UV06').receives(/xin vắng mặt/);
    await phone('UV07').send('/vangmat GM-01; Đi công tác Hà Nội');
    await phone('UV07').receives(/xin vắng mặt/);
    const chair = phone('TB');
    await chair.send('/choduyet');
    await chair.receives(/2 việc chờ đồng chí quyết định/);
    await chair.press('Chọn nhiều đề nghị');
    await chair.receives(/Đã chọn 2 đề nghị/);
    await chair.press('Đồng ý 2 đề nghị');
    const confirm = await chair.receives(/Đồng chí đồng ý 2 đề nghị sau\?/);
    expect(confirm.text).toMatch(/Đinh Công Thương[\s\S]*Mạc Nông Nghiệp/);
    await service.settled();
    expect(heard.who(/đã đồng ý để đồng chí vắng mặt/)).toEqual(['TL01', 'UV03']);
    await chair.press('Đồng ý 2 đề nghị');
    await chair.receives(/Đã ghi nhận: đồng ý 2 đề nghị/);
    await phone('UV06').receives(/đã đồng ý để đồng chí vắng mặt/);
    await phone('UV07').receives(/đã đồng ý để đồng chí vắng mặt/);
    await chair.send('/choduyet');
    await chair.receives(/Không có việc nào đang chờ/);
  });

  test('Điều 4: Trưởng ban vắng từ ngày đến ngày, Phó Trưởng ban điều hành thay quyết định, ghi rõ là thay', async () => {
    await phone('TB').send('/vangdieuhanh 01/12/2026; 03/12/2026');
    await phone('TB').receives(/điều hành|Phó Trưởng ban/);
    await phone('PTB1').receives(/điều hành thay/i);
    await phone('UV07').press('Tham dự họp');
    await phone('UV07').receives(/xác nhận tham dự/);
    await phone('UV07').send('/vangmat GM-01; Họp Bộ');
    await phone('UV07').receives(/chờ đồng chí Lê Thị Phó/);
    const asked = await phone('PTB1').receives(/Mạc Nông Nghiệp xin vắng mặt/);
    expect(asked.buttons.flat()).toContain('Đồng ý cho vắng');
    await phone('PTB1').press('Đồng ý cho vắng');
    await phone('PTB1').receives(/Lê Thị Phó.*đồng ý/);
    const told = await phone('UV07').receives(/đã đồng ý để đồng chí vắng mặt/);
    expect(told.text).toMatch(/Lê Thị Phó.*thay.*Trưởng ban|thay mặt/);
  });

  test('Điều 5.4, 7.2: /tinhhinh nêu số và tên, ai chưa liên lạc được thì phải gọi điện', async () => {
    await phone('TV01').send('/tinhhinh');
    const board = await phone('TV01').receives(/Tình hình GM-01/);
    expect(board.text).toContain('Thành phần: 10; đã nhận giấy mời: 6');
    expect(board.text).toContain('Chủ trì (1): Trần Văn Chủ');
    expect(board.text).toContain('Tham dự trực tiếp (2): Nguyễn Tài Chính; Đỗ Y Tế');
    expect(board.text).toContain('Được đồng ý cho vắng mặt (3): Hoàng Nội Vụ; Đinh Công Thương; Mạc Nông Nghiệp');
    expect(board.text).toMatch(
      /Chưa phản hồi, chưa xác nhận đã nhận \(4\): .*Phạm Thường Trực; Lý Chưa Liên Kết; Cao Chặn Tin/,
    );
    expect(board.text).toContain('Chưa gửi ý kiến bằng văn bản (2): Đinh Công Thương; Mạc Nông Nghiệp');
    expect(board.text).toContain('CHƯA LIÊN LẠC ĐƯỢC, cần gọi điện (2): Lý Chưa Liên Kết; Cao Chặn Tin');
  });

  test('Điều 5.1, 7.2: chỉ nhắc người chưa trả lời và nhận được tin', async () => {
    heard.forget();
    await phone('TV01').press('Nhắc người chưa trả lời');
    await phone('TV01').receives(/Đã ghi nhận: nhắc 2 người chưa trả lời/);
    await service.settled();
    expect(heard.who(/nhắc: đồng chí chưa trả lời/)).toEqual(['PTB1', 'UVTT']);
    await phone('TV01').press('Nhắc người chưa trả lời');
    await phone('TV01').receives(/Vừa nhắc lúc/);
  });

  test('Điều 6.4: câu trả lời qua điện thoại được ghi nhận; người đó được báo và tự sửa', async () => {
    const [secretary, standing] = [phone('TV01'), phone('UVTT')];
    await secretary.press('Ghi nhận qua điện thoại');
    await secretary.receives(/đồng chí nào/);
    await secretary.send('pham thuong truc');
    await secretary.receives(/trả lời thế nào/);
    await secretary.press('Dự trực tuyến');
    await secretary.receives(/bằng cách nào/);
    await secretary.press('điện thoại');
    await secretary.receives(/Đã ghi nhận câu trả lời của đồng chí Phạm Thường Trực \(điện thoại\)/);
    await standing.receives(/Bùi Thư Ký đã ghi nhận câu trả lời của đồng chí \(điện thoại\)/);
    await standing.press('Chưa đúng, trả lời lại');
    await standing.receives(/Tham dự|tham dự/);
    await standing.press('Xác nhận tham dự');
    await standing.receives(/Đã ghi nhận: đồng chí xác nhận tham dự \(trực tiếp\)/);
    await service.settled();
    const answers = await service.database.prisma.answer.findMany({
      where: { personId: personId('UVTT') },
      orderBy: { at: 'asc' },
    });
    expect(answers.map(({ source }) => source)).toEqual(['phone', 'chat']);
  });

  test('Điều 5.1, 7.2: đến từng mốc nhắc, chỉ đúng người được nhắc', async () => {
    await service.at('09:00 07/12/2026');
    heard.forget();
    await service.at('08:00 22/12/2026');
    expect(heard.who(/Nhắc/)).toEqual(['PTB1']);
    heard.forget();
    await service.at('08:30 23/12/2026');
    expect(heard.who(/cần gửi ý kiến bằng văn bản/)).toEqual(['UV06', 'UV07']);
    heard.forget();
    await service.at('08:30 24/12/2026');
    expect(heard.who(/quá hạn trả lời/)).toEqual(['PTB1']);
    expect(heard.who(/Nhắc lịch/)).toEqual(['TB', 'UV01', 'UV02', 'UVTT']);
    expect(heard.who(/cần gửi ý kiến bằng văn bản/)).toEqual(['UV06', 'UV07']);
    heard.forget();
    await service.at('08:31 24/12/2026');
    expect(heard.who(/./)).toEqual([]);
  });

  test('Điều 3.3, QĐ45: đổi giờ họp do Trưởng ban quyết định; mọi người được báo, trả lời lại từ đầu', async () => {
    const [secretary, chair] = [phone('TV01'), phone('TB')];
    await secretary.send('/doilich GM-01; Thời gian; 14:00 28/12/2026');
    await secretary.receives(/Lý do thay đổi/);
    heard.forget();
    await secretary.send('Trùng lịch họp Thường trực Tỉnh ủy');
    await secretary.receives(/đã trình đồng chí Trần Văn Chủ/);
    await chair.receives(/đề nghị đổi lịch/);
    await service.settled();
    expect(heard.who(/THAY ĐỔI/)).toEqual([]);
    await chair.press('Đồng ý đổi lịch');
    await service.settled();
    expect(heard.who(/THAY ĐỔI THỜI GIAN/)).toEqual(
      ['PTB1', 'TL01', 'UV01', 'UV02', 'UV03', 'UV06', 'UV07', 'UVTT'].sort(),
    );
    const told = newest(service, 'UV01', /THAY ĐỔI/);
    expect(told).toMatch(/Thời gian cũ: 14 giờ 00, thứ Sáu, 25\/12\/2026.*14 giờ 00, thứ Hai, 28\/12\/2026/);
    expect(told).toContain('Lý do: “Trùng lịch họp Thường trực Tỉnh ủy”');
    await phone('TV01').send('/tinhhinh GM-01');
    const board = await phone('TV01').receives(/Tình hình GM-01/);
    expect(board.text).toContain('Chưa phản hồi, chưa xác nhận đã nhận (9)');
    expect(board.text).not.toContain('Chưa gửi ý kiến');
  });

  test('Điều 5.1: mốc nhắc đặt lại theo giờ mới, mốc của giờ cũ không còn nhắc ai', async () => {
    await phone('UV01').press('Xác nhận tham dự');
    await phone('UV01').receives(/xác nhận tham dự/);
    await service.settled();
    heard.forget();
    await service.at('08:00 25/12/2026');
    expect(heard.who(/Nhắc/)).toEqual(['PTB1', 'TB', 'TL01', 'UV01', 'UV02', 'UV03', 'UV06', 'UV07', 'UVTT']);
    expect(heard.who(/Nhắc lịch/)).toEqual(['TB', 'UV01']);
    heard.forget();
    await service.at('12:00 25/12/2026');
    expect(heard.who(/Nhắc/)).toEqual([]);
  });

  test('Điều 3.3: cuộc họp thứ hai bị hủy; mọi người được mời được báo, không còn phải làm gì', async () => {
    await convene(service, '/taohop quý; Họp quý I năm 2027; 08:00 20/01/2027; Hội trường UBND tỉnh');
    heard.forget();
    await phone('TV01').send('/huyhop GM-02; Gộp vào phiên họp tháng 2');
    await phone('TB').receives(/đề nghị hủy họp/);
    await phone('TB').press('Đồng ý hủy họp');
    await service.settled();
    expect(heard.who(/HỦY HỌP/)).toEqual(['PTB1', 'TL01', 'UV01', 'UV02', 'UV03', 'UV06', 'UV07', 'UVTT'].sort());
    expect(newest(service, 'UV02', /HỦY HỌP/)).toContain('Lý do: “Gộp vào phiên họp tháng 2”');
    await phone('UV02').send('/thamdu GM-02');
    await phone('UV02').receives(/GM-02 không thuộc các mục dưới đây/);
    await phone('UV02').press('Hủy');
    await phone('UV02').receives(/không ghi nhận gì/);
  });

  test('Điều 6.4: điểm danh theo phản hồi, sửa từng người, kết thúc thì cuộc họp đã họp xong', async () => {
    const secretary = phone('TV01');
    await phone('UV02').send('/thamdu GM-01');
    await phone('UV02').receives(/xác nhận tham dự/);
    heard.forget();
    await service.at('15:00 28/12/2026');
    expect(heard.who(/Đề nghị đồng chí điểm danh/)).toEqual(['TV01']);
    await secretary.press('Điểm danh');
    await secretary.receives(/Đã điểm danh 0\/10/);
    await secretary.press('Còn lại: theo phản hồi');
    await secretary.receives(/điểm danh 2 người/);
    await secretary.press('Ghi từng người');
    await secretary.receives(/Điểm danh cho ai/);
    await secretary.send('UV05');
    await secretary.receives(/Ghi nhận thế nào/);
    await secretary.press('vắng mặt không lý do');
    await secretary.receives(/Cao Chặn Tin, vắng mặt không lý do/);
    await secretary.press('Còn lại: có mặt');
    await secretary.receives(/Đã điểm danh 10\/10/);
    await secretary.press('Kết thúc điểm danh');
    const held = await secretary.receives(/Cuộc họp đã kết thúc/);
    expect(held.text).toContain('Cao Chặn Tin: vắng mặt không lý do');
    const over = await phone('UV01').receives(/Cuộc họp đã kết thúc\. Điểm danh: có mặt trực tiếp/);
    expect(over.buttons.flat()).toEqual([]);
    await service.settled();
    const { state } = await service.database.prisma.meeting.findFirstOrThrow({ where: { code: 'GM-01' } });
    expect(state).toBe('held');
  });

  test('Điều 3.1, 6.2: nhiệm vụ từ cuộc họp được giao, báo cáo bằng chữ và tệp', async () => {
    const lead = phone('UV01');
    await phone('TB').send('/giaoviec UV01; Ban hành kế hoạch dữ liệu mở; 15/01/2027');
    await phone('TB').receives(/NV-01/);
    await lead.receives(/được giao chủ trì/);
    await lead.press('Tiếp nhận');
    await lead.receives(/tiếp nhận nhiệm vụ/);
    await lead.press('Báo cáo');
    await lead.receives(/phần trăm/);
    await lead.send('40');
    await lead.receives(/Xong/);
    await lead.send('Đã lấy ý kiến các sở');
    await lead.receives(/1 đoạn/);
    await lead.sendFile({ name: 'du-thao.pdf', bytes: pdf('dự thảo'), mime: 'application/pdf' });
    await lead.receives(/1 tệp/);
    await lead.press('Xong');
    await lead.receives(/báo cáo tiến độ 40%/);
  });

  test('Điều 5.1, 7.2: nhiệm vụ được nhắc theo mốc, quá hạn thì mỗi tuần một lần', async () => {
    await service.settled();
    const rungs: string[] = [];
    for (let day = new Date('2026-12-29T01:30:00Z'); day < new Date('2027-01-30T00:00:00Z'); ) {
      heard.forget();
      await service.at(day);
      if (heard.who(/NV-01/).includes('UV01')) rungs.push(day.toISOString().slice(5, 10));
      day = new Date(day.getTime() + 86_400_000);
    }
    // Seven, three and one working day before Friday 15 January, on the day; then weekly.
    expect(rungs).toEqual(['01-06', '01-12', '01-14', '01-15', '01-22', '01-29']);
    expect(newest(service, 'UV01', /NV-01/)).toMatch(/quá hạn \d+ ngày làm việc/);
  });

  test('Điều 8.9: đầu tháng Thư ký nhận mã niêm phong nhật ký, một lần; mã đó dùng để kiểm tra được', async () => {
    const { database, clock } = service;
    await service.settled();
    const world = { now: clock.now(), newId: () => 'seal000000000000' };
    await database.transaction((tx) => startReminders(tx, [watchSeal(bodyId, world.now)], bodyId, world));
    await service.at('08:00 01/02/2027');
    heard.forget();
    await service.at('08:00 01/03/2027');
    await service.at('14:00 02/03/2027');
    expect(heard.who(/Mã niêm phong nhật ký/)).toEqual(['TV01']);
    const told = newest(service, 'TV01', /Mã niêm phong nhật ký ngày 01\/03\/2027/);
    const seal = /[0-9a-f]{8}(-[0-9a-f]{8}){7}/.exec(told)![0].replaceAll('-', '');
    expect(await lostSeals(database.pool, [seal, seal.slice(0, 16)])).toEqual([]);
    expect(await lostSeals(database.pool, ['f'.repeat(64)])).toEqual(['f'.repeat(64)]);
    const sent = await database.prisma.outbox.count({ where: { key: { startsWith: 'record:seal:2027-03' } } });
    expect(sent).toBe(1);
  });

  test('Điều 8.9: các bảng đúng như nhật ký: làm lại mọi việc từ nhật ký thì được đúng các bảng ấy', async () => {
    await service.settled();
    const { registry, knowledge } = service.app;
    const replayed = await replayRecord(service.ownerUrl, registry, knowledge);
    expect(replayed).toEqual({ acts: expect.any(Number), undone: [], differences: [] });
    expect(replayed.acts).toBeGreaterThan(20);
  });

  test('Điều 8.9: hồ sơ liền mạch; không tin nào hỏng, không việc nào có hai thẻ cùng bấm được', async () => {
    await service.settled();
    expect(await verifyAudit(service.database.pool)).toMatchObject({ whole: true });
    expect(service.api.invariants()).toEqual([]);
    const dead = await service.database.prisma.outbox.findMany({ where: { state: { in: ['dead', 'doubtful'] } } });
    expect(dead).toEqual([]);
    for (const { code } of wholeCommittee) expect(liveTwice(service, code), code).toEqual([]);
  });
});
