// What goes out by the Official Account and its templates, and what each refusal means.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { TooLarge } from '../../../src/channels/channel.ts';
import { encodePress } from '../../../src/channels/press.ts';
import { fetchFile } from '../../../src/channels/zalo/fetch-file.ts';
import { said } from '../../../src/kernel/text.ts';
import { type Choice, choice, press, type View } from '../../../src/kernel/view.ts';
import { writeTemplates } from '../../../src/store/templates.ts';
import { linkAccount, seatCommittee } from '../../support/committee.ts';
import { freePort } from '../../support/service.ts';
import { approvedTemplates, templateRows } from '../../support/zalo/index.ts';
import { fieldsOf, standUp, type ZaloSetting } from './setting.ts';

const attend = press('attendance.attend', { meeting: '01hx0123456789ab' });
let setting: ZaloSetting;
let folder: string;
beforeAll(async () => {
  setting = await standUp({ templates: approvedTemplates });
  await setting.database.transaction((tx) => writeTemplates(tx, templateRows));
  folder = await mkdtemp(join(tmpdir(), 'thu-ky-oa-'));
});
afterAll(async () => {
  await setting.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => expect(setting.zalo.violations()).toEqual([]));

const somebody = (phone?: string) => setting.zalo.person('An', { wrote: true, ...(phone && { phone }) });
const shown = (view: View, channel = setting.channels.oa) =>
  channel.render(view, 'vi', (pressed) => encodePress(pressed, fieldsOf));
const labels = (...words: string[]): Choice[] => words.map((word) => choice(said(word), attend));
const failureOf = async (work: Promise<unknown>, channel: 'oa' | 'zbs' = 'oa') =>
  setting.channels[channel].classify(await work.then(() => null).catch((error: unknown) => error));

describe('buttons', () => {
  test('five at most, each unreadable and of at most 200 bytes; links open', async () => {
    const an = somebody();
    const link: Choice = { label: said('Xem tài liệu'), press: { link: 'https://thuky.example/tai-lieu' } };
    const view = { heading: said('Mời họp'), lines: [said('x')], choices: [...labels('Có', 'Vắng'), link] };
    await setting.channels.oa.send(an.id, shown(view));
    expect(an.last!.text).toBe('Mời họp\n\nx');
    expect(an.last!.buttons).toMatchObject([
      { title: 'Có', type: 'oa.query.hide' },
      { title: 'Vắng', type: 'oa.query.hide' },
      { title: 'Xem tài liệu', type: 'oa.open.url', payload: { url: 'https://thuky.example/tai-lieu' } },
    ]);
    const payload = String(an.last!.buttons![0]!.payload);
    expect(payload).toMatch(/^#[\w-]{40,199}$/);
    expect(Buffer.from(payload.slice(1), 'base64url').toString()).not.toContain('attendance');
  });

  test('six choices are numbered lines', async () => {
    const an = somebody();
    await setting.channels.oa.send(an.id, shown({ lines: [said('Chọn')], choices: labels(...'abcdef') }));
    expect(an.last!.buttons).toBeUndefined();
    expect(an.last!.text).toMatch(/1\. a\n2\. b\n[\s\S]*6\. f/);
  });

  test('a label longer than 30 letters is cut at a word, and stands in full in the text', async () => {
    const an = somebody();
    const long = 'Đồng chí Nguyễn Thị Phương Thảo, Phó Giám đốc Sở Tài chính';
    await setting.channels.oa.send(an.id, shown({ lines: [said('Ai?')], choices: labels('Hủy', long) }));
    const [, cut] = an.last!.buttons!;
    expect(cut!.title).toBe('2. Đồng chí Nguyễn Thị Phương…');
    expect(an.last!.text).toContain(`2. ${long}`);
  });

  test('where one is cut, all that are chosen from are numbered from 1, and a word of the form is none of them', async () => {
    const an = somebody();
    const long = 'Đồng chí Nguyễn Thị Phương Thảo, Phó Giám đốc Sở Tài chính';
    await setting.channels.oa.send(an.id, shown({ lines: [said('Ai?')], choices: labels('Đồng chí Mai', long) }));
    expect(an.last!.buttons!.map(({ title }) => title)).toEqual(['1. Đồng chí Mai', '2. Đồng chí Nguyễn Thị Phương…']);
    expect(an.last!.text).toContain(`1. Đồng chí Mai\n2. ${long}`);
  });

  test('refused buttons: the same once more, in numbered lines', async () => {
    const { zalo, channels, close } = await standUp({ withoutButtons: true });
    const an = zalo.person('An', { wrote: true });
    const rendered = channels.oa.render({ lines: [said('x')], choices: labels('Có', 'Vắng') }, 'vi', () => 'a');
    const refused = await channels.oa.send(an.id, rendered).catch((error: unknown) => error);
    expect(channels.oa.classify(refused).kind).toBe('poison');
    await channels.oa.send(an.id, rendered, { plain: true });
    expect(an.last!.text).toMatch(/1\. Có\n2\. Vắng/);
    await close();
  });
});

describe('the request for a phone number', () => {
  const greeting: View = { lines: [said('Kính chào')], asksPhone: true };

  test('comes last and apart, with a picture of ours', async () => {
    const an = somebody();
    await setting.channels.oa.send(an.id, shown(greeting));
    expect(an.messages.map(({ text }) => text)).toEqual(['Kính chào', expect.stringContaining('Xác nhận số')]);
    expect(an.last!.asksPhone).toEqual({ image: 'https://thuky.example.gov.vn/webhooks/zalo-oa/phone.png' });
    const picture = await fetch(setting.zalo.events.url!.concat('/phone.png'));
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  test('refused, nothing is said twice, and an operator sees it', async () => {
    const { zalo, channels, close } = await standUp();
    const an = zalo.person('An', { wrote: true });
    const rendered = channels.oa.render(greeting, 'vi', () => '');
    zalo.fail({ path: '/v3.0/oa/message/cs', error: -201, after: 1 });
    await channels.oa.send(an.id, rendered);
    expect(an.messages.map(({ text }) => text)).toEqual(['Kính chào']);
    expect(channels.oa.health().problem).toMatch(/asked for their number: -201/);
    await channels.oa.send(an.id, rendered);
    expect(channels.oa.health().problem).toBeNull();
    // In the last resort only what is said is said.
    await channels.oa.send(an.id, rendered, { plain: true });
    expect(an.last!.text).toBe('Kính chào');
    await close();
  });

  test('without an address of our own there is no picture, and no request', async () => {
    const an = somebody();
    const { oa } = setting.open({ publicUrl: null });
    await oa.send(an.id, shown(greeting, oa));
    expect(an.messages.map(({ text }) => text)).toEqual(['Kính chào']);
  });
});

describe('words', () => {
  test('are composed, at most 2,000, and call nobody', async () => {
    const an = somebody();
    const words = `${'Ủy ban [@all] nhân dân '.repeat(200).normalize('NFD')}${'😀'.repeat(600)}`;
    await setting.channels.oa.send(an.id, shown({ lines: [said(words)] }));
    const all = an.messages.map(({ text }) => text);
    expect(all.length).toBeGreaterThan(1);
    expect(all.every((text) => text.length <= 2_000 && text.isWellFormed())).toBe(true);
    expect(all.join('')).not.toContain('[@');
    expect(all.join(' ').replace(/\s+/g, '')).toBe(words.normalize('NFC').replaceAll('[@all]', '').replace(/\s+/g, ''));
  });
});

describe('files out', () => {
  const file = async (name: string, size: number) => {
    const path = join(folder, name);
    await writeFile(path, Buffer.alloc(size, 'x'));
    return { id: 'f', name, path };
  };
  const empty: View = { lines: [], files: ['f'] };

  test('a PDF goes as a file', async () => {
    const an = somebody();
    await setting.channels.oa.send(an.id, shown(empty), { file: await file('Tờ trình.pdf', 1_000) });
    expect(an.last!.file).toMatchObject({ name: 'Tờ trình.pdf' });
    expect(an.last!.file!.bytes).toHaveLength(1_000);
  });

  test.each([
    ['6 MB', 'Báo cáo.pdf', 6 * 1024 * 1024],
    ['a kind Zalo does not take', 'Biểu.xlsx', 100],
  ])('%s: its name is said, and whom to ask', async (_, name, size) => {
    const an = somebody();
    await setting.channels.oa.send(an.id, shown(empty), { file: await file(name, size) });
    expect(an.last!.text).toContain(`Tệp ${name} không gửi được`);
  });
});

describe('what a refusal means', () => {
  test.each([
    [-32, 'Your application reached limit call', 'flood'],
    [-216, 'User has blocked this', 'closed'],
    [-213, 'User has not followed OA', 'unreachable'],
    [-217, 'User blocked invitation', 'unreachable'],
    [-227, 'User is banned or has been inactive for more than 45 days', 'unreachable'],
    [-230, 'User has not interacted in 7 days', 'closed'],
    [-232, 'expired', 'closed'],
    [-244, 'User restricted this type', 'closed'],
    [-234, 'Not allowed at night', 'closed'],
    [-211, 'Out of quota', 'closed'],
    [-320, 'ZCA is not linked', 'closed'],
    [-321, 'Out of money', 'closed'],
    [-201, 'text is invalid!', 'poison'],
    [-210, 'over limit', 'poison'],
    [-224, 'needs a higher package', 'halt'],
    [-209, 'application is not active', 'halt'],
    [-501, 'server is not in Vietnam', 'halt'],
    [-235, 'This API does not support this type of OA', 'closed'],
    [-110, "The person's Zalo is too old", 'unreachable'],
    [-145, 'over the limit of this kind', 'closed'],
    [-219, 'The application was removed', 'halt'],
    [-204, 'The OA was deleted', 'halt'],
    [-106, 'Method unsupported', 'halt'],
    [-125, 'OA id is invalid', 'halt'],
    [-1381, 'not permitted', 'halt'],
    [-200, 'Send message failed', 'ambiguous'],
    [-9_999, 'something new', 'ambiguous'],
  ])('%i %s: %s', async (error, message, kind) => {
    const an = somebody();
    setting.zalo.fail({ path: '/v3.0/oa/message/cs', error, message });
    const { oa } = error === -235 ? setting.open({ messages: 'v3' }) : setting.channels;
    expect(await failureOf(oa.send(an.id, shown({ lines: [said('x')] })))).toMatchObject({ kind });
  });

  test('of a template by phone', async () => {
    const phone = '84911111111';
    const rendered = shown({ lines: [said('x')] }, setting.channels.zbs as never);
    for (const [error, kind] of [
      [-108, 'unreachable'],
      [-118, 'unreachable'],
      [-114, 'unreachable'],
      [-115, 'closed'],
      [-133, 'closed'],
      [-144, 'closed'],
      [-1121, 'closed'],
      [-1131, 'closed'],
      [-153, 'closed'],
      [-1472, 'closed'],
      [-110, 'unreachable'],
      [-109, 'closed'],
      [-136, 'halt'],
      [-200, 'ambiguous'],
    ] as const) {
      setting.zalo.fail({ path: '/message/template', error });
      const sent = setting.channels.zbs.send(phone, rendered, { tracking: '1' });
      expect([error, (await failureOf(sent, 'zbs')).kind]).toEqual([error, kind]);
    }
  });

  test('everybody who was too fast comes back at another time', async () => {
    const waits = await Promise.all(
      [0, 0.5].map(async (chance) => {
        const { oa } = setting.open({ random: () => chance });
        setting.zalo.fail({ path: '/v3.0/oa/message/cs', error: -32 });
        const refused = await oa.send(somebody().id, shown({ lines: [said('x')] })).catch((error: unknown) => error);
        return oa.classify(refused);
      }),
    );
    expect(waits).toMatchObject([
      { kind: 'flood', wait: 10_000 },
      { kind: 'flood', wait: 15_000 },
    ]);
  });

  test("a proxy's page, a broken line: it may have arrived; nobody there: it has not", async () => {
    const an = somebody();
    setting.zalo.fail({ path: '/v3.0/oa/message/cs', html: 502 });
    expect(await failureOf(setting.channels.oa.send(an.id, shown({ lines: [said('x')] })))).toMatchObject({
      kind: 'ambiguous',
    });
    setting.zalo.fail({ path: '/v3.0/oa/message/cs', breaks: true, done: true });
    expect(await failureOf(setting.channels.oa.send(an.id, shown({ lines: [said('x')] })))).toMatchObject({
      kind: 'ambiguous',
    });
    const elsewhere = setting.open({ apiRoot: `http://127.0.0.1:${await freePort()}` });
    expect(await failureOf(elsewhere.oa.send(an.id, shown({ lines: [said('x')] })))).toMatchObject({ kind: 'retry' });
  });

  test('a token that has ended is refreshed within the call; refused again it stops the sending', async () => {
    const an = somebody();
    setting.clock.to(new Date(setting.clock.now().getTime() + 3_600_000));
    an.interacts();
    setting.zalo.tokens.revokeAccess();
    const before = setting.zalo.tokens.given;
    await setting.channels.oa.send(an.id, shown({ lines: [said('sau khi đổi khóa')] }));
    expect(an.last!.text).toBe('sau khi đổi khóa');
    expect(setting.zalo.tokens.given).toBe(before + 1);
    setting.zalo.fail({ path: '/v3.0/oa/message/cs', error: -216, message: 'Access token is invalid' });
    expect(await failureOf(setting.channels.oa.send(an.id, shown({ lines: [said('x')] })))).toMatchObject({
      kind: 'halt',
    });
    expect(setting.zalo.tokens.given).toBe(before + 1);
    expect(setting.channels.oa.health().problem).toMatch(/token was refused/);
    await setting.channels.oa.send(an.id, shown({ lines: [said('x')] }));
    expect(setting.channels.oa.health().problem).toBeNull();
  });
});

describe('the window', () => {
  beforeAll(async () => {
    await seatCommittee(setting.database);
  });

  test('free for two days, for money until the seventh, then refused', async () => {
    const an = somebody();
    await linkAccount(setting.database, 'UV01', 'zalo-oa', an.id, setting.clock.now());
    const send = () => setting.channels.oa.send(an.id, shown({ lines: [said('x')] }));
    const days = (count: number) => setting.clock.to(new Date(setting.clock.now().getTime() + count * 24 * 3_600_000));
    expect(await send()).not.toHaveProperty('charge');
    days(3);
    expect(await send()).toMatchObject({ charge: { item: 'cs-paid', price: 55 } });
    expect(setting.zalo.billed).toBe(1);
    // The account's package pays as long as it lasts.
    setting.zalo.packageQuota = 1;
    expect(await send()).toMatchObject({ charge: { item: 'cs-sub-quota', price: 0 } });
    expect(await send()).toMatchObject({ charge: { item: 'cs-paid', price: 55 } });
    days(5);
    expect(await failureOf(send())).toMatchObject({ kind: 'closed' });
  });

  test('CH4: what is left is asked for, then told with each message; nothing bought is nothing to keep', async () => {
    const an = somebody();
    const { oa, zbs } = setting.channels;
    const later = () => setting.clock.to(new Date(setting.clock.now().getTime() + 3 * 24 * 3_600_000));
    later();
    setting.zalo.packageQuota = 2;
    expect(await oa.left!()).toEqual({ remain: 2, daily: false });
    await oa.send(an.id, shown({ lines: [said('x')] }));
    expect(await oa.left!()).toEqual({ remain: 1, daily: false });
    await oa.send(an.id, shown({ lines: [said('x')] }));
    await oa.send(an.id, shown({ lines: [said('x')] }));
    expect(await oa.left!()).toEqual({ remain: 0, daily: false });
    setting.clock.to(new Date(setting.clock.now().getTime() + 600_000));
    expect(await oa.left!()).toBeNull();
    setting.zalo.formsLeft = 7;
    expect(await zbs.left!()).toEqual({ remain: 7, daily: true });
  });

  test('beyond it by template, to the person or to the number', async () => {
    const an = somebody('84933333333');
    const view: View = { heading: said('Đổi phòng họp'), lines: [said('Họp tại phòng số 2.')] };
    const sent = await setting.channels.oa.send(an.id, shown(view), { brief: true });
    expect(sent).toMatchObject({ charge: { item: 'template-uid', price: 560 } });
    expect(an.last!.text).toBe('Đổi phòng họp. Họp tại phòng số 2.');
    const { zbs } = setting.channels;
    const byPhone = await zbs.send(
      an.phone,
      zbs.render(view, 'vi', () => ''),
      { tracking: '77' },
    );
    expect(byPhone).toMatchObject({ message: an.last!.id, charge: { item: 'template-phone', price: 800 } });
    expect(an.last).toMatchObject({ tracking: '77', text: 'Đổi phòng họp. Họp tại phòng số 2.' });
  });

  test('values are cut to what the template takes; what is not known is a dash', async () => {
    const an = somebody('84944444444');
    const { zbs } = setting.channels;
    const values = {
      name: said('Công Tằng Tôn Nữ Thị Phương Thảo Nguyên'),
      meeting: said('Họp\nquý IV'),
      time: said('14:00'),
    };
    const view: View = { lines: [], brief: { form: 'meetings.cancelled', values } };
    await zbs.send(
      an.phone,
      zbs.render(view, 'vi', () => ''),
      { tracking: '78' },
    );
    expect(an.last!.text).toContain('ten: Công Tằng Tôn Nữ Thị Phương T…');
    expect(an.last!.text).toContain('cuoc_hop: Họp quý IV');
    expect(an.last!.text).toContain('ly_do: -');
  });

  test('a time is never cut: what does not fit goes another way, and nothing is asked of Zalo', async () => {
    const an = somebody('84944444445');
    const { zbs } = setting.channels;
    const sending = (values: Record<string, string>) => {
      const said_ = Object.fromEntries(Object.entries(values).map(([name, words]) => [name, said(words)]));
      const view: View = { lines: [], brief: { form: 'meetings.cancelled', values: said_ } };
      return zbs.send(
        an.phone,
        zbs.render(view, 'vi', () => ''),
        { tracking: '78' },
      );
    };
    const before = setting.zalo.calls('/message/template').length;
    for (const values of [
      { name: 'An', time: '14 giờ 00, 25/12/2026' },
      { name: 'An', time: '' },
      { name: 'An', time: '14:00', code: 'GM-'.padEnd(40, '0') },
    ]) {
      expect(await failureOf(sending(values), 'zbs')).toMatchObject({ kind: 'closed' });
    }
    expect(setting.zalo.calls('/message/template')).toHaveLength(before);
    await sending({ name: 'An', time: '14:00 25/12/2026', code: 'GM-01' });
    expect(an.last!.text).toContain('thoi_gian: 14:00 25/12/2026');
  });

  test('a template of the account that cannot be used stops nothing else it sends', async () => {
    const an = somebody();
    setting.zalo.fail({ path: '/v3.0/oa/message/template', error: -136, message: 'ZCA is not linked' });
    const note = shown({ lines: [said('x')] });
    expect(await failureOf(setting.channels.oa.send(an.id, note, { brief: true }))).toMatchObject({ kind: 'closed' });
  });

  test('without a template, with nothing to say, with a file: another way', async () => {
    const an = somebody('84955555555');
    const { oa, zbs } = setting.channels;
    const invitation: View = {
      lines: [said('x')],
      brief: { form: 'meetings.invitation', values: { name: said('An') } },
    };
    expect(await failureOf(oa.send(an.id, shown(invitation), { brief: true }))).toMatchObject({ kind: 'closed' });
    const nothing = zbs.render({ lines: [] }, 'vi', () => '');
    expect(await failureOf(zbs.send(an.phone, nothing, { tracking: '79' }), 'zbs')).toMatchObject({ kind: 'closed' });
    const file = { id: 'f', name: 'a.pdf', path: '/nowhere' };
    const note = zbs.render({ lines: [said('x')] }, 'vi', () => '');
    expect(await failureOf(zbs.send(an.phone, note, { tracking: '80', file }), 'zbs')).toMatchObject({
      kind: 'closed',
    });
  });
});

describe('files in', () => {
  const bytesOf = async (address: string, max = 1_000): Promise<Buffer> => {
    const parts: Uint8Array[] = [];
    for await (const part of await setting.channels.oa.fetchFile(address, max)) parts.push(part);
    return Buffer.concat(parts);
  };

  test('are fetched from where Zalo keeps them', async () => {
    expect(await bytesOf(setting.zalo.host(Buffer.from('ý kiến')))).toEqual(Buffer.from('ý kiến'));
  });

  test('just sent, a file may be there without its bytes; one that has none has none', async () => {
    const home = { apiRoot: setting.zalo.root, again: 1 };
    const read = async (address: string): Promise<string> => {
      const parts: Uint8Array[] = [];
      for await (const part of await fetchFile(address, home, 1_000, AbortSignal.timeout(5_000))) parts.push(part);
      return Buffer.concat(parts).toString();
    };
    expect(await read(setting.zalo.host(Buffer.from('ý kiến'), 'docx', 2))).toBe('ý kiến');
    expect(await read(setting.zalo.host(Buffer.alloc(0), 'docx'))).toBe('');
  });

  test('are followed three steps at most, by way of Zalo only', async () => {
    const { zalo } = setting;
    const led = (steps: number, to: string): string => (steps === 0 ? to : zalo.leadTo(led(steps - 1, to)));
    const file = zalo.host(Buffer.from('ý kiến'));
    expect(await bytesOf(led(3, file))).toEqual(Buffer.from('ý kiến'));
    expect(await failureOf(bytesOf(led(4, file)))).toMatchObject({ kind: 'poison' });
    for (const elsewhere of ['http://127.0.0.1:1/secret', 'https://flchat.vn.example.com/x', 'file:///etc/passwd'])
      expect(await failureOf(bytesOf(zalo.leadTo(elsewhere)))).toMatchObject({ kind: 'poison' });
  });

  test.each([
    'https://file-stal-1.dlfl.vn/a.docx',
    'https://file-stal-1.flchat.vn/a.docx',
    'https://edge-7.dlmd.me/a.docx',
    'http://file-stal-1.dlfl.vn/a.docx',
  ])('%s is one of Zalo’s homes, asked safely; also where it is led to', async (address) => {
    const names: string[] = [];
    const lookup: LookupFunction = (name, _options, done) => {
      names.push(name);
      done(null, [{ address: '10.0.0.1', family: 4 }]);
    };
    const home = { apiRoot: setting.zalo.root, lookup };
    for (const one of [address, setting.zalo.leadTo(address)]) {
      const fetched = fetchFile(one, home, 1_000, AbortSignal.timeout(2_000));
      expect(await failureOf(fetched)).toMatchObject({ reason: expect.stringContaining('private') });
    }
    expect(names).toEqual([new URL(address).hostname, new URL(address).hostname]);
  });

  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'https://127.0.0.1/x',
    'http://localhost:5432/',
    'https://[::1]/x',
    'https://zdn.vn.example.com/x',
    'https://f1.zdn.vn:8443/x',
    'https://dlfl.vn/x',
    'https://evilzdn.vn/x',
    'file:///etc/passwd',
    'nonsense',
  ])('never from %s', async (address) => {
    expect(await failureOf(bytesOf(address))).toMatchObject({ kind: 'poison' });
  });

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '::1',
    'fd00::1',
    '::ffff:10.0.0.1',
  ])("nor from a name of Zalo's that leads to %s", async (address) => {
    const family = address.includes(':') ? 6 : 4;
    const lookup: LookupFunction = (_name, _options, done) => done(null, [{ address, family }]);
    const home = { apiRoot: setting.zalo.root, lookup };
    const fetched = fetchFile('https://f1.zdn.vn/a.pdf', home, 1_000, new AbortController().signal);
    expect(await failureOf(fetched)).toMatchObject({ kind: 'poison', reason: expect.stringContaining('private') });
  });

  test('not more than allowed, whatever was claimed', async () => {
    const address = setting.zalo.host(Buffer.alloc(2_000));
    await expect(bytesOf(address, 1_999)).rejects.toThrow(TooLarge);
  });
});

test('a refused token is told once, however many parts meet it', async () => {
  const problems: string[] = [];
  const { zalo, open, close } = await standUp();
  await zalo.called('/v4/oa/access_token');
  zalo.fail({ path: '/v4/oa/access_token', body: { error_name: 'Invalid refresh token' } });
  const account = { oaId: '77', refreshToken: 'never-given', onProblem: (problem: string) => problems.push(problem) };
  const { oa, zbs } = open(account);
  const stop = new AbortController();
  const running = [oa.start(async () => undefined, stop.signal), zbs.start(async () => undefined, stop.signal)];
  const view = { lines: [said('Họp')] };
  await expect(
    oa.send(
      '1',
      oa.render(view, 'vi', () => ''),
    ),
  ).rejects.toThrow(/new consent/);
  await expect.poll(() => oa.health().problem).toMatch(/new consent/);
  expect(problems).toHaveLength(1);
  stop.abort();
  await Promise.all(running);
  await close();
});

describe('templates are checked against what Zalo has', () => {
  test('what does not fit is on /readyz and told once', async () => {
    const problems: string[] = [];
    const { zalo, database, open, close } = await standUp({
      templates: [
        {
          id: '1',
          body: '<a> <b>',
          params: [
            { name: 'a', maxLength: 30 },
            { name: 'b', maxLength: 30 },
          ],
        },
        { id: '2', body: '<a>', params: [{ name: 'a', maxLength: 30 }], status: 'PENDING_REVIEW' },
      ],
    });
    const row = { by: 'phone' as const, answers: false };
    await database.transaction((tx) =>
      writeTemplates(tx, [
        { ...row, form: 'note', templateId: '1', params: { a: 'content', c: 'name' } },
        { ...row, form: 'tasks.due', templateId: '2', params: { a: 'task' } },
        { ...row, form: 'opinions.owed', templateId: '3', params: {} },
      ]),
    );
    const { oa } = open({ onProblem: (problem) => problems.push(problem) });
    const stop = new AbortController();
    const running = oa.start(async () => undefined, stop.signal);
    await zalo.called('/template/info/v2', 3);
    while ((oa.health().details!['templates'] as string[]).length < 4)
      await new Promise((again) => setImmediate(again));
    expect(oa.health().details!['templates']).toEqual([
      'template 1 (note by phone): has no parameter c',
      'template 1 (note by phone): needs the parameter b',
      expect.stringContaining('template 3 (opinions.owed by phone): -109'),
      'template 2 (tasks.due by phone): is PENDING_REVIEW, not ENABLE',
    ]);
    expect(problems.filter((problem) => problem.includes('needs the parameter b'))).toHaveLength(1);
    expect(oa.health().details!['token']).toMatchObject({ daysLeft: 90, problem: null });
    stop.abort();
    await running;
    await close();
  });
});
