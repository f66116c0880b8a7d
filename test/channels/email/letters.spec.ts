// CH10: letters to a real mail server, and what each of its answers means.
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EmailChannel, letterId, openEmail } from '../../../src/channels/email/email.ts';
import { readReport } from '../../../src/channels/email/returned.ts';
import { encodePress } from '../../../src/channels/press.ts';
import { said } from '../../../src/kernel/text.ts';
import { choice, press, type View } from '../../../src/kernel/view.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { calendar, html, linkIn, type Mailbox, plain, startMail } from '../../support/mail.ts';

const now = new Date('2026-12-01T01:00:00Z');
const host = 'khanhhoa.example';
const texts = openTexts();
let mail: Mailbox;
const kept: unknown[][] = [];
/** Every address is somebody's. */
const pool = {
  query: async (_sql: string, values: unknown[]) => {
    kept.push(values);
    return { rowCount: (values[2] as unknown[]).length };
  },
} as unknown as pg.Pool;

const open = (smtpUrl: string): EmailChannel =>
  openEmail({
    smtpUrl,
    from: { name: 'Ban Chỉ đạo chuyển đổi số', address: `thuky@${host}` },
    linksAt: 'https://thuky.example/thu',
    returnSecret: null,
    rate: 100,
    pool,
    texts,
    now: () => now,
    meetingHours: () => 4,
  });

const hostile = [
  '<b>đậm</b> & "x"',
  'A\u202Eתפוח',
  '👩‍👩‍👧 🙂',
  'Nguyễn '.repeat(43).trim(),
  'a\r\nBcc: ai@evil.example',
];
const viewOf = (words: string): View => ({
  heading: said(words),
  lines: [said(words)],
  choices: [choice(said(words), press('attendance.attend', { meeting: 'm1' }), 'good')],
  note: said(words),
  card: 'meeting:m1:p1',
  calendar: {
    uid: 'm1@thu-ky',
    sequence: 2,
    bodyId: 'b1',
    startsAt: '2026-12-25T07:00:00Z',
    cancelled: false,
    title: said(words),
    place: words,
    about: [said(words)],
  },
});
const shown = (channel: EmailChannel, view: View) =>
  channel.render(view, 'vi', (one) => encodePress(one, () => ['meeting']));
const send = (channel: EmailChannel, to: string, view = viewOf('Mời họp'), tracking = '7') =>
  channel.send(to, shown(channel, view), { tracking });
const failing = async (channel: EmailChannel, to: string) =>
  channel.classify(await send(channel, to).catch((error: unknown) => error));

beforeAll(async () => {
  mail = await startMail();
});
afterAll(() => mail?.close());
beforeEach(() => {
  mail.letters.length = 0;
});

describe('CH10: thư đi', () => {
  test.each(hostile)('%s: đến nguyên chữ, không thêm được dòng đầu thư nào, không thành mã HTML', async (words) => {
    await send(open(mail.url), 'an@so.example', viewOf(words));
    const [letter] = mail.letters;
    // A sign that turns the direction of what stands beside it is no part of a name.
    const line = words.replaceAll('\u202E', '').replace(/\s+/g, ' ');
    expect(letter!.headers.get('subject')!.length).toBeLessThanOrEqual(121);
    expect(letter!.headers.has('bcc')).toBe(false);
    expect(plain(letter!).replace(/\s+/g, ' ')).toContain(line.slice(0, 60));
    expect(html(letter!)).not.toContain('<b>đậm</b>');
    expect(html(letter!)).toContain('dir="auto"');
    expect(calendar(letter!)).toContain('UID:m1@thu-ky');
    expect(
      calendar(letter!)!
        .split('\r\n')
        .filter((one) => /^(BCC|ATTACH)/i.test(one)),
    ).toEqual([]);
  });

  test('một thư có một mã cho mọi lần gửi; thư cùng một việc đứng chung; không có gì để hủy nhận', async () => {
    const channel = open(mail.url);
    const sent = [await send(channel, 'an@so.example'), await send(channel, 'an@so.example')];
    expect(sent.map(({ message }) => message)).toEqual([letterId('7', host), letterId('7', host)]);
    const heads = mail.letters.map(({ headers }) => headers);
    expect(new Set(heads.map((one) => one.get('message-id')))).toEqual(new Set([letterId('7', host)]));
    expect(new Set(heads.map((one) => one.get('references'))).size).toBe(1);
    expect([...heads[0]!.keys()].filter((name) => name.startsWith('list-'))).toEqual([]);
    expect(heads[0]!.get('auto-submitted')).toBe('auto-generated');
  });

  test('liên kết: mã dài, chỉ lưu dạng băm, hết hạn sau 30 ngày; bản không trình bày thì không có liên kết', async () => {
    const channel = open(mail.url);
    kept.length = 0;
    await send(channel, 'an@so.example');
    const token = /\/thu\/([\w-]{32})$/.exec(linkIn(mail.letters[0]!, 'Mời họp'))![1]!;
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(kept[0]!.at(-1)).toEqual(new Date('2026-12-31T01:00:00Z'));
    await channel.send('an@so.example', shown(channel, viewOf('Mời họp')), { plain: true, tracking: '8' });
    expect(plain(mail.letters[1]!)).not.toContain('/thu/');
  });
});

describe('CH10: máy chủ trả lời', () => {
  test.each([
    ['hộp thư không có', [550, '5.1.1 no such user'], 'unreachable'],
    ['hộp thư đầy', [552, '5.2.2 mailbox full'], 'unreachable'],
    ['bận, thử lại sau', [451, '4.7.1 greylisted'], 'flood'],
    ['không nhận chuyển tiếp của ta', [550, '5.7.1 relaying denied'], 'halt'],
  ] as const)('%s: %j → %s', async (_what, [code, words], kind) => {
    mail.refuses.set('an@so.example', [code, words]);
    const failure = await failing(open(mail.url), 'an@so.example');
    mail.refuses.clear();
    expect(failure.kind).toBe(kind);
    expect(failure.reason).not.toContain('an@so.example');
    expect(mail.letters).toEqual([]);
  });

  test('sai mật khẩu: ngừng gửi, báo người vận hành; không có máy chủ: gửi lại sau', async () => {
    expect((await failing(open(mail.url.replace(/thuky:[^@]*/, 'thuky:sai')), 'an@so.example')).kind).toBe('halt');
    expect((await failing(open('smtp://127.0.0.1:9'), 'an@so.example')).kind).toBe('retry');
  });

  test('đứt đường khi thư đã đi hết: có thể đã đến, không coi là chưa gửi', async () => {
    mail.breaks = 1;
    expect((await failing(open(mail.url), 'an@so.example')).kind).toBe('ambiguous');
    expect(mail.letters).toHaveLength(1);
  });
});

describe('CH10: thư bị trả lại (RFC 3464)', () => {
  const report = (lines: Record<string, string>, letter = letterId('7', host)): Uint8Array => {
    const fields = { 'Final-Recipient': 'rfc822; an@so.example', Action: 'failed', Status: '5.1.1', ...lines };
    const said = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
    const head = 'Content-Type: multipart/report;\r\n report-type=delivery-status; boundary="b"';
    return Buffer.from([head, '', '--b', '', ...said, '', '--b', '', `Message-ID: ${letter}`, '--b--'].join('\r\n'));
  };

  test('hẳn là hỏng thì biết thư nào, của ai; mới chậm, của thư khác hay không phải báo cáo thì bỏ qua', () => {
    expect(readReport(report({}), host)).toEqual({ address: 'an@so.example', letter: letterId('7', host) });
    expect(readReport(report({ 'Original-Recipient': 'rfc822;<cu@so.example>' }), host)?.address).toBe('cu@so.example');
    expect(readReport(report({ Action: 'delayed', Status: '4.4.1' }), host)).toBeNull();
    expect(readReport(report({}, '<x@other.example>'), host)).toBeNull();
    expect(readReport(Buffer.from('Xin chào, Action: failed'), host)).toBeNull();
  });

  test('báo cáo dài và lạ không làm máy bận lâu', () => {
    const long = Buffer.concat([report({}), Buffer.alloc(2_000_000, 'Status: 5.\r\n ')]);
    expect(readReport(long, host)?.address).toBe('an@so.example');
    expect(readReport(Buffer.alloc(2_000_000, '<thuky-1'), host)).toBeNull();
  });
});
