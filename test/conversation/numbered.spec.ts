// Members on the Zalo Bot Platform: no buttons, nothing already sent is ever changed, numbers and words only.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { personId } from '../support/committee.ts';
import { convene } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
let meetings = 0;

beforeAll(async () => {
  service = await startService({ zaloBot: ['UV01'] });
});
afterAll(() => service?.stop());

/** Convenes a meeting of a new member's first card; gives its code. */
async function invite(title: string, at: string): Promise<string> {
  meetings += 1;
  await convene(service, `/taohop quý; ${title}; ${at}; Phòng họp số 1, UBND tỉnh`);
  return `GM-0${meetings}`;
}

/** The current answer of UV01, by meeting. */
async function answer(code: string): Promise<string | null> {
  const { prisma } = service.database;
  const { id } = await prisma.meeting.findFirstOrThrow({ where: { code } });
  const found = await prisma.answer.findFirst({ where: { meetingId: id, personId: personId('UV01'), current: true } });
  return found?.answer ?? null;
}

const member = () => service.zalo('UV01');

async function says(words: string, reply: RegExp) {
  await member().send(words);
  const { text } = await member().receives(reply);
  await service.settled();
  return text;
}

describe('CH2: một giấy mời đang mở', () => {
  beforeAll(async () => {
    await invite('Họp quý IV năm 2026', '14:00 25/12/2026');
  });

  test('các lựa chọn là dòng có số, không có nút', async () => {
    const { text } = await member().receives(/GM-01/);
    expect(text).toMatch(/\n1\. Xác nhận tham dự\n2\. Xin vắng mặt\n3\. Ủy quyền dự họp/);
    expect(text).toMatch(/trả lời bằng số:\n1\. /);
  });

  test('“không có”, “có lẽ không” không bao giờ là “có”', async () => {
    for (const words of ['không có', 'KHONG CO', 'có lẽ không']) {
      await says(words, /chưa hiểu/);
      expect(await answer('GM-01')).toBeNull();
    }
  });

  test('“không tham dự được” là xin vắng: hỏi lý do, chưa ghi nhận gì', async () => {
    await says('không tham dự được', /Lý do\?/);
    expect(await answer('GM-01')).toBeNull();
    await says('Hủy', /Đã hủy/);
  });

  test('gõ chữ dựng sẵn hay tổ hợp đều được; một tin mới xác nhận điều đã ghi', async () => {
    await says('Xác nhận tham dự'.normalize('NFD'), /Đã ghi nhận: đồng chí xác nhận tham dự/);
    expect(await answer('GM-01')).toBe('in-person');
  });

  test('số ngoài danh sách được nói rõ, không đổi gì', async () => {
    expect(await says('7', /Không có số 7/)).toContain('0. Đổi trả lời');
    expect(await answer('GM-01')).toBe('in-person');
  });

  test('“0” đổi câu trả lời vừa ghi: hiện lại các cách trả lời, chưa đổi gì', async () => {
    expect(await says('0', /2\. Xin vắng mặt/)).toContain('1. Xác nhận tham dự');
    expect(await answer('GM-01')).toBe('in-person');
    await says('2', /Lý do/);
    expect(await says('Đi khám bệnh'.normalize('NFD'), /Đã ghi nhận: đồng chí xin vắng mặt/)).toContain('chờ');
    expect(await answer('GM-01')).toBe('absence');
  });

  test('“0” hủy câu hỏi đang mở', async () => {
    await says('/nhiemvu', /./);
    await says('Gửi ý kiến', /1\. Thống nhất/);
    await says('0', /Đã hủy/);
    await says('0', /Không có việc gì đang làm dở/);
  });

  test('trong câu hỏi, số chọn theo thứ tự; số quá lớn được hỏi lại', async () => {
    await says('Gửi ý kiến', /1\. Thống nhất/);
    await says('9', /Chưa hiểu “9”/);
    await says('1', /Xong/);
    await says('Hủy'.normalize('NFD'), /Đã hủy/);
  });
});

describe('CH2: nhiều việc đang mở', () => {
  beforeAll(async () => {
    await invite('Họp chuyên đề dữ liệu', '09:00 28/12/2026');
  });
  beforeEach(() => service.settled());

  test('“1” được hỏi là của việc nào, nêu tên từng việc; “0” thì không ghi nhận gì', async () => {
    await member().receives(/GM-02/);
    const asked = await says('1', /việc nào dưới đây/);
    expect(asked).toMatch(/^1\. Xác nhận tham dự: GM-02 .* Họp chuyên đề dữ liệu$/m);
    expect(asked).toMatch(/^2\. Gửi ý kiến: GM-01 .* Họp quý IV năm 2026$/m);
    expect(asked).toMatch(/^0\. Không$/m);
    expect(await answer('GM-02')).toBeNull();
    await says('0', /Không ghi nhận gì/);
    expect(await answer('GM-02')).toBeNull();
  });

  test('“1” lần nữa là đồng ý, chỉ hỏi một lần', async () => {
    await says('1', /việc nào dưới đây/);
    await says('1', /Đã ghi nhận: đồng chí xác nhận tham dự/);
    expect(await answer('GM-02')).toBe('in-person');
    expect(await answer('GM-01')).toBe('absence');
  });

  test('vừa gõ để xem thì số là của tin vừa xem, không hỏi lại', async () => {
    await says('/hop', /1\. Xem GM-01[^\n]*\n2\. Xem GM-02/);
    await says('2', /GM-02[\s\S]*1\. Đổi sang trực tuyến/);
    await says('1', /Đã ghi nhận: đồng chí xác nhận tham dự \(trực tuyến\)/);
    expect(await answer('GM-02')).toBe('online');
    // The number that recorded it says it again; another is asked back.
    await says('1', /Đã ghi nhận: đồng chí xác nhận tham dự \(trực tuyến\)/);
    expect(await answer('GM-02')).toBe('online');
    await says('2', /Đổi sang trực tiếp: GM-02/);
    await says('0', /Không ghi nhận gì/);
  });

  test('trả lời bằng chữ “Đúng”, “Không” cũng được', async () => {
    await invite('Họp đột xuất', '09:00 29/12/2026');
    await member().receives(/GM-03/);
    await says('1', /việc nào dưới đây/);
    await says('không', /Không ghi nhận gì/);
    await says('1', /việc nào dưới đây/);
    await says('1', /Đã ghi nhận/);
    expect(await answer('GM-03')).toBe('in-person');
  });

  test('câu hỏi đang mở, giấy mời khác đến sau: số được hỏi lại, câu hỏi không mất', async () => {
    await says('/ykien', /cuộc họp|Thống nhất/);
    await invite('Họp bất thường', '09:00 30/12/2026');
    await member().receives(/GM-04/);
    await says('1', /Xác nhận tham dự: GM-04/);
    expect(await answer('GM-04')).toBeNull();
    await says('1', /Đã ghi nhận: đồng chí xác nhận tham dự/);
    expect(await answer('GM-04')).toBe('in-person');
    await says('làm tiếp', /cuộc họp|Thống nhất/);
    await says('0', /Đã hủy/);
  });
});

describe('CH2: tin cũ quá một ngày', () => {
  test('số được hỏi lại dù chỉ có một việc; tin mới thì ghi nhận ngay', async () => {
    const alone = await startService({ zaloBot: ['UV02', 'UV03'] });
    try {
      const [chair, secretary, old] = [alone.phone('TB'), alone.phone('TV01'), alone.zalo('UV02')];
      await secretary.send('/taohop quý; Họp quý I; 14:00 25/12/2026; Phòng họp số 1, UBND tỉnh');
      await secretary.receives(/GM-01/);
      await secretary.press('Trình duyệt');
      await chair.receives(/GM-01/);
      await chair.press('Phát hành giấy mời');
      await old.receives(/GM-01/);
      const quick = alone.zalo('UV03');
      await quick.receives(/GM-01/);
      await quick.send('1');
      await quick.receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
      alone.clock.to(new Date('2026-12-02T04:00:00Z'));
      await old.send('1');
      await old.receives(/Đồng chí chọn: Xác nhận tham dự/);
      await old.send('1');
      await old.receives(/Đã ghi nhận/);
    } finally {
      await alone.stop();
    }
  });
});
