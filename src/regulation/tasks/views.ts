// What is shown of tasks: the card, the list with its figures, lines of a digest. Pure.
import { checkableIn } from '../../kernel/checkable.ts';
import type { World } from '../../kernel/command.ts';
import { cleanLine, codePoints, cutCodePoints } from '../../kernel/fold.ts';
import type { PersonCard, SeatCard } from '../../kernel/person.ts';
import { dayValue, moment, plainText, quoted, said, type Text, type TextValue, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import { type Brief, type Choice, choice, offer, press, type View } from '../../kernel/view.ts';
import { isWorkingDay } from '../../kernel/working-days.ts';
import type { TaskCounts } from './counts.ts';
import { isOverdue, lastDayOf, workingDaysLeft } from './due.ts';
import { confirmChoices, nameOf, openChoice, type TaskFacts } from './facts.ts';
import type { HangsOn, Report, Task } from './task.ts';

/** What somebody has to do with a task: by it the card offers what he can do next. */
/** `papers`: he is handed papers about it; `chases`: he may chase it. */
export type Viewer = { part: 'lead' | 'coordinator' | null; charge: boolean; papers?: boolean; chases?: boolean };

/** Working days before its last one from which a task may be chased (Điều 7.2). */
export const chasedFrom = 3;

type Clock = Pick<World, 'now' | 'calendar'>;

export const cardOf = (task: Pick<Task, 'id'>): string => `task:${task.id}`;

export const short = (words: string, max: number): string =>
  codePoints(words) <= max ? words : `${cutCodePoints(words, max - 1).trimEnd()}…`;

/** Its last day, or that its time does not count yet. */
export const dueSaid = ({ dueDay }: Pick<Task, 'dueDay'>): TextValue =>
  dueDay === null ? plainText('tasks:no-due') : dayValue(dueDay);

/** The live card of a task; `note` says first what has just been recorded or why the card comes. */
export function taskView(facts: TaskFacts, viewer: Viewer, clock: Clock, note?: Text, heading?: Text): View {
  const { task } = facts;
  const lines = [
    said(task.title),
    ...peopleLines(facts),
    ...officerLines(task),
    ...(task.embeddedIn ? [text('tasks:card.embedded', { words: said(task.embeddedIn) })] : []),
    ...originLines(facts),
    ...stateLines(facts, clock),
  ];
  return {
    heading: heading ?? text('tasks:card.heading', { code: task.code, due: dueSaid(task) }),
    lines: note ? [note, ...lines] : lines,
    choices: [...choicesFor(task, viewer, clock), ...paperChoices(task, viewer, clock)],
    card: cardOf(task),
  };
}

function peopleLines({ task, seats, people }: TaskFacts): Text[] {
  const name = said(described(seats, people, task.leadId));
  // He left without a successor: whoever follows it up sees that nobody leads it any more (Điều 6).
  const isSeated = seats.some(({ person }) => person.id === task.leadId);
  const lead =
    isSeated || task.progress.state !== 'open'
      ? text('tasks:card.lead', { name })
      : text('tasks:card.lead-left', { name });
  const names = task.coordinators.map((id) => described(seats, people, id)).join('; ');
  return [
    lead,
    ...(task.jointly ? [text('tasks:card.group', { names: said(task.jointly) })] : []),
    ...(names ? [text('tasks:card.coordinators', { names: said(names) })] : []),
  ];
}

/** A person with his agency, as tasks are given to the head of an agency. */
function described(seats: readonly SeatCard[], people: ReadonlyMap<string, PersonCard>, id: string): string {
  const seat = seats.find((held) => held.person.id === id);
  const name = seat?.person.fullName ?? people.get(id)?.fullName ?? '';
  return seat?.agency ? `${name} (${seat.agency})` : name;
}

/** Of his own agency; said beside him who answers for it. */
const officerLines = ({ officer }: Task): Text[] =>
  officer ? [text('tasks:card.officer', { name: said(officer.name), post: said(officer.post) })] : [];

function originLines({ task, people }: TaskFacts): Text[] {
  const giver = task.givenBy ? people.get(task.givenBy)?.fullName : undefined;
  return [
    ...(task.apart
      ? [text(`apart:on-card.${task.apart === 'office' ? 'office' : 'page'}`, { code: said(task.code) })]
      : []),
    ...(task.product ? [text('tasks:card.product', { product: said(task.product) })] : []),
    ...(task.source ? [text('tasks:card.source', { source: said(task.source) })] : []),
    ...(task.area ? [text('tasks:card.area', { area: said(task.area) })] : []),
    ...(task.level ? [text('tasks:card.level', { level: text(`tasks:level.${task.level}`) })] : []),
    ...(giver ? [text('tasks:card.giver', { name: said(giver) })] : []),
  ];
}

function stateLines({ task, people, latest }: TaskFacts, clock: Clock): Text[] {
  const open = task.progress.state === 'open' ? task.progress : null;
  const status = statusOf(task, clock);
  // A card stays on the screen: days that are left or lost are said with the day of which they hold.
  const counts = open !== null && !open.proposal && task.dueDay !== null;
  const lines = [counts ? text('tasks:card.as-of', { status, day: dayValue(dayOf(clock.now)) }) : status];
  if (open?.returnedBecause) lines.push(text('tasks:card.returned', { because: quoted(open.returnedBecause) }));
  lines.push(...hangingLines(task));
  if (task.firstDueDay && task.firstDueDay !== task.dueDay)
    lines.push(text('tasks:card.first-due', { day: dayValue(task.firstDueDay) }));
  if (open && task.dueDay && !isWorkingDay(clock.calendar, task.dueDay)) {
    const last = lastDayOf(clock.calendar, task.dueDay);
    lines.push(text('tasks:card.day-off', { day: dayValue(task.dueDay), last: dayValue(last) }));
  }
  if (open) lines.push(...remedyLines(task, people));
  if (latest) lines.push(reportLine(latest, people));
  if (latest?.files.length) lines.push(text('tasks:card.files', { files: latest.files.length }));
  const named = latest?.part === 'lead' && latest.percent === 100 ? checkableIn(latest.text) : [];
  if (named.length > 0) lines.push(text('tasks:card.evidence', { named: said(named.join('; ')) }));
  return lines;
}

/** That it is likely to be late, and how its lead will make good. */
function remedyLines({ remedy }: Task, people: ReadonlyMap<string, PersonCard>): Text[] {
  if (!remedy) return [];
  const { asked, days, plan } = remedy;
  const seen = text('tasks:card.likely', { day: dayValue(asked), days });
  if (!plan) return [seen, plainText('tasks:card.no-plan')];
  const by = people.get(plan.by)?.fullName ?? '';
  return [
    seen,
    text('tasks:card.plan', { name: by, day: dayValue(plan.day), words: quoted(short(plan.words, reportMax)) }),
  ];
}

/** From what its time counts, and how long. */
function hangingLines({ hangsOn, dueDay }: Pick<Task, 'hangsOn' | 'dueDay'>): Text[] {
  if (!hangsOn) return [];
  const { event, happened } = hangsOn;
  const from = text('tasks:card.hangs', { event: said(event) });
  if (happened)
    return [from, text('tasks:card.happened', { day: dayValue(happened.day), paper: said(happened.paper) })];
  return dueDay === null ? [from, afterEvent(hangsOn)] : [from];
}

/** How long after it, in words. */
function afterEvent({ days }: HangsOn): Text {
  if (!days) return plainText('tasks:card.after-open');
  return text(days.endsWith('w') ? 'tasks:card.after-working' : 'tasks:card.after', {
    count: Number.parseInt(days, 10),
  });
}

const reportMax = 400;

/** A report in one paragraph, with both names where an assistant made it (Điều 10.3). */
export function reportLine(report: Report, people: ReadonlyMap<string, PersonCard>): Text {
  const by = people.get(report.byId)?.fullName ?? '';
  const values = {
    who: report.behalfId
      ? text('tasks:card.for-leader', { name: by, leader: people.get(report.behalfId)?.fullName ?? '' })
      : said(by),
    percent: report.percent,
    at: moment(report.at),
    words: report.text === '' ? text('tasks:card.no-words') : quoted(short(report.text, reportMax)),
  };
  return report.part === 'lead' ? text('tasks:card.report', values) : text('tasks:card.co-report', values);
}

/** Where a task stands, in words. */
export function statusOf(task: Pick<Task, 'progress' | 'dueDay' | 'percent' | 'hangsOn'>, clock: Clock): Text {
  const { progress, percent } = task;
  if (progress.state === 'withdrawn') {
    return text('tasks:status.withdrawn', { at: moment(progress.at, 'day'), because: quoted(progress.because) });
  }
  if (progress.state === 'done') {
    const day = dayValue(progress.reportedDay);
    return progress.late ? text('tasks:status.done-late', { day }) : text('tasks:status.done-in-time', { day });
  }
  if (progress.proposal) {
    const day = dayValue(progress.proposal.day);
    return progress.proposal.late
      ? text('tasks:status.waits-late', { day })
      : text('tasks:status.waits-in-time', { day });
  }
  if (task.dueDay === null)
    return text('tasks:status.awaiting', { percent, event: said(short(task.hangsOn?.event ?? '', 90)) });
  const today = dayOf(clock.now);
  const days = workingDaysLeft(clock.calendar, task.dueDay, today);
  if (isOverdue(clock.calendar, task.dueDay, today))
    return text('tasks:status.overdue', { percent, days: Math.abs(days) });
  return days <= 0 ? text('tasks:status.due-today', { percent }) : text('tasks:status.running', { percent, days });
}

const of = (task: Task) => ({ task: task.id });

function choicesFor(task: Task, { part, charge, chases }: Viewer, clock: Clock): Choice[] {
  if (task.progress.state !== 'open') return [];
  const report = offer('tasks.report', of(task));
  const accept = offer('tasks.accept', of(task), 'good');
  const later = choice(text('tasks:more-time'), press('extensions.ask', of(task)));
  const delegate = offer('tasks.delegate', of(task));
  const remedy = offer('tasks.remedy', of(task));
  const asked = task.remedy && !task.remedy.plan ? [remedy] : [];
  // Once he has taken it up: before, and while a plan is asked of him, there is no room for it.
  const embeds = task.receivedAt && asked.length === 0 && !task.embeddedIn ? [offer('tasks.embed', of(task))] : [];
  const more = task.dueDay === null ? [delegate, ...embeds] : [...asked, later, delegate, ...embeds];
  if (part === 'lead') return [...(task.receivedAt ? [] : [accept]), report, ...(task.progress.proposal ? [] : more)];
  const isNear = workingDaysLeft(clock.calendar, task.dueDay, dayOf(clock.now)) <= chasedFrom;
  const chase = offer('chasing.chase', of(task));
  return [
    ...(part ? [report] : []),
    ...(chases && isNear && !task.progress.proposal ? [chase] : []),
    ...(charge ? chargeChoices(task, chases === true && isNear) : []),
  ];
}

function paperChoices(task: Task, { papers }: Viewer, { calendar, now }: Clock): Choice[] {
  const { progress, dueDay } = task;
  const isLate = progress.state === 'open' && !progress.proposal && isOverdue(calendar, dueDay, dayOf(now));
  return papers && isLate ? [offer('chasing.letter', of(task))] : [];
}

/** `isChased`: five buttons at the most, and where it came from is not what presses now. */
function chargeChoices(task: Task, isChased: boolean): Choice[] {
  const offered = (act: 'happened' | 'coordinate' | 'source' | 'move' | 'withdraw'): Choice =>
    choice(text(`tasks:commands.${act}.button`), press(`tasks.${act}`, of(task)));
  const proposal = task.progress.state === 'open' ? task.progress.proposal : null;
  if (proposal) return confirmChoices(task, proposal);
  return [
    ...(task.dueDay === null ? [offered('happened')] : []),
    offered('coordinate'),
    ...(task.source || isChased ? [] : [offered('source')]),
    offered('move'),
    offered('withdraw'),
  ];
}

/** Exactly the sentence the press and the reports use. */
export const countsLine = (counts: TaskCounts): Text =>
  counts.runningAwaiting > 0
    ? text('tasks:list.counts-awaiting', { ...counts })
    : text('tasks:list.counts', { ...counts });

export type Row = Pick<
  Task,
  'id' | 'code' | 'title' | 'area' | 'level' | 'dueDay' | 'hangsOn' | 'percent' | 'progress'
>;

export const rowLine = (row: Row, clock: Clock): Text =>
  text('tasks:list.row', {
    code: originOf(row),
    due: dueSaid(row),
    title: said(short(row.title, 90)),
    status: statusOf(row, clock),
  });

/** The code with level and field behind it, where the task carries them. */
function originOf({ code, area, level }: Row): Text {
  const at = level ? text(`tasks:level.${level}`) : null;
  if (at && area) return text('tasks:list.of-both', { code, level: at, area: said(area) });
  const one = at ?? (area ? said(area) : null);
  return one ? text('tasks:list.of', { code, of: one }) : said(code);
}

const digestLines = 8;

/** Several tasks of one person in one message. */
export function digestView(rows: readonly Row[], clock: Clock): View {
  const shown = rows.slice(0, digestLines);
  const rest = rows.length - shown.length;
  return {
    heading: text('tasks:digest.heading', { count: rows.length }),
    lines: [
      ...shown.map((row) => rowLine(row, clock)),
      ...(rest > 0 ? [text('bot:and-more', { count: rest })] : []),
      text('tasks:digest.what-now'),
    ],
    choices: [
      ...shown.slice(0, 4).map(openChoice),
      choice(text('tasks:digest.all'), press('tasks.list', { scope: 'mine' })),
    ],
  };
}

/** The task in the form approved beforehand, to its lead. */
export const dueBrief = ({ task, people }: Pick<TaskFacts, 'task' | 'people'>): Brief => ({
  form: 'tasks.due',
  values: {
    name: said(nameOf(people, task.leadId)),
    task: said(cleanLine(task.title, 90)),
    due: text('tasks:brief.due', { due: dueSaid(task) }),
    code: said(task.code),
  },
});
