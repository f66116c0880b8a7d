// In which manner a message may go to somebody now: freely, for money, in an approved form only, or not at all.
import type pg from 'pg';
import type { Channel, SendOptions } from '../channels/channel.ts';
import { addDays, dayOf, instant } from '../kernel/time.ts';
import type { MissReason } from '../kernel/ways.ts';
import type { Claimed } from './claim.ts';
import { isScarce, isSpent, neededOn, warnOfLeft } from './meter.ts';
import type { Ways } from './ways.ts';

export type SendMode =
  | { kind: 'send'; options: SendOptions }
  /** Not at this hour. */
  | { kind: 'later'; at: Date }
  /** Not here; `form`: unless as an approved form, should there be no other way. */
  | { kind: 'elsewhere'; why: MissReason; form: SendOptions | null };

type Judging = {
  pool: Pick<pg.Pool, 'query'>;
  channel: Channel;
  ways: Ways;
  now(): Date;
  onProblem(problem: string): void;
};

const urgent = new Set(['action', 'notice']);

/** What counts and costs is looked up only where something does. */
export async function sendModeOf(judging: Judging, row: Claimed): Promise<SendMode> {
  const { pool, channel, now } = judging;
  const { window, briefsOnly, byMail, monthly, receipts } = channel.capabilities;
  const tracking = receipts || byMail ? { tracking: row.id } : {};
  const free: SendMode = { kind: 'send', options: tracking };
  if (briefsOnly) {
    const mode = await inForm(judging, row);
    return mode.kind === 'send' ? ((await keptBack(judging, row)) ?? mode) : mode;
  }
  if (monthly !== undefined && isWaiting(row) && (await isScarce(pool, channel.name, monthly, now()))) {
    return { kind: 'elsewhere', why: 'quota', form: null };
  }
  // Whoever is answered has just written.
  if (!window || row.class === 'reply') return free;
  const silence = await silenceOf(judging, row, window.free);
  if (silence <= window.free) return free;
  const refused = await cannotPay(judging, row);
  if (silence <= window.closes) {
    return refused ? { kind: 'elsewhere', why: refused, form: null } : ((await keptBack(judging, row)) ?? free);
  }
  const form = refused ? null : await inForm(judging, row);
  if (form?.kind !== 'send') return form?.kind === 'later' ? form : { kind: 'elsewhere', why: 'window', form: null };
  // A form without buttons cannot be answered: a way that can comes first.
  return row.view.brief?.answers?.length ? { kind: 'elsewhere', why: 'window', form: form.options } : form;
}

/**
 * What counts goes only as far as what is left of it reaches: what is urgent first, the rest another way or tomorrow. Who
 * must know is told before any of it is refused. Null: it may go.
 */
async function keptBack({ pool, channel, now, onProblem }: Judging, row: Claimed): Promise<SendMode | null> {
  const left = await channel.left?.();
  if (!left) return null;
  const needed = await neededOn(pool, channel, left.remain, now());
  if (needed.all > left.remain && (await warnOfLeft(pool, channel.name, left.remain, needed.all, now()))) {
    onProblem(`${channel.name}: ${left.remain} messages are left of what was bought, ${needed.all} wait`);
  }
  const isUsedUp = left.remain <= 0 && left.daily;
  if (!isWaiting(row)) return isUsedUp ? { kind: 'elsewhere', why: 'quota', form: null } : null;
  if (left.remain > needed.urgent) return null;
  return left.daily ? { kind: 'later', at: nextMorning(now()) } : { kind: 'elsewhere', why: 'quota', form: null };
}

const isWaiting = (row: Claimed): boolean => row.class === 'nudge' || row.class === 'digest';

/**
 * Milliseconds since he last wrote; endless when he never has. Before money is spent the messenger is asked, which also
 * knows of taps it does not tell.
 */
async function silenceOf({ pool, channel, now }: Judging, row: Claimed, free: number): Promise<number> {
  const { rows } = await pool.query<{ heard_at: Date | null }>('select heard_at from account where id = $1', [
    row.account_id,
  ]);
  const since = (heard: Date | null | undefined): number =>
    heard ? now().getTime() - heard.getTime() : Number.POSITIVE_INFINITY;
  const silence = since(rows[0]?.heard_at);
  if (silence <= free || !channel.lastHeard) return silence;
  const heard = await channel.lastHeard(row.chat).catch(() => null);
  if (since(heard) >= silence) return silence;
  await pool.query('update account set heard_at = greatest(heard_at, $2) where id = $1', [row.account_id, heard]);
  return since(heard);
}

/** Why it may not cost anything; null when it may. */
async function cannotPay({ pool, ways, now }: Judging, row: Claimed): Promise<MissReason | null> {
  const settings = ways.settings();
  // An answer is always echoed.
  if (row.class === 'reply') return null;
  if (!settings.paidMessages.includes(row.class)) return 'unpaid';
  return !urgent.has(row.class) && (await isSpent(pool, now(), settings)) ? 'ceiling' : null;
}

async function inForm(judging: Judging, row: Claimed): Promise<SendMode> {
  if (!row.view.brief) return { kind: 'elsewhere', why: 'no-form', form: null };
  const refused = await cannotPay(judging, row);
  if (refused) return { kind: 'elsewhere', why: refused, form: null };
  const at = awake(judging.now());
  return at ? { kind: 'later', at } : { kind: 'send', options: { brief: true, tracking: row.id } };
}

/** At night forms are refused or arrive without a sound: they go from 06:05 to 21:55. Null when they may now. */
function awake(now: Date): Date | null {
  const today = dayOf(now);
  const [opens, closes] = [instant(today, 6, 5), instant(today, 21, 55)];
  if (now < opens) return opens;
  return now < closes ? null : nextMorning(now);
}

const nextMorning = (now: Date): Date => instant(addDays(dayOf(now), 1), 6, 5);
