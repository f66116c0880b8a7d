import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchMornings } from '../../src/regulation/leaders/index.ts';
import { startReminders } from '../../src/store/reminders.ts';
import { bodyId } from '../support/committee.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

test('TK6, Điều 3.1: người chủ trì xin gia hạn kèm lý do; lãnh đạo đã giao quyết định; chưa quyết định thì hạn cũ vẫn giữ', async () => {
  const [chair, lead, other, secretary] = ['TB', 'UV03', 'UV02', 'TV01'].map((code) => service.phone(code));
  await chair!.send('/giaoviec UV03; Ban hành kế hoạch dữ liệu mở; 31/12/2026');
  await lead!.receives(/NV-01/);
  await other!.send('/giahan NV-01; 31/01/2027; Chờ Bộ hướng dẫn');
  await other!.receives(/không có nhiệm vụ nào/);
  await lead!.press('Xin gia hạn');
  await lead!.receives(/đến ngày nào/);
  await lead!.send('30/12/2026');
  await lead!.receives(/Lý do xin gia hạn/);
  await lead!.send('Chờ Bộ hướng dẫn');
  await lead!.receives(/Ngày mới phải sau hạn hiện nay/);
  await lead!.send('31/01/2027');
  await lead!.receives(/Đã gửi đề nghị gia hạn GH-01/);
  const asked = await chair!.receives(/GH-01/);
  expect(asked.text).toContain('Hạn hiện nay: 31/12/2026. Xin gia hạn đến: 31/01/2027');
  expect(asked.text).toContain('Chờ Bộ hướng dẫn');
  await lead!.send('/giahan NV-01; 28/02/2027; Chưa kịp chuẩn bị');
  await lead!.receives(/đã có đề nghị gia hạn GH-01/);
  await secretary!.send('/choduyet');
  expect((await secretary!.receives(/việc/)).text).not.toContain('GH-01');
  await lead!.send('/nhiemvu');
  expect((await lead!.receives(/NV-01/)).text).toContain('31/12/2026');
  // A code by itself shows its matter, to whom it is open.
  await lead!.send('nv 1');
  await lead!.receives(/Nhiệm vụ NV-01, hạn/);
  await chair!.send('GH-01');
  await chair!.receives(/Đề nghị gia hạn GH-01/);
  await other!.send('NV-01');
  await other!.receives(/chưa hiểu/);
  await chair!.send('/choduyet');
  await chair!.receives(/1 việc chờ[\s\S]*GH-01/);
  await chair!.press('Xem GH-01');
  await chair!.receives(/hạn cũ vẫn giữ/);
  await chair!.press('Đồng ý gia hạn');
  const decided = await chair!.receives(/đồng chí đồng ý gia hạn/);
  expect(decided.text).toContain('Hạn cũ: 31/12/2026. Đã xin đến: 31/01/2027');
  const told = await lead!.receives(/31\/01\/2027/);
  expect(told.text).toContain('NV-01');
  await service.settled();
});

test('Điều 3.1: không đồng ý thì hạn cũ giữ nguyên, người đề nghị biết lý do; rút được khi chưa quyết định', async () => {
  const [chair, lead] = [service.phone('TB'), service.phone('UV02')];
  await chair.send('/giaoviec UV02; Chuẩn hóa dữ liệu; 31/12/2026');
  await lead.receives(/NV-02/);
  await lead.send('/giahan NV-02; 15/01/2027; Thiếu người');
  await lead.receives(/GH-02/);
  await lead.press('Rút đề nghị');
  await lead.receives(/Đã rút đề nghị/);
  await lead.send('/giahan NV-02; 20/01/2027; Thiếu người');
  await lead.receives(/GH-03/);
  await chair.receives(/GH-03/);
  await chair.press('Không đồng ý gia hạn');
  await chair.receives(/Lý do không đồng ý|Lý do/);
  await chair.send('Việc gấp');
  await chair.receives(/không đồng ý gia hạn/);
  const told = await lead.receives(/đã được trả lời/);
  expect(told.text).toContain('Việc gấp');
  await service.settled();
});

test('Điều 3.1: “lùi NV-02 đến … giúp chị”: Thư ký nói thì đọc lại rồi chuyển hạn, người chủ trì nói thì là xin gia hạn', async () => {
  const [secretary, lead, other] = [service.phone('TV01'), service.phone('UV02'), service.phone('UV03')];
  await secretary.send('lùi NV-02 đến 20/01/2027 giúp chị vì chờ Bộ');
  const read = await secretary.receives(/chọn Gửi/);
  expect(read.text).toMatch(/Chuyển thời hạn NV-02[\s\S]*20\/01\/2027[\s\S]*chờ Bộ/);
  await secretary.press('Gửi');
  await secretary.receives(/chuyển thời hạn sang/);
  await lead.receives(/Điều chỉnh thời hạn NV-02: 20\/01\/2027/);
  await lead.send('đổi hạn NV-02 sang 15/02/2027');
  await lead.receives(/Lý do xin gia hạn/);
  await lead.send('/huy');
  await lead.receives(/Đã hủy/);
  await other.send('lùi NV-02 đến 28/02/2027');
  // Whatever is answered: a task of somebody else's is not moved, nor one of his own instead.
  await other.receives(/\S/);
  await service.settled();
  expect((await service.database.prisma.task.findFirstOrThrow({ where: { code: 'NV-02' } })).dueDay).toBe('2027-01-20');
});

test('TK9, Điều 7.2, 5.3: đôn đốc ba lần, không bỏ lần nào: nhắc, yêu cầu phương án khắc phục, đề nghị Trưởng ban phê bình', async () => {
  const [chair, lead, secretary, other] = ['TB', 'UV01', 'TV01', 'UV02'].map((code) => service.phone(code));
  await chair!.send('/giaoviec UV01; Lập dự toán năm 2027; 31/12/2026');
  await lead!.receives(/NV-03/);
  await service.settled();
  await secretary!.send('/dondoc NV-03; Khẩn trương');
  await secretary!.receives(/còn xa hạn/);
  await other!.send('/dondoc NV-03; Khẩn trương');
  await other!.receives(/dành cho|không thuộc quyền/);
  await service.at(new Date('2026-12-30T02:00:00Z'));
  await secretary!.send('/dondoc NV-03; Đề nghị báo cáo tiến độ');
  await secretary!.receives(/Đã ghi sổ đôn đốc DD-01/);
  const first = await lead!.receives(/Đôn đốc lần 1/);
  expect(first.text).toContain('Đề nghị báo cáo tiến độ');
  expect(first.buttons.flat()).toContain('Báo cáo');
  await secretary!.send('/dondoc NV-03; Đề nghị báo cáo ngay');
  await secretary!.receives(/đã được đôn đốc hôm nay/);
  await service.settled();
  await service.at(new Date('2027-01-06T02:00:00Z'));
  await secretary!.send('/dondoc NV-03; Đã quá hạn');
  await secretary!.receives(/DD-02/);
  const second = await lead!.receives(/Đôn đốc lần 2/);
  expect(second.text).toContain('Đã đôn đốc lần 1 ngày');
  await lead!.press('Gửi phương án khắc phục');
  await lead!.receives(/Phương án khắc phục của đồng chí/);
  await lead!.send('Bổ sung hai cán bộ, xong ngày 20/01/2027');
  await lead!.receives(/Đã gửi phương án/);
  await secretary!.receives(/đã gửi phương án khắc phục/);
  await service.settled();
});

test('Điều 2.1, 7.2: lần ba chỉ là đề nghị; Trưởng ban quyết định thì mới là phê bình, trước đó người chủ trì không bị nêu', async () => {
  const [chair, lead, secretary] = ['TB', 'UV01', 'TV01'].map((code) => service.phone(code));
  await service.at(new Date('2027-01-07T02:00:00Z'));
  await secretary!.send('/dondoc NV-03; Chưa chuyển biến');
  await secretary!.receives(/DD-03/);
  const asked = await chair!.receives(/Đôn đốc lần 3/);
  expect(asked.buttons.flat()).toEqual(expect.arrayContaining(['Đồng ý phê bình', 'Không phê bình']));
  await service.settled();
  expect(lead!.transcript()).not.toContain('DD-03');
  await lead!.send('/dsdondoc');
  expect((await lead!.receives(/Các lần tôi được đôn đốc/)).text).not.toContain('DD-03');
  await chair!.press('Đồng ý phê bình');
  await chair!.receives(/Ý kiến của đồng chí/);
  await chair!.send('Rút kinh nghiệm, hoàn thành trước 20/01');
  await chair!.receives(/đồng chí phê bình/);
  const told = await lead!.receives(/Trưởng ban phê bình việc chậm/);
  expect(told.text).toContain('Rút kinh nghiệm');
  await service.settled();
});

test('TK14, Điều 3.1: thời hạn tính từ sự kiện: chưa có ngày; cơ quan thường trực ghi nhận thì bắt đầu tính, các đồng chí liên quan được báo', async () => {
  const [secretary, lead, other, member] = ['TV01', 'UV02', 'UV03', 'UV01'].map((code) => service.phone(code));
  const line = 'UV02; Ban hành kế hoạch thực hiện; Trung ương ban hành chương trình; 30 ngày; UV03; Kế hoạch';
  await secretary!.send(`/giaotheodieukien ${line}; TB`);
  const card = await secretary!.receives(/Đã ghi nhận: giao nhiệm vụ NV-\d+, hạn chưa tính/);
  const [code] = /NV-\d+/.exec(card.text)!;
  const told = await lead!.receives(new RegExp(`Giao nhiệm vụ ${code}, hạn chưa tính`));
  expect(told.text).toContain('Thời hạn tính từ: Trung ương ban hành chương trình');
  expect(told.text).toContain('Hạn: 30 ngày sau sự kiện; chưa xảy ra nên chưa có ngày');
  expect(told.text).toContain('Người giao: đồng chí Trần Văn Chủ');
  expect(told.buttons.flat()).toEqual(['Tiếp nhận', 'Báo cáo', 'Giao trong cơ quan']);
  await service.settled();
  await lead!.send(`/baocao ${code}; 40; Đã chuẩn bị dự thảo`);
  await lead!.receives(/tiến độ 40%/);
  await lead!.send('/nhiemvu của tôi');
  expect((await lead!.receives(/chưa đến hạn tính 1\)/)).text).toMatch(
    new RegExp(`${code}, hạn chưa tính[\\s\\S]*40%, chưa đến hạn tính \\(chờ: Trung ương`),
  );
  await lead!.send(`/giahan ${code}; 20/03/2027; Chờ hướng dẫn`);
  await lead!.receives(/chưa đến hạn tính nên chưa có gì để gia hạn/);
  await member!.send('/nhiemvu');
  expect((await member!.receives(/Nhiệm vụ/)).text).not.toContain(code);
  await secretary!.press('Sự kiện đã xảy ra');
  await secretary!.receives(/xảy ra ngày nào/);
  await secretary!.send('05/01/2027');
  await secretary!.receives(/văn bản nào/);
  await secretary!.send('Chương trình số 15-CTr/TW');
  await secretary!.receives(/thời hạn bắt đầu tính: .*04\/02\/2027/);
  const counted = await lead!.receives(new RegExp(`Bắt đầu tính thời hạn ${code}: 04/02/2027`));
  expect(counted.text).toContain('Sự kiện: ngày 05/01/2027, Chương trình số 15-CTr/TW');
  await other!.receives(/04\/02\/2027/);
  await service.settled();
});

test('TK12, Điều 12.2: nhiệm vụ định kỳ: mỗi kỳ một nhiệm vụ riêng, kỳ trước chưa xong vẫn còn đó', async () => {
  const [chair, lead] = ['TB', 'UV02'].map((code) => service.phone(code));
  await chair!.send('/giaodinhky UV02; Báo cáo tiến độ; tháng; 25');
  await chair!.receives(/Đã ghi nhận DK-01/);
  await lead!.receives(/Hằng tháng, hạn ngày 25/);
  await service.at(new Date('2027-01-07T03:00:00Z'));
  await lead!.receives(/Báo cáo tiến độ \(1\/2027\)/);
  await service.at(new Date('2027-02-01T02:00:00Z'));
  await lead!.receives(/Báo cáo tiến độ \(2\/2027\)/);
  await chair!.send('/dsdinhky');
  await chair!.receives(/DK-01/);
  await chair!.press('Xem DK-01');
  const card = await chair!.receives(/Kỳ 1\/2027 · NV-\d+: Đang thực hiện: 0%, quá hạn[\s\S]*Kỳ 2\/2027 · NV-\d+/);
  expect(card.buttons.flat()).toContain('Dừng');
  await chair!.press('Dừng');
  await chair!.receives(/Lý do dừng/);
  await chair!.send('Chuyển sang báo cáo trên hệ thống');
  await chair!.receives(/Đã ghi nhận: dừng/);
  await service.settled();
  await service.at(new Date('2027-03-01T02:00:00Z'));
  await service.settled();
  expect(lead!.transcript()).not.toContain('(3/2027)');
});

test('RP4, Điều 5.1, 10.2: người nợ chín việc nhận một tin mỗi sáng; Trưởng ban nhận một tin: việc chờ quyết định, điểm nghẽn', async () => {
  const [chair, lead, standing, secretary] = ['TB', 'UV03', 'UVTT', 'TV01'].map((code) => service.phone(code));
  const now = service.clock.now();
  const world = { now, newId: () => 'r000000000morning' };
  await service.database.transaction((tx) => startReminders(tx, [watchMornings(bodyId, now)], bodyId, world));
  for (const nth of [1, 2, 3, 4, 5, 6]) {
    await chair!.send(`/giaoviec UV03; Rà soát danh mục số ${nth}; 05/03/2027`);
    await lead!.receives(new RegExp(`Rà soát danh mục số ${nth}`));
  }
  for (const nth of [1, 2, 3]) {
    await secretary!.send(`/yeucau UV03; 05/03/2027; Cung cấp số liệu ${nth}`);
    await secretary!.receives(/Đồng chí gửi|Đã gửi|YC-0/);
    await lead!.receives(new RegExp(`Cung cấp số liệu ${nth}`));
  }
  const task = await service.database.prisma.task.findFirstOrThrow({ where: { title: 'Rà soát danh mục số 6' } });
  await lead!.send(`/giahan ${task.code}; 20/03/2027; Chờ số liệu`);
  await chair!.receives(/Chờ số liệu/);
  await service.settled();
  await service.at(new Date('2027-03-03T01:00:00Z'));
  const before = new Map([chair, lead, standing].map((phone) => [phone, phone!.messages.length]));
  const news = (phone: typeof chair) => phone!.messages.slice(before.get(phone)).filter(({ from }) => from === 'bot');
  await service.at(new Date('2027-03-04T01:00:00Z'));
  expect(news(lead).map(({ text }) => text)).toHaveLength(1);
  // One message of all nine, in whatever order they came up.
  for (const owed of ['6 nhiệm vụ sắp đến hạn', 'số liệu 1”', 'số liệu 2”', 'số liệu 3”'])
    expect(news(lead)[0]!.text).toContain(owed);
  const [morning, ...more] = news(chair);
  expect(more).toEqual([]);
  expect(morning!.text).toMatch(
    /Việc hôm nay[\s\S]*1 việc chờ đồng chí quyết định\n1\. GH-\d+[\s\S]*điểm nghẽn: \d+[\s\S]*NV-03/,
  );
  expect(morning!.buttons.flat()).toEqual(expect.arrayContaining([expect.stringMatching(/Xem GH-/), 'Điểm nghẽn']));
  expect(news(standing)).toHaveLength(1);
  await chair!.press('Điểm nghẽn');
  await chair!.receives(
    /Điểm nghẽn: nhiệm vụ quá hạn đã lên lãnh đạo Ban[\s\S]*NV-03: Lập dự toán năm 2027\. Nguyễn Tài Chính, Sở Tài chính; hạn 31\/12\/2026, quá \d+ ngày làm việc/,
  );
  await service.settled();
});

test('TK11, Điều 3.1, 7.2, 12.1: kế hoạch kiểm tra do Trưởng ban quyết định; kết quả từng cơ quan; đủ kết quả mới kết luận', async () => {
  const [chair, health, home, secretary] = ['TB', 'UV02', 'UV03', 'TV01'].map((code) => service.phone(code));
  await secretary!.send('/kiemtra Kiểm tra kho dữ liệu; UV02, UV03; 15/03/2027; Theo Kế hoạch số 15/KH-BCĐ');
  await secretary!.receives(/dự thảo KTCQ-01/);
  await service.settled();
  await home!.send('/dskiemtra');
  expect((await home!.receives(/kiểm tra cơ quan tôi/)).text).not.toContain('KTCQ-01');
  await secretary!.press('Trình Trưởng ban');
  await secretary!.receives(/Ý kiến của cơ quan thường trực/);
  await secretary!.send('Đề nghị đồng ý');
  await chair!.receives(/KTCQ-01/);
  await chair!.press('Đồng ý kiểm tra');
  await chair!.receives(/Đã ghi nhận\. Hệ thống đang báo các cơ quan/);
  const told = await home!.receives(/Trưởng ban đã đồng ý kế hoạch kiểm tra/);
  expect(told.text).toContain('Sở Nội vụ: kiểm tra ngày 15/03/2027, chưa có kết quả');
  expect(told.text).not.toContain('Sở Y tế');
  await secretary!.receives(/Trưởng ban đã đồng ý/);
  await secretary!.press('Kết luận kiểm tra');
  await secretary!.receives(/Chưa có kết quả của: Sở Y tế; Sở Nội vụ[\s\S]*Điều 12\.1/);
  await secretary!.send('/dskiemtra');
  await secretary!.receives(/Các đợt kiểm tra của cả Ban/);
  await secretary!.press('Xem KTCQ-01');
  await secretary!.receives(/Đang kiểm tra; đồng chí Trần Văn Chủ/);
  for (const [agency, words] of [
    ['Sở Y tế', 'Đạt yêu cầu'],
    ['Sở Nội vụ', 'Thiếu phân quyền truy cập'],
  ]) {
    await secretary!.press('Ghi kết quả');
    await secretary!.receives(/Cơ quan nào/);
    await secretary!.press(agency!);
    await secretary!.receives(/làm được gì/);
    await secretary!.send(words!);
    await secretary!.receives(new RegExp(`${agency} \\(ngày 15/03/2027\\): “${words}”`));
  }
  expect((await health!.receives(/Đã có kết quả kiểm tra cơ quan đồng chí/)).text).not.toContain('phân quyền');
  await service.settled();
  await secretary!.press('Kết luận kiểm tra');
  await secretary!.receives(/Kết luận chung/);
  await secretary!.send('Các cơ quan khắc phục trước 30/4');
  await chair!.receives(/Đợt kiểm tra đã kết luận/);
  await secretary!.send('/ketquakiemtra');
  await secretary!.receives(/KTCQ-01 · Sở Nội vụ \(ngày 15\/03\/2027\): Thiếu phân quyền truy cập/);
  await service.settled();
});
