import type { Limits } from '../channels/channel.ts';

/** Which chats something is on its way to, and which were written to a moment ago. Milliseconds that only run forward. */
export class Chats {
  readonly #limits: Limits;
  readonly #busy = new Map<string, { passedOver: boolean }>();
  readonly #restingUntil = new Map<string, number>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** The chats nothing can be claimed for now. Remembers that they were passed over. */
  busy(): string[] {
    for (const chat of this.#busy.values()) chat.passedOver = true;
    return [...this.#busy.keys()];
  }

  resting(now: number): string[] {
    for (const [chat, until] of this.#restingUntil) if (until <= now) this.#restingUntil.delete(chat);
    return [...this.#restingUntil.keys()];
  }

  /** Milliseconds until the first resting chat is free; null when none rests. */
  untilRested(now: number): number | null {
    const times = [...this.#restingUntil.values()];
    return times.length === 0 ? null : Math.max(0, Math.min(...times) - now);
  }

  take(chat: string): void {
    this.#busy.set(chat, { passedOver: false });
  }

  /** A message left for the chat. */
  wrote(chat: string, now: number): void {
    this.#restingUntil.set(chat, now + (this.#limits.isGroup(chat) ? this.#limits.groupGap : this.#limits.chatGap));
  }

  /** True when something for the chat may have been passed over meanwhile. */
  release(chat: string): boolean {
    const passedOver = this.#busy.get(chat)?.passedOver === true;
    this.#busy.delete(chat);
    return passedOver;
  }

  get count(): number {
    return this.#busy.size;
  }
}
