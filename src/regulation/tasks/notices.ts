// Who is told what happened to a task, and what is watched from then on (Điều 3.1, 5.1, 7.2). Pure.
import { awaits, present } from '../../kernel/approval.ts';
import type { Act } from '../../kernel/command.ts';
import type { MessageClass, Notice, ReminderStart, Telling } from '../../kernel/notice.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { dayValue, quoted, type Text, text } from '../../kernel/text.ts';
import { completion, completionOf } from './completion.ts';
import { nextRung } from './due.ts';
import { nameOf, type TaskFacts } from './facts.ts';
import { watchOverdue } from './overdue.ts';
import { decidersOf } from './rising.ts';
import { evolve, type Report, type Task, type TaskEvent } from './task.ts';
import { cardOf, dueBrief, reportLine, taskView, type Viewer } from './views.ts';

export const reminderName = 'tasks.due';

const asLead: Viewer = { part: 'lead', charge: false };
const asCoordinator: Viewer = { part: 'coordinator', charge: false };
const inCharge: Viewer = { part: null, charge: true };

/** What the acts on a task have others told; whoever acted knows already. */
export function tellOf(facts: TaskFacts, act: Act, events: readonly TaskEvent[]): Telling {
  const told = events.map((event) => tellEvent({ ...facts, task: evolve(facts.task, event) }, facts.task, act, event));
  return {
    notices: told.flatMap(({ notices }) => notices).filter((notice) => notice.to !== act.by.person.id),
    reminders: told.flatMap(({ reminders }) => reminders ?? []),
  };
}

/** What is told of a task just given, by this act or by one of another chapter. */
export function tellGiven(task: Task, seats: readonly SeatCard[], act: Act): Telling {
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
  return [...lead, ...watchOverdue(facts, act)];
};

/** `facts` hold the task as it is after the event, `before` is the task as it was. */
function tellEvent(facts: TaskFacts, before: Task, act: Act, event: TaskEvent): Telling {
  switch (event.type) {
    case 'tasks.assigned':
      return { notices: tellAssigned(facts, act, facts.task.coordinators), reminders: watch(facts, act) };
    case 'tasks.coordinators-added':
      return { notices: toCoordinators(facts, act, event.personIds) };
    case 'tasks.accepted':
      return { notices: [refreshed(facts, act, facts.task.assignedBy, 'accepted')] };
    case 'tasks.sourced':
      return { notices: [] };
    case 'tasks.reported':
      return {
        notices: tellReported(facts, act, event.report),
        reminders: isProposedBy(facts.task, event.report) ? [awaits(completion, completionOf(facts, act), act)] : [],
      };
    case 'tasks.completed':
      return { notices: tellCompleted(facts, before, act) };
    case 'tasks.returned':
      return { notices: tellReturned(facts, before, act, event.because), reminders: watchOverdue(facts, act) };
    case 'tasks.moved':
      return { notices: tellMoved(facts, before, act, event.because), reminders: watch(facts, act) };
    case 'tasks.withdrawn':
      return { notices: tellWithdrawn(facts, act, event.because) };
    case 'tasks.succeeded':
    case 'tasks.reminded':
      return { notices: [] };
  }
}

type Saying = {
  what: string;
  class: MessageClass;
  heading: Text;
  note: Text;
  viewer: Viewer;
  files?: readonly string[];
};

function notice(facts: TaskFacts, act: Act, to: string, saying: Saying): Notice {
  const { task } = facts;
  const view = taskView(facts, saying.viewer, act, saying.note, saying.heading);
  return {
    to,
    class: saying.class,
    view: {
      ...view,
      ...(saying.files?.length ? { files: saying.files } : {}),
      ...(saying.viewer === asLead && to === task.leadId ? { brief: dueBrief(facts) } : {}),
    },
    matter: cardOf(task),
    key: `${cardOf(task)}:${saying.what}:v${task.version}:${to}`,
  };
}

/** The card already on somebody's screen, brought up to date without a word. */
const refreshed = (facts: TaskFacts, act: Act, to: string, what: string): Notice => ({
  to,
  class: 'refresh',
  view: taskView(facts, inCharge, act),
  matter: cardOf(facts.task),
  key: `${cardOf(facts.task)}:${what}-refresh:v${facts.task.version}:${to}`,
});

const assignedHeading = ({ task }: TaskFacts): Text =>
  text('tasks:notice.assigned', { code: task.code, due: dayValue(task.dueDay) });

const tellAssigned = (facts: TaskFacts, act: Act, coordinators: readonly string[]): Notice[] => [
  notice(facts, act, facts.task.leadId, {
    what: 'assigned',
    class: 'notice',
    heading: assignedHeading(facts),
    note: text('tasks:notice.you-lead'),
    viewer: asLead,
  }),
  ...toCoordinators(facts, act, coordinators),
];

const toCoordinators = (facts: TaskFacts, act: Act, ids: readonly string[]): Notice[] =>
  ids.map((id) =>
    notice(facts, act, id, {
      what: 'coordinate',
      class: 'notice',
      heading: assignedHeading(facts),
      note: text('tasks:notice.you-coordinate'),
      viewer: asCoordinator,
    }),
  );

function tellReported(facts: TaskFacts, act: Act, report: Report): Notice[] {
  // The report just made is what the card shows as the latest one.
  const shown = { ...facts, latest: report };
  const notices = isProposedBy(shown.task, report)
    ? tellProposed(shown, act, report)
    : tellProgress(shown, act, report);
  return report.behalfId ? [...notices, tellLeader(shown, act, report, report.behalfId)] : notices;
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
  const lead = report.part === 'coordinator';
  if (report.text === '' && report.files.length === 0 && !lead) return [];
  const { code } = task;
  const saying = {
    what: `report-${report.id}`,
    class: 'notice',
    heading: lead
      ? text('tasks:notice.co-reported', { code })
      : text('tasks:notice.reported', { code, percent: report.percent }),
    note: reportLine(report, facts.people),
    files: report.files,
  } as const;
  // The note is the report itself, so the card need not show it again.
  const card = { ...facts, latest: null };
  const readers = seats.filter((seat) => seat.role === 'secretariat').map((seat) => seat.person.id);
  return [
    ...(lead ? [notice(card, act, task.leadId, { ...saying, viewer: asLead })] : []),
    ...[...new Set(readers)]
      .filter((to) => to !== task.leadId)
      .map((to) => notice(card, act, to, { ...saying, viewer: inCharge })),
  ];
}

/** A leader learns what was reported in his name; the assistant who did it needs no copy. */
const tellLeader = (facts: TaskFacts, act: Act, report: Report, leaderId: string): Notice => ({
  ...notice(facts, act, leaderId, {
    what: `reported-for-${report.id}`,
    class: 'notice',
    heading: text('tasks:notice.reported', { code: facts.task.code, percent: report.percent }),
    note: text('tasks:notice.reported-for-you', { name: nameOf(facts.people, report.byId) }),
    viewer: report.part === 'lead' ? asLead : asCoordinator,
  }),
  personal: true,
});

/** Everybody with a part in it. */
const parties = ({ task }: TaskFacts): { to: string; viewer: Viewer }[] => [
  { to: task.leadId, viewer: asLead },
  ...task.coordinators.map((to) => ({ to, viewer: asCoordinator })),
];

const toParties = (facts: TaskFacts, act: Act, saying: Omit<Saying, 'viewer'>): Notice[] =>
  parties(facts).map(({ to, viewer }) => notice(facts, act, to, { ...saying, viewer }));

const proposalId = (task: Task): string =>
  task.progress.state === 'open' ? (task.progress.proposal?.reportId ?? '') : '';

/** The other confirmers' cards must not ask for what one of them has decided. */
const refreshConfirmers = (facts: TaskFacts, before: Task, act: Act, what: string): Notice[] =>
  decidersOf({ ...facts, task: before }, act).map((to) => refreshed(facts, act, to, `${what}-${proposalId(before)}`));

const tellCompleted = (facts: TaskFacts, before: Task, act: Act): Notice[] => [
  ...toParties(facts, act, {
    what: 'completed',
    class: 'notice',
    heading: text('tasks:notice.completed', { code: facts.task.code }),
    note: text('tasks:notice.completed-by', { name: act.by.person.fullName }),
  }),
  ...refreshConfirmers(facts, before, act, 'completed'),
];

const tellReturned = (facts: TaskFacts, before: Task, act: Act, because: string): Notice[] => [
  notice(facts, act, facts.task.leadId, {
    what: `returned-${proposalId(before)}`,
    class: 'action',
    heading: text('tasks:notice.returned', { code: facts.task.code }),
    note: text('tasks:notice.returned-by', { name: act.by.person.fullName, because: quoted(because) }),
    viewer: asLead,
  }),
  ...refreshConfirmers(facts, before, act, 'returned'),
];

const tellMoved = (facts: TaskFacts, before: Task, act: Act, because: string): Notice[] =>
  toParties(facts, act, {
    what: 'moved',
    class: 'notice',
    heading: text('tasks:notice.moved', { code: facts.task.code, due: dayValue(facts.task.dueDay) }),
    note: text('tasks:notice.moved-by', {
      name: act.by.person.fullName,
      from: dayValue(before.dueDay),
      to: dayValue(facts.task.dueDay),
      because: quoted(because),
    }),
  });

const tellWithdrawn = (facts: TaskFacts, act: Act, because: string): Notice[] =>
  toParties(facts, act, {
    what: 'withdrawn',
    class: 'notice',
    heading: text('tasks:notice.withdrawn', { code: facts.task.code }),
    note: text('tasks:notice.withdrawn-by', { name: act.by.person.fullName, because: quoted(because) }),
  });
