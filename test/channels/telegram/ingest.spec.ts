// How updates get in: asked for again and again, or brought by Telegram.
import { afterEach, describe, expect, it } from 'vitest';
import type { BotOptions, Wait } from '../../../src/channels/bot.ts';
import type { Incoming } from '../../../src/channels/channel.ts';
import { openTelegram } from '../../../src/channels/telegram/telegram.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { type BotApi, type BotApiOptions, startBotApi } from '../../support/bot-api/index.ts';

const texts = openTexts();
let api: BotApi;
let stop: AbortController;
let running: Promise<void>;
afterEach(async () => {
  stop.abort();
  await running;
  await api.close();
});

/** Everything received, and a way to wait for more; `keep` may fail. */
async function receiving(options: BotApiOptions & { telegram?: Partial<BotOptions>; wait?: Wait } = {}) {
  api = await startBotApi({ timeScale: 0.01, ...options });
  stop = new AbortController();
  const kept: Incoming[] = [];
  const problems: string[] = [];
  const rests: number[] = [];
  let listener = (): void => undefined;
  const state = { keep: async (_came: readonly Incoming[]): Promise<void> => undefined };
  const channel = openTelegram({
    token: api.token,
    apiRoot: api.root,
    texts,
    now: () => new Date(),
    elect: (work, signal) => work(signal),
    onProblem: (problem) => problems.push(problem),
    poll: {
      wait: options.wait ?? { seconds: 5, graceMilliseconds: 500 },
      rest: async (milliseconds) => {
        rests.push(milliseconds);
      },
    },
    ...options.telegram,
  });
  running = channel.start(async (came) => {
    await state.keep(came);
    kept.push(...came);
    listener();
  }, stop.signal);
  const came = (count: number): Promise<string[]> =>
    new Promise((resolve) => {
      listener = () => kept.length >= count && resolve(kept.map(({ text }) => text ?? ''));
      listener();
    });
  return { channel, came, state, problems, rests, an: api.user({ firstName: 'An', started: true }) };
}

describe('asking for updates', () => {
  it('names what it wants and takes everything in order', async () => {
    const { came, an } = await receiving();
    await an.send('một');
    await an.send('hai');
    expect(await came(2)).toEqual(['một', 'hai']);
    expect(api.calls('getUpdates')[0]!.params.allowed_updates).toContain('my_chat_member');
  });

  it.each(['409', '502', 'html', 'reset', 'truncated', '500'] as const)('survives %s', async (kind) => {
    // An answer cut short is waited for as long as any; a second of the emulator lasts ten milliseconds.
    const { came, an, problems, channel } = await receiving({ wait: { seconds: 1, graceMilliseconds: -600 } });
    await api.polled();
    const fault = api.fault({ kind, method: 'getUpdates', times: 3 });
    await an.send('một');
    await came(1);
    await an.send('hai');
    expect(await came(2)).toEqual(['một', 'hai']);
    expect(fault.hits).toBe(3);
    await api.polled();
    expect(problems.join('\n')).not.toContain(api.token);
    expect(channel.health().failingSince).toBeNull();
  });

  it('gives up a call that hangs', async () => {
    const { came, an } = await receiving({ wait: { seconds: 0, graceMilliseconds: 200 } });
    await an.send('một');
    await came(1);
    api.fault({ kind: 'hang', method: 'getUpdates', times: 1, ms: 60_000 });
    await an.send('hai');
    expect(await came(2)).toEqual(['một', 'hai']);
  });

  it('waits as long as Telegram says, and long when the token is refused', async () => {
    const { came, an, rests } = await receiving();
    await api.polled();
    api.fault({ kind: '429', retryAfter: 7, method: 'getUpdates', times: 1 });
    await an.send('một');
    await came(1);
    await api.polled();
    api.fault({ kind: '401', method: 'getUpdates', times: 1 });
    await an.send('hai');
    await came(2);
    await an.send('ba');
    await came(3);
    expect(rests).toEqual([7_500, 60_000]);
  });

  it('lets Telegram forget nothing that is not safely kept', async () => {
    const { came, an, state } = await receiving();
    let failures = 3;
    state.keep = async () => {
      failures -= 1;
      if (failures >= 0) throw new Error('the database is down');
    };
    await an.send('một');
    expect(await came(1)).toEqual(['một']);
    await api.idle();
  });

  it('reads Vietnamese split in the middle of a letter', async () => {
    const { came, an } = await receiving({ utf8Mode: 'raw-split' });
    await an.send('đồng ý');
    expect(await came(1)).toEqual(['đồng ý']);
  });
});

describe('updates brought by Telegram', () => {
  const secret = 'x'.repeat(40);
  const hook = { webhook: { url: 'https://example.vn/webhooks/telegram', secret } };
  const body = JSON.stringify({
    update_id: 1,
    message: {
      message_id: 1,
      date: 1,
      chat: { id: 7, type: 'private' },
      from: { id: 7, is_bot: false, first_name: 'An' },
      text: 'một',
    },
  });

  async function hooked() {
    const setting = await receiving({ telegram: hook });
    const kept: Incoming[] = [];
    const state = { broken: false };
    const app = setting.channel.webhook!(async (came) => {
      if (state.broken) throw new Error('the database is down');
      kept.push(...came);
    });
    const post = (given: { secret?: string; body: string }) =>
      app.request('/', {
        method: 'POST',
        body: given.body,
        headers: given.secret === undefined ? {} : { 'X-Telegram-Bot-Api-Secret-Token': given.secret },
      });
    return { ...setting, post, kept, state };
  }

  it('are kept before they are answered', async () => {
    const { post, kept } = await hooked();
    expect((await post({ secret, body })).status).toBe(200);
    expect(kept.map(({ text }) => text)).toEqual(['một']);
  });

  it('without the right secret are turned away', async () => {
    const { post, kept } = await hooked();
    for (const wrong of [undefined, '', 'y', `${secret}x`]) {
      expect((await post({ ...(wrong !== undefined && { secret: wrong }), body })).status).toBe(403);
    }
    expect(kept).toEqual([]);
  });

  it('are asked for again while the database is down', async () => {
    const { post, state, kept } = await hooked();
    state.broken = true;
    expect((await post({ secret, body })).status).toBe(503);
    state.broken = false;
    expect((await post({ secret, body })).status).toBe(200);
    expect(kept).toHaveLength(1);
  });

  it.each([
    ['null', 400],
    ['{', 400],
    ['"x"', 400],
    ['{"update_id":2,"something_new":{}}', 200],
    ['{"update_id":"odd"}', 200],
  ])('of the shape %s are answered with %i', async (odd, status) => {
    const { post, kept } = await hooked();
    expect((await post({ secret, body: odd })).status).toBe(status);
    expect(kept).toEqual([]);
  });

  it('beyond one megabyte are not read', async () => {
    const { post } = await hooked();
    expect((await post({ secret, body: JSON.stringify({ x: 'a'.repeat(1024 * 1024) }) })).status).toBe(413);
  });

  it('are announced to Telegram with the secret', async () => {
    await hooked();
    const [call] = api.calls('setWebhook').length > 0 ? api.calls('setWebhook') : [await api.called('setWebhook')];
    expect(call!.params).toMatchObject({ url: hook.webhook.url, secret_token: secret });
  });
});
