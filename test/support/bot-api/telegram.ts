import { type Account, type Chat, chatToWire, type Message, messageToWire, newChat } from './chats.ts';
import { FileStore } from './files.ts';
import type { Params } from './params.ts';
import { badRequest, refusals } from './refusal.ts';
import { show } from './screen.ts';
import { UpdateQueue } from './updates.ts';
import type { Json, WireUser } from './wire.ts';

export interface CallbackAnswer {
  text: string;
  alert: boolean;
  url?: string;
}

/** A press of a button, from the person's tap to the bot's answer. */
export interface Callback {
  id: string;
  from: WireUser;
  message: Message | undefined;
  data: string;
  at: Date;
  updateId: number | undefined;
  answer: CallbackAnswer | undefined;
  onAnswer: ((answer: CallbackAnswer) => void)[];
}

export interface TelegramOptions {
  clock: () => Date;
  token: string;
  username: string;
  firstUpdateId: number;
  /** Milliseconds (injected clock) after which a press can no longer be answered; undocumented, 15–20 s reported. */
  answerWithinMs: number;
  /** Group privacy mode: the bot sees only commands, mentions and replies to it. */
  privacyMode: boolean;
}

/** Everything Telegram knows: accounts, chats, messages, files, presses and the updates not yet fetched. */
export class Telegram {
  readonly options: TelegramOptions;
  readonly bot: WireUser;
  readonly chats = new Map<number, Chat>();
  readonly files = new FileStore();
  readonly callbacks = new Map<string, Callback>();
  readonly updates: UpdateQueue;
  loggedOut = false;
  #messageId = 0;
  #userId = 5_000_000_000;
  #groupId = 4_000_000;
  #callbackId = 0;
  #albumId = 0;

  constructor(options: TelegramOptions) {
    this.options = options;
    this.updates = new UpdateQueue(options.clock, options.firstUpdateId);
    this.bot = {
      id: Number(options.token.split(':')[0]),
      is_bot: true,
      first_name: 'Thư ký',
      username: options.username,
    };
  }

  now(): Date {
    return this.options.clock();
  }

  nextAlbumId(): string {
    this.#albumId += 1;
    return String(13_900_000_000_000_000 + this.#albumId);
  }

  nextUserId(): number {
    this.#userId += 1;
    return this.#userId;
  }

  addAccount(account: Account): Chat {
    if (this.chats.has(account.user.id)) throw new Error(`there is already an account ${account.user.id}`);
    const name = [account.user.first_name, account.user.last_name].filter(Boolean).join(' ');
    const chat = newChat(account.user.id, 'private', name, account);
    this.chats.set(chat.id, chat);
    return chat;
  }

  addGroup(title: string, type: 'group' | 'supergroup'): Chat {
    this.#groupId += 1;
    const id = type === 'group' ? -this.#groupId : -1_000_000_000_000 - this.#groupId;
    const chat = newChat(id, type, title);
    this.chats.set(id, chat);
    return chat;
  }

  /** The chat a call names; public @usernames are not emulated. */
  chat(params: Params, field = 'chat_id'): Chat {
    const id = params.text(field).trim();
    if (id === '') throw badRequest(`${field} is empty`);
    const chat = this.chats.get(Number(id));
    if (chat === undefined) throw refusals.chatNotFound();
    if (chat.migratedTo !== undefined) throw refusals.migrated(chat.migratedTo);
    return chat;
  }

  /** Stores a message and, when it is the bot's, shows it to the chat. */
  add(chat: Chat, from: WireUser, content: Partial<Message>): Message {
    this.#messageId += 1;
    const message: Message = {
      id: this.#messageId,
      chat,
      from,
      at: this.now(),
      edited: undefined,
      edits: 0,
      text: '',
      entities: [],
      html: undefined,
      markup: undefined,
      file: undefined,
      albumId: undefined,
      replyTo: undefined,
      options: {},
      extra: {},
      ...content,
    };
    chat.messages.set(message.id, message);
    if (message.markup?.keyboard !== undefined) chat.keyboard = message.markup;
    else if (message.markup?.remove_keyboard === true) chat.keyboard = undefined;
    if (from.is_bot) chat.screen.arrived(show(message));
    return message;
  }

  edit(message: Message, content: Partial<Message>): void {
    Object.assign(message, content);
    message.edits += 1;
    message.edited = this.now();
    if (message.from.is_bot) message.chat.screen.arrived(show(message));
  }

  /** Tells the bot about a message of a person. */
  announce(type: 'message' | 'edited_message', message: Message): void {
    this.updates.add(type, messageToWire(message), `chat ${message.chat.id}`);
  }

  /** Tells the bot that its own standing in a chat changed: blocked, unblocked, added, removed. */
  announceMembership(chat: Chat, by: WireUser, before: string, after: string): void {
    const member = (status: string): Json => ({
      user: this.bot,
      status,
      ...(status === 'kicked' ? { until_date: 0 } : {}),
    });
    const change = {
      chat: chatToWire(chat),
      from: by,
      date: Math.floor(this.now().getTime() / 1000),
      old_chat_member: member(before),
      new_chat_member: member(after),
    };
    this.updates.add('my_chat_member', change, `chat ${chat.id}`);
  }

  press(from: WireUser, message: Message | undefined, data: string): Callback {
    this.#callbackId += 1;
    const callback: Callback = {
      id: String(4_000_000_000_000_000 + this.#callbackId),
      from,
      message,
      data,
      at: this.now(),
      updateId: undefined,
      answer: undefined,
      onAnswer: [],
    };
    this.callbacks.set(callback.id, callback);
    const payload: Json = { id: callback.id, from, chat_instance: String(message?.chat.id ?? from.id), data };
    if (message !== undefined) payload.message = messageToWire(message);
    callback.updateId = this.updates.add('callback_query', payload, `press ${from.id}`)?.update_id;
    return callback;
  }

  answer(callbackId: string, answer: CallbackAnswer): void {
    const callback = this.callbacks.get(callbackId);
    const age = callback === undefined ? 0 : this.now().getTime() - callback.at.getTime();
    if (callback === undefined || callback.answer !== undefined || age > this.options.answerWithinMs)
      throw refusals.queryTooOld();
    callback.answer = answer;
    for (const listener of callback.onAnswer) listener(answer);
  }
}
