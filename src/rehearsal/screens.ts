import type { Block, Shown } from './block.ts';
import { inOrder } from './history.ts';
import { Live } from './live.ts';

/** How many messages a phone keeps at hand; what is older is read from the database. */
const AT_HAND = 100;

/** What the phones show since the service started: ahead of the database by the moment between sending and noting. */
export class Screens {
  readonly live = new Live();
  readonly #phones = new Map<string, Map<string, Shown>>();

  show(person: string, message: Shown): void {
    const phone = this.#phones.get(person) ?? new Map<string, Shown>();
    this.#phones.set(person, phone);
    phone.set(message.id, message);
    for (const id of phone.keys()) {
      if (phone.size <= AT_HAND) break;
      phone.delete(id);
    }
    this.live.tell({ kind: 'message', person, message });
  }

  /** `stored`: the message as the database has it, when it is no longer at hand. */
  async change(person: string, id: string, block: Block, stored: () => Promise<Shown | undefined>): Promise<void> {
    const message = this.#phones.get(person)?.get(id) ?? (await stored());
    if (!message) throw new Gone();
    this.show(person, { ...message, block, changed: true });
  }

  /** The phone's messages: as the database has them, corrected by what is at hand. */
  over(person: string, stored: readonly Shown[]): Shown[] {
    const messages = new Map(stored.map((message) => [message.id, message]));
    for (const [id, message] of this.#phones.get(person) ?? []) messages.set(id, message);
    return inOrder([...messages.values()]);
  }

  clear(): void {
    this.#phones.clear();
    this.live.tell({ kind: 'reset' });
  }
}

/** The message to change is not there. */
export class Gone extends Error {
  override name = 'Gone';
}
