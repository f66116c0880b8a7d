// Điều 3.1, 6.2, 7.2, 10.3: what people do with tasks. The road fills in the arguments and writes what is decided.
import {
  type Act,
  type Args,
  type Asking,
  type Command,
  command,
  type Field,
  type Gathered,
} from '../../kernel/command.ts';
import {
  dayAfter,
  dayField,
  hidden,
  lineField,
  nameField,
  onlyIf,
  optional,
  pastDayField,
  phoneField,
  textField,
} from '../../kernel/fields.ts';
import { sendsBack } from '../../kernel/meant.ts';
import { type Acting, act, look } from '../../kernel/noun.ts';
import { type Actor, bodiesOf, type PersonCard } from '../../kernel/person.ts';
import { listing } from '../../kernel/register.ts';
import { fullDay, said, type Text, text } from '../../kernel/text.ts';
import type { View } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { cannotStart, decideHappened, hangingOn } from './awaiting.ts';
import {
  type AssignFacts,
  cannotMove,
  cannotUndo,
  decideAssign,
  decideCoordinate,
  decideMove,
  decidePass,
  decideSource,
  decideUndo,
  decideWithdraw,
  notInCharge,
  titleMax,
} from './decide.ts';
import type { TaskFacts } from './facts.ts';
import {
  coordinatorsField,
  daysField,
  giverField,
  leadField,
  levelField,
  movedTaskField,
  newLeadField,
  partsField,
  percentField,
  seatsInCharge,
  taskField,
} from './fields.ts';
import { tasks } from './listing.ts';
import { tellOf } from './notices.ts';
import { handedIn, reportIn, taskNoun } from './noun.ts';
import { inCharge, partOf, seatNamed, seatsNamed } from './parties.ts';
import { cannotPlan, decideRemedy } from './remedy.ts';
import {
  decideAccept,
  decideComplete,
  decideDelegate,
  decideEmbed,
  decideReport,
  decideReturn,
  notTheLead,
  notWaiting,
} from './reporting.ts';
import { findTask } from './store.ts';
import type { TaskEvent } from './task.ts';
import { dueSaid, taskView } from './views.ts';

const lineMax = 300;
const areaMax = 60;
const reasonMax = 1000;
const eventMax = 200;

/** The day by which it is due now. */
const dueDayOf = async (tx: Transaction, { args }: Asking) => (await findTask(tx, args.task ?? ''))?.dueDay ?? null;

/** Whether it was left for when the event comes, how long it takes. */
const saysNoDays: NonNullable<Field['needed']> = async ({ task }, tx) =>
  !(await findTask(tx, task ?? ''))?.hangsOn?.days;

async function gatherAssign(tx: Transaction, asking: Asking): Promise<Gathered<AssignFacts>> {
  const seats = await seatsInCharge(tx, asking);
  const lead = seatNamed(seats, asking.args.lead ?? '');
  const bodyId = lead?.bodyId ?? seats[0]?.bodyId ?? bodiesOf(asking.by)[0] ?? null;
  return { bodyId, facts: { seats } };
}

/** A task just given is known from what it was given with. */
function factsOfAssigned({ seats }: AssignFacts, act: Act, events: readonly TaskEvent[]): TaskFacts | null {
  const assigned = events.find((event) => event.type === 'tasks.assigned');
  if (!assigned) return null;
  const people = new Map<string, PersonCard>(seats.map(({ person }) => [person.id, person]));
  people.set(act.by.person.id, act.by.person);
  const { task } = assigned;
  const around = seats.filter((seat) => seat.bodyId === task.bodyId);
  // Nothing of a task just given is decided by whoever leads the body.
  const head = { chair: around.find(({ role }) => role === 'chair') ?? null, acting: null };
  return { task, seats: around, people, latest: null, head };
}

function showAssigned(facts: AssignFacts, act: Act, events: readonly TaskEvent[]): View {
  const assigned = factsOfAssigned(facts, act, events);
  if (!assigned) return { lines: [] };
  const { code, dueDay } = assigned.task;
  const due = dueDay === null ? dueSaid(assigned.task) : fullDay(dueDay);
  const { unknown } = seatsNamed(assigned.seats, act.args.coordinators ?? '');
  const note =
    unknown.length > 0
      ? text('tasks:done.assigned-without', { code, due, words: said(unknown.join(', ')) })
      : text('tasks:done.assigned', { code, due });
  return taskView(assigned, { part: null, charge: true }, act, note);
}

async function assignReadBack(tx: Transaction, asking: Asking): Promise<readonly Text[]> {
  const { lead = '', title = '', due = '' } = asking.args;
  const seat = seatNamed(await seatsInCharge(tx, asking), lead);
  const values = { lead: seat?.person.fullName ?? '', title: said(title), day: fullDay(due) };
  return [text('tasks:read-back.assign', values)];
}

const given: Pick<Command<Args, AssignFacts, TaskEvent>, 'gather' | 'tell' | 'show'> = {
  gather: gatherAssign,
  tell: (facts, act, events) => {
    const assigned = factsOfAssigned(facts, act, events);
    return assigned ? tellOf(assigned, act, events) : { notices: [] };
  },
  show: showAssigned,
};

const assign = command<Args, AssignFacts, TaskEvent>({
  ...given,
  name: 'tasks.assign',
  means: [{ intent: 'assign', fills: { lead: 'lead', title: 'title', due: 'due' } }],
  readBack: assignReadBack,
  adds: true,
  word: 'giaoviec',
  alias: ['assign'],
  article: '3.1',
  allowed: inCharge,
  // An assistant writes down what his leader gives; the task bears both names (10.3).
  personal: false,
  fields: {
    lead: leadField,
    title: lineField('tasks:ask.title', titleMax),
    due: dayField('tasks:ask.due'),
    coordinators: coordinatorsField(true),
    source: lineField('tasks:ask.source', lineMax, { optional: true }),
    product: lineField('tasks:ask.product', lineMax, { optional: true }),
    giver: giverField,
    area: lineField('tasks:ask.area', areaMax, { optional: true }),
    level: levelField,
    group: lineField('tasks:ask.group', lineMax, { optional: true }),
  },
  decide: (facts, act) => decideAssign(facts, act),
});

/** A task whose time counts from an event (TK14): given at once, in no figure of what is late before its event. */
const awaitEvent = command<Args, AssignFacts, TaskEvent>({
  ...given,
  name: 'tasks.await',
  adds: true,
  word: 'giaotheodieukien',
  alias: ['assignwhen'],
  article: '3.1',
  allowed: inCharge,
  personal: false,
  fields: {
    lead: leadField,
    title: lineField('tasks:ask.title', titleMax),
    condition: lineField('tasks:ask.condition', eventMax),
    days: optional(daysField),
    coordinators: coordinatorsField(true),
    product: lineField('tasks:ask.product', lineMax, { optional: true }),
    giver: giverField,
  },
  decide: (facts, act) => decideAssign(facts, act, hangingOn(act.args)),
});

const forPart = ({ task }: TaskFacts, by: Actor): PersonCard | null => partOf(by, task)?.behalf ?? null;

type Fields = NonNullable<Command['fields']>;

/** An act on a task under way; what others are told of it stands in notices.ts. */
const onTask = <S extends Fields = Record<never, never>>(
  declared: Omit<Acting<TaskFacts, TaskEvent, S>, 'in' | 'tell'>,
): Command => act<TaskFacts, TaskEvent, S>(taskNoun, { ...declared, in: ['open'], tell: tellOf });

const open = look(taskNoun, {
  name: 'tasks.open',
  article: '6.2',
  by: 'anyone',
  more: (facts, view, { by }) => {
    const files = handedIn(facts, by);
    return files.length > 0 ? { ...view, files } : view;
  },
});

function reportNote({ task }: TaskFacts, _act: unknown, events: readonly TaskEvent[]): Text {
  const report = reportIn(events);
  if (report?.part === 'coordinator') return text('tasks:done.co-reported');
  if (task.progress.state === 'open' && task.progress.proposal) return text('tasks:done.proposed');
  return text('tasks:done.reported', { percent: report?.percent ?? task.percent });
}

/** A report of one's own progress is one's own act; that it is done asks others to confirm it. */
const reportReadBack: NonNullable<Command['readBack']> = async (tx, { args }) => {
  const task = args['percent'] === '100' ? await findTask(tx, args['task'] ?? '') : null;
  return task && [text('tasks:read-back.complete', { task: task.code, title: said(task.title) })];
};

/** Of who has a part in it, or an assistant for him (Điều 10.3). */
const byPart = { by: 'anyone', personal: false, behalfOf: forPart } as const;

const reporting = [
  onTask({
    name: 'tasks.accept',
    means: [{ intent: 'receive', waits: true }],
    article: '6.2',
    ...byPart,
    decide: decideAccept,
    done: () => text('tasks:done.accepted'),
  }),
  onTask({
    name: 'tasks.report',
    means: [{ intent: 'report', fills: { percent: 'percent', parts: 'difficulty' } }],
    readBack: reportReadBack,
    adds: true,
    word: 'baocao',
    alias: ['report'],
    article: '6.2',
    ...byPart,
    field: taskField,
    fields: { percent: percentField, parts: partsField },
    decide: decideReport,
    done: reportNote,
  }),
  onTask({
    name: 'tasks.delegate',
    word: 'giaotrongcoquan',
    alias: ['delegate'],
    article: '10.3',
    ...byPart,
    field: taskField,
    fields: {
      name: nameField('tasks:ask.officer', 100),
      post: lineField('tasks:ask.officer-post', 100),
      phone: optional(phoneField('tasks:ask.officer-phone')),
    },
    refuses: (facts, given) => (partOf(given.by, facts.task)?.part === 'lead' ? null : notTheLead(facts)),
    decide: decideDelegate,
    done: ({ task }) => text('tasks:done.delegated', { name: task.officer?.name ?? '' }),
  }),
  onTask({
    name: 'tasks.embed',
    word: 'longghep',
    alias: ['embed'],
    article: '6.2',
    ...byPart,
    field: taskField,
    fields: { words: lineField('tasks:ask.embed', 300, { content: true }) },
    refuses: (facts, given) => (partOf(given.by, facts.task)?.part === 'lead' ? null : notTheLead(facts)),
    decide: decideEmbed,
    done: () => text('tasks:done.embedded'),
  }),
  onTask({
    name: 'tasks.remedy',
    article: '5.1',
    ...byPart,
    fields: { words: textField('tasks:ask.remedy', 2_000, { content: true }) },
    refuses: (facts, given) => (partOf(given.by, facts.task)?.part === 'lead' ? cannotPlan(facts) : notTheLead(facts)),
    decide: decideRemedy,
    done: () => text('tasks:done.planned'),
  }),
  onTask({
    name: 'tasks.complete',
    means: [{ intent: 'agree', waits: true }],
    article: '7.2',
    by: inCharge,
    fields: { report: hidden },
    decide: decideComplete,
    done: () => text('tasks:done.completed'),
  }),
  onTask({
    name: 'tasks.return',
    means: sendsBack('reason'),
    article: '7.2',
    by: inCharge,
    fields: { report: hidden, reason: textField('tasks:ask.return-reason', reasonMax) },
    refuses: notWaiting,
    decide: decideReturn,
    done: () => text('tasks:done.returned'),
  }),
];

/** Said in words it goes to the lead and the others once it was read back. */
const moveReadBack: NonNullable<Command['readBack']> = async (
  tx,
  { args: { task: id = '', due = '', reason = '' } },
) => {
  const task = await findTask(tx, id);
  const values = { task: task?.code ?? '', title: said(task?.title ?? ''), day: fullDay(due), reason: said(reason) };
  return task && [text('tasks:read-back.move', values)];
};

// Open to anyone so that a lead who tries is told what to do instead (refusal `owner`), not merely that he may not.
const changing = [
  onTask({
    name: 'tasks.move',
    means: [{ intent: 'put-off', fills: { due: 'due', reason: 'reason' } }],
    readBack: moveReadBack,
    article: '3.1',
    by: 'anyone',
    field: movedTaskField,
    fields: {
      due: dayField('tasks:ask.new-due', { example: dayAfter(dueDayOf) }),
      reason: textField('tasks:ask.move-reason', reasonMax),
    },
    refuses: cannotMove,
    decide: decideMove,
    done: ({ task }) => text('tasks:done.moved', { day: fullDay(task.dueDay ?? '') }),
    undone: 'tasks.undo',
  }),
  onTask({
    name: 'tasks.pass',
    article: '3.1',
    by: inCharge,
    fields: { lead: newLeadField, reason: textField('tasks:ask.pass-reason', reasonMax) },
    refuses: cannotMove,
    decide: decidePass,
    done: ({ task, seats }) =>
      text('tasks:done.passed', { name: seats.find(({ person }) => person.id === task.leadId)?.person.fullName ?? '' }),
    undone: 'tasks.undo',
  }),
  onTask({
    name: 'tasks.undo',
    article: '3.1',
    by: inCharge,
    refuses: cannotUndo,
    decide: decideUndo,
    done: ({ task }) => text('tasks:done.undone', { due: dueSaid(task) }),
  }),
  onTask({
    name: 'tasks.happened',
    article: '3.1',
    by: inCharge,
    fields: {
      day: pastDayField('tasks:ask.event-day'),
      paper: lineField('tasks:ask.paper', 200, { content: true }),
      due: onlyIf(saysNoDays, dayField('tasks:ask.due')),
    },
    refuses: cannotStart,
    decide: decideHappened,
    done: ({ task }) => text('tasks:done.happened', { day: dueSaid(task) }),
  }),
  onTask({
    name: 'tasks.withdraw',
    article: '3.1',
    by: 'anyone',
    fields: { reason: textField('tasks:ask.withdraw-reason', reasonMax) },
    refuses: notInCharge,
    decide: decideWithdraw,
    done: () => text('tasks:done.withdrawn'),
  }),
  onTask({
    name: 'tasks.coordinate',
    article: '3.1',
    by: inCharge,
    fields: { persons: coordinatorsField(false) },
    decide: decideCoordinate,
    done: () => text('tasks:done.coordinators'),
  }),
  onTask({
    name: 'tasks.source',
    article: '3.1',
    by: inCharge,
    fields: { source: lineField('tasks:ask.source', lineMax, { content: true }), giver: giverField },
    decide: decideSource,
    done: () => text('tasks:done.source'),
    undone: 'tasks.undo',
  }),
];

export const commands: readonly Command[] = [assign, awaitEvent, listing(tasks), open, ...reporting, ...changing];
