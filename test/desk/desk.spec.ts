// The desk over real HTTP: who comes in and for how long, what is refused, and that it has no rules of its own.
import { request } from 'node:http';
import readBook from 'read-excel-file/node';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import type { Command } from '../../src/kernel/command.ts';
import { checkPaper } from '../../src/papers/check.ts';
import type { Role } from '../../src/regulation/roles.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { matters } from '../support/attack.ts';
import { bodyId, committee, type Member, personId } from '../support/committee.ts';
import { Desk, enter, formsIn, linkOf, type Sent, wordsOf } from '../support/desk.ts';
import { until } from '../support/patience.ts';
import { openIdClient, startProvider, type TestProvider } from '../support/provider.ts';
import { type Service, startService } from '../support/service.ts';

const clerk: Member = {
  ...committee.find(({ code }) => code === 'TV01')!,
  code: 'VT01',
  name: 'Dương Văn Thư',
  role: 'clerk',
};
const people: readonly Member[] = [...committee, clerk];

let service: Service;
let provider: TestProvider;
beforeAll(async () => {
  provider = await startProvider(() => service.clock.now());
  service = await startService({ people, pages: true, openId: { issuer: provider.issuer, ...openIdClient } });
});
afterAll(async () => {
  await service?.stop();
  await provider?.stop();
});

const root = '/ban-lam-viec';
const audits = (code: string) =>
  service.database.prisma.audit.findMany({
    where: { actorId: personId(code), channel: 'desk' },
    orderBy: { seq: 'asc' },
  });
const later = (minutes: number): void => service.clock.to(new Date(service.clock.now().getTime() + minutes * 60_000));
const plainOf = (address: string): string => address.replaceAll('&amp;', '&');
const randomPost = (): string => Math.random().toString(36).slice(2).padEnd(16, '0').slice(0, 16);
/** A form page's `token` and `post`, as its own form has them. */
const signedBy = async (desk: Desk): Promise<Map<string, string>> => {
  const page = await desk.get(root);
  const [form] = formsIn(page.html).filter(({ action }) => action.endsWith('/thoat'));
  return new Map(form!.inputs);
};

describe('Điều 7.2: vào bàn làm việc', () => {
  test('đường dẫn: mở ra chưa đổi gì; bấm nút mới vào, một lần, trong mười phút', async () => {
    const link = new URL(await linkOf(service, 'TV01')).pathname;
    const desk = new Desk(service);
    const opened = await desk.get(link);
    expect(wordsOf(opened.html)).toContain('Bùi Thư Ký');
    expect(desk.cookie).toBe('');
    expect(await service.database.prisma.deskSession.count()).toBe(0);
    const entered = await desk.post(link, []);
    expect([entered.status, entered.headers.get('location')]).toEqual([303, root]);
    expect(entered.headers.getSetCookie()[0]).toMatch(/^ban-lam-viec=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await desk.get(root)).status).toBe(200);
    const again = new Desk(service);
    expect((await again.post(link, [])).status).toBe(410);
    expect((await again.get(root)).status).toBe(401);
    expect((await audits('TV01')).map(({ command, outcome }) => [command, outcome])).toEqual([['desk.enter', 'done']]);
    const late = new URL(await linkOf(service, 'TV01')).pathname;
    later(10);
    expect((await again.get(late)).status).toBe(410);
    expect((await again.post(late, [])).status).toBe(410);
  });

  test('trong cơ sở dữ liệu chỉ có dấu băm của đường dẫn và của phiên', async () => {
    const link = await linkOf(service, 'TV01');
    const token = link.split('/').at(-1)!;
    const desk = new Desk(service);
    await desk.post(new URL(link).pathname, []);
    const rows = JSON.stringify([
      await service.database.prisma.deskLink.findMany(),
      await service.database.prisma.deskSession.findMany(),
      (await service.database.prisma.audit.findMany()).map(({ detail }) => detail),
    ]);
    expect(rows).not.toContain(token);
    expect(rows).not.toContain(desk.cookie.split('=')[1]);
  });

  const codeOf = async (code: string): Promise<string> => {
    await linkOf(service, code);
    return new RegExp(`${code}-\\d{6}`).exec(JSON.stringify(service.api.calls('sendMessage').at(-1)))![0];
  };
  const typed = (words: string) => new Desk(service).post(`${root}/ma`, [['ma', words]]);

  test('máy khác: mã sáu chữ số, một lần; sai năm lần thì mã đúng cũng không vào, xin mã mới cũng phải đợi 15 phút', async () => {
    const code = await codeOf('TV01');
    const desk = new Desk(service);
    const entered = await desk.post(`${root}/ma`, [['ma', code.toLowerCase().replace('-', ' ')]]);
    expect([entered.status, (await desk.get(root)).status]).toEqual([303, 200]);
    expect((await typed(code)).status).toBe(401);
    const right = await codeOf('TV01');
    const wrong = right.endsWith('000000') ? 'TV01-000001' : 'TV01-000000';
    for (const words of ['', 'TV01', 'x'.repeat(500), "TV01-'; drop"]) expect((await typed(words)).status).toBe(401);
    expect((await Promise.all(Array.from({ length: 8 }, () => typed(wrong)))).map(({ status }) => status)).toEqual(
      Array(8).fill(401),
    );
    expect((await typed(right)).status).toBe(401);
    expect((await typed(await codeOf('TV01'))).status).toBe(401);
    expect((await audits('TV01')).filter(({ outcome }) => outcome === 'refused')).toHaveLength(5);
    later(16);
    expect((await typed(await codeOf('TV01'))).status).toBe(303);
    expect((await (await enter(service, 'TV01')).get(root)).status).toBe(200);
  });

  test('OpenID: ai đã liên kết và đúng thư điện tử thì vào bằng tài khoản cơ quan; không tạo ai; trình duyệt khác, thư chưa xác minh thì không', async () => {
    const { prisma } = service.database;
    await prisma.person.update({ where: { id: personId('TV01') }, data: { email: 'Thu.Ky@tinh.gov.vn' } });
    await prisma.person.update({ where: { id: personId('UV01') }, data: { email: 'uv01@tinh.gov.vn' } });
    const people = await prisma.person.count();
    /** To the provider and back, as a browser goes; `other`: another browser comes back. */
    const through = async (email: string | null, { verified = true, other = false } = {}) => {
      provider.next = { email, verified };
      const desk = new Desk(service);
      const begun = await desk.get(`${root}/co-quan`);
      expect(begun.status).toBe(303);
      const at = await fetch(begun.headers.get('location')!, { redirect: 'manual' });
      const back = new URL(at.headers.get('location')!);
      return { desk, came: await (other ? new Desk(service) : desk).get(`${back.pathname}${back.search}`), back };
    };
    expect((await new Desk(service).get(root)).html).toContain('Vào bằng tài khoản cơ quan (Sở Nội vụ)');
    const { desk, came, back } = await through('thu.ky@tinh.gov.vn');
    expect([came.status, wordsOf(came.html)]).toEqual([200, expect.stringContaining('Bùi Thư Ký')]);
    desk.cookie = came.headers
      .getSetCookie()
      .find((one) => /^ban-lam-viec=./.test(one))!
      .split(';')[0]!;
    expect((await desk.get(root)).status).toBe(200);
    expect((await desk.get(`${back.pathname}${back.search}`)).status).toBe(400);
    const refused: [Awaited<ReturnType<typeof through>>['came'], RegExp][] = [
      [(await through('la@noi-khac.vn')).came, /la@noi-khac\.vn chưa khớp với đúng một người/],
      // Known and linked, but without a right to the desk.
      [(await through('uv01@tinh.gov.vn')).came, /chưa khớp/],
      [(await through('thu.ky@tinh.gov.vn', { verified: false })).came, /chưa|không cho biết/],
      [(await through(null)).came, /không đồng ý/],
      [(await through('thu.ky@tinh.gov.vn', { other: true })).came, /trình duyệt khác/],
    ];
    for (const [{ status, html, headers }, words] of refused) {
      expect([status >= 400, wordsOf(html)]).toEqual([true, expect.stringMatching(words)]);
      expect(headers.getSetCookie().join()).not.toMatch(/ban-lam-viec=[\w-]{43}/);
    }
    expect(await prisma.person.count()).toBe(people);
  });

  test('ủy viên không được cấp đường dẫn', async () => {
    await service.phone('UV01').send('/banlamviec');
    await service.phone('UV01').receives(/không thuộc quyền/);
  });

  test('ba mươi phút không dùng thì hết phiên; dùng đều thì sau mười hai giờ', async () => {
    const idle = await enter(service, 'TV01');
    later(31);
    expect((await idle.get(root)).status).toBe(401);
    const busy = await enter(service, 'TV01');
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      later(20);
      expect((await busy.get(root)).status).toBe(200);
    }
    later(21);
    expect((await busy.get(root)).status).toBe(401);
  });

  test('trang đang mở hỏi xem có gì mới: không làm phiên kéo dài, không đổi thì 304, ai làm gì thì có dấu khác', async () => {
    const desk = await enter(service, 'TV01');
    await service.settled();
    const asked = (known = '') => desk.get(`${root}/dau`, known ? { 'if-none-match': known } : {});
    const mark = (await asked()).headers.get('etag')!;
    expect((await asked(mark)).status).toBe(304);
    await service.phone('UV01').send('/nhiemvu');
    await service.phone('UV01').receives(/nhiệm vụ/i);
    expect((await asked(mark)).status).toBe(204);
    for (let minute = 0; minute < 31; minute += 10) {
      later(10);
      await asked();
      await desk.get(root, { 'x-live': '1' });
    }
    expect((await asked()).status).toBe(401);
    expect((await desk.get(root)).status).toBe(401);
    // On to the morning: nothing is sent in the quiet hours.
    later(11 * 60);
  });

  test('NĐ 331: quá 45 ngày không vào thì tạm khóa; người khác mở lại, không tự mở cho mình', async () => {
    await enter(service, 'TV01');
    const ago = new Date(service.clock.now().getTime() - 45 * 24 * 3_600_000);
    await service.database.prisma.deskAccess.updateMany({ data: { enteredAt: ago } });
    const phone = service.phone('TV01');
    await phone.send('/banlamviec');
    await phone.receives(/tạm khóa.*quá 45 ngày/s);
    await phone.send('/molaiban');
    await phone.receives(/Không có ai đang bị tạm khóa|cho ai/);
    const other = service.phone('UVTT');
    await other.send('/molaiban Bùi Thư Ký');
    await other.receives(/Đã mở lại bàn làm việc cho đồng chí Bùi Thư Ký/);
    await phone.receives(/đã mở lại bàn làm việc cho đồng chí/);
    await phone.send('/huy');
    expect((await (await enter(service, 'TV01')).get(root)).status).toBe(200);
    await service.database.prisma.deskAccess.updateMany({ data: { enteredAt: service.clock.now() } });
  });

  test('thoát thì phiên không còn, kể cả khi cookie bị lấy', async () => {
    const desk = await enter(service, 'TV01');
    const { cookie } = desk;
    const left = await desk.send(await desk.get(root), /Thoát/);
    expect(wordsOf(left.html)).toContain('Đã thoát');
    desk.cookie = cookie;
    expect((await desk.get(root)).status).toBe(401);
  });

  test('mất ghế thì trang đóng ngay; ngồi lại thì phải xin đường dẫn mới', async () => {
    const desk = await enter(service, 'VT01');
    const seat = { code: 'VT01' };
    await service.database.prisma.seat.updateMany({ where: seat, data: { validTo: service.clock.now() } });
    const page = await desk.get(root);
    expect(page.status).toBe(401);
    expect(page.html).not.toContain('Dương Văn Thư');
    await service.database.prisma.seat.updateMany({ where: seat, data: { validTo: null } });
    expect((await desk.get(root)).status).toBe(401);
  });

  test('hủy liên kết tài khoản thì phiên hết theo', async () => {
    const desk = await enter(service, 'TGV1');
    const linked = { personId: personId('TGV1') };
    await service.database.prisma.account.updateMany({ where: linked, data: { unlinkedAt: service.clock.now() } });
    expect((await desk.get(root)).status).toBe(401);
    await service.database.prisma.account.updateMany({ where: linked, data: { unlinkedAt: null } });
  });
});

describe('yêu cầu giả', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await enter(service, 'TV01');
  });

  test.each([
    ['trang khác', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['trang cùng tên miền cha', { 'sec-fetch-site': 'same-site' }],
    ['trang khác, trình duyệt cũ', { origin: 'https://evil.example', 'sec-fetch-site': undefined }],
    ['không rõ nguồn', { origin: undefined, 'sec-fetch-site': undefined }],
    ['nguồn rỗng', { origin: 'null', 'sec-fetch-site': undefined }],
    ['JSON', { 'content-type': 'application/json' }],
    ['text/plain', { 'content-type': 'text/plain' }],
  ])('từ %s: không làm gì', async (_what, headers) => {
    const signed = await signedBy(desk);
    const status = await posted(desk, `${root}/viec/preparation.draft`, new URLSearchParams([...signed]), headers);
    expect(status).toBe(403);
  });

  test('người lạ thử hàng trăm mã cùng lúc: người đang làm việc vẫn mở được trang, không bị báo bận', async () => {
    const desk = await enter(service, 'TV01');
    const guess = (nth: number) => ({ cookie: `ban-lam-viec=${String(nth).padStart(43, 'A')}` });
    const strangers = Array.from({ length: 300 }, (_, nth) => new Desk(service).get(root, guess(nth)));
    const opened = await Promise.all(Array.from({ length: 5 }, () => desk.get(root)));
    expect(opened.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set((await Promise.all(strangers)).map(({ status }) => status))).toEqual(new Set([401]));
  });

  test('lời dài quá mức ô nào nhận được thì bị cắt trước khi đọc, rồi bị từ chối; lệnh của tài khoản chat không có ở đây', async () => {
    const desk = await enter(service, 'TV01');
    const sent = async (command: string, field: string, words: string) => {
      const post = [...(await signedBy(desk)), ['post', randomPost()], [`f.${field}`, words]] as [string, string][];
      return desk.post(`${root}/viec/${command}`, post);
    };
    const long = await sent('proposals.difficulty', 'parts', 'đã nói '.repeat(8_000));
    expect(long.status).toBe(422);
    expect(long.html.length).toBeLessThan(60_000);
    for (const { name } of [...service.app.registry.commands.values()].filter(({ chat }) => chat)) {
      expect([name, (await desk.get(`${root}/viec/${name}`)).status]).toEqual([name, 404]);
      expect([name, (await sent(name, 'code', 'x')).status]).toEqual([name, 404]);
    }
  });

  test('không có mã của phiên, hay mã của phiên khác: không làm gì', async () => {
    const signed = await signedBy(desk);
    const other = await signedBy(await enter(service, 'TB'));
    for (const token of ['', 'A'.repeat(43), other.get('token')!]) {
      const answer = await desk.post(`${root}/viec/preparation.draft`, new Map([...signed, ['token', token]]));
      expect(answer.status).toBe(403);
    }
  });

  test('từ trong phiên không tự lấy được đường dẫn mới', async () => {
    const links = await service.database.prisma.deskLink.count();
    expect((await desk.post(`${root}/viec/desk.enter`, await signedBy(desk))).status).toBe(404);
    expect(await service.database.prisma.deskLink.count()).toBe(links);
  });

  test('trang không được lưu, không chạy mã lệnh, không nằm trong khung của trang khác', async () => {
    for (const path of [root, `${root}/khong-co`, `${root}/vao/${'A'.repeat(32)}`]) {
      const { headers, html } = await desk.get(path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toMatch(
        /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/,
      );
      // A script of our own by its address, and none within the page.
      expect(html.replace(/<script defer src="\/ban-lam-viec\/live-[^>]*><\/script>/, '')).not.toMatch(
        /<script|\sstyle=|<style|\son\w+=/,
      );
    }
  });

  test.each([
    '..%2f..%2fetc%2fpasswd',
    '%00',
    'A'.repeat(5_000),
    "'; drop table desk_session;--",
    '%ff',
  ])('địa chỉ lạ: %j', async (odd) => {
    for (const path of ['vao', 'xem', 'viec', 'danh-sach', 'the/task', 'the']) {
      expect([400, 404, 410]).toContain((await desk.get(`${root}/${path}/${odd}`)).status);
    }
    expect(await service.database.prisma.deskSession.count()).toBeGreaterThan(0);
  });
});

/** A request with exactly these headers. */
const posted = (desk: Desk, path: string, body: URLSearchParams, headers: Record<string, string | undefined>) =>
  new Promise<number>((resolve, reject) => {
    const usual = {
      cookie: desk.cookie,
      origin: desk.base,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    };
    const sent = Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== undefined);
    const asking = request(`${desk.base}${path}`, {
      method: 'POST',
      headers: Object.fromEntries(sent) as Record<string, string>,
    });
    asking.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asking.on('error', reject);
    asking.end(body.toString());
  });

describe('Điều 3–8: mỗi lệnh với mỗi vai trò, gửi từ biểu mẫu', () => {
  const speakers: [Role, string][] = [
    ['chair', 'TB'],
    ['deputy-chair', 'PTB1'],
    ['standing-member', 'UVTT'],
    ['secretariat', 'TV01'],
    ['team-lead', 'TGV1'],
    ['clerk', 'VT01'],
  ];
  const barred = ({ allowed }: Command, role: Role): boolean => allowed !== 'anyone' && !allowed.includes(role);

  test.each(speakers)('%s: việc ngoài quyền bị từ chối, ghi vào nhật ký, không đổi gì', async (role, code) => {
    const desk = await enter(service, code);
    const before = await matters(service);
    const tried = [...service.app.registry.commands.values()].filter((one) => one.decide && barred(one, role));
    const signed = await signedBy(desk);
    const from = (await audits(code)).length;
    for (const [nth, { name, fields = {} }] of tried.entries()) {
      const [first] = Object.keys(fields);
      const sent = new Map([...signed, ['post', String(nth).padStart(16, '0')], [`a.${first}`, 'zzzzzzzzzzzzzzzz']]);
      const answer = await desk.post(`${root}/viec/${name}`, sent);
      expect([name, answer.status]).toEqual([name, 403]);
    }
    const rows = (await audits(code)).slice(from);
    expect(rows.map(({ command, outcome }) => [command, outcome])).toEqual(
      tried.map(({ name }) => [name, 'not-permitted']),
    );
    expect(await matters(service)).toEqual(before);
  });

  test('tìm không dấu: việc, trang và dòng trong danh sách; chữ lạ chỉ là chữ', async () => {
    const desk = await enter(service, 'TV01');
    const acts = await desk.get(`${root}/tim?q=tao+cuoc+hop`);
    expect(acts.html).toContain(`href="${root}/viec/preparation.draft"`);
    expect((await desk.get(`${root}/tim?q=giao+nhiem+vu`)).html).toContain(`href="${root}/viec/tasks.assign"`);
    const odd = await desk.get(`${root}/tim?q=%3Cscript%3E%00%27--`);
    expect([odd.status, odd.html.includes('<script')]).toEqual([200, false]);
    const member = await enter(service, 'VT01');
    expect((await member.get(`${root}/tim?q=giao+nhiem+vu`)).html).not.toContain('tasks.assign');
  });

  test.each(speakers)('%s: mọi trang trong Mục lục đều mở được', async (_role, code) => {
    const desk = await enter(service, code);
    const { html } = await desk.get(root);
    const menu = (page: string): string => /<nav id="muc-luc".*<\/nav>/s.exec(page)![0];
    const links = (part: string): string[] => [...part.matchAll(/href="([^"#]+)"/g)].map(([, path]) => path!);
    const rooms = links(menu(html)).filter((path) => path !== root);
    expect(rooms.length).toBeGreaterThan(4);
    expect(rooms.length).toBeLessThan(13);
    const found = new Set<string>();
    for (const room of rooms) {
      const page = await desk.get(room);
      for (const path of links(menu(page.html))) found.add(path);
      for (const path of links(/<div class="ways">.*?<\/div>/s.exec(page.html)?.[0] ?? '')) found.add(path);
    }
    expect(found.size).toBeGreaterThan(12);
    for (const path of [...found].filter((one) => !one.includes('.xlsx'))) {
      const page = await desk.get(path);
      // 422: there is nothing to choose from, and it says so.
      expect([path, [200, 422].includes(page.status)]).toEqual([path, true]);
      // What hands over a file is no page.
      if (page.headers.get('content-disposition')?.startsWith('attachment')) continue;
      expect([path, page.html.match(/<h1/g)?.length]).toEqual([path, 1]);
    }
  });
});

describe('làm việc', () => {
  const title = 'Họp <script>alert(1)</script> & "quý IV"';

  test('Điều 5.4: biểu mẫu sai: lỗi đứng cạnh ô, chữ đã gõ còn nguyên; đúng thì làm, một lần', async () => {
    const desk = await enter(service, 'TV01');
    const empty = await desk.get(`${root}/viec/preparation.draft`);
    expect(
      formsIn(empty.html)
        .find(({ action }) => action.endsWith('preparation.draft'))!
        .inputs.map(([name]) => name),
    ).toEqual(expect.arrayContaining(['f.title', 'f.when', 'f.place']));
    const wrong = await desk.send(empty, /họp/i, {
      'f.kind': 'Họp quý',
      'f.title': title,
      'f.when': '31/02/2027 8h',
      'f.place': 'Phòng 1',
    });
    expect(wrong.status).toBe(422);
    expect(/id="f-when-problem".*?<\/p>/s.exec(wrong.html)![0]).toContain('tháng');
    expect(wrong.html).not.toContain('<script>');
    expect(wordsOf(wrong.html)).not.toContain('alert(1)</script>x');
    expect(wrong.html).toContain('Họp &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quý IV&quot;');
    const fill = { 'f.kind': 'Họp quý', 'f.title': title, 'f.when': '8h 18/12/2026', 'f.place': 'Phòng 1' };
    const done = await desk.send(wrong, /họp/i, fill);
    expect(done.status).toBe(200);
    expect(done.html).toContain('&lt;script&gt;');
    expect(done.html).not.toContain('<script>');
    expect(await service.database.prisma.meeting.count()).toBe(1);
    const again = await desk.send(wrong, /họp/i, fill);
    expect(again.status).toBe(409);
    expect(await service.database.prisma.meeting.count()).toBe(1);
    const [row] = (await audits('TV01')).filter(({ command }) => command === 'preparation.draft');
    expect(row).toMatchObject({ channel: 'desk', outcome: 'done' });
  });

  test('SC2: dấu mật thì không nhận, không lưu', async () => {
    const desk = await enter(service, 'TV01');
    const page = await desk.get(`${root}/viec/preparation.draft`);
    const answer = await desk.send(page, /họp/i, { 'f.title': 'TỐI MẬT: Họp về đường dây X', 'f.place': 'Phòng 1' });
    expect(wordsOf(answer.html)).toContain('bí mật');
    const kept = JSON.stringify((await service.database.prisma.audit.findMany()).map(({ detail }) => detail));
    expect(kept).not.toContain('đường dây X');
    expect(answer.html).not.toContain('đường dây X');
  });

  test('Điều 3.1: giao nhiệm vụ trên trang: người được giao nhận tin, báo trên trang ai được báo', async () => {
    const desk = await enter(service, 'TB');
    const page = await desk.get(`${root}/viec/tasks.assign`);
    const done = await desk.send(page, /Giao nhiệm vụ/, {
      'f.lead': 'UV01',
      'f.title': 'Ban hành kế hoạch',
      'f.due': '31/12/2026',
    });
    expect(done.status).toBe(200);
    expect(wordsOf(done.html)).toContain('Nguyễn Tài Chính');
    await service.phone('UV01').receives(/Ban hành kế hoạch/);
    const task = await service.database.prisma.task.findFirstOrThrow();
    const card = await desk.get(`${root}/the/task/${task.id}`);
    expect(wordsOf(card.html)).toContain('Ban hành kế hoạch');
    expect((await desk.get(`${root}/the/task/zzzzzzzzzzzzzzzz`)).status).toBe(404);
  });
});

describe('một cuộc họp trên một trang; không gì đi trước khi được xem', () => {
  let desk: Desk;
  let page: string;
  const toldOf = (word: string) => service.database.prisma.outbox.count({ where: { key: { contains: word } } });
  /** A button of the preview, with what stands in its form. */
  const press = (shown: Sent, button: [string, string]): Promise<Sent> => {
    const form = formsIn(shown.html).find(({ inputs }) => inputs.some(([name]) => name === 'seen'))!;
    return desk.post(form.action, [...form.inputs, button]);
  };
  const sendingIn = ({ html }: Sent): string => /name="dot" value="([^"]+)"/.exec(html)![1]!;
  beforeAll(async () => {
    const office = service.phone('TV01');
    await office.send('/taohop quý; Họp trên trang; 8:00 21/12/2026; Phòng 2');
    await office.receives(/dự thảo GM-\d+/);
    await service.settled();
    desk = await enter(service, 'TB');
    const { id } = await service.database.prisma.meeting.findFirstOrThrow({ where: { title: 'Họp trên trang' } });
    page = `${root}/the/meeting/${id}`;
    await service.database.prisma.meeting.update({
      where: { id },
      data: { state: 'submitted', submittedAt: service.clock.now(), submittedBy: personId('TV01') },
    });
  });

  test('Điều 3.3: phát hành giấy mời: xem tin của từng người rồi mới gửi; bước xem và gửi thử không gửi cho ai khác', async () => {
    const before = await matters(service);
    const shown = await desk.send(await desk.get(page), /Phát hành|Duyệt|triệu tập/i);
    expect(wordsOf(shown.html)).toMatch(/Chưa gửi cho ai.*Tin thứ 1\/\d+/);
    const [, people] = /Gửi (\d+) người: /.exec(wordsOf(shown.html))!;
    expect(await matters(service)).toEqual(before);
    const second = await press(shown, ['xem', '1']);
    expect(wordsOf(second.html)).toMatch(/Tin thứ 2\//);
    const tested = await press(second, ['thu', '1']);
    expect(wordsOf(tested.html)).toContain('Đã gửi thử');
    await service.phone('TB').receives(/Tin thử từ bàn làm việc/);
    expect(await matters(service)).toEqual(before);
    const forged = await press(
      { ...tested, html: tested.html.replace(/name="seen" value="[^"]*"/, 'name="seen" value="x"') },
      ['gui', '1'],
    );
    expect(wordsOf(forged.html)).toContain('đã đổi so với lúc xem trước');
    expect(await matters(service)).toEqual(before);
    const sent = await press(forged, ['gui', '1']);
    expect(wordsOf(sent.html)).toContain('Đã báo cho:');
    expect(Number(people)).toBeGreaterThan(5);
    // AD10: held for a moment; stopped, nothing leaves; a member of the office lets it go on, and everybody gets his own.
    expect(wordsOf(sent.html)).toContain('Tin còn được giữ lại một lát');
    const heard = () => service.phone('UV01').messages.filter(({ text }) => text.includes('Họp trên trang')).length;
    const stopped = await desk.send(sent, /Dừng, chưa gửi/);
    const [, held] = /Đã dừng (\d+) tin chưa đi/.exec(wordsOf(stopped.html))!;
    expect(Number(held)).toBeGreaterThanOrEqual(Number(people) - 1);
    later(1);
    await service.settled();
    expect(heard()).toBe(0);
    expect(wordsOf((await desk.get(root)).html)).toMatch(/Trần Văn Chủ đã dừng.*Đã đi 0\/\d+/);
    const office = await enter(service, 'TV01');
    const gone = await office.send(await office.get(`${root}/dang-gui`), /Gửi tiếp \d+ tin/);
    expect(wordsOf(gone.html)).toContain(`Đã cho gửi tiếp ${held} tin`);
    await service.phone('UV01').receives(/Họp trên trang/);
    await service.settled();
    expect(heard()).toBe(1);
    expect(wordsOf((await office.get(`${root}/dang-gui`)).html)).toContain('Đã đi hết');
    const late = await office.post(`${root}/dang-gui`, [
      ...(await signedBy(office)),
      ['dot', sendingIn(stopped)],
      ['viec', 'stop'],
    ]);
    expect([late.status, wordsOf(late.html).includes('Không còn tin nào chưa đi')]).toEqual([409, true]);
    expect((await audits('TV01')).at(-1)?.command).toBe('preparation.convene');
    const clerk = await enter(service, 'VT01');
    expect(
      (await clerk.post(`${root}/dang-gui`, [...(await signedBy(clerk)), ['dot', 'khong-co'], ['viec', 'go']])).status,
    ).toBe(409);
  });

  test('AD5: đặt hai người: người gửi không tự cho đi được, người thứ hai cho đi', async () => {
    const id = 'hai-nguoi-000000';
    const one = await service.database.prisma.outbox.findFirst({ where: { sendingId: { not: null } } });
    await service.database.prisma.sending.create({
      data: {
        id,
        bodyId,
        command: 'preparation.convene',
        byId: personId('TB'),
        createdAt: service.clock.now(),
        state: 'awaits',
      },
    });
    const { id: _id, view, ...row } = one!;
    const again = { key: 'hai-nguoi', sendingId: id, state: 'pending', heldUntil: new Date('9999-12-31'), live: false };
    await service.database.prisma.outbox.create({ data: { ...row, view: view as object, externalId: null, ...again } });
    const go = async (at: Desk) => at.post(`${root}/dang-gui`, [...(await signedBy(at)), ['dot', id], ['viec', 'go']]);
    expect(wordsOf((await go(desk)).html)).toContain('chờ một người khác trong cơ quan');
    expect(wordsOf((await go(await enter(service, 'TV01'))).html)).toContain('Đã cho gửi tiếp 1 tin');
    await service.settled();
    expect((await service.database.prisma.outbox.findUniqueOrThrow({ where: { key: 'hai-nguoi' } })).state).toBe(
      'sent',
    );
  });

  test('Điều 6.4: tham dự: số đếm mở đúng các dòng; không chọn là không ai; chọn ai nhắc người ấy, năm phút một lần', async () => {
    await service.phone('UV02').receives(/Họp trên trang/);
    const office = await enter(service, 'TV01');
    const whole = await office.get(page);
    expect(whole.html.match(/<h1/g)).toHaveLength(1);
    for (const part of ['Chương trình', 'Tài liệu', 'Điểm danh', 'Tham dự', 'Biên bản', 'Đăng ký phát biểu']) {
      expect(wordsOf(whole.html)).toContain(part);
    }
    const silent = await office.get(`${page}?muc=attendance.people&answer=unanswered`);
    const [, count] = /<strong>(\d+)<\/strong> Chưa phản hồi/.exec(silent.html)!;
    expect([...silent.html.matchAll(/name="r"/g)]).toHaveLength(Number(count));
    const signed = [...(await signedBy(office))].filter(([name]) => name !== 'post') as [string, string][];
    const nudged = (rows: string[]) =>
      office.post(`${root}/nhieu`, [
        ...signed,
        ['post', randomPost()],
        ['viec', 'attendance.nudge'],
        ...rows.map((row): [string, string] => ['r', row]),
      ]);
    const nobody = await nudged([]);
    expect([nobody.status, wordsOf(nobody.html).includes('Không chọn là không gửi cho ai')]).toEqual([422, true]);
    expect(await toldOf(':chased:')).toBe(0);
    const row = (code: string): string => {
      const { id } = { id: page.split('/').at(-1)! };
      return String(new URLSearchParams({ meeting: id, whom: personId(code), person: personId(code) }));
    };
    const two = await nudged([row('UV01'), row('UV02')]);
    expect(wordsOf(two.html)).toContain('Đã làm với 2 dòng');
    expect(await toldOf(':chased:')).toBe(2);
    const again = await nudged([row('UV01'), row('UV03')]);
    expect(wordsOf(again.html)).toMatch(/Không làm với 1 dòng:.*Nguyễn Tài Chính/);
    expect(await toldOf(':chased:')).toBe(3);
    const sent = await office.get(`${page}?muc=traces.sent`);
    expect(wordsOf(sent.html)).toMatch(/Nguyễn Tài Chính .*Telegram/);
    // AD9: of everybody when, by which way and what proves it; on paper too, without a menu.
    const proof = await office.get(`${page}?muc=checklist.notified`);
    expect(wordsOf(proof.html)).toMatch(/Nguyễn Tài Chính .*2026 .*Telegram/);
    const printed = await office.get(`${root}/in/checklist.notified?meeting=${page.split('/').at(-1)}`);
    expect(wordsOf(printed.html)).toMatch(/Xác nhận đã thông báo hợp lệ.*Họp trên trang.*Nguyễn Tài Chính.*Telegram/);
    expect(wordsOf(printed.html)).toMatch(/người chủ trì|đã trả lời/);
    expect(printed.html).not.toContain('muc-luc');
    const log = await office.get(`${page}?muc=traces.log`);
    expect(wordsOf(log.html)).toMatch(/Nhắc người chưa trả lời .*Bùi Thư Ký .*Bàn làm việc/);
    const member = await enter(service, 'VT01');
    expect((await member.get(`${root}/danh-sach/traces.log?matter=meeting:${page.split('/').at(-1)}`)).status).toBe(
      404,
    );
    expect((await member.get(`${page}?muc=attendance.people`)).html).not.toContain('name="r"');
  });

  test('Điều 6.4: điểm danh hàng loạt, kể cả đến muộn; bản in có ô ký, chỗ chưa điểm danh để trống', async () => {
    const meeting = page.split('/').at(-1)!;
    const place = async (code: string) =>
      (
        await service.database.prisma.participant.findFirstOrThrow({
          where: { meetingId: meeting, personId: personId(code) },
        })
      ).id;
    const rows = await Promise.all(['UV01', 'UV02'].map(place));
    const marked = async (office: Desk) =>
      office.post(`${root}/nhieu`, [
        ...([...(await signedBy(office))].filter(([name]) => name !== 'post') as [string, string][]),
        ['post', randomPost()],
        ['viec', 'meetings.roll?mark=late'],
        ...rows.map((who): [string, string] => ['r', String(new URLSearchParams({ meeting, who }))]),
      ]);
    const early = await marked(await enter(service, 'TV01'));
    expect([early.status, wordsOf(early.html).includes('Không làm với 2 dòng')]).toEqual([422, true]);
    service.clock.to(new Date('2026-12-21T00:30:00Z'));
    const office = await enter(service, 'TV01');
    expect((await office.get(`${page}?muc=meetings.presence`)).html).toContain('value="meetings.roll?mark=late"');
    expect(wordsOf((await marked(office)).html)).toContain('Đã làm với 2 dòng');
    const late = { meetingId: meeting, roll: 'late' };
    expect(await service.database.prisma.participant.count({ where: late })).toBe(2);
    const printed = await office.get(`${root}/in/meetings.presence?meeting=${meeting}`);
    expect(wordsOf(printed.html)).toMatch(/Họp trên trang.*Ký tên.*đến muộn/);
    expect(wordsOf(printed.html)).not.toContain('chưa điểm danh');
    expect(printed.html).not.toMatch(/<script|<form|\sstyle=/);
    expect((await (await enter(service, 'VT01')).get(`${root}/in/meetings.presence?meeting=${meeting}`)).status).toBe(
      404,
    );
  });
});

describe('kiến nghị: danh sách, thẻ, thẻ trong cuộc trò chuyện', () => {
  let desk: Desk;
  let list: Sent;
  beforeAll(async () => {
    for (let nth = 1; nth <= 3; nth += 1) {
      await service.phone('UV01').send(`/khokhan Thiếu máy chủ lần ${nth} <b>`);
      await service.phone('UV01').receives(new RegExp(`KN-0${nth}`));
    }
    await service.settled();
    desk = await enter(service, 'TV01');
    list = await desk.get(`${root}/danh-sach/proposals.list`);
  });
  const open = async (code: string): Promise<Sent> =>
    desk.get(new RegExp(`<a href="([^"]+)">${code}</a>`).exec(list.html)![1]!);

  test('Điều 6.1: bảng có mọi cột; lọc theo tình trạng nằm trong địa chỉ; tải Excel đúng những dòng đó', async () => {
    expect(list.status).toBe(200);
    expect([...list.html.matchAll(/<th scope="row">/g)]).toHaveLength(3);
    expect(list.html).toContain('&lt;b&gt;');
    const none = await desk.get(`${root}/danh-sach/proposals.list?scope=body&state=answered`);
    expect(wordsOf(none.html)).toContain('Không có mục nào');
    const strange = await desk.get(`${root}/danh-sach/proposals.list?state=%27%3B--&scope=nobody&after=%00`);
    expect([...strange.html.matchAll(/<th scope="row">/g)]).toHaveLength(3);
    const sheet = await fetch(`${desk.base}${root}/danh-sach/proposals.list.xlsx?scope=body&state=open`, {
      headers: { cookie: desk.cookie },
    });
    const [book] = await readBook(Buffer.from(await sheet.arrayBuffer()));
    expect(book!.data).toHaveLength(4);
    expect((await audits('TV01')).at(-1)).toMatchObject({ command: 'proposals.list', outcome: 'done' });
  });

  test('Điều 5.1, 7.2, 8.9: sổ nhiệm vụ và sổ cuộc họp: lọc mở sẵn việc đang làm, từng dòng mở đúng thẻ, tải được Excel; bảng KPI, theodoinq cũng vậy', async () => {
    await service.phone('TB').send('/giaoviec UV02; Chuẩn hóa <i>dữ liệu</i>; 15/01/2027');
    await service.phone('UV02').receives(/Chuẩn hóa/);
    await service.phone('TV01').send('/taohop quý; Họp sổ; 14:00 25/12/2026; Phòng 1');
    await service.phone('TV01').receives(/dự thảo GM-\d+/);
    await service.settled();
    const tasks = await desk.get(`${root}/danh-sach/tasks.list?scope=body`);
    expect(tasks.html).toMatch(/aria-current="true"><strong>\d+<\/strong> Đang thực hiện/);
    expect(wordsOf(tasks.html)).toMatch(/Chuẩn hóa <i>dữ liệu<\/i>|Chuẩn hóa/);
    expect(wordsOf(tasks.html)).toContain('15/01/2027');
    const [, path] = /<a href="([^"]+)">NV-\d+<\/a>/.exec(tasks.html)!;
    expect((await desk.get(path!)).status).toBe(200);
    const done = await desk.get(`${root}/danh-sach/tasks.list?scope=body&state=done`);
    expect(wordsOf(done.html)).toContain('Không có mục nào');
    const meetings = await desk.get(`${root}/danh-sach/meetings.book?state=draft&year=2026`);
    expect(wordsOf(meetings.html)).toContain('Họp sổ');
    const [, card] = /<a href="([^"]+)">GM-\d+<\/a>/.exec(meetings.html)!;
    expect(wordsOf((await desk.get(card!.replaceAll('&amp;', '&'))).html)).toContain('Họp sổ');
    const other = await desk.get(`${root}/danh-sach/meetings.book?year=2027`);
    expect(wordsOf(other.html)).toContain('Không có mục nào');
    for (const name of ['tasks.list', 'meetings.book']) {
      const sheet = await fetch(`${desk.base}${root}/danh-sach/${name}.xlsx`, { headers: { cookie: desk.cookie } });
      const [book] = await readBook(Buffer.from(await sheet.arrayBuffer()));
      expect(book!.data.length, name).toBeGreaterThan(1);
    }
    // The sheets for the KPI and for theodoinq.dcs.vn as well.
    const sheets: [string, unknown[], unknown[]][] = [
      ['kpi.people', ['Tháng', 'Người chủ trì', 'Cơ quan', 'Số nhiệm vụ giao'], ['01/2027', 'Đỗ Y Tế', 'Sở Y tế', 1]],
      ['kpi.agencies', ['Tháng', 'Cơ quan', 'Số nhiệm vụ giao'], ['01/2027', 'Sở Y tế', 1]],
      [
        'theodoinq.list',
        ['Mã', 'Nhiệm vụ', 'Cơ quan chủ trì'],
        [expect.stringMatching(/^NV-/), 'Chuẩn hóa <i>dữ liệu</i>', 'Sở Y tế'],
      ],
    ];
    for (const [name, head, row] of sheets) {
      const path = `${desk.base}${root}/danh-sach/${name}.xlsx?scope=body`;
      const sheet = await fetch(path, { headers: { cookie: desk.cookie } });
      const [book] = await readBook(Buffer.from(await sheet.arrayBuffer()));
      const [labels, ...rows] = book!.data.map((cells) => cells.slice(0, head.length));
      expect(labels, name).toEqual(head);
      expect(rows, name).toContainEqual(row);
    }
  });

  test('Điều 3.1, AD10: chọn nhiều nhiệm vụ: một lý do, một hạn mới, hạn cũ gạch bên cạnh; hoàn tác thì chưa gửi gì cho ai', async () => {
    await service.phone('TB').send('/giaoviec UV01; Rà soát thủ tục; 15/01/2027');
    await service.phone('UV01').receives(/Rà soát thủ tục/);
    await service.phone('TB').send('/giaoviec UV03; Tập huấn kỹ năng số; 15/01/2027');
    await service.phone('UV03').receives(/Tập huấn kỹ năng số/);
    await service.settled();
    const path = `${root}/danh-sach/tasks.list?scope=body&due=quarter`;
    const page = await desk.get(path);
    const form = formsIn(page.html).find(({ action }) => action.endsWith('/nhieu'))!;
    const rows = form.inputs.filter(([name]) => name === 'r');
    const count = rows.length;
    expect(count).toBeGreaterThan(1);
    expect(wordsOf(page.html)).toMatch(new RegExp(`${count} Đang thực hiện .*${count} Trong hạn`));
    const asked = await desk.post(form.action, [...form.inputs, ['viec', 'tasks.move']]);
    const due = { 'f.due': '29/01/2027', 'f.reason': 'Chờ hướng dẫn của Bộ' };
    const shown = await desk.send(asked, new RegExp(`Thực hiện với ${count} dòng`), due);
    const sends = formsIn(shown.html).find(({ inputs }) => inputs.some(([name]) => name === 'seen'))!;
    const done = await desk.post(sends.action, [...sends.inputs, ['gui', '1']]);
    expect(wordsOf(done.html)).toContain(`Đã làm với ${count} dòng`);
    const moved = await desk.get(path);
    expect(moved.html).toMatch(/<del>15\/01\/2027<\/del> 29\/01\/2027/);
    const sent = () => service.database.prisma.outbox.count({ where: { sendingId: { not: null }, state: 'sent' } });
    const before = await sent();
    const undone = await desk.send(done, new RegExp(`Hoàn tác \\(${count} việc`));
    expect(wordsOf(undone.html)).toContain(`Đã làm với ${count} dòng`);
    expect((await desk.get(path)).html).not.toContain('<del>');
    later(2);
    await service.settled();
    expect(await sent()).toBe(before);
    expect(
      service
        .phone('UV01')
        .messages.map(({ text }) => text)
        .join(),
    ).not.toContain('29/01/2027');
  });

  test('AD11: Excel ra là Excel vào: từng dòng đổi gì, lỗi ở dòng nào; một dòng sai thì không ghi gì; người khác đã sửa thì không ghi đè', async () => {
    const path = `${root}/nhap/tasks.list`;
    const answer = await fetch(`${desk.base}${root}/danh-sach/tasks.list.xlsx?scope=body`, {
      headers: { cookie: desk.cookie },
    });
    const [book] = await readBook(Buffer.from(await answer.arrayBuffer()));
    const [head, ...rows] = book!.data as unknown[][];
    const at = (name: string): number => head!.indexOf(name);
    const brought = async (change: (lines: unknown[][]) => void): Promise<Sent> => {
      const lines = rows.map((row) => [...row]);
      change(lines);
      const cells = [head!, ...lines].map((row) =>
        row.map((value) => (value instanceof Date ? { value, type: Date, format: 'dd/mm/yyyy' } : value)),
      );
      const bytes = await writeXlsxFile(cells as never).toBuffer();
      const fields = [...(await signedBy(desk)), ['because', 'Theo kết luận giao ban']] as [string, string][];
      return desk.bring(path, fields, new Blob([new Uint8Array(bytes)]));
    };
    const [first, second] = rows.map((row) => String(row[at('Mã')]));
    const tasks = () => service.database.prisma.task.findMany({ orderBy: { id: 'asc' } });
    const before = await tasks();
    const wrong = await brought((lines) => {
      lines[0]![at('Thời hạn')] = new Date('2027-02-26T00:00:00Z');
      lines[1]![at('Người chủ trì')] = 'Không Có Ai';
      lines[2]![at('Nhiệm vụ')] = 'Tên khác';
    });
    expect(wrong.status).toBe(422);
    expect(wordsOf(wrong.html)).toMatch(/Chưa ghi gì: 2 chỗ/);
    expect(wordsOf(wrong.html)).toMatch(new RegExp(`${first} · Thời hạn .* 26/02/2027 ✓ Ghi được`));
    expect(wordsOf(wrong.html)).toMatch(new RegExp(`${second} · Người chủ trì .* Không Có Ai ◆`));
    expect(wordsOf(wrong.html)).toContain('Cột Nhiệm vụ không sửa bằng Excel');
    const right = await brought((lines) => {
      lines[0]![at('Thời hạn')] = '26/02/2027';
      const row = head!.map(() => null as unknown);
      for (const [name, value] of [
        ['Người chủ trì', 'UV02'],
        ['Nhiệm vụ', 'Việc thêm bằng Excel'],
        ['Thời hạn', '31/03/2027'],
      ] as const) {
        row[at(name)] = value;
      }
      lines.push(row);
    });
    expect(wordsOf(right.html)).toContain(`2 thay đổi; ${rows.length - 1} dòng giữ nguyên`);
    expect(await tasks()).toEqual(before);
    let done = await desk.send(right, /Ghi 2 thay đổi/);
    const sends = formsIn(done.html).find(({ inputs }) => inputs.some(([name]) => name === 'seen'));
    if (sends) done = await desk.post(sends.action, [...sends.inputs, ['gui', '1']]);
    expect(wordsOf(done.html)).toContain('Đã làm với 2 dòng');
    const after = await tasks();
    expect(after.find(({ code }) => code === first)?.dueDay).toBe('2027-02-26');
    expect(after.at(-1)).toMatchObject({ title: 'Việc thêm bằng Excel', leadId: personId('UV02') });
    const stale = await brought((lines) => {
      lines[0]![at('Thời hạn')] = '12/03/2027';
    });
    expect(wordsOf(stale.html)).toContain(`${first} đã có người sửa sau khi tải tệp này`);
    const junk = await desk.bring(path, [...(await signedBy(desk)), ['because', 'x']], new Blob(['không phải Excel']));
    expect(wordsOf(junk.html)).toContain('Không đọc được tệp này');
  });

  test('hai người cùng sửa một nhiệm vụ: người sau thấy 409 và ai vừa sửa, chữ đã điền còn nguyên, chưa ghi đè; bấm lại thì ghi', async () => {
    const other = await enter(service, 'UVTT');
    const { id, dueDay: before } = await service.database.prisma.task.findFirstOrThrow({
      where: { state: 'open' },
      orderBy: { id: 'desc' },
    });
    const due = async () => (await service.database.prisma.task.findUniqueOrThrow({ where: { id } })).dueDay;
    const button = /Tiếp tục|Điều chỉnh/;
    const moved = async (by: Desk, page: Sent, day: string): Promise<Sent> => {
      const done = await by.send(page, button, { 'f.due': day, 'f.reason': 'Theo kết luận' });
      const sends = formsIn(done.html).find(({ inputs }) => inputs.some(([name]) => name === 'seen'));
      return sends ? by.post(sends.action, [...sends.inputs, ['gui', '1']]) : done;
    };
    const form = `${root}/viec/tasks.move?${new URLSearchParams({ 'a.task': id })}`;
    const [mine, his] = [await desk.get(form), await other.get(form)];
    expect(await due()).toBe(before);
    expect((await moved(desk, mine, '17/05/2027')).status).toBe(200);
    const shown = await moved(other, his, '18/05/2027');
    expect([shown.status, wordsOf(shown.html)]).toEqual([
      409,
      expect.stringContaining('đồng chí Bùi Thư Ký đã làm việc này'),
    ]);
    expect(shown.html).toContain('value="18/05/2027"');
    expect(await due()).toBe('2027-05-17');
    expect((await moved(other, shown, '18/05/2027')).status).toBe(200);
    expect(await due()).toBe('2027-05-18');
  });

  test('NĐ30: giấy mời tải về từ trang là tệp PDF, tệp Word đúng thể thức; xem không đổi gì', async () => {
    const before = await matters(service);
    const { id } = await service.database.prisma.meeting.findFirstOrThrow({ where: { code: 'GM-01' } });
    const { html } = await desk.get(`${root}/the/meeting/${id}`);
    const pages = [...html.matchAll(/<a href="([^"]*meetings\.invitation[^"]*)"[^>]*>(PDF|Word)</g)];
    expect(pages.map(([, , as]) => as)).toEqual(['PDF', 'Word']);
    const [pdf, word] = await Promise.all(
      pages.map(([, address]) =>
        fetch(`${desk.base}${address!.replaceAll('&amp;', '&')}`, { headers: { cookie: desk.cookie } }),
      ),
    );
    const called = (paper: Response) => decodeURIComponent(paper.headers.get('content-disposition')!);
    expect([pdf!.status, pdf!.headers.get('content-type'), called(pdf!)]).toEqual([
      200,
      'application/pdf',
      expect.stringMatching(/^attachment; filename="giay\.pdf"; filename\*=UTF-8''Giấy mời [^"<>]+\.pdf$/),
    ]);
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(await pdf!.arrayBuffer())), {
      mergePages: true,
    });
    expect(text).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    expect(called(word!)).toMatch(/\.docx$/);
    const bytes = new Uint8Array(await word!.arrayBuffer());
    expect(checkPaper(bytes, (words) => openTexts().say('vi', words))).toEqual([]);
    expect(await matters(service)).toEqual(before);
  });

  test('Điều 8.3: việc làm trên trang đổi thẻ đang mở trong cuộc trò chuyện, của người làm cũng vậy', async () => {
    const office = service.phone('TV01');
    const before = office.messages.find(({ text }) => text.includes('KN-01'))!;
    expect(before.buttons.length).toBeGreaterThan(0);
    const card = await open('KN-01');
    const [act] = formsIn(card.html).filter(({ action }) => action.includes('/viec/proposals.'));
    const asked = await desk.send(card, new RegExp(`^${act!.button}$`));
    const field = formsIn(asked.html)
      .find(({ action }) => action === act!.action)
      ?.inputs.find(([name]) => name.startsWith('f.'));
    if (field) await desk.send(asked, /./, { [field[0]]: 'Sở Tài chính làm rõ' });
    await service.settled();
    const after = office.messages.find(({ id }) => id === before.id)!;
    expect(after.edits).toBeGreaterThan(before.edits);
    const row = await service.database.prisma.matter.findFirstOrThrow({ where: { code: 'KN-01' } });
    expect(row.state).not.toBe('open');
  });

  test('Điều 8.3: tệp kèm theo: tên, dung lượng, ai gửi lúc nào; mở, tải về khi thẻ ấy còn cho người ấy xem', async () => {
    const member = service.phone('UV02');
    const bytes = new TextEncoder().encode('%PDF-1.4\n'.padEnd(2_500, '1'));
    await member.send('/khokhan');
    await member.receives(/khó khăn/i);
    await member.sendFile({ name: 'Phụ lục <b>.pdf', bytes, mime: 'application/pdf' });
    await member.receives(/Đã nhận: 1 tệp/);
    await member.send('Thiếu đường truyền, chi tiết như tệp');
    await member.receives(/1 đoạn văn bản, 1 tệp/);
    await member.press('Xong');
    await member.receives(/KN-04/);
    await service.settled();
    await until(
      async () => (await service.database.prisma.file.count({ where: { state: 'stored' } })) === 1,
      'the file',
    );
    const { id } = await service.database.prisma.matter.findFirstOrThrow({ where: { code: 'KN-04' } });
    const card = await desk.get(`${root}/the/proposal/${id}`);
    expect(wordsOf(card.html)).toMatch(/Phụ lục .*\.pdf · 2 KB · Đỗ Y Tế gửi lúc .*2026 · Tải về/);
    expect(card.html).not.toContain('<b>.pdf');
    const path = plainOf(/href="([^"]*\/tep\/[^"]*)"/.exec(card.html)![1]!);
    const opened = await desk.get(path);
    expect([opened.status, opened.html.length]).toEqual([200, bytes.length]);
    expect(Object.fromEntries(opened.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    });
    expect((await desk.get(`${path}&luu=1`)).headers.get('content-disposition')).toMatch(/^attachment/);
    expect((await audits('TV01')).at(-1)).toMatchObject({ command: 'proposals.open', outcome: 'done' });
    // Another file, another matter, another command, somebody who is not let see it: as if it were not there.
    const { id: other } = await service.database.prisma.matter.findFirstOrThrow({ where: { code: 'KN-01' } });
    for (const wrong of [
      path.replace(id, other),
      path.replace(/\/tep\/[^/]+/, `/tep/${other}`),
      path.replace('proposals.open', 'proposals.answer'),
      path.replace('proposals.open', 'desk.enter'),
    ]) {
      expect([wrong, (await desk.get(wrong)).status]).toEqual([wrong, 404]);
    }
    expect((await new Desk(service).get(path)).status).toBe(401);
    const clerkDesk = await enter(service, 'VT01');
    expect((await clerkDesk.get(`${root}/the/proposal/${id}`)).html).not.toContain('/tep/');
    expect((await clerkDesk.get(path)).status).toBe(404);
  });

  test('Điều 6.4, 3.3: lãnh đạo trên điện thoại: mỗi việc một trang, nút ngay dưới; xong thì sang việc tiếp theo', async () => {
    const chair = await enter(service, 'TB');
    await service.phone('UV01').send('/suaquyche Điều 6; Cho phép họp trực tuyến');
    await service.phone('UV01').receives(/Đã ghi nhận KN-\d+/);
    await service.settled();
    const { id } = await service.database.prisma.matter.findFirstOrThrow({
      where: { kind: 'proposal' },
      orderBy: { id: 'desc' },
    });
    const put = await desk.post(`${root}/viec/proposals.forward`, [
      ...(await signedBy(desk)),
      ['post', randomPost()],
      ['a.proposal', id],
      ['f.words', 'Đề nghị đồng ý'],
      ['f.parts', 'Đề nghị đồng ý'],
      ['f.advice', 'Đề nghị đồng ý'],
    ]);
    expect(put.status).toBe(200);
    const [, count] = /Việc 1\/(\d+) đang chờ đồng chí/.exec(wordsOf((await chair.get(`${root}/duyet`)).html))!;
    let page: Sent | null = null;
    for (let nth = 1; nth <= Number(count); nth += 1) {
      const one = await chair.get(`${root}/duyet?thu=${nth}`);
      if (one.html.includes('Cho phép họp trực tuyến')) page = one;
    }
    expect(wordsOf(page!.html)).toContain('Chưa trả lời thì chưa được coi là đồng ý');
    let done = await chair.send(page!, /Đồng ý/);
    if (formsIn(done.html).some(({ inputs }) => inputs.some(([name]) => name === 'asked'))) {
      const form = formsIn(done.html).find(({ inputs }) => inputs.some(([name]) => name === 'asked'))!;
      const filled = form.inputs.map(([name, value]): [string, string] => [
        name,
        name.startsWith('f.') ? 'Giao Sở Nội vụ' : value,
      ]);
      done = await chair.post(form.action, filled);
    }
    const left = Number(count) - 1;
    expect(wordsOf(done.html)).toContain(left > 0 ? `Việc tiếp theo (còn ${left})` : 'Không còn việc nào chờ đồng chí');
    expect((await desk.get(`${root}/duyet?thu=zzz`)).status).toBe(200);
  });

  test('Điều 13.2: quy định riêng: đổi từ một ngày; nói trước việc nào dời; ghi vào nhật ký; chữ sai thì còn nguyên', async () => {
    const page = await desk.get(`${root}/danh-sach/figures.list`);
    expect(wordsOf(page.html)).toMatch(/Đến giờ này mới gửi tiếp 6 6/);
    const path = `${root}/viec/changes.set`;
    const form = await desk.post(path, [
      ...(await signedBy(desk)),
      ['post', randomPost()],
      ['a.body', bodyId],
      ['a.name', 'taskReminders'],
    ]);
    expect(wordsOf(form.html)).toMatch(/Đang dùng: 7 ngày làm việc, 3 ngày làm việc.*ghi là: 7d, 3d, 1d, 0d/);
    const button = /Tiếp tục|Đổi một quy định/;
    const wrong = await desk.send(form, button, { 'f.value': '10 ngày', 'f.from': '', 'f.because': 'Kết luận' });
    expect(wordsOf(wrong.html)).toContain('không dùng được');
    const read = await desk.send(wrong, button, { 'f.value': '10d', 'f.from': '', 'f.because': 'Kết luận' });
    expect(wordsOf(read.html)).toMatch(/10 ngày làm việc từ .* Lời nhắc đang chạy đổi giờ: \d+\. NV-\d+/);
    const before = await service.database.prisma.setting.count({ where: { key: 'taskReminders' } });
    expect(before).toBe(0);
    let done = await desk.send(read, /Đổi một quy định/, { 'f.sure': 'yes' });
    // To three people or more nothing goes unseen.
    if (done.html.includes('name="seen"')) done = await desk.send(done, /Gửi \d+ người/);
    expect(wordsOf(done.html)).toContain('Đã ghi nhận');
    expect((await audits('TV01')).at(-1)).toMatchObject({ command: 'changes.set', outcome: 'done' });
    // Nothing is changed by the office alone (Điều 2.1).
    expect(await service.database.prisma.setting.count({ where: { key: 'taskReminders' } })).toBe(0);
    const chair = service.phone('TB');
    await chair.receives(/Đổi quy định riêng của Ban QDR-01[\s\S]*10 ngày làm việc/);
    await chair.press('Đồng ý đổi quy định');
    await chair.receives(/Đã ghi nhận: đổi quy định riêng/);
    expect(await service.database.prisma.setting.count({ where: { key: 'taskReminders' } })).toBe(1);
    const own = await desk.get(`${root}/danh-sach/figures.list?standing=own`);
    expect(wordsOf(own.html)).toMatch(/Nhắc nhiệm vụ, tính lùi từ ngày hết hạn 10 ngày làm việc/);
  });

  test('Điều 8.9: nhật ký: lọc theo người, ngày, kết quả; từng dòng có trước và sau; tải Excel; chỉ cơ quan thường trực xem', async () => {
    const page = await desk.get(`${root}/danh-sach/acts.list?who=${personId('TV01')}&outcome=done`);
    expect(wordsOf(page.html)).toMatch(/Bùi Thư Ký Đổi một quy định riêng của Ban.*Bàn làm việc ✓ Đã ghi/);
    expect(wordsOf(page.html)).not.toMatch(/Nguyễn Tài Chính Báo khó khăn/);
    const [, path] = /<th scope="row"><a href="([^"]+)">/.exec(page.html)!;
    const one = await desk.get(plainOf(path!));
    expect(wordsOf(one.html)).toMatch(/Đổi một quy định riêng của Ban.*Bùi Thư Ký, .*qua Bàn làm việc/);
    expect(wordsOf(one.html)).toMatch(/Giá trị mới.*10d/);
    const none = await desk.get(`${root}/danh-sach/acts.list?from=01/01/2020&to=02/01/2020`);
    expect(wordsOf(none.html)).toContain('Không có mục nào');
    const sheet = await desk.get(`${root}/danh-sach/acts.list.xlsx?outcome=not-permitted`);
    expect([sheet.status, sheet.headers.get('content-type')]).toEqual([200, expect.stringContaining('spreadsheetml')]);
    for (const code of ['TGV1', 'PTB1']) {
      const other = await enter(service, code);
      expect((await other.get(`${root}/danh-sach/acts.list`)).status).toBe(404);
      expect((await other.get(plainOf(path!))).html).not.toContain('10d');
    }
  });

  test('Điều 2.5, ID2: kiện toàn một vị trí trong một bước: xem trước việc gì chuyển, chưa ghi gì; rồi ghi, việc cũ vẫn tên người cũ', async () => {
    const { prisma } = service.database;
    const seats = () => prisma.seat.findMany({ where: { code: 'UV03' }, orderBy: { validFrom: 'asc' } });
    const [old] = await seats();
    const button = /Tiếp tục|Kiện toàn/;
    const begun = await desk.post(`${root}/viec/seats.pass`, [
      ...(await signedBy(desk)),
      ['post', randomPost()],
      ['a.seat', old!.id],
    ]);
    const named = await desk.send(begun, button, { 'f.name': 'Tạ Kế Nhiệm' });
    expect(wordsOf(named.html)).toContain('Bỏ trống nếu vẫn là: Giám đốc');
    const read = await desk.send(named, button, { 'f.post': '', 'f.decision': 'Quyết định 15/QĐ-BCĐ' });
    expect(wordsOf(read.html)).toMatch(/UV03: đồng chí Hoàng Nội Vụ thôi giữ, đồng chí Tạ Kế Nhiệm giữ từ nay/);
    expect(wordsOf(read.html)).toMatch(
      /việc đang chờ đồng chí Hoàng Nội Vụ chuyển sang người mới|không có việc nào đang chờ/,
    );
    expect(await seats()).toEqual([old]);
    expect(await prisma.person.count({ where: { fullName: 'Tạ Kế Nhiệm' } })).toBe(0);
    let done = await desk.send(read, button, { 'f.sure': 'yes' });
    if (done.html.includes('name="seen"')) done = await desk.send(done, /Gửi \d+ người/);
    expect(wordsOf(done.html)).toContain('Đã ghi nhận: kiện toàn UV03');
    const [left, now] = await seats();
    const holder = await prisma.person.findFirstOrThrow({ where: { fullName: 'Tạ Kế Nhiệm' } });
    expect(left).toMatchObject({ id: old!.id, personId: personId('UV03'), validTo: service.clock.now() });
    expect(now).toMatchObject({ personId: holder.id, post: 'Giám đốc', predecessorId: old!.id, validTo: null });
    expect((await audits('TV01')).at(-1)).toMatchObject({ command: 'seats.pass', outcome: 'done' });
    const again = await desk.send(read, button, { 'f.sure': 'yes' });
    expect(await seats()).toHaveLength(2);
    expect(wordsOf(again.html)).not.toContain('Đã ghi nhận: kiện toàn');
  });

  test('Điều 2.5: số điện thoại, thư điện tử còn thiếu điền ngay trong bảng: một ô sai thì không ô nào được ghi, ai nhanh hơn thì 409', async () => {
    const { prisma } = service.database;
    const { id: newcomer } = await prisma.person.findFirstOrThrow({ where: { fullName: 'Tạ Kế Nhiệm' } });
    const person = () => prisma.person.findUniqueOrThrow({ where: { id: newcomer } });
    const list = await desk.get(`${root}/danh-sach/contacts.list`);
    const [row] = /<tr>(?:(?!<tr>).)*Tạ Kế Nhiệm.*?<\/tr>/s.exec(list.html)!;
    expect(wordsOf(row!)).toContain('Chưa liên kết');
    const nth = /name="dong\.(\d+)"/.exec(row!)![1];
    const name = (field: string): string => `o.${nth}.${field}.${field}`;
    const boxes = [...list.html.matchAll(/<input type="\w+" form="ghi" name="([^"]+)"[^>]*value="([^"]*)"/g)].map(
      ([, key, value]): [string, string] => [key!, value!.replaceAll('&amp;', '&')],
    );
    const form = formsIn(list.html).find(({ action }) => action.endsWith('/ghi/contacts.list'))!;
    const sent = (fill: Record<string, string>, post = randomPost()) =>
      desk.post(form.action, [
        ...[...form.inputs, ...boxes].filter(([key]) => key !== 'post' && !(key in fill)),
        ['post', post],
        ...Object.entries(fill),
      ]);
    const wrong = await sent({ [name('phone')]: '0912 345 678', [name('email')]: 'không phải thư' });
    expect(wrong.status).toBe(422);
    expect(wordsOf(wrong.html)).toMatch(/Chưa ghi ô nào: 1 ô cần xem lại.*Đây không phải địa chỉ thư điện tử/);
    expect(wrong.html).toContain('value="0912 345 678"');
    expect(wrong.html).toContain('value="không phải thư"');
    expect(await person()).toMatchObject({ phone: null, email: null });
    const right = { [name('phone')]: '0912 345 678', [name('email')]: 'nhiem@sonoivu.example.vn' };
    const done = await sent(right);
    expect([done.status, wordsOf(done.html).includes('Đã ghi 2 ô.')]).toEqual([200, true]);
    expect(await person()).toMatchObject({ phone: '84912345678', email: 'nhiem@sonoivu.example.vn' });
    expect((await audits('TV01')).at(-1)).toMatchObject({ command: 'contacts.email', matter: `person:${newcomer}` });
    // From a page that was opened before: somebody has filled it in meanwhile, and what is typed is not lost.
    const late = await sent({ [name('phone')]: '0912 999 999' });
    expect([late.status, /“0912 999 999” chưa ghi, vì vừa có người ghi ô này/.test(wordsOf(late.html))]).toEqual([
      409,
      true,
    ]);
    expect((await person()).phone).toBe('84912345678');
    const whole = await desk.get(`${root}/danh-sach/contacts.list?lacks=all`);
    expect(wordsOf(whole.html)).toContain('091****678');
    expect(whole.html).not.toContain('345678');
  });

  test('Điều 1.2, 2.5: phiếu liên kết cho nhiều người: một tệp, mỗi người một mã; mã dùng được, Thư ký được báo và hủy được', async () => {
    const { prisma } = service.database;
    const { id: newcomer } = await prisma.person.findFirstOrThrow({ where: { fullName: 'Tạ Kế Nhiệm' } });
    const ticked = async (...people: string[]) =>
      desk.post(`${root}/nhieu`, [
        ...([...(await signedBy(desk))].filter(([name]) => name !== 'post') as [string, string][]),
        ['post', randomPost()],
        ['viec', 'contacts.slip'],
        ...people.map((person): [string, string] => ['r', String(new URLSearchParams({ person }))]),
      ]);
    // Who is linked gets a new code by himself alone; who leads gets none from the office.
    const page = await ticked(newcomer, personId('TB'), personId('UV01'));
    expect(wordsOf(page.html)).toMatch(/Đã làm với 1 dòng.*Không làm với 2 dòng.*Trần Văn Chủ:.*Nguyễn Tài Chính:/);
    const [, bytes] = /href="data:application\/pdf;base64,([^"]+)"/.exec(page.html)!;
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(Buffer.from(bytes!, 'base64'))), {
      mergePages: true,
    });
    expect(text).toContain('Tạ Kế Nhiệm');
    expect(text).not.toContain('Trần Văn Chủ');
    const [code] = /[0-9a-z]{5}(-[0-9a-z]{5}){3}-[0-9a-z]{6}/.exec(text)!;
    const kept = await prisma.linkCode.findFirstOrThrow({ where: { personId: newcomer, voidedAt: null } });
    expect(kept).toMatchObject({ usedAt: null, issuedBy: personId('TV01') });
    expect(
      JSON.stringify(await prisma.audit.findMany({}), (_, one) => (typeof one === 'bigint' ? 0 : one)),
    ).not.toContain(code);
    const how = await fetch(`${service.app.url}/lien-ket/${code}`);
    expect([how.status, (await how.text()).includes(`start=${code}`)]).toEqual([200, true]);
    expect((await fetch(`${service.app.url}/lien-ket/khong-phai-ma`)).status).toBe(404);
    const stranger = service.api.user({ firstName: 'Nhiệm', started: true });
    await stranger.send(`/start ${code}`);
    await stranger.receives(/Trước khi liên kết/);
    await stranger.send('Đồng ý');
    await stranger.receives(/Tạ Kế Nhiệm/);
    await service.phone('TV01').receives(/đã liên kết bằng phiếu.*Phiếu do đồng chí Bùi Thư Ký in/s);
  });

  test('Điều 2.5, ID12: nhập danh sách từ Excel: lỗi theo dòng, cột thì chưa ghi gì; đúng thì đọc lại từng dòng đổi gì, bấm mới ghi', async () => {
    const { prisma } = service.database;
    const held = async (): Promise<string[]> => {
      const seats = await prisma.seat.findMany({ where: { validTo: null }, include: { person: true, agency: true } });
      return seats.map(({ code, person }) => `${code} ${person.fullName}`).sort();
    };
    const seats = await prisma.seat.findMany({
      where: { validTo: null },
      include: { person: true, agency: true },
      orderBy: { rank: 'asc' },
    });
    const head = ['Mã', 'Họ và tên', 'Chức vụ', 'Cơ quan', 'Vai trò', 'Điện thoại'];
    const rows = seats.map(({ code, person, post, agency, role }) => [
      code,
      person.fullName,
      post,
      agency?.name ?? '',
      role,
      person.phone ? `0${person.phone.slice(2)}` : '',
    ]);
    const before = await held();
    const button = /Tiếp tục|Nhập danh sách/;
    const brought = async (lines: string[][]): Promise<Sent> => {
      const bytes = await writeXlsxFile([head, ...lines] as never).toBuffer();
      const asked = ['table', 'missing', 'decision', 'same', 'other'].map((name) => ['asked', name]);
      const fields = [...(await signedBy(desk)), ...asked, ['f.missing', 'keep'], ['f.decision', '20/QĐ']];
      return desk.bring(`${root}/nhap/seats.import`, fields as [string, string][], new Blob([new Uint8Array(bytes)]));
    };
    const place = (code: string): number => rows.findIndex(([one]) => one === code);
    const wrong = await brought(
      rows.map((row) => (row[0] === 'UV01' ? [...row.slice(0, 4), 'Người gác cổng', 'không phải số'] : row)),
    );
    expect(wrong.status).toBe(422);
    expect(wordsOf(wrong.html)).toMatch(
      new RegExp(
        `Chưa ghi gì: 2 lỗi.*dòng ${place('UV01') + 2}, cột Vai trò.*dòng ${place('UV01') + 2}, cột Điện thoại`,
      ),
    );
    const right = await brought([
      ...rows.map((row) => (row[0] === 'UV02' ? ['UV02', 'Lâm Kế Tục', ...row.slice(2, 5), '0912 000 111'] : row)),
      ['UV09', 'Mai Mới Vào', 'Giám đốc', 'Sở Du lịch', 'Ủy viên', '0912 000 222'],
    ]);
    expect(wordsOf(right.html)).toContain('UV02: đồng chí Đỗ Y Tế thôi, đồng chí Lâm Kế Tục thay.');
    expect(wordsOf(right.html)).toContain('Vào: UV09 · Mai Mới Vào · Giám đốc, Sở Du lịch');
    expect(wordsOf(right.html)).toMatch(/1 vị trí đổi người, 1 người vào, 0 người thôi/);
    expect(await held()).toEqual(before);
    let done = await desk.send(right, button, { 'f.sure': 'yes' });
    if (done.html.includes('name="seen"')) done = await desk.send(done, /Gửi \d+ người/);
    expect(wordsOf(done.html)).toContain('Đã nhập danh sách');
    expect((await held()).filter((one) => !before.includes(one))).toEqual(['UV02 Lâm Kế Tục', 'UV09 Mai Mới Vào']);
    // On record is what was done, not the file with everybody's number.
    expect((await audits('TV01')).at(-1)).toMatchObject({ command: 'seats.import', outcome: 'done' });
    expect((await audits('TV01')).at(-1)!.detail).not.toContain('Họ và tên');
    expect((await audits('TV01')).at(-1)!.detail).not.toContain('0912 000 111');
    const again = await brought([
      ...rows.map((row) => (row[0] === 'UV02' ? ['UV02', 'Lâm Kế Tục', ...row.slice(2, 5), '0912 000 111'] : row)),
      ['UV09', 'Mai Mới Vào', 'Giám đốc', 'Sở Du lịch', 'Ủy viên', '0912 000 222'],
    ]);
    expect([again.status, wordsOf(again.html).includes('không có gì để ghi')]).toEqual([422, true]);
    const junk = await desk.bring(`${root}/nhap/seats.import`, await signedBy(desk), new Blob(['không phải Excel']));
    expect([junk.status, wordsOf(junk.html).includes('Không đọc được tệp này')]).toEqual([422, true]);
  });

  test('Điều 7.2: Hôm nay có việc đang chờ của Ban, mỗi việc mở được thẻ của nó', async () => {
    const { html } = await desk.get(root);
    expect(wordsOf(html)).toContain('Đang chờ');
    const main = /<main.*<\/main>/s.exec(html)![0];
    const links = [...main.matchAll(/href="([^"]+)"/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(0);
    for (const path of new Set(links)) {
      expect([path, (await desk.get(path.replaceAll('&amp;', '&'))).status]).toEqual([path, 200]);
    }
    // MT18, Điều 9.1: each step with its article; the calendar ends with the quarter; every messenger is there.
    expect(wordsOf(main)).toMatch(
      /Họp trên trang · \d\/\d việc xong.*Trình Trưởng ban và gửi giấy mời Điều 3.3 ✓ xong/,
    );
    expect(wordsOf(main)).toMatch(/Trả lời giấy mời \d+\/\d+ Điều 6.4/);
    expect(wordsOf(main)).toMatch(/Lịch .* – 31\/12\/2026.*Họp trên trang/);
    expect(wordsOf(main)).toMatch(/Telegram.*Đang hoạt động.*Tin đến gần nhất: .*2026/);
  });
});
