import { setTimeout as pause } from 'node:timers/promises';
import type { BotOptions } from '../bot.ts';
import type { Channel, OutgoingFile, Receive } from '../channel.ts';
import { openHealth } from '../health.ts';
import { secretWebhook } from '../secret-webhook.ts';
import { fetchFile } from '../zalo/fetch-file.ts';
import { MAX_TEXT } from '../zalo/numbered.ts';
import { botAccount, type Call, openApi, sentMessage, webhookInfo, webhookSet } from './api.ts';
import { classify } from './classify.ts';
import { poll } from './poll.ts';
import { readUpdate, update } from './receive.ts';
import { type Rendered, render } from './render.ts';

/** In bytes: 2,000 letters, each written as six, with all that is said of them, are 16 KB. */
const LONGEST_UPDATE = 64 * 1024;

type ZaloBotChannel = Channel<Rendered>;

/** Messages a month the platform sends for one bot. */
const MONTHLY = 3_000;

/** How often a wrong registration is looked at again, in milliseconds. */
const LOOK_AGAIN = 60_000;

/** The Zalo Bot Platform, for a pilot of up to 50 people: words and photos in, words out; no buttons, no changes. */
export function openZaloBot(options: BotOptions): ZaloBotChannel {
  const { apiRoot, texts, webhook: hook } = options;
  const call = openApi(options.token, apiRoot);
  const health = openHealth(options.now, options.onProblem);
  const { heard } = health;
  const keeper = (receive: Receive) => async (raw: unknown) => {
    const parsed = update.safeParse(raw);
    if (!parsed.success) return options.onProblem?.('an update of unknown shape was passed over');
    const came = readUpdate(parsed.data, options.now());
    if (came) await receive([came]);
  };
  return {
    name: 'zalo-bot',
    capabilities: { edits: false, buttons: false, maxText: MAX_TEXT, filesIn: false, monthly: MONTHLY },
    limits: { perSecond: options.rate ?? 10, chatGap: 1_000, groupGap: 1_000, isGroup: () => false },
    classify,
    render: (view, language) => render(texts, view, language),
    send: (chat, rendered, { file } = {}) => send(call, chat, rendered, file),
    async edit() {
      throw new RangeError('the Bot Platform cannot change a message');
    },
    fetchFile: (ref, maxBytes, signal = AbortSignal.timeout(120_000)) => fetchFile(ref, { apiRoot }, maxBytes, signal),
    async probe() {
      await call('getMe', {}, botAccount);
    },
    async acknowledge() {},
    start: (receive, signal) =>
      options.elect(async (lost) => {
        if (hook) return announce(call, hook, lost, heard);
        if (!(await untilFree(call, lost, heard))) return;
        await poll({ call, keep: keeper(receive), signal: lost, heard, ...options.poll });
      }, signal),
    health: health.now,
    ...(hook && {
      webhook: (receive) =>
        secretWebhook({
          header: 'X-Bot-Api-Secret-Token',
          secret: hook.secret,
          most: LONGEST_UPDATE,
          // The platform tries an address with a body of its own before it accepts it.
          unreadable: 200,
          keep: keeper(receive),
          heard,
        }),
    }),
  };
}

/** Sends the pieces in order; gives the last message. */
async function send(call: Call, chat: string, rendered: Rendered, file?: OutgoingFile) {
  const pieces = file ? [...rendered.pieces, rendered.instead(file.name)] : rendered.pieces;
  let message = '';
  for (const text of pieces) {
    ({ message_id: message } = await call('sendMessage', { chat_id: chat, text }, sentMessage));
  }
  if (message === '') throw new RangeError('an empty message cannot be sent');
  return { message, charge: { item: 'message', price: 0, count: pieces.length } };
}

/** Tells Zalo where to call; then only waits, so that no other process does the same. */
async function announce(
  call: Call,
  { url, secret }: { url: string; secret: string },
  signal: AbortSignal,
  heard: (problem: string | null) => void,
): Promise<void> {
  const set = () => call('setWebhook', { url, secret_token: secret }, webhookSet, { signal });
  await persist(signal, heard, async () => {
    const verification = (await set())?.verification;
    return verification?.ok === false
      ? `the address was not accepted: ${verification.hint ?? verification.outcome}`
      : null;
  });
  if (!signal.aborted)
    await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }));
}

/** With a webhook registered asking brings nothing. Whose it is we do not know, so that it is never removed by us. */
async function untilFree(call: Call, signal: AbortSignal, heard: (problem: string | null) => void): Promise<boolean> {
  await persist(signal, heard, async () => {
    const url = (await call('getWebhookInfo', {}, webhookInfo, { signal }))?.url;
    return url ? `a webhook is registered at ${url}: delete it, or set ZALO_BOT_WEBHOOK_SECRET and PUBLIC_URL` : null;
  });
  return !signal.aborted;
}

/** Tries until there is no problem, or until the signal. */
async function persist(
  signal: AbortSignal,
  heard: (problem: string | null) => void,
  attempt: () => Promise<string | null>,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    let wait = LOOK_AGAIN;
    try {
      const problem = await attempt();
      heard(problem);
      if (problem === null) return;
    } catch (error) {
      if (signal.aborted) return;
      heard(classify(error).reason);
      wait = Math.min(30_000, 500 * 2 ** Math.min(failures, 6));
    }
    await pause(wait, undefined, { signal }).catch(() => undefined);
  }
}
