import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Text } from '../../src/kernel/text.ts';
import { checkPaper } from '../../src/papers/check.ts';
import { watchMornings } from '../../src/regulation/leaders/index.ts';
import { startReminders } from '../../src/store/reminders.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { bodyId } from '../support/committee.ts';
import { convene } from '../support/journey.ts';
import { paperSent } from '../support/papers.ts';
import { type Service, startService } from '../support/service.ts';

const texts = openTexts();
const say = (words: Text): string => texts.say('vi', words);
let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

/** The meeting of 25/12/2026, 14:00, is over four hours later; the next working morning is Monday's. */
const evening = new Date('2026-12-25T11:30:00Z');
const nextMorning = new Date('2026-12-28T01:00:00Z');

const pasted = [
  'Đánh giá: công tác chuyển đổi số có chuyển biến tích cực.',
  '1. Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ xây dựng kho dữ liệu y tế; hoàn thành trước ngày 31/3/2027. Sản phẩm: Quyết định ban hành.',
  '2. Sở Nội vụ: ban hành kế hoạch đào tạo.',
  '3. Các cơ quan báo cáo hằng tháng.',
].join('\n');

test('KL1, Điều 7.3, QĐ45: họp xong, sáng hôm sau cơ quan thường trực được nhắc ra thông báo kết luận trong 5 ngày làm việc', async () => {
  await convene(service);
  await service.at(evening);
  await service.at(nextMorning);
  const secretary = service.phone('TV01');
  const asked = await secretary.receives(/Thông báo kết luận cuộc họp GM-01/);
  expect(asked.text).toContain('04/01/2027');
  await service.settled();
});

test('Điều 7.3, 6.4: dán kết luận; tách thành điểm; điểm chưa rõ để ngỏ; bổ sung rồi trình người chủ trì', async () => {
  const secretary = service.phone('TV01');
  await secretary.send('/ketluan GM-01');
  await secretary.receives(/dán nội dung kết luận/);
  await secretary.send(pasted);
  await secretary.receives(/1 đoạn/);
  await secretary.press('Xong');
  const card = await secretary.receives(/Kết luận KL-01/);
  expect(card.text).toContain('Chủ trì: Trần Văn Chủ');
  expect(card.text).toMatch(
    /Đỗ Y Tế chủ trì · phối hợp: Hoàng Nội Vụ · hạn .*31\/03\/2027 · sản phẩm: Quyết định ban hành/,
  );
  expect(card.text).toMatch(/ban hành kế hoạch đào tạo\.\n→ Hoàng Nội Vụ chủ trì · CHƯA RÕ thời hạn/);
  expect(card.text).toContain('4 điểm: 1 đủ để giao, 3 còn để ngỏ.');
  await secretary.press('Điểm chỉ để biết');
  await secretary.receives(/Điểm số mấy/);
  await secretary.send('1');
  await secretary.receives(/1 chỉ để biết, 2 còn để ngỏ/);
  await secretary.press('Ghi chủ trì, thời hạn');
  await secretary.receives(/Điểm số mấy/);
  await secretary.send('3');
  await secretary.receives(/chủ trì/i);
  await secretary.send('UV03');
  await secretary.receives(/ngày nào/);
  await secretary.send('20/01/2027');
  await secretary.receives(/phối hợp/);
  await secretary.press('Bỏ qua');
  await secretary.receives(/Sản phẩm/);
  await secretary.press('Bỏ qua');
  await secretary.receives(/2 đủ để giao, 1 chỉ để biết, 1 còn để ngỏ/);
  // What the words of a point say already is kept by one tap, and passed over it is not lost.
  await secretary.press('Ghi chủ trì, thời hạn');
  await secretary.receives(/Điểm số mấy/);
  await secretary.send('2');
  await secretary.receives(/Giao cho ai chủ trì/);
  await secretary.send('UV02');
  await secretary.receives(/Hạn là ngày nào/);
  await secretary.press('Giữ hạn 31/03/2027');
  await secretary.receives(/Ai phối hợp/);
  await secretary.press('Bỏ qua');
  await secretary.receives(/Sản phẩm là gì/);
  await secretary.press('Bỏ qua');
  await secretary.receives(/Đỗ Y Tế chủ trì · phối hợp: Hoàng Nội Vụ · hạn .*31\/03\/2027 · sản phẩm: Quyết định/);
  await secretary.press('Trình duyệt');
  await secretary.receives(/Đã trình/);
  await service.settled();
});

test('KL3, Điều 7.3, 2.1: chỉ người chủ trì duyệt; trả lại một lần kèm ý kiến; không trả lời không phải là duyệt', async () => {
  const [chair, secretary, deputy] = [service.phone('TB'), service.phone('TV01'), service.phone('PTB1')];
  const asked = await chair.receives(/Kết luận KL-01/);
  // Nobody else hears of what is not issued.
  expect(service.phone('UV02').messages.some(({ text }) => text.includes('KL-01'))).toBe(false);
  await service.phone('UV02').send('/dsketluan');
  expect((await service.phone('UV02').receives(/Kết luận gửi đến/)).text).not.toContain('KL-01');
  await chair.press('Sửa lời một điểm');
  await chair.receives(/Điểm số mấy/);
  await chair.send('3');
  await chair.receives(/Nội dung mới/);
  await chair.send('Sở Nội vụ: ban hành kế hoạch đào tạo năm 2027.');
  await chair.receives(/đào tạo năm 2027/);
  expect(asked.buttons.flat()).toEqual(expect.arrayContaining(['Duyệt kết luận', 'Trả lại, sửa']));
  await deputy.send('/choduyet');
  await deputy.receives(/Không có việc nào/);
  await chair.send('/choduyet');
  const list = await chair.receives(/1 việc chờ/);
  expect(list.text).toContain('KL-01');
  await chair.press('Xem KL-01');
  await chair.receives(/chờ đồng chí Trần Văn Chủ duyệt/);
  await chair.press('Trả lại, sửa');
  await chair.receives(/cần sửa gì/);
  await chair.send('Bổ sung hạn cho điểm 4');
  await chair.receives(/Đã trả lại/);
  const back = await secretary.receives(/được trả lại để sửa/);
  expect(back.text).toContain('Bổ sung hạn cho điểm 4');
  await secretary.press('Điểm chỉ để biết');
  await secretary.receives(/Điểm số mấy/);
  await secretary.send('4');
  await secretary.receives(/2 chỉ để biết(?!.*còn để ngỏ)/);
  await secretary.press('Trình duyệt');
  await secretary.receives(/Đã trình/);
  await service.settled();
  await chair.press('Duyệt kết luận');
  await chair.receives(/Đã duyệt/);
  await secretary.receives(/đã được duyệt/);
});

test('KL4, Điều 7.3: Văn thư cấp số thì phát hành đến người liên quan, ai cũng xác nhận đã nhận', async () => {
  const [secretary, member] = [service.phone('TV01'), service.phone('UV02')];
  await secretary.press('Nhập số, phát hành');
  await secretary.receives(/Số của thông báo/);
  await secretary.send('mười lăm');
  await secretary.receives(/không phải số văn bản/);
  await secretary.send('15');
  await secretary.receives(/Đã phát hành/);
  const got = await member.receives(/Thông báo số 15\/TB-/);
  expect(got.text).toContain('bấm Đã nhận');
  expect(got.text).not.toContain('CHƯA RÕ');
  expect(got.text).not.toContain('Chưa điểm danh');
  expect(got.text).not.toContain('còn để ngỏ');
  await member.press('Đã nhận');
  await member.receives(/đồng chí đã nhận/);
  await service.settled();
});

test('NĐ 30/2020: văn phòng lấy bản giấy trong chat; đúng thể thức, mang số của Văn thư; ủy viên không có nút ấy', async () => {
  const secretary = service.phone('TV01');
  await secretary.send('/dsketluan');
  await secretary.receives(/KL-01/);
  await secretary.press('Xem KL-01');
  await secretary.receives(/Đã nhận: 1\//);
  await secretary.press('Bản giấy');
  await secretary.receives(/Bản giấy gửi kèm/);
  await service.settled();
  const notice = paperSent(service, 'TV01');
  expect(checkPaper(notice.bytes, say).map(({ words }) => say(words))).toEqual([]);
  expect(notice.name).toMatch(/^Thông báo Kết luận của đồng chí Trần Văn Chủ.*\.docx$/);
  expect(notice.text).toContain('Số: 15/TB-BCĐCĐS');
  expect(notice.text).toContain('đã chủ trì cuộc họp quý IV năm 2026');
  expect(notice.text).toContain(
    '3. Sở Nội vụ: ban hành kế hoạch đào tạo năm 2027 (hoàn thành chậm nhất ngày 20/01/2027).',
  );
  // The signed copy takes the draft's place.
  await secretary.press('Nộp bản đã ký');
  await secretary.receives(/gửi tệp bản đã ký/);
  await secretary.sendFile({ name: 'TB 15 da ky.pdf', bytes: Buffer.from('%PDF-1.4\n%%EOF'), mime: 'application/pdf' });
  await secretary.receives(/1 tệp/);
  await secretary.press('Xong');
  await secretary.receives(/Đã nhận bản đã ký/);
  await secretary.send('/dsketluan');
  await secretary.receives(/KL-01/);
  await secretary.press('Xem KL-01');
  await secretary.receives(/Đã nhận: 1\//);
  await secretary.press('Bản giấy');
  await secretary.receives(/Bản đã ký gửi kèm \(.* nộp/);
  await service.settled();
  expect(secretary.messages.findLast(({ file }) => file)?.file?.name).toBe('TB 15 da ky.pdf');
  await service.phone('UV02').send('/dsketluan');
  await service.phone('UV02').receives(/KL-01/);
  await service.phone('UV02').press('Xem KL-01');
  const seen = await service.phone('UV02').receives(/Kết luận KL-01/);
  expect(seen.buttons.flat()).not.toContain('Bản giấy');
});

test('KL5, Điều 6.4, 3.1: một chạm, các điểm đủ rõ thành nhiệm vụ; nhiệm vụ ghi số thông báo, điểm ghi mã nhiệm vụ', async () => {
  const [secretary, lead] = [service.phone('TV01'), service.phone('UV03')];
  await secretary.send('/dsketluan');
  await secretary.receives(/KL-01/);
  await secretary.press('Xem KL-01');
  await secretary.receives(/Đã nhận: 1\//);
  await secretary.press('Giao thành nhiệm vụ');
  const done = await secretary.receives(/Đã giao thành nhiệm vụ/);
  expect(done.text).toContain('2 đã thành nhiệm vụ');
  expect(done.text).toMatch(/nhiệm vụ NV-0[12] · Đỗ Y Tế chủ trì/);
  const task = await lead.receives(/chủ trì/);
  await service.settled();
  expect(lead.messages.some(({ text }) => /NV-0[12]/.test(text) && text.includes('15/TB-'))).toBe(true);
  expect(task).toBeDefined();
  // Asked again by an old card, it gives nothing twice.
  expect(done.buttons.flat()).not.toContain('Giao thành nhiệm vụ');
});

test('Điều 7.3: đính chính sau phát hành là bản mới, báo lại mọi người liên quan và xin xác nhận lại', async () => {
  const [secretary, member] = [service.phone('TV01'), service.phone('UV02')];
  await secretary.press('Đính chính');
  await secretary.receives(/Điểm số mấy/);
  await secretary.send('4');
  await secretary.receives(/Nội dung mới/);
  await secretary.send('Các cơ quan báo cáo hằng quý.');
  await secretary.receives(/Lý do/);
  await secretary.send('Ghi nhầm kỳ báo cáo');
  await secretary.receives(/Đã đính chính/);
  const told = await member.receives(/Bản đính chính lần 2/);
  expect(told.text).toContain('Ghi nhầm kỳ báo cáo');
  expect(told.buttons.flat()).toContain('Đã nhận');
  // What was signed before says what no longer holds: it is not handed out for the new edition.
  await secretary.press('Bản giấy');
  await secretary.receives(/Bản giấy gửi kèm/);
  await service.settled();
  expect(paperSent(service, 'TV01').text).toContain('báo cáo hằng quý');
  expect(secretary.messages.findLast(({ file }) => file)?.file?.name).toMatch(/\.docx$/);
});

test('Điều 7.3: phát hành rồi thì không nhắc nữa', async () => {
  const secretary = service.phone('TV01');
  await service.settled();
  await secretary.send('/conno');
  const owing = await secretary.receives(/việc/);
  expect(owing.text).not.toContain('Thông báo kết luận cuộc họp');
});

const instructed = [
  '1. Giao Sở Y tế rà soát bệnh án điện tử trước 31/01/2027.',
  '2. Giao Sở Nội vụ lập danh sách cán bộ chuyên trách trước 15/01/2027.',
  '3. Giao Sở Nội vụ báo cáo tình hình nhân lực trước 08/01/2027.',
  '4. Giao Sở Y tế kết nối dữ liệu tiêm chủng trước 31/01/2027.',
  '5. Giao Sở Y tế tập huấn tuyến xã trước 28/02/2027.',
].join('\n');

test('KL7, Điều 3.2: ý kiến chỉ đạo giữa hai kỳ họp chỉ thành chỉ đạo khi chính lãnh đạo ấy xác nhận', async () => {
  const [chair, secretary] = [service.phone('TB'), service.phone('TV01')];
  await secretary.send('/chidao Trần Văn Chủ');
  await secretary.receives(/dán nội dung/);
  await secretary.send(instructed);
  await secretary.receives(/1 đoạn/);
  await secretary.press('Xong');
  await secretary.receives(/Kết luận KL-02/);
  await secretary.press('Xin xác nhận');
  await secretary.receives(/Đã gửi lãnh đạo xác nhận/);
  const asked = await chair.receives(/KL-02/);
  expect(asked.text).toContain('Ý kiến chỉ đạo của đồng chí Trần Văn Chủ');
  await chair.press('Đúng ý kiến tôi');
  await chair.receives(/Đã phát hành/);
  await service.phone('UV02').receives(/KL-02/);
  await service.settled();
});

const codeOf = async (title: string): Promise<string> =>
  (await service.database.prisma.task.findFirstOrThrow({ where: { title: { contains: title } } })).code;

describe('Điều 7.2, 5.1: sau thông báo kết luận: bảy nhiệm vụ đến số liệu quý', () => {
  const [chair, secretary, health, home] = ['TB', 'TV01', 'UV02', 'UV03'] as const;
  const phone = (code: string) => service.phone(code);
  const assigned: Record<string, string> = {};
  /** Reports it done, and the secretary sees it waits. */
  async function reports(code: string, task: string, words: string): Promise<void> {
    await phone(code).send(`/baocao ${task}; 100; ${words}`);
    await phone(code).receives(/đề nghị xác nhận hoàn thành/);
    await phone(secretary).receives(new RegExp(`Chờ xác nhận hoàn thành: ${task}`));
  }
  async function confirms(task: string, how: 'Xác nhận hoàn thành' | 'Trả lại, bổ sung'): Promise<void> {
    await phone(secretary).send('/choduyet');
    await phone(secretary).receives(/chờ đồng chí quyết định/);
    await phone(secretary).press(`Xem ${task}`);
    await phone(secretary).receives(/Chờ xác nhận hoàn thành/);
    await phone(secretary).press(how);
  }

  test('Điều 3.1, 10.3: một chạm thành nhiệm vụ; giao cán bộ trong cơ quan; gia hạn một nhiệm vụ, hạn đầu còn đó', async () => {
    await phone(secretary).send('/dsketluan');
    await phone(secretary).receives(/KL-02/);
    await phone(secretary).press('Xem KL-02');
    await phone(secretary).receives(/Kết luận KL-02/);
    await phone(secretary).press('Giao thành nhiệm vụ');
    await phone(secretary).receives(/5 đã thành nhiệm vụ/);
    await service.settled();
    for (const [short, title] of Object.entries({
      ...{
        decided: 'kho dữ liệu y tế',
        trained: 'kế hoạch đào tạo',
        records: 'bệnh án điện tử',
        staff: 'danh sách cán bộ',
      },
      ...{ late: 'tình hình nhân lực', vaccines: 'dữ liệu tiêm chủng', communes: 'tập huấn tuyến xã' },
    }))
      assigned[short] = await codeOf(title);
    expect(new Set(Object.values(assigned)).size).toBe(7);
    await phone(health).send(`/giaotrongcoquan ${assigned['vaccines']}; Trần An; Trưởng phòng Nghiệp vụ`);
    await phone(health).receives(/Đồng chí vẫn chịu trách nhiệm/);
    await phone(health).send(`/giahan ${assigned['records']}; 28/02/2027; Chờ hướng dẫn của Bộ`);
    await phone(chair).receives(/Chờ hướng dẫn của Bộ/);
    await phone(chair).press('Đồng ý gia hạn');
    await phone(health).receives(/28\/02\/2027[\s\S]*Hạn giao ban đầu: 31\/01\/2027/);
    await service.settled();
  });

  test('TK15, Điều 7.2: xong có sản phẩm, số văn bản; một báo cáo bị trả lại, nêu còn thiếu gì', async () => {
    await reports(health, assigned['decided']!, 'Đã ban hành Quyết định số 15/QĐ-SYT');
    await confirms(assigned['decided']!, 'Xác nhận hoàn thành');
    await phone(health).receives(/Hoàn thành đúng hạn/);
    await reports(home, assigned['staff']!, 'Đã lập');
    await confirms(assigned['staff']!, 'Trả lại, bổ sung');
    await phone(secretary).receives(/Còn thiếu gì/);
    await phone(secretary).send('Thiếu danh sách cấp xã');
    await phone(home).receives(/còn thiếu: [\s\S]*Thiếu danh sách cấp xã/);
    await reports(home, assigned['staff']!, 'Đã bổ sung cấp xã');
    await confirms(assigned['staff']!, 'Xác nhận hoàn thành');
    await phone(home).receives(/Hoàn thành đúng hạn/);
    await service.settled();
  });

  test('Điều 5.1, 7.2: nhiệm vụ quá hạn: đôn đốc ba lần, lên Trưởng ban, có trong tin buổi sáng của Trưởng ban', async () => {
    const late = assigned['late']!;
    for (const [nth, day] of ['11', '12', '13'].entries()) {
      await service.at(new Date(`2027-01-${day}T02:00:00Z`));
      await phone(secretary).send(`/dondoc ${late}; Đề nghị khẩn trương lần ${nth + 1}`);
      await phone(secretary).receives(new RegExp(`Đã ghi sổ đôn đốc DD-0${nth + 1}`));
      await service.settled();
    }
    await phone(chair).receives(/Đôn đốc lần 3/);
    await service.at(new Date('2027-01-25T02:00:00Z'));
    await reports(home, assigned['trained']!, 'Đã ban hành kế hoạch số 20/KH-SNV');
    await confirms(assigned['trained']!, 'Xác nhận hoàn thành');
    await phone(home).receives(/Hoàn thành quá hạn/);
    await service.settled();
    const now = service.clock.now();
    const world = { now, newId: () => 'r000000000morning' };
    await service.database.transaction((tx) => startReminders(tx, [watchMornings(bodyId, now)], bodyId, world));
    await service.at(new Date('2027-02-04T01:00:00Z'));
    const before = phone(chair).messages.length;
    // The next working morning after Tết.
    await service.at(new Date('2027-02-12T01:00:00Z'));
    const news = phone(chair)
      .messages.slice(before)
      .filter(({ from }) => from === 'bot');
    expect(news).toHaveLength(1);
    expect(news[0]!.text).toMatch(
      new RegExp(
        `1 việc chờ đồng chí quyết định\\n1\\. DD-03[\\s\\S]*quá hạn của Ban: 2, trong đó điểm nghẽn: 1\\n- ${late}`,
      ),
    );
    await phone(chair).send('/diemnghen');
    await phone(chair).receives(
      new RegExp(`Điểm nghẽn[\\s\\S]*${late}: [\\s\\S]*Hoàng Nội Vụ, Sở Nội vụ; hạn 08/01/2027, quá 20 ngày làm việc`),
    );
    await service.settled();
  });

  test('TK17, TK18, Điều 7.2, NĐ 335/2025: câu số liệu và bảng KPI đúng từng con số; bảng theodoinq đánh dấu đã cập nhật', async () => {
    await phone(secretary).send('/nhiemvu toàn ban');
    await phone(secretary).receives(
      /Tổng số nhiệm vụ giao: 7; đã hoàn thành: 3 \(đúng hạn 2, quá hạn 1\); đang thực hiện: 4 \(trong hạn 2, quá hạn 2\)\./,
    );
    // Three due in January: one done late, one in time after a return, one over its time, which February has to do as well.
    await phone(secretary).send('/kpi');
    await phone(secretary).receives(
      /01\/2027 · Hoàng Nội Vụ, Sở Nội vụ: giao 3, hoàn thành 2 \(đúng hạn 1, đạt ngay 1\); điểm nhiệm vụ 42,8\/70/,
    );
    // 28 February is a Sunday: what is due on it ends in March.
    await phone(secretary).send('/kpicoquan');
    await phone(secretary).receives(
      /03\/2027 · Sở Y tế: giao 3, hoàn thành 1 \(đúng hạn 1, đạt ngay 1\); điểm nhiệm vụ 23,3\/70/,
    );
    await phone(secretary).send('/thongke nhiệm vụ; 2026');
    const figures = await phone(secretary).receives(/Nhiệm vụ giao năm 2026/);
    expect(figures.text).toContain('Tổng số nhiệm vụ giao: 7;');
    // Nobody is counted as absent in a meeting whose roll nobody took.
    await phone(secretary).press('Dự họp');
    await phone(secretary).receives(/Dự họp năm 2026[\s\S]*Năm này chưa có số liệu/);
    await phone(secretary).send('/diemdanh GM-01');
    await phone(secretary).receives(/Điểm danh/);
    await phone(secretary).press('Còn lại: có mặt');
    await phone(secretary).receives(/có mặt/);
    await phone(secretary).send('/thongke dự họp; 2026');
    const presence = await phone(secretary).receives(/1 cuộc họp đã điểm danh/);
    expect(presence.text).toMatch(/tỷ lệ thành viên trực tiếp dự 100 %: \d+ lượt có mặt\./);
    await service.settled();
    const pictures = phone(secretary).messages.flatMap(({ file }) => (file?.name.endsWith('.png') ? [file] : []));
    expect(pictures.map(({ name }) => name)).toEqual(['Nhiệm vụ giao năm 2026.png', 'Dự họp năm 2026.png']);
    await phone(home).send('/kpi');
    expect((await phone(home).receives(/KPI nhiệm vụ của tôi/)).text).not.toContain('Sở Y tế');
    const late = assigned['late']!;
    await phone(secretary).send('/theodoinq');
    await phone(secretary).receives(new RegExp(`${late}: [\\s\\S]*chưa cập nhật`));
    await phone(secretary).press(`Đã cập nhật ${late}`);
    await phone(secretary).receives(new RegExp(`Đã đánh dấu: ${late}`));
    await phone(secretary).send('/theodoinq');
    expect((await phone(secretary).receives(/cần cập nhật lên theodoinq/)).text).not.toContain(`${late}:`);
    await phone(home).send(`/baocao ${late}; 50; Đang tổng hợp`);
    await phone(home).receives(/tiến độ 50%/);
    await service.settled();
    await phone(secretary).send('/theodoinq');
    await phone(secretary).receives(new RegExp(`${late}: [\\s\\S]*đã thay đổi, cần cập nhật lại`));
    await service.settled();
  });
});

/** Held, drafted, put before whoever decides it now and approved; it waits for its number. */
async function approved(
  meeting: string,
  conclusion: string,
  at: string,
  approver: string,
  words = 'Giao Sở Y tế báo cáo trước 30/06/2027',
): Promise<void> {
  const [decider, secretary] = [service.phone(approver), service.phone('TV01')];
  await convene(service, `/taohop quý; Họp về an toàn thông tin; 14:00 ${at}; Phòng họp số 2`);
  await service.at(`19:00 ${at}`);
  if (approver !== 'TB') await service.phone('TB').send('/vangdieuhanh hôm nay; 30/06/2027');
  await service.settled();
  await secretary.send(`/ketluan ${meeting}`);
  await secretary.receives(/dán nội dung/);
  await secretary.send(words);
  await secretary.receives(/1 đoạn/);
  await secretary.press('Xong');
  await secretary.receives(new RegExp(`Kết luận ${conclusion}`));
  await secretary.press('Trình duyệt');
  await decider.receives(new RegExp(conclusion));
  await decider.press('Duyệt kết luận');
  await decider.receives(/Đã duyệt/);
  await secretary.receives(/đã được duyệt/);
  await secretary.press('Nhập số, phát hành');
  await secretary.receives(/Số của thông báo/);
}

test('NĐ30: mỗi năm một dãy số; số đã cấp trong năm thì không cấp cho thông báo khác. Điều 4: Trưởng ban vắng, Phó điều hành duyệt', async () => {
  const secretary = service.phone('TV01');
  await approved('GM-02', 'KL-03', '20/03/2027', 'TB');
  await secretary.send('15');
  await secretary.receives(/Đã phát hành/);
  const hanging =
    'Giao Sở Y tế trình kế hoạch trong 30 ngày sau khi Trung ương ban hành chương trình; Sản phẩm: Kế hoạch';
  await approved('GM-03', 'KL-04', '20/04/2027', 'PTB1', hanging);
  await secretary.send('15');
  await secretary.receives(/Số 15\/TB-\S+ năm 2027 đã cấp cho KL-03/);
  await secretary.send('16');
  await secretary.receives(/Đã phát hành/);
  await service.settled();
});

test('TK14, Điều 3.1, 6.4: điểm kết luận có thời hạn tính từ một sự kiện thành nhiệm vụ, có trong danh sách và số liệu, không có hạn giả', async () => {
  const [secretary, lead] = [service.phone('TV01'), service.phone('UV02')];
  await secretary.press('Giao thành nhiệm vụ');
  const given = await secretary.receives(/Đã giao thành nhiệm vụ/);
  expect(given.text).toMatch(/Đỗ Y Tế chủ trì · hạn 30 ngày sau sự kiện: Trung ương ban hành chương trình · sản phẩm/);
  const task = await lead.receives(/Giao nhiệm vụ NV-\d+, hạn chưa tính \(chờ sự kiện\)/);
  expect(task.text).toContain('Theo: 16/TB-');
  await service.settled();
  await secretary.send('/nhiemvu toàn ban');
  await secretary.receives(
    /đang thực hiện: \d+ \(trong hạn \d+, quá hạn \d+, chưa đến hạn tính 1\)[\s\S]*chưa đến hạn tính \(chờ: Trung ương ban hành/,
  );
  await service.settled();
});
