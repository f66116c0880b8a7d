// Events as Zalo brings them: signed, again when they are not taken, sometimes twice or in another order.
import { createHash } from 'node:crypto';
import { patience } from '../patience.ts';
import type { Json } from './wire.ts';

export type Keys = { oaId: string; appId: string; appSecret: string; oaSecret: string };

/** After so many milliseconds it is brought again. */
const LADDER = [30_000, 300_000, 900_000, 1_800_000, 3_600_000];

type Pending = { body: string; headers: Record<string, string>; tries: number; dueAt: number };

export type EventsOptions = { keys: Keys; now(): Date };

export class Events {
  readonly #keys: Keys;
  readonly #now: () => Date;
  #pending: Pending[] = [];
  #held: Pending[] | null = null;
  #inHand = 0;
  #wake: (() => void)[] = [];
  url: string | null = null;
  /** Every event is brought this often at once. */
  copies = 1;
  /** Ids are written as numbers, as some services re-write them. */
  idsAsNumbers = false;
  /** Signed with this in place of the right secret. */
  secret: string | null = null;
  readonly answers: number[] = [];

  constructor({ keys, now }: EventsOptions) {
    this.#keys = keys;
    this.#now = now;
  }

  /** Brings an event; resolves when it was answered, or put aside to be brought again. */
  async announce(event: Json, headers: Record<string, string> = {}): Promise<void> {
    const whole = { app_id: this.#keys.appId, timestamp: String(this.#now().getTime()), ...event };
    const words = JSON.stringify(whole);
    const body = this.idsAsNumbers ? words.replace(/"id":"(\d+)"/g, '"id":$1') : words;
    const pending = { body, headers: { ...headers, ...this.#signed(body, whole.timestamp) }, tries: 0, dueAt: 0 };
    if (this.#held) {
      this.#held.push(pending);
      return;
    }
    for (let copy = 0; copy < this.copies; copy += 1) await this.#bring(pending);
  }

  /** Events are kept back from now on. */
  hold(): void {
    this.#held = [];
  }

  /** What is kept back is brought, and stays at hand to be brought once more. */
  async release(): Promise<void> {
    for (const pending of this.#held ?? []) await this.#bring(pending);
  }

  /** What was kept back is brought, the last first; nothing is kept back any more. */
  async releaseReversed(): Promise<void> {
    const held = this.#held ?? [];
    this.#held = null;
    for (const pending of held.reverse()) await this.#bring(pending);
  }

  /** Brings again what is due by the clock, or will be in so many milliseconds; gives how many. */
  async bringAgain(ahead = 0): Promise<number> {
    const now = this.#now().getTime() + ahead;
    const due = this.#pending.filter(({ dueAt }) => dueAt <= now);
    this.#pending = this.#pending.filter((one) => !due.includes(one));
    for (const pending of due) await this.#bring(pending);
    return due.length;
  }

  /** What was not taken is not brought again. */
  forget(): void {
    this.#pending = [];
  }

  get waiting(): number {
    return this.#pending.length;
  }

  /** Brings whatever bytes, as anybody on the net could; gives the status. */
  async post(body: string, headers: Record<string, string> = {}): Promise<number> {
    const type = { 'content-type': 'application/json' };
    return (await fetch(this.url!, { method: 'POST', headers: { ...type, ...headers }, body })).status;
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    while (this.#inHand > 0) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  signature(body: string, timestamp: string): string {
    const { appId, oaSecret } = this.#keys;
    return createHash('sha256')
      .update(appId + body + timestamp + (this.secret ?? oaSecret))
      .digest('hex');
  }

  #signed(body: string, timestamp: string): Record<string, string> {
    return { 'x-zevent-signature': `mac=${this.signature(body, timestamp)}`, 'user-agent': 'Apache-HttpClient (Java)' };
  }

  async #bring(pending: Pending): Promise<void> {
    if (!this.url) return;
    this.#inHand += 1;
    const { body, tries } = pending;
    const headers = {
      'content-type': 'application/json',
      ...pending.headers,
      ...(tries > 0 && { num_retry: `${tries}` }),
    };
    // Zalo itself waits two seconds; how fast this machine is decides nothing here.
    const signal = AbortSignal.timeout(patience());
    const status = await fetch(this.url, { method: 'POST', headers, body, signal }).then(
      (answer) => answer.status,
      () => 0,
    );
    this.answers.push(status);
    const wait = LADDER[tries];
    if (status !== 200 && wait !== undefined) {
      this.#pending.push({ ...pending, tries: tries + 1, dueAt: this.#now().getTime() + wait });
    }
    this.#inHand -= 1;
    for (const wake of this.#wake.splice(0)) wake();
  }
}
