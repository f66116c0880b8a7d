// The Official Account of a State agency: v3.0 refuses every message with -235, v2.0 takes them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { said } from '../../../src/kernel/text.ts';
import { choice, press, type View } from '../../../src/kernel/view.ts';
import { readWay } from '../../../src/store/zalo-token.ts';
import { standUp, type ZaloSetting } from './setting.ts';

const V3 = '/v3.0/oa/message/cs';
const V2 = '/v2.0/oa/message';
let setting: ZaloSetting;
beforeAll(async () => {
  setting = await standUp({ state: true });
});
afterAll(() => setting.close());

const asked: View = {
  lines: [said('Họp quý IV')],
  choices: [
    choice(said('Có dự'), press('attendance.attend', { meeting: 'm' })),
    choice(said('Vắng'), press('attendance.attend', { meeting: 'm', person: 'p' })),
  ],
};
const rendered = (view: View, { oa } = setting.channels) => oa.render(view, 'vi', () => 'attendance.attend|m');
const counts = () => [setting.zalo.calls(V3).length, setting.zalo.calls(V2).length];

describe('messages of a State agency', () => {
  test('refused by the one address go by the other, in the same words; the next without a detour', async () => {
    const an = setting.zalo.person('An', { wrote: true });
    expect(setting.channels.oa.health().details).toMatchObject({ messages: 'v3.0' });
    await setting.channels.oa.send(an.id, rendered({ lines: [said('Kính mời')] }));
    expect(an.messages.map(({ text }) => text)).toEqual(['Kính mời']);
    await setting.channels.oa.send(an.id, rendered({ lines: [said('Nhắc lại')] }));
    expect(counts()).toEqual([1, 2]);
    expect(setting.channels.oa.health().details).toMatchObject({ messages: expect.stringContaining('v2.0') });
  });

  test('buttons are not proven there: numbered lines, and it is told that they are', async () => {
    const an = setting.zalo.person('Bình', { wrote: true });
    expect(await setting.channels.oa.send(an.id, rendered(asked))).toMatchObject({ numbered: true });
    expect(an.last!.buttons).toBeUndefined();
    expect(an.last!.text).toMatch(/1\. Có dự\n2\. Vắng/);
    expect(setting.channels.oa.capabilities.buttons).toBe(false);
  });

  test('where the operator has seen them work they are sent', async () => {
    const { oa } = setting.open({ buttons: 'yes' });
    const an = setting.zalo.person('Chi', { wrote: true });
    await oa.send(an.id, rendered(asked, { oa } as ZaloSetting['channels']));
    expect(an.last!.buttons!.map(({ title }) => title)).toEqual(['Có dự', 'Vắng']);
  });

  test('another process knows it too, and asks again after a day', async () => {
    const { oa } = setting.open();
    const an = setting.zalo.person('Dung', { wrote: true });
    const [v3] = counts();
    await oa.send(an.id, rendered({ lines: [said('x')] }));
    expect(counts()[0]).toBe(v3);
    setting.clock.to(new Date(setting.clock.now().getTime() + 25 * 3_600_000));
    an.interacts();
    await oa.send(an.id, rendered({ lines: [said('y')] }));
    expect(counts()[0]).toBe(v3! + 1);
    expect(an.last!.text).toBe('y');
  });

  test('a new consent of the account is asked anew', async () => {
    expect(await readWay(setting.database.pool, setting.zalo.keys.oaId)).toMatchObject({ way: 'v2' });
    const { oa } = setting.open({ refreshToken: setting.zalo.tokens.consent() });
    setting.clock.to(new Date(setting.clock.now().getTime() + 30 * 3_600_000));
    await oa.probe();
    expect(await readWay(setting.database.pool, setting.zalo.keys.oaId)).toBeNull();
  });

  test('any other refusal is not tried at the other address: the message may be out', async () => {
    const an = setting.zalo.person('Em', { wrote: true });
    const [, v2] = counts();
    setting.zalo.fail({ path: V3, error: -201, message: 'text is invalid!' });
    await expect(setting.open({ messages: 'v3' }).oa.send(an.id, rendered({ lines: [said('x')] }))).rejects.toThrow(
      '-201',
    );
    expect(counts()[1]).toBe(v2);
    expect(an.messages).toEqual([]);
  });

  test('settled by the operator the other address is never tried', async () => {
    const an = setting.zalo.person('Giang', { wrote: true });
    const { oa } = setting.open({ messages: 'v3' });
    const refused = await oa.send(an.id, rendered({ lines: [said('x')] })).catch((error: unknown) => error);
    expect(oa.classify(refused)).toMatchObject({ kind: 'closed' });
    expect(an.messages).toEqual([]);
  });

  test('what a message costs is guessed from when he last wrote: the older address does not say', async () => {
    const an = setting.zalo.person('Hoa', { wrote: true });
    expect(await setting.channels.oa.send(an.id, rendered({ lines: [said('x')] }))).not.toHaveProperty('charge');
  });
});

describe('the account of anybody else', () => {
  test('that was moved back to v3.0 goes there again', async () => {
    const other = await standUp();
    const an = other.zalo.person('An', { wrote: true });
    const v2 = { lines: [said('x')] };
    other.zalo.fail({ path: V3, error: -235 });
    // Refused at both: nothing is sent, and it goes another way.
    const refused = await other.channels.oa.send(an.id, rendered(v2, other.channels)).catch((error: unknown) => error);
    expect(other.channels.oa.classify(refused).kind).not.toBe('ambiguous');
    await other.channels.oa.send(an.id, rendered(v2, other.channels));
    expect(an.messages).toHaveLength(1);
    await other.close();
  });
});
