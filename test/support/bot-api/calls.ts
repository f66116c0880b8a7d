import type { Params } from './params.ts';
import type { Json } from './wire.ts';

/** One call of the bot, as it arrived and as it was answered. */
export interface Call {
  method: string;
  params: Json;
  chatId: number | undefined;
  /** By the injected clock. */
  at: Date;
  /** Arrival and answer in milliseconds of real time (performance.now()), for measuring. */
  startedMs: number;
  answeredMs: number | undefined;
  /** Whether Telegram did it; a fault may still have kept the bot from learning so. */
  ok: boolean;
  /** HTTP status of the answer; 0 while unanswered or when no answer was sent. */
  status: number;
  description?: string;
  /** Kind of the fault that struck. */
  fault?: string;
  /** Message made or changed. */
  messageId?: number;
}

export const newCall = (method: string, params: Params, at: Date): Call => ({
  method,
  params: params.asLogged(),
  chatId: params.integer('chat_id'),
  at,
  startedMs: performance.now(),
  answeredMs: undefined,
  ok: false,
  status: 0,
});

interface Listener {
  method: string | RegExp | undefined;
  fits: (call: Call) => boolean;
  resolve: (call: Call) => void;
}

const named = (method: string | RegExp | undefined, call: Call): boolean =>
  method === undefined || (typeof method === 'string' ? call.method === method : method.test(call.method));

/** The log of calls, the oldest forgotten beyond `capacity`. */
export class CallLog {
  readonly #capacity: number;
  readonly #listeners = new Set<Listener>();
  #calls: Call[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(call: Call): void {
    this.#calls.push(call);
    if (this.#calls.length >= 2 * this.#capacity) this.#calls = this.#calls.slice(-this.#capacity);
  }

  finished(call: Call): void {
    for (const listener of this.#listeners)
      if (named(listener.method, call) && listener.fits(call)) listener.resolve(call);
  }

  list(method?: string | RegExp): Call[] {
    return this.#calls.filter((call) => named(method, call));
  }

  clear(): void {
    this.#calls = [];
  }

  /** The next matching call to be finished (answered, or struck by a fault). */
  next(method: string | RegExp | undefined, within: number, fits: (call: Call) => boolean): Promise<Call> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#listeners.delete(listener);
        reject(new Error(`no call of ${method ?? 'any method'} within ${within} ms`));
      }, within);
      const listener: Listener = {
        method,
        fits,
        resolve: (call) => {
          clearTimeout(timer);
          this.#listeners.delete(listener);
          resolve(call);
        },
      };
      this.#listeners.add(listener);
    });
  }
}
