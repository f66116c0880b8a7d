// Điều 3.1, 6.2, 7.2, 10.3: what people do with tasks. The road fills in the arguments and writes what is decided.
import {
  type Act,
  type Args,
  type Asking,
  type Command,
  command,
  type Field,
  type Gathered,
  type Matter,
} from '../../kernel/command.ts';
import { type Decision, type Refused, refuse } from '../../kernel/decision.ts';
import { dayField, hidden, lineField, textField } from '../../kernel/fields.ts';
import { type Actor, bodiesOf, capacityOf, himself, type PersonCard } from '../../kernel/person.ts';
import { listing } from '../../kernel/register.ts';
import { fullDay, said, type Text, text } from '../../kernel/text.ts';
import type { View } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { ArticleId } from '../articles.ts';
import { overseers, type Role } from '../roles.ts';
import {
  type AssignFacts,
  decideAssign,
  decideCoordinate,
  decideMove,
  decideSource,
  decideWithdraw,
  titleMax,
} from './decide.ts';
import type { TaskFacts } from './facts.ts';
import {
  coordinatorsField,
  giverField,
  leadField,
  levelField,
  partsField,
  percentField,
  seatsInCharge,
  taskField,
} from './fields.ts';
import { tasks } from './listing.ts';
import { tellOf } from './notices.ts';
import { chargeOf, inCharge, partOf, seatNamed, seatsNamed } from './parties.ts';
import { decideAccept, decideComplete, decideReport, decideReturn } from './reporting.ts';
import { factsOf, findTask } from './store.ts';
import { evolveAll, type Task, type TaskEvent } from './task.ts';
import { taskView, type Viewer } from './views.ts';

const lineMax = 300;
const areaMax = 60;
const reasonMax = 1000;

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
  const due = fullDay(dueDay);
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

const assign = command<Args, AssignFacts, TaskEvent>({
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
  },
  gather: gatherAssign,
  decide: decideAssign,
  tell: (facts, act, events) => {
    const assigned = factsOfAssigned(facts, act, events);
    return assigned ? tellOf(assigned, act, events) : { notices: [] };
  },
  show: showAssigned,
});

/** Those with a part in it, those who follow up, and its agency may look at a task; to others it does not exist. */
export function maySee(by: Actor, task: Task): boolean {
  const seats = [...by.seats, ...by.leaders.flatMap((leader) => leader.seats)];
  // An agency may sit in several bodies: what one of them gave it is not the others' to read.
  const sameAgency =
    task.leadAgencyId !== null &&
    seats.some((seat) => seat.agencyId === task.leadAgencyId && seat.bodyId === task.bodyId);
  return sameAgency || partOf(by, task) !== null || capacityOf(by, task.bodyId, overseers, false) !== null;
}

/** Found as its card is: the right is a part in it, its agency's, or that of following up. */
export const taskOf: Matter = async (tx, asking) => {
  const task = await findTask(tx, asking.args.task ?? '');
  return task && maySee(asking.by, task) ? { bodyId: task.bodyId } : unknownTask();
};

const unknownTask = (): Refused => refuse('unknown-task', text('tasks:refusal.unknown-task'));

const gatherTask =
  (lock: boolean, behalfOf: (by: Actor, task: Task) => PersonCard | null = () => null) =>
  async (tx: Transaction, asking: Asking): Promise<Gathered<TaskFacts>> => {
    const task = await findTask(tx, asking.args.task ?? '', { lock });
    if (!task || !maySee(asking.by, task)) return unknownTask();
    const behalf = behalfOf(asking.by, task);
    return { bodyId: task.bodyId, facts: await factsOf(tx, task, asking.now), behalf };
  };

const forPart = (by: Actor, task: Task): PersonCard | null => partOf(by, task)?.behalf ?? null;
const forCharge = (by: Actor, task: Task): PersonCard | null => chargeOf(by, task.bodyId)?.behalf ?? null;

const viewerOf = (by: Actor, task: Task): Viewer => ({
  part: partOf(by, task)?.part ?? null,
  // Deciding on a task is no assistant's: he is offered nothing of it.
  charge: chargeOf(himself(by), task.bodyId) !== null,
});

type TaskCommand = {
  name: string;
  adds?: true;
  word?: string;
  alias?: readonly string[];
  article: ArticleId;
  allowed: readonly Role[] | 'anyone';
  personal?: false;
  behalf?: (by: Actor, task: Task) => PersonCard | null;
  fields?: Readonly<Record<string, Field>>;
  means?: NonNullable<Command['means']>;
  readBack?: NonNullable<Command['readBack']>;
  opens?(facts: TaskFacts, act: Act): Decision<TaskEvent>;
  decide(facts: TaskFacts, act: Act): Decision<TaskEvent>;
  /** What was recorded, said above the card. */
  note(task: Task, act: Act, events: readonly TaskEvent[]): Text;
};

/** An act on a task that is there: locked, decided, told, and shown on its card. */
const taskCommand = ({ behalf, note, fields: { task = hidden, ...fields } = {}, ...rest }: TaskCommand): Command =>
  command<Args, TaskFacts, TaskEvent>({
    ...rest,
    fields: { task: { ...task, matter: taskOf }, ...fields },
    gather: gatherTask(true, behalf),
    tell: tellOf,
    show: (facts, act, events) => {
      const task = evolveAll(facts.task, events);
      const report = events.find((event) => event.type === 'tasks.reported')?.report;
      const people = new Map([...facts.people, [act.by.person.id, act.by.person] as const]);
      const shown = { ...facts, task, people, latest: report ?? facts.latest };
      return taskView(shown, viewerOf(act.by, task), act, note(task, act, events));
    },
  });

const open = command<Args, TaskFacts, TaskEvent>({
  name: 'tasks.open',
  article: '6.2',
  allowed: 'anyone',
  fields: { task: { ...hidden, matter: taskOf } },
  gather: gatherTask(false),
  show: (facts, act) => {
    const viewer = viewerOf(act.by, facts.task);
    const view = taskView(facts, viewer, act);
    const waits = facts.task.progress.state === 'open' && facts.task.progress.proposal !== null;
    // Who is to confirm must see what was handed in.
    return waits && viewer.charge && facts.latest?.files.length ? { ...view, files: facts.latest.files } : view;
  },
});

function reportNote(task: Task, _act: Act, events: readonly TaskEvent[]): Text {
  const report = events.find((event) => event.type === 'tasks.reported')?.report;
  if (report?.part === 'coordinator') return text('tasks:done.co-reported');
  if (task.progress.state === 'open' && task.progress.proposal) return text('tasks:done.proposed');
  return text('tasks:done.reported', { percent: report?.percent ?? task.percent });
}

/** A report of one's own progress is one's own act; that it is done asks others to confirm it. */
const reportReadBack: NonNullable<Command['readBack']> = async (tx, { args }) => {
  const task = args['percent'] === '100' ? await findTask(tx, args['task'] ?? '') : null;
  return task && [text('tasks:read-back.complete', { task: task.code, title: said(task.title) })];
};

const reporting = [
  taskCommand({
    name: 'tasks.accept',
    means: [{ intent: 'receive', waits: true }],
    article: '6.2',
    allowed: 'anyone',
    personal: false,
    behalf: forPart,
    decide: decideAccept,
    note: () => text('tasks:done.accepted'),
  }),
  taskCommand({
    name: 'tasks.report',
    means: [{ intent: 'report', fills: { percent: 'percent', parts: 'difficulty' } }],
    readBack: reportReadBack,
    adds: true,
    word: 'baocao',
    alias: ['report'],
    article: '6.2',
    allowed: 'anyone',
    personal: false,
    behalf: forPart,
    fields: { task: taskField, percent: percentField, parts: partsField },
    decide: decideReport,
    note: reportNote,
  }),
  taskCommand({
    name: 'tasks.complete',
    means: [{ intent: 'agree', waits: true }],
    article: '7.2',
    allowed: inCharge,
    fields: { report: hidden },
    decide: decideComplete,
    note: () => text('tasks:done.completed'),
  }),
  taskCommand({
    name: 'tasks.return',
    means: ['return', 'refuse'].map((intent) => ({
      intent,
      fills: { reason: intent === 'return' ? 'text' : 'reason' },
      waits: true as const,
    })),
    article: '7.2',
    allowed: inCharge,
    fields: { report: hidden, reason: textField('tasks:ask.return-reason', reasonMax) },
    opens: decideReturn,
    decide: decideReturn,
    note: () => text('tasks:done.returned'),
  }),
];

// Open to anyone so that a lead who tries is told what to do instead (refusal `owner`), not merely that he may not.
const changing = [
  taskCommand({
    name: 'tasks.move',
    means: [{ intent: 'extend', fills: { due: 'due', reason: 'reason' } }],
    opens: decideMove,
    article: '3.1',
    allowed: 'anyone',
    behalf: forCharge,
    fields: {
      task: taskField,
      due: dayField('tasks:ask.new-due'),
      reason: textField('tasks:ask.move-reason', reasonMax),
    },
    decide: decideMove,
    note: (task) => text('tasks:done.moved', { day: fullDay(task.dueDay) }),
  }),
  taskCommand({
    name: 'tasks.withdraw',
    article: '3.1',
    allowed: 'anyone',
    behalf: forCharge,
    fields: { reason: textField('tasks:ask.withdraw-reason', reasonMax) },
    opens: decideWithdraw,
    decide: decideWithdraw,
    note: () => text('tasks:done.withdrawn'),
  }),
  taskCommand({
    name: 'tasks.coordinate',
    article: '3.1',
    allowed: inCharge,
    fields: { persons: coordinatorsField(false) },
    decide: decideCoordinate,
    note: () => text('tasks:done.coordinators'),
  }),
  taskCommand({
    name: 'tasks.source',
    article: '3.1',
    allowed: inCharge,
    fields: { source: lineField('tasks:ask.source', lineMax), giver: giverField },
    decide: decideSource,
    note: () => text('tasks:done.source'),
  }),
];

export const commands: readonly Command[] = [assign, listing(tasks), open, ...reporting, ...changing];
