import { setTimeout as pause } from 'node:timers/promises';
import type { BotOptions } from '../bot.ts';
import type { Channel, Receive } from '../channel.ts';
import { openHealth } from '../health.ts';
import { secretWebhook } from '../secret-webhook.ts';
import { type Call, openApi } from './api.ts';
import { classify } from './classify.ts';
import { publishMenus } from './commands.ts';
import { fetchFile } from './fetch-file.ts';
import { poll } from './poll.ts';
import { addressee, allowedUpdates, readUpdate, type Update, update } from './receive.ts';
import { MAX_TEXT, type Rendered, render } from './render.ts';
import { editMessage, sendMessage } from './send.ts';

/**
 * In bytes: 4,096 letters, each written as six, that answer as many with as many marks and buttons on them, are 100 KB.
 */
const LONGEST_UPDATE = 128 * 1024;

export type TelegramChannel = Channel<Rendered> & {
  call: Call;
};

/** Telegram: private chats for everything personal, one card per matter, buttons under it. */
export function openTelegram(options: BotOptions): TelegramChannel {
  const call = openApi(options.token, options.apiRoot);
  const health = openHealth(options.now, options.onProblem);
  const { heard } = health;
  const ownName = (): Promise<string | null> =>
    call('getMe', undefined).then(
      ({ username }) => username ?? null,
      () => null,
    );
  let own: string | null = null;
  const keeper = (receive: Receive) => async (updates: readonly unknown[]) => {
    const read = updates.flatMap((raw): Update[] => {
      const parsed = update.safeParse(raw);
      // Not understood today, not understood tomorrow: asking for it again would stop everything behind it.
      if (!parsed.success) options.onProblem?.('an update of unknown shape was passed over');
      return parsed.success ? [parsed.data] : [];
    });
    // Only what is said in a group to a bot by its name asks for ours; while that is unknown, it is nobody's.
    if (own === null && read.some(({ message }) => addressee(message?.text ?? message?.caption ?? '') !== null)) {
      own = await ownName();
    }
    const came = read.flatMap((one) => readUpdate(one, options.now(), own) ?? []);
    if (came.length > 0) await receive(came);
  };
  return {
    name: 'telegram',
    capabilities: { edits: true, buttons: true, maxText: MAX_TEXT, countsTogether: true },
    limits: {
      perSecond: options.rate ?? 25,
      chatGap: 1_050,
      groupGap: 60_000 / 18,
      // A server that takes more than Telegram is the operator's own, and does not mind a busy chat.
      ...((options.rate ?? 25) <= 30 && { chatBurst: 3, groupBurst: 2 }),
      isGroup: (chat) => chat.startsWith('-'),
    },
    call,
    classify,
    render: (view, language, encode) => render(options.texts, view, language, encode),
    send: (chat, rendered, sending = {}) => sendMessage(call, chat, rendered, sending),
    edit: (chat, message, rendered, sending = {}) => editMessage(call, chat, message, rendered, sending),
    fetchFile: (ref, maxBytes, signal = AbortSignal.timeout(120_000)) =>
      fetchFile({ call, token: options.token, apiRoot: options.apiRoot }, ref, maxBytes, signal),
    async probe() {
      await call('getMe', undefined);
    },
    opens: async (word, argument) => {
      own ??= await ownName();
      // What begins a chat carries its own argument as it is: the code of an account.
      return own && `https://t.me/${own}?start=${word === 'start' ? '' : `${word}_`}${argument}`;
    },
    async acknowledge(came, words) {
      if (!came.press) return;
      const answer = { callback_query_id: came.press.query, ...(words && { text: [...words].slice(0, 200).join('') }) };
      await call('answerCallbackQuery', answer).catch(() => undefined);
    },
    offer: (chat, commands) => publishMenus(call, [{ chat, commands }]).catch(() => undefined),
    async start(receive, signal) {
      const { webhook: hook } = options;
      const keep = keeper(receive);
      await options.elect(async (lost) => {
        if (hook) return announce(call, hook, lost, heard);
        await persist((limits) => call('deleteWebhook', {}, limits), lost, heard);
        await poll({ call, keep, signal: lost, heard, ...options.poll });
      }, signal);
    },
    health: health.now,
    ...(options.webhook && {
      webhook: (receive) =>
        secretWebhook({
          header: 'X-Telegram-Bot-Api-Secret-Token',
          secret: options.webhook!.secret,
          most: LONGEST_UPDATE,
          unreadable: 400,
          keep: (raw) => keeper(receive)([raw]),
          heard,
        }),
    }),
  };
}

/** Tells Telegram where to call; then only waits, so that no other process does the same. */
async function announce(
  call: Call,
  hook: { url: string; secret: string },
  signal: AbortSignal,
  heard: (problem: string | null) => void,
): Promise<void> {
  const allowed_updates = [...allowedUpdates];
  const set = { url: hook.url, secret_token: hook.secret, allowed_updates, max_connections: 40 };
  await persist((limits) => call('setWebhook', set, limits), signal, heard);
  if (!signal.aborted)
    await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }));
}

async function persist(
  attempt: (limits: { signal: AbortSignal }) => Promise<unknown>,
  signal: AbortSignal,
  heard: (problem: string | null) => void,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      await attempt({ signal });
      return heard(null);
    } catch (error) {
      if (signal.aborted) return;
      heard(classify(error).reason);
      await rest(Math.min(30_000, 500 * 2 ** Math.min(failures, 6)), signal);
    }
  }
}

const rest = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  pause(milliseconds, undefined, { signal }).catch(() => undefined);
