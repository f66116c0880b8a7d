// A committee's chat to deliver to: the database, the Bot API, people with linked accounts, and a clock one can set.
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTelegram, type TelegramChannel } from '../../src/channels/telegram/telegram.ts';
import type { Claimed } from '../../src/delivery/claim.ts';
import { newCounters } from '../../src/delivery/counters.ts';
import type { Delivery } from '../../src/delivery/deliver.ts';
import { enqueue, type Outgoing } from '../../src/delivery/enqueue.ts';
import { outgoingFiles } from '../../src/delivery/files.ts';
import { makeRunner, type Runner } from '../../src/delivery/runner.ts';
import type { Notice } from '../../src/kernel/notice.ts';
import { said } from '../../src/kernel/text.ts';
import { choice, press, type View } from '../../src/kernel/view.ts';
import { defaultSettings } from '../../src/settings.ts';
import type { Database } from '../../src/store/database.ts';
import { FileFolder } from '../../src/store/file-folder.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { type BotApi, type BotApiOptions, type Person, startBotApi } from '../support/bot-api/index.ts';
import { type Lent, lentDatabase } from '../support/database.ts';
import { until } from '../support/patience.ts';

export const texts = openTexts();

const commands: Record<string, readonly string[]> = { 'attendance.attend': ['meeting', 'person'], 'road.help': [] };
export const fieldsOf = (name: string): readonly string[] | undefined => commands[name];

/** A Thursday morning. */
export const MORNING = new Date('2026-11-26T02:00:00Z');
/** 22:00 in Vietnam, the evening before. */
export const NIGHT = new Date('2026-11-25T15:00:00Z');

export type Row = {
  key: string;
  state: string;
  error: string | null;
  attempts: number;
  class: string;
  chat: string | null;
  not_before: Date | null;
  live: boolean;
  external_id: string | null;
  card: string | null;
  view: View;
};

type Pacing = { rate: number; hurried: boolean };

export class Setting {
  now = MORNING;
  readonly database: Database;
  readonly api: BotApi;
  readonly channel: TelegramChannel;
  readonly folder: FileFolder;
  readonly problems: string[] = [];
  readonly counters = newCounters();
  #runs: { stop: AbortController; done: Promise<void> }[] = [];
  readonly ownerUrl: string;
  readonly #giveBack: () => Promise<void>;
  readonly #data = join(tmpdir(), `delivery-${randomUUID()}`);

  constructor(lent: Lent, api: BotApi, { rate, hurried }: Pacing) {
    this.database = lent.database;
    this.ownerUrl = lent.ownerUrl;
    this.#giveBack = lent.giveBack;
    this.api = api;
    this.folder = new FileFolder(this.#data);
    const telegram = openTelegram({
      token: api.token,
      apiRoot: api.root,
      texts,
      now: () => this.now,
      rate,
      elect: (work, signal) => work(signal),
      onProblem: (problem) => this.problems.push(problem),
    });
    // Where nobody counts, nobody minds two messages to one chat within a second.
    const limits = hurried ? { ...telegram.limits, chatGap: 0 } : telegram.limits;
    this.channel = { ...telegram, limits };
  }

  static async open(options: BotApiOptions & { rate?: number } = {}): Promise<Setting> {
    const [lent, api] = await Promise.all([lentDatabase(), startBotApi(options)]);
    const pacing = { rate: options.rate ?? 1000, hurried: !options.flood };
    return new Setting(lent, api, pacing);
  }

  async close(): Promise<void> {
    await this.stop();
    await this.api.close();
    await this.#giveBack();
    await rm(this.#data, { recursive: true, force: true });
  }

  get delivery(): Delivery {
    return {
      pool: this.database.pool,
      channel: this.channel,
      fieldsOf,
      now: () => this.now,
      counters: this.counters,
      files: outgoingFiles(this.database.pool, this.folder),
      onProblem: (problem) => this.problems.push(problem),
    };
  }

  /** Starts sending. */
  run(options: Partial<Parameters<typeof makeRunner>[0]> = {}): Runner {
    const stop = new AbortController();
    const runner = makeRunner({ ...this.delivery, every: 20, elect: (work, signal) => work(signal), ...options });
    this.#runs.push({ stop, done: runner.run(stop.signal) });
    return runner;
  }

  async stop(): Promise<void> {
    for (const { stop } of this.#runs) stop.abort();
    await Promise.all(this.#runs.splice(0).map(({ done }) => done));
  }

  /** Somebody on the roster; linked to a started Telegram account unless said otherwise. */
  async person(id: string, options: { linked?: boolean; language?: string; api?: Person } = {}): Promise<Person> {
    const person = options.api ?? this.api.user({ firstName: id, started: true });
    await this.database.prisma.person.create({
      data: { id, fullName: `Nguyễn Văn ${id}`, language: options.language ?? 'vi' },
    });
    if (options.linked !== false) await this.link(id, person);
    return person;
  }

  async link(id: string, person: Person): Promise<void> {
    await this.database.prisma.account.create({
      data: {
        id: `a-${id}`,
        channel: 'telegram',
        externalId: String(person.id),
        personId: id,
        consentVersion: '1',
        linkedAt: this.now,
      },
    });
  }

  /** Gives what was written as leased. */
  write(outgoing: Outgoing): Promise<Claimed[]> {
    return this.database.transaction((tx) => enqueue(tx, outgoing, { now: this.now, settings: defaultSettings }));
  }

  async notice(to: string, words: string, more: Partial<Notice> = {}): Promise<void> {
    await this.write({ notices: [noticeOf(to, words, more)] });
  }

  async rows(): Promise<Row[]> {
    const { rows } = await this.database.pool.query<Row>('select * from outbox order by id');
    return rows;
  }

  async row(key: string): Promise<Row> {
    const row = (await this.rows()).find((one) => one.key === key);
    if (!row) throw new Error(`no row ${key}`);
    return row;
  }

  /** Resolves when the row is in this state. */
  async becomes(key: string, state: string): Promise<Row> {
    return until(async () => {
      const row = await this.row(key);
      return row.state === state ? row : null;
    }, `${key} ${state}`);
  }
}

export const noticeOf = (to: string, words: string, more: Partial<Notice> = {}): Notice => ({
  to,
  class: 'notice',
  view: viewOf(words),
  matter: 'meeting:m1',
  key: `${words}:${to}`,
  ...more,
});

export const viewOf = (words: string, more: Partial<View> = {}): View => ({ lines: [said(words)], ...more });

/** A card with one button. */
export const cardOf = (words: string, card: string): View =>
  viewOf(words, {
    card,
    choices: [choice(said('Xác nhận tham dự'), press('attendance.attend', { meeting: 'm1' }), 'good')],
  });
