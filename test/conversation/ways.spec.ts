// One meeting, six ways: the chair on the Official Account, members on the Bot Platform, on Telegram, behind an
// approved form to a telephone number, by letter, and one whom nothing reaches and the secretary telephones.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personId } from '../support/committee.ts';
import { calendar, html, type Letter, linkIn } from '../support/mail.ts';
import { addressOf, mailSecret, type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({
    zaloOa: ['TB'],
    zaloBot: ['UV01'],
    zbs: ['UV03'],
    unlinked: ['PTB1'],
    mail: ['UVTT'],
  });
});
afterAll(() => service?.stop());

const secretary = () => service.phone('TV01');
const chair = () => service.zaloOa('TB');
const byForm = () => service.zaloOa('UV03');

const answer = async (code: string): Promise<string | null> => {
  const found = await service.database.prisma.answer.findFirst({ where: { personId: personId(code), current: true } });
  return found?.answer ?? null;
};

const byLetter = (about: RegExp): Promise<Letter> => service.mail!.receives(addressOf('UVTT'), about);

type Shown = { status: number; body: string };
async function open(link: string): Promise<Shown> {
  const response = await fetch(link);
  return { status: response.status, body: await response.text() };
}

/** Presses a button of the page a link leads to, as a browser does; `typed`: what stands in its fields. */
async function submit(
  link: string,
  page: string,
  {
    label = '</button>',
    typed = {},
    origin = new URL(link).origin,
  }: { label?: string; typed?: Record<string, string>; origin?: string } = {},
): Promise<Shown> {
  const forms = [...page.matchAll(/<form[^>]* action="([^"]*)"[^>]*>(.*?)<\/form>/gs)];
  const [, action, fields] = forms.find(([form]) => form.includes(label)) ?? [];
  if (action === undefined || fields === undefined) throw new Error(`no button ${label} in ${page}`);
  const hidden = [...fields.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  const body = new URLSearchParams(hidden.map(([, name, value]): [string, string] => [name!, value!]));
  for (const [name, value] of Object.entries(typed)) body.set(name, value);
  const address = new URL(action.replaceAll('&amp;', '&'), link);
  const response = await fetch(address, { method: 'POST', body, headers: { origin } });
  await service.settled();
  return { status: response.status, body: await response.text() };
}

/** The report of the mail server, as its box hands it over. */
async function returned(address: string, letter: string, secret: string): Promise<number> {
  const report = [
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${letter}`,
    '--b--',
  ].join('\r\n');
  const headers = { 'x-thuky-secret': secret, 'content-type': 'message/rfc822' };
  return (await fetch(`${service.url}/webhooks/email`, { method: 'POST', body: report, headers })).status;
}

/** What the secretary gets to a word of hers. */
async function asks(words: string, about: RegExp): Promise<string> {
  await secretary().send(words);
  await service.settled();
  return (await secretary().receives(about)).text;
}

describe('CH1–CH5: một cuộc họp, mỗi người một kênh', () => {
  test('Điều 3.3: Trưởng ban trên Zalo OA đồng ý triệu tập; giấy mời đến từng người theo kênh của mình', async () => {
    await secretary().send('/taohop quý; Họp quý IV năm 2026; 14:00 25/12/2026; Phòng họp số 1, UBND tỉnh');
    await secretary().receives(/GM-01/);
    await secretary().press('Trình duyệt');
    await chair().receives(/trình duyệt triệu tập/);
    await chair().press('Phát hành giấy mời');
    await service.zalo('UV01').receives(/1\. Xác nhận tham dự/);
    await service.phone('UV02').receives(/Họp quý IV năm 2026/);
    const form = await byForm().receives(/Họp quý IV năm 2026/);
    expect(form.responses).toEqual(['Tham dự', 'Không tham dự']);
    expect(form.text).toContain('GM-01');
  });

  test('Điều 6.4: trả lời bằng số, bằng nút, bằng mẫu trả lời nhanh; mỗi câu trả lời được nhắc lại', async () => {
    await service.zalo('UV01').send('1');
    await service.zalo('UV01').receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
    await service.phone('UV02').press('Xác nhận tham dự');
    await service.phone('UV02').receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
    await byForm().press('Không tham dự');
    await byForm().receives(/Đã ghi nhận: đồng chí xin vắng mặt/);
    expect([await answer('UV01'), await answer('UV02'), await answer('UV03')]).toEqual([
      'in-person',
      'in-person',
      'absence',
    ]);
  });

  test('CH10: giấy mời bằng thư có tệp lịch; mở liên kết chưa ghi nhận gì, bấm nút mới ghi nhận, một lần', async () => {
    const letter = await byLetter(/Họp quý IV năm 2026/);
    expect(letter.from).toBe('thuky@khanhhoa.example');
    expect(letter.headers.get('subject')).toMatch(/^GIẤY MỜI HỌP GM-01/);
    expect(letter.headers.has('list-unsubscribe')).toBe(false);
    expect(calendar(letter)).toContain('METHOD:REQUEST');
    expect(html(letter)).not.toMatch(/<(img|script|link)\b/);
    const link = linkIn(letter, 'Xác nhận tham dự');
    const before = await service.database.prisma.audit.count();
    const page = await open(link);
    expect(page.status).toBe(200);
    expect(page.body).toContain('Phạm Thường Trực');
    expect([await answer('UVTT'), await service.database.prisma.audit.count()]).toEqual([null, before]);
    const done = await submit(link, page.body);
    expect(done.body).toContain('đồng chí xác nhận tham dự');
    expect(await answer('UVTT')).toBe('in-person');
    const said = await byLetter(/Đã ghi nhận: đồng chí xác nhận tham dự/);
    expect(said.headers.get('references')).toBe(letter.headers.get('references'));
    expect(await open(link)).toMatchObject({ status: 410 });
    expect((await submit(link, page.body)).status).toBe(409);
    const audited = await service.database.prisma.audit.findFirstOrThrow({ where: { channel: 'email' } });
    expect(audited).toMatchObject({ actorId: personId('UVTT'), command: 'attendance.attend', outcome: 'done' });
  });

  test('CH10: thư bị trả lại: người ấy vào danh sách cần gọi; ai không có mã bí mật thì không báo được', async () => {
    const { headers } = await byLetter(/Đã ghi nhận: đồng chí xác nhận tham dự/);
    const report = (secret: string) => returned(addressOf('UVTT'), headers.get('message-id')!, secret);
    expect(await report('x'.repeat(20))).toBe(403);
    expect(await report(mailSecret)).toBe(200);
    await service.settled();
    const account = await service.database.prisma.account.findFirstOrThrow({ where: { channel: 'email' } });
    expect(account).toMatchObject({ reachable: false, consentVersion: 'roster' });
  });

  test('Điều 6.4: “Không tham dự” chỉ là xin vắng, không tự được đồng ý; Trưởng ban thấy là chưa nêu lý do', async () => {
    const { text } = await chair().receives(/xin vắng mặt/);
    expect(text).toContain('báo qua mẫu trả lời nhanh, chưa nêu lý do');
    const request = await service.database.prisma.leaveRequest.findFirstOrThrow();
    expect(request).toMatchObject({ state: 'waiting', personId: personId('UV03') });
    const duty = await service.database.prisma.opinionDuty.findFirstOrThrow();
    expect(duty).toMatchObject({ state: 'owed', personId: personId('UV03') });
  });

  test('CH5: Thư ký được báo một lần ai cần gọi, số điện thoại được che', async () => {
    await service.at(new Date('2026-12-01T01:10:00Z'));
    const { text } = await secretary().receives(/Cần gọi điện/);
    expect(text).toMatch(/Lê Thị Phó · 090\*{4}001 · chưa liên kết/);
    expect(text).toMatch(/Hoàng Nội Vụ · 090\*{4}005 · xin vắng bằng mẫu trả lời nhanh, chưa nêu lý do/);
    const told = () => secretary().messages.filter((message) => /^Cần gọi điện cho/.test(message.text)).length;
    const before = told();
    await service.at(new Date('2026-12-01T01:20:00Z'));
    expect(told()).toBe(before);
  });

  test('RS5: /tinhhinh và /cangoi nói về cùng những người', async () => {
    const board = await asks('/tinhhinh', /Tình hình GM-01/);
    expect(board.split('\n').find((line) => line.startsWith('CHƯA LIÊN LẠC ĐƯỢC'))).toMatch(/1.*Lê Thị Phó$/);
    const list = await asks('/cangoi', /Cần gọi điện: \d/);
    expect(list).toContain('Lê Thị Phó');
    expect(list).toContain('tháng 12/2026');
  });

  test('RS6: xem số thì được ghi vào nhật ký; ghi nhận qua điện thoại bằng hai lần bấm', async () => {
    expect(secretary().last!.text).toMatch(/\d+\. Lê Thị Phó/);
    await secretary().press('Gọi Lê Thị Phó');
    await secretary().receives(/Gọi đồng chí Lê Thị Phó/);
    await secretary().press('Xem số điện thoại');
    await secretary().receives(/Điện thoại: 0900000001/);
    const looked = await service.database.prisma.audit.findFirstOrThrow({ where: { command: 'calls.number' } });
    expect(looked).toMatchObject({ actorId: personId('TV01'), outcome: 'done' });
    expect(looked.detail).not.toContain('0900000001');
    await secretary().press('Ghi nhận qua điện thoại');
    await secretary().receives(/trả lời thế nào/);
    await secretary().press('Dự trực tiếp');
    await secretary().receives(/Đã ghi nhận câu trả lời của đồng chí Lê Thị Phó \(điện thoại\)/);
    expect(await answer('PTB1')).toBe('in-person');
    await service.settled();
    expect(await asks('/cangoi', /Cần gọi điện: \d/)).not.toContain('Lê Thị Phó');
  });

  test('PX5: Trưởng ban đồng ý trên Zalo OA; kết quả đến bằng mẫu tin', async () => {
    await chair().press('Đồng ý cho vắng');
    await byForm().receives(/Đồng ý để đồng chí vắng mặt/);
  });
});

describe('CH3: quá 7 ngày Trưởng ban không nhắn với OA', () => {
  test('đề nghị mới đến bằng mẫu có hai nút; bấm “Không đồng ý” thì người xin vắng phải dự (PX7)', async () => {
    await service.at(new Date('2026-12-09T02:00:00Z'));
    const member = service.phone('UV02');
    await member.send('/vangmat');
    await member.receives(/Lý do/);
    await member.press('Đi công tác');
    await member.receives(/Đã ghi nhận: đồng chí xin vắng mặt/);
    await service.settled();
    const form = await chair().receives(/Đỗ Y Tế/);
    expect(form.responses).toEqual(['Đồng ý', 'Không đồng ý']);
    await chair().press('Không đồng ý');
    await chair().receives(/Đã ghi nhận/);
    await member.receives(/không đồng ý qua mẫu trả lời nhanh, chưa nêu lý do/);
    const request = await service.database.prisma.leaveRequest.findFirstOrThrow({
      where: { personId: personId('UV02') },
    });
    expect(request.state).toBe('refused');
  });

  test('nhắn lại với OA thì nói chuyện tự do được, không mất tiền', async () => {
    await chair().send('/hop');
    const shown = await chair().receives(/GM-01/);
    expect(shown.template).toBeUndefined();
  });

  test('CH4: tin mẫu được tính tiền theo tháng', async () => {
    const spent = await service.database.prisma.spending.findMany({ where: { month: '2026-12', channel: 'zalo-zbs' } });
    expect(spent[0]!.count).toBeGreaterThanOrEqual(4);
    expect(Number(spent[0]!.amount)).toBeGreaterThan(0);
  });
});

describe('CH10: đổi ý bằng thư', () => {
  test('CH10: đổi câu trả lời bằng thư xác nhận: xin vắng phải nêu lý do; trang của người khác không bấm thay được', async () => {
    const said = await byLetter(/Đã ghi nhận: đồng chí xác nhận tham dự/);
    const link = linkIn(said, 'Đổi trả lời');
    const card = await open(link);
    const asked = await submit(link, card.body, { label: 'Xin vắng mặt' });
    const reason = { typed: { 'f.reason': 'Đi công tác nước ngoài theo Quyết định 12' } };
    expect(await submit(link, asked.body, { ...reason, origin: 'https://evil.example' })).toMatchObject({
      status: 403,
    });
    const empty = await submit(link, asked.body);
    expect(empty).toMatchObject({ status: 422 });
    expect(await answer('UVTT')).toBe('in-person');
    // What a page offers is signed with its link: nothing else can be asked for by it.
    const forged = empty.body.replace(/(action="[^"]*[?&;]k=)[^"]*/g, '$1forged');
    expect(await submit(link, forged, reason)).toMatchObject({ status: 404 });
    const done = await submit(link, empty.body, reason);
    expect(done.body).toContain('Đã ghi nhận: đồng chí xin vắng mặt');
    expect(await answer('UVTT')).toBe('absence');
    await submit(link, done.body, { label: 'Tham dự họp' });
    expect(await answer('UVTT')).toBe('in-person');
  });
});

describe('Điều 8.9: hồ sơ', () => {
  test('liền mạch, và không tin nào bị bỏ giữa chừng', async () => {
    const dead = await service.database.prisma.outbox.findMany({ where: { state: { in: ['dead', 'doubtful'] } } });
    expect(dead).toEqual([]);
  });
});

describe('CH2: một người hai kênh', () => {
  test('Điều 6.4: một người có cả Zalo và Telegram: câu trả lời sau, ở kênh nào cũng vậy, là câu trả lời; số cũ ở kênh kia không đổi lại', async () => {
    const other = service.api.user({ firstName: 'Máy Telegram', started: true });
    const data = {
      id: 'cuv01telegram000',
      channel: 'telegram',
      externalId: String(other.id),
      consentVersion: '2026-01',
    };
    const linked = { ...data, personId: personId('UV01'), linkedAt: new Date('2026-01-01T00:00:00Z') };
    await service.database.prisma.account.create({ data: linked });
    await other.send('/vangmat GM-01; Đi công tác');
    await other.receives(/đồng chí xin vắng mặt/);
    expect(await answer('UV01')).toBe('absence');
    await service.zalo('UV01').send('1');
    await service.settled();
    expect(await answer('UV01')).toBe('absence');
    await other.send('/thamdu GM-01');
    await other.receives(/xác nhận tham dự/);
    expect(await answer('UV01')).toBe('in-person');
    expect(
      await service.database.prisma.leaveRequest.findFirstOrThrow({ where: { personId: personId('UV01') } }),
    ).toMatchObject({ state: 'withdrawn' });
    await service.settled();
    await service.zalo('UV01').send('2');
    await service.settled();
    expect(await answer('UV01')).toBe('in-person');
  });
});

describe('CH10, Điều 6.4, 9.2: người không có trong danh sách của Ban, có địa chỉ thư', () => {
  const alternate = 'an.nv@soyte.example';
  const guest = 'binh.tq@vien.example';
  const letterTo = (address: string, about: RegExp): Promise<Letter> => service.mail!.receives(address, about);

  test('CH10, 10.38: người dự thay và khách mời nhận thư mời kèm tệp lịch, trả lời được trong thư; không có địa chỉ thì Thư ký có lời để chuyển', async () => {
    await secretary().send('/taohop mở rộng; Họp mở rộng; 14:00 23/12/2026; Phòng họp số 2, UBND tỉnh');
    await secretary().receives(/GM-02/);
    await secretary().send('/moikhach GM-02; Trần Quốc Bình; Viện trưởng; chuyên gia; không');
    await secretary().receives(/Trần Quốc Bình/);
    await secretary().press('Ghi địa chỉ thư');
    await secretary().receives(/Địa chỉ thư điện tử của khách mời/);
    await secretary().send('binh tai vien');
    await secretary().receives(/chưa phải địa chỉ thư điện tử/);
    await secretary().send(guest);
    expect((await secretary().receives(/Đã ghi địa chỉ thư/)).text).toContain('bi***@vien.example');
    await secretary().send('/hop');
    await secretary().receives(/GM-02/);
    await secretary().send('/suahop GM-02');
    await service.settled();
    await secretary().press('Trình duyệt');
    await chair().receives(/Họp mở rộng/);
    await chair().press('Phát hành giấy mời');
    const invited = await letterTo(guest, /Họp mở rộng/);
    expect(calendar(invited)).toContain('METHOD:REQUEST');
    const link = linkIn(invited, 'Xác nhận tham dự');
    const done = await submit(link, (await open(link)).body);
    expect(done.body).toContain('đồng chí xác nhận tham dự');
    // The alternate is described by his member, with his address; the chair consents.
    const member = service.phone('UV02');
    await member.send(`/uyquyen GM-02; Nguyễn Văn An; Phó Giám đốc; ${alternate}; Đi công tác`);
    await member.receives(/ủy quyền/);
    await service.settled();
    await chair().press('Đồng ý ủy quyền');
    const sent = await letterTo(alternate, /dự thay đồng chí Đỗ Y Tế/);
    expect(calendar(sent)).toMatch(/METHOD:REQUEST[\s\S]*SEQUENCE:\d/);
    linkIn(sent, 'Xác nhận tham dự');
  });

  test('CH10, MT16: đổi giờ thì thư mới cùng một mục lịch; hủy thì lịch tự hủy; thư bị trả lại thì vào danh sách cần gọi của Thư ký', async () => {
    const uidOf = (letter: Letter): string => /UID:(\S+)/.exec(calendar(letter) ?? '')![1]!;
    const sequenceOf = (letter: Letter): number => Number(/SEQUENCE:(\d+)/.exec(calendar(letter) ?? '')![1]);
    const first = service.mail!.of(guest).find((letter) => calendar(letter))!;
    await secretary().send('/doilich GM-02; Thời gian; 15:00 24/12/2026; Trùng lịch họp khác');
    await service.settled();
    await chair().press('Đồng ý đổi lịch');
    await service.settled();
    const moved = await letterTo(guest, /24\/12\/2026/);
    expect(uidOf(moved)).toBe(uidOf(first));
    expect(sequenceOf(moved)).toBeGreaterThan(sequenceOf(first));
    // He stood in at the time before: he is told that it is over, and nothing of the new one.
    const over = await letterTo(alternate, /THAY ĐỔI THỜI GIAN/);
    expect(calendar(over)).toContain('METHOD:CANCEL');
    expect(uidOf(over)).toBe(uidOf(first));
    expect(await returned(guest, moved.headers.get('message-id')!, mailSecret)).toBe(200);
    await service.at(new Date(service.clock.now().getTime() + 3_600_000));
    expect(await asks('/cangoi', /Cần gọi điện: \d/)).toContain('Trần Quốc Bình');
    await secretary().send('/huyhop GM-02; Hoãn sang năm sau');
    await service.settled();
    await chair().press('Đồng ý hủy họp');
    await service.settled();
    const { rows } = await service.database.pool.query<{ state: string }>(
      `select o.state from outbox o join person p on p.id = o.person_id where p.email = $1 order by o.id desc limit 1`,
      [guest],
    );
    // To an address that sends letters back nothing more goes: he is telephoned.
    expect(rows[0]!.state).toBe('unreachable');
  });
});
