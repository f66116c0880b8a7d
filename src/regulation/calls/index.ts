// Điều 7.3: whom the secretariat telephones because no messenger reaches him; what other chapters may use of it.
import { type Chapter, reminderKind, type Waiting } from '../../kernel/chapter.ts';
import type { Asking } from '../../kernel/command.ts';
import type { Notice } from '../../kernel/notice.ts';
import { bodiesWith, himself } from '../../kernel/person.ts';
import { listing } from '../../kernel/register.ts';
import type { Due } from '../../kernel/reminder.ts';
import { text } from '../../kernel/text.ts';
import { choice, press } from '../../kernel/view.ts';
import { leftReminder, spendingReminder, stuckReminder } from '../../kernel/ways.ts';
import type { Transaction } from '../../store/transaction.ts';
import { bodies, seatsOf } from '../committee/index.ts';
import type { Call, CallEvent, Spending, Told } from './call.ts';
import { type CallReader, callCommands, callers } from './commands.ts';
import { queueOf } from './queue.ts';
import { apply, spendingNow, unreachedCalls, type Which } from './store.ts';
import { grownView, leftView, reasonText, warningView } from './views.ts';

export { type Call, type CallReason, type Told, tellings } from './call.ts';
export { beyondReach, callReason, unreachedCalls } from './store.ts';

/** That he was told by telephone, face to face or on paper, for the chapters that take down what he said. */
export const told = (one: Omit<Told, 'type'>): Told => ({ type: 'calls.told', ...one });

/** Who is to be telephoned for another cause than that nothing reached him. */
export type AlsoToCall = (tx: Transaction, which: Which, now: Date) => Promise<Call[]>;

const secretaries = async (tx: Transaction, bodyIds: readonly string[], now: Date): Promise<string[]> => {
  const seats = (await Promise.all(bodyIds.map((bodyId) => seatsOf(tx, bodyId, now)))).flat();
  return [...new Set(seats.flatMap(({ role, person }) => (role === 'secretariat' ? [person.id] : [])))];
};

const everySecretary = async (tx: Transaction, now: Date): Promise<string[]> =>
  secretaries(
    tx,
    (await bodies(tx, now)).map(({ id }) => id),
    now,
  );

/** The same to each of them. */
const each = (to: readonly string[], key: string, said: Pick<Notice, 'class' | 'view' | 'matter'>): Due => ({
  notices: to.map((person): Notice => ({ ...said, to: person, key: `${key}:${person}`, personal: true })),
  nextAt: null,
});

/** Said when the list of a matter has grown, at most once an hour (delivery raises it). */
const grown = (read: CallReader) =>
  reminderKind<{ calls: readonly Call[]; to: readonly string[] }>({
    name: stuckReminder,
    article: '7.3',
    gather: async (tx, { matter }, { now }) => {
      const calls = await read(tx, { matter }, now);
      const to = await secretaries(tx, [...new Set(calls.map(({ bodyId }) => bodyId))], now);
      return calls.length === 0 ? null : { calls, to };
    },
    due: ({ calls, to }, { matter, nextAt }, { settings }) =>
      each(to, `${matter}:calls:${nextAt.toISOString()}`, {
        class: 'digest',
        view: grownView(calls, settings.receiptHours),
        matter: `calls:${matter}`,
      }),
  });

/** The month's money is running out. */
const spendingWarned = reminderKind<{ spending: Spending; to: readonly string[] }>({
  name: spendingReminder,
  article: '7.3',
  gather: async (tx, _reminder, { now, settings }) => ({
    spending: await spendingNow(tx, now, settings.monthlyCeiling),
    to: await everySecretary(tx, now),
  }),
  due: ({ spending, to }, { matter, version }) =>
    each(to, `${matter}:v${version}`, { class: 'digest', view: warningView(version, spending), matter }),
});

/** More is to be sent than a messenger still takes: said before any of it is refused. */
const leftWarned = reminderKind<readonly string[]>({
  name: leftReminder,
  article: '7.3',
  gather: (tx, _reminder, { now }) => everySecretary(tx, now),
  due: (to, { matter }) => {
    const [, channel = '', day = '', remain = '0', needed = '0'] = matter.split(':');
    const view = leftView(channel, Number(remain), Number(needed));
    return each(to, matter, { class: 'notice', view, matter: `spending:${day.slice(0, 7)}` });
  },
});

/** Everybody who is to be telephoned, for whatever cause: the one list, wherever it is shown or counted. */
export const callReader =
  (also: AlsoToCall): CallReader =>
  async (tx, which, now) => {
    const unreached = await unreachedCalls(tx, which, now);
    const known = new Set(unreached.map(({ personId, matter }) => `${personId} ${matter}`));
    const others = await also(tx, which, now);
    return [...unreached, ...others.filter(({ personId, matter }) => !known.has(`${personId} ${matter}`))];
  };

/** Who is still to be telephoned in the bodies he telephones for, each behind his card. */
const unreached =
  (read: CallReader) =>
  async (tx: Transaction, { by, now, settings }: Asking): Promise<Waiting[]> => {
    const bodyIds = bodiesWith(himself(by), callers);
    const calls = bodyIds.length === 0 ? [] : await read(tx, { bodyIds }, now);
    return calls.map((call) => ({
      on: [call.personId],
      what: text('calls:waits', { about: call.about, reason: reasonText(call, settings.receiptHours) }),
      open: choice(text('calls:call'), press('calls.open', { person: call.personId, matter: call.matter })),
      unreached: true,
    }));
  };

/** The chapter, with further causes for a call handed in by who knows them. */
export function chapterWith(also: AlsoToCall): Chapter {
  const read = callReader(also);
  const queue = queueOf(read);
  return {
    name: 'calls',
    room: 'sending',
    articles: ['7.3'],
    commands: [...callCommands(read), listing(queue)],
    registers: [queue],
    reminders: [grown(read), spendingWarned, leftWarned],
    waits: unreached(read),
    apply: (tx, event) => apply(tx, event as CallEvent),
  };
}
