// Buttons nobody was given: forged, broken, forwarded, old. What a press carries proves nothing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersTo, answerTo, buttonOf, expectUnharmed, matters } from '../support/attack.ts';
import { type Member, personId } from '../support/committee.ts';
import { convene, wholeCommittee } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

const more = (code: string, name: string, role: Member['role']): Member => ({
  code,
  name,
  role,
  post: 'Chuyên viên',
  agency: 'Văn phòng Hội đồng',
});

/** Of another body, of none, and of this one but not invited. */
const strangers: readonly Member[] = [
  more('TB99', 'Chu Ban Khác', 'chair'),
  more('TV99', 'Thư Ban Khác', 'secretariat'),
  more('NG99', 'Người Đã Thôi', 'clerk'),
  { ...more('TL99', 'Trợ Ban Khác', 'assistant'), assistantOf: 'TB99' },
  more('TGV2', 'Tổ Viên Mới', 'team-member'),
];

let service: Service;
beforeAll(async () => {
  service = await startService({ people: [...wholeCommittee, ...strangers] });
  const { prisma } = service.database;
  const body = { code: 'khac', name: 'Ban Chỉ đạo khác', abbreviation: 'BCĐK', validFrom: new Date(0) };
  await prisma.body.create({ data: { id: 'body000000000099', ...body } });
  await prisma.seat.updateMany({ where: { code: { in: ['TB99', 'TV99'] } }, data: { bodyId: 'body000000000099' } });
  await prisma.seat.deleteMany({ where: { code: { in: ['NG99', 'TL99'] } } });
  await convene(service);
});
afterAll(() => service?.stop());

const commands = () => [...service.app.registry.commands.values()];

/** Each of these presses by each of these people; a few at once, since a messenger waits for an answer some seconds only. */
async function forgeAll(codes: readonly string[], presses: readonly (readonly string[])[]): Promise<void> {
  const data = presses.map((parts) => parts.join('|')).filter((one) => Buffer.byteLength(one) <= 64);
  for (let at = 0; at < data.length; at += 40) {
    const some = data.slice(at, at + 40);
    await Promise.all(
      codes.map(async (code) => {
        for (const one of some) await service.phone(code).forge(one);
      }),
    );
    await service.settled();
  }
}

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

  test('Điều 6.4: mọi lệnh với đối số rác: không lệnh nào đổ vỡ, không lệnh nào ghi gì', async () => {
    const junk = ['x', '1234567890123456', "';--", '-1', '1e99', '<i>'];
    const before = await matters(service);
    // Unlinking takes no argument that could be junk but asks; the rest must be refused or asked for.
    // Each command meets each of three people, and with each another kind of junk.
    const pressed = ['TB', 'TV01', 'UV05'].map((code, nth) =>
      forgeAll(
        [code],
        commands().map(({ name, fields = {} }, at) => {
          const word = junk[(at + 2 * nth) % junk.length]!;
          return [name, ...Object.keys(fields).map(() => word)];
        }),
      ),
    );
    await Promise.all(pressed);
    await expectUnharmed(service);
    expect(await matters(service)).toEqual(before);
  });

  test('Điều 6.4: đúng cuộc họp, các đối số sau là rác: không ghi gì', async () => {
    const id = await meetingId();
    const before = await matters(service);
    await forgeAll(
      ['TB', 'TV01', 'UV05'],
      commands().flatMap(({ name, fields = {} }) => {
        const [first, ...others] = Object.keys(fields);
        if (first !== 'meeting' || others.length === 0) return [];
        return ['x', '-1', "'"].map((word) => [name, id, ...others.map(() => word)]);
      }),
    );
    await expectUnharmed(service);
    expect(await matters(service)).toEqual(before);
  });
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

describe('Điều 3–8, 10.3: quyền trước, rồi mới đến lựa chọn, câu hỏi, lời từ chối', () => {
  /** What each matter would give away. */
  const closely = /kín|Nguyễn Tài Chính|Đỗ Y Tế|Hoàng Nội Vụ|Ngô Tổ Trưởng|tai-len/i;
  /** By the argument that names them. */
  let ids: Readonly<Record<string, readonly string[]>>;

  beforeAll(async () => {
    const { prisma } = service.database;
    const says = (code: string, words: string) =>
      answersTo(service, service.phone(code), () => service.phone(code).send(words));
    const presses = (code: string, data: string) =>
      answersTo(service, service.phone(code), () => service.phone(code).forge(data));
    await says('TV01', '/taohop mở rộng; Họp kín; 14:00 20/01/2027; Phòng kín');
    const meetings = await prisma.meeting.findMany();
    for (const { id } of meetings) {
      await presses('TV01', `preparation.agenda|${id}`);
      await says('TV01', 'Mục kín một\nMục kín hai');
      await presses('TV01', `preparation.paper|${id}`);
      await says('TV01', 'Tài liệu kín https://example.vn/kin');
      await says('TV01', 'Xong');
    }
    await says('UV01', '/vangmat GM-01; Việc nhà kín');
    await says('UV01', '/ykien GM-01; Cả cuộc họp; Ý kiến khác; Ý kiến kín');
    await says('TB', '/giaoviec UV01; Nhiệm vụ kín; 31/12/2026');
    await says('TB', '/vangdieuhanh 10/12/2026; 12/12/2026');
    const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
    ids = {
      meeting: idsOf(meetings),
      request: idsOf(await prisma.leaveRequest.findMany()),
      task: idsOf(await prisma.task.findMany()),
      absence: idsOf(await prisma.chairAbsence.findMany()),
      body: idsOf(await prisma.body.findMany({ where: { code: 'khanh-hoa' } })),
    };
    for (const [naming, found] of Object.entries(ids)) expect(found.length, naming).toBeGreaterThan(0);
  }, 60_000);

  test.each(strangers.map(({ code }) => code))('%s: không lệnh nào cho biết gì, hỏi gì, ghi gì', async (code) => {
    const phone = service.phone(code);
    const [seen, before] = [phone.messages.length, await matters(service)];
    const open = commands().filter(
      // One of this body may do what his seat allows.
      ({ allowed }) => code !== 'TGV2' || allowed === 'anyone' || !allowed.includes('team-member'),
    );
    await forgeAll(
      [code],
      open.flatMap(({ name, fields = {} }) => {
        const [naming = '', second] = Object.keys(fields);
        const own = second === 'person' ? [personId(code)] : [];
        return (ids[naming] ?? []).map((id) => [name, id, ...own]);
      }),
    );
    const told = phone.messages.slice(seen).flatMap(({ text, buttons }) => [text, ...buttons.flat()]);
    expect(told.filter((words) => closely.test(words))).toEqual([]);
    const asked = await service.database.prisma.conversation.findMany({
      where: {
        accountId: (await service.database.prisma.account.findFirstOrThrow({ where: { personId: personId(code) } })).id,
      },
    });
    const named = Object.values(ids).flat();
    expect(asked.filter(({ args }) => named.some((id) => JSON.stringify(args).includes(id)))).toEqual([]);
    expect(await matters(service)).toEqual(before);
    await expectUnharmed(service);
  }, 120_000);

  test('mọi đối số chỉ đích danh một việc đều nói việc ấy của Ban nào', () => {
    const naming = [
      ...Object.keys(ids),
      ...service.app.registry.chapters.flatMap(({ states = {} }) => Object.keys(states)),
    ];
    const silent = commands().flatMap(({ name, fields = {} }) =>
      Object.entries(fields).flatMap(([argument, { matter }]) =>
        naming.includes(argument) && !matter ? [`${name} ${argument}`] : [],
      ),
    );
    expect(silent).toEqual([]);
  });
});
