// A task: one lead, a last day, and how far it has come (Điều 3.1, 6.2, 10.3, 12.2). Pure.
import type { ApartLevel } from '../../kernel/apart.ts';
import type { Day } from '../../kernel/time.ts';

/** A report of 100 % waiting for the standing agency; lateness is that of the report's day, whenever it is confirmed. */
export type Proposal = { reportId: string; day: Day; late: boolean };

export type Progress =
  | { state: 'open'; proposal: Proposal | null; returnedBecause: string | null }
  | { state: 'done'; reportId: string; reportedDay: Day; late: boolean; by: string; at: Date }
  | { state: 'withdrawn'; because: string; by: string; at: Date };

/** Whose task it is at bottom: set by the Government, by the province, or by the committee itself (Điều 3.1, 6.2). */
export const levels = ['central', 'province', 'committee'] as const;
export type Level = (typeof levels)[number];

/** Somebody of the lead's agency, on no roster. */
type Officer = { name: string; post: string; phone: string | null };

/** How long after what its time ends: `30` days, `30w` working days; null: said when it comes. */
export type HangsOn = { event: string; days: string | null; happened?: { day: Day; paper: string } };

/** `asked`: on which day, for `days` working days; `plan`: what its lead will do. */
export type Remedy = { asked: Day; days: number; plan: { words: string; by: string; day: Day } | null };

/** As it stood before the newest change of its day, its lead or its source, while that can still be taken back. */
export type Before = Pick<
  Task,
  'dueDay' | 'firstDueDay' | 'leadId' | 'leadAgencyId' | 'coordinators' | 'officer' | 'remedy'
> & {
  receivedAt: string | null;
  /** Where it comes from, once that was changed. */
  sourced?: Pick<Task, 'source' | 'givenBy'>;
  /** Who changed it, and when (ISO). */
  by: string;
  at: string;
};

export type Task = {
  id: string;
  bodyId: string;
  /** The bot's own code, e.g. NV-07; never a document number. */
  code: string;
  title: string;
  product: string | null;
  /** The document or clause it comes from. */
  source: string | null;
  /** The field it belongs to, as the committee names it. */
  area: string | null;
  level: Level | null;
  meetingId: string | null;
  /** The one person who answers for it (Điều 2.3); the others only co-ordinate. */
  leadId: string;
  leadAgencyId: string | null;
  coordinators: readonly string[];
  /** Agencies leading it with him as one group, by name; he is its one accountable head (Điều 2.3). */
  jointly: string | null;
  /** The programmes and plans of his own branch into which its lead has worked it (Điều 6.2). */
  embeddedIn: string | null;
  /** Whom the lead set to it in his own agency; he answers for it still (Điều 10.3, 2.3). */
  officer: Officer | null;
  /** Last civil day as it was given; a day off lasts until the next working day (due.ts). Null: its time does not count yet. */
  dueDay: Day | null;
  firstDueDay: Day | null;
  hangsOn: HangsOn | null;
  /** Rises when the day moves: the reminders start anew. */
  version: number;
  /** Of the last report by the lead; 100 only once completion is confirmed. */
  percent: number;
  assignedBy: string;
  /** The leader whose instruction it is; null while the secretariat has not said. */
  givenBy: string | null;
  assignedAt: Date;
  receivedAt: Date | null;
  /** When the lead last heard of the day: given, moved, returned or reminded. */
  toldAt: Date;
  /** Seen to be likely late: when a plan to make good was asked for, by how many working days, and what came. */
  remedy: Remedy | null;
  /** What of it is kept apart (Điều 10.4). */
  apart: string | null;
  /** How many times its completion was proposed: what was asked of an earlier one is asked no more. */
  proposals: number;
  progress: Progress;
  /** Null: nothing can be taken back. */
  before: Before | null;
};

export type Report = {
  id: string;
  taskId: string;
  byId: string;
  /** The leader for whom an assistant reported (Điều 10.3). */
  behalfId: string | null;
  part: 'lead' | 'coordinator';
  /** Of the whole task for the lead, of his own part for a co-ordinator. */
  percent: number;
  text: string;
  files: readonly string[];
  at: Date;
};

/** `agencyId`: of the seat of the one it passed to. */
type Passed = { from: string; to: string; agencyId: string | null };

export type TaskEvent =
  | { type: 'tasks.assigned'; task: Task }
  | { type: 'tasks.accepted'; taskId: string; at: Date }
  | { type: 'tasks.coordinators-added'; taskId: string; personIds: readonly string[] }
  | { type: 'tasks.delegated'; taskId: string; by: string; officer: Officer; at: Date }
  | { type: 'tasks.embedded'; taskId: string; by: string; words: string; at: Date }
  | { type: 'tasks.sourced'; taskId: string; source: string; givenBy: string | null; by: string; at: Date }
  | { type: 'tasks.reported'; taskId: string; report: Report; proposal: Proposal | null }
  | { type: 'tasks.completed'; taskId: string; by: string; at: Date }
  | { type: 'tasks.returned'; taskId: string; by: string; because: string; at: Date }
  /** What its time counts from has come. */
  | { type: 'tasks.started'; taskId: string; by: string; dueDay: Day; happened: { day: Day; paper: string }; at: Date }
  /** `simply`: by an act of its own, which its author may take back at once. */
  | { type: 'tasks.moved'; taskId: string; by: string; dueDay: Day; because: string; at: Date; simply?: true }
  /** Another leads it from now on. */
  | { type: 'tasks.passed'; taskId: string; by: string; to: Passed; because: string; at: Date }
  /** The newest change of its day or its lead was taken back by who made it. */
  | { type: 'tasks.undone'; taskId: string; by: string; at: Date }
  | { type: 'tasks.withdrawn'; taskId: string; by: string; because: string; at: Date }
  /** Seats have passed to somebody else, all in one step, and with them their holders' parts (kiện toàn). */
  | { type: 'tasks.succeeded'; taskId: string; passed: readonly Passed[]; at: Date }
  /** The clock saw that it will be late by so many working days, and a plan to make good was asked for. */
  | { type: 'tasks.foreseen'; taskId: string; asked: Day; days: number }
  | { type: 'tasks.planned'; taskId: string; plan: NonNullable<Remedy['plan']> }
  /** Its words are kept apart: `called` stands in their place. */
  | { type: 'tasks.covered'; taskId: string; level: ApartLevel; called: string; by: string; at: Date }
  | { type: 'tasks.reminded'; taskIds: readonly string[]; at: Date };

/** Happenings after which an earlier change is taken back no more: somebody has gone on from it. */
const goesOn: ReadonlySet<TaskEvent['type']> = new Set<TaskEvent['type']>([
  'tasks.accepted',
  'tasks.delegated',
  'tasks.embedded',
  'tasks.reported',
  'tasks.completed',
  'tasks.returned',
  'tasks.started',
  'tasks.moved',
  'tasks.withdrawn',
  'tasks.succeeded',
  'tasks.planned',
]);

/** The task after something happened to it. */
export const evolve = (task: Task, event: TaskEvent): Task =>
  changed(goesOn.has(event.type) ? { ...task, before: null } : task, event, task);

function changed(task: Task, event: TaskEvent, was: Task): Task {
  switch (event.type) {
    case 'tasks.assigned':
      return event.task;
    case 'tasks.accepted':
      return { ...task, receivedAt: task.receivedAt ?? event.at };
    case 'tasks.coordinators-added':
      return { ...task, coordinators: [...new Set([...task.coordinators, ...event.personIds])] };
    case 'tasks.delegated':
      return { ...task, officer: event.officer };
    case 'tasks.embedded':
      return { ...task, embeddedIn: event.words };
    case 'tasks.sourced':
      return {
        ...task,
        source: event.source,
        givenBy: event.givenBy,
        before: { sourced: { source: was.source, givenBy: was.givenBy }, ...beforeOf(was, event) },
      };
    case 'tasks.reported':
      return afterReport(task, event.report, event.proposal);
    case 'tasks.completed':
      return completed(task, event.by, event.at);
    case 'tasks.returned':
      return {
        ...task,
        toldAt: event.at,
        progress: { state: 'open', proposal: null, returnedBecause: event.because },
      };
    case 'tasks.moved':
      return {
        ...task,
        ...dueFrom(task, event.dueDay, event.at),
        ...(event.simply && { before: beforeOf(was, event) }),
      };
    case 'tasks.passed':
      return { ...passed(task, event), before: beforeOf(was, event) };
    case 'tasks.undone':
      return undone(task, event.at);
    case 'tasks.started':
      return {
        ...task,
        ...dueFrom(task, event.dueDay, event.at),
        hangsOn: task.hangsOn && { ...task.hangsOn, happened: event.happened },
      };
    case 'tasks.withdrawn':
      return { ...task, progress: { state: 'withdrawn', because: event.because, by: event.by, at: event.at } };
    case 'tasks.succeeded':
      return succeeded(task, event);
    case 'tasks.foreseen':
      return { ...task, remedy: { asked: event.asked, days: event.days, plan: null } };
    case 'tasks.planned':
      return { ...task, remedy: task.remedy && { ...task.remedy, plan: event.plan } };
    case 'tasks.covered':
      return covered(task, event);
    case 'tasks.reminded':
      return { ...task, toldAt: event.at };
  }
}

function covered(task: Task, { level, called }: Extract<TaskEvent, { type: 'tasks.covered' }>): Task {
  if (level === 'papers') return { ...task, apart: level };
  const { progress, remedy } = task;
  return {
    ...task,
    apart: level,
    title: called,
    product: null,
    source: null,
    embeddedIn: task.embeddedIn && called,
    remedy: remedy?.plan ? { ...remedy, plan: { ...remedy.plan, words: called } } : remedy,
    progress:
      progress.state === 'open' && progress.returnedBecause ? { ...progress, returnedBecause: called } : progress,
  };
}

/** What one sheet changes at once is taken back at once: the first of its changes knows how it stood. */
const beforeOf = (task: Task, { by, at }: { by: string; at: Date }): Before => {
  if (task.before?.by === by && task.before.at === at.toISOString()) return task.before;
  const { dueDay, firstDueDay, leadId, leadAgencyId, coordinators, officer, remedy, receivedAt } = task;
  const kept = { dueDay, firstDueDay, leadId, leadAgencyId, coordinators, officer, remedy };
  return { ...kept, receivedAt: receivedAt?.toISOString() ?? null, by, at: at.toISOString() };
};

/** It is asked of the new lead to accept it; whom the former one had set to it in his agency is set to it no more. */
const passed = (task: Task, { to: { to, agencyId }, at }: Extract<TaskEvent, { type: 'tasks.passed' }>): Task => ({
  ...task,
  leadId: to,
  leadAgencyId: agencyId,
  coordinators: task.coordinators.filter((id) => id !== to),
  officer: null,
  receivedAt: null,
  remedy: null,
  version: task.version + 1,
  toldAt: at,
});

function undone(task: Task, at: Date): Task {
  if (!task.before) return task;
  const { by: _by, at: _at, receivedAt, sourced, ...was } = task.before;
  if (isOnlySourced(task)) return { ...task, ...sourced, before: null };
  return {
    ...task,
    ...was,
    ...sourced,
    receivedAt: receivedAt === null ? null : new Date(receivedAt),
    version: task.version + 1,
    toldAt: at,
    before: null,
  };
}

/** Nothing of it was changed that anybody is told of. */
export const isOnlySourced = ({ before, dueDay, leadId }: Task): boolean =>
  before?.sourced !== undefined && before.dueDay === dueDay && before.leadId === leadId;

/** Its reminders start anew, and what was foreseen of the day before; the first day it was given stays on record. */
const dueFrom = (task: Task, dueDay: Day, at: Date) => ({
  dueDay,
  firstDueDay: task.firstDueDay ?? dueDay,
  version: task.version + 1,
  remedy: null,
  toldAt: at,
});

function succeeded(task: Task, { passed, at }: Extract<TaskEvent, { type: 'tasks.succeeded' }>): Task {
  const heirOf = (id: string): Passed | undefined => passed.find(({ from }) => from === id);
  const heir = heirOf(task.leadId);
  const leadId = heir?.to ?? task.leadId;
  const others = task.coordinators.map((id) => heirOf(id)?.to ?? id);
  const coordinators = [...new Set(others)].filter((id) => id !== leadId);
  return heir
    ? { ...task, coordinators, leadId, leadAgencyId: heir.agencyId, receivedAt: null, toldAt: at }
    : { ...task, coordinators };
}

export const evolveAll = (task: Task, events: readonly TaskEvent[]): Task => events.reduce(evolve, task);

/** Only the lead's word moves the task; a co-ordinator's report stands beside it. */
function afterReport(task: Task, report: Report, proposal: Proposal | null): Task {
  if (report.part !== 'lead' || task.progress.state !== 'open') return task;
  return {
    ...task,
    // Who reports on a task has received it.
    receivedAt: task.receivedAt ?? report.at,
    // A proposal is not yet a result: returned, the task stands where it stood.
    percent: proposal ? task.percent : report.percent,
    proposals: proposal && !task.progress.proposal ? task.proposals + 1 : task.proposals,
    progress: { state: 'open', proposal, returnedBecause: proposal ? null : task.progress.returnedBecause },
  };
}

function completed(task: Task, by: string, at: Date): Task {
  if (task.progress.state !== 'open' || !task.progress.proposal) return task;
  const { reportId, day, late } = task.progress.proposal;
  return { ...task, percent: 100, progress: { state: 'done', reportId, reportedDay: day, late, by, at } };
}
