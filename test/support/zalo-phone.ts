import { patience } from './patience.ts';

/** What somebody sees in a chat. */
export type Shown = { id: string; from: 'bot' | 'user'; text: string; at: Date };

type Waiter<M> = { pattern: RegExp; resolve(message: M): void };

/** One chat on a phone with Zalo, and what its owner has not read yet. */
export class ZaloPhone<M extends Shown> {
  readonly id: string;
  readonly name: string;
  readonly messages: M[] = [];
  readonly #waiters = new Set<Waiter<M>>();
  #unread: M[] = [];

  constructor(name: string, id: string) {
    this.name = name;
    this.id = id;
  }

  /** Messages of the bot that came since this person last acted and were not yet received. */
  get unread(): readonly M[] {
    return this.#unread;
  }

  get last(): M | undefined {
    return this.messages.findLast(({ from }) => from === 'bot');
  }

  /** The first unread message that matches. @throws after `within` ms (the test's own patience) with the transcript */
  receives(pattern: RegExp, { within = patience() } = {}): Promise<M> {
    const found = this.#unread.find(({ text }) => pattern.test(text));
    if (found) {
      this.#unread = this.#unread.filter((one) => one !== found);
      return Promise.resolve(found);
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(new Error(`${this.name} received nothing matching ${pattern}\n${this.transcript()}`));
      }, within);
      const settle = (message: M) => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        resolve(message);
      };
      const waiter: Waiter<M> = { pattern, resolve: settle };
      this.#waiters.add(waiter);
    });
  }

  transcript(): string {
    return this.messages.map(({ from, text }) => `${from === 'bot' ? '<' : '>'} ${text}`).join('\n');
  }

  /** A message of the bot arrived. */
  arrived(message: M): void {
    this.messages.push(message);
    const waiter = [...this.#waiters].find(({ pattern }) => pattern.test(message.text));
    if (waiter) waiter.resolve(message);
    else this.#unread.push(message);
  }

  /** The person acted: what lies above was read. */
  protected acted(message: M | null): void {
    this.#unread = [];
    if (message) this.messages.push(message);
  }
}
