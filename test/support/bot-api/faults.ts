/**
 * How a call goes wrong:
 * - `drop-before`: the connection closes before Telegram acted; `drop-after`: it acted, the answer is lost
 * - `reset`: TCP reset before acting; `reset-after`: after
 * - `hang`: no answer, nothing done; `hang-after`: done, no answer (both until `ms`, the client or close() ends it)
 * - `slow`: `ms` late, otherwise correct
 * - `html`: status 200 with a web page (captive portal), nothing done; `truncated`: done, half of the answer arrives
 * - `502`, `500`, `503`, `504`: a proxy's page, nothing done; `502-after`: done all the same
 * - `429` (with `retryAfter`), `400`, `401`, `403`, `404`, `409`: a refusal in Telegram's JSON, nothing done
 */
export type FaultKind =
  | 'drop-before'
  | 'drop-after'
  | 'reset'
  | 'reset-after'
  | 'hang'
  | 'hang-after'
  | 'slow'
  | 'html'
  | 'truncated'
  | '500'
  | '502'
  | '502-after'
  | '503'
  | '504'
  | '400'
  | '401'
  | '403'
  | '404'
  | '409'
  | '429';

export interface FaultOptions {
  kind: FaultKind;
  /** Which calls; all when absent. A download is the method `file`. */
  method?: string | RegExp;
  /** Only calls to this chat: an id, or anything with one. */
  chat?: number | { id: number };
  /** Stops after this many hits; until stopped when absent. */
  times?: number;
  /** Share of the matching calls it hits, 0–1, drawn from the emulator's seeded generator. */
  rate?: number;
  /** Milliseconds, for `slow` (default 1000) and the hangs. */
  ms?: number;
  /** Seconds, for `429` (default 5). */
  retryAfter?: number;
  /** Text of a refusal, e.g. `Bad Request: chat not found`. */
  description?: string;
}

export interface Fault extends FaultOptions {
  /** Calls it has hit so far. */
  readonly hits: number;
  stop(): void;
}

const DESCRIPTIONS: Record<string, string> = {
  '400': 'Bad Request: chat not found',
  '401': 'Unauthorized',
  '403': 'Forbidden: bot was blocked by the user',
  '404': 'Not Found',
  '409': 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
};

export const faultDescription = (fault: FaultOptions): string =>
  fault.description ??
  (fault.kind === '429'
    ? `Too Many Requests: retry after ${fault.retryAfter ?? 5}`
    : (DESCRIPTIONS[fault.kind] ?? 'Internal Server Error'));

/** The faults in force; the first one declared that matches hits. */
export class Faults {
  readonly #random: () => number;
  readonly #active = new Set<Fault>();

  constructor(random: () => number) {
    this.#random = random;
  }

  add(options: FaultOptions): Fault {
    const active = this.#active;
    const fault: Fault = { ...options, hits: 0, stop: () => active.delete(fault) };
    active.add(fault);
    return fault;
  }

  strike(method: string, chatId: number | undefined): Fault | undefined {
    for (const fault of this.#active) {
      if (!matches(fault, method, chatId)) continue;
      if (fault.rate !== undefined && this.#random() >= fault.rate) continue;
      (fault as { hits: number }).hits += 1;
      if (fault.times !== undefined && fault.hits >= fault.times) this.#active.delete(fault);
      return fault;
    }
    return undefined;
  }

  stopAll(): void {
    this.#active.clear();
  }
}

function matches(fault: FaultOptions, method: string, chatId: number | undefined): boolean {
  if (typeof fault.method === 'string' && fault.method.toLowerCase() !== method.toLowerCase()) return false;
  if (fault.method instanceof RegExp && !fault.method.test(method)) return false;
  if (fault.chat === undefined) return true;
  return chatId === (typeof fault.chat === 'number' ? fault.chat : fault.chat.id);
}

/** A small repeatable generator (mulberry32), so that a chaos run can be run again. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
