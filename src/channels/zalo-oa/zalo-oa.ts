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
import { openAnswers, type Tracked } from './answers.ts';
import { openApi } from './api.ts';
import { classify, isAlarming } from './classify.ts';
import { event, readEvent } from './receive.ts';
import { MAX_BUTTONS, type Rendered, render } from './render.ts';
import { sendByPhone, sendByUser, sendFreely } from './send.ts';
import { openTaps } from './taps.ts';
import { type Brief, briefOf, openTemplates } from './templates.ts';
import { DAYS_TO_ACT, NoToken, type TokenState, type Tokens } from './tokens.ts';
import { webhook } from './webhook.ts';

/** What the channels must know of our own records. */
export type Records = {
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
  buttons: boolean;
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
  /** Milliseconds between two looks at the token, and between two questions for answers. */
  every?: { token?: number; answers?: number };
  onProblem?(problem: string): void;
};

export type ZaloOaChannels = { oa: Channel<Rendered>; zbs: Channel<{ brief: Brief }> };

/** Free for two days after somebody has written, for money until the seventh, afterwards templates only. */
export const WINDOW = { free: hours(48), closes: days(7) };
const CHECK_EVERY = hours(1);
/** So many reasons for passing events over are told apart; Zalo may think of any names. */
const MOST_REASONS = 40;

const account = z.looseObject({ is_verified: z.unknown(), package_name: z.unknown() }).nullish();

export function openZaloOa(options: ZaloOaOptions): ZaloOaChannels {
  const { oaId, texts, tokens, records, now, apiRoot, onProblem } = options;
  const call = openApi({ tokens, roots: { oa: apiRoot, zbs: options.zbsApiRoot } });
  const taps = openTaps(options.secretKey, oaId, now);
  const templates = openTemplates(records.templates, call);
  const answers = openAnswers({ ...options, tracked: records.tracked, call });
  const health = openHealth(now, onProblem);
  const asking = openHealth(now, onProblem);
  const sending = openHealth(now, onProblem);
  const passedOver = new Map<string, number>();
  const state: { token: TokenState | null; unfit: readonly string[]; checkedAt: number } = {
    token: null,
    unfit: [],
    checkedAt: Number.NEGATIVE_INFINITY,
  };
  const sender = { call, taps, templates };
  const reader = { ...options, taps };
  const means = (error: unknown) => classify(error, options.random);
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

  const healthNow = (own: ChannelHealth): ChannelHealth => {
    const { token, unfit } = state;
    const { problem } = sending.now();
    const old = token && token.daysLeft <= DAYS_TO_ACT ? `the refresh token ends in ${token.daysLeft} days` : null;
    return {
      heardAt: own.heardAt,
      failingSince: own.failingSince ?? token?.failingSince ?? null,
      problem: own.problem ?? token?.problem ?? old ?? problem ?? unfit[0] ?? null,
      details: { token, templates: unfit, passedOver: Object.fromEntries(passedOver) },
    };
  };

  const limits = { perSecond: options.rate ?? 20, chatGap: 1_000, groupGap: 1_000, isGroup: () => false };
  const oa: Channel<Rendered> = {
    name: 'zalo-oa',
    capabilities: {
      edits: false,
      buttons: options.buttons,
      maxButtons: MAX_BUTTONS,
      maxText: MAX_TEXT,
      window: WINDOW,
      receipts: true,
    },
    limits,
    classify: means,
    render: (view, language, encode) => render(options, view, language, encode),
    send: (user, rendered, how = {}) =>
      watched(async () => {
        if (how.brief) return sendByUser(sender, user, rendered, how);
        const { count, ...sent } = await sendFreely(sender, user, rendered, how);
        const heardAt = await records.heardAt(user).catch(() => null);
        const isFree = heardAt === null || now().getTime() - heardAt.getTime() <= WINDOW.free;
        return isFree ? sent : { ...sent, charge: { item: 'cs-paid', price: options.csPrice * count, count } };
      }),
    edit: cannotEdit,
    fetchFile: (ref, maxBytes, signal = AbortSignal.timeout(120_000)) => fetchFile(ref, { apiRoot }, maxBytes, signal),
    async probe() {
      await call('oa', '/v2.0/oa/getoa', {}, account);
    },
    async acknowledge() {},
    start: (_receive, signal) => keepInOrder(signal),
    health: () => healthNow(health.now()),
    webhook: (receive) => webhook({ keys: options, keep: keeper(receive), heard: health.heard }),
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
    },
    limits,
    classify: means,
    render: (view) => ({ brief: briefOf(view, wordsIn(texts, 'vi')) }),
    send: (phone, rendered, how = {}) => watched(() => sendByPhone(sender, phone, rendered, how)),
    edit: cannotEdit,
    async fetchFile() {
      throw new RangeError('no files come by templates');
    },
    probe: oa.probe,
    async acknowledge() {},
    start: (receive, signal) => options.elect((lost) => reconcile(receive, lost), signal),
    health: () => healthNow(asking.now()),
  };
  return { oa, zbs };
}

/** Every part uses the token; what is wrong with it is said once, by the part that keeps it. */
const isTold = (error: unknown): boolean => error instanceof NoToken && error.isTold;

async function cannotEdit(): Promise<never> {
  throw new RangeError('Zalo cannot change a message');
}
