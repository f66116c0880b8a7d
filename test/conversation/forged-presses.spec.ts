// Buttons nobody was given: forged, broken, forwarded, old. What a press carries proves nothing. Every command with every
// kind of junk, by everybody: bot/forged.spec.ts.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersTo, answerTo, buttonOf, expectUnharmed, matters } from '../support/attack.ts';
import { convene, wholeCommittee } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ people: wholeCommittee });
  await convene(service);
});
afterAll(() => service?.stop());

const meetingId = async (): Promise<string> => (await service.database.prisma.meeting.findFirstOrThrow()).id;

describe('dữ liệu nút bấm hỏng', () => {
  const broken: Record<string, string> = {
    'một ký tự': 'x',
    'rác 64 byte': '\u{1F4A3}'.repeat(16),
    'chỉ dấu phân cách': '|'.repeat(64),
    'lệnh không có': 'meetings.destroy|1',
    'lệnh của máy': '__proto__|constructor',
    'thừa đối số': 'attendance.attend|a|b|c|d|e|f|g|h',
    'biểu mẫu không có': '!0000000000000000|.xong',
    'biểu mẫu trống': '!|',
    SQL: "attendance.attend|'; drop table meeting;--",
    HTML: 'meetings.open|<b>x</b><script>alert(1)</script>',
    'ký tự rỗng': 'meetings.open|a\u0000b',
    'nửa ký tự': 'meetings.open|\ud83d',
    'mã không có': 'attendance.attend|0000000000000000|0000000000000000',
    'số vô hạn': 'meetings.open|Infinity|-1',
  };
  for (const [what, data] of Object.entries(broken)) {
    test(`Điều 1.2: ${what}: một câu trả lời, không đổi gì`, async () => {
      const member = service.phone('UV01');
      const before = await matters(service);
      const answer = await answerTo(service, member, () => member.forge(data));
      expect(answer.text).toMatch(/\/trogiup|\/hop|Đồng chí/);
      expect(await matters(service)).toEqual(before);
      await expectUnharmed(service);
    });
  }
});

describe('nút của người khác', () => {
  test('Điều 6.4: bấm nút trong giấy mời chuyển tiếp của người khác: không ghi nhận thay', async () => {
    const { data } = buttonOf(service.phone('UV01'), 'Xác nhận tham dự');
    const other = service.phone('UV02');
    const before = await matters(service);
    const answer = await answerTo(service, other, () => other.forge(data));
    expect(answer.text).not.toMatch(/Đã ghi nhận/);
    expect(answer.text).toMatch(/đồng chí/i);
    expect(await matters(service)).toEqual(before);
  });

  test('Điều 6.4: người trợ lý của người khác, thư ký, Trưởng ban cũng không bấm thay được', async () => {
    const { data } = buttonOf(service.phone('UV01'), 'Xác nhận tham dự');
    const before = await matters(service);
    for (const code of ['TL01', 'TV01', 'TB', 'PTB1']) {
      const phone = service.phone(code);
      const answer = await answerTo(service, phone, () => phone.forge(data));
      expect(answer.text, code).not.toMatch(/Đã ghi nhận/);
    }
    expect(await matters(service)).toEqual(before);
  });

  test('Điều 1.2: người lạ bấm nút được chuyển tiếp: không ghi gì, không lộ gì', async () => {
    const { data } = buttonOf(service.phone('UV01'), 'Xác nhận tham dự');
    const stranger = service.api.user({ firstName: 'Lạ', started: true });
    const before = await matters(service);
    const press = await stranger.forge(data);
    await service.settled();
    await press.answered();
    expect(stranger.messages.filter(({ from, text }) => from === 'bot' && /họp/i.test(text))).toEqual([]);
    expect(await matters(service)).toEqual(before);
  });

  test('Điều 6.4: nút “Đồng ý” của Trưởng ban bị người xin vắng tự bấm', async () => {
    await answersTo(service, service.phone('UV02'), () =>
      service.phone('UV02').send('/vangmat GM-01; Đi công tác nước ngoài'),
    );
    const { data } = buttonOf(service.phone('TB'), 'Đồng ý cho vắng');
    for (const code of ['UV02', 'UV01', 'TV01', 'PTB1', 'UVTT']) {
      const phone = service.phone(code);
      const answer = await answerTo(service, phone, () => phone.forge(data));
      expect(answer.text, code).not.toMatch(/Đã ghi nhận/);
    }
    const [request] = await service.database.prisma.leaveRequest.findMany();
    expect(request?.state).toBe('waiting');
    await expectUnharmed(service);
  });

  test('Điều 6.4: giả nút bấm nhanh của mẫu tin để xin vắng không lý do: không ghi nhận gì', async () => {
    const member = service.phone('UV06');
    const before = await service.database.prisma.leaveRequest.count();
    const fields = Object.keys(service.app.registry.commands.get('attendance.absent')!.fields!);
    const args: Record<string, string> = { meeting: await meetingId(), quick: 'x' };
    const data = ['attendance.absent', ...fields.map((name) => args[name] ?? '')].join('|');
    const answer = await answerTo(service, member, () => member.forge(data));
    expect(answer.text).not.toMatch(/Đã ghi nhận/);
    expect(await service.database.prisma.leaveRequest.count()).toBe(before);
    await expectUnharmed(service);
  });

  test('Điều 1.2: trả lời vào câu hỏi của người khác', async () => {
    const asked = service.phone('UV03');
    await asked.press('Xin vắng mặt');
    await asked.receives(/lý do/i);
    const { data } = buttonOf(asked, 'Hủy');
    const other = service.phone('UV01');
    const answer = await answerTo(service, other, () => other.forge(data));
    expect(answer.text).toMatch(/không còn chờ trả lời/);
    expect(await service.database.prisma.conversation.count({ where: { command: 'attendance.absent' } })).toBe(1);
    await asked.press('Hủy');
    await asked.receives(/Đã hủy/);
  });
});
