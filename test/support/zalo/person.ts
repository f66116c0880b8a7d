import { ZaloPhone } from '../zalo-phone.ts';
import type { Json, ShownButton, ShownMessage } from './wire.ts';
import type { Zalo } from './zalo.ts';

/** A person with Zalo on a phone, and the chat with the Official Account as that person sees it. */
export class Person extends ZaloPhone<ShownMessage> {
  /** '84…' */
  readonly phone: string;
  readonly #zalo: Zalo;
  following = false;
  blocked = false;
  /** The phone is off: nothing arrives before it is on again, and forms not even then when two hours have gone. */
  isOff = false;
  #waiting: ShownMessage[] = [];
  /** What was said in the chat, as the account can ask for it: the hidden codes of buttons too. */
  readonly spoken: { mine: boolean; id: string; text: string; type: string; url?: string; at: Date }[] = [];
  /** When the person last did something that lets the account write; milliseconds of the emulator's clock. */
  interacted: number | null = null;

  constructor(zalo: Zalo, name: string, id: string, phone: string) {
    super(name, id);
    this.#zalo = zalo;
    this.phone = phone;
  }

  async follow(): Promise<void> {
    this.following = true;
    this.blocked = false;
    this.interacts();
    const { oaId } = this.#zalo.keys;
    await this.#zalo.announce({ event_name: 'follow', oa_id: oaId, follower: { id: this.id }, source: 'oa_profile' });
  }

  async unfollow(): Promise<void> {
    this.following = false;
    const { oaId } = this.#zalo.keys;
    await this.#zalo.announce({ event_name: 'unfollow', oa_id: oaId, follower: { id: this.id }, source: 'oa_profile' });
  }

  /** Opens the account's profile and taps “Nhắn tin”; told flat, unlike everything else. */
  async clicksChat(): Promise<void> {
    this.interacts();
    const { oaId } = this.#zalo.keys;
    await this.#zalo.announce({ event_name: 'user_click_chatnow', oa_id: oaId, user_id: this.id, user_id_by_app: '7' });
  }

  /** A message comes to this phone; null while it is off. */
  takes(message: ShownMessage): ShownMessage | null {
    this.#waiting.push(message);
    if (this.isOff) return null;
    this.#waiting = [];
    this.arrived(message);
    const { id, text, at } = message;
    if (message.tracking === undefined) this.spoken.push({ mine: false, id, text, type: 'text', at });
    return message;
  }

  /** The phone is on again; `dropAfter`: forms older than so many milliseconds have gone. */
  switchedOn(dropAfter: number): readonly ShownMessage[] {
    this.isOff = false;
    const waiting = this.#waiting.splice(0);
    const now = this.#zalo.now().getTime();
    return waiting.filter(({ tracking, at }) => tracking === undefined || now - at.getTime() < dropAfter);
  }

  /** Refuses messages of the account, without a word to it. */
  async block(): Promise<void> {
    this.blocked = true;
  }

  /** Types a text; `quoting` a message of the chat. */
  async send(text: string, options: { quoting?: { id: string } } = {}): Promise<void> {
    const quote = options.quoting ? { quote_msg_id: options.quoting.id } : {};
    await this.#says('user_send_text', text, { text, ...quote });
  }

  async sendFile(file: { name: string; bytes?: Uint8Array; url?: string; size?: string | number }): Promise<void> {
    const url = file.url ?? this.#zalo.host(file.bytes ?? new Uint8Array());
    const size = file.size ?? String(file.bytes?.length ?? 0);
    const payload = { url, name: file.name, size, type: file.name.split('.').at(-1), checksum: 'db8f0a' };
    await this.#says('user_send_file', `[${file.name}]`, { attachments: [{ type: 'file', payload }] });
  }

  async sendImage(bytes: Uint8Array, text?: string): Promise<void> {
    const url = this.#zalo.host(bytes, 'jpg');
    const payload = { url, thumbnail: url };
    const words = text === undefined ? {} : { text };
    await this.#says('user_send_image', text ?? '[image]', { ...words, attachments: [{ type: 'image', payload }] });
  }

  async sendSticker(): Promise<void> {
    const payload = { id: '1', url: 'https://zalo-api.zadn.vn/api/emoticon/1' };
    await this.#says('user_send_sticker', '[sticker]', { attachments: [{ type: 'sticker', payload }] });
  }

  /**
   * Taps a button of the newest message that has one with these words. A fixed button of an approved form answers it;
   * a link only gives its address.
   */
  async press(words: string): Promise<string | undefined> {
    const message = this.messages.findLast((one) => buttonIn(one, words) || one.responses?.includes(words));
    if (!message) throw new Error(`${this.name} has no button ${words}\n${this.transcript()}`);
    const button = buttonIn(message, words);
    if (!button) return this.#responds(message, words);
    if (button.type === 'oa.open.url') return (button.payload as { url: string }).url;
    // Nothing of it is shown in the chat; to the account it is a text like any other.
    this.acted(null);
    this.interacts();
    const message_ = { text: String(button.payload), msg_id: this.#zalo.nextId() };
    this.#spoke(message_.msg_id, message_.text);
    await this.#zalo.announce({ event_name: 'user_send_text', ...this.#ends(), message: message_ });
  }

  /** Agrees to hand over name and phone number, as the newest message asks. */
  async shareInfo(phone: string = this.phone): Promise<void> {
    if (!this.messages.some(({ asksPhone }) => asksPhone)) throw new Error(`${this.name} was not asked`);
    const info = { name: this.name, phone, user_dob: '', gender: '', full_address: {} };
    this.interacts();
    await this.#zalo.announce({ event_name: 'user_submit_info', ...this.#ends(), info });
  }

  /** Opens the chat: everything in it is seen. */
  async looks(): Promise<void> {
    const msg_ids = this.messages.filter(({ from, tracking }) => from === 'bot' && !tracking).map(({ id }) => id);
    await this.#zalo.announce({ event_name: 'user_seen_message', ...this.#ends(), message: { msg_ids } });
  }

  interacts(): void {
    this.interacted = this.#zalo.now().getTime();
  }

  async #responds(message: ShownMessage, words: string): Promise<undefined> {
    this.acted(null);
    const answer = { submit_time: String(this.#zalo.now().getTime()), data: words, tracking_id: message.tracking! };
    this.#zalo.responses.push({ template: message.template!, msg_id: message.id, ...answer });
    const told = { msg_id: message.id, message: { ...answer, button_type: 'response' } };
    await this.#zalo.announce({ event_name: 'user_click_response_button', oa_id: this.#zalo.keys.oaId, ...told });
  }

  async #says(event_name: string, text: string, content: Json): Promise<void> {
    const msg_id = this.#zalo.nextId();
    this.interacts();
    this.acted({ id: msg_id, from: 'user', text, at: this.#zalo.now() });
    this.#spoke(msg_id, text, content);
    await this.#zalo.announce({ event_name, ...this.#ends(), message: { ...content, msg_id } });
  }

  #spoke(id: string, text: string, content: Json = {}): void {
    const [attachment] = (content['attachments'] ?? []) as { type: string; payload?: { url?: string } }[];
    const [type, url] = [attachment?.type ?? 'text', attachment?.payload?.url];
    // Chats call a picture a photo, and of a file they say nothing but its address.
    const named = type === 'image' ? 'photo' : type;
    const words = type === 'text' ? text : String(content['text'] ?? '');
    this.spoken.push({ mine: true, id, text: words, type: named, at: this.#zalo.now(), ...(url && { url }) });
  }

  #ends(): Json {
    const { oaId, appId } = this.#zalo.keys;
    return {
      sender: { id: this.id },
      recipient: { id: oaId },
      user_id_by_app: `${appId.slice(0, 9)}${this.id.slice(9)}`,
    };
  }
}

const buttonIn = (message: ShownMessage, words: string): ShownButton | undefined =>
  message.buttons?.find(({ title }) => title === words);
