// One message from the outbox to the messenger, and what became of it.
import type pg from 'pg';
import type { Channel, Failure, OutgoingFile, SendOptions, Sent } from '../channels/channel.ts';
import { encodePress, type FieldsOf } from '../channels/press.ts';
import type { Claimed } from './claim.ts';
import type { Counters } from './counters.ts';
import { count } from './meter.ts';
import { afterFailure, canLook, isOnce, triesOf, UNCONFIRMED } from './outcome.ts';
import { receiptBy } from './receipts.ts';
import { arrivedAs, forgetTries, lookFor } from './reconcile.ts';
import { holdBack, markEnded, markSent, NUMBERED, putBack, releaseFile } from './record.ts';
import { withoutCard } from './refresh.ts';
import { sendModeOf } from './send-mode.ts';
import { goOn, type Leaving, onPool, ownAccounts, type Ways } from './ways.ts';

export type Delivery = {
  pool: pg.Pool;
  channel: Channel;
  fieldsOf: FieldsOf;
  now(): Date;
  counters: Counters;
  files: OutgoingFiles;
  onProblem(problem: string): void;
  /** Left out: people are reached by their own accounts only. */
  ways?: Ways;
  /** A group takes nothing from us any more. */
  groupLost?(chat: string): Promise<void>;
};

/** Stored files, and the messenger's references to its copies of them. */
export type OutgoingFiles = {
  /** `expected`: not fetched yet; `refused`: it never will be. */
  open(id: string, channel: string): Promise<OutgoingFile | 'expected' | 'refused'>;
  sentAs(id: string, channel: string, ref: string): Promise<void>;
};

class NotYetStored extends Error {}
const FILE_WAIT = 5_000;

/** What the sender must know: whether more was written to the outbox, and what was wrong with the call, if anything. */
export type Delivered = { wrote: boolean; more: boolean; failure: Failure | null };

const nothing: Delivered = { wrote: false, more: false, failure: null };

export async function deliver(delivery: Delivery, row: Claimed): Promise<Delivered> {
  const { pool, channel, counters, now } = delivery;
  if (row.skipReason) {
    if (row.skipReason === 'not-linked') return { ...nothing, more: await leave(delivery, row, 'not-linked') };
    counters[row.skipReason] += 1;
    await markEnded(pool, row.id, row.skipReason, row.skipReason === 'withheld' ? 'no-standing' : row.skipReason);
    return nothing;
  }
  const target = row.edits ?? row.shown_in;
  if (row.unconfirmed) {
    const message = await arrivedAs(pool, row, delivery.fieldsOf);
    if (message) {
      counters.adopted += 1;
      return { ...nothing, more: (await markSent(pool, row, { message, at: now() })) > 0 };
    }
    if (target === null && row.attempts <= triesOf(channel.capabilities)) return attemptInDoubt(delivery, row);
    if (target === null && isOnce(row.class)) return letBe(delivery, row);
  }
  if (row.class === 'refresh' && (target === null || !delivery.channel.capabilities.edits)) {
    await withoutCard(pool, row);
    return { ...nothing, more: true };
  }
  return target !== null && delivery.channel.capabilities.edits
    ? attempt(delivery, row, target, {})
    : sendNew(delivery, row);
}

/** In the manner in which it may go here now; else by the next way. */
async function sendNew(delivery: Delivery, row: Claimed): Promise<Delivered> {
  const { pool, channel, now, ways = ownAccounts } = delivery;
  const sendMode = await sendModeOf({ pool, channel, ways, now, onProblem: delivery.onProblem }, row);
  switch (sendMode.kind) {
    case 'send':
      return attempt(delivery, row, null, sendMode.options);
    case 'later':
      await holdBack(pool, row.id, sendMode.at);
      return nothing;
    case 'elsewhere': {
      const gone = await leave(delivery, row, sendMode.why, sendMode.form !== null);
      return gone || !sendMode.form ? { ...nothing, more: gone } : attempt(delivery, row, null, sendMode.form);
    }
  }
}

/**
 * Leaves this account for the next way; false when there is none. `stays`: it is then tried here all the same, and is
 * nobody's to telephone before that.
 */
async function leave(
  { pool, now, ways = ownAccounts }: Delivery,
  row: Claimed,
  why: Leaving['why'],
  stays = false,
): Promise<boolean> {
  const leaving = { now: now(), ways, why, from: { account: row.account_id }, stays };
  const [left] = await goOn(onPool(pool), [row.id], leaving);
  return left?.gone === true;
}

/** Sends a message again that is not known to have arrived, unless it turns out to be there. */
async function attemptInDoubt(delivery: Delivery, row: Claimed): Promise<Delivered> {
  const { pool, channel, counters, now } = delivery;
  let found: Awaited<ReturnType<typeof lookFor>>;
  try {
    found = await lookFor(pool, channel, row, render(delivery, row, {}));
  } catch (error) {
    await putBack(pool, row.id, { notBefore: null, counts: false, error: UNCONFIRMED });
    return { ...nothing, failure: channel.classify(error) };
  }
  if (found === 'unknown') return isOnce(row.class) ? letBe(delivery, row) : sendNew(delivery, row);
  if (found === 'not-there') {
    await forgetTries(pool, row.id, now());
    return sendNew(delivery, { ...row, attempts: 1, unconfirmed: false });
  }
  counters.adopted += 1;
  return { ...nothing, wrote: true, more: (await markSent(pool, row, { ...found, at: now() })) > 0 };
}

/** Nothing tells whether it is there: it counts as sent. */
async function letBe({ pool }: Delivery, row: Claimed): Promise<Delivered> {
  await markEnded(pool, row.id, 'sent', UNCONFIRMED);
  return nothing;
}

/** Tries once, and where the messenger wants it otherwise, once more in another form. */
async function attempt(
  delivery: Delivery,
  row: Claimed,
  target: string | null,
  options: SendOptions,
): Promise<Delivered> {
  const { pool, counters, channel } = delivery;
  let sent: Sent;
  try {
    sent = await transmit(delivery, row, target, options);
  } catch (error) {
    if (error instanceof NotYetStored) return wait(delivery, row);
    const failure = channel.classify(error);
    const tried = { class: row.class, isEdit: target !== null, attempts: row.attempts };
    const outcome = afterFailure({ ...tried, looks: canLook(channel.capabilities) }, failure);
    if (outcome.state === 'as-new') return attempt(delivery, { ...row, edits: null }, null, options);
    if (failure.kind === 'closed' && !options.brief && channel.capabilities.window && row.view.brief) {
      // The messenger knows better than we how long he has been silent.
      const form = { ...options, brief: true, tracking: row.id };
      if (!(await leave(delivery, row, 'window', true))) return attempt(delivery, row, null, form);
      return { wrote: false, more: true, failure: null };
    }
    if (outcome.state === 'plain' && !options.plain && !options.brief && !row.view.files) {
      delivery.onProblem(`message ${row.id} was refused, trying without formatting: ${failure.reason}`);
      return attempt(delivery, row, target, { ...options, plain: true });
    }
    return fail(delivery, row, target, failure, outcome);
  }
  counters[target === null ? 'sent' : 'edited'] += 1;
  const message = target ?? sent.message;
  const row_ = { ...row, edits: target };
  const now = delivery.now();
  const settings = (delivery.ways ?? ownAccounts).settings();
  if (sent.charge) await count(pool, channel.name, sent.charge, now, settings.monthlyCeiling);
  const retired = await markSent(pool, row_, {
    message,
    at: now,
    receiptBy: target === null ? receiptBy(row, channel, now, settings, options.brief) : null,
    ...((options.plain || sent.numbered) && { error: NUMBERED }),
  });
  return { wrote: true, more: retired > 0, failure: null };
}

async function transmit(delivery: Delivery, row: Claimed, target: string | null, options: SendOptions): Promise<Sent> {
  const { channel, files } = delivery;
  const rendered = render(delivery, row, options);
  const [id] = row.view.files ?? [];
  if (id === undefined) {
    if (target === null) return channel.send(row.chat, rendered, options);
    await channel.edit(row.chat, target, rendered, options);
    return { message: target };
  }
  const file = await files.open(id, channel.name);
  if (file === 'refused') throw new RangeError(`file ${id} was refused`);
  if (file === 'expected') throw new NotYetStored();
  const sent = await channel.send(row.chat, rendered, { ...options, file });
  if (sent.fileRef !== undefined && file.ref === undefined) await files.sentAs(id, channel.name, sent.fileRef);
  return sent;
}

const render = ({ channel, fieldsOf }: Delivery, { view, language }: Claimed, { plain }: SendOptions): unknown =>
  // What cannot be encoded is left out when the message goes plain: it then has no buttons.
  channel.render(view, language, (press) => (plain ? '' : encodePress(press, fieldsOf)));

/** The file is still being fetched; whoever has fetched it wakes those that wait. */
async function wait({ pool, now, files, channel }: Delivery, row: Claimed): Promise<Delivered> {
  const notBefore = new Date(now().getTime() + FILE_WAIT);
  await putBack(pool, row.id, { notBefore, counts: false, error: 'file-expected' });
  const [id] = row.view.files ?? [];
  // It may have come while the message was in hand, when nobody was seen to wait for it.
  if (id === undefined || (await files.open(id, channel.name)) === 'expected') return nothing;
  await releaseFile(pool, id);
  return { ...nothing, more: true };
}

async function fail(
  delivery: Delivery,
  row: Claimed,
  target: string | null,
  failure: Failure,
  outcome: ReturnType<typeof afterFailure>,
): Promise<Delivered> {
  const { pool, counters, now } = delivery;
  if (failure.kind === 'ambiguous') counters.ambiguous += 1;
  const result: Delivered = { wrote: false, more: false, failure };
  switch (outcome.state) {
    case 'pending': {
      const notBefore = outcome.after > 0 ? new Date(now().getTime() + outcome.after) : null;
      const chat = failure.kind === 'moved' ? { chat: failure.chat } : {};
      // An earlier doubt is not forgotten over a refusal that says nothing about it.
      const error = row.unconfirmed ? 'unconfirmed' : outcome.error;
      await putBack(pool, row.id, { notBefore, counts: outcome.counts, error, ...chat });
      return { ...result, more: outcome.after === 0 };
    }
    case 'elsewhere':
      counters.unreachable += 1;
      if (row.person_id === null && delivery.channel.limits.isGroup(row.chat)) {
        await markEnded(pool, row.id, 'dead', failure.reason);
        await delivery.groupLost?.(row.chat);
        return { ...result, more: true };
      }
      return { ...result, more: await leave(delivery, row, whyNot(delivery.channel, failure)) };
    case 'plain':
    case 'as-new':
    case 'dead':
      counters.dead += 1;
      delivery.onProblem(`message ${row.id} cannot be delivered: ${failure.reason}`);
      return { ...result, more: await leave(delivery, row, { refused: failure.reason }) };
    case 'sent':
      if (failure.kind === 'done' && target !== null) {
        await markSent(pool, { ...row, edits: target }, { message: target, at: now() });
        return result;
      }
      await markEnded(pool, row.id, 'sent', outcome.error);
      return result;
    default: {
      if (outcome.state === 'superseded') counters.superseded += 1;
      const doubted = outcome.state === 'doubtful';
      const { settings } = delivery.ways ?? ownAccounts;
      const by = doubted ? receiptBy(row, delivery.channel, now(), settings()) : null;
      await markEnded(pool, row.id, outcome.state, outcome.error, by);
      return result;
    }
  }
}

function whyNot(channel: Channel, { kind }: Failure): 'blocked' | 'window' | 'no-form' {
  if (kind !== 'closed') return 'blocked';
  return channel.capabilities.window ? 'window' : 'no-form';
}
