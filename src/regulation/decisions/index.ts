// What waits for somebody's decision, in one list and in one hand (Điều 2.1, 3.3, 4, 6.4, 7.2). What is
// decided is written by the chapters whose matters they are.
import type { Approval } from '../../kernel/approval.ts';
import { type Chapter, type Pending, reminderKind, type Waiting } from '../../kernel/chapter.ts';
import type { Asking, World } from '../../kernel/command.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import { lookAt, type ReminderStart } from '../../kernel/notice.ts';
import { bodiesWith } from '../../kernel/person.ts';
import { text } from '../../kernel/text.ts';
import { choice, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { ChairAwayRecorded, ChairBackRecorded } from '../committee/index.ts';
import { overseers } from '../roles.ts';
import { commandsOver } from './commands.ts';
import { dueHandover } from './handover.ts';
import type { Awaiting } from './picking.ts';
import { figures } from './settings.ts';
import { type Handover, waitingFor, waitingIn } from './store.ts';
import { itemsOf, waitingOf } from './views.ts';

export { itemsOf, waitingFor };

const handoverKind = 'decisions.handover';

/** Looked at now; from then on at every turn of absences on record. */
const handoverIn = (bodyId: string, now: Date): ReminderStart => lookAt(handoverKind, `body:${bodyId}`, now);

/** The chair goes or comes back (Điều 4). */
const ledByAnother = async (_tx: Transaction, happened: DomainEvent, { now }: World) => {
  const { bodyId } = (happened as ChairAwayRecorded | ChairBackRecorded).absence;
  return { bodyId, reminders: [handoverIn(bodyId, now)] };
};

const handover = (approvals: readonly Approval[]) =>
  reminderKind<Handover>({
    name: handoverKind,
    article: '4',
    gather: (tx, { matter }, world) => waitingIn(tx, matter.slice('body:'.length), world, approvals),
    due: (facts, _reminder, world) => dueHandover(facts, world),
  });

const partOf = ({ what, opens }: ReturnType<typeof itemsOf>[number]): Pending => ({ what, open: choice(what, opens) });

/** All of it behind one choice: each is decided on its own card, where its reasons stand. */
const decisionsAwaited =
  (approvals: readonly Approval[]) =>
  async (tx: Transaction, asking: Asking): Promise<Pending[]> => {
    const waiting = await waitingFor(tx, asking, approvals);
    const items = itemsOf(waiting);
    const [only] = items;
    const count = waiting.requests.length + waiting.others.length;
    if (!only) return [];
    const what = text('decisions:waiting.heading', { count });
    // A single one is opened at once, with its reasons and its answers.
    return count > 1
      ? [{ what, open: choice(what, press('decisions.waiting')), parts: items.map(partOf) }]
      : [{ what: only.what, open: choice(what, only.opens) }];
  };

/** All that waits in the bodies he follows, whoever decides it. */
const waits =
  (approvals: readonly Approval[]) =>
  async (tx: Transaction, asking: Asking): Promise<Waiting[]> => {
    const found: Waiting[] = [];
    for (const bodyId of bodiesWith(asking.by, overseers)) {
      const waiting = await waitingIn(tx, bodyId, asking, approvals);
      const sees = ({ of, facts }: Awaiting): boolean => of.sees?.(facts, asking.by) !== false;
      found.push(...waitingOf({ requests: waiting.requests.filter(sees), others: waiting.others.filter(sees) }));
    }
    return found;
  };

/** Over the approvals of all other chapters. */
export const chapterOver = (approvals: readonly Approval[]): Chapter => ({
  name: 'decisions',
  settings: figures,
  room: 'today',
  articles: ['2.1', '3.3', '4', '6.4', '7.2'],
  commands: commandsOver(approvals),
  reminders: [handover(approvals)],
  follows: { 'committee.chair-away-recorded': ledByAnother, 'committee.chair-back-recorded': ledByAnother },
  succeeds: (bodyId, _seatId, now) => handoverIn(bodyId, now),
  shownBy: { seal: 'decisions.waiting' },
  pending: decisionsAwaited(approvals),
  waits: waits(approvals),
});
