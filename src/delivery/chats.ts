import type { Limits } from '../channels/channel.ts';

/** Which chats something is on its way to, and which were written to a moment ago. Milliseconds that only run forward. */
export class Chats {
  readonly #limits: Limits;
  readonly #busy = new Set<string>();
  /** Those for which something waits, by the newest look. */
  #passedOver = new Set<string>();
  readonly #restingUntil = new Map<string, number>();
  /** When the chat would have had its pause after everything it was sent. */
  readonly #evenAt = new Map<string, number>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** The chats nothing can be claimed for now. */
  busy(): string[] {
    return [...this.#busy];
  }

  isBusy(chat: string): boolean {
    return this.#busy.has(chat);
  }

  /** For these something was not claimed because they were busy or resting, and for no others. */
  passedOver(chats: readonly string[]): void {
    this.#passedOver = new Set(chats);
  }

  /** The chats nothing is sent to that can wait. */
  resting(now: number): string[] {
    for (const [chat, until] of this.#restingUntil) if (until <= now) this.#restingUntil.delete(chat);
    for (const [chat, at] of this.#evenAt) if (at <= now) this.#evenAt.delete(chat);
    return [...this.#restingUntil.keys()];
  }

  /** Milliseconds until the first chat has rested for which something waits; null when there is none but busy ones. */
  untilRested(now: number): number | null {
    const resting = [...this.#passedOver].filter((chat) => !this.#busy.has(chat));
    const times = resting.map((chat) => this.#restingUntil.get(chat) ?? now);
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
    this.#busy.add(chat);
  }

  /** The messenger has answered what was sent to the chat. */
  wrote(chat: string, now: number): void {
    const gap = this.#gap(chat);
    this.#restingUntil.set(chat, now + gap);
    this.#evenAt.set(chat, Math.max(this.#evenAt.get(chat) ?? now, now) + gap);
  }

  /** True when something for the chat was passed over meanwhile. */
  release(chat: string): boolean {
    this.#busy.delete(chat);
    return this.#passedOver.has(chat);
  }

  #gap(chat: string): number {
    return this.#limits.isGroup(chat) ? this.#limits.groupGap : this.#limits.chatGap;
  }
}
