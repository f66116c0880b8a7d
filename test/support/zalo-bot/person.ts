import type { BotPlatform } from './bot-platform.ts';
import type { ShownMessage } from './wire.ts';

/** Default patience of `receives`, milliseconds of real time. */
const PATIENCE_MS = 5_000;

type Waiter = { pattern: RegExp; resolve(message: ShownMessage): void };

/** A person with Zalo on a phone, and the private chat with the bot as that person sees it. */
export class Person {
  readonly id: string;
  readonly name: string;
  readonly messages: ShownMessage[] = [];
  readonly #platform: BotPlatform;
  readonly #waiters = new Set<Waiter>();
  #unread: ShownMessage[] = [];
  /** Wrote to the bot at least once: before that it cannot write to him. */
  wrote = false;
  blocked = false;

  constructor(platform: BotPlatform, name: string, id: string) {
    this.#platform = platform;
    this.name = name;
    this.id = id;
  }

  /** Sends a text; one longer than 2,000 characters goes as several messages, as the app does. */
  async send(words: string): Promise<void> {
    const parts = words.match(/[\s\S]{1,2000}/gu) ?? [];
    for (const text of parts) this.#act('message.text.received', { text }, text);
  }

  async sendPhoto(options: { bytes?: Uint8Array; caption?: string } = {}): Promise<void> {
    const photo_url = this.#platform.photo(options.bytes ?? new Uint8Array([0xff, 0xd8, 0xff, 0xe0]));
    const caption = options.caption === undefined ? {} : { caption: options.caption };
    this.#act('message.image.received', { message_type: 'CHAT_PHOTO', photo_url, ...caption }, options.caption ?? '');
  }

  /** Sends what the platform does not pass on: a file, a card. `anonymous`: not even who sent it is told. */
  async sendUnsupported(options: { anonymous?: boolean } = {}): Promise<void> {
    if (options.anonymous) return this.#platform.announce({ event_name: 'message.unsupported.received' });
    this.#act('message.unsupported.received', {}, '');
  }

  async block(): Promise<void> {
    this.blocked = true;
  }

  /** Messages of the bot that came since this person last wrote and were not yet received. */
  get unread(): readonly ShownMessage[] {
    return this.#unread;
  }

  get last(): ShownMessage | undefined {
    return this.messages.findLast(({ from }) => from === 'bot');
  }

  /** The first unread message that matches. @throws after `within` ms with the transcript */
  receives(pattern: RegExp, { within = PATIENCE_MS } = {}): Promise<ShownMessage> {
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
      const settle = (message: ShownMessage) => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        resolve(message);
      };
      const waiter: Waiter = { pattern, resolve: settle };
      this.#waiters.add(waiter);
    });
  }

  transcript(): string {
    return this.messages.map(({ from, text }) => `${from === 'bot' ? '<' : '>'} ${text}`).join('\n');
  }

  /** A message of the bot arrived. */
  arrived(message: ShownMessage): void {
    this.messages.push(message);
    const waiter = [...this.#waiters].find(({ pattern }) => pattern.test(message.text));
    if (waiter) waiter.resolve(message);
    else this.#unread.push(message);
  }

  #act(event_name: string, content: Record<string, unknown>, text: string): void {
    this.wrote = true;
    this.#unread = [];
    const message_id = this.#platform.nextId();
    const at = new Date();
    this.messages.push({ id: message_id, from: 'user', text, at });
    const from = { id: this.id, display_name: this.name, is_bot: false };
    const chat = { id: this.id, chat_type: 'PRIVATE' };
    this.#platform.announce({ event_name, message: { from, chat, message_id, date: at.getTime(), ...content } });
  }
}
