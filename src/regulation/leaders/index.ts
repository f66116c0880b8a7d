// The day of those who lead (Điều 3, 4, 5.1, 10.2): their morning in one message, and the list of what is stuck.
import type { Approval } from '../../kernel/approval.ts';
import { type Chapter, reminderKind } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import { listing } from '../../kernel/register.ts';
import type { StepUp } from '../../kernel/settings.ts';
import { moment, said, text } from '../../kernel/text.ts';
import { dayOf, instant } from '../../kernel/time.ts';
import { choice, opening, press } from '../../kernel/view.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import type { Transaction } from '../../store/transaction.ts';
import { actorOfPerson, chairNow, seatsOf } from '../committee/index.ts';
import { itemsOf, waitingFor } from '../decisions/index.ts';
import { hasEnded, meetingsOf } from '../meetings/index.ts';
import { overdueThrough, taskFiguresOf, unansweredIn } from '../tasks/index.ts';
import { bottleneckLine, bottlenecks, bottlenecksIn, likelyLine, namedIn } from './bottlenecks.ts';
import { dueMorning, type Morning, type MorningFacts, morningKind } from './morning.ts';
import { figures } from './settings.ts';

export { watchMornings } from './morning.ts';

/** Decisions stand with a number and a choice each. */
const shown = 3;
/** Working days from today within which a meeting is near. */
const near = 3;

async function morningOf(
  tx: Transaction,
  bodyId: string,
  person: string,
  to: StepUp['to'],
  approvals: readonly Approval[],
  world: World,
): Promise<Morning | null> {
  const by = await actorOfPerson(tx, person, world.now);
  if (!by) return null;
  const { now, calendar } = world;
  const waiting = await waitingFor(tx, { ...world, by }, approvals);
  const today = dayOf(now);
  const stuck = await bottlenecksIn(tx, [bodyId], to, { limit: shown + 100 }, world);
  const unanswered = await namedIn(tx, await unansweredIn(tx, bodyId, world));
  const { all } = await taskFiguresOf(tx, { of: 'body', ids: [bodyId] }, overdueThrough(calendar, today));
  const invited = await meetingsOf(tx, { personIds: [person], now, states: ['convened'], from: now });
  const until = instant(addWorkingDays(calendar, today, near), 0, 0);
  const decided = waiting.others.flatMap(({ of, facts }) => (of.alone ? [] : [`${of.of}:${of.idOf(facts)}`]));
  return {
    person,
    decisions: {
      count: waiting.requests.length + waiting.others.length,
      first: itemsOf(waiting)
        .slice(0, shown)
        .map(({ what, name, opens }) => ({
          what,
          open: choice(text('decisions:waiting.open', { person: name }), opens),
        })),
    },
    stuck: { count: stuck.length, first: stuck.slice(0, shown).map((one) => bottleneckLine(one, world)) },
    likely: {
      count: unanswered.length,
      first: unanswered.slice(0, shown).map((one) => ({
        what: likelyLine(one, world),
        open: opening(one.code, press('tasks.open', { task: one.id })),
      })),
    },
    overdue: all.runningOverdue,
    meetings: invited
      .filter(({ meeting }) => meeting.bodyId === bodyId && meeting.startsAt < until)
      .map(({ meeting: { id: meeting, startsAt, code, title, place } }) => ({
        what: text('leaders:meeting', {
          at: moment(startsAt, 'weekday-moment'),
          code,
          title: said(title),
          place: said(place),
        }),
        open: opening(code, press('meetings.open', { meeting, person })),
      })),
    covers: [...decided, ...[...stuck, ...unanswered].map(({ id }) => `task:${id}`)],
  };
}

const morning = (approvals: readonly Approval[]) =>
  reminderKind<MorningFacts>({
    name: morningKind,
    article: '10.2',
    gather: async (tx, { matter }, world) => {
      const bodyId = matter.slice('body:'.length);
      if (await hasEnded(tx, bodyId, world.now)) return null;
      const { chair, acting } = await chairNow(tx, bodyId, world.now);
      const leader = (acting ?? chair)?.person.id;
      const seats = await seatsOf(tx, bodyId, world.now);
      const standing = seats.filter(({ role }) => role === 'standing-member').map(({ person }) => person.id);
      const readers = [...new Set([leader, ...standing].filter((id) => id !== undefined))];
      const of: Morning[] = [];
      for (const person of readers) {
        const one = await morningOf(tx, bodyId, person, person === leader ? 'chair' : 'deputy', approvals, world);
        if (one) of.push(one);
      }
      return { bodyId, of };
    },
    due: (facts, row, world) => dueMorning(facts, row, world),
  });

/** Over the approvals of all other chapters. */
export const chapterOver = (approvals: readonly Approval[]): Chapter => ({
  name: 'leaders',
  settings: figures,
  room: 'tasks',
  articles: ['3.1', '4', '5.1', '10.2'],
  commands: [listing(bottlenecks)],
  registers: [bottlenecks],
  reminders: [morning(approvals)],
});
