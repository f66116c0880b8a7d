import { ZaloPhone } from '../zalo-phone.ts';
import type { BotPlatform } from './bot-platform.ts';
import type { ShownMessage } from './wire.ts';

/** A person with Zalo on a phone, and the private chat with the bot as that person sees it. */
export class Person extends ZaloPhone<ShownMessage> {
  readonly #platform: BotPlatform;
  /** Wrote to the bot at least once: before that it cannot write to him. */
  wrote = false;
  blocked = false;

  constructor(platform: BotPlatform, name: string, id: string) {
    super(name, id);
    this.#platform = platform;
  }

  /**
   * Sends a text; one longer than 2,000 characters goes as several messages, as the app does. `quoting` a message of
   * the chat: by the name the Official Account has for it, the platform documents none.
   */
  async send(words: string, options: { quoting?: { id: string } } = {}): Promise<void> {
    const parts = words.match(/[\s\S]{1,2000}/gu) ?? [];
    const quote = options.quoting ? { quote_msg_id: options.quoting.id } : {};
    for (const text of parts) this.#act('message.text.received', { text, ...quote }, text);
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

  #act(event_name: string, content: Record<string, unknown>, text: string): void {
    this.wrote = true;
    const message_id = this.#platform.nextId();
    const at = this.#platform.now();
    this.acted({ id: message_id, from: 'user', text, at });
    const from = { id: this.id, display_name: this.name, is_bot: false };
    const chat = { id: this.id, chat_type: 'PRIVATE' };
    this.#platform.announce({ event_name, message: { from, chat, message_id, date: at.getTime(), ...content } });
  }
}
