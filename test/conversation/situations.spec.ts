// What real people do: guests, two meetings at one hour, courtesies, words that fit nothing, one's own acts told back.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersTo, expectUnharmed } from '../support/attack.ts';
import { bodyId, personId } from '../support/committee.ts';
import { convene, hearing, newest, wholeCommittee } from '../support/journey.ts';
import { codesIn } from '../support/papers.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ people: wholeCommittee, pages: true });
});
afterAll(async () => {
  if (process.env['SPEC_TRANSCRIPT']) console.log(service?.api.transcript());
  await service?.stop();
});

const says = async (code: string, words: string): Promise<string> => {
  const answers = await answersTo(service, service.phone(code), () => service.phone(code).send(words));
  return answers.map(({ text }) => text).join('\n---\n');
};
const presses = async (code: string, label: string): Promise<string> => {
  const answers = await answersTo(service, service.phone(code), () => service.phone(code).press(label));
  return answers.map(({ text }) => text).join('\n---\n');
};
const buttons = (code: string): string[] => service.phone(code).messages.at(-1)!.buttons.flat();
const meetingOf = (code: string) => service.database.prisma.meeting.findFirstOrThrow({ where: { code } });

describe('Điều 3.3, 6.4: ai vừa làm thì không được báo lại việc mình vừa làm', () => {
  test('Điều 9.1: không có việc gì chờ: tin chưa hiểu không nói đến giấy mời, mà nói việc có thể làm', async () => {
    const answer = await says('UV06', 'cái này thế nào nhỉ xyz');
    expect(answer).toContain('chưa hiểu');
    expect(answer).not.toMatch(/giấy mời|tham dự, vắng mặt/);
    expect(answer).toContain('Hiện không có việc nào chờ đồng chí trả lời');
    // His own daily matters, whatever registers come to be added.
    expect(buttons('UV06')).toEqual([
      'Xem những việc tôi còn phải làm',
      'Xem các cuộc họp sắp tới',
      'Xem lịch họp của tôi',
    ]);
  });

  test('Điều 3.3: Trưởng ban phát hành giấy mời, đồng ý đổi lịch: chỉ một thẻ, không có giấy mời thứ hai', async () => {
    const heard = hearing(service, wholeCommittee);
    await convene(service);
    const invitation = /GIẤY MỜI HỌP[\s\S]*Kính mời|Kính mời đồng chí/;
    expect(heard.who(invitation)).not.toContain('TB');
    await says('TV01', '/doilich GM-01; Thời gian; 15:00 28/12/2026; Trùng lịch HĐND tỉnh');
    const before = service.phone('TB').messages.length;
    heard.forget();
    await presses('TB', 'Đồng ý đổi lịch');
    expect(service.phone('TB').messages).toHaveLength(before);
    expect(heard.who(/28\/12\/2026/)).toEqual(expect.arrayContaining(['UV01', 'UV02', 'PTB1', 'UVTT']));
    expect(newest(service, 'TB', /GM-01/)).toContain('28/12/2026');
  });
});

describe('MT11: hai cuộc họp cùng buổi', () => {
  test('nhận dự cả hai thì được nói ngay; cuộc kia dời vào cùng buổi thì được nói khi dời và khi nhận lại', async () => {
    await convene(service, '/taohop đột xuất; Họp về dữ liệu đất đai; 16:00 28/12/2026; Phòng họp số 2');
    expect(newest(service, 'UV01', /dữ liệu đất đai/)).toMatch(/Cùng buổi.*GM-01/);
    await says('UV01', '/thamdu GM-01');
    expect(await says('UV01', '/thamdu GM-02')).toMatch(/GM-01/);
    await says('UV02', '/thamdu GM-02');
    await says('TV01', '/doilich GM-02; Thời gian; 09:00 30/12/2026; Chủ trì bận');
    await presses('TB', 'Đồng ý đổi lịch');
    expect(newest(service, 'UV02', /GM-02/)).not.toMatch(/Cùng buổi/);
    await says('UV02', '/thamdu GM-01');
    await says('UV02', '/thamdu GM-02');
    await says('TV01', '/doilich GM-02; Thời gian; 14:30 28/12/2026; Xếp lại');
    await presses('TB', 'Đồng ý đổi lịch');
    expect(newest(service, 'UV02', /GM-02/)).toMatch(/Cùng buổi.*GM-01/);
    expect(await says('UV02', '/thamdu GM-02')).toMatch(/GM-01.*28\/12\/2026/);
  });
});

describe('Điều 9.2, 10.2: khách mời, Tổ giúp việc', () => {
  test('Điều 6.4, 9.2: khách mời xin vắng không phải gửi ý kiến bằng văn bản, không bị nhắc', async () => {
    await says('TV01', '/taohop mở rộng; Họp mở rộng về kinh tế số; 09:00 22/12/2026; Hội trường A');
    await presses('TV01', 'Sửa');
    await presses('TV01', 'Sửa thành phần');
    await presses('TV01', 'Thêm người');
    await says('TV01', 'PGD1');
    const { id } = await meetingOf('GM-03');
    expect(
      await service.database.prisma.participant.findFirst({ where: { meetingId: id, personId: personId('PGD1') } }),
    ).toMatchObject({ as: 'guest' });
    await presses('TV01', 'Trình duyệt');
    await presses('TB', 'Phát hành giấy mời');
    const answer = await says('PGD1', '/vangmat GM-03; Đi công tác nước ngoài');
    expect(answer).not.toMatch(/ý kiến bằng văn bản/i);
    const asked = newest(service, 'TB', /Đề nghị của/);
    expect(asked).toContain('Vũ Phó Giám');
    expect(asked).not.toMatch(/Ý kiến bằng văn bản: chưa gửi/);
    await presses('TB', 'Đồng ý cho vắng');
    expect(newest(service, 'PGD1', /GM-03/)).not.toMatch(/gửi ý kiến bằng văn bản/i);
    expect(await service.database.prisma.opinionDuty.count({ where: { personId: personId('PGD1') } })).toBe(0);
    expect(await says('PGD1', '/conno')).not.toMatch(/ý kiến/i);
    // A member owes it all the same.
    await says('UV06', '/vangmat GM-03; Đi công tác');
    expect(await service.database.prisma.opinionDuty.count({ where: { personId: personId('UV06') } })).toBe(1);
    expect(await says('UV06', '/conno')).toMatch(/Gửi ý kiến bằng văn bản về GM-03/);
    // Điều 7.2: the office sees in one line who still owes an answer, however many they are.
    const owing = await says('TV01', '/aiconno');
    expect(owing.match(/Trả lời giấy mời GM-03/g)).toHaveLength(1);
    expect(owing).toMatch(/và \d+ đồng chí khác · Trả lời giấy mời GM-03/);
  });

  test('Điều 10.2: buổi làm việc với Tổ giúp việc mời Tổ giúp việc, không mời mười ba thành viên', async () => {
    const draft = await says('TV01', '/taohop làm việc với Tổ giúp việc; Kiểm điểm tiến độ; 08:30 23/12/2026; Phòng 3');
    expect(draft).toMatch(/dự thảo GM-04/);
    await presses('TV01', 'Trình duyệt');
    const heard = hearing(service, wholeCommittee);
    await presses('TB', 'Phát hành giấy mời');
    expect(heard.who(/Kính mời/)).toEqual(['TGV1']);
  });
});

describe('Điều 6.2, 6.4: lời xã giao không là nội dung', () => {
  test('/baocao, /vangmat, /giaoviec: “ok”, “vâng ạ”, “cảm ơn”, “dạ” được hỏi lại, không ai đọc phải', async () => {
    await says('TV01', '/giaoviec UV03; Rà soát thủ tục; 31/12/2026');
    const { prisma } = service.database;
    for (const words of ['ok', 'vâng ạ', 'Cảm ơn', 'dạ']) {
      expect(await says('UV03', `/baocao NV-01; 40; ${words}`)).toMatch(/Đồng chí gõ|xã giao|chưa/i);
      expect(await prisma.taskReport.count()).toBe(0);
      await says('UV03', '/huy');
    }
    await says('UV03', '/baocao NV-01; 40; Đã rà soát xong bước một, cảm ơn');
    expect(await prisma.taskReport.findFirstOrThrow()).toMatchObject({ text: 'Đã rà soát xong bước một, cảm ơn' });
    await says('UV03', '/vangmat GM-03; dạ');
    expect(await prisma.leaveRequest.count({ where: { personId: personId('UV03') } })).toBe(0);
    await says('UV03', '/huy');
    await says('TV01', '/giaoviec UV03; ok; 31/12/2026');
    expect(await prisma.task.count()).toBe(1);
    await says('TV01', '/huy');
    await expectUnharmed(service);
  });
});

describe('chữ gõ trong lúc đang hỏi lại, và đợt lấy ý kiến', () => {
  test('Điều 6.4: đang đọc lại việc chờ Gửi, chữ nói việc khác không gửi gì; “đồng ý” trơn mới gửi', async () => {
    const { prisma } = service.database;
    const asked = () => prisma.leaveRequest.count({ where: { personId: personId('UV07') } });
    expect(await says('UV07', 'Tôi không dự được cuộc họp GM-01 vì đi công tác')).toMatch(/Chưa gửi đi/);
    for (const words of ['gửi ý kiến: thống nhất', 'duyệt GM-02', 'đồng ý cho đồng chí Đỗ Y Tế vắng']) {
      await says('UV07', words);
      expect(await asked()).toBe(0);
      await says('UV07', '/huy');
      await says('UV07', 'Tôi không dự được cuộc họp GM-01 vì đi công tác');
    }
    await says('UV07', 'đồng ý');
    expect(await asked()).toBe(1);
  });

  test('Điều 6.2: số thấp hơn lần trước được nói trước khi ghi, sửa bằng một chạm', async () => {
    await says('UV03', '/baocao');
    await says('UV03', '5');
    expect(newest(service, 'UV03', /Sẽ ghi 5%/)).toMatch(/thấp hơn lần báo cáo trước \(40%\)|lần báo cáo trước/);
    expect(buttons('UV03')).toContain('Sửa số phần trăm');
    await presses('UV03', 'Sửa số phần trăm');
    await says('UV03', '50');
    await presses('UV03', 'Bỏ qua');
    expect(newest(service, 'UV03', /NV-01/)).toContain('50%');
  });

  test('Điều 9.3: chữ dài gõ một mình khi đang có đợt lấy ý kiến: hỏi có phải ý kiến không, giữ đủ lời', async () => {
    await says('TV01', '/layykien Dự thảo Đề án; Thống nhất ban hành Đề án?; 17:00 10/12/2026; Trưởng ban');
    await presses('TV01', 'Trình duyệt mở');
    await presses('TB', 'Mở lấy ý kiến');
    const words = 'Thống nhất với dự thảo, tuy nhiên đề nghị làm rõ nguồn kinh phí thực hiện';
    expect(await says('UV02', words)).toMatch(/có phải nội dung[\s\S]*LYK-01/);
    expect(await service.database.prisma.roundSlip.count({ where: { stance: { not: null } } })).toBe(0);
    await presses('UV02', 'Đúng, về LYK-01');
    await presses('UV02', 'Ý kiến khác');
    await service.settled();
    const given = await service.database.prisma.roundSlip.findFirstOrThrow({ where: { personId: personId('UV02') } });
    expect(given).toMatchObject({ stance: 'other', words });
    expect(await says('UV06', 'xin chào')).toContain('Việc đang chờ');
    expect(buttons('UV06')).toContain('Cho ý kiến LYK-01');
  });
});

describe('MT16, RS7: lịch họp trên điện thoại', () => {
  const address = (words: string): string => /https?:\S+\.ics/.exec(words)![0];
  const readBy = async (url: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(url, { headers });
    return { status: answer.status, etag: answer.headers.get('etag') ?? '', words: await answer.text() };
  };

  test('địa chỉ riêng đọc được mọi cuộc họp của mình; cấp lại thì địa chỉ cũ hết hiệu lực, ngừng thì không còn', async () => {
    expect(await says('UV01', '/lichdienthoai')).toContain('Lịch họp trên điện thoại');
    const first = address(await presses('UV01', 'Cấp địa chỉ lịch'));
    const read = await readBy(first);
    expect(read.status).toBe(200);
    const { startsAt, title } = await meetingOf('GM-01');
    const day = new Date(startsAt.getTime() + 7 * 3_600_000).toISOString().slice(0, 16).replace(/[-:]/g, '');
    expect(read.words).toContain(`DTSTART;TZID=Asia/Ho_Chi_Minh:${day}00`);
    expect(read.words.replaceAll('\r\n ', '')).toContain(title);
    expect((await readBy(first, { 'if-none-match': read.etag })).status).toBe(304);
    // Nothing of it is in the tables or the record but its hash.
    const token = /([^/]+)\.ics$/.exec(first)![1]!;
    const { prisma } = service.database;
    expect(JSON.stringify(await prisma.calendarFeed.findMany())).not.toContain(token);
    const record = await prisma.audit.findMany({ where: { command: 'calendars.give' }, select: { detail: true } });
    expect(record).toHaveLength(1);
    expect(JSON.stringify(record)).not.toContain(token);
    await says('UV01', '/lichdienthoai');
    const second = address(await presses('UV01', 'Cấp lại địa chỉ lịch'));
    expect((await readBy(first)).status).toBe(404);
    expect((await readBy(second)).status).toBe(200);
    await presses('UV01', 'Ngừng địa chỉ lịch');
    expect((await readBy(second)).status).toBe(404);
    expect((await readBy(second.replace(/[^/]+\.ics$/, 'x.ics'))).status).toBe(404);
  });
});

describe('chuyện thường ngày của người dùng', () => {
  test('Điều 6.4: họp dời ngày trong khi đơn xin vắng còn chờ: xin lại được cho ngày mới, đơn cũ không chắn đường', async () => {
    await convene(service, '/taohop đột xuất; Họp bị dời; 09:00 21/12/2026; Phòng 9');
    const { id, code } = await service.database.prisma.meeting.findFirstOrThrow({ where: { title: 'Họp bị dời' } });
    await says('UV06', `/vangmat ${code}; Đi công tác`);
    await says('TV01', `/doilich ${code}; Thời gian; 09:00 22/12/2026; Trùng lịch`);
    await presses('TB', 'Đồng ý đổi lịch');
    expect(await says('UV06', `/vangmat ${code}; Bận họp Trung ương`)).toContain('đồng chí xin vắng mặt');
    const waiting = await service.database.prisma.leaveRequest.findMany({
      where: { meetingId: id, personId: personId('UV06'), state: 'waiting' },
      orderBy: { version: 'asc' },
    });
    expect(waiting.map(({ version, reason }) => [version, reason])).toEqual([
      [1, 'mission'],
      [2, 'Bận họp Trung ương'],
    ]);
    const listed = await says('TB', '/choduyet');
    expect(listed).toContain('Bận họp Trung ương');
    expect(listed.match(new RegExp(`xin vắng mặt · ${code}`, 'g'))).toHaveLength(1);
  });

  test('Điều 6.4: đang được hỏi lý do hoãn mà gõ “tôi dự”: hỏi lại, không trình hoãn; đúng là câu trả lời thì bấm mới ghi', async () => {
    const { code } = await service.database.prisma.meeting.findFirstOrThrow({ where: { title: 'Họp bị dời' } });
    const proposed = () => service.database.prisma.meeting.findFirstOrThrow({ where: { code } });
    await says('TV01', `/hoanhop ${code}`);
    const asked = await says('TV01', 'tôi dự');
    expect(asked).toMatch(/Hoãn họp.*Lý do hoãn họp\? ?” Tin “tôi dự” có phải câu trả lời không\? Chưa ghi nhận gì/);
    expect((await proposed()).proposal).toBeNull();
    await presses('TV01', 'Không');
    // Of a question asked the day before the same is asked of any words.
    service.clock.to(new Date(service.clock.now().getTime() + 24 * 3_600_000));
    expect(await says('TV01', 'Chủ tịch đi Trung ương')).toContain('có phải câu trả lời không');
    await presses('TV01', 'Đúng, là câu trả lời');
    expect((await proposed()).proposal).toMatchObject({ what: 'postpone', because: 'Chủ tịch đi Trung ương' });
    await presses('TB', 'Không đồng ý hoãn họp');
    await says('TB', 'Vẫn họp được');
  });

  test('Điều 4: Trưởng ban về sớm, Phó Trưởng ban bấm thẻ cũ: không ghi gì, thẻ không còn nút', async () => {
    await says('TB', '/vangdieuhanh hôm nay; 20/12/2026');
    await service.at(new Date(service.clock.now().getTime() + 60_000));
    const card = () =>
      service
        .phone('PTB1')
        .messages.findLast(({ text }) => text.includes('Đinh Công Thương') && /^Đề nghị của/.test(text));
    expect(card()!.buttons.flat()).toContain('Đồng ý cho vắng');
    await says('TB', '/trolai');
    await service.phone('PTB1').press('Đồng ý cho vắng', { on: card()! });
    await service.settled();
    expect(card()!.text).toContain('chờ đồng chí Trần Văn Chủ quyết định');
    expect(card()!.buttons).toEqual([]);
    expect(await service.database.prisma.leaveRequest.count({ where: { decidedBy: personId('PTB1') } })).toBe(0);
  });

  test('Điều 6.4: một người hai máy, trả lời khác nhau: câu sau là câu trả lời, đơn xin vắng trước được rút, thẻ máy kia đóng', async () => {
    const { id, code } = await service.database.prisma.meeting.findFirstOrThrow({ where: { title: 'Họp bị dời' } });
    const second = service.api.user({ firstName: 'Máy hai', started: true });
    const account = {
      id: 'cuv02may2000000',
      channel: 'telegram',
      externalId: String(second.id),
      consentVersion: '2026-01',
    };
    await service.database.prisma.account.create({
      data: { ...account, personId: personId('UV02'), linkedAt: new Date('2026-01-01T00:00:00Z') },
    });
    await answersTo(service, second, () => second.send(`/vangmat ${code}; Đi công tác`));
    await says('UV02', `/thamdu ${code}`);
    expect(second.messages.findLast(({ text }) => text.includes('xin vắng mặt'))!.buttons).toEqual([]);
    const { prisma } = service.database;
    const which = { meetingId: id, personId: personId('UV02') };
    expect(await prisma.answer.findMany({ where: { ...which, current: true } })).toMatchObject([
      { answer: 'in-person' },
    ]);
    expect(await prisma.leaveRequest.findMany({ where: which })).toMatchObject([{ state: 'withdrawn' }]);
  });
});

describe('hai người, hai máy, hai lúc', () => {
  const second = (code: string, name: string) => {
    const phone = service.api.user({ firstName: name, started: true });
    return service.database.prisma.account
      .create({
        data: {
          id: `c${code.toLowerCase()}may3`.padEnd(16, '0'),
          channel: 'telegram',
          externalId: String(phone.id),
          consentVersion: '2026-01',
          personId: personId(code),
          linkedAt: new Date('2026-01-01T00:00:00Z'),
        },
      })
      .then(() => phone);
  };

  test('Điều 6.4: hai máy của một người bấm hai nút khác nhau cùng một lúc: một câu trả lời, máy nào cũng được đáp', async () => {
    await convene(service, '/taohop đột xuất; Họp hai máy; 09:00 08/01/2027; Phòng 7');
    const { id, code } = await service.database.prisma.meeting.findFirstOrThrow({ where: { title: 'Họp hai máy' } });
    const other = await second('UV01', 'Máy hai');
    const [one, two] = [service.phone('UV01'), other];
    const heard = [one, two].map(({ messages }) => messages.length);
    await Promise.all([one.send(`/thamdu ${code}`), two.send(`/vangmat ${code}; Đi công tác`)]);
    await service.settled();
    const { prisma } = service.database;
    const which = { meetingId: id, personId: personId('UV01') };
    const answers = await prisma.answer.findMany({ where: { ...which, current: true } });
    expect(answers).toHaveLength(1);
    const waiting = await prisma.leaveRequest.count({ where: { ...which, state: 'waiting' } });
    expect(waiting).toBe(answers[0]!.answer === 'absence' ? 1 : 0);
    for (const [nth, phone] of [one, two].entries()) expect(phone.messages.length).toBeGreaterThan(heard[nth]! + 1);
    await expectUnharmed(service);
  });

  test('Điều 7.3: hai người cùng đọc danh sách điểm, một người bỏ một điểm: số người kia gõ là điểm người ấy đã thấy', async () => {
    await service.at(new Date('2027-01-08T08:00:00Z'));
    const { id, code } = await service.database.prisma.meeting.findFirstOrThrow({ where: { title: 'Họp hai máy' } });
    await service.database.prisma.meeting.update({
      where: { id },
      data: { state: 'held', heldAt: service.clock.now() },
    });
    await says('TV01', `/ketluan ${code}`);
    await says('TV01', '1. Sở Y tế báo cáo tháng.\n2. Sở Nội vụ ban hành kế hoạch.\n3. Sở Tài chính cân đối vốn.');
    await presses('TV01', 'Xong');
    const draft = await service.database.prisma.matter.findFirstOrThrow({ where: { kind: 'conclusion' } });
    await says('UVTT', `/dsketluan`);
    await presses('UVTT', `Xem ${draft.code}`);
    await presses('TV01', 'Bỏ một điểm');
    const question = service.phone('TV01').messages.at(-1)!;
    await presses('UVTT', 'Bỏ một điểm');
    await says('UVTT', '1');
    await service.phone('TV01').send('2', { replyTo: question });
    await service.settled();
    const points = async (): Promise<string[]> => {
      const { data } = await service.database.prisma.matter.findFirstOrThrow({ where: { id: draft.id } });
      return (data as unknown as { points: { words: string }[] }).points.map(({ words }) => words);
    };
    expect(service.phone('TV01').messages.at(-1)!.text).toContain('Danh sách vừa được người khác sửa');
    expect(await points()).toEqual(['Sở Nội vụ ban hành kế hoạch.', 'Sở Tài chính cân đối vốn.']);
    await service.phone('TV01').send('1', { replyTo: service.phone('TV01').messages.at(-1)! });
    await service.settled();
    expect(await points()).toEqual(['Sở Tài chính cân đối vốn.']);
  });

  test('Điều 9.3: đợt lấy ý kiến đóng trong lúc đang soạn: ý kiến vẫn nhận, ghi là quá hạn, nói rõ với người gửi', async () => {
    await says('TV01', '/layykien Dự thảo Kế hoạch; Thống nhất ban hành?; 17:00 15/01/2027; Trưởng ban');
    await presses('TV01', 'Trình duyệt mở');
    await presses('TB', 'Mở lấy ý kiến');
    const round = await service.database.prisma.matter.findFirstOrThrow({
      where: { kind: 'round', title: 'Dự thảo Kế hoạch' },
    });
    await service
      .phone('UV06')
      .press('Ý kiến khác', { on: service.phone('UV06').messages.findLast(({ text }) => text.includes(round.code))! });
    await service.settled();
    await says('UV06', 'Đề nghị bổ sung nguồn kinh phí thực hiện Kế hoạch này');
    await service.at(new Date('2027-01-15T10:05:00Z'));
    const sent = await presses('UV06', 'Xong');
    const slip = await service.database.prisma.roundSlip.findFirstOrThrow({
      where: { roundId: round.id, personId: personId('UV06') },
    });
    expect(slip).toMatchObject({ stance: 'other', late: true });
    expect(sent).toMatch(/quá hạn/);
  });

  test('Điều 9.3, 4: Trưởng ban mới thay giữa đợt: thẻ vẫn nói ai đã yêu cầu, người mới quyết định', async () => {
    await says('TV01', '/layykien Dự thảo Quy định; Thống nhất ban hành?; 17:00 22/01/2027; Trưởng ban');
    await presses('TV01', 'Trình duyệt mở');
    await presses('TB', 'Mở lấy ý kiến');
    const round = await service.database.prisma.matter.findFirstOrThrow({
      where: { kind: 'round', title: 'Dự thảo Quy định' },
    });
    const seat = await service.database.prisma.seat.findFirstOrThrow({ where: { personId: personId('TB') } });
    await service.database.prisma.seat.update({ where: { id: seat.id }, data: { personId: personId('PTB1') } });
    await service.at(new Date('2027-01-22T10:05:00Z'));
    await says('TV01', '/phieuykien');
    expect(newest(service, 'TV01', new RegExp(`^Lấy ý kiến bằng văn bản ${round.code}`))).toContain(
      'Trưởng ban Trần Văn Chủ yêu cầu cho ý kiến',
    );
    await presses('TV01', 'Trình kết quả');
    await says('TV01', 'Đề nghị thông qua dự thảo');
    expect(newest(service, 'PTB1', new RegExp(`^Lấy ý kiến bằng văn bản ${round.code}`))).toContain(
      'Trưởng ban Trần Văn Chủ yêu cầu cho ý kiến',
    );
    expect(await says('PTB1', '/choduyet')).toContain(round.code);
    await service.database.prisma.seat.update({ where: { id: seat.id }, data: { personId: personId('TB') } });
  });
});

describe('MT15: tự điểm danh ở cửa phòng họp', () => {
  test('Điều 6.4: quét mã thì chỉ được hỏi, bấm mới ghi; Thư ký thấy lúc mấy giờ rồi xác nhận; người không được mời không dùng được mã', async () => {
    await convene(service, '/taohop đột xuất; Họp về mã ở cửa; 14:00 19/07/2027; Phòng họp số 9');
    const { code: named } = await service.database.prisma.meeting.findFirstOrThrow({
      where: { place: 'Phòng họp số 9' },
    });
    expect(await says('TV01', `/madiemdanh ${named}`)).toContain('Mã tự điểm danh kèm theo');
    const file = service.phone('TV01').messages.findLast((message) => message.file)!.file!;
    expect(file.name).toBe(`Mã điểm danh ${named}.pdf`);
    const [[address]] = (await codesIn(file.bytes)) as [[string]];
    expect(address).toMatch(new RegExp(`^${service.url}/diem-danh/\\d{6}$`));
    const page = await (await fetch(address)).text();
    const carried = /https:\/\/t\.me\/\w+\?start=(\w+)/.exec(page)![1]!;
    expect(carried).toBe(`tudiemdanh_${address.slice(-6)}`);
    expect(await says('UV01', `/start ${carried}`)).toMatch(/Chưa đến giờ.*14 giờ 00.*từ 13 giờ 00/);
    await service.at('13:52 19/07/2027');
    expect(await says('UV01', `/start ${carried}`)).toContain('Chưa bấm thì chưa ghi gì');
    expect(await service.database.prisma.arrival.count()).toBe(0);
    expect(await presses('UV01', 'Tôi đã đến')).toContain('đã đến lúc 13 giờ 52');
    expect(await says('TGV1', `/tudiemdanh ${address.slice(-6)}`)).toContain(
      'không phải của cuộc họp nào mời đồng chí',
    );
    // Six digits could be found by trying: after five wrong ones even the right ones wait, and nobody else is kept out.
    const right = address.slice(-6);
    for (let tries = 1; tries <= 5; tries += 1) {
      service.clock.to(new Date(service.clock.now().getTime() + 1_000));
      await says('UV02', `/tudiemdanh ${String((Number(right) + tries) % 1_000_000).padStart(6, '0')}`);
    }
    expect(await says('UV02', `/tudiemdanh ${right}`)).toMatch(/nhập sai mã nhiều lần/);
    expect(await says('TV01', `/diemdanh ${named}`)).toMatch(/Đã điểm danh 0\/\d+[\s\S]*tự điểm danh lúc 13 giờ 52/);
    expect(await presses('TV01', 'Người tự điểm danh: có mặt (1)')).toContain(
      'có mặt trực tiếp (tự điểm danh lúc 13 giờ 52)',
    );
    expect(await says('UV01', `/tudiemdanh ${address.slice(-6)}`)).toContain('Thư ký đã điểm danh đồng chí');
  });
});

describe('ID10: mã PIN trước khi quyết định', () => {
  const pages = (code: string): string =>
    service
      .phone(code)
      .messages.map(({ text }) => text)
      .join('\n');
  const give = async (url: string, pin: string, again = pin) =>
    (await fetch(url, { method: 'POST', body: new URLSearchParams({ pin, again }) })).status;
  /** The emulated phone says where a button would lead. */
  const linkOf = async (code: string): Promise<string> => {
    const told = await service
      .phone(code)
      .press('Nhập mã PIN')
      .catch(({ message }: Error) => message);
    return /opens (\S+)/.exec(String(told))![1]!;
  };
  const pin = '48271593';

  test('Điều 2.1, ID10: chưa nhập mã thì chưa quyết định gì; nhập ở trang riêng rồi bấm lại; sai 5 lần thì khóa, Thư ký đặt lại', async () => {
    const { prisma } = service.database;
    await prisma.setting.create({ data: { bodyId, key: 'decisionPinMinutes', value: 10 } });
    await service.at(new Date(service.clock.now().getTime() + 60_000));
    await says('TV01', '/taohop đột xuất; Họp về mã PIN; 14:00 30/08/2027; Phòng họp số 8');
    await presses('TV01', 'Trình duyệt');
    const meeting = () => prisma.meeting.findFirstOrThrow({ where: { place: 'Phòng họp số 8' } });
    expect(await presses('TB', 'Phát hành giấy mời')).toContain('cần mã PIN');
    expect((await meeting()).state).toBe('submitted');
    expect(await give(await linkOf('TB'), pin, '48271594')).toBe(422);
    expect(await give(await linkOf('TB'), pin)).toBe(200);
    expect(await give(await linkOf('TB'), pin)).toBe(410);
    await presses('TB', 'Phát hành giấy mời họp');
    expect((await meeting()).state).toBe('convened');
    // Good for as long as the body has said, and no longer.
    service.clock.to(new Date(service.clock.now().getTime() + 11 * 60_000));
    await says('TV01', '/taohop đột xuất; Họp nữa; 14:00 31/08/2027; Phòng họp số 6');
    await presses('TV01', 'Trình duyệt');
    expect(await presses('TB', 'Phát hành giấy mời')).toContain('cần mã PIN');
    const wrong = await linkOf('TB');
    for (const status of [422, 422, 422, 422, 423]) expect(await give(wrong, '1234')).toBe(status);
    expect(await give(wrong, pin)).toBe(423);
    expect(await presses('TB', 'Phát hành giấy mời họp')).toMatch(/đã khóa.*gọi Thư ký/s);
    expect(await says('TV01', '/datlaipin')).toContain('của đồng chí nào');
    await presses('TV01', (await prisma.person.findUniqueOrThrow({ where: { id: personId('TB') } })).fullName);
    await service.settled();
    expect(pages('TB')).toContain('Mã PIN của đồng chí đã được xóa để đặt lại');
    await says('TB', '/choduyet');
    expect(await presses('TB', 'Phát hành giấy mời')).toContain('cần mã PIN');
    expect(await give(await linkOf('TB'), pin)).toBe(200);
    const kept = await service.database.pool.query(
      'select to_jsonb(p) as row from person_pin p union all select to_jsonb(a) from audit a',
    );
    expect(JSON.stringify(kept.rows)).not.toContain(pin);
    await prisma.setting.deleteMany({ where: { key: 'decisionPinMinutes' } });
    await service.at(new Date(service.clock.now().getTime() + 60_000));
  });
});
