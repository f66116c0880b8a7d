// Events of the Official Account: signed, brought again, out of order, twice, and what else anybody may send.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { macIn, signedBy } from '../../../src/channels/zalo-oa/signature.ts';
import { standUp, type ZaloSetting } from './setting.ts';

let setting: ZaloSetting;
beforeAll(async () => {
  setting = await standUp();
  // The first token is there before the clock moves.
  await setting.channels.oa.probe();
});
afterAll(() => setting.close());
let before: number;
beforeEach(async () => {
  setting.zalo.events.forget();
  before = (await setting.came(0)).length;
});

/** The newest of what came in after the test began. */
const next = async (count = 1) => (await setting.came(before + count)).slice(before);
const health = () => setting.channels.oa.health();

describe('the signature', () => {
  const body =
    '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},"recipient":{"id":"388613280878808645"},"event_name":"user_send_text","message":{"text":"Đồng ý dự họp","msg_id":"96d3cdf3af150460909"},"timestamp":"1543908534740"}';
  const keys = {
    appId: '360846524940903967',
    oaId: '388613280878808645',
    appSecret: 'x',
    oaSecret: 'oa-secret-fixture',
  };
  const mac = '0ca5f5f5b4dc56f762e603ddf55d40813bba17171f2fef034fb0f888188b8b4c';

  const fits = (raw: Buffer, header: string | undefined): boolean => {
    const given = macIn(header ?? '');
    return given !== null && signedBy(given, raw, keys) === 'ours';
  };

  test.each([
    ['of the published example, as it is', mac, true],
    ['with its prefix', `mac=${mac}`, true],
    ['in capitals', `MAC = ${mac.toUpperCase()}`, true],
    ['of another', mac.replace('0c', '0d'), false],
    ['cut', mac.slice(1), false],
    ['missing', undefined, false],
  ])('%s', (_, header, isOurs) => {
    expect(fits(Buffer.from(body), header)).toBe(isOurs);
  });

  test('is over the bytes: the same in other words does not fit', () => {
    expect(fits(Buffer.from(JSON.stringify(JSON.parse(body), null, 1)), mac)).toBe(false);
    expect(fits(Buffer.from(body.normalize('NFD')), mac)).toBe(false);
  });
});

describe('who is let in', () => {
  test('the console tries the address with an empty object, unsigned', async () => {
    expect(await setting.zalo.events.post('{}')).toBe(200);
    expect(await setting.zalo.events.post('')).toBe(200);
  });

  test("the console's sample names accounts that are not ours: answered well, kept nowhere", async () => {
    await setting.zalo.announce({
      event_name: 'user_send_text',
      sender: { id: '246845883529197922' },
      recipient: { id: '388613280878808645' },
      message: { text: 'This is testing message', msg_id: 'This is message id' },
    });
    expect(setting.zalo.events.answers.at(-1)).toBe(200);
    expect(health().details!['passedOver']).toMatchObject({ 'of another account': expect.any(Number) });
    expect(await setting.came(0)).toHaveLength(before);
  });

  test('nobody without the signature; whoever signs with another secret makes nobody look ill', async () => {
    const an = setting.zalo.person('An');
    const ill = () => [health().problem, health().failingSince];
    expect(await setting.zalo.events.post('{"event_name":"follow","timestamp":"1"}')).toBe(403);
    expect(health().details!['refused']).toEqual({ count: 0, at: null });
    setting.zalo.events.secret = 'another';
    await an.send('Có');
    expect(setting.zalo.events.answers.at(-1)).toBe(403);
    expect(ill()).toEqual([null, null]);
    const count = setting.problems.filter((one) => /ZALO_OA_SECRET/.test(one)).length;
    await an.send('Có');
    setting.zalo.events.secret = null;
    expect(health().details!['refused']).toMatchObject({ count: 2, at: setting.clock.now() });
    // Said once, however often somebody knocks.
    expect(setting.problems.filter((one) => /ZALO_OA_SECRET/.test(one))).toHaveLength(count);
    await an.send('Có');
    expect(await next()).toMatchObject([{ text: 'Có' }]);
    expect(health().details!['refused']).toEqual({ count: 2, at: setting.clock.now() });
    expect(ill()).toEqual([null, null]);
  });

  test('as long as nothing right has come, what a signature that does not fit may mean stands beside its number', async () => {
    const channels = setting.open();
    const hook = channels.oa.webhook!(async () => undefined);
    const headers = { 'x-zevent-signature': `mac=${'0'.repeat(64)}` };
    expect((await hook.request('/', { method: 'POST', headers, body: '{"timestamp":"1"}' })).status).toBe(403);
    const { problem, details } = channels.oa.health();
    expect(problem).toBeNull();
    expect(details!['refused']).toMatchObject({
      count: 1,
      meaning: expect.stringMatching(/stranger's, or ZALO_OA_SECRET/),
    });
    expect(setting.problems.at(-1)).toMatch(/stranger's, or ZALO_OA_SECRET/);
  });

  test("the application's secret in place of the account's is named as such", async () => {
    setting.zalo.events.secret = setting.zalo.keys.appSecret;
    await setting.zalo.person('An').send('x');
    setting.zalo.events.secret = null;
    expect(health().problem).toMatch(/application's secret/);
  });
});

describe('again and again', () => {
  test('what cannot be kept is brought again after 30 seconds, and an hour later still', async () => {
    const an = setting.zalo.person('An');
    setting.away = true;
    await an.send('Xin vắng mặt');
    expect(setting.zalo.events.answers.at(-1)).toBe(503);
    for (const seconds of [30, 300, 900, 1_800]) {
      setting.clock.to(new Date(setting.clock.now().getTime() + seconds * 1000));
      expect(await setting.zalo.events.bringAgain()).toBe(1);
    }
    setting.away = false;
    setting.clock.to(new Date(setting.clock.now().getTime() + 3_600_000));
    await setting.zalo.events.bringAgain();
    expect(await next()).toMatchObject([{ text: 'Xin vắng mặt', account: an.id }]);
    expect(setting.zalo.events.waiting).toBe(0);
  });

  test('two hours later it is still the same event; a week later it is none any more', async () => {
    const body = JSON.stringify({
      app_id: setting.zalo.keys.appId,
      timestamp: String(setting.clock.now().getTime()),
      event_name: 'user_send_text',
      sender: { id: '6812400000000000777' },
      recipient: { id: setting.zalo.keys.oaId },
      message: { text: 'Đồng ý', msg_id: 'replayed' },
    });
    const timestamp = (JSON.parse(body) as { timestamp: string }).timestamp;
    const headers = { 'x-zevent-signature': `mac=${setting.zalo.events.signature(body, timestamp)}` };
    expect(await setting.zalo.events.post(body, headers)).toBe(200);
    setting.clock.to(new Date(setting.clock.now().getTime() + 2 * 3_600_000));
    expect(await setting.zalo.events.post(body, headers)).toBe(200);
    expect(await next()).toHaveLength(1);
    setting.clock.to(new Date(setting.clock.now().getTime() + 8 * 24 * 3_600_000));
    expect(await setting.zalo.events.post(body, headers)).toBe(200);
    expect(health().details!['passedOver']).toMatchObject({ 'too old': 1 });
    expect(await setting.came(0)).toHaveLength(before + 1);
  });

  test('brought twice it came once; out of order each bears its own time', async () => {
    const an = setting.zalo.person('An');
    setting.zalo.events.copies = 2;
    await an.send('một');
    setting.zalo.events.copies = 1;
    setting.zalo.events.hold();
    await an.send('hai');
    await an.send('ba');
    await setting.zalo.events.releaseReversed();
    expect((await next(3)).map(({ text }) => text)).toEqual(['một', 'ba', 'hai']);
  });
});

describe('what is understood', () => {
  test('ids beyond 2^53 are exact, also when they are written as numbers', async () => {
    const an = setting.zalo.person('An');
    expect(Number.isSafeInteger(Number(an.id))).toBe(false);
    setting.zalo.events.idsAsNumbers = true;
    await an.send('Có mặt');
    setting.zalo.events.idsAsNumbers = false;
    expect(setting.zalo.events.answers.at(-1)).toBe(200);
    expect(await next()).toMatchObject([{ account: an.id, chat: an.id, lane: `zalo-oa:${an.id}` }]);
  });

  test('words are composed, emoji stay whole', async () => {
    await setting.zalo.person('An').send(`${'Đồng ý dự họp'.normalize('NFD')} 👨‍👩‍👧`);
    expect(await next()).toMatchObject([{ kind: 'text', text: 'Đồng ý dự họp 👨‍👩‍👧' }]);
  });

  test('which message is quoted, by the id under which it was sent', async () => {
    const an = setting.zalo.person('An', { wrote: true });
    const { oa } = setting.channels;
    const { message } = await oa.send(
      an.id,
      oa.render({ lines: [{ said: 'Chọn một' }] }, 'vi', () => ''),
    );
    await an.send('1', { quoting: { id: message } });
    await an.send('2');
    const [quoting, plain] = await next(2);
    expect(quoting).toMatchObject({ text: '1', quotes: message });
    expect(plain).not.toHaveProperty('quotes');
  });

  test('to follow and to leave is reach; a phone number that Zalo vouches for is a contact', async () => {
    const an = setting.zalo.person('An', { phone: '84912345678' });
    await an.follow();
    await an.unfollow();
    setting.clock.to(new Date(setting.clock.now().getTime() + 1_000));
    await an.follow();
    const { oa } = setting.channels;
    const shown = oa.render({ lines: [{ said: 'Chào' }], asksPhone: true }, 'vi', () => '');
    await oa.send(an.id, shown);
    await an.shareInfo('+84 912 345 678');
    expect(await next(4)).toMatchObject([
      { kind: 'reach', reachable: true },
      { kind: 'reach', reachable: false },
      { kind: 'reach', reachable: true },
      { kind: 'contact', contact: { phone: '84912345678', own: true }, name: 'An', account: an.id },
    ]);
  });

  test('a tap on “Nhắn tin” of the profile is told flat, and renews the reach', async () => {
    const an = setting.zalo.person('An');
    await an.clicksChat();
    expect(await next()).toMatchObject([{ kind: 'reach', reachable: true, account: an.id, lane: `zalo-oa:${an.id}` }]);
  });

  test('files by their address, name and size; pictures; the rest is unsupported', async () => {
    const an = setting.zalo.person('An');
    await an.sendFile({ name: 'góp ý.docx'.normalize('NFD'), bytes: Buffer.from('x'), size: '233947' });
    await an.sendImage(new Uint8Array([0xff, 0xd8]), 'chữ kèm');
    await an.sendSticker();
    const [file, image, sticker] = await next(3);
    expect(file).toMatchObject({ kind: 'file', files: [{ name: 'góp ý.docx', size: 233_947 }] });
    expect(image).toMatchObject({ kind: 'file', text: 'chữ kèm', files: [{ name: expect.stringMatching(/\.jpg$/) }] });
    expect(sticker).toMatchObject({ kind: 'unsupported' });
  });

  test('what bears a secrecy mark is dropped before anything is kept', async () => {
    await setting.zalo.person('An').send('Báo cáo TUYỆT MẬT về …');
    const [came] = await next();
    expect(came).toMatchObject({ secrecy: 'tuyet-mat' });
    expect(JSON.stringify(came)).not.toContain('Báo cáo');
  });

  test('what we sent ourselves, and events nobody has heard of, are counted and answered well', async () => {
    const { oaId } = setting.zalo.keys;
    const ends = { sender: { id: oaId }, recipient: { id: '6812400000000000001' } };
    for (const event_name of ['oa_send_text', 'user_click_button', 'widget_interaction_accepted']) {
      await setting.zalo.announce({ event_name, ...ends, message: { text: 'x', msg_id: event_name } });
      expect(setting.zalo.events.answers.at(-1)).toBe(200);
    }
    await setting.zalo.announce({ event_name: 7 });
    expect(setting.zalo.events.answers.at(-1)).toBe(200);
    expect(health().details!['passedOver']).toMatchObject({
      oa_send_text: 1,
      user_click_button: 1,
      'of unknown shape': 1,
    });
    expect(await setting.came(0)).toHaveLength(before);
  });

  test('names without end are counted as one', async () => {
    for (let nth = 0; nth < 60; nth += 1)
      await setting.zalo.announce({
        event_name: `new_thing_${nth}`,
        sender: { id: setting.zalo.keys.oaId },
        recipient: { id: '6812400000000000001' },
      });
    const counted = health().details!['passedOver'] as Record<string, number>;
    expect(Object.keys(counted).length).toBeLessThanOrEqual(41);
    expect(counted['of other names']).toBeGreaterThanOrEqual(20);
  });

  test('a template that has arrived may name nobody but the number, or its hash', async () => {
    const message = { delivery_time: '1', msg_id: 'm-9', tracking_id: '41' };
    await setting.zalo.announce({ event_name: 'user_received_message', recipient: { id: '84912345678' }, message });
    expect(await next()).toMatchObject([{ channel: 'zalo-zbs', kind: 'receipt', receipts: [{ tracking: '41' }] }]);
  });

  test('receipts: what has arrived, and what was seen', async () => {
    const an = setting.zalo.person('An', { wrote: true });
    const { oa } = setting.channels;
    setting.zalo.receipts = true;
    const { message } = await oa.send(
      an.id,
      oa.render({ lines: [{ said: 'Kính gửi' }] }, 'vi', () => ''),
    );
    await setting.zalo.idle();
    await an.looks();
    setting.zalo.receipts = false;
    expect(await next(2)).toMatchObject([
      { kind: 'receipt', account: an.id, receipts: [{ message }] },
      { kind: 'receipt', account: an.id, receipts: [{ message }] },
    ]);
  });
});
