// What the Bot Platform does that other messengers do not.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BotOptions } from '../../../src/channels/bot.ts';
import type { Incoming, Receive } from '../../../src/channels/channel.ts';
import { cutLines } from '../../../src/channels/zalo/cut-lines.ts';
import { readUpdate, update } from '../../../src/channels/zalo-bot/receive.ts';
import { openZaloBot } from '../../../src/channels/zalo-bot/zalo-bot.ts';
import { said } from '../../../src/kernel/text.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { type BotPlatform, startBotPlatform } from '../../support/zalo-bot/index.ts';

const now = new Date('2026-12-01T01:00:00Z');
const secret = 'spec-webhook-secret-0123456789';
let platform: BotPlatform;
let stop: AbortController;
let running: Promise<void>[];
beforeEach(async () => {
  platform = await startBotPlatform();
  [stop, running] = [new AbortController(), []];
});
afterEach(async () => {
  stop.abort();
  await Promise.all(running);
  await platform.close();
});

const open = (more: Partial<BotOptions> = {}) =>
  openZaloBot({
    token: platform.token,
    apiRoot: platform.root,
    texts: openTexts(),
    now: () => now,
    elect: (work, signal) => work(signal),
    ...more,
  });

/** Receives; `until` resolves once so many came in. */
function receiving(channel: ReturnType<typeof open>, keep: (came: Incoming) => void = () => undefined) {
  const all: Incoming[] = [];
  let arrived = Promise.withResolvers<void>();
  const receive: Receive = async (came) => {
    for (const one of came) keep(one);
    all.push(...came);
    arrived.resolve();
    arrived = Promise.withResolvers();
  };
  running.push(channel.start(receive, stop.signal));
  return {
    receive,
    until: async (count: number) => {
      while (all.length < count) await arrived.promise;
      return all;
    },
  };
}

const view = (words: string) => open().render({ lines: [said(words)] }, 'vi', () => '');

describe('asking for updates', () => {
  test('an update that cannot be kept is held until it can: fetching has consumed it', async () => {
    let refusals = 2;
    const { until } = receiving(open(), () => {
      refusals -= 1;
      if (refusals >= 0) throw new Error('the database is away');
    });
    await platform.person('An').send('Xác nhận tham dự');
    expect(await until(1)).toMatchObject([{ text: 'Xác nhận tham dự' }]);
  });

  test('nothing to tell (408 in an HTTP 200) is no failure', async () => {
    const channel = open({ poll: { wait: { seconds: 0, graceMilliseconds: 5_000 } } });
    const { until } = receiving(channel);
    await platform.called('getUpdates', 3);
    await platform.person('An').send('a');
    await until(1);
    expect(channel.health()).toMatchObject({ heardAt: now, failingSince: null, problem: null });
  });

  test('403 is the platform being ill: it is asked again', async () => {
    platform.fail({ method: 'getUpdates', code: 403, description: 'Internal server error' });
    platform.fail({ method: 'getUpdates', code: 502, description: '', html: true });
    const { until } = receiving(open({ poll: { rest: async () => undefined } }));
    await platform.person('An').send('a');
    expect(await until(1)).toHaveLength(1);
  });

  test('a webhook somebody registered is named and never removed', async () => {
    platform.webhook = { url: 'https://elsewhere.example/hook', secret };
    const problems = Promise.withResolvers<string>();
    receiving(open({ onProblem: problems.resolve }));
    expect(await problems.promise).toContain('https://elsewhere.example/hook');
    expect(platform.webhook).not.toBeNull();
    expect(platform.calls('deleteWebhook')).toEqual([]);
    expect(platform.calls('getUpdates')).toEqual([]);
  });
});

describe('being called', () => {
  const listening = async (unwrapped: boolean) => {
    await platform.close();
    platform = await startBotPlatform({ unwrapped });
    const app = new Hono();
    const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
      const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started));
    });
    const { port } = server.address() as { port: number };
    const url = `http://127.0.0.1:${port}/webhooks/zalo-bot`;
    const channel = open({ webhook: { url, secret } });
    const came = receiving(channel);
    app.route('/webhooks/zalo-bot', channel.webhook!(came.receive));
    await platform.hooked();
    return { url, ...came, close: () => server.close() };
  };

  test.each([
    ['in its envelope', false],
    ['bare', true],
  ])('takes an update %s', async (_, unwrapped) => {
    const hook = await listening(unwrapped);
    const an = platform.person('An');
    await an.send('Vắng mặt'.normalize('NFD'));
    expect(await hook.until(1)).toMatchObject([{ kind: 'text', text: 'Vắng mặt', account: an.id, private: true }]);
    hook.close();
  });

  test('lets nobody in without the secret, and answers a probe with it', async () => {
    const hook = await listening(false);
    const post = (given: string) =>
      fetch(hook.url, { method: 'POST', headers: { 'x-bot-api-secret-token': given }, body: '' });
    expect((await post('wrong')).status).toBe(403);
    expect((await post(secret)).status).toBe(200);
    hook.close();
  });
});

describe('sending', () => {
  const failing = async (code: number, description: string, html = false) => {
    platform.fail({ method: 'sendMessage', code, description, html });
    const an = platform.person('An', { wrote: true });
    const channel = open();
    return channel.classify(await channel.send(an.id, view('x')).catch((error: unknown) => error));
  };

  test.each([
    [403, 'Internal server error', 'ambiguous'],
    [408, 'Request timeout', 'ambiguous'],
    [401, 'Unauthorized', 'halt'],
    [400, 'Bad Request: text is too long', 'poison'],
    [429, 'Too many requests', 'flood'],
  ])('%i %s means %s', async (code, description, kind) => {
    expect(await failing(code, description)).toMatchObject({ kind });
  });

  test('a token that is not known: the operator is told what to do', async () => {
    expect((await failing(401, 'Unauthorized')).reason).toMatch(/set ZALO_BOT_TOKEN, start the service again/);
  });

  test("a proxy's page means: it may have arrived", async () => {
    expect(await failing(502, '', true)).toMatchObject({ kind: 'ambiguous' });
  });

  test('the used-up quota is waited for longer than a flood', async () => {
    platform.quota.messages = 1;
    const [an, channel] = [platform.person('An', { wrote: true }), open()];
    await channel.send(an.id, view('một'));
    const failure = channel.classify(await channel.send(an.id, view('hai')).catch((error: unknown) => error));
    expect(failure).toMatchObject({ kind: 'flood', wait: 900_000 });
  });

  test('somebody who never wrote cannot be written to', async () => {
    const channel = open();
    const refused = await channel.send(platform.person('An').id, view('x')).catch((error: unknown) => error);
    expect(channel.classify(refused).kind).toBe('unreachable');
  });

  test('the token is in no error', async () => {
    for (const apiRoot of ['http://127.0.0.1:1', platform.root]) {
      platform.fail({ method: 'getMe', code: 400, description: `bad path /bot${platform.token}/getMe` });
      const channel = open({ apiRoot });
      const error = await channel.probe().catch((one: unknown) => one);
      expect(error).toBeInstanceOf(Error);
      expect(JSON.stringify(channel.classify(error)) + String(error)).not.toContain(platform.token);
    }
  });

  test('a file cannot be sent: its name is, and whom to ask', async () => {
    const [an, channel] = [platform.person('An', { wrote: true }), open()];
    const file = { id: 'f', name: 'Tờ trình.pdf', path: '/nowhere' };
    await channel.send(
      an.id,
      channel.render({ lines: [], files: ['f'] }, 'vi', () => ''),
      { file },
    );
    expect(an.last?.text).toMatch(/Tệp Tờ trình\.pdf không gửi được/);
  });

  test('long texts are cut at 2,000, composed, and never inside a sign', () => {
    const words = `${'Ủy ban nhân dân tỉnh '.repeat(300)}${'😀'.repeat(1_500)}`;
    const pieces = cutLines(words, 2_000);
    expect(pieces.every((piece) => piece.length <= 2_000 && piece.isWellFormed())).toBe(true);
    expect(pieces.join(' ').replace(/\s+/g, '')).toBe(words.replace(/\s+/g, ''));
  });
});

describe('reading', () => {
  const read = (raw: unknown) => readUpdate(update.parse(raw), now);
  const from = { id: 'a1', display_name: 'An', is_bot: false };
  const chat = { id: 'a1', chat_type: 'PRIVATE' };

  test('a photo under either name is a file', async () => {
    for (const where of [{ photo: 'https://f.zdn.vn/1.png' }, { photo_url: 'https://f.zdn.vn/1.png' }]) {
      const message = { from, chat, message_id: 'm1', date: now.getTime(), ...where };
      expect(read({ event_name: 'message.image.received', message })).toMatchObject({
        kind: 'file',
        files: [{ ref: 'https://f.zdn.vn/1.png', name: 'm1.png' }],
      });
    }
  });

  test('which message is quoted, under either name; a quotation of strange shape is none', () => {
    const quotes = (more: object) =>
      read({ event_name: 'message.text.received', message: { from, chat, message_id: 'm1', text: '1', ...more } })!
        .quotes;
    expect(quotes({ quote_msg_id: 'm0' })).toBe('m0');
    expect(quotes({ reply_to_message: { message_id: 'm0', text: 'Chọn một' } })).toBe('m0');
    expect(quotes({ reply_to_message: 'm0', quote_msg_id: {} })).toBeUndefined();
  });

  test('a photo from elsewhere is not fetched: its address came in with the message', async () => {
    const channel = open();
    const refused = await channel.fetchFile('http://169.254.169.254/latest/', 1_000).catch((error: unknown) => error);
    expect(channel.classify(refused).kind).toBe('poison');
    const mine = await channel.fetchFile(platform.photo(new Uint8Array([1, 2, 3])), 1_000);
    const bytes: Uint8Array[] = [];
    for await (const part of mine) bytes.push(part);
    expect(Buffer.concat(bytes)).toEqual(Buffer.from([1, 2, 3]));
  });

  test('bots, groups and messages of nobody are passed over', () => {
    const message = { from, chat, message_id: 'm1', text: 'a' };
    expect(read({ event_name: 'message.unsupported.received' })).toBeNull();
    expect(read({ event_name: 'e', message: { ...message, from: { ...from, is_bot: true } } })).toBeNull();
    expect(read({ event_name: 'e', message: { ...message, chat: { id: 'g', chat_type: 'GROUP' } } })).toBeNull();
  });

  test('what bears a secrecy mark is dropped before anything is kept', () => {
    const message = { from, chat, message_id: 'm1', text: 'Báo cáo TUYỆT MẬT về …' };
    const came = read({ event_name: 'message.text.received', message });
    expect(came).toMatchObject({ secrecy: 'tuyet-mat' });
    expect(JSON.stringify(came)).not.toContain('Báo cáo');
  });
});
