import type { Limits } from '../channels/channel.ts';

/** Which chats something is on its way to, and which were written to a moment ago. Milliseconds that only run forward. */
export class Chats {
  readonly #limits: Limits;
  readonly #busy = new Map<string, { passedOver: boolean }>();
  readonly #restingUntil = new Map<string, number>();
  /** When the chat would have had its pause after everything it was sent. */
  readonly #evenAt = new Map<string, number>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** The chats nothing can be claimed for now. */
  busy(): string[] {
    return [...this.#busy.keys()];
  }

  /** Something for these was not claimed because they were busy. */
  passedOver(chats: readonly string[]): void {
    for (const chat of chats) {
      const busy = this.#busy.get(chat);
      if (busy) busy.passedOver = true;
    }
  }

  /** The chats nothing is sent to that can wait. */
  resting(now: number): string[] {
    for (const [chat, until] of this.#restingUntil) if (until <= now) this.#restingUntil.delete(chat);
    for (const [chat, at] of this.#evenAt) if (at <= now) this.#evenAt.delete(chat);
    return [...this.#restingUntil.keys()];
  }

  /** Milliseconds until the first resting chat is free; null when none rests. */
  untilRested(now: number): number | null {
    const times = [...this.#restingUntil.values()];
    return times.length === 0 ? null : Math.max(0, Math.min(...times) - now);
  }

  /** Milliseconds until the chat takes even what somebody waits for; 0 when it does now. */
  untilTaken(chat: string, now: number): number {
    const { isGroup, chatBurst, groupBurst } = this.#limits;
    const burst = isGroup(chat) ? groupBurst : chatBurst;
    if (burst === undefined) return 0;
    return Math.max(0, (this.#evenAt.get(chat) ?? now) - (burst - 1) * this.#gap(chat) - now);
  }

  take(chat: string): void {
    this.#busy.set(chat, { passedOver: false });
  }

  /** The messenger has answered what was sent to the chat. */
  wrote(chat: string, now: number): void {
    const gap = this.#gap(chat);
    this.#restingUntil.set(chat, now + gap);
    this.#evenAt.set(chat, Math.max(this.#evenAt.get(chat) ?? now, now) + gap);
  }

  /** True when something for the chat was passed over meanwhile. */
  release(chat: string): boolean {
    const passedOver = this.#busy.get(chat)?.passedOver === true;
    this.#busy.delete(chat);
    return passedOver;
  }

  #gap(chat: string): number {
    return this.#limits.isGroup(chat) ? this.#limits.groupGap : this.#limits.chatGap;
  }
}
