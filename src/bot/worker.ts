// Works through the inbox: a few at a time, each in a transaction of its own.
import type { Logger } from 'pino';
import type { Incoming } from '../channels/incoming.ts';
import { text } from '../kernel/text.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { outageInWords } from '../store/outage.ts';
import { type Handled, handle } from './handle.ts';
import { type Left, markDone, markFailed, takeNext, type Waiting } from './inbox.ts';
import type { Leased, Road } from './road.ts';
import { note } from './views.ts';

export type Worker = {
  /** Something came in. */
  wake(): void;
  /** Resolves when nothing is waiting that could be handled now. */
  idle(): Promise<void>;
  /** Finishes what it holds. */
  stop(): Promise<void>;
};

type Parts = {
  database: Database;
  road: Road;
  log: Logger;
  /** Called after an act has committed: its answer is on its way, its press can be settled. `toSend`: messages wait. */
  handled(came: Incoming, done: Handled, toSend: boolean): void;
  /** Nobody knows whether the act of which this was to be the answer has committed. */
  undecided(answer: Leased): void;
  /** How many are handled at once. */
  hands?: number;
  counters: { handled: number; failed: number; unclear: number };
};

/** Looks again after this long even if nobody called: another replica may have died, a failed one may be due. */
const pollMilliseconds = 1_000;

export function startWorker(parts: Parts): Worker {
  const { hands = 4 } = parts;
  const turn: Turn = { last: '' };
  let stopping = false;
  let busy = 0;
  let calls = 0;
  let whenIdle: (() => void)[] = [];

  const loop = async (): Promise<void> => {
    busy += 1;
    try {
      let seen: number;
      do {
        seen = calls;
        while (!stopping && (await handleNext(parts, turn)));
      } while (!stopping && calls !== seen);
    } finally {
      busy -= 1;
      if (busy === 0) {
        for (const done of whenIdle) done();
        whenIdle = [];
      }
    }
  };

  const wake = (): void => {
    calls += 1;
    if (!stopping && busy < hands) void loop();
  };
  const timer = setInterval(wake, pollMilliseconds);
  // What was left by a process that ended.
  wake();
  const idle = (): Promise<void> => (busy === 0 ? Promise.resolve() : new Promise((done) => whenIdle.push(done)));
  return {
    wake,
    idle,
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      await idle();
    },
  };
}

/** The lane something was taken from last: the one behind it is next, whoever has written how much. */
type Turn = { last: string };

/** Handles one message; false when no other is waiting. A failure leaves nothing behind but the count of tries. */
async function handleNext({ database, road, log, handled, undecided, counters }: Parts, turn: Turn): Promise<boolean> {
  let taken: Waiting | null = null;
  let leased: Leased | null = null;
  try {
    const { now } = road.world(null);
    let left: Left = { toHandle: false, toSend: true };
    const done = await database.transaction(
      async (tx) => {
        taken = await takeNext(tx, now, turn.last);
        if (taken) turn.last = taken.lane;
        if (!taken) return null;
        const result = await handle(tx, road, taken);
        leased = result.leased;
        return { taken, result };
      },
      // The newest seal of the record is held by one writer at a time: no longer than until the commit it goes out with.
      async (tx, done) =>
        done &&
        Promise.all([
          markDone(tx, done.taken.id, now).then((found) => {
            left = found;
          }),
          done.result.audit && appendAudit(tx, done.result.audit),
        ]),
    );
    if (!done) return false;
    counters.handled += 1;
    if (done.result.unclear) counters.unclear += 1;
    handled(done.taken.message, done.result, left.toSend);
    return left.toHandle;
  } catch (error) {
    if (leased) undecided(leased);
    counters.failed += 1;
    const inbox = taken ? String((taken as Waiting).id) : null;
    const trouble = outageInWords(error);
    // What came in is not to blame: the row is as it was, and the next look finds it.
    if (trouble) {
      log.warn({ trouble, inbox }, 'a message has to wait');
      return false;
    }
    log.error({ err: error, inbox }, 'a message could not be handled');
    if (!taken) return false;
    return recover(database, road, log, taken, error);
  }
}

/** Counts the try; after the last one the person is told, with a code the secretariat can look up in the log. */
async function recover(database: Database, road: Road, log: Logger, taken: Waiting, error: unknown): Promise<boolean> {
  try {
    const { now } = road.world(null);
    const gaveUp = await markFailed(database.pool, taken, String(error), now);
    if (gaveUp) await database.transaction((tx) => apologise(tx, road, taken));
    return gaveUp;
  } catch (again) {
    log.error({ err: again }, 'a failure could not be noted');
    return false;
  }
}

async function apologise(tx: Parameters<typeof handle>[0], road: Road, taken: Waiting): Promise<void> {
  const world = road.world(null);
  const came = taken.message;
  const by = await road.identify(tx, came.channel, came.account, world.now);
  if (!by?.account) return;
  const view = note(text('bot:incident', { incident: `SC-${taken.id}` }));
  const place = {
    ...by.account,
    account: by.account.id,
    person: by.person.id,
    chat: came.chat,
    language: by.person.language,
  };
  await road.outgoing.reply(tx, place, view, { key: `incident:${taken.id}`, edits: null }, world);
}
