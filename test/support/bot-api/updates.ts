import type { Json, Update } from './wire.ts';

export interface PendingUpdate {
  update: Update;
  type: string;
  /** Milliseconds by the injected clock; afterwards Telegram forgets the update. */
  expiresAt: number;
  /** Webhook order: one lane per chat for messages, another per person for button presses. */
  lane: string;
}

/** How long Telegram keeps an update nobody fetched (tdlib/telegram-bot-api, Client.cpp). */
export const CALLBACK_LIFETIME_MS = 150_000;
export const MESSAGE_LIFETIME_MS = 24 * 3_600_000;

/** Never sent unless asked for by name. */
const ON_REQUEST_ONLY = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/** Updates waiting for the bot, in order, until confirmed or expired. */
export class UpdateQueue {
  readonly #clock: () => Date;
  readonly #pending = new Map<number, PendingUpdate>();
  readonly #watchers = new Set<(added?: PendingUpdate) => void>();
  /** Expired without ever being fetched: to the bot they never happened. */
  readonly expired = new Set<number>();
  #nextId: number;
  /** Earliest expiry among the pending, so that looking for expired ones is free until then. */
  #nextExpiry = Number.POSITIVE_INFINITY;
  #allowed: Set<string> | undefined;
  #again: PendingUpdate[] = [];
  /** The most recent update, kept for `redeliver`. */
  last: PendingUpdate | undefined;

  constructor(clock: () => Date, firstId: number) {
    this.#clock = clock;
    this.#nextId = firstId;
  }

  /** Called after every change: something new (given), something confirmed. */
  watch(watcher: (added?: PendingUpdate) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  get size(): number {
    this.#dropExpired();
    return this.#pending.size + this.#again.length;
  }

  get allowed(): string[] | undefined {
    return this.#allowed === undefined ? undefined : [...this.#allowed];
  }

  /** `allowed_updates` of a call; `undefined` leaves the previous setting, an empty list restores the default. */
  allow(types: string[] | undefined): void {
    if (types === undefined || !Array.isArray(types)) return;
    this.#allowed = types.length === 0 ? undefined : new Set(types.map((type) => String(type).toLowerCase()));
  }

  /** Queues an update unless the bot did not ask for its type. */
  add(type: string, payload: Json, lane: string): Update | undefined {
    const wanted = this.#allowed === undefined ? !ON_REQUEST_ONLY.has(type) : this.#allowed.has(type);
    if (!wanted) return undefined;
    const update: Update = { update_id: this.#nextId, [type]: payload };
    this.#nextId += 1;
    const lifetime = type === 'callback_query' ? CALLBACK_LIFETIME_MS : MESSAGE_LIFETIME_MS;
    this.last = { update, type, expiresAt: this.#clock().getTime() + lifetime, lane };
    this.#pending.set(update.update_id, this.last);
    this.#nextExpiry = Math.min(this.#nextExpiry, this.last.expiresAt);
    this.#changed(this.last);
    return update;
  }

  /** After a quiet week Telegram starts counting from another number, possibly a lower one. */
  continueFrom(updateId: number): void {
    this.#nextId = updateId;
  }

  /** Hands an update out once more although it was confirmed, as Telegram does when a response was lost. */
  redeliver(pending: PendingUpdate): void {
    this.#again.push(pending);
    this.#changed();
  }

  /** Puts a delivered update back, for a webhook to receive it once more. */
  restore(pending: PendingUpdate): void {
    this.#pending.set(pending.update.update_id, pending);
    this.#changed(pending);
  }

  takeRedelivered(): Update[] {
    const again = this.#again.map((pending) => pending.update);
    this.#again = [];
    if (again.length > 0) this.#changed();
    return again;
  }

  /** Forgets everything below the offset; a negative one keeps only that many of the newest. */
  confirm(offset: number): void {
    if (offset === 0) return;
    const before = this.#pending.size;
    let surplus = offset < 0 ? this.#pending.size + offset : Number.POSITIVE_INFINITY;
    for (const id of this.#pending.keys()) {
      if (offset > 0 ? id >= offset : surplus <= 0) break;
      this.#pending.delete(id);
      surplus -= 1;
    }
    if (this.#pending.size !== before) this.#changed();
  }

  /** One update was delivered by webhook, or given up. */
  remove(pending: PendingUpdate): void {
    if (this.#pending.delete(pending.update.update_id)) this.#changed();
  }

  isAlive(pending: PendingUpdate): boolean {
    return pending.expiresAt > this.#clock().getTime();
  }

  /** The oldest updates, which stay queued until confirmed. */
  peek(limit: number): Update[] {
    this.#dropExpired();
    const found: Update[] = [];
    for (const { update } of this.#pending.values()) {
      if (found.length >= limit) break;
      found.push(update);
    }
    return found;
  }

  all(): PendingUpdate[] {
    this.#dropExpired();
    return [...this.#pending.values()];
  }

  clear(): void {
    this.#pending.clear();
    this.#again = [];
    this.#changed();
  }

  #dropExpired(): void {
    const now = this.#clock().getTime();
    if (now < this.#nextExpiry) return;
    this.#nextExpiry = Number.POSITIVE_INFINITY;
    for (const [id, pending] of this.#pending) {
      if (pending.expiresAt <= now) {
        this.#pending.delete(id);
        this.expired.add(id);
      } else this.#nextExpiry = Math.min(this.#nextExpiry, pending.expiresAt);
    }
  }

  #changed(added?: PendingUpdate): void {
    for (const watcher of this.#watchers) watcher(added);
  }
}
