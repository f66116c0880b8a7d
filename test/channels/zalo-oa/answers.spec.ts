// Quick response: two fixed buttons on a template that came by phone number, outside any window.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decodePress } from '../../../src/channels/press.ts';
import { said } from '../../../src/kernel/text.ts';
import { choice, press, type View } from '../../../src/kernel/view.ts';
import { writeTemplates } from '../../../src/store/templates.ts';
import { committee, personId, phoneOf, seatCommittee } from '../../support/committee.ts';
import { approvedTemplates, type Person, templateRows } from '../../support/zalo/index.ts';
import { fieldsOf, standUp, type ZaloSetting } from './setting.ts';

const attend = press('attendance.attend', { meeting: '01hx0123456789ab' });
const absent = press('attendance.attend', { meeting: '01hx0123456789ab', person: 'x' });
const invitation: View = {
  lines: [said('Kính mời')],
  brief: {
    form: 'meetings.invitation',
    values: {
      name: said('Nguyễn Tài Chính'),
      meeting: said('Họp quý IV'),
      time: said('14:00 25/12/2026'),
      answerBy: said('17:00 23/12/2026'),
      code: said('GM-01'),
    },
    answers: [choice(said('Tham dự'), attend), choice(said('Không tham dự'), absent)],
  },
};

let setting: ZaloSetting;
let member: Person;
let before: number;
beforeAll(async () => {
  setting = await standUp({ templates: approvedTemplates, account: { every: { answers: 20 } } });
  await setting.database.transaction((tx) => writeTemplates(tx, templateRows));
  await seatCommittee(setting.database);
  member = setting.zalo.person('Nguyễn Tài Chính', { phone: phoneOf(committee, 'UV01') });
});
afterAll(async () => {
  expect(setting.zalo.violations()).toEqual([]);
  await setting.close();
});
beforeEach(async () => {
  before = (await setting.came(0)).length;
});
const next = async (count = 1) => (await setting.came(before + count)).slice(before);

/** Writes the invitation to the outbox and sends it; gives its tracking id. */
async function invited(channel = 'zalo-zbs'): Promise<string> {
  const { rows } = await setting.database.pool.query<{ id: string }>(
    `insert into outbox (key, person_id, channel, chat, class, priority, view, state, created_at)
     values (gen_random_uuid(), $1, $2, $3, 'action', 2, $4, 'leased', now()) returning id::text`,
    [
      personId('UV01'),
      channel,
      channel === 'zalo-zbs' ? member.phone : '6812400000000000001',
      JSON.stringify(invitation),
    ],
  );
  const { id } = rows[0]!;
  const { zbs } = setting.channels;
  await zbs.send(
    member.phone,
    zbs.render(invitation, 'vi', () => ''),
    { tracking: id },
  );
  return id;
}

describe('“Tham dự” and “Không tham dự”', () => {
  test('a tap is a press of whoever the number belongs to', async () => {
    const tracking = await invited();
    await member.press('Tham dự');
    const [came] = await next();
    expect(came).toMatchObject({ channel: 'zalo-zbs', kind: 'press', account: member.phone, chat: member.phone });
    expect(came!.update).toContain(`answer:${tracking}:`);
    expect(decodePress(came!.press!.data, fieldsOf)).toEqual(attend);
  });

  test('“Không tham dự” is never “Tham dự”', async () => {
    await invited();
    await member.press('Không tham dự');
    const [came] = await next();
    expect(decodePress(came!.press!.data, fieldsOf)).toEqual(absent);
  });

  test('it counts too when the message has gone another way meanwhile', async () => {
    await invited('zalo-oa');
    await member.press('Tham dự');
    expect(await next()).toMatchObject([{ channel: 'zalo-zbs', account: member.phone }]);
  });

  test('the webhook lost it: it is asked for, and comes once', async () => {
    await invited();
    const { url } = setting.zalo.events;
    setting.zalo.events.url = null;
    setting.clock.to(new Date(setting.clock.now().getTime() + 60_000));
    await member.press('Tham dự');
    setting.zalo.events.url = url;
    const [came] = await next();
    expect(decodePress(came!.press!.data, fieldsOf)).toEqual(attend);
    const asked = setting.zalo.calls('/response/get').length;
    await setting.zalo.called('/response/get', asked + 8);
    expect(await setting.came(0)).toHaveLength(before + 1);
  });

  test('answers beyond one page are asked for by where they stand', async () => {
    const { url } = setting.zalo.events;
    setting.zalo.events.url = null;
    const asked = () => setting.zalo.calls('/response/get').length;
    for (let nth = 0; nth < 25; nth += 1) {
      await invited();
      await member.press('Tham dự');
    }
    setting.zalo.events.url = url;
    await next(25);
    const before_ = asked();
    await setting.zalo.called('/response/get', before_ + 12);
    expect(await setting.came(0)).toHaveLength(before + 25);
    expect(setting.channels.zbs.health().problem).toBeNull();
  });

  test('told before it is known that the template went out: it is found all the same', async () => {
    const { rows } = await setting.database.pool.query<{ id: string }>(
      `insert into outbox (key, person_id, channel, chat, class, priority, view, state, created_at)
       values ('early', $1, 'zalo-zbs', $2, 'action', 2, $3, 'leased', now()) returning id::text`,
      [personId('UV01'), member.phone, JSON.stringify(invitation)],
    );
    await tapped({ tracking_id: rows[0]!.id, data: 'Tham dự' });
    expect(await next()).toMatchObject([{ kind: 'press', account: member.phone }]);
  });

  test.each([
    ['to nothing we sent', { tracking_id: '999999', data: 'Tham dự' }, 'an answer to nothing we sent'],
    ['to a tracking id of others', { tracking_id: 'px-7f3a', data: 'Tham dự' }, 'an answer to nothing we sent'],
    ['in words that were not offered', { data: 'Tham dự không' }, 'an answer that was not offered'],
  ])('%s: counted, said in the log, answered well', async (_, given, why) => {
    const tracking_id = await invited();
    await tapped({ tracking_id, ...given });
    expect(setting.zalo.events.answers.at(-1)).toBe(200);
    expect(setting.channels.oa.health().details!.passedOver).toMatchObject({ [why]: expect.any(Number) });
    expect(setting.problems).toContain(why);
    expect(await setting.came(0)).toHaveLength(before);
  });
});

test('a template that has arrived is a receipt by its tracking id', async () => {
  setting.zalo.receipts = true;
  const tracking = await invited();
  setting.zalo.receipts = false;
  const [came] = await next();
  expect(came).toMatchObject({ channel: 'zalo-zbs', kind: 'receipt', receipts: [{ tracking }] });
});

/** A tap as the wire tells it. */
const tapped = (message: { tracking_id: string; data: string }): Promise<void> =>
  setting.zalo.announce({
    event_name: 'user_click_response_button',
    oa_id: setting.zalo.keys.oaId,
    msg_id: 'm1',
    message: { submit_time: String(setting.clock.now().getTime()), button_type: 'response', ...message },
  });

test('answers as one document of Zalo’s has them: by POST, in other names', async () => {
  const other = await standUp({
    templates: approvedTemplates,
    olderAnswers: true,
    account: { askBy: 'post', every: { answers: 20 } },
  });
  await other.database.transaction((tx) => writeTemplates(tx, templateRows));
  const person = other.zalo.person('Nguyễn Tài Chính', { phone: member.phone });
  const { rows } = await other.database.pool.query<{ id: string }>(
    `insert into outbox (key, channel, chat, class, priority, view, state, created_at)
     values ('k', 'zalo-zbs', $1, 'action', 2, $2, 'sent', now()) returning id::text`,
    [person.phone, JSON.stringify(invitation)],
  );
  const { zbs } = other.channels;
  const rendered = zbs.render(invitation, 'vi', () => '');
  await zbs.send(person.phone, rendered, { tracking: rows[0]!.id });
  const { url } = other.zalo.events;
  other.zalo.events.url = null;
  await person.press('Tham dự');
  other.zalo.events.url = url;
  const [came] = await other.came(1);
  expect(decodePress(came!.press!.data, fieldsOf)).toEqual(attend);
  await other.close();
});
