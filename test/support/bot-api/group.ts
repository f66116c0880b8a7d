import { patience } from '../patience.ts';
import type { Chat } from './chats.ts';
import type { Person } from './person.ts';
import { type Expectation, type ShownMessage, show } from './screen.ts';
import type { Telegram } from './telegram.ts';
import { transcriptOf } from './transcript.ts';

export interface GroupOptions {
  title: string;
  /** Whoever comes first created it and added the bot. */
  members: [Person, ...Person[]];
  type?: 'group' | 'supergroup';
}

/** A group with the bot in it. People write with `person.send(text, { in: group })` and press likewise. */
export class Group {
  readonly title: string;
  readonly #telegram: Telegram;
  readonly #owner: Person;
  #chat: Chat;

  constructor(telegram: Telegram, { title, members, type = 'group' }: GroupOptions) {
    this.title = title;
    this.#telegram = telegram;
    this.#owner = members[0];
    this.#chat = telegram.addGroup(title, type);
    telegram.announceMembership(this.#chat, this.#owner.user, 'left', 'member');
  }

  get chat(): Chat {
    return this.#chat;
  }

  /** Changes when the group is upgraded. */
  get id(): number {
    return this.#chat.id;
  }

  get messages(): ShownMessage[] {
    return [...this.#chat.messages.values()].map(show);
  }

  get last(): ShownMessage | undefined {
    return this.messages.findLast((message) => message.from === 'bot');
  }

  receives(expected: Expectation, options: { within?: number } = {}): Promise<ShownMessage> {
    return this.#chat.screen.receives(expected, options.within ?? patience(), () => transcriptOf(this.#chat));
  }

  async removeBot(by: Person = this.#owner): Promise<void> {
    this.#chat.botIsMember = false;
    this.#telegram.announceMembership(this.#chat, by.user, 'member', 'kicked');
  }

  async addBot(by: Person = this.#owner): Promise<void> {
    this.#chat.botIsMember = true;
    this.#telegram.announceMembership(this.#chat, by.user, 'kicked', 'member');
  }

  /** Upgrades to a supergroup: a new id, the old one answering 400 with `migrate_to_chat_id`. Returns both. */
  async migrate(): Promise<{ from: number; to: number }> {
    const before = this.#chat;
    const after = this.#telegram.addGroup(this.title, 'supergroup');
    const notice = (chat: Chat, extra: Record<string, number>) =>
      this.#telegram.announce('message', this.#telegram.add(chat, this.#owner.user, { extra }));
    notice(before, { migrate_to_chat_id: after.id });
    notice(after, { migrate_from_chat_id: before.id });
    before.migratedTo = after.id;
    this.#chat = after;
    return { from: before.id, to: after.id };
  }
}
