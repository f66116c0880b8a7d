// What the two channels of an Official Account share: its parts, what is known of it by now, its health.
import type { TemplateRow } from '../../store/templates.ts';
import type { Texts } from '../../texts/texts.ts';
import type { ChannelHealth } from '../channel.ts';
import { openHealth } from '../health.ts';
import type { FieldsOf } from '../press.ts';
import { openAnswers, type Tracked } from './answers.ts';
import { openApi } from './api.ts';
import { classify, isAlarming } from './classify.ts';
import { formsLeft, packageLeft } from './left.ts';
import { type Hearing, openListening } from './listening.ts';
import type { Reader } from './receive.ts';
import type { Sender } from './send.ts';
import { openTaps } from './taps.ts';
import { openTemplates } from './templates.ts';
import { DAYS_TO_ACT, NoToken, type TokenState, type Tokens } from './tokens.ts';
import { openWays, type Way, type WayMemory } from './way.ts';
import { picturePath } from './webhook.ts';

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

/** So many reasons for passing events over are told apart; Zalo may think of any names. */
const MOST_REASONS = 40;

const REFUSED =
  "an event bore a signature that does not fit: a stranger's, or ZALO_OA_SECRET is another than that on the webhook page of the application";

/** What both channels of an account are made of, and what is known of it by now. */
export type Account = ReturnType<typeof accountOf>;

export function accountOf(options: ZaloOaOptions) {
  const { oaId, tokens, records, now, apiRoot, onProblem } = options;
  const call = openApi({ tokens, roots: { oa: apiRoot, zbs: options.zbsApiRoot }, appSecret: options.appSecret });
  const taps = openTaps(options.secretKey, oaId, now);
  const templates = openTemplates(records.templates, call);
  const requests = openHealth(now, onProblem);
  const settled = options.messages === 'auto' ? null : options.messages;
  const ways = openWays({ settled, memory: records.way, now });
  /** Whether buttons may be shown by this way. */
  const mayShow = (way: Way): boolean => options.buttons === 'yes' || (options.buttons === 'auto' && way === 'v3');
  const means = (error: unknown) => classify(error, options.random);
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
  type State = { token: TokenState | null; unfit: readonly string[]; checkedAt: number; chats: string | null };
  const state: State = { token: null, unfit: [], checkedAt: Number.NEGATIVE_INFINITY, chats: null };
  return {
    options,
    call,
    templates,
    ways,
    mayShow,
    means,
    sender,
    reader,
    state,
    answers: openAnswers({ ...options, tracked: records.tracked, call }),
    listening: openListening({ call, reader, hearing: records.hearing, mayAsk: options.asksChats, now }),
    bought: packageLeft(call, now),
    forms: formsLeft(call, now),
    /** Of the webhook, of asking for answers, of sending, of requests for numbers, of hearing at all. */
    told: openHealth(now, onProblem),
    asking: openHealth(now, onProblem),
    sending: openHealth(now, onProblem),
    requests,
    heeding: openHealth(now, onProblem),
    /** Events passed over, by why; events whose signature does not fit. */
    passedOver: new Map<string, number>(),
    refused: { count: 0, at: null as Date | null },
  };
}

export function refuse({ refused, told, options: { now, onProblem } }: Account): void {
  refused.count += 1;
  refused.at = now();
  // Said once, as long as nothing shows that the secret is right: anybody can sign anything.
  if (refused.count === 1 && told.now().heardAt === null) onProblem?.(REFUSED);
}

export function passOver({ passedOver }: Account, why: string): void {
  const said = passedOver.has(why) || passedOver.size < MOST_REASONS ? why : 'of other names';
  passedOver.set(said, (passedOver.get(said) ?? 0) + 1);
}

/** Sends, and lets an operator know what only an operator can mend. */
export async function watched<T>({ sending, means }: Account, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    sending.heard(null);
    return result;
  } catch (error) {
    if (isAlarming(error)) sending.heard(means(error).reason, isTold(error));
    throw error;
  }
}

export function healthNow(account: Account, own: ChannelHealth): ChannelHealth {
  const { state, sending, heeding, requests, ways, passedOver, refused } = account;
  const { token, unfit, chats } = state;
  const [{ problem }, deaf] = [sending.now(), heeding.now()];
  const old = token && token.daysLeft <= DAYS_TO_ACT ? `the refresh token ends in ${token.daysLeft} days` : null;
  return {
    heardAt: own.heardAt,
    failingSince: own.failingSince ?? token?.failingSince ?? deaf.failingSince,
    problem: own.problem ?? token?.problem ?? old ?? deaf.problem ?? problem ?? unfit[0] ?? requests.now().problem,
    details: {
      messages: addressOf(ways.known()),
      token,
      templates: unfit,
      // Why people's words cannot be asked for, where they cannot.
      ...(chats !== null && { chats }),
      passedOver: Object.fromEntries(passedOver),
      refused: {
        ...refused,
        ...(refused.count > 0 && account.told.now().heardAt === null && { meaning: REFUSED }),
      },
    },
  };
}

/** The address by which messages go, as an operator reads it. */
const addressOf = (way: Way): string => (way === 'v3' ? 'v3.0' : "v2.0, for a State agency's account");

/** Every part uses the token; what is wrong with it is said once, by the part that keeps it. */
export const isTold = (error: unknown): boolean => error instanceof NoToken && error.isTold;
