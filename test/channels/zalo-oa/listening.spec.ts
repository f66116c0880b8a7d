// What people wrote while no event came: asked for, kept once, in order; and an operator is told.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openListening } from '../../../src/channels/zalo-oa/listening.ts';
import { standUp, type ZaloSetting } from './setting.ts';

const RECENT = '/v2.0/oa/listrecentchat';
let setting: ZaloSetting;
let url: string;
beforeAll(async () => {
  setting = await standUp({ account: { every: { chats: 20 } } });
  await setting.channels.oa.probe();
  url = setting.zalo.events.url!;
});
afterAll(() => setting.close());

let before: number;
beforeEach(async () => {
  before = (await setting.came(0)).length;
});
afterEach(() => {
  setting.zalo.events.url = url;
  setting.zalo.events.forget();
});
const next = async (count: number) => (await setting.came(before + count)).slice(before);
const later = (minutes: number) => setting.clock.to(new Date(setting.clock.now().getTime() + minutes * 60_000));
const looked = async (times = 2) => {
  await setting.zalo.called(RECENT, setting.zalo.calls(RECENT).length + times);
};
const problem = () => setting.channels.oa.health().problem;

describe('while no event comes', () => {
  test('nothing of before we were there is taken up', async () => {
    const an = setting.zalo.person('Cũ');
    setting.zalo.events.url = null;
    setting.clock.to(new Date(setting.clock.now().getTime() - 3_600_000));
    await an.send('chuyện cũ');
    setting.clock.to(new Date(setting.clock.now().getTime() + 3_600_000));
    await looked();
    expect(await setting.came(0)).toHaveLength(before);
  });

  test('what people wrote and tapped is asked for: in order, with its own time, once', async () => {
    const [an, binh] = [setting.zalo.person('An', { wrote: true }), setting.zalo.person('Bình')];
    await binh.send('Xin chào');
    const { oa } = setting.channels;
    const card = {
      lines: [{ said: 'Dự họp?' }],
      choices: [{ label: { said: 'Có' }, press: { form: 'f', answer: '1' } }],
    };
    await oa.send(
      an.id,
      oa.render(card, 'vi', () => '!f|1'),
    );
    setting.zalo.events.url = null;
    later(30);
    await an.press('Có');
    later(1);
    const wroteAt = setting.clock.now().toISOString();
    await binh.send('Xin vắng mặt');
    later(1);
    await binh.sendImage(new Uint8Array([0xff, 0xd8]), 'giấy tờ');
    later(240);
    expect((await next(4)).slice(1)).toMatchObject([
      { account: an.id, kind: 'press', press: { data: '!f|1' } },
      { account: binh.id, kind: 'text', text: 'Xin vắng mặt', at: wroteAt },
      { account: binh.id, kind: 'file', text: 'giấy tờ' },
    ]);
    await expect.poll(problem).toMatch(/no event told of 3 messages.*look at the webhook/);
    await looked();
    expect(await setting.came(0)).toHaveLength(before + 4);
    expect(problem()).toBeNull();
  });

  test('an event that is merely late is waited for', async () => {
    const an = setting.zalo.person('Chi');
    setting.zalo.events.hold();
    await an.send('Có mặt');
    later(1);
    await looked();
    expect(await setting.came(0)).toHaveLength(before);
    await setting.zalo.events.releaseReversed();
    later(30);
    await looked();
    expect(await next(1)).toMatchObject([{ text: 'Có mặt' }]);
    expect(await setting.came(0)).toHaveLength(before + 1);
    expect(problem()).toBeNull();
  });

  test('a message that chats name otherwise than its event is not taken twice', async () => {
    const an = setting.zalo.person('Dung');
    await an.send('Đồng ý');
    an.spoken.at(-1)!.id = 'another-name';
    later(30);
    await looked();
    expect(await next(1)).toMatchObject([{ text: 'Đồng ý' }]);
    expect(await setting.came(0)).toHaveLength(before + 1);
  });

  test('what bears a secrecy mark is dropped here too', async () => {
    const an = setting.zalo.person('Em');
    await an.send('a');
    setting.zalo.events.url = null;
    later(10);
    await an.send('Báo cáo TUYỆT MẬT về …');
    later(30);
    const [, came] = await next(2);
    expect(came).toMatchObject({ secrecy: 'tuyet-mat' });
    expect(JSON.stringify(came)).not.toContain('Báo cáo');
  });
});

describe('where chats cannot be asked for', () => {
  test('why is seen, and events are heard all the same', async () => {
    const other = await standUp({ withoutChats: true, account: { every: { chats: 20 } } });
    await other.zalo.person('An').send('Xin chào');
    expect(await other.came(1)).toMatchObject([{ text: 'Xin chào' }]);
    await expect.poll(() => other.channels.oa.health().details!['chats']).toMatch(/-224/);
    expect(other.channels.oa.health().problem).toBeNull();
    await other.close();
  });

  const at = (hour: number) => new Date(Date.UTC(2026, 11, 1, hour));
  const deaf = async (
    heard: Date | null,
    sent: Date | null,
    now: Date,
    more: { asks?: true; receipts?: true } = {},
  ) => {
    let time = at(0);
    const listening = openListening({
      call: async (_server, _path, _ask, data) => data.parse([]),
      reader: { oaId: '1', appId: '2', taps: { code: () => '', read: () => null }, now: () => time },
      hearing: {
        lastKept: async () => heard,
        isKept: async () => true,
        sentAfter: async () => ({ first: sent, hadReceipts: more.receipts ?? false }),
      },
      mayAsk: more.asks ?? false,
      now: () => time,
    });
    time = now;
    return (await listening.missed()).isDeaf;
  };

  test('a silence of six hours after a message of ours is told', async () => {
    expect(await deaf(at(1), at(2), at(7))).toBeNull();
    expect(await deaf(at(1), at(2), at(8))).toMatch(/no event came since 2026-12-01T01.*although messages were sent/);
    expect(await deaf(null, at(2), at(8))).toMatch(/no event came since 2026-12-01T00/);
    expect(await deaf(at(1), null, at(20))).toBeNull();
  });

  test('where they can be asked for, people may be silent: only signs of arrival are missed, where they came before', async () => {
    expect(await deaf(at(1), at(2), at(8), { asks: true })).toBeNull();
    expect(await deaf(at(1), at(2), at(8), { asks: true, receipts: true })).toMatch(/no event came/);
  });
});
