// Numbered by the clerk and issued (Điều 7.3, NĐ 30/2020); received, corrected, its points given as tasks (6.4).

import type { Act, Asking } from '../../kernel/command.ts';
import { type Refused, refuse } from '../../kernel/decision.ts';
import { readDocumentNumber, writtenNumber } from '../../kernel/document-number.ts';
import { lineField, textField } from '../../kernel/fields.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { personsOf } from '../../kernel/person.ts';
import { said, text } from '../../kernel/text.ts';
import { dayOf, yearOf } from '../../kernel/time.ts';
import { holderOfNumber } from '../../store/document-numbers.ts';
import type { Transaction } from '../../store/transaction.ts';
import { newTask, type Task, type TaskEvent, tellGiven } from '../tasks/index.ts';
import { type ConclusionEvent, type ConclusionFacts, office, type Point, recipients, toGive } from './conclusion.ts';
import { issued, sent } from './deciding.ts';
import { move } from './drafting.ts';
import { byOffice, points } from './editing.ts';
import { anyPointField } from './fields.ts';
import { cut } from './views.ts';

/** The symbol of such papers: TB-<abbreviation of the body>. */
const symbolOf = ({ of }: ConclusionFacts): string => `TB-${of?.body.abbreviation ?? ''}`;

/** One paper only bears a number of its series (NĐ 30/2020). */
async function numberTaken(tx: Transaction, facts: ConclusionFacts, { args, now }: Asking): Promise<Refused | null> {
  const number = readDocumentNumber(args.number ?? '', symbolOf(facts));
  const year = yearOf(dayOf(now));
  const holder = number && (await holderOfNumber(tx, { bodyId: facts.row.bodyId, year }, number));
  if (!number || !holder) return null;
  const { code = '' } = (await tx.matter.findUnique({ where: { id: holder.split(':')[1] ?? '' } })) ?? {};
  const because = text('conclusions:refusal.number-taken', { number: said(writtenNumber(number)), year, code });
  return refuse('number-taken', because, { article: 'NĐ30', field: 'number' });
}

/** For whom he confirms it: himself, else a leader he assists (Điều 10.3); null when it is confirmed. */
export const recipient = (facts: ConclusionFacts, by: Act['by']): string | null => {
  const { received } = facts.row.data;
  const open = recipients(facts).filter((id) => !received.includes(id));
  return personsOf(by).find(({ id }) => open.includes(id))?.id ?? null;
};

/** The points that can be given now, each with who leads it: he must hold a seat still. */
const givable = ({ row, around: { seats } }: ConclusionFacts) =>
  toGive(row.data.points).flatMap((point) => {
    const lead = seats.find(({ person }) => person.id === point.leadId);
    return lead ? [{ point, lead }] : [];
  });

/** Each point that says who and by when, as the task it is; it says from where it comes, and the point its code (KL5). */
function tasksOf(facts: ConclusionFacts, act: Act<unknown>): TaskEvent[] {
  const { row, of } = facts;
  const { points, number, approverId } = row.data;
  const meetingId = of?.meeting.id ?? null;
  return givable(facts).map(({ point, lead }) => {
    const { product, coordinators, due, hangsOn = null } = point;
    const source = `${number ?? row.code} (${points.indexOf(point) + 1})`;
    const title = cut(point.words, 300);
    const given = { title, lead, due, hangsOn, product, coordinators, source, meetingId, givenBy: approverId };
    return { type: 'tasks.assigned', task: newTask(given, act) };
  });
}

const assignedIn = (events: readonly ConclusionEvent[]): Task[] =>
  events.flatMap((event) => (event.type === 'tasks.assigned' ? [event.task] : []));

export const issuing = () => [
  move({
    name: 'conclusions.number',
    by: [...office, 'clerk'],
    in: ['approved'],
    to: 'issued',
    look: 'good',
    fields: { number: lineField('conclusions:ask.number', 60) },
    denies: numberTaken,
    checks: (facts, { args }) =>
      readDocumentNumber(args.number, symbolOf(facts))
        ? null
        : refuse('no-number', text('conclusions:refusal.no-number', { said: said(args.number) }), {
            article: 'NĐ30',
            field: 'number',
          }),
    also: (facts, { args, by, now }) => {
      const number = readDocumentNumber(args.number, symbolOf(facts));
      const { id, bodyId } = facts.row;
      const year = yearOf(dayOf(now));
      return number ? [{ type: 'conclusions.numbered', id, bodyId, year, number, by: by.person.id, at: now }] : [];
    },
    set: (_facts, _act, [event]) =>
      event?.type === 'conclusions.numbered' ? { number: writtenNumber(event.number) } : {},
    tell: issued,
  }),
  move({
    name: 'conclusions.receive',
    means: [{ intent: 'receive', waits: true }],
    by: 'anyone',
    personal: false,
    asSeen: true,
    in: ['issued'],
    only: (facts, by) => recipient(facts, by) !== null,
    set: (facts, { by }) => {
      const { received } = facts.row.data;
      return { received: [...received, recipient(facts, by) ?? by.person.id] };
    },
  }),
  move({
    name: 'conclusions.assign',
    article: '6.4',
    in: ['issued'],
    look: 'good',
    only: (facts, by) => byOffice(facts, by) && givable(facts).length > 0,
    also: tasksOf,
    set: (facts, _act, also) => {
      const given = givable(facts).map(({ point }) => point.id);
      const taskOf = ({ id, taskId }: Point): string | null => assignedIn(also)[given.indexOf(id)]?.id ?? taskId;
      return { points: facts.row.data.points.map((point) => ({ ...point, taskId: taskOf(point) })) };
    },
    tell: ({ around: { seats } }, act, also) => {
      const told = assignedIn(also).map((task) => tellGiven(task, seats, act));
      return {
        notices: told.flatMap(({ notices }) => notices),
        reminders: told.flatMap(({ reminders = [] }) => reminders),
      };
    },
  }),
  move({
    name: 'conclusions.correct',
    in: ['issued'],
    fields: {
      point: anyPointField,
      words: textField('conclusions:ask.words', 2_000, { content: true }),
      reason: textField('conclusions:ask.reason', 1_000),
    },
    asks: true,
    set: (facts, { args }) => ({
      ...points(facts, args.point, { words: cleanLine(args.words, 2_000) }),
      corrected: args.reason,
      edition: facts.row.data.edition + 1,
      received: [],
    }),
    tell: (facts, act) => ({ notices: sent('corrected', facts, act) }),
  }),
];
