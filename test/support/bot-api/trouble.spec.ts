import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, call, poll } from './client.ts';
import { type BotApi, type FaultKind, type Person, startBotApi } from './index.ts';

let api: BotApi;
let lan: Person;
const start = async (options: Parameters<typeof startBotApi>[0] = {}) => {
  api = await startBotApi(options);
  lan = api.user({ firstName: 'Lan', started: true });
};
afterEach(() => api.close());

const send = (signal?: AbortSignal) => call(api, 'sendMessage', { chat_id: lan.id, text: 'x' }, signal);

describe('faults', () => {
  beforeEach(() => start());

  it.each<[FaultKind, number]>([
    ['drop-before', 0],
    ['drop-after', 1],
    ['reset', 0],
    ['reset-after', 1],
    ['html', 0],
    ['truncated', 1],
    ['502', 0],
    ['502-after', 1],
    ['504', 0],
  ])('%s: the client sees trouble, the chat shows %i', async (kind, shown) => {
    const fault = api.fault({ kind, times: 1 });
    await expect(send()).rejects.toThrow();
    expect(lan.messages).toHaveLength(shown);
    expect(fault.hits).toBe(1);
    expect(api.calls('sendMessage')).toMatchObject([{ fault: kind, ok: shown === 1 }]);
    expect(await send()).toMatchObject({ ok: true });
  });

  it.each<[FaultKind, number]>([
    ['hang', 0],
    ['hang-after', 1],
  ])('%s lasts until the client gives up', async (kind, shown) => {
    const fault = api.fault({ kind });
    const patience = new AbortController();
    const given = send(patience.signal).catch(() => 'gave up');
    const struck = api.called('sendMessage');
    await expect.poll(() => fault.hits).toBe(1);
    patience.abort();
    expect(await given).toBe('gave up');
    await struck;
    expect(lan.messages).toHaveLength(shown);
  });

  it('an answer of getUpdates that is lost loses no update', async () => {
    await lan.send('còn đây');
    api.fault({ kind: 'drop-after', method: 'getUpdates', times: 1 });
    await expect(poll(api, { offset: 1 })).rejects.toThrow();
    expect(await poll(api, { offset: 2 })).toMatchObject([{ message: { text: 'còn đây' } }]);
  });

  it('slow is only late', async () => {
    api.fault({ kind: 'slow', ms: 40, times: 1 });
    expect((await send()).ok).toBe(true);
    const [made] = api.calls('sendMessage');
    expect((made?.answeredMs as number) - (made?.startedMs as number)).toBeGreaterThanOrEqual(39);
  });

  it('refuse in Telegram’s JSON', async () => {
    api.fault({ kind: '429', retryAfter: 7, times: 1 });
    expect(await send()).toMatchObject({
      status: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    });
    api.fault({ kind: '403', times: 1 });
    expect(await send()).toMatchObject({ status: 403, description: 'Forbidden: bot was blocked by the user' });
    api.fault({ kind: '400', description: 'Bad Request: something new', times: 1 });
    expect(await send()).toMatchObject({ status: 400, description: 'Bad Request: something new' });
  });

  it('strike only the named method, and chat, until stopped', async () => {
    const minh = api.user({ firstName: 'Minh', started: true });
    const fault = api.fault({ kind: '500', method: /^send/, chat: minh });
    expect(await send()).toMatchObject({ ok: true });
    await expect(call(api, 'sendMessage', { chat_id: minh.id, text: 'x' })).rejects.toThrow();
    expect(await call(api, 'sendChatAction', { chat_id: lan.id, action: 'typing' })).toMatchObject({ ok: true });
    fault.stop();
    expect(await call(api, 'sendMessage', { chat_id: minh.id, text: 'x' })).toMatchObject({ ok: true });
  });

  it('strike a share of the calls, the same ones on every run with the same seed', async () => {
    const run = async (seed: number): Promise<string> => {
      const own = await startBotApi({ seed });
      own.fault({ kind: '429', rate: 0.3 });
      for (let count = 0; count < 50; count += 1) await call(own, 'getMe');
      await own.close();
      return own
        .calls('getMe')
        .map(({ fault }) => (fault === undefined ? '.' : 'x'))
        .join('');
    };
    const first = await run(7);
    expect(first.replaceAll('.', '').length).toBeGreaterThan(5);
    expect(first.replaceAll('x', '').length).toBeGreaterThan(20);
    expect(await run(7)).toBe(first);
    expect(await run(8)).not.toBe(first);
  });

  it('a partition heals after its time', async () => {
    api.partition(50);
    await expect(send()).rejects.toThrow();
    await expect
      .poll(async () =>
        send().then(
          ({ ok }) => ok,
          () => false,
        ),
      )
      .toBe(true);
  });
});

describe('the flood gate', () => {
  let now = 0;
  const sendTo = (person: Person) => call(api, 'sendMessage', { chat_id: person.id, text: 'x' });
  const seconds = ({ parameters }: Answer) => parameters?.retry_after;
  beforeEach(() => {
    now = 1_000_000;
    return start({ flood: { now: () => now } });
  });

  it('lets 30 a second pass over all chats, then refuses everybody for a growing time', async () => {
    const people = Array.from({ length: 31 }, (_, index) => api.user({ firstName: `Người ${index}`, started: true }));
    const answers: Answer[] = [];
    for (const person of people) answers.push(await sendTo(person));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(30);
    expect(answers.at(-1)).toMatchObject({ status: 429, description: 'Too Many Requests: retry after 3' });
    now += 1500;
    expect(seconds(await sendTo(lan))).toBe(2);
    expect(await call(api, 'answerCallbackQuery', { callback_query_id: '1' })).toMatchObject({ status: 400 });
    now += 1501;
    for (const person of people) await sendTo(person);
    expect(seconds(await sendTo(lan))).toBe(6);
  });

  it('lets one chat have a burst of 3, then one a second, without stopping the others', async () => {
    for (let count = 0; count < 3; count += 1) expect((await sendTo(lan)).ok).toBe(true);
    expect(seconds(await sendTo(lan))).toBe(3);
    expect((await sendTo(api.user({ firstName: 'Minh', started: true }))).ok).toBe(true);
    now += 3001;
    expect((await sendTo(lan)).ok).toBe(true);
  });

  it('lets a group have 20 a minute', async () => {
    const group = api.group({ title: 'Tổ', members: [lan] });
    const answers: Answer[] = [];
    for (let count = 0; count < 21; count += 1) {
      answers.push(await call(api, 'sendMessage', { chat_id: group.id, text: 'x' }));
      now += 500;
    }
    expect(answers.findIndex(({ ok }) => !ok)).toBe(20);
    now += 60_000;
    expect(await call(api, 'sendMessage', { chat_id: group.id, text: 'x' })).toMatchObject({ ok: true });
  });
});
