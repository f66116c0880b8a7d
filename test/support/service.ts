// The whole service on a real database, spoken to over HTTP through the emulated Bot API.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Channel } from '../../src/channels/channel.ts';
import { openEmail } from '../../src/channels/email/email.ts';
import type { FieldsOf } from '../../src/channels/press.ts';
import { openTelegram } from '../../src/channels/telegram/telegram.ts';
import { openZaloBot } from '../../src/channels/zalo-bot/zalo-bot.ts';
import { openZaloAccount } from '../../src/channels/zalo-oa/account.ts';
import { type App, startApp } from '../../src/compose.ts';
import type { OpenId } from '../../src/desk/provider.ts';
import type { Chapter } from '../../src/kernel/chapter.ts';
import { mailPath } from '../../src/kernel/ways.ts';
import { openLog } from '../../src/logging.ts';
import { carrying, chaptersOver } from '../../src/regulation/index.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { lead } from '../../src/store/leader.ts';
import { writeTemplates } from '../../src/store/templates.ts';
import { openTexts, type Texts } from '../../src/texts/texts.ts';
import { type BotApi, type Person, startBotApi } from './bot-api/index.ts';
import { seededRandom, TestClock } from './clock.ts';
import { committee, linkAccount, type Member, personId, phoneOf, seatCommittee } from './committee.ts';
import { freshDatabase } from './database.ts';
import { keepLine } from './logged.ts';
import { type Mailbox, startMail } from './mail.ts';
import { approvedTemplates, type Person as OaPerson, startZalo, templateRows, type Zalo } from './zalo/index.ts';
import { type BotPlatform, startBotPlatform, type Person as ZaloPerson } from './zalo-bot/index.ts';

export type Service = {
  readonly app: App;
  api: BotApi;
  clock: TestClock;
  database: Database;
  /** Of the owner of its tables, for what the service itself may not do. */
  ownerUrl: string;
  /** Where received files lie. */
  dataDir: string;
  /** The phone of a member, by code. */
  phone(code: string): Person;
  /** The same with Zalo, for those on the Bot Platform. */
  zalo(code: string): ZaloPerson;
  /** The same with Zalo, for those who follow the Official Account, and those it knows by phone number only. */
  zaloOa(code: string): OaPerson;
  /** The emulated Official Account, where there is one. */
  oa: Zalo | null;
  /** The office's mail server, where there is one. */
  mail: Mailbox | null;
  /** Where the pages are reached. */
  url: string;
  /** Moves the clock and runs the round, until all is delivered. */
  at(moment: string | Date): Promise<void>;
  settled(): Promise<void>;
  /** Stops the app and leaves everything it works on; `up` starts it again there. */
  down(): Promise<void>;
  up(): Promise<void>;
  stop(): Promise<void>;
};

export type ServiceOptions = {
  /** Where the clock stands at first; Tuesday, 1 December 2026, 08:00 in Vietnam. */
  now?: string;
  people?: readonly Member[];
  /** What fills the empty installation in place of the committee and the calendar; `people` are who is linked there. */
  seed?: (place: { url: string; ownerUrl: string; dataDir: string }) => Promise<unknown>;
  /** Codes of people without a linked account. */
  unlinked?: readonly string[];
  webhook?: boolean;
  flood?: boolean;
  /** Codes of people who are on the Zalo Bot Platform instead of Telegram. */
  zaloBot?: readonly string[];
  /** Codes of people who follow the Official Account and have just written to it, instead of Telegram. */
  zaloOa?: readonly string[];
  /** People reach the pages of the service. */
  pages?: boolean;
  /** The office's own log-in, for the desk. */
  openId?: OpenId;
  /** The account is that of a State agency: messages go by the older address only. */
  zaloOaOfState?: boolean;
  /** Codes of people without any account whose phone number is known to Zalo: templates reach them. */
  zbs?: readonly string[];
  /** Codes of people without any account who have an address on the roster: letters reach them. */
  mail?: readonly string[];
  /** Chapters beside those of the regulation, and the folder of texts with theirs among them. */
  more?: { chapters: readonly Chapter[]; texts: string };
  /** Names by which monitoring calls. */
  monitorHosts?: readonly string[];
  /** How long the work on one message may take, in milliseconds. */
  longest?: number;
  /** How long a choice must have been on a screen before it counts, in milliseconds; the clock stands, so: at once. */
  glance?: number;
};

export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const { people = committee, unlinked = [] } = options;
  const clock = new TestClock(options.now ?? '2026-12-01T01:00:00Z');
  const fresh = await freshDatabase();
  const database = openDatabase(fresh.url, options.longest === undefined ? {} : { longest: options.longest });
  const dataDir = await mkdtemp(join(tmpdir(), 'thu-ky-service-'));
  const api = await startBotApi({ flood: options.flood ?? false, clock: clock.now });
  if (options.seed) await options.seed({ url: fresh.url, ownerUrl: fresh.ownerUrl, dataDir });
  else {
    await seatCommittee(database, people);
    await seedCalendar(database);
  }
  const phones = new Map<string, Person>();
  const zalo = options.zaloBot ? await startBotPlatform({ now: clock.now }) : null;
  const zaloPhones = new Map<string, ZaloPerson>();
  const isOnOa = options.zaloOa !== undefined || options.zbs !== undefined;
  const oa = isOnOa
    ? await startZalo({
        now: clock.now,
        templates: approvedTemplates,
        receipts: true,
        state: options.zaloOaOfState ?? false,
      })
    : null;
  const mail = options.mail ? await startMail() : null;
  const oaPhones = new Map<string, OaPerson>();
  if (oa) await database.transaction((tx) => writeTemplates(tx, templateRows));
  for (const member of people) {
    const phone = api.user({ firstName: member.name, started: true });
    phones.set(member.code, phone);
    if (zalo && options.zaloBot?.includes(member.code)) {
      const person = zalo.person(member.name, { wrote: true });
      zaloPhones.set(member.code, person);
      await linkAccount(database, member.code, 'zalo-bot', person.id);
    } else if (oa && options.zaloOa?.includes(member.code)) {
      const person = oa.person(member.name, { wrote: true, phone: phoneOf(people, member.code) });
      oaPhones.set(member.code, person);
      await linkAccount(database, member.code, 'zalo-oa', person.id, clock.now());
    } else if (oa && options.zbs?.includes(member.code)) {
      oaPhones.set(member.code, oa.person(member.name, { phone: phoneOf(people, member.code) }));
    } else if (options.mail?.includes(member.code)) {
      await database.prisma.person.update({
        where: { id: personId(member.code) },
        data: { email: addressOf(member.code) },
      });
    } else if (!unlinked.includes(member.code)) await linkAccount(database, member.code, 'telegram', String(phone.id));
  }
  const texts = openTexts(options.more ? { folder: options.more.texts } : {});
  const secret = 'spec-webhook-secret-0123456789';
  const start = (publicUrl: string | null): Promise<App> =>
    startApp({
      database,
      texts,
      log: openLog(process.env['SPEC_LOG'] ?? 'error', [], process.env['SPEC_LOG'] ? undefined : keepLine),
      clock,
      random: seededRandom(),
      dataDir,
      host: '127.0.0.1',
      port: webUrl ? Number(new URL(webUrl).port) : 0,
      publicUrl: webUrl,
      ...(options.openId && { openId: options.openId }),
      monitorHosts: options.monitorHosts ?? [],
      scheduler: false,
      glance: options.glance ?? 0,
      ...(options.more && { chapters: chaptersOver([...carrying, ...options.more.chapters]) }),
      channels: ({ fieldsOf, app: running }) => {
        const telegram = openTelegram({
          token: api.token,
          apiRoot: api.root,
          texts,
          now: clock.now,
          rate: 1_000,
          poll: { wait: { seconds: 1, graceMilliseconds: 5_000 } },
          ...(publicUrl ? { webhook: { url: `${publicUrl}/webhooks/telegram`, secret } } : {}),
          elect: (work, signal) => lead({ url: database.url, name: 'receive:telegram', work, signal }),
        });
        // Without flood control nobody minds two messages to one chat within a second.
        const limits = options.flood ? telegram.limits : { ...telegram.limits, chatGap: 0 };
        const channels: Channel[] = [{ ...telegram, limits } as Channel];
        if (zalo) channels.push(zaloBotOf(zalo, database, texts, clock));
        if (oa) channels.push(...oaOf(oa, { database, texts, clock, fieldsOf, publicUrl: webUrl }));
        if (mail) {
          channels.push(
            openEmail({
              smtpUrl: mail.url,
              from: { name: 'Ban Chỉ đạo', address: 'thuky@khanhhoa.example' },
              linksAt: `${webUrl}${mailPath}`,
              returnSecret: mailSecret,
              rate: 1_000,
              pool: database.pool,
              texts,
              now: clock.now,
              meetingHours: (bodyId) => running().world(bodyId).settings.meetingHours,
            }) as Channel,
          );
        }
        return channels;
      },
    });
  const webUrl = options.webhook || options.pages || zalo || oa || mail ? `http://127.0.0.1:${await freePort()}` : null;
  const publicUrl = options.webhook ? webUrl : null;
  let app: App;
  const up = async (): Promise<void> => {
    const announced = publicUrl ? api.called('setWebhook') : null;
    app = await start(publicUrl);
    await (announced ?? api.polled());
    await zalo?.called('getUpdates');
    oa?.connect(`${webUrl}/webhooks/zalo-oa`);
  };
  await up();
  const settled = async (): Promise<void> => {
    await api.idle();
    await zalo?.idle();
    await oa?.idle();
    await app.settled();
    await oa?.idle();
  };
  return {
    get app() {
      return app;
    },
    api,
    clock,
    database,
    ownerUrl: fresh.ownerUrl,
    dataDir,
    phone: (code) => phones.get(code)!,
    zalo: (code) => zaloPhones.get(code)!,
    zaloOa: (code) => oaPhones.get(code)!,
    oa,
    mail,
    get url() {
      return app.url;
    },
    settled,
    down: () => app.stop(),
    up,
    at: async (moment) => {
      clock.to(moment);
      await app.round();
      await settled();
    },
    stop: async () => {
      await app.stop();
      await api.close();
      await zalo?.close();
      await oa?.close();
      await mail?.close();
      await database.close();
      await fresh.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Of somebody of the committee. */
export const addressOf = (code: string): string => `${code.toLowerCase()}@so.khanhhoa.example`;
/** By which the mail server proves that it tells of letters that came back. */
export const mailSecret = 'spec-mail-secret-0123456789';

/** The channel as the service opens it, without its pause between two messages to one chat. */
function zaloBotOf(zalo: BotPlatform, database: Database, texts: Texts, clock: TestClock): Channel {
  const channel = openZaloBot({
    token: zalo.token,
    apiRoot: zalo.root,
    texts,
    now: clock.now,
    rate: 1_000,
    poll: { wait: { seconds: 1, graceMilliseconds: 5_000 } },
    elect: (work, signal) => lead({ url: database.url, name: 'receive:zalo-bot', work, signal }),
  });
  return { ...channel, limits: { ...channel.limits, chatGap: 0 } } as Channel;
}

type OaParts = { database: Database; texts: Texts; clock: TestClock; fieldsOf: FieldsOf; publicUrl: string | null };

/** The account's two channels as the service opens them, without their pauses. */
function oaOf(oa: Zalo, { database, clock, ...parts }: OaParts): Channel[] {
  const channels = openZaloAccount({
    ...oa.keys,
    ...parts,
    refreshToken: oa.tokens.first,
    apiRoot: oa.root,
    oauthRoot: oa.root,
    zbsApiRoot: oa.root,
    secretKey: 'spec-secret-key-of-32-characters-or-more',
    buttons: 'auto',
    messages: 'auto',
    askBy: 'get',
    asksChats: true,
    csPrice: 55,
    pool: database.pool,
    now: clock.now,
    rate: 1_000,
    elect: (work, signal) => lead({ url: database.url, name: 'receive:zalo-zbs', work, signal }),
  });
  return [channels.oa, channels.zbs].map((one) => ({ ...one, limits: { ...one.limits, chatGap: 0 } }) as Channel);
}

/** The official days off of 2026 and 2027 that the project ships. */
export async function seedCalendar(database: Database): Promise<void> {
  const folder = join(import.meta.dirname, '..', '..', 'scripts', 'holidays');
  for (const year of [2026, 2027]) {
    const rows = parse<Record<string, string>>(await readFile(join(folder, `vn-${year}.csv`)), { columns: true });
    const data = rows.map((row) => ({
      day: row['day']!,
      kind: row['kind']!,
      name: row['name']!,
      source: row['source']!,
      confirmed: row['confirmed'] === 'true',
    }));
    await database.prisma.calendarDay.createMany({ data, skipDuplicates: true });
  }
}

export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
