// One Official Account, two channels: `zalo-oa` to people's accounts, `zalo-zbs` to phone numbers in approved forms.
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { days, hours, minutes } from '../../kernel/time.ts';
import type { TemplateRow } from '../../store/templates.ts';
import type { Texts } from '../../texts/texts.ts';
import type { Channel, ChannelHealth, Receive } from '../channel.ts';
import { openHealth } from '../health.ts';
import type { FieldsOf } from '../press.ts';
import { fetchFile } from '../zalo/fetch-file.ts';
import { MAX_TEXT, wordsIn } from '../zalo/numbered.ts';
import { identifier } from '../zalo/wire.ts';
import { openAnswers, type Tracked } from './answers.ts';
import { openApi } from './api.ts';
import { classify, isAlarming } from './classify.ts';
import { formsLeft, packageLeft } from './left.ts';
import { type Hearing, openListening } from './listening.ts';
import { event, type Reader, readEvent } from './receive.ts';
import { MAX_BUTTONS, type Rendered, render } from './render.ts';
import { costOf, type Sender, sendByPhone, sendByUser, sendFreely } from './send.ts';
import { openTaps } from './taps.ts';
import { type Brief, briefOf, openTemplates } from './templates.ts';
import { DAYS_TO_ACT, NoToken, type TokenState, type Tokens } from './tokens.ts';
import { openWays, type Way, type WayMemory } from './way.ts';
import { picturePath, webhook } from './webhook.ts';

/** What the channels must know of our own records. */
export type Records = {
  way: WayMemory;
  hearing: Hearing;
  templates(): Promise<TemplateRow[]>;
  tracked(tracking: string): Promise<Tracked | null>;
  /** When somebody last wrote or tapped; null when that is not known. */
  heardAt(user: string): Promise<Date | null>;
};

export type ZaloOaOptions = {
  oaId: string;
  appId: string;
  appSecret: string;
  oaSecret: string;
  secretKey: string;
  /** https://openapi.zalo.me and https://business.openapi.zalo.me, or others. */
  apiRoot: string;
  zbsApiRoot: string;
  /** `auto`: numbered lines where messages go by the older address, by which buttons are not proven to work. */
  buttons: 'auto' | 'yes' | 'no';
  /** By which address messages go; `auto` finds out. */
  messages: 'auto' | Way;
  /** How answers to forms are asked for. */
  askBy: 'get' | 'post';
  /** Whether what people wrote is asked for, besides being told. */
  asksChats: boolean;
  /** Where the web side is reached from outside. */
  publicUrl: string | null;
  /** In đồng, of a free text after the free hours. */
  csPrice: number;
  tokens: Tokens;
  records: Records;
  texts: Texts;
  fieldsOf: FieldsOf;
  now(): Date;
  random?(): number;
  /** Messages per second, of each channel. */
  rate?: number;
  /** Lets only one process at a time ask for answers. */
  elect(work: (lost: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void>;
  /** Milliseconds between two looks at the token, two questions for answers, and two for what was not heard. */
  every?: { token?: number; answers?: number; chats?: number };
  onProblem?(problem: string): void;
};

export type ZaloOaChannels = { oa: Channel<Rendered>; zbs: Channel<{ brief: Brief }> };

/** Free for two days after somebody has written, for money until the seventh, afterwards templates only. */
const WINDOW = { free: hours(48), closes: days(7) };
/** Zalo drops a form that has not reached the phone within two hours, without a word. */
const FORM_LIFE = hours(2);
const CHECK_EVERY = hours(1);
/** So many reasons for passing events over are told apart; Zalo may think of any names. */
const MOST_REASONS = 40;

const REFUSED =
  "an event bore a signature that does not fit: a stranger's, or ZALO_OA_SECRET is another than that on the webhook page of the application";

const interaction = z.object({ last_interaction: identifier.nullish().catch(null) }).nullish();
const account = z.looseObject({ is_verified: z.unknown(), package_name: z.unknown() }).nullish();

export function openZaloOa(options: ZaloOaOptions): ZaloOaChannels {
  const { oaId, texts, tokens, records, now, apiRoot, onProblem } = options;
  const call = openApi({ tokens, roots: { oa: apiRoot, zbs: options.zbsApiRoot }, appSecret: options.appSecret });
  const taps = openTaps(options.secretKey, oaId, now);
  const templates = openTemplates(records.templates, call);
  const answers = openAnswers({ ...options, tracked: records.tracked, call });
  const health = openHealth(now, onProblem);
  const asking = openHealth(now, onProblem);
  const sending = openHealth(now, onProblem);
  const requests = openHealth(now, onProblem);
  const settled = options.messages === 'auto' ? null : options.messages;
  const ways = openWays({ settled, memory: records.way, now });
  /** Whether buttons may be shown by this way. */
  const mayShow = (way: Way): boolean => options.buttons === 'yes' || (options.buttons === 'auto' && way === 'v3');
  const passedOver = new Map<string, number>();
  type State = { token: TokenState | null; unfit: readonly string[]; checkedAt: number; chats: string | null };
  const state: State = { token: null, unfit: [], checkedAt: Number.NEGATIVE_INFINITY, chats: null };
  const sender: Sender = {
    call,
    taps,
    templates,
    ways,
    mayShow,
    phonePicture: options.publicUrl && options.publicUrl + picturePath,
    asked: (error) =>
      requests.heard(error === null ? null : `people cannot be asked for their number: ${means(error).reason}`),
  };
  const reader: Reader = { ...options, taps };
  const listening = openListening({ call, reader, hearing: records.hearing, mayAsk: options.asksChats, now });
  const heeding = openHealth(now, onProblem);
  const bought = packageLeft(call, now);
  const forms = formsLeft(call, now);
  const means = (error: unknown) => classify(error, options.random);
  const refused = { count: 0, at: null as Date | null };
  const refuse = (): void => {
    refused.count += 1;
    refused.at = now();
    // Said once, as long as nothing shows that the secret is right: anybody can sign anything.
    if (refused.count === 1 && health.now().heardAt === null) onProblem?.(REFUSED);
  };
  const passOver = (why: string): void => {
    const told = passedOver.has(why) || passedOver.size < MOST_REASONS ? why : 'of other names';
    passedOver.set(told, (passedOver.get(told) ?? 0) + 1);
  };

  /** Sends, and lets an operator know what only an operator can mend. */
  const watched = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      const result = await work();
      sending.heard(null);
      return result;
    } catch (error) {
      if (isAlarming(error)) sending.heard(means(error).reason, isTold(error));
      throw error;
    }
  };

  const keeper = (receive: Receive) => async (raw: unknown) => {
    const parsed = event.safeParse(raw);
    if (!parsed.success) return passOver('of unknown shape');
    if (parsed.data.event_name.startsWith('change_template_')) state.checkedAt = Number.NEGATIVE_INFINITY;
    const read = readEvent(parsed.data, reader);
    if ('passedOver' in read) return passOver(read.passedOver);
    const came = 'came' in read ? read.came : await answers.read(read.click);
    if (typeof came !== 'string') return receive([came]);
    onProblem?.(came);
    passOver(came);
  };

  /** Keeps the token fresh and compares templates, until the signal. */
  const keepInOrder = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      await tokens.keepFresh();
      state.token = await tokens.state().catch(() => state.token);
      if (state.token && now().getTime() - state.checkedAt >= CHECK_EVERY) {
        state.checkedAt = now().getTime();
        state.unfit = await templates.check();
        for (const problem of state.unfit) onProblem?.(problem);
      }
      await pause(options.every?.token ?? minutes(1), undefined, { signal }).catch(() => undefined);
    }
  };

  /** Asks for answers the webhook may not have brought. */
  const reconcile = async (receive: Receive, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      try {
        for (const templateId of await templates.answered()) {
          for (const click of await answers.recent(templateId)) {
            const came = await answers.read(click);
            if (typeof came === 'string') passOver(came);
            else await receive([came]);
          }
        }
        asking.heard(null);
      } catch (error) {
        if (!signal.aborted) asking.heard(means(error).reason, isTold(error));
      }
      await pause(options.every?.answers ?? minutes(5), undefined, { signal }).catch(() => undefined);
    }
  };

  /** Asks for what people wrote and no event told, and minds the silence. */
  const listen = async (receive: Receive, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      try {
        const { came, isDeaf } = await listening.missed();
        if (came.length > 0) await receive(came);
        heeding.heard(isDeaf);
      } catch (error) {
        // An account may not be allowed to ask; what is told comes all the same.
        if (!signal.aborted && !isTold(error)) state.chats = means(error).reason;
      }
      await pause(options.every?.chats ?? minutes(10), undefined, { signal }).catch(() => undefined);
    }
  };

  const healthNow = (own: ChannelHealth): ChannelHealth => {
    const { token, unfit, chats } = state;
    const [{ problem }, deaf] = [sending.now(), heeding.now()];
    const old = token && token.daysLeft <= DAYS_TO_ACT ? `the refresh token ends in ${token.daysLeft} days` : null;
    return {
      heardAt: own.heardAt,
      failingSince: own.failingSince ?? token?.failingSince ?? deaf.failingSince,
      problem: own.problem ?? token?.problem ?? old ?? deaf.problem ?? problem ?? unfit[0] ?? requests.now().problem,
      details: {
        messages: told(ways.known()),
        token,
        templates: unfit,
        // Why people's words cannot be asked for, where they cannot.
        ...(chats !== null && { chats }),
        passedOver: Object.fromEntries(passedOver),
        refused: { ...refused, ...(refused.count > 0 && health.now().heardAt === null && { meaning: REFUSED }) },
      },
    };
  };

  const isFree = async (user: string): Promise<boolean> => {
    const heardAt = await records.heardAt(user).catch(() => null);
    return heardAt === null || now().getTime() - heardAt.getTime() <= WINDOW.free;
  };

  const limits = { perSecond: options.rate ?? 20, chatGap: 1_000, groupGap: 1_000, isGroup: () => false };
  const oa: Channel<Rendered> = {
    name: 'zalo-oa',
    capabilities: {
      edits: false,
      get buttons() {
        return mayShow(ways.known());
      },
      maxButtons: MAX_BUTTONS,
      maxText: MAX_TEXT,
      window: WINDOW,
      receipts: true,
      formLife: FORM_LIFE,
    },
    limits,
    classify: means,
    render: (view, language, encode) => render({ texts, buttons: options.buttons !== 'no' }, view, language, encode),
    send: (user, rendered, how = {}) =>
      watched(async () => {
        if (how.brief) return sendByUser(sender, user, rendered, how);
        const { quotas, way, remain, ...sent } = await sendFreely(sender, user, rendered, how);
        if (remain !== undefined) bought.heard(remain);
        // By the older address nothing is said of what a message was paid with.
        const isGuessed = way === 'v2' && quotas.every((one) => one === null);
        if (isGuessed && (await isFree(user))) return sent;
        const charge = costOf(quotas, options.csPrice);
        return charge ? { ...sent, charge } : sent;
      }),
    edit: cannotEdit,
    fetchFile: (ref, maxBytes, signal = AbortSignal.timeout(120_000)) => fetchFile(ref, { apiRoot }, maxBytes, signal),
    async probe() {
      await call('oa', '/v2.0/oa/getoa', {}, account);
    },
    async acknowledge() {},
    async lastHeard(user) {
      const found = await call('oa', '/v3.0/oa/quota/message', { body: { user_id: user } }, interaction);
      const at = new Date(Math.min(Number(found?.last_interaction), now().getTime()));
      return Number.isNaN(at.getTime()) || at.getTime() === 0 ? null : at;
    },
    left: bought.left,
    start: (_receive, signal) => keepInOrder(signal),
    health: () => healthNow(health.now()),
    webhook: (receive) => webhook({ keys: options, keep: keeper(receive), heard: health.heard, refused: refuse }),
  };
  const zbs: Channel<{ brief: Brief }> = {
    name: 'zalo-zbs',
    capabilities: {
      edits: false,
      buttons: false,
      maxText: MAX_TEXT,
      filesIn: false,
      briefsOnly: true,
      receipts: true,
      formLife: FORM_LIFE,
    },
    limits,
    classify: means,
    render: (view) => ({ brief: briefOf(view, wordsIn(texts, 'vi')) }),
    send: (phone, rendered, how = {}) => watched(() => sendByPhone(sender, forms.heard, phone, rendered, how)),
    edit: cannotEdit,
    async fetchFile() {
      throw new RangeError('no files come by templates');
    },
    probe: oa.probe,
    left: forms.left,
    async acknowledge() {},
    start: (receive, signal) =>
      options.elect(async (lost) => {
        await Promise.all([reconcile(receive, lost), listen(receive, lost)]);
      }, signal),
    health: () => healthNow(asking.now()),
  };
  return { oa, zbs };
}

/** The address by which messages go, as an operator reads it. */
const told = (way: Way): string => (way === 'v3' ? 'v3.0' : "v2.0, for a State agency's account");

/** Every part uses the token; what is wrong with it is said once, by the part that keeps it. */
const isTold = (error: unknown): boolean => error instanceof NoToken && error.isTold;

async function cannotEdit(): Promise<never> {
  throw new RangeError('Zalo cannot change a message');
}
