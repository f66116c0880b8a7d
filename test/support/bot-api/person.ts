import { patience } from '../patience.ts';
import { describeButtons, findButton, replyKeys } from './buttons.ts';
import type { Account, Chat, Message } from './chats.ts';
import type { FileKind } from './files.ts';
import { findEntities } from './html.ts';
import { type BotCommand, commandsSeenBy } from './methods-settings.ts';
import { isSeenByBot, kindOf, type OutgoingFile, splitText } from './outgoing.ts';
import { type Press, pressOf } from './press.ts';
import { type Expectation, type ShownMessage, show } from './screen.ts';
import type { Callback, CallbackAnswer, Telegram } from './telegram.ts';
import { transcriptOf } from './transcript.ts';
import type { WireUser } from './wire.ts';

export interface PersonOptions {
  id?: number;
  firstName: string;
  lastName?: string;
  username?: string;
  /** Two-letter language of the app; Vietnamese by default. */
  language?: string;
  /** Already pressed Start, without the bot being told: for rosters in which the conversation is not the point. */
  started?: boolean;
}

export interface Place {
  /** A group to write in; the private chat with the bot when absent. */
  in?: { chat: Chat };
  replyTo?: { id: number };
}

/** A person with Telegram on a phone, and the private chat with the bot as that person sees it. */
export class Person {
  readonly id: number;
  readonly name: string;
  readonly chat: Chat;
  readonly #telegram: Telegram;
  readonly #account: Account;
  #lastPress: Callback | undefined;

  constructor(telegram: Telegram, options: PersonOptions) {
    const user: WireUser = {
      id: options.id ?? telegram.nextUserId(),
      is_bot: false,
      first_name: options.firstName,
      language_code: options.language ?? 'vi',
    };
    if (options.lastName !== undefined) user.last_name = options.lastName;
    if (options.username !== undefined) user.username = options.username;
    this.#telegram = telegram;
    this.#account = { user, started: options.started ?? false, blocked: false, deactivated: false };
    this.chat = telegram.addAccount(this.#account);
    this.id = user.id;
    this.name = this.chat.title;
  }

  // ── what the person does ────────────────────────────────────────────────────────────────────────────────────

  /** Sends a text; one longer than 4096 characters goes as several messages, as the apps do. Returns the last. */
  async send(text: string, place: Place = {}): Promise<ShownMessage> {
    let last: Message | undefined;
    for (const part of splitText(text)) last = this.#write({ text: part, entities: findEntities(part) }, place);
    return show(last as Message);
  }

  /** Presses Start, optionally through a deep link's code. */
  async start(code = ''): Promise<ShownMessage> {
    return this.send(`/start ${code}`.trimEnd());
  }

  async sendFile(file: OutgoingFile, place: Place = {}): Promise<ShownMessage> {
    return show(this.#sendFile('document', file, place));
  }

  async sendPhoto(file: Partial<OutgoingFile> = {}, place: Place = {}): Promise<ShownMessage> {
    return show(this.#sendFile('photo', { name: 'photo.jpg', mime: 'image/jpeg', ...file }, place));
  }

  async sendVoice(file: Partial<OutgoingFile> = {}, place: Place = {}): Promise<ShownMessage> {
    return show(this.#sendFile('voice', { name: 'voice.ogg', mime: 'audio/ogg', ...file }, place));
  }

  /**
   * Sends files as one album: separate updates sharing a media_group_id, without an end mark.
   * A late member is sent by a second call naming the album.
   */
  async sendAlbum(files: OutgoingFile[], options: Place & { album?: string } = {}): Promise<ShownMessage[]> {
    const albumId = options.album ?? this.#telegram.nextAlbumId();
    return files.map((file) => show(this.#sendFile(kindOf(file), file, options, albumId)));
  }

  /** Shares a contact: the own one by default, which Telegram certifies by `user_id`; or another's, without it. */
  async contact(contact: {
    phone: string;
    of?: { id?: number; firstName: string; lastName?: string };
  }): Promise<ShownMessage> {
    const own = {
      first_name: this.#account.user.first_name,
      last_name: this.#account.user.last_name,
      user_id: this.id,
    };
    const { of } = contact;
    const card = of === undefined ? own : { first_name: of.firstName, last_name: of.lastName, user_id: of.id };
    return show(this.#write({ extra: { contact: { phone_number: contact.phone, ...card } } }, {}));
  }

  /** Changes an own message; the bot is told by `edited_message`. */
  async edit(target: number | { id: number }, text: string, place: Place = {}): Promise<ShownMessage> {
    const message = this.#chat(place).messages.get(typeof target === 'number' ? target : target.id);
    if (message === undefined || message.from.id !== this.id) throw new Error(`${this.name} has no such message`);
    message.chat.screen.ownerActed();
    this.#telegram.edit(message, { text, entities: findEntities(text) });
    this.#telegram.announce('edited_message', message);
    return show(message);
  }

  /**
   * Presses a button by its label (exact, else the only one beginning so) on the newest message that has it; a key
   * of the reply keyboard is pressed when no message has the label.
   * @throws listing the visible buttons when there is none, or when it cannot be pressed
   */
  async press(label: string, options: Pick<Place, 'in'> & { on?: { id: number } } = {}): Promise<Press> {
    const chat = this.#chat(options);
    const found = findButton(chat, label, options.on?.id);
    if (found === undefined) {
      const key =
        options.on === undefined
          ? replyKeys(chat)
              .flat()
              .find((text) => text === label)
          : undefined;
      if (key === undefined) throw new Error(`${this.name} ${describeButtons(chat, label)}`);
      await this.send(key, options);
      return { id: '', data: '', answered: () => Promise.reject(new Error('a reply key is never answered')) };
    }
    const { message, button } = found;
    if (button.disabled !== undefined) throw new Error(`the button "${button.text}" is disabled`);
    if (button.callback_data === undefined)
      throw new Error(`the button "${button.text}" opens ${button.url ?? 'an app'}`);
    return this.#press(message, button.callback_data);
  }

  /** Sends callback data the person was never given, as a modified client can. */
  async forge(data: string, options: { message?: { id: number; chatId: number } } = {}): Promise<Press> {
    const { message } = options;
    return this.#press(message && this.#telegram.chats.get(message.chatId)?.messages.get(message.id), data);
  }

  /** Forwards a message this person can see to the bot. @throws when the message is protected */
  async forward(source: { id: number; chatId: number }): Promise<ShownMessage> {
    const message = this.#telegram.chats.get(source.chatId)?.messages.get(source.id);
    if (message === undefined) throw new Error(`there is no message ${source.id} to forward`);
    if (message.options.protect_content === true) throw new Error('the message is protected from forwarding');
    const date = Math.floor(message.at.getTime() / 1000);
    const extra = { ...message.extra, forward_origin: { type: 'user', sender_user: message.from, date } };
    const { text, entities, file } = message;
    return show(this.#write({ text, entities, file, extra }, {}));
  }

  async block(): Promise<void> {
    this.#account.blocked = true;
    this.#telegram.announceMembership(this.chat, this.user, 'member', 'kicked');
  }

  async unblock(): Promise<void> {
    this.#account.blocked = false;
    this.#telegram.announceMembership(this.chat, this.user, 'kicked', 'member');
  }

  /** Deletes the account: the bot learns it only from the 403. */
  async deactivate(): Promise<void> {
    this.#account.deactivated = true;
  }

  // ── what the person sees ────────────────────────────────────────────────────────────────────────────────────

  /** Everything in the chat now, oldest first. */
  get messages(): ShownMessage[] {
    return [...this.chat.messages.values()].map(show);
  }

  /** The newest message of the bot. */
  get last(): ShownMessage | undefined {
    return this.messages.findLast((message) => message.from === 'bot');
  }

  /** Bot messages, new or edited, since this person last pressed or sent something, without those received. */
  get unread(): readonly ShownMessage[] {
    return this.chat.screen.unread;
  }

  /**
   * The first bot message, new or edited, that matches and arrived since this person last pressed or sent something;
   * each arrival is received once. Patterns look at the text or caption.
   * @throws after `within` ms (the test's own patience), printing the transcript
   */
  receives(expected: Expectation, options: { within?: number } = {}): Promise<ShownMessage> {
    return this.chat.screen.receives(expected, options.within ?? patience(), () => this.transcript());
  }

  /** The answer to this person's last press, once the bot gave it. */
  get lastAnswer(): CallbackAnswer | undefined {
    return this.#lastPress?.answer;
  }

  /** Keys of the reply keyboard under the input field. */
  get keyboard(): string[][] {
    return replyKeys(this.chat);
  }

  /** The command menu this person is offered. */
  get commands(): BotCommand[] {
    return commandsSeenBy(this.#telegram, this.id, this.#account.user.language_code ?? '');
  }

  get isBlocking(): boolean {
    return this.#account.blocked;
  }

  transcript(): string {
    return transcriptOf(this.chat);
  }

  // ── inside ──────────────────────────────────────────────────────────────────────────────────────────────────

  get user(): WireUser {
    return this.#account.user;
  }

  #chat(place: Place): Chat {
    return place.in?.chat ?? this.chat;
  }

  #write(content: Partial<Message>, place: Place): Message {
    if (this.#account.deactivated) throw new Error(`${this.name}'s account is deactivated`);
    if (this.#account.blocked && place.in === undefined) throw new Error(`${this.name} has blocked the bot`);
    const chat = this.#chat(place);
    chat.screen.ownerActed();
    if (place.in === undefined) this.#account.started = true;
    const replyTo = place.replyTo === undefined ? undefined : chat.messages.get(place.replyTo.id);
    const message = this.#telegram.add(chat, this.#account.user, { ...content, replyTo });
    if (isSeenByBot(message, this.#telegram)) this.#telegram.announce('message', message);
    return message;
  }

  #sendFile(kind: FileKind, file: OutgoingFile, place: Place, albumId?: string): Message {
    const bytes = Buffer.from(file.bytes ?? new Uint8Array([0x25]));
    const mime = file.mime ?? 'application/octet-stream';
    const size = file.size ?? bytes.length;
    const stored = this.#telegram.files.add({ kind, name: file.name, mime, bytes, size });
    return this.#write({ file: stored, text: file.caption ?? '', albumId }, place);
  }

  #press(message: Message | undefined, data: string): Press {
    if (this.#account.deactivated) throw new Error(`${this.name}'s account is deactivated`);
    (message?.chat ?? this.chat).screen.ownerActed();
    const callback = this.#telegram.press(this.#account.user, message, data);
    this.#lastPress = callback;
    return pressOf(callback, () => this.transcript());
  }
}
