// Giving a task, and what those in charge may change of it afterwards (Điều 2.2, 2.3, 3.1, 7.2). Pure.
import type { Act, Asking } from '../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../kernel/decision.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { dayValue, said, text } from '../../kernel/text.ts';
import { type Day, dayOf, isValidDay, minutes } from '../../kernel/time.ts';
import { offer } from '../../kernel/view.ts';
import { confirmChoices, type TaskFacts } from './facts.ts';
import { chargeOf, givers, mayLead, namesSeveral, partOf, seatNamed, seatsNamed } from './parties.ts';
import { type HangsOn, levels, type Task, type TaskEvent } from './task.ts';

/** What is known when a task is given: everybody who holds a seat in the bodies where the actor gives tasks. */
export type AssignFacts = { seats: readonly SeatCard[] };

export const titleMax = 300;

type Outcome = Decision<TaskEvent>;

/** Whom the task goes to and by when, or after what. */
function assignable(
  seats: readonly SeatCard[],
  { args, now }: Pick<Asking, 'args' | 'now'>,
  hangsOn: HangsOn | null,
): Pick<Given, 'lead' | 'due' | 'hangsOn'> | Refused {
  const lead = findLead(seats, args.lead ?? '');
  if ('agreed' in lead) return lead;
  if (hangsOn) return { lead, due: null, hangsOn };
  const due = dayToCome(args.due, now);
  return typeof due === 'string' ? { lead, due } : due;
}

/** What is said of a task when it is given; what is not said stays open. */
export type Given = Pick<Task, 'title' | 'coordinators' | 'givenBy'> &
  Partial<Pick<Task, 'product' | 'source' | 'area' | 'level' | 'meetingId' | 'jointly' | 'hangsOn'>> & {
    lead: SeatCard;
    due: Day | null;
  };

/** A task as it is given: in force from now, taken up by nobody yet (Điều 3.1). */
export function newTask({ lead, due, ...given }: Given, act: Pick<Act, 'by' | 'now' | 'newId'>): Task {
  return {
    product: null,
    officer: null,
    jointly: null,
    embeddedIn: null,
    apart: null,
    source: null,
    area: null,
    level: null,
    meetingId: null,
    hangsOn: null,
    ...given,
    id: act.newId(),
    bodyId: lead.bodyId,
    // Drawn once it is decided.
    code: '',
    leadId: lead.person.id,
    leadAgencyId: lead.agencyId,
    dueDay: due,
    firstDueDay: due,
    version: 1,
    percent: 0,
    assignedBy: act.by.person.id,
    assignedAt: act.now,
    receivedAt: null,
    toldAt: act.now,
    remedy: null,
    proposals: 0,
    progress: { state: 'open', proposal: null, returnedBecause: null },
    before: null,
  };
}

export function decideAssign(facts: AssignFacts, act: Act, hangsOn: HangsOn | null = null): Outcome {
  const whom = assignable(facts.seats, act, hangsOn);
  if ('agreed' in whom) return whom;
  const { args } = act;
  const colleagues = facts.seats.filter((seat) => seat.bodyId === whom.lead.bodyId);
  const given: Given = {
    ...whom,
    title: args.title ?? '',
    product: args.product || null,
    source: args.source || null,
    area: args.area || null,
    level: levels.find((level) => level === args.level) ?? null,
    // Whoever of the group has a seat hears of it and reports his part.
    coordinators: coordinatorsFor(colleagues, [args.coordinators, args.group], whom.lead.person.id),
    jointly: args.group || null,
    givenBy: giverOf(colleagues, act),
  };
  return agree({ type: 'tasks.assigned', task: newTask(given, act) });
}

/** One lead (Điều 2.3), the head and not his officer (Điều 2.2). */
function findLead(seats: readonly SeatCard[], words: string): SeatCard | Refused {
  if (namesSeveral(words))
    return refuse('two-leads', text('tasks:refusal.two-leads'), { article: '2.3', field: 'lead' });
  const seat = seatNamed(seats, words);
  const officer = { article: '2.2', field: 'lead' } as const;
  if (!seat) return refuse('unknown-lead', text('tasks:refusal.unknown-lead', { words: said(words) }), officer);
  if (mayLead(seat)) return seat;
  const name = seat.person.fullName;
  const chair = text('tasks:refusal.lead-is-chair', { name });
  if (seat.role === 'chair') return refuse('lead-is-chair', chair, { article: '3.1', field: 'lead' });
  const head = seats.find((other) => mayLead(other) && other.agencyId !== null && other.agencyId === seat.agencyId);
  const because = head
    ? text('tasks:refusal.lead-is-officer-of', { name, head: head.person.fullName, code: head.code })
    : text('tasks:refusal.lead-is-officer', { name });
  return refuse('lead-is-officer', because, officer);
}

const coordinatorsFor = (
  seats: readonly SeatCard[],
  words: readonly (string | undefined)[],
  leadId: string,
): string[] => {
  const found = words.flatMap((some) => (some ? seatsNamed(seats, some).found : []));
  return [...new Set(found.map((seat) => seat.person.id))].filter((id) => id !== leadId);
};

/** A leader gives his own tasks; the secretariat says whose, or it stays open until it does. */
function giverOf(seats: readonly SeatCard[], act: Act): string | null {
  const named = seats.find((seat) => seat.person.id === act.args.giver && givers.includes(seat.role));
  if (act.as.behalf) return act.as.behalf.id;
  if (act.as.acting || (act.as.seat && givers.includes(act.as.seat.role))) return act.by.person.id;
  return named?.person.id ?? null;
}

/** Buttons and typed words are client input: a day must exist and not be over. */
function dayToCome(value: string | undefined, now: Date): Day | Refused {
  const [year, month, day] = (/^\d{4}-\d{2}-\d{2}$/.test(value ?? '') ? value! : '').split('-').map(Number);
  if (!isValidDay(year ?? 0, month ?? 0, day ?? 0))
    return refuse('no-such-day', text('tasks:refusal.no-such-day'), { field: 'due' });
  const today = dayOf(now);
  if (value! >= today) return value as Day;
  const because = text('tasks:refusal.past-date', { day: dayValue(value!), today: dayValue(today) });
  return refuse('past-date', because, { article: '3.1', field: 'due' });
}

/** Moved or withdrawn only by those in charge; the lead reports what is in the way instead (Điều 6.1). */
export function notInCharge(facts: TaskFacts, act: Act): Refused | null {
  const { task } = facts;
  const charge = chargeOf(act.by, task.bodyId);
  const lead = partOf(act.by, task);
  const answers = task.leadId === (charge?.behalf?.id ?? act.by.person.id);
  // The chair answers to nobody here; a deputy or the standing member does for a task he was given.
  const head = charge?.seat?.role === 'chair' || act.by.actingIn.includes(task.bodyId);
  if (charge && (head || !answers)) return null;
  if (lead) {
    const report = offer('tasks.report', { task: task.id });
    return refuse('owner', text('tasks:refusal.owner', { code: task.code }), { article: '3.1', choices: [report] });
  }
  return refuse('not-in-charge', text('tasks:refusal.not-in-charge', { code: task.code }), { article: '3.1' });
}

/** Whoever is not in charge moves no day, and nobody does while a report waits. */
export const cannotMove = (facts: TaskFacts, act: Act): Refused | null => notInCharge(facts, act) ?? waits(facts.task);

export function decideMove(facts: TaskFacts, act: Act): Outcome {
  const { task } = facts;
  const refused = cannotMove(facts, act);
  if (refused) return refused;
  const dueDay = dayToCome(act.args.due, act.now);
  if (typeof dueDay !== 'string') return dueDay;
  if (dueDay === task.dueDay) {
    return refuse('same-day', text('tasks:refusal.same-day', { day: dayValue(dueDay) }), { field: 'due' });
  }
  const because = act.args.reason ?? '';
  return agree({
    type: 'tasks.moved',
    taskId: task.id,
    by: act.by.person.id,
    dueDay,
    because,
    at: act.now,
    simply: true,
  });
}

/** To one who may lead, and not to who leads it already. */
export function decidePass(facts: TaskFacts, act: Act): Outcome {
  const { task, seats } = facts;
  const refused = cannotMove(facts, act);
  if (refused) return refused;
  const lead = findLead(seats, act.args.lead ?? '');
  if ('agreed' in lead) return lead;
  const { id, fullName: name } = lead.person;
  if (id === task.leadId) return refuse('same-lead', text('tasks:refusal.same-lead', { name }), { field: 'lead' });
  const because = act.args.reason ?? '';
  const to = { from: task.leadId, to: id, agencyId: lead.agencyId };
  return agree({ type: 'tasks.passed', taskId: task.id, by: act.by.person.id, to, because, at: act.now });
}

/** How long what somebody changed can be taken back by him, in minutes, while nobody has gone on from it. */
const UNDONE_WITHIN = 30;

export function cannotUndo({ task: { code, before } }: TaskFacts, act: Act): Refused | null {
  if (!before || before.by !== act.by.person.id)
    return refuse('nothing-to-undo', text('tasks:refusal.nothing-to-undo', { code }));
  const over = act.now.getTime() - new Date(before.at).getTime() > minutes(UNDONE_WITHIN);
  return over ? refuse('too-late', text('tasks:refusal.undo-late', { code, minutes: UNDONE_WITHIN })) : null;
}

export const decideUndo = (facts: TaskFacts, act: Act): Outcome =>
  cannotMove(facts, act) ??
  cannotUndo(facts, act) ??
  agree({ type: 'tasks.undone', taskId: facts.task.id, by: act.by.person.id, at: act.now });

/** A report waiting for confirmation is judged by the day it was given for: moving it would change the judgement. */
function waits(task: Task): Refused | null {
  if (task.progress.state !== 'open' || !task.progress.proposal) return null;
  return refuse('waits', text('tasks:refusal.waits', { code: task.code }), {
    article: '7.2',
    choices: confirmChoices(task, task.progress.proposal),
  });
}

export function decideWithdraw(facts: TaskFacts, act: Act): Outcome {
  const refused = notInCharge(facts, act);
  if (refused) return refused;
  const because = act.args.reason ?? '';
  return agree({ type: 'tasks.withdrawn', taskId: facts.task.id, by: act.by.person.id, because, at: act.now });
}

export function decideCoordinate(facts: TaskFacts, act: Act): Outcome {
  const words = act.args.persons ?? '';
  const { found, unknown } = seatsNamed(facts.seats, words);
  if (unknown.length > 0 || found.length === 0) {
    const because = text('tasks:refusal.unknown-coordinator', { words: said(unknown.join(', ') || words) });
    return refuse('unknown-coordinator', because, { article: '2.2', field: 'persons' });
  }
  const taken = [facts.task.leadId, ...facts.task.coordinators];
  const personIds = found.map((seat) => seat.person.id).filter((id) => !taken.includes(id));
  return personIds.length === 0
    ? refuse('already-takes-part', text('tasks:refusal.already-takes-part', { code: facts.task.code }))
    : agree({ type: 'tasks.coordinators-added', taskId: facts.task.id, personIds });
}

export function decideSource(facts: TaskFacts, act: Act): Outcome {
  const giver = facts.seats.find((seat) => seat.person.id === act.args.giver && givers.includes(seat.role));
  const givenBy = facts.task.givenBy ?? giver?.person.id ?? null;
  const by = act.by.person.id;
  return agree({
    type: 'tasks.sourced',
    taskId: facts.task.id,
    source: act.args.source ?? '',
    givenBy,
    by,
    at: act.now,
  });
}
