import type { Chat } from './chats.ts';
import { tooManyRequests } from './refusal.ts';

/** Limits by which the emulator refuses with 429. Telegram's own are unpublished; these follow the Bots FAQ. */
export interface FloodModel {
  /** Messages in any second over all chats. */
  perSecond: number;
  /** Messages in any second to one chat, after the burst. */
  perChatPerSecond: number;
  /** Messages one chat takes at once before its own pace counts. */
  burst: number;
  perGroupPerMinute: number;
  /** First penalty; each further one soon after doubles, up to the longest. */
  penaltySeconds: number;
  longestPenaltySeconds: number;
  /** Milliseconds. Real time by default: pacing is about the wire, not about the committee's calendar. */
  now: () => number;
}

export const TELEGRAM_FLOOD: FloodModel = {
  perSecond: 30,
  perChatPerSecond: 1,
  burst: 3,
  perGroupPerMinute: 20,
  penaltySeconds: 3,
  longestPenaltySeconds: 60,
  now: () => performance.now(),
};

/** Times of the last `size` events; tells whether `size` of them fall into the window. */
class Window {
  readonly #times: number[] = [];
  readonly #size: number;
  readonly #span: number;

  constructor(size: number, span: number) {
    this.#size = size;
    this.#span = span;
  }

  isFull(now: number): boolean {
    const oldest = this.#times[0];
    return this.#times.length >= this.#size && oldest !== undefined && now - oldest < this.#span;
  }

  add(now: number): void {
    this.#times.push(now);
    if (this.#times.length > this.#size) this.#times.shift();
  }
}

interface Penalty {
  until: number;
  seconds: number;
}

/** Methods which cost: whatever makes or changes a message. Answers to presses and queries are free. */
const COUNTED = /^(send(?!chataction)|copymessage|forwardmessage|editmessage)/i;

export class FloodGate {
  readonly #model: FloodModel;
  readonly #everyone: Window;
  readonly #groups = new Map<number, Window>();
  readonly #credit = new Map<number, { tokens: number; at: number }>();
  readonly #penalties = new Map<number | 'all', Penalty>();

  constructor(model: FloodModel) {
    this.#model = model;
    this.#everyone = new Window(model.perSecond, 1000);
  }

  /** @throws Refusal 429 with `parameters.retry_after` (whole seconds) */
  check(method: string, chat: Chat | undefined, messages: number): void {
    if (!COUNTED.test(method)) return;
    const now = this.#model.now();
    this.#refuseWhilePunished('all', now);
    if (chat !== undefined) this.#refuseWhilePunished(chat.id, now);
    if (this.#everyone.isFull(now)) this.#punish('all', now);
    if (chat !== undefined) this.#checkChat(chat, now, messages);
    for (let count = 0; count < messages; count += 1) this.#everyone.add(now);
  }

  #checkChat(chat: Chat, now: number, messages: number): void {
    if (chat.type !== 'private') {
      const window = this.#groups.get(chat.id) ?? new Window(this.#model.perGroupPerMinute, 60_000);
      this.#groups.set(chat.id, window);
      if (window.isFull(now)) this.#punish(chat.id, now);
      for (let count = 0; count < messages; count += 1) window.add(now);
      return;
    }
    const { burst, perChatPerSecond } = this.#model;
    const before = this.#credit.get(chat.id) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, before.tokens + ((now - before.at) / 1000) * perChatPerSecond);
    if (tokens < 1) this.#punish(chat.id, now);
    // An album may overdraw: it is one request, and the next one pays for it.
    this.#credit.set(chat.id, { tokens: tokens - messages, at: now });
  }

  #refuseWhilePunished(key: number | 'all', now: number): void {
    const penalty = this.#penalties.get(key);
    if (penalty !== undefined && now < penalty.until) throw tooManyRequests(Math.ceil((penalty.until - now) / 1000));
  }

  #punish(key: number | 'all', now: number): never {
    const { penaltySeconds, longestPenaltySeconds } = this.#model;
    const previous = this.#penalties.get(key);
    const isRepeat = previous !== undefined && now - previous.until < 60_000;
    const seconds = isRepeat ? Math.min(longestPenaltySeconds, previous.seconds * 2) : penaltySeconds;
    this.#penalties.set(key, { until: now + seconds * 1000, seconds });
    throw tooManyRequests(seconds);
  }
}
