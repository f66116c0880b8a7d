// The round of the clock: what is due is found by query and done once; a tick that comes late or twice changes nothing.
import type { Logger } from 'pino';
import { enqueue } from '../delivery/enqueue.ts';
import { onPool, passOnUnreceived, type Ways } from '../delivery/ways.ts';
import { morningOfPerson, morningReminder, setAside } from '../engine/morning.ts';
import { applyEvents, numbered } from '../engine/perform.ts';
import type { Registry } from '../engine/registry.ts';
import type { Due, ReminderRow } from '../kernel/chapter.ts';
import type { World } from '../kernel/command.ts';
import type { Notice } from '../kernel/notice.ts';
import { text } from '../kernel/text.ts';
import { minutes, seconds } from '../kernel/time.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { bodyOfFigures, countAnew, figuresReminder } from '../store/figures.ts';
import { startReminders } from '../store/reminders.ts';
import type { Transaction } from '../store/transaction.ts';

export type RoundParts = {
  database: Database;
  registry: Registry;
  /** By the figures of now, or of another time. */
  world(bodyId: string | null, figuresOf?: Date): World;
  log: Logger;
  counters: { due: number; failed: number; givenUp: number };
  ways: Ways;
  /** Whom to tell that something will not be looked at any more, and what. */
  givenUp(tx: Transaction, reminder: { id: string; matter: string; bodyId: string }, now: Date): Promise<Notice[]>;
};

type DueRow = {
  id: string;
  kind: string;
  matter: string;
  person: string;
  version: number;
  body_id: string;
  next_at: Date;
};

/** What gave no sign of having arrived goes another way; gives how many messages were looked at. */
export async function passOnRound({ database, world, ways }: RoundParts): Promise<number> {
  let done = 0;
  for (let looked = 1; looked > 0; done += looked) {
    looked = await passOnUnreceived(onPool(database.pool), world(null).now, ways, text('delivery:way.same'));
  }
  return done;
}

/** Looks at everything whose time has come; gives how many there were. */
export async function remindRound(parts: RoundParts): Promise<number> {
  let done = 0;
  while (await remindNext(parts)) done += 1;
  return done;
}

/** A reminder that fails is looked at again after this long, and longer each time, so that it does not hold up the others. */
const failedRest = minutes(10);
/** After so many failures in a row, within a day, it is given up: what is wrong with it does not mend itself. */
const mostFailures = 12;

async function remindNext(parts: RoundParts): Promise<boolean> {
  const { database, log, counters } = parts;
  let taken: DueRow | undefined;
  try {
    await database.transaction(async (tx) => {
      const { now } = parts.world(null);
      [taken] = await tx.$queryRaw<DueRow[]>`
        select id, kind, matter, person, version, body_id, next_at from reminder
        where closed_at is null and next_at <= ${now.toISOString()}::timestamptz
        order by next_at, kind = ${morningReminder} limit 1 for update skip locked`;
      if (taken) await lookAt(tx, parts, taken, parts.world(taken.body_id || null));
    });
    if (taken) counters.due += 1;
  } catch (error) {
    counters.failed += 1;
    log.error({ err: error, reminder: taken?.id ?? null }, 'a reminder could not be looked at');
    if (!taken) throw error;
    await database.transaction((tx) => restOrGiveUp(tx, parts, taken!));
  }
  return taken !== undefined;
}

async function restOrGiveUp(
  tx: Transaction,
  parts: RoundParts,
  { id, matter, body_id: bodyId }: DueRow,
): Promise<void> {
  const world = parts.world(bodyId || null);
  const now = world.now.toISOString();
  const [row] = await tx.$queryRaw<{ failures: number; over: boolean }[]>`
    update reminder set failures = failures + 1,
      next_at = ${now}::timestamptz + (failures + 1) * make_interval(secs => ${failedRest / seconds(1)}),
      closed_at = case when failures + 1 >= ${mostFailures} then ${now}::timestamptz end
    where id = ${id} returning failures, closed_at is not null as over`;
  if (!row?.over) return;
  parts.counters.givenUp += 1;
  parts.log.error({ reminder: id, failures: row.failures }, 'a reminder was given up: nobody will be reminded by it');
  await enqueue(tx, { notices: await parts.givenUp(tx, { id, matter, bodyId }, world.now) }, world, parts.ways);
}

async function dueNow(tx: Transaction, parts: RoundParts, row: ReminderRow, world: World): Promise<Due> {
  const { reminders } = parts.registry;
  if (row.kind === morningReminder) {
    return { notices: await morningOfPerson(tx, reminders, row.person ?? '', parts.world), nextAt: null };
  }
  if (row.kind === figuresReminder) {
    const bodyId = bodyOfFigures(row);
    const before = parts.world(bodyId, new Date(row.nextAt.getTime() - 1));
    await countAnew(tx, parts.registry, bodyId, { before, after: world });
    return { notices: [], nextAt: null };
  }
  const kind = reminders.get(row.kind);
  const facts = kind ? await kind.gather(tx, row, world) : null;
  return facts === null || !kind ? { notices: [], nextAt: null } : kind.due(facts, row, world);
}

async function lookAt(tx: Transaction, parts: RoundParts, row: DueRow, world: World): Promise<void> {
  const reminder = { ...row, bodyId: row.body_id, person: row.person === '' ? null : row.person, nextAt: row.next_at };
  const due = await dueNow(tx, parts, reminder, world);
  await tx.$executeRaw`
    update reminder set failures = 0, next_at = coalesce(${due.nextAt?.toISOString() ?? null}::timestamptz, next_at),
      closed_at = case when ${due.nextAt === null} then ${world.now.toISOString()}::timestamptz end
    where id = ${row.id}`;
  const events = await numbered(tx, parts.registry, due.events ?? []);
  const announced = await applyEvents(tx, parts.registry, events, world);
  const told = due.tell?.(events);
  const alone = await setAside(tx, reminder, [...due.notices, ...(told?.notices ?? []), ...announced], world);
  await enqueue(tx, { notices: alone }, world, parts.ways);
  const starts = [...(due.reminders ?? []), ...(told?.reminders ?? [])];
  await startReminders(tx, starts, row.body_id || null, world);
  if (events.length === 0) return;
  await appendAudit(tx, {
    at: world.now,
    actorId: null,
    behalfId: null,
    channel: 'clock',
    account: null,
    update: null,
    bodyId: row.body_id || null,
    matter: row.matter,
    command: row.kind,
    outcome: 'done',
    facts: { events },
  });
}
