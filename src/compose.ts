// The only place where the parts meet.
import type { Logger } from 'pino';
import { apartReading } from './apart.ts';
import { namedBy } from './bot/matters.ts';
import { outgoingBy } from './bot/outgoing.ts';
import type { Road } from './bot/road.ts';
import { alternatives, fieldsOfRegistry, makeMenus, ownPhrases } from './bot/words.ts';
import { startWorker } from './bot/worker.ts';
import type { Channel, Receive } from './channels/channel.ts';
import { decodePress, type FieldsOf } from './channels/press.ts';
import type { Clock } from './clock.ts';
import { newCounters } from './delivery/counters.ts';
import { type FetchOptions, fetchFiles, outgoingFiles } from './delivery/files.ts';
import { makeRunner, type Runner } from './delivery/runner.ts';
import { newUpload, openQuestion } from './delivery/upload-links.ts';
import type { Ways } from './delivery/ways.ts';
import { mailPages } from './desk/by-mail.ts';
import { deskPages } from './desk/desk.ts';
import type { DeskParts } from './desk/house.ts';
import { type OpenId, openProvider } from './desk/provider.ts';
import { dossierFiles } from './documents/dossier.ts';
import { makeRegistry, type Registry } from './engine/registry.ts';
import { checkStates } from './engine/states.ts';
import { answerInGroup, groupLost } from './group.ts';
import { answerGuest, codeForGuest } from './guest.ts';
import { prune } from './jobs/prune.ts';
import { passOnRound, type RoundParts, remindRound } from './jobs/rounds.ts';
import { startScheduler } from './jobs/scheduler.ts';
import { keepSharing } from './jobs/share-files.ts';
import { apartPath } from './kernel/apart.ts';
import type { Chapter } from './kernel/chapter.ts';
import type { World } from './kernel/command.ts';
import { deskPath } from './kernel/desk.ts';
import { makeId } from './kernel/ids.ts';
import { pinPath } from './kernel/step-up.ts';
import { plainText, type Text, type TextKey, text } from './kernel/text.ts';
import { mailPath } from './kernel/ways.ts';
import { openMetrics } from './metrics.ts';
import { printed } from './papers/index.ts';
import { pinning } from './pin.ts';
import { anythingLeft, type Intake, messengersOf, readiness, receiving } from './readiness.ts';
import { doorPath, doorWord } from './regulation/arrivals/index.ts';
import { calendarOf, calendarPath } from './regulation/calendars/index.ts';
import { actorOfPerson, findActor, givenUp, unreadFile } from './regulation/committee/index.ts';
import { linkPath, linkWord } from './regulation/contacts/index.ts';
import { guestBehind, guestPath, paperBehind, sheetOf } from './regulation/guests/index.ts';
import { chapters as allChapters } from './regulation/index.ts';
import { defaultSettings } from './settings.ts';
import { appendAudit } from './store/audit.ts';
import type { Database } from './store/database.ts';
import { type FileFolder, openFiles } from './store/file-folder.ts';
import { callLeader, lead } from './store/leader.ts';
import type { ObjectStoreAddress } from './store/object-store.ts';
import { outageInWords } from './store/outage.ts';
import { openReferenceData, type ReferenceData } from './store/reference-data.ts';
import { answerStrangers } from './stranger.ts';
import { languages, type Texts } from './texts/texts.ts';
import { makeGrammar, vocabularyOf, type WordsFile } from './understanding/index.ts';
import { apartPages } from './web/apart.ts';
import { calendarPages } from './web/calendars.ts';
import { atDoor, doorPages, onSlip } from './web/doors.ts';
import { guestPages } from './web/guests.ts';
import { pinPages } from './web/pins.ts';
import { startWeb } from './web/server.ts';
import { uploadPages, uploadPath } from './web/uploads.ts';

/** What a channel is made of; the app tells it what it may not know by itself. */
export type ChannelParts = { registry: Registry; fieldsOf: FieldsOf; texts: Texts; app: () => App };

type AppOptions = {
  database: Database;
  texts: Texts;
  log: Logger;
  clock: Pick<Clock, 'now'>;
  /** A number in [0, 1); ids are made from it. */
  random?: () => number;
  dataDir: string;
  /** What several machines share for files; `dataDir` alone when left out. */
  files?: ObjectStoreAddress | null;
  host: string;
  port: number;
  /** Where people and messengers reach the web side; without it there are no pages for people. */
  publicUrl?: string | null;
  /** The office's own provider of log-ins, for the desk. */
  openId?: OpenId | null;
  /** By which names monitoring calls, beside addresses. */
  monitorHosts?: readonly string[];
  /** Without `publicUrl` people reach the pages where the web side listens, as on the machine itself. */
  pagesHere?: boolean;
  /** Further pages, by path. */
  pages?: Readonly<Record<string, import('hono').Hono>>;
  /** Opens the channels people are reached through. */
  channels(parts: ChannelParts): readonly (Channel & { pages?: import('hono').Hono })[];
  /** Those of the regulation, when left out. */
  chapters?: readonly Chapter[];
  /** Off where the clock is moved by hand. */
  scheduler?: boolean;
  /** How long a choice must have been on a screen before it counts, in milliseconds; at once when left out. */
  glance?: number;
  /** Messages handled at once; the worker's own number when left out. */
  hands?: number;
};

export type App = {
  url: string;
  registry: Registry;
  knowledge: ReferenceData;
  world(bodyId: string | null): World;
  /** One round of the clock: everything due by now. */
  round(): Promise<void>;
  /** Empties what nobody needs any more, as it does each night. */
  daily(): Promise<void>;
  /** Resolves when nothing that came in and nothing that is due to go out is left. */
  settled(): Promise<void>;
  /** Stops taking work, finishes what is in hand. */
  stop(): Promise<void>;
};

/** What everything the service is made of is built from. */
type Parts = {
  options: AppOptions;
  registry: Registry;
  fieldsOf: FieldsOf;
  knowledge: ReferenceData;
  folder: FileFolder;
  /** Where people reach the pages; null: nowhere. */
  pagesAt(): string | null;
  world(bodyId: string | null, figuresOf?: Date): World;
  channels: ReturnType<AppOptions['channels']>;
  channelOf(name: string): Channel | undefined;
  ways: Ways;
  /** One replica at a time does the work of this name. */
  elect(name: string): Elected;
};

type Elected = (work: (lost: AbortSignal) => Promise<void>, signal: AbortSignal, called?: () => void) => Promise<void>;
type Pages = import('hono').Hono;

const newTallies = () => ({
  delivery: newCounters(),
  worker: { handled: 0, failed: 0, unclear: 0 },
  rounds: { due: 0, failed: 0, givenUp: 0 },
});

export async function startApp(options: AppOptions): Promise<App> {
  const { database, log, clock, chapters = allChapters } = options;
  await checkStates(database.pool, chapters);
  let app: App | null = null;
  const parts = await partsOf(options, chapters, () => app);
  const { registry, knowledge, world, channels } = parts;
  const counters = newTallies();
  const stopping = new AbortController();
  const runners = runnersOf(parts, counters.delivery);
  const wakeRunners = (): void => {
    for (const runner of runners) runner.wake();
  };
  const road = roadOf(parts, runners);
  const worker = workerOf(parts, road, counters.worker, runners, wakeRunners);
  const intake: Intake = { trouble: null, since: 0 };
  const receive = receiving(database, clock, intake, worker.wake);
  const { round, daily } = roundsOf(parts, counters.rounds, wakeRunners);
  const web = await startWeb({
    host: options.host,
    port: options.port,
    metrics: openMetrics(database.pool, counters, clock),
    monitorHosts: options.monitorHosts ?? [],
    readiness: () => readiness({ database, intake, channels, runners, files: parts.folder }),
    mounted: pagesOf(parts, road, {
      receive,
      acted: wakeRunners,
      arrived: worker.wake,
      messengers: messengersOf(channels, runners),
    }),
  });
  const running = [
    ...runners.map((runner) => runner.run(stopping.signal)),
    ...channels.map((channel) => channel.start(receive, stopping.signal)),
    fetching(parts, road, wakeRunners, stopping.signal),
    ...(options.files ? [keepSharing({ pool: database.pool, folder: parts.folder, clock, log }, stopping.signal)] : []),
  ];
  const scheduler =
    options.scheduler === false
      ? null
      : startScheduler(database.pool, { round, daily }, (error) => {
          const trouble = outageInWords(error);
          if (trouble) log.warn({ trouble }, 'a round has to wait');
          else log.error({ err: error }, 'a round failed');
        });

  app = {
    url: web.url,
    registry,
    knowledge,
    world,
    round,
    daily,
    settled: async () => {
      do await worker.idle();
      while (await anythingLeft(database, clock.now(), wakeRunners, worker.wake));
    },
    stop: async () => {
      stopping.abort();
      await scheduler?.stop();
      await web.stop();
      await worker.stop();
      await Promise.allSettled(running);
    },
  };
  return app;
}

async function partsOf(options: AppOptions, chapters: readonly Chapter[], app: () => App | null): Promise<Parts> {
  const { database, texts, log, clock } = options;
  const registry = makeRegistry(chapters, (key) => alternatives(texts.everywhere(key)));
  const fieldsOf = fieldsOfRegistry(registry);
  const knowledge = await openReferenceData(database.pool, defaultSettings, clock.now);
  texts.addressBy(knowledge.addressOf);
  const pagesAt = (): string | null => options.publicUrl ?? (options.pagesHere ? (app()?.url ?? null) : null);
  const channels = options.channels({ registry, fieldsOf, texts, app: () => app()! });
  const mail = channels.find((channel) => channel.capabilities.byMail)?.name ?? null;
  const byName = new Map(channels.map((channel) => [channel.name, channel]));
  return {
    options,
    registry,
    fieldsOf,
    knowledge,
    folder: openFiles(options),
    pagesAt,
    world: worldOf(options, knowledge, pagesAt, mail !== null),
    channels,
    channelOf: (name) => byName.get(name),
    ways: {
      phone: channels.find((channel) => channel.capabilities.briefsOnly)?.name ?? null,
      mail,
      settings: knowledge.common,
    },
    elect: (name) => (work, signal, called) =>
      lead({
        url: () => database.url,
        name,
        work,
        signal,
        ...(called && { called }),
        onError: (error) => log.warn({ err: error, name }, 'lead lost'),
      }),
  };
}

/** What came with a file nobody could look through is told to the secretariat (10.4). */
const tellUnread =
  ({ world, ways }: Parts): NonNullable<FetchOptions['unread']> =>
  async (tx, file) => {
    const within = world(null);
    await outgoingBy(ways).notices(tx, await unreadFile(tx, file, within.now), within, null);
  };

/** The runner of a channel. */
const runnerFor = ({ channels }: Parts, runners: readonly Runner[], channel: string): Runner | undefined =>
  runners[channels.findIndex(({ name }) => name === channel)];

function roadOf(parts: Parts, runners: readonly Runner[]): Road {
  const { options, registry, fieldsOf, folder, pagesAt, world, channelOf, ways } = parts;
  const { texts } = options;
  return {
    registry,
    ownPhrases: ownPhrases((key: TextKey) => alternatives(texts.everywhere(key))),
    grammars: languages.map((language) =>
      makeGrammar(vocabularyOf(texts.words(language, 'understanding') as WordsFile), registry.phrases),
    ),
    outgoing: outgoingBy(ways, (channel, chat) => runnerFor(parts, runners, channel)?.isFree(chat) ?? false),
    identify: findActor,
    actorOf: actorOfPerson,
    stranger: answerStrangers(registry),
    inGroup: answerInGroup({
      registry,
      bindable: (name, chat) => channelOf(name)?.limits.isGroup(chat) === true,
      ownChat: async (name) => (await channelOf(name)?.opens?.('start', ''))?.replace(/\?.*$/, '') ?? null,
    }),
    world,
    decode: (data) => decodePress(data, fieldsOf),
    glance: options.glance ?? 0,
    uploadLink: async (tx, to, again, within) => {
      const base = pagesAt();
      const token = base ? await newUpload(tx, to, again, within) : null;
      return token && `${base}${uploadPath}/${token}`;
    },
    abilities: (name) => ({
      edits: true,
      buttons: true,
      filesIn: true,
      maxText: 4096,
      ...channelOf(name)?.capabilities,
    }),
    unread: tellUnread(parts),
    keepText: async (words) => folder.keep<never>(bytesOf(words), async () => null),
    print: async (prints, now) => {
      const say = (words: Text): string => texts.say('vi', words);
      if ('dossier' in prints) return dossierFiles(prints.dossier, say);
      return printed(prints, {
        say,
        hours: (bodyId) => world(bodyId).settings.meetingHours,
        now,
        onProblem: (err) => options.log.warn({ err }, 'a page or a picture was not set'),
      });
    },
    keepBytes: async (bytes) => folder.keep<never>(once(bytes), async () => null),
    say: texts.say,
  };
}

/** A group takes nothing from us any more: its binding ends in the record, and its office is told (CH8). */
const releaseGroup = async (
  { options, registry, world, ways }: Parts,
  channel: string,
  chat: string,
): Promise<void> => {
  await options.database.transaction(async (tx) => {
    const within = world(null);
    const lost = await groupLost(tx, registry, { channel, chat }, 'refused', within);
    if (!lost) return;
    await outgoingBy(ways).notices(tx, lost.notices, within, null);
    const by = { actorId: null, channel: 'delivery', account: null, update: null };
    await appendAudit(tx, { ...lost.audit, ...by, at: within.now });
  });
};

const runnersOf = (parts: Parts, counters: ReturnType<typeof newCounters>): Runner[] => {
  const { options, channels, fieldsOf, folder, ways, elect } = parts;
  const { database, clock, log } = options;
  return channels.map((channel) =>
    makeRunner({
      pool: database.pool,
      channel,
      fieldsOf,
      now: clock.now,
      counters,
      files: outgoingFiles(database.pool, folder),
      onProblem: (problem) => log.warn({ channel: channel.name }, problem),
      ways,
      elect: elect(`send:${channel.name}`),
      // Nothing is lost when it is not heard: the sender looks each second.
      call: () => void callLeader(database.pool, `send:${channel.name}`).catch(() => undefined),
      groupLost: (chat) => releaseGroup(parts, channel.name, chat),
    }),
  );
};

function workerOf(
  parts: Parts,
  road: Road,
  counters: { handled: number; failed: number; unclear: number },
  runners: readonly Runner[],
  wakeRunners: () => void,
) {
  const { options, registry, channelOf } = parts;
  const { database, log, texts, hands } = options;
  const menus = makeMenus(registry, texts.say);
  return startWorker({
    database,
    road,
    log,
    counters,
    ...(hands !== undefined && { hands }),
    undecided: (answer) => runnerFor(parts, runners, answer.channel)?.release(answer),
    handled: (came, done, toSend) => {
      if (done.leased) runnerFor(parts, runners, done.leased.channel)?.send(done.leased);
      if (toSend) wakeRunners();
      const words = done.toast ? texts.say(done.language, done.toast) : undefined;
      const channel = channelOf(came.channel);
      void channel?.acknowledge(came, words);
      const menu = channel?.offer && done.by && came.private && menus.changed(`${came.channel}:${came.chat}`, done.by);
      if (menu) void channel.offer?.(came.chat, menu);
    },
  });
}

function roundsOf(
  { options: { database, log, clock }, registry, world, ways, knowledge, folder }: Parts,
  counters: RoundParts['counters'],
  wakeRunners: () => void,
) {
  const parts: RoundParts = {
    database,
    registry,
    world,
    log,
    counters,
    ways,
    givenUp: (tx, reminder, now) => {
      const [noun = '', id = ''] = reminder.matter.split(':');
      const asking = { ...world(reminder.bodyId || null), args: { [noun]: id } };
      return givenUp(tx, reminder, (by) => namedBy(registry, tx, { ...asking, by }), now);
    },
  };
  return {
    round: async (): Promise<void> => {
      await knowledge.reload();
      await passOnRound(parts);
      await remindRound(parts);
      wakeRunners();
    },
    daily: async (): Promise<void> => {
      const gone = await prune({ pool: database.pool, bytes: folder }, clock.now(), knowledge.common());
      log.info({ gone }, 'emptied what is no longer needed');
    },
  };
}

/** Every page and webhook by its path; those for people only where people can reach them. */
function pagesOf(
  { options, registry, fieldsOf, folder, channels, world }: Parts,
  road: Road,
  {
    receive,
    acted,
    arrived,
    messengers,
  }: { receive: Receive; acted(): void; arrived(): void; messengers: DeskParts['messengers'] },
): Record<string, Pages> {
  const { database, texts, clock, log, publicUrl = null, pagesHere, pages = {} } = options;
  const mounted: Record<string, Pages> = { ...pages };
  const openFile = async (id: string) => {
    const file = await outgoingFiles(database.pool, folder).open(id, 'desk');
    return typeof file === 'string' ? null : file;
  };
  if (publicUrl || pagesHere) {
    mounted[uploadPath] = uploadPages({
      database,
      folder,
      say: (words) => texts.say('vi', words),
      now: clock.now,
      arrived,
    });
    mounted[calendarPath] = calendarPages({
      read: (token) => calendarOf(database.prisma, token, clock.now()),
      say: texts.say,
      world,
      now: clock.now,
    });
    const onTelephone = {
      opens: async (word: string, code: string) => {
        const asked = channels.map(async ({ name, opens }) => ({ name, address: (await opens?.(word, code)) ?? null }));
        return (await Promise.all(asked)).flatMap(({ name, address }) =>
          address === null ? [] : [{ label: plainText(`arrivals:page.${name}` as TextKey), address }],
        );
      },
      say: (words: Text) => texts.say('vi', words),
    };
    mounted[doorPath] = doorPages(atDoor(doorWord), onTelephone);
    mounted[linkPath] = doorPages(onSlip(linkWord), onTelephone);
    mounted[guestPath] = guestPages({
      read: async (token) => {
        const facts = await guestBehind(database.prisma, token, clock.now(), false);
        return facts && sheetOf(facts, clock.now());
      },
      answer: async (token, given) => {
        const done = await database.transaction((tx) => answerGuest(tx, road, token, given));
        acted();
        return done;
      },
      code: async (token) => {
        const given = await database.transaction((tx) => codeForGuest(tx, road, token));
        return given && 'code' in given ? { ...given, ways: await onTelephone.opens(linkWord, given.code) } : given;
      },
      word: linkWord,
      file: async (token, paper) => {
        const facts = await guestBehind(database.prisma, token, clock.now(), false);
        const id = facts && paperBehind(facts, paper);
        return id ? openFile(id) : null;
      },
      say: (words) => texts.say('vi', words),
    });
    mounted[apartPath] = apartPages(
      apartReading({
        database,
        road,
        folder,
        secure: publicUrl?.startsWith('https:') ?? false,
        openFile,
      }),
    );
    mounted[pinPath] = pinPages(pinning(database, road, clock.now));
    mounted[deskPath] = deskPages({
      database,
      road,
      registry,
      publicUrl,
      provider: options.openId ? openProvider(options.openId, clock.now) : null,
      messengers,
      openFile,
      acted,
      onProblem: (problem) => log.error(problem, 'a page of the desk failed'),
    });
  }
  if (channels.some(({ capabilities }) => capabilities.byMail)) {
    const onProblem = (problem: object): void => log.error(problem, 'a page of a letter failed');
    mounted[mailPath] = mailPages({ database, road, registry, fieldsOf, publicUrl, acted, onProblem });
  }
  for (const channel of channels) {
    if (channel.webhook) mounted[`/webhooks/${channel.name}`] = channel.webhook(receive);
    if (channel.pages) mounted['/'] = channel.pages;
  }
  return mounted;
}

/** Fetches the files of messages that were kept, one replica at a time. */
const fetching = (parts: Parts, road: Road, settled: () => void, signal: AbortSignal): Promise<void> => {
  const { options, folder, channelOf, world, elect } = parts;
  const { database, clock, log } = options;
  return fetchFiles(
    {
      database,
      folder,
      channelOf,
      now: clock.now,
      elect: elect('fetch-files'),
      settled,
      page: async (tx, { id, channel, externalId }) => {
        const conversationId = await openQuestion(tx, id);
        const to = { accountId: id, channel, account: externalId, chat: externalId };
        return conversationId && road.uploadLink(tx, { ...to, conversationId }, true, world(null));
      },
      unread: tellUnread(parts),
      onProblem: (problem) => log.warn(problem),
    },
    signal,
  );
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** With the mark by which a text is known as UTF-8 wherever it is opened. */
async function* bytesOf(words: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(`\ufeff${words}\n`);
}

function worldOf(
  { clock, texts, random = Math.random }: AppOptions,
  knowledge: ReferenceData,
  pagesAt: () => string | null,
  mails: boolean,
): (bodyId: string | null, figuresOf?: Date) => World {
  // Ids of one process rise even within a millisecond, so that what came later sorts later.
  let newest = 0;
  const calledApart = texts.say('vi', text('apart:called'));
  return (bodyId, figuresOf) => {
    const now = clock.now();
    const at = pagesAt();
    return {
      ...(at !== null && { pagesAt: at }),
      ...(mails && { mails }),
      calledApart,
      everywhere: texts.everywhere,
      now,
      calendar: knowledge.calendar(),
      settings: knowledge.settings(bodyId, figuresOf),
      settingsOf: (id) => knowledge.settings(id, figuresOf),
      newId: () => {
        newest = Math.max(now.getTime(), newest + 1);
        return makeId(newest, random);
      },
    };
  };
}
