// Who is told what happened to a task, and what is watched from then on (Điều 3.1, 5.1, 7.2). Pure.
import { awaits, present } from '../../kernel/approval.ts';
import type { Act as ActOf } from '../../kernel/command.ts';
import type { Effects, MessageClass, Notice, ReminderStart } from '../../kernel/notice.ts';
import { cardFor, tell } from '../../kernel/noun.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { quoted, type Text, text } from '../../kernel/text.ts';
import { overseersOf } from '../committee/index.ts';
import { completion, completionOf } from './completion.ts';
import { nextRung } from './due.ts';
import { nameOf, type TaskFacts } from './facts.ts';
import { taskNoun } from './noun.ts';
import { watchOverdue } from './overdue.ts';
import { watchLikely } from './remedy.ts';
import { evolve, isOnlySourced, type Remedy, type Report, type Task, type TaskEvent } from './task.ts';
import { cardOf, dueSaid, reportLine } from './views.ts';

export const reminderName = 'tasks.due';

/** Whatever was done: what is told hangs on its happenings. */
type Act = ActOf<unknown>;

/** What the acts on a task have others told; whoever acted knows already. */
export function tellOf(facts: TaskFacts, act: Act, events: readonly TaskEvent[]): Effects {
  const told = events.map((event) => tellEvent({ ...facts, task: evolve(facts.task, event) }, facts.task, act, event));
  return {
    notices: told.flatMap(({ notices }) => notices).filter((notice) => notice.to !== act.by.person.id),
    reminders: told.flatMap(({ reminders }) => reminders ?? []),
  };
}

/** What is told of a task just given, by this act or by one of another chapter. */
export function tellGiven(task: Task, seats: readonly SeatCard[], act: Act): Effects {
  const people = new Map(seats.map(({ person }) => [person.id, person]));
  people.set(act.by.person.id, act.by.person);
  // Nothing of a task just given is decided by whoever leads the body.
  const head = { chair: seats.find(({ role }) => role === 'chair') ?? null, acting: null };
  return tellOf({ task, seats, people, latest: null, head }, act, [{ type: 'tasks.assigned', task }]);
}

/** The watch over the due day; a moved one is a new version. */
const watch = (facts: TaskFacts, act: Act): ReminderStart[] => {
  const { task } = facts;
  const nextAt = nextRung(task.dueDay, act);
  const { leadId: person, version } = task;
  const lead = nextAt ? [{ kind: reminderName, matter: cardOf(task), person, version, nextAt }] : [];
  return [...lead, ...watchOverdue(facts, act), ...watchLikely(facts, act)];
};

/** `facts` hold the task as it is after the event, `before` is the task as it was. */
function tellEvent(facts: TaskFacts, before: Task, act: Act, event: TaskEvent): Effects {
  switch (event.type) {
    case 'tasks.assigned':
      return { notices: tellAssigned(facts, act), reminders: watch(facts, act) };
    case 'tasks.coordinators-added':
      return { notices: toCoordinators(facts, act, event.personIds) };
    case 'tasks.reported':
      return {
        notices: tellReported(facts, act, event.report),
        reminders: isProposedBy(facts.task, event.report)
          ? [awaits(completion, completionOf(facts, act), act)]
          : watchLikely(facts, act),
      };
    case 'tasks.completed':
      return { notices: tellCompleted(facts, act) };
    case 'tasks.returned':
      return {
        notices: tellReturned(facts, before, act, event.because),
        reminders: [...watchOverdue(facts, act), ...watchLikely(facts, act)],
      };
    case 'tasks.moved':
      return { notices: tellMoved(facts, before, act, event.because), reminders: watch(facts, act) };
    case 'tasks.passed':
      return { notices: tellPassed(facts, act, event), reminders: watch(facts, act) };
    case 'tasks.undone':
      if (isOnlySourced(before)) return { notices: [] };
      return { notices: tellUndone(facts, before, act), reminders: watch(facts, act) };
    case 'tasks.started':
      return { notices: tellStarted(facts, act), reminders: watch(facts, act) };
    case 'tasks.withdrawn':
      return { notices: tellWithdrawn(facts, act) };
    case 'tasks.planned':
      return { notices: tellPlanned(facts, act, event.plan) };
    case 'tasks.accepted':
    case 'tasks.foreseen':
    case 'tasks.delegated':
    case 'tasks.embedded':
    case 'tasks.sourced':
    case 'tasks.succeeded':
    case 'tasks.covered':
    case 'tasks.reminded':
      return { notices: [] };
  }
}

type Saying = {
  what: string;
  class?: MessageClass;
  heading: Text;
  note: Text;
  files?: readonly string[];
  personal?: true;
};

/** The card of the task under a heading of its own, to each of these people as he sees it. */
function say(facts: TaskFacts, act: Act, to: readonly string[], { what, heading, note, files, ...ways }: Saying) {
  const card = (person: string) => ({
    ...cardFor(taskNoun, facts, person, act, note),
    heading,
    ...(files?.length && { files }),
  });
  return tell(taskNoun, facts, what, to, card, ways);
}

const assignedHeading = ({ task }: TaskFacts): Text =>
  text('tasks:notice.assigned', { code: task.code, due: dueSaid(task) });

const tellAssigned = (facts: TaskFacts, act: Act): Notice[] => [
  ...say(facts, act, [facts.task.leadId], {
    what: 'assigned',
    heading: assignedHeading(facts),
    note: text('tasks:notice.you-lead'),
  }),
  ...toCoordinators(facts, act, facts.task.coordinators),
];

const toCoordinators = (facts: TaskFacts, act: Act, ids: readonly string[]): Notice[] =>
  say(facts, act, ids, {
    what: 'coordinate',
    heading: assignedHeading(facts),
    note: text('tasks:notice.you-coordinate'),
  });

function tellReported(facts: TaskFacts, act: Act, report: Report): Notice[] {
  // The report just made is what the card shows as the latest one.
  const shown = { ...facts, latest: report };
  const notices = isProposedBy(shown.task, report)
    ? tellProposed(shown, act, report)
    : tellProgress(shown, act, report);
  return report.behalfId ? [...notices, ...tellLeader(shown, act, report, report.behalfId)] : notices;
}

const isProposedBy = ({ progress }: Task, report: Report): boolean =>
  progress.state === 'open' && progress.proposal?.reportId === report.id;

/** Before those who confirm it, with what was handed in. */
const tellProposed = (facts: TaskFacts, act: Act, { files }: Report): Notice[] =>
  present(completion, completionOf(facts, act), act).map((notice) =>
    files.length > 0 ? { ...notice, view: { ...notice.view, files } } : notice,
  );

/** Bare figures are for the list; words and files are read by the secretariat, a co-ordinator's also by the lead. */
function tellProgress(facts: TaskFacts, act: Act, report: Report): Notice[] {
  const { task, seats } = facts;
  const shared = report.part === 'coordinator';
  if (report.text === '' && report.files.length === 0 && !shared) return [];
  const { code } = task;
  const readers = seats.filter((seat) => seat.role === 'secretariat').map((seat) => seat.person.id);
  const to = shared ? [task.leadId, ...readers] : readers.filter((id) => id !== task.leadId);
  // The note is the report itself, so the card need not show it again.
  return say({ ...facts, latest: null }, act, to, {
    what: `report-${report.id}`,
    heading: shared
      ? text('tasks:notice.co-reported', { code })
      : text('tasks:notice.reported', { code, percent: report.percent }),
    note: reportLine(report, facts.people),
    files: report.files,
  });
}

/** A leader learns what was reported in his name; the assistant who did it needs no copy. */
const tellLeader = (facts: TaskFacts, act: Act, report: Report, leaderId: string): Notice[] =>
  say(facts, act, [leaderId], {
    what: `reported-for-${report.id}`,
    heading: text('tasks:notice.reported', { code: facts.task.code, percent: report.percent }),
    note: text('tasks:notice.reported-for-you', { name: nameOf(facts.people, report.byId) }),
    personal: true,
  });

/** Everybody with a part in it. */
const parties = ({ task }: TaskFacts): string[] => [task.leadId, ...task.coordinators];

const proposalId = (task: Task): string =>
  task.progress.state === 'open' ? (task.progress.proposal?.reportId ?? '') : '';

const tellCompleted = (facts: TaskFacts, act: Act): Notice[] =>
  say(facts, act, parties(facts), {
    what: 'completed',
    heading: text('tasks:notice.completed', { code: facts.task.code }),
    note: text('tasks:notice.completed-by', { name: act.by.person.fullName }),
  });

const opened = { state: 'open', proposal: null, returnedBecause: null } as const;

const tellReturned = (facts: TaskFacts, before: Task, act: Act, because: string): Notice[] =>
  // The note says what is lacking, so the card need not say it again.
  say({ ...facts, task: { ...facts.task, progress: opened } }, act, [facts.task.leadId], {
    what: `returned-${proposalId(before)}`,
    class: 'action',
    heading: text('tasks:notice.returned', { code: facts.task.code }),
    note: text('tasks:notice.returned-by', { name: act.by.person.fullName, because: quoted(because) }),
  });

const tellMoved = (facts: TaskFacts, before: Task, act: Act, because: string): Notice[] =>
  say(facts, act, parties(facts), {
    what: 'moved',
    heading: text('tasks:notice.moved', { code: facts.task.code, due: dueSaid(facts.task) }),
    note: text('tasks:notice.moved-by', {
      name: act.by.person.fullName,
      from: dueSaid(before),
      to: dueSaid(facts.task),
      because: quoted(because),
    }),
  });

/** The new lead is asked to accept it; who led it hears that it is no more his. */
function tellPassed(
  facts: TaskFacts,
  act: Act,
  { to: { from, to }, because }: Extract<TaskEvent, { type: 'tasks.passed' }>,
): Notice[] {
  const { code } = facts.task;
  const seated = facts.seats.find(({ person }) => person.id === to);
  const known = seated ? { ...facts, people: new Map([...facts.people, [to, seated.person]]) } : facts;
  const names = { name: act.by.person.fullName, from: nameOf(known.people, from), to: nameOf(known.people, to) };
  const heading = text('tasks:notice.passed', { code });
  const note = text('tasks:notice.passed-by', { ...names, because: quoted(because) });
  const others = [from, ...facts.task.coordinators].filter((id) => id !== to);
  return [
    ...say(known, act, [to], {
      what: 'assigned',
      class: 'action',
      heading: assignedHeading(known),
      note: text('tasks:notice.you-lead-instead', { ...names, because: quoted(because) }),
    }),
    ...say(known, act, others, { what: 'passed', heading, note }).map((one) =>
      one.to === from ? { ...one, parting: true as const } : one,
    ),
  ];
}

/** Also to him to whom it had been given meanwhile. */
function tellUndone(facts: TaskFacts, before: Task, act: Act): Notice[] {
  const { code, leadId } = facts.task;
  const heading = text('tasks:notice.undone', { code });
  const lead = facts.seats.find(({ person }) => person.id === leadId)?.person.fullName ?? nameOf(facts.people, leadId);
  const note = text('tasks:notice.undone-by', { name: act.by.person.fullName, due: dueSaid(facts.task), lead });
  const told = say(facts, act, [...parties(facts), before.leadId], { what: 'undone', heading, note });
  return told.map((one) => (one.to === before.leadId && one.to !== leadId ? { ...one, parting: true as const } : one));
}

/** Upward: to the standing agency, and to who gave the task (Điều 5.1). */
const tellPlanned = (facts: TaskFacts, act: Act, { by, day }: NonNullable<Remedy['plan']>): Notice[] => {
  const { task, seats } = facts;
  const to = [...overseersOf(seats).map(({ person }) => person.id), ...(task.givenBy ? [task.givenBy] : [])];
  return say(
    facts,
    act,
    [...new Set(to)].filter((id) => id !== task.leadId),
    {
      what: `planned-${day}`,
      heading: text('tasks:notice.planned', { code: task.code }),
      note: text('tasks:notice.planned-by', { name: nameOf(facts.people, by) }),
    },
  );
};

const tellStarted = (facts: TaskFacts, act: Act): Notice[] =>
  say(facts, act, parties(facts), {
    what: 'started',
    heading: text('tasks:notice.started', { code: facts.task.code, due: dueSaid(facts.task) }),
    note: text('tasks:notice.started-by', { name: act.by.person.fullName }),
  });

/** Why stands on the card. */
const tellWithdrawn = (facts: TaskFacts, act: Act): Notice[] =>
  say(facts, act, parties(facts), {
    what: 'withdrawn',
    heading: text('tasks:notice.withdrawn', { code: facts.task.code }),
    note: text('tasks:notice.withdrawn-by', { name: act.by.person.fullName }),
  });
