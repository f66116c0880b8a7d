// A committee's messengers of several kinds, with people on them, one outbox and a clock one can set.
import type { Channel } from '../../src/channels/channel.ts';
import { type Claimed, claim } from '../../src/delivery/claim.ts';
import { newCounters } from '../../src/delivery/counters.ts';
import { deliver } from '../../src/delivery/deliver.ts';
import { enqueue } from '../../src/delivery/enqueue.ts';
import { onPool, passOnUnreceived, type Ways } from '../../src/delivery/ways.ts';
import type { Notice } from '../../src/kernel/notice.ts';
import type { Settings } from '../../src/kernel/settings.ts';
import { said, text } from '../../src/kernel/text.ts';
import { hours } from '../../src/kernel/time.ts';
import { choice, press, type View } from '../../src/kernel/view.ts';
import { defaultSettings } from '../../src/settings.ts';
import type { Database } from '../../src/store/database.ts';
import { type Lent, lentDatabase } from '../support/database.ts';
import { Messenger } from './messenger.ts';
import { MORNING } from './setting.ts';

export type Row = {
  id: string;
  key: string;
  state: string;
  error: string | null;
  account_id: string | null;
  tried: string[];
  channel: string | null;
  not_before: Date | null;
  received_at: Date | null;
  receipt_by: Date | null;
};

const commands: Record<string, readonly string[]> = { 'attendance.attend': ['meeting'] };

export class Town {
  now = MORNING;
  settings: Settings = defaultSettings;
  /** Free for two days, for money until the seventh, tells what has arrived. */
  readonly official = new Messenger('official', { window: { free: hours(48), closes: hours(168) }, receipts: true });
  /** At any time, nothing is told of what arrives. */
  readonly open = new Messenger('open', { edits: true });
  readonly byNumber = new Messenger('by-number', { briefsOnly: true, receipts: true, buttons: false });
  readonly byMail = new Messenger('by-mail', { byMail: true });
  readonly counted = new Messenger('counted', { monthly: 10 });
  readonly database: Database;
  readonly #giveBack: () => Promise<void>;
  #accounts = 0;

  constructor({ database, giveBack }: Lent) {
    this.database = database;
    this.#giveBack = giveBack;
    this.byNumber.charge = () => ({ item: 'template', price: 800 });
    this.official.charge = (options) => (options.brief ? { item: 'template', price: 560 } : undefined);
    this.counted.charge = () => ({ item: 'message', price: 0 });
  }

  static async found(): Promise<Town> {
    return new Town(await lentDatabase());
  }

  close(): Promise<void> {
    return this.#giveBack();
  }

  get messengers(): Messenger[] {
    return [this.official, this.open, this.byNumber, this.byMail, this.counted];
  }

  get ways(): Ways {
    return { phone: this.byNumber.name, mail: this.byMail.name, settings: () => this.settings };
  }

  /** Somebody on the roster. */
  async person(id: string, phone: string | null = null, email: string | null = null): Promise<void> {
    await this.database.prisma.person.create({ data: { id, fullName: `Nguyễn Văn ${id}`, phone, email } });
  }

  /** Links an account; `heardAt`: when he last wrote there. */
  async link(
    personId: string,
    { name }: Messenger,
    more: { heardAt?: Date; preferred?: boolean; reachable?: boolean } = {},
  ): Promise<string> {
    this.#accounts += 1;
    const id = `${personId}-${name}`;
    const data = { id, channel: name, externalId: `chat-${id}`, personId, consentVersion: '1', ...more };
    await this.database.prisma.account.create({
      data: { ...data, linkedAt: new Date(MORNING.getTime() + this.#accounts) },
    });
    return `chat-${id}`;
  }

  async notice(to: string, words: string, more: Partial<Notice> = {}): Promise<void> {
    const notice: Notice = {
      to,
      class: 'notice',
      view: briefed(words),
      matter: 'meeting:m1',
      key: `${words}:${to}`,
      ...more,
    };
    await this.database.transaction((tx) =>
      enqueue(tx, { notices: [notice] }, { now: this.now, settings: this.settings }, this.ways),
    );
  }

  /** Whatever can go out now, on all channels, until nothing is left. */
  async deliver(): Promise<void> {
    for (let some = true; some; ) {
      some = false;
      for (const messenger of this.messengers) some = (await this.#deliverOn(messenger)) || some;
    }
  }

  /** What a sender takes to send it now. */
  async claim({ name: channel }: Messenger): Promise<Claimed[]> {
    const wish = { channel, now: this.now, busy: [], resting: [], replies: 10, bulk: 10, most: 20 };
    return (await claim(this.database.pool, wish)).rows;
  }

  async #deliverOn(messenger: Messenger): Promise<boolean> {
    const { pool } = this.database;
    const rows = await this.claim(messenger);
    const channel = messenger.channel as Channel;
    const delivery = {
      pool,
      channel,
      fieldsOf: (name: string) => commands[name],
      now: () => this.now,
      counters: newCounters(),
      files: { open: async () => 'expected' as const, sentAs: async () => undefined },
      onProblem: () => undefined,
      ways: this.ways,
    };
    for (const row of rows) await deliver(delivery, row);
    return rows.length > 0;
  }

  /** One look of the clock at what gave no sign of having arrived. */
  async look(moment: Date): Promise<void> {
    this.now = moment;
    await passOnUnreceived(onPool(this.database.pool), moment, this.ways, text('delivery:way.same'));
  }

  /** The same, and what follows goes out. */
  async at(moment: Date): Promise<void> {
    await this.look(moment);
    await this.deliver();
  }

  async rows(): Promise<Row[]> {
    const { rows } = await this.database.pool.query<Row>('select * from outbox order by id');
    return rows;
  }

  async row(key: string): Promise<Row> {
    const found = (await this.rows()).find((row) => row.key === key);
    if (!found) throw new Error(`no row ${key}`);
    return found;
  }

  /** Where the words arrived, in order, as the names of messengers. */
  arrived(words: string): string[] {
    return this.messengers.flatMap(({ name, sent }) =>
      sent.filter(({ view }) => 'said' in view.lines[0]! && view.lines[0].said === words).map(() => name),
    );
  }
}

const attend = choice(said('Tham dự'), press('attendance.attend', { meeting: 'm1' }), 'good');

/** A card that asks for an answer and has an approved form. */
export const briefed = (words: string, more: Partial<View> = {}): View => ({
  heading: said('GM-01'),
  lines: [said(words)],
  choices: [attend],
  brief: { form: 'meetings.invitation', values: { name: said('An') }, answers: [attend] },
  card: `card-${words}`,
  ...more,
});

/** The same without an answer to be given. */
export const informing = (words: string): View => ({
  lines: [said(words)],
  brief: { form: 'note', values: { content: said(words) } },
});

/** A message that has no approved form. */
export const formless = (words: string): View => ({ lines: [said(words)] });
