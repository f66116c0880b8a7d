// The rehearsal: the committee of the regulation with invented people, a phone each, and a clock to move.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { menuOf } from '../bot/words.ts';
import { encodePress } from '../channels/press.ts';
import { createBody, readBodyFile } from '../cli/bodies.ts';
import { readHolidays, writeHolidays } from '../cli/holidays.ts';
import { importRoster } from '../cli/roster.ts';
import { readTable } from '../cli/table.ts';
import { type Clock, isRehearsed, openRehearsalClock } from '../clock.ts';
import type { App, ChannelParts } from '../compose.ts';
import { outgoingFiles } from '../delivery/files.ts';
import { makeId } from '../kernel/ids.ts';
import { addDays, dayOf, instant } from '../kernel/time.ts';
import { addWorkingDays, isWorkingDay, makeCalendar } from '../kernel/working-days.ts';
import {
  actorOfPerson,
  assistantRole,
  bodies,
  consentVersion,
  ownAccounts,
  prefer,
  seatsOf,
} from '../regulation/committee/index.ts';
import { rosterWords } from '../regulation/roster/index.ts';
import { defaultSettings } from '../settings.ts';
import type { Database } from '../store/database.ts';
import { FileFolder } from '../store/file-folder.ts';
import type { OpenStore } from '../store/open.ts';
import type { Texts } from '../texts/texts.ts';
import { beginWork, workingDaysAgo } from './at-work.ts';
import { firstChannel, kindNames } from './kinds.ts';
import type { PhonePerson } from './parts.ts';
import { type PhonesChannel, phonesChannels } from './phones.ts';

const scripts = join(import.meta.dirname, '..', '..', 'scripts');
const holidayFiles = ['vn-2026.csv', 'vn-2027.csv'].map((name) => join(scripts, 'holidays', name));

export type Rehearsal = {
  clock: Clock;
  channels(parts: ChannelParts): readonly PhonesChannel[];
  /** What the clock has to say on the first morning of a committee at work. */
  begin(app: App): Promise<void>;
};

/** Seeds an empty installation and gives everybody a phone. What was rehearsed before a restart is still there. */
export async function openRehearsal(
  store: OpenStore,
  texts: Texts,
  { dataDir, glance }: { dataDir: string; glance: number },
): Promise<Rehearsal> {
  const { database } = store;
  if (!(await isRehearsed(database.pool)) && (await isInUse(database))) {
    throw new Error(
      'no messenger is configured, and the database is in use by real people: a rehearsal would let anybody act in their names. Set TELEGRAM_BOT_TOKEN or a Zalo channel, or give the rehearsal an empty DATA_DIR or DATABASE_URL.',
    );
  }
  const clock = await openRehearsalClock(database.pool);
  const isNew = (await database.prisma.body.count()) === 0;
  if (isNew) await seed(database, texts, clock, true);
  const files = outgoingFiles(database.pool, new FileFolder(dataDir));
  const body = async () => (await database.transaction((tx) => bodies(tx, clock.now())))[0]!;
  return {
    clock,
    begin: async (app) => {
      if (isNew) await firstMorning(app);
    },
    channels: ({ registry, fieldsOf, app }) =>
      phonesChannels({
        bodyName: async () => (await body()).name,
        people: () => peopleWithPhones(database, clock.now()),
        prefer: (personId, channel) => changeMessenger(database, personId, channel, clock.now()),
        menu: (personId) =>
          database.transaction(async (tx) => menuOf(registry, await actorOfPerson(tx, personId, clock.now()))),
        say: texts.say,
        encode: (press) => encodePress(press, fieldsOf),
        clock: { now: clock.now, moveTo: (at) => moveThrough(database, clock, app(), at) },
        nextDue: () => nextDue(database, clock.now()),
        nextMeeting: async () =>
          (
            await database.prisma.meeting.findFirst({
              where: { state: 'convened', startsAt: { gt: clock.now() } },
              orderBy: { startsAt: 'asc' },
            })
          )?.startsAt ?? null,
        calendar: () => app().knowledge.calendar(),
        reset: async (isAtWork) => {
          await app().settled();
          await store.asOwner(empty);
          await seed(database, texts, clock, isAtWork);
          await app().knowledge.reload();
          if (isAtWork) await firstMorning(app());
        },
        settled: () => app().settled(),
        glance,
        pool: database.pool,
        uploads: join(dataDir, 'uploads'),
        openFile: async (id) => {
          const file = await files.open(id, kindNames[0]!);
          return typeof file === 'string' ? null : { name: file.name, path: file.path };
        },
      }),
  };
}

async function firstMorning(app: App): Promise<void> {
  await app.settled();
  await app.round();
  await app.settled();
}

const isInUse = async ({ prisma }: Database): Promise<boolean> =>
  (await prisma.account.findFirst()) !== null || (await prisma.meeting.findFirst()) !== null;

/**
 * The body, the calendar, the roster, and an account for everybody; the clock at eight on a working morning. `isAtWork`:
 * with what the committee has been doing these days.
 */
async function seed(database: Database, texts: Texts, clock: Clock, isAtWork: boolean): Promise<void> {
  const tables = await Promise.all(holidayFiles.map((file) => readTable(file)));
  const entries = tables.flatMap((table) => readHolidays(table).entries);
  const calendar = makeCalendar(entries);
  let day = dayOf(new Date());
  while (!isWorkingDay(calendar, day)) day = addDays(day, 1);
  await clock.moveTo(instant(day, 8, 0));
  const now = instant(addWorkingDays(calendar, day, -workingDaysAgo), 8, 0);
  let made = 0;
  const world = { now, newId: () => makeId(now.getTime() + made++, Math.random) };
  const bodyFile = await readBodyFile(join(scripts, 'bodies', 'khanh-hoa.json'));
  const roster = await readTable(join(scripts, 'rosters', 'khanh-hoa-vi-du.csv'));
  const bodyId = await database.transaction(async (tx) => {
    await writeHolidays(tx, entries);
    const body = await createBody(tx, bodyFile, world);
    if ('agreed' in body) throw new Error('the rehearsal could not be seeded: the body is there already');
    const how = { body, closeMissing: false, decision: null, dryRun: false };
    const { plan, problems } = await importRoster(tx, roster, rosterWords(texts), how, world);
    if (!plan) throw new Error(`the rehearsal could not be seeded: ${problems.length} bad rows`);
    const people = await tx.person.findMany({ select: { id: true } });
    const channelOf = firstChannels(await seatsOf(tx, body.id, now));
    await tx.account.createMany({
      data: people.map(({ id }) => ({
        id: world.newId(),
        channel: channelOf.get(id) ?? kindNames[0]!,
        externalId: id,
        personId: id,
        consentVersion,
        linkedAt: now,
      })),
    });
    return body.id;
  });
  if (!isAtWork) return;
  await beginWork(database, texts, bodyId, { ...world, now: clock.now(), calendar, settings: defaultSettings });
}

function firstChannels(seats: Awaited<ReturnType<typeof seatsOf>>): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  return new Map(
    seats.map(({ person, role }) => {
      const nth = counts.get(role) ?? 0;
      counts.set(role, nth + 1);
      return [person.id, firstChannel(role, nth)];
    }),
  );
}

/** The other accounts stay: what was sent to them can still be answered there. */
async function changeMessenger(database: Database, personId: string, channel: string, now: Date): Promise<boolean> {
  return database.transaction(async (tx) => {
    const accounts = await ownAccounts(tx, personId);
    if (accounts.length === 0) return false;
    const known = accounts.find((account) => account.channel === channel);
    const id = known?.id ?? makeId(now.getTime(), Math.random);
    if (!known) {
      const linked = { id, channel, externalId: personId, personId, consentVersion, linkedAt: now };
      await tx.account.create({ data: { ...linked, preferred: false } });
    }
    await prefer(tx, personId, id);
    return true;
  });
}

/** Everything but the history of migrations and what they made once. The record of what was only played may go; nobody else's may. */
async function empty(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ tables: string }>(
    `select string_agg(format('%I', tablename), ', ') as tables from pg_tables
     where schemaname = current_schema() and tablename not in ('_prisma_migrations', 'door_secret')`,
  );
  const record = ['audit', 'audit_before', 'audit_head'];
  await owner.query(
    [
      'begin',
      ...record.map((table) => `alter table ${table} disable trigger user`),
      `truncate ${rows[0]!.tables}`,
      ...record.map((table) => `alter table ${table} enable trigger user`),
      `insert into audit_head (id, seq, hash) values (1, 0, repeat('0', 64))`,
      'commit',
    ].join('; '),
  );
}

async function peopleWithPhones(database: Database, now: Date): Promise<PhonePerson[]> {
  const { seats, assistants, accounts } = await database.transaction(async (tx) => {
    const [body] = await bodies(tx, now);
    // The open ones last: they count.
    const accounts = await tx.account.findMany({
      where: { channel: { in: kindNames }, preferred: true },
      orderBy: [{ unlinkedAt: { sort: 'asc', nulls: 'last' } }, { linkedAt: 'asc' }],
    });
    // Those who assist a leader have no seat of the committee, but a line of its roster and a phone (Điều 10.3).
    const assistants = await tx.seat.findMany({
      where: { role: assistantRole, validFrom: { lte: now }, OR: [{ validTo: null }, { validTo: { gt: now } }] },
      include: { person: true, agency: true },
      orderBy: { rank: 'asc' },
    });
    return { seats: body ? await seatsOf(tx, body.id, now) : [], assistants, accounts };
  });
  const channelOf = new Map(accounts.map(({ personId, channel }) => [personId, channel]));
  const beside = assistants.map(({ person, code, post, agency }) => ({
    person,
    code,
    role: assistantRole,
    post,
    agency: agency?.name ?? '',
  }));
  return [...seats, ...beside].map(({ person, code, role, post, agency }) => ({
    id: person.id,
    code,
    name: person.fullName,
    role,
    post,
    agency: agency ?? '',
    channel: channelOf.get(person.id) ?? kindNames[0]!,
  }));
}

/** When something is to happen next: a reminder, a message held back over night, one that gave no sign of arriving. */
async function nextDue(database: Database, now: Date): Promise<Date | null> {
  const { rows } = await database.pool.query<{ at: Date | null }>(
    `select min(at) as at from (
       select min(next_at) as at from reminder where closed_at is null
       union all select min(greatest(not_before, held_until)) from outbox where state = 'pending'
         and greatest(not_before, held_until) > $1 and greatest(not_before, held_until) < '9999-01-01'
       union all select min(receipt_by) from outbox where receipt_by is not null
     ) due`,
    [now],
  );
  return rows[0]?.at ?? null;
}

/** More stops than a year of a busy committee has; a guard against a clock that stands still. */
const mostStops = 500;

/** Goes through time stopping wherever something is due, as the real clock would. */
async function moveThrough(database: Database, clock: Clock, app: App, at: Date): Promise<void> {
  for (let stop = 0; stop < mostStops; stop += 1) {
    const due = await nextDue(database, clock.now());
    if (due === null || due > at) break;
    if (due > clock.now()) await clock.moveTo(due);
    await app.round();
    await app.settled();
    await pause(0);
  }
  await clock.moveTo(at);
  await app.round();
  await app.settled();
}
