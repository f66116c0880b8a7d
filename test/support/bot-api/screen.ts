import type { Message } from './chats.ts';
import { inlineRows } from './markup.ts';
import type { Json } from './wire.ts';

/** A message as the person sees it, at the moment of looking. */
export interface ShownMessage {
  id: number;
  chatId: number;
  from: 'bot' | 'user';
  author: string;
  /** The text, or the caption of a file. */
  text: string;
  /** The HTML the bot sent, when it used `parse_mode: HTML`. */
  html?: string;
  /** Labels of the inline keyboard, row by row. */
  buttons: string[][];
  file?: { name: string; mime: string; size: number; kind: string; bytes: Buffer; fileId: string };
  albumId?: string;
  replyTo?: number;
  edits: number;
  /** Cannot be forwarded or saved. */
  protected: boolean;
  /** Arrived without sound. */
  silent: boolean;
  at: Date;
  /** Everything else the bot passed with it, e.g. link_preview_options or an unknown new field. */
  options: Json;
  /** The markup as sent, with styles and callback data. */
  markup?: Message['markup'];
}

export function show(message: Message): ShownMessage {
  const shown: ShownMessage = {
    id: message.id,
    chatId: message.chat.id,
    from: message.from.is_bot ? 'bot' : 'user',
    author: message.from.first_name,
    text: message.text,
    buttons: inlineRows(message.markup).map((row) => row.map((button) => button.text)),
    edits: message.edits,
    protected: message.options.protect_content === true,
    silent: message.options.disable_notification === true,
    at: message.at,
    options: message.options,
  };
  if (message.html !== undefined) shown.html = message.html;
  if (message.albumId !== undefined) shown.albumId = message.albumId;
  if (message.replyTo !== undefined) shown.replyTo = message.replyTo.id;
  if (message.markup !== undefined) shown.markup = message.markup;
  if (message.file !== undefined) {
    const { name, mime, size, kind, bytes, fileId } = message.file;
    shown.file = { name, mime, size, kind, bytes, fileId };
  }
  return shown;
}

export type Expectation = RegExp | string | ((message: ShownMessage) => boolean);

interface Waiter {
  matches: (message: ShownMessage) => boolean;
  settle: (message: ShownMessage) => void;
  fail: (error: Error) => void;
}

/** What has reached one chat since its owner last did something, and who is waiting for what. */
export class Screen {
  readonly #title: string;
  readonly #waiters = new Set<Waiter>();
  #unread: ShownMessage[] = [];

  constructor(title: string) {
    this.#title = title;
  }

  /** Bot messages, new or edited, which arrived since the owner last acted and were not yet received. */
  get unread(): readonly ShownMessage[] {
    return this.#unread;
  }

  /** The owner pressed or sent something: what was there before no longer answers it. */
  ownerActed(): void {
    this.#unread = [];
  }

  arrived(message: ShownMessage): void {
    const waiter = [...this.#waiters].find((candidate) => candidate.matches(message));
    if (waiter === undefined) this.#unread.push(message);
    else waiter.settle(message);
  }

  /**
   * The first unread bot message that fits, waiting for it if need be; it is then read.
   * @param within milliseconds of real time
   * @throws with the chat's transcript when nothing fits in time
   */
  receives(expected: Expectation, within: number, transcript: () => string): Promise<ShownMessage> {
    const matches = matcher(expected);
    const index = this.#unread.findIndex(matches);
    const found = this.#unread[index];
    if (found !== undefined) {
      this.#unread.splice(index, 1);
      return Promise.resolve(found);
    }
    return new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
      };
      const waiter: Waiter = {
        matches,
        settle: (message) => {
          finish();
          resolve(message);
        },
        fail: (error) => {
          finish();
          reject(error);
        },
      };
      const timer = setTimeout(() => {
        const wanted = `${this.#title} received nothing matching ${expected} within ${within} ms`;
        waiter.fail(new Error(`${wanted}\n${transcript()}`));
      }, within);
      this.#waiters.add(waiter);
    });
  }

  close(): void {
    for (const waiter of this.#waiters) waiter.fail(new Error(`the Bot API was closed while ${this.#title} waited`));
  }
}

function matcher(expected: Expectation): (message: ShownMessage) => boolean {
  if (typeof expected === 'function') return expected;
  if (typeof expected === 'string') return (message) => message.text.includes(expected);
  const pattern = new RegExp(expected.source, expected.flags.replace(/[gy]/g, ''));
  return (message) => pattern.test(message.text);
}
