// What people send by mistake, or against the rules: a clear sentence, what was right is kept, nothing half-done.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersTo, answerTo, expectUnharmed, matters, webhookOf, webhookSecret } from '../support/attack.ts';
import { personId } from '../support/committee.ts';
import { convene, pdf, wholeCommittee } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
let web: ReturnType<typeof webhookOf>;
afterAll(async () => {
  if (process.env['SPEC_TRANSCRIPT']) console.log(service?.api.transcript());
  await service?.stop();
});
beforeAll(async () => {
  service = await startService({ people: wholeCommittee, webhook: true });
  web = webhookOf(service);
  await convene(service);
});

/** All that is said back, the question that was answered among it. */
const says = async (code: string, words: string): Promise<{ text: string }> => {
  const answers = await answersTo(service, service.phone(code), () => service.phone(code).send(words));
  return { text: answers.map(({ text }) => text).join('\n---\n') };
};
const drop = (code: string) => answersTo(service, service.phone(code), () => service.phone(code).send('/huy'));

describe('Điều 5.4: ngày giờ gõ sai', () => {
  const drafts = () => service.database.prisma.meeting.count();
  const wrong: [typed: string, told: RegExp][] = [
    ['14:00 31/2', /Không có ngày “.*31\/2.*”.*28\/02\/2027/],
    ['14:00 25/11/2026', /đã qua.*sắp tới/],
    ['25/12/2026', /thiếu giờ/],
    ['14h', /thiếu ngày/],
    ['14h30', /thiếu ngày/],
    ['14h thứ Năm, 25/12/2026', /Ngày 25\/12\/2026 là thứ Sáu, không phải thứ Năm/],
    ['hôm nào đó', /Chưa hiểu/],
  ];
  for (const [typed, told] of wrong) {
    test(`“${typed}”: nói sai ở đâu, hỏi lại đúng phần đó, phần gõ sau không mất`, async () => {
      const before = await drafts();
      const answer = await says('TV01', `/taohop quý; Họp thử; ${typed}; Phòng họp số 2`);
      expect(answer.text).toMatch(told);
      expect(await drafts()).toBe(before);
      const done = await says('TV01', '14:00 20/01/2027');
      expect(done.text).toMatch(/dự thảo GM-\d+/);
      expect(done.text).toContain('Phòng họp số 2');
    });
  }

  test('giờ họp qua trong lúc còn đang gõ: hỏi lại giờ, không lấy mất số của giấy mời', async () => {
    const before = await drafts();
    await says('TV01', '/taohop quý; Họp thử; 08:10 01/12/2026');
    service.clock.to(new Date('2026-12-01T01:20:00Z'));
    expect((await says('TV01', 'Phòng họp số 2')).text).toMatch(/đã qua/);
    const done = await says('TV01', '14:00 20/01/2027');
    expect(done.text).toContain(`dự thảo GM-${String(before + 1).padStart(2, '0')}`);
  });

  const read: [typed: string, shown: RegExp][] = [
    ['14:00 25/12', /14 giờ 00, thứ Sáu, 25\/12\/2026/],
    ['14h 25/12', /14 giờ 00, thứ Sáu, 25\/12\/2026/],
    ['14h30 ngày 25/12/2026', /14 giờ 30, thứ Sáu, 25\/12\/2026/],
    ['2 giờ chiều 25/12', /14 giờ 00, thứ Sáu, 25\/12\/2026/],
    ['2 gio chieu 25/12', /14 giờ 00, thứ Sáu, 25\/12\/2026/],
  ];
  for (const [typed, shown] of read) {
    test(`“${typed}”: hiểu, và đọc lại đủ thứ, ngày, năm`, async () => {
      const answer = await says('TV01', `/taohop quý; Họp thử; ${typed}; Phòng họp số 2`);
      expect(answer.text).toMatch(shown);
    });
  }
});

describe('Điều 9.1: thời gian, địa điểm khác thường (MT11, MT19)', () => {
  test('“2h” được hỏi lại; ngày lễ, nơi họp là giờ, trùng người, trùng phòng đều được nói trên dự thảo', async () => {
    const asked = await says('TV01', '/taohop quý; Họp thử; 2h 28/01/2027; Phòng khách');
    expect(asked.text).toMatch(
      /“2h 28\/01\/2027” là 02 giờ 00, thứ Năm, 28\/01\/2027, hay 14 giờ 00, thứ Năm, 28\/01\/2027/,
    );
    const secretary = service.phone('TV01');
    const [done] = await answersTo(service, secretary, () => secretary.press('14 giờ 00, thứ Năm, 28/01/2027'));
    expect(done!.text).toContain('14 giờ 00, thứ Năm, 28/01/2027');
    expect(done!.text).not.toContain('Lưu ý: họp');
    const odd = await says('TV01', '/taohop quý; Họp thử; 19:00 01/01/2027; 14h00');
    expect(odd.text).toMatch(/Lưu ý: .*01\/01\/2027 là ngày nghỉ \(.*Tết Dương lịch/);
    expect(odd.text).toContain('Lưu ý: họp ngoài giờ hành chính, lúc 19 giờ 00');
    expect(odd.text).toContain('địa điểm ghi là “14h00”');
    const clash = await says('TV01', '/taohop quý; Họp khác; 15:00 28/01/2027; PHÒNG KHÁCH');
    expect(clash.text).toMatch(/trùng buổi với cuộc họp GM-\d+ .*cùng mời .* và \d+ người khác/);
    expect(clash.text).toMatch(/PHÒNG KHÁCH đã dành cho cuộc họp GM-\d+/);
    const sunday = await says('TV01', '/taohop quý; Họp thử; 09:00 31/01/2027; Hội trường');
    expect(sunday.text).toContain('Lưu ý: họp vào Chủ nhật');
  });
});

describe('Điều 6.4: người dự thay không hợp lệ', () => {
  const cases: [what: string, alternate: string, post: string, told: RegExp][] = [
    ['chính mình', 'Đỗ Y Tế', 'Giám đốc', /Không thể ủy quyền cho chính mình/],
    ['người của cơ quan khác', 'Vũ Phó Giám', 'Phó Giám đốc', /thuộc Sở Tài chính, không thuộc Sở Y tế/],
    ['ủy viên khác', 'Hoàng Nội Vụ', 'Giám đốc', /Hoàng Nội Vụ là thành phần được mời/],
  ];
  for (const [what, alternate, post, told] of cases) {
    test(`${what}: nói ngay, trước khi hỏi chức vụ và lý do`, async () => {
      const before = await matters(service);
      const answer = await says('UV02', `/uyquyen GM-01; ${alternate}`);
      expect(answer.text).toMatch(told);
      expect(await matters(service)).toEqual(before);
      await drop('UV02');
    });

    test(`${what}, khai đủ trong một dòng với số điện thoại khác: cũng không lách được; lý do đã gõ không mất`, async () => {
      const before = await matters(service);
      const answer = await says('UV02', `/uyquyen GM-01; ${alternate}; ${post}; 0912345678; Họp Quốc hội`);
      expect(answer.text).toMatch(told);
      expect(await matters(service)).toEqual(before);
      const done = await says('UV02', 'Tạ Phó Y');
      expect(done.text).toMatch(/ủy quyền đồng chí Tạ Phó Y dự họp/);
      const asked = await service.database.prisma.leaveRequest.findFirstOrThrow({ where: { state: 'waiting' } });
      expect(asked.reason).toBe('Họp Quốc hội');
      await says('UV02', 'Rút đề nghị');
    });
  }

  test('người đã nhận dự thay đồng chí khác', async () => {
    const asked = await says('UV02', '/uyquyen GM-01; Tạ Phó Y; Đi công tác');
    expect(asked.text).toMatch(/ủy quyền đồng chí Tạ Phó Y dự họp/);
    // Of the same agency, a second member asks for the same man.
    const { prisma } = service.database;
    const seat = await prisma.seat.findFirstOrThrow({ where: { personId: personId('UV02') } });
    const other = await prisma.seat.findFirstOrThrow({ where: { personId: personId('UV03') } });
    await prisma.seat.update({ where: { id: other.id }, data: { agencyId: seat.agencyId } });
    const before = await matters(service);
    const answer = await says('UV03', '/uyquyen GM-01; Tạ Phó Y');
    expect(answer.text).toMatch(/Tạ Phó Y đã được cử dự thay đồng chí Đỗ Y Tế/);
    expect(await matters(service)).toEqual(before);
    await drop('UV03');
    await prisma.seat.update({ where: { id: other.id }, data: { agencyId: other.agencyId } });
  });
});

describe('Điều 6.4: bấm cùng lúc', () => {
  const answersOf = (code: string) =>
    service.database.prisma.answer.findMany({ where: { personId: personId(code) }, orderBy: { at: 'asc' } });

  test('một người bấm “Xác nhận tham dự” mười lần cùng lúc: ghi một lần, lần nào cũng được trả lời', async () => {
    const member = service.phone('UV01');
    const { id } = await service.database.prisma.meeting.findFirstOrThrow({ where: { code: 'GM-01' } });
    const data = `attendance.attend|${id}|${personId('UV01')}`;
    const statuses = await Promise.all(Array.from({ length: 10 }, () => web.send(web.press(member, data))));
    await service.settled();
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect((await answersOf('UV01')).map(({ answer }) => answer)).toEqual(['in-person']);
  });

  test('Telegram gửi một bản tin ba lần: xử lý một lần', async () => {
    const member = service.phone('UV05');
    const { id } = await service.database.prisma.meeting.findFirstOrThrow({ where: { code: 'GM-01' } });
    const update = { ...web.press(member, `attendance.attend|${id}|${personId('UV05')}`), update_id: 800_000_001 };
    await Promise.all([web.send(update), web.send(update), web.send(update)]);
    await service.settled();
    expect(await answersOf('UV05')).toHaveLength(1);
  });

  test('Điều 4: Trưởng ban và Phó điều hành thay cùng quyết định một đề nghị: một quyết định, người kia được báo', async () => {
    await says('UV06', '/vangmat GM-01; Đi nước ngoài');
    const request = await service.database.prisma.leaveRequest.findFirstOrThrow({
      where: { personId: personId('UV06'), state: 'waiting' },
    });
    await answersTo(service, service.phone('TB'), () => service.phone('TB').send('/vangdieuhanh hôm nay; 24/12/2026'));
    const [chair, deputy] = [service.phone('TB'), service.phone('PTB1')];
    const seen = [chair, deputy].map((phone) => phone.messages.length);
    await Promise.all([
      web.send(web.press(chair, `attendance.consent|${request.id}`)),
      web.send(web.press(deputy, `attendance.consent|${request.id}`)),
      web.send(web.press(deputy, `attendance.consent|${request.id}`)),
    ]);
    await service.settled();
    const { prisma } = service.database;
    const after = await prisma.leaveRequest.findUniqueOrThrow({ where: { id: request.id } });
    expect(after).toMatchObject({ state: 'agreed', decidedBy: personId('PTB1'), acting: true });
    const decided = await prisma.audit.findMany({ where: { command: 'attendance.consent', outcome: 'done' } });
    expect(decided).toHaveLength(1);
    const told = [chair, deputy].map((phone, nth) =>
      phone.messages
        .slice(seen[nth])
        .map(({ text }) => text)
        .join('\n'),
    );
    expect(told[0]).toMatch(/Lê Thị Phó/);
    expect(told[1]).toMatch(/đã được đồng chí Lê Thị Phó quyết định|đồng chí Lê Thị Phó.*đồng ý/);
    await answersTo(service, service.phone('TB'), () => service.phone('TB').send('/trolai'));
  });
});

describe('Điều 6.4: chữ và tệp', () => {
  test.each([
    '/constructor',
    'constructor',
    '/__proto__',
    '/toString x; y',
  ])('“%s”: như mọi chữ không hiểu', async (word) => {
    expect((await says('UV07', word)).text).toMatch(/Chưa hiểu/i);
  });

  test('lý do 10.000 ký tự: không cắt bỏ âm thầm, nói dài bao nhiêu, được bao nhiêu', async () => {
    const member = service.phone('UV07');
    await answersTo(service, member, () => member.send('/vangmat GM-01'));
    const answers = await answersTo(service, member, () => member.send('Tôi bận việc. '.repeat(714)));
    expect(answers.map(({ text }) => text).join('\n')).toMatch(/dài [\d.]+ ký tự, vượt mức [\d.]+\. Đồng chí rút gọn/);
    expect(await service.database.prisma.leaveRequest.count({ where: { personId: personId('UV07') } })).toBe(0);
    await drop('UV07');
  });

  test('Điều 6.3: ý kiến 10.000 ký tự gửi thành nhiều tin: nhận đủ, đúng thứ tự', async () => {
    const member = service.phone('UV07');
    const words = Array.from({ length: 1_250 }, (_, nth) => `ý${String(nth).padStart(6, '0')}`).join(' ');
    expect([...words].length).toBeGreaterThan(9_990);
    await answersTo(service, member, () => member.send('/ykien GM-01; Ý kiến khác'));
    await answersTo(service, member, () => member.send(words));
    const receipt = await says('UV07', 'Xong');
    expect(receipt.text).toMatch(/đã nhận|Đã ghi nhận/i);
    const opinion = await service.database.prisma.opinion.findFirstOrThrow({ where: { personId: personId('UV07') } });
    expect(JSON.stringify(opinion).match(/ý\d{6}/g)).toEqual(words.split(' '));
  });

  test('chữ có thẻ HTML và biểu tượng: hiện đúng như đã gõ', async () => {
    const title = 'Họp <b>chuyển đổi số</b> & "dữ liệu" 🎉 <script>alert(1)</script>';
    const answer = await says('TV01', `/taohop quý; ${title}; 14:00 28/01/2027; Phòng <2>`);
    expect(answer.text).toContain(title);
    expect(answer.text).toContain('Phòng <2>');
  });

  const files: [what: string, file: { name: string; bytes?: Buffer; size?: number }, told: RegExp][] = [
    [
      'tệp 50 MB',
      { name: 'bản quét.pdf', bytes: pdf('x'), size: 50 * 1024 * 1024 },
      /nặng 50 MB, vượt mức 20 MB.*Văn thư/,
    ],
    ['tệp .exe', { name: 'ý kiến.exe', bytes: Buffer.from('MZ') }, /ý kiến\.exe thuộc loại không nhận.*PDF, Word/],
    ['tệp .pdf.exe', { name: 'ý kiến.pdf.exe', bytes: Buffer.from('MZ') }, /thuộc loại không nhận/],
    ['tệp .exe đổi đuôi thành .pdf', { name: 'ý kiến.pdf', bytes: Buffer.from('MZ\u0000\u0000') }, /chưa được nhận/],
  ];
  for (const [what, file, told] of files) {
    test(`${what}: nói vì sao và gửi bằng cách nào; câu hỏi vẫn mở`, async () => {
      const member = service.phone('UV03');
      await answersTo(service, member, () => member.send('/ykien GM-01; Ý kiến khác'));
      await member.sendFile(file);
      const refused = await member.receives(told);
      // Câu hỏi ở ngay tin ấy, không tin nào còn kể tệp đã bị bỏ ra là đã nhận.
      expect([refused.text, refused.buttons.flat().includes('Hủy')]).toEqual([
        expect.not.stringMatching(/Đã nhận: 1 tệp/),
        true,
      ]);
      expect(await service.database.prisma.file.count({ where: { name: file.name, state: 'stored' } })).toBe(0);
      const words = await says('UV03', 'Ý kiến của tôi');
      expect(words.text).toMatch(/1 đoạn văn bản/);
      await drop('UV03');
    });
  }

  test('tên tệp tìm đường ra khỏi thư mục: chỉ còn là một cái tên', async () => {
    const member = service.phone('UV03');
    await answersTo(service, member, () => member.send('/ykien GM-01; Ý kiến khác'));
    await answersTo(service, member, () =>
      member.sendFile({ name: '../../../etc/cron.d/ý kiến.pdf', bytes: pdf('y') }),
    );
    expect((await says('UV03', 'Xong')).text).toMatch(/ý kiến số YK-\d+/);
    const [file] = await service.database.prisma.file.findMany({
      where: { name: { endsWith: 'ý kiến.pdf' }, state: 'stored' },
    });
    expect(file?.name).toBe('ý kiến.pdf');
  });
});

describe('Điều 1.2: mã liên kết và người lạ', () => {
  test('mã bịa ra: nói phải làm gì, không liên kết ai', async () => {
    const stranger = service.api.user({ firstName: 'Người lạ', started: true });
    const before = await matters(service);
    const answer = await answerTo(service, stranger, () => stranger.start('ABCDEFGHJKMNPQRSTVWXYZ2345'));
    expect(answer.text).toMatch(/mã.*(Thư ký)/is);
    expect(await matters(service)).toEqual(before);
  });

  test('bản tin có trường chưa biết: phần đã biết vẫn được xử lý', async () => {
    const member = service.phone('UV01');
    const odd = web.message(member, { text: '/hop', story_of_tomorrow: { deep: [1, { x: null }] } });
    const answers = await answersTo(service, member, () => web.send({ ...odd, new_kind: true }));
    expect(answers.map(({ text }) => text).join()).toContain('GM-01');
    expect(await web.send(web.update({ reaction_of_tomorrow: { x: 1 } }))).toBe(200);
  });

  test('webhook không có mã bí mật, hoặc sai: từ chối, không xử lý gì', async () => {
    const member = service.phone('UV01');
    const before = await matters(service);
    const kept = () => service.database.prisma.inbox.count();
    const rows = await kept();
    const body = JSON.stringify(web.text(member, '/huyhop GM-01; x'));
    for (const given of ['', 'sai', `${webhookSecret}x`]) {
      expect(await web.post(body, { 'x-telegram-bot-api-secret-token': given })).toBe(403);
    }
    const bare = await fetch(web.url(), { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect(bare.status).toBe(403);
    await service.settled();
    expect(await kept()).toBe(rows);
    expect(await matters(service)).toEqual(before);
  });

  test('Điều 8.9: sau tất cả: không tin nào hỏng, không lộ mã bí mật', () => expectUnharmed(service));
});
