// Notices written as the service writes them, and what became of them and of the answers people gave.
import type pg from 'pg';
import { said } from '../../src/kernel/text.ts';
import type { View } from '../../src/kernel/view.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { crowdCount } from '../bench/people.ts';
import { exactly, type Found, figure, holds } from './promises.ts';
import type { Talk, Tap } from './talking.ts';

const classes = ['notice', 'action', 'nudge', 'notice', 'action', 'digest'] as const;
type NoticeClass = (typeof classes)[number];
const priorities: Record<NoticeClass, number> = { action: 2, notice: 3, nudge: 4, digest: 5 };

export const classOf = (nth: number): NoticeClass => classes[nth % classes.length]!;
/** Messages that may be lost but never come twice. */
export const isOnce = (nth: number): boolean => ['nudge', 'digest'].includes(classOf(nth));

/** What notice number `nth` says. By its code it is known again, however often it comes. */
export const wordsOf = (nth: number): string => `Thông báo GM-${nth}.`;

/** Writes notices number `first` and following, each with a code of its own, to the crowd in turn. */
export async function writeNotices(pool: pg.Pool, first: number, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => {
    const nth = first + at;
    const view: View = { lines: [said(wordsOf(nth))] };
    return { nth, class: classOf(nth), priority: priorities[classOf(nth)], view };
  });
  await pool.query(
    `insert into outbox (key, person_id, account_id, channel, chat, class, priority, view, matter, state)
     select 'trial:' || n.nth, a.person_id, a.id, a.channel, a.external_id, n.class, n.priority, n.view, 'trial', 'pending'
     from jsonb_to_recordset($1::jsonb) as n(nth int, class text, priority int, view jsonb)
     join account a on a.id = 'q' || lpad((n.nth % ${crowdCount})::text, 15, '0')
     order by n.nth on conflict (key) do nothing`,
    [JSON.stringify(rows)],
  );
}

/** What of a phone is looked at here, whichever messenger is on it. */
type Phone = { messages: readonly { from: 'bot' | 'user'; text: string }[] };

/** How often each notice is on a phone, by number. */
export function copies({ people }: { people: readonly Phone[] }): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { text } of people.flatMap(({ messages }) => messages)) {
    const code = /^Thông báo GM-(\d+)\.$/m.exec(text)?.[1];
    if (code !== undefined) counts.set(Number(code), (counts.get(Number(code)) ?? 0) + 1);
  }
  return counts;
}

/** Waits until nothing is to be handled or sent any more. @throws after so many seconds */
export async function settled(pool: pg.Pool, within: number): Promise<void> {
  const end = performance.now() + within * 1000;
  for (;;) {
    const { rows } = await pool.query<{ waiting: number }>(
      `select (select count(*) from inbox where state = 'new')::int
        + (select count(*) from outbox where state in ('pending', 'leased'))::int as waiting`,
    );
    if (rows[0]?.waiting === 0) return;
    if (performance.now() > end) throw new Error(`${rows[0]?.waiting} messages still wait after ${within} s`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** What became of the answers: each recorded once, none lost that was acknowledged, in the order it was given. */
export async function answersFound(pool: pg.Pool, { taps: given }: Talk): Promise<Found[]> {
  // Whoever was told that nothing was recorded has not answered.
  const taps = given.filter((one) => !one.tooSoon());
  const { rows } = await pool.query<{ update: string; account: string; count: number; first: string }>(
    `select "update", account, count(*)::int as count, min(seq)::text as first from audit
     where command = 'attendance.attend' and outcome = 'done' group by "update", account order by min(seq)`,
  );
  const recorded = new Map(rows.map(({ update, count }) => [update, count]));
  const acknowledged = taps.filter((one) => one.acknowledged).length;
  const again = saidAgain(taps, recorded);
  const missing = taps.filter((one) => !recorded.has(String(one.updateId)) && !again.has(one));
  const lost = missing.filter((one) => one.acknowledged);
  const doubled = rows.filter(({ count }) => count > 1);
  const newest = new Map<string, number>();
  let overtaken = 0;
  for (const { account, update } of rows) {
    if (Number(update) < (newest.get(account) ?? 0)) overtaken += 1;
    newest.set(account, Number(update));
  }
  const { rows: written } = await pool.query<{ count: number }>('select count(*)::int as count from answer');
  return [
    figure('answers given', taps.length),
    figure('presses told to have come too soon', given.length - taps.length),
    holds('  of them some were acknowledged', acknowledged > 0, String(acknowledged)),
    exactly('acknowledged answers lost', lost.length, 0),
    figure('answers that said what was recorded already', again.size),
    exactly('answers given and not recorded', missing.length, 0),
    exactly('answers recorded twice', doubled.length + Math.max(0, written[0]!.count - rows.length), 0),
    exactly('answers of one person recorded out of order', overtaken, 0),
  ];
}

/** Whoever sees nothing happen presses once more: of what says the same as the answer before nothing is written. */
function saidAgain(taps: readonly Tap[], recorded: ReadonlyMap<string, number>): Set<Tap> {
  const again = new Set<Tap>();
  for (const own of Map.groupBy(taps, ({ person }) => person).values()) {
    let known: boolean | null = null;
    for (const one of own.toSorted((a, b) => a.updateId - b.updateId)) {
      if (recorded.has(String(one.updateId))) known = one.online;
      else if (one.online === known) again.add(one);
    }
  }
  return again;
}

/** Each question has one answer, which begins with `list`; a second is a repeated message. */
export function askedFound(asked: ReadonlyMap<Phone, number>, list: string): Found[] {
  let missing = 0;
  let repeated = 0;
  for (const [person, times] of asked) {
    const answers = person.messages.filter(({ from, text }) => from === 'bot' && text.startsWith(list));
    missing += Math.max(0, times - answers.length);
    repeated += Math.max(0, answers.length - times);
  }
  return [exactly('questions without an answer', missing, 0), figure('answers to questions that came twice', repeated)];
}

/** Whether what people see is what is recorded. */
export async function screensFound(pool: pg.Pool, { taps }: Talk): Promise<Found[]> {
  const { rows } = await pool.query<{ external_id: string; answer: string }>(
    `select a.external_id, n.answer from answer n join account a on a.person_id = n.person_id where n.current`,
  );
  const online = new Map(rows.map(({ external_id, answer }) => [external_id, answer === 'online']));
  const people = [...new Set(taps.map(({ person }) => person))];
  const wrong = people.filter((person) => {
    const card = person.messages.findLast(({ from, edits }) => from === 'bot' && edits > 0);
    return card !== undefined && /trực tuyến/.test(card.text) !== online.get(String(person.id));
  });
  return [exactly('people whose card shows something else than what is recorded', wrong.length, 0)];
}

export async function chainFound(pool: pg.Pool): Promise<Found> {
  const verdict = await verifyAudit(pool);
  return holds('the audit chain is whole', verdict.whole, `${verdict.rows} rows`);
}
