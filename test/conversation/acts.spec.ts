// No wrong act: numbers, quoted and forwarded words, lines sent twice, on Telegram, the Official Account and Zalo Bot.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matters } from '../support/attack.ts';
import { committee, type Member, personId } from '../support/committee.ts';
import { type Service, startService } from '../support/service.ts';

const namesake: Member = {
  code: 'UV05',
  name: 'Hoàng Nội Vụ',
  role: 'member',
  post: 'Giám đốc',
  agency: 'Sở Du lịch',
};
const people: readonly Member[] = [...committee, namesake];

let service: Service;
beforeAll(async () => {
  service = await startService({ people, zaloBot: ['TB', 'UV01', 'UVTT'], zaloOa: ['UV02'] });
});
afterAll(async () => {
  if (process.env['SPEC_TRANSCRIPT']) console.log(service?.zalo('TB').transcript());
  await service?.stop();
});

type Phone = {
  send(words: string, options?: object): Promise<unknown>;
  receives(pattern: RegExp, options?: { within: number }): Promise<{ id: string | number; text: string }>;
};
const phoneOf = (code: string): Phone => {
  if (['TB', 'UV01', 'UVTT'].includes(code)) return service.zalo(code) as unknown as Phone;
  return (code === 'UV02' ? service.zaloOa(code) : service.phone(code)) as unknown as Phone;
};

/** However busy the machine. */
const patience = { within: 12_000 };

async function says(code: string, words: string, reply: RegExp, quoting?: { id: string | number }): Promise<string> {
  const phone = phoneOf(code);
  await phone.send(words, quoting && (code === 'UV03' ? { replyTo: quoting } : { quoting }));
  const { text } = await phone.receives(reply, patience);
  await service.settled();
  return text;
}

const meetingId = async (code: string): Promise<string> =>
  (await service.database.prisma.meeting.findFirstOrThrow({ where: { code } })).id;

async function answer(meeting: string, code: string): Promise<string | null> {
  const found = await service.database.prisma.answer.findFirst({
    where: { meetingId: await meetingId(meeting), personId: personId(code), current: true },
  });
  return found?.answer ?? null;
}

/** Drafts and convenes; gives the invitations of those named. */
async function invites(line: string, ...codes: string[]) {
  await says('TV01', line, /dự thảo GM-/);
  await service.phone('TV01').press('Trình duyệt');
  await phoneOf('TB').receives(/trình duyệt triệu tập/, patience);
  await says('TB', 'Phát hành giấy mời', /Đã ghi nhận: phát hành|Đồng chí chọn/).then((text) =>
    /Đồng chí chọn/.test(text) ? says('TB', '1', /Đã ghi nhận: phát hành/) : text,
  );
  const shown: Record<string, { id: string | number }> = {};
  for (const code of codes) shown[code] = await phoneOf(code).receives(/Kính mời/, patience);
  return shown;
}

const first = '/taohop quý; Họp quý IV năm 2026; 14:00 25/12/2026; Phòng họp số 1';
const second = '/taohop quý; Họp chuyên đề dữ liệu; 09:00 28/12/2026; Phòng họp số 2';
const members = ['UV01', 'UV02', 'UV03'];
let invitations: Record<string, { id: string | number }>;

describe('Điều 6.4: một số là của danh sách đã hiện; dùng rồi thì nhắc lại điều đã ghi', () => {
  beforeAll(async () => {
    invitations = await invites(first, ...members);
  });

  test('Zalo Bot: gõ “1” nhiều lần không đổi qua lại trực tiếp, trực tuyến', async () => {
    const receipt = await says('UV01', '1', /Đã ghi nhận: đồng chí xác nhận tham dự \(trực tiếp\)/);
    expect(receipt).not.toMatch(/^1\. /m);
    expect(receipt).toMatch(/^2\. Đổi sang trực tuyến$/m);
    for (let again = 0; again < 3; again += 1) await says('UV01', '1', /Đã ghi nhận: đồng chí xác nhận tham dự/);
    expect(await answer('GM-01', 'UV01')).toBe('in-person');
    expect(await service.database.prisma.answer.count({ where: { personId: personId('UV01') } })).toBe(1);
  });

  test('số mới trên biên nhận thì đổi được', async () => {
    await says('UV01', '2', /trực tuyến/);
    expect(await answer('GM-01', 'UV01')).toBe('online');
    await says('UV01', '2', /trực tuyến/);
    expect(await answer('GM-01', 'UV01')).toBe('online');
  });
});

describe('Điều 6.4: tin được trích quyết định, trên cả ba ứng dụng', () => {
  beforeAll(async () => {
    await invites(second, ...members);
  });

  test('không trích, có hơn một việc đang mở: hỏi việc nào, nêu tên từng việc', async () => {
    const asked = await says('UV02', '1', /việc nào/);
    expect(asked).toMatch(/GM-02.*Họp chuyên đề dữ liệu/);
    expect(asked).toMatch(/GM-01.*Họp quý IV năm 2026/);
    expect(await answer('GM-02', 'UV02')).toBeNull();
  });

  test('trích tin không còn trong sổ: hỏi lại, không ghi gì', async () => {
    await says('UV01', '1', /việc nào|Đồng chí chọn/, { id: 'ffffffffffffffffffff' });
    expect(await answer('GM-02', 'UV01')).toBeNull();
    await says('UV01', 'Tôi dự', /việc nào|thế nào/, { id: 'ffffffffffffffffffff' });
    expect(await answer('GM-02', 'UV01')).toBeNull();
  });

  test.each(members)('%s trích giấy mời cũ, gõ chữ: là cuộc họp trong tin ấy', async (code) => {
    await says(code, 'Tôi dự', /GM-01/, invitations[code]);
    expect(await answer('GM-01', code)).toBe('in-person');
    expect(await answer('GM-02', code)).toBeNull();
  });

  test.each(members)('%s trích giấy mời cũ, gõ “1”: cuộc họp mới không bị ghi', async (code) => {
    await says(code, '1', /GM-01/, invitations[code]);
    expect(await answer('GM-01', code)).toBe('in-person');
    expect(await answer('GM-02', code)).toBeNull();
  });

  test('Điều 6.4: Trưởng ban trích đề nghị cũ, gõ “1”: đề nghị cũ được đồng ý, đề nghị mới vẫn chờ', async () => {
    await says('UV02', '/vangmat GM-02; Đi công tác', /Đã ghi nhận: đồng chí xin vắng mặt/);
    const older = await phoneOf('TB').receives(/Đỗ Y Tế xin vắng mặt/, patience);
    await says('UV03', '/vangmat GM-02; Đi công tác', /Đã ghi nhận: đồng chí xin vắng mặt/);
    await phoneOf('TB').receives(/Hoàng Nội Vụ xin vắng mặt/, patience);
    const state = async (code: string) =>
      (await service.database.prisma.leaveRequest.findFirstOrThrow({ where: { personId: personId(code) } })).state;
    const asked = await says('TB', '1', /việc nào/);
    expect(asked).toMatch(/1\. Đồng ý cho vắng: .*Hoàng Nội Vụ.*\n2\. Đồng ý cho vắng: .*Đỗ Y Tế/);
    await says('TB', '0', /Không ghi nhận gì/);
    expect([await state('UV02'), await state('UV03')]).toEqual(['waiting', 'waiting']);
    await says('TB', '1', /Đỗ Y Tế/, older);
    expect([await state('UV02'), await state('UV03')]).toEqual(['agreed', 'waiting']);
    await says('TB', '1', /đã được đồng chí Trần Văn Chủ quyết định|Đỗ Y Tế/, older);
    expect([await state('UV02'), await state('UV03')]).toEqual(['agreed', 'waiting']);
  });
});

describe('Điều 6.2: hỏi con số thì số gõ vào là con số', () => {
  test.each(['UV01', 'UV02', 'UV03'])('%s: /baocao, gõ 5 là 5%, không phải lựa chọn thứ năm', async (code) => {
    const task = await says('TV01', `/giaoviec ${code}; Kế hoạch của ${code}; 31/12/2026`, /giao nhiệm vụ NV-\d+/);
    const number = /NV-\d+/.exec(task)![0];
    await says(code, '/baocao', /bao nhiêu phần trăm/);
    await says(code, '5', /xong thì chọn Xong/);
    await says(code, 'Xong', /báo cáo tiến độ 5%/);
    const kept = await service.database.prisma.task.findFirstOrThrow({ where: { code: number } });
    expect(kept.percent).toBe(5);
    const line = await says(code, `/baocao ${number}; 4; Đang làm`, /báo cáo tiến độ 4%/);
    expect(line).toContain('4%');
  });
});

describe('Điều 6.4: tin chuyển tiếp không phải là việc của người chuyển', () => {
  const forwarded = async (code: string, words: string) => {
    const colleague = service.api.user({ firstName: 'Người ngoài', started: true });
    const source = await colleague.send(words);
    return service.phone(code).forward({ id: source.id, chatId: colleague.chat.id });
  };

  test('“Tôi không dự được” của người khác, một dòng lệnh của người khác: hỏi lại, không ghi gì', async () => {
    for (const words of ['Xác nhận tham dự', '/vangmat GM-02; Đi công tác', '1']) {
      const before = await service.database.prisma.answer.count();
      await forwarded('UV03', words);
      await phoneOf('UV03').receives(/tin chuyển tiếp/, patience);
      await service.settled();
      expect(await service.database.prisma.answer.count()).toBe(before);
      await service.phone('UV03').press('Không');
      await phoneOf('UV03').receives(/Không ghi nhận gì/, patience);
    }
  });

  test('các việc khác cũng vậy: kiến nghị, yêu cầu, kiểm tra, định kỳ, chỉ đạo, phát biểu, “Thống nhất”, “Đồng ý”', async () => {
    const before = await matters(service);
    for (const words of [
      '/khokhan Thiếu máy chủ',
      '/yeucau UV02, UV03; 24/12/2026; Số liệu',
      '/kiemtra Kiểm tra; UV02; 20/12/2026; Nội dung',
      '/giaodinhky UV02; Báo cáo; tháng; 25',
      '/chidao TB; Giao Sở Y tế',
      '/phatbieu GM-02; Dữ liệu',
      'Thống nhất',
      'Đồng ý',
    ]) {
      await forwarded('TV01', words);
      await phoneOf('TV01').receives(/tin chuyển tiếp nên chưa ghi nhận/, patience);
    }
    await service.settled();
    expect(await matters(service)).toEqual(before);
  });

  test('Điều 8.3: đang gõ kiến nghị mà chuyển tiếp “Xong”, “Hủy”, một lệnh: chỉ là tài liệu kèm theo, không làm gì', async () => {
    await says('UV03', '/khokhan', /xong thì bấm Xong/);
    for (const [nth, words] of ['Xong', 'Hủy', '/giaoviec UV01; Việc; 31/12/2026'].entries()) {
      await forwarded('UV03', words);
      await phoneOf('UV03').receives(new RegExp(`Đã nhận: ${nth + 1} tệp`), patience);
    }
    expect(await service.database.prisma.matter.count()).toBe(0);
    await says('UV03', 'Hủy', /Đã hủy/);
  });

  test('Điều 6.2: lời đồng nghiệp chuyển tiếp lúc đang báo cáo nhiệm vụ: thành tệp kèm, không thành lời của người báo cáo', async () => {
    await says('TV01', '/giaoviec UV03; Việc báo cáo; 31/12/2026', /giao nhiệm vụ NV-/);
    const { code } = await service.database.prisma.task.findFirstOrThrow({ where: { title: 'Việc báo cáo' } });
    await says('UV03', `/baocao ${code}`, /100/);
    await says('UV03', '40', /Xong|Bỏ qua/);
    await forwarded('UV03', 'Đã xong 100% rồi, anh cứ báo cáo đi');
    await phoneOf('UV03').receives(/Đã nhận: 1 tệp/, patience);
    await says('UV03', 'Xong', /báo cáo tiến độ 40%/);
    const report = await service.database.prisma.taskReport.findFirstOrThrow({ where: { task: { code } } });
    expect(report).toMatchObject({ percent: 40, text: '' });
    expect(report.files).toHaveLength(1);
  });

  test('nói là ý của mình thì làm', async () => {
    await forwarded('UV03', '/giaoviec UV01; Việc thử; 31/12/2026');
    await phoneOf('UV03').receives(/tin chuyển tiếp/, patience);
    await service.phone('UV03').press('Đúng, là ý của tôi');
    await phoneOf('UV03').receives(/dành cho: Trưởng ban/, patience);
  });

  test('Điều 6.3: vào ý kiến thì thành tài liệu “do … chuyển”, không thành lời của người gửi', async () => {
    await says('UV03', '/ykien GM-02; Ý kiến khác', /xong thì chọn Xong/);
    await forwarded('UV03', 'Tôi phản đối toàn bộ');
    expect((await phoneOf('UV03').receives(/chuyển tiếp/, patience)).text).toMatch(/Đã nhận: 1 tệp/);
    await says('UV03', 'Xong', /ý kiến số/);
    const opinion = await service.database.prisma.opinion.findFirstOrThrow({ where: { personId: personId('UV03') } });
    expect(opinion.text).toBe('');
    const [id] = opinion.files;
    const file = await service.database.prisma.file.findUniqueOrThrow({ where: { id: id! } });
    expect(file.name).toBe('Tin do đồng chí Hoàng Nội Vụ chuyển.txt');
    expect(file.state).toBe('stored');
  });
});

describe('Điều 3.1: một dòng gửi hai lần', () => {
  test('mạng chậm gửi lại đúng dòng ấy: hỏi lại, không giao hai lần; sau vài phút thì làm', async () => {
    const line = '/giaoviec UV01; Rà soát thủ tục hành chính; 31/12/2026';
    const count = () => service.database.prisma.task.count({ where: { title: 'Rà soát thủ tục hành chính' } });
    await says('TV01', line, /giao nhiệm vụ NV-/);
    await says('TV01', line, /vừa gửi/);
    expect(await count()).toBe(1);
    await service.phone('TV01').press('Không');
    await phoneOf('TV01').receives(/Không ghi nhận gì/, patience);
    await says('TV01', line, /vừa gửi/);
    await service.phone('TV01').press('Làm thêm lần nữa');
    await phoneOf('TV01').receives(/giao nhiệm vụ NV-/, patience);
    expect(await count()).toBe(2);
    service.clock.to(new Date(service.clock.now().getTime() + 10 * 60_000));
    await says('TV01', line, /giao nhiệm vụ NV-/);
    expect(await count()).toBe(3);
  });
});

describe('Điều 2.3: người trùng tên', () => {
  const given = async (title: string): Promise<string> =>
    (await service.database.prisma.task.findFirstOrThrow({ where: { title } })).leadId;

  test('/giaoviec với tên của hai người: đúng hai người ấy, kèm chức vụ, cơ quan; bấm là đúng người', async () => {
    await says('TV01', '/giaoviec Hoàng Nội Vụ; Việc của người thứ hai; 31/12/2026', /Có 2 lựa chọn/);
    const { buttons } = service.phone('TV01').last!;
    expect(buttons.flat()).toEqual([
      'UV03 · Hoàng Nội Vụ (Giám đốc Sở Nội vụ)',
      'UV05 · Hoàng Nội Vụ (Giám đốc Sở Du lịch)',
      'Hủy',
    ]);
    await service.phone('TV01').press('UV05 · Hoàng Nội Vụ (Giám đốc Sở Du lịch)');
    await phoneOf('TV01').receives(/giao nhiệm vụ NV-/, patience);
    expect(await given('Việc của người thứ hai')).toBe(personId('UV05'));
  });

  test('Zalo Bot: gõ “2” là người thứ hai trong danh sách đã hiện', async () => {
    const asked = await says('UVTT', '/giaoviec Hoàng Nội Vụ; Việc nữa; 31/12/2026', /Có 2 lựa chọn/);
    expect(asked).toMatch(/1\. UV03 · Hoàng Nội Vụ \(.*\n2\. UV05 · Hoàng Nội Vụ \(/);
    expect(asked).not.toMatch(/^3\. /m);
    await says('UVTT', '3', /Chưa hiểu “3”/);
    await says('UVTT', 'Hủy', /Đã hủy/);
    await says('UVTT', '/giaoviec Hoàng Nội Vụ; Việc nữa; 31/12/2026', /Có 2 lựa chọn/);
    await says('UVTT', '2', /giao nhiệm vụ NV-/);
    expect(await given('Việc nữa')).toBe(personId('UV05'));
  });

  test('Điều 6.4: /choduyet, bảng theo dõi, điểm danh: không có hai dòng giống nhau', async () => {
    await says('UV05', '/vangmat GM-02; Đi công tác', /Đã ghi nhận: đồng chí xin vắng mặt/);
    const listed = await says('TB', '/choduyet', /việc chờ đồng chí quyết định/);
    expect(listed).toMatch(/Xem Hoàng Nội Vụ \(Giám đốc Sở Nội vụ\)\n\d\. Xem Hoàng Nội Vụ \(Giám đốc Sở Du lịch\)/);
    const board = await says('TV01', '/tinhhinh GM-02', /Tình hình GM-02/);
    expect(board).toContain('Hoàng Nội Vụ (Giám đốc Sở Du lịch)');
  });
});

describe('Điều 6.4: chữ dài bị ứng dụng cắt', () => {
  test.each([
    ['UV03', 4_096],
    ['UV01', 2_000],
  ])('%s: phần đuôi không thành lý do; cả bài bị từ chối một lần, hỏi lại', async (code, limit) => {
    await says(code, '/vangmat GM-02', /Lý do/);
    await phoneOf(code).send(`${'Bận việc.'.repeat(500).slice(0, limit)} và đi công tác`);
    const { text } = await phoneOf(code).receives(
      new RegExp(`dài ${limit + ' và đi công tác'.length} ký tự`),
      patience,
    );
    expect(text).toMatch(/Lý do/);
    await service.settled();
    const requests = await service.database.prisma.leaveRequest.findMany({ where: { personId: personId(code) } });
    expect(requests.filter(({ reason }) => reason.includes('đi công tác'))).toEqual([]);
    await says(code, 'Hủy', /Đã hủy/);
  });

  test('không có câu hỏi nào mở: phần đuôi “đồng ý” không làm gì', async () => {
    await phoneOf('UV03').send(`${'x'.repeat(4_096)}Xác nhận tham dự`);
    await phoneOf('UV03').receives(/phần sau của một tin dài/, patience);
  });

  test('ý kiến: các phần nối lại thành một', async () => {
    await says('UV03', '/ykien GM-02; Ý kiến khác', /xong thì chọn Xong/);
    const words = `${'a'.repeat(4_096)}bc`;
    await phoneOf('UV03').send(words);
    await service.settled();
    await says('UV03', 'Xong', /ý kiến số/);
    const opinion = await service.database.prisma.opinion.findFirstOrThrow({
      where: { personId: personId('UV03'), current: true },
    });
    expect(opinion.text).toBe(words);
  });
});

describe('Điều 3.1: ngày tương đối tính từ lúc viết', () => {
  test('“ngày mai” viết lúc 23:50, xử lý sau nửa đêm', async () => {
    service.clock.to('23:50 10/12/2026');
    await service.down();
    await service.phone('TV01').send('/giaoviec UV01; Báo cáo nhanh; ngày mai');
    service.clock.to('00:10 11/12/2026');
    await service.up();
    await phoneOf('TV01').receives(/giao nhiệm vụ NV-/, patience);
    const task = await service.database.prisma.task.findFirstOrThrow({ where: { title: 'Báo cáo nhanh' } });
    expect(task.dueDay).toBe('2026-12-11');
  });

  test('viết trước, câu hỏi ở giữa được trả lời hôm sau: vẫn từ lúc viết', async () => {
    service.clock.to('16:00 14/12/2026');
    await says('TV01', '/giaoviec Người Lạ; Báo cáo thêm; ngày mai', /Giao cho ai chủ trì/);
    service.clock.to('07:00 15/12/2026');
    await says('TV01', 'UV01', /hạn 15\/12\/2026|ai phối hợp/i);
    const task = await service.database.prisma.task.findFirst({ where: { title: 'Báo cáo thêm' } });
    expect(task?.dueDay).toBe('2026-12-15');
  });
});
