// What makes tasks later (Điều 3.1, 7.1, 12.2): duties that come back each period. Pure.
import type { Act, World } from '../../kernel/command.ts';
import { morningOf } from '../../kernel/ladder.ts';
import type { Facts, MatterEvent } from '../../kernel/matter.ts';
import { dayWithin, periodName, periodOf } from '../../kernel/periods.ts';
import type { PersonCard, SeatCard } from '../../kernel/person.ts';
import type { Due } from '../../kernel/reminder.ts';
import { addDays, type Day, dayOf, instant } from '../../kernel/time.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import { givers, newTask, type Task, type TaskEvent, tellGiven } from '../tasks/index.ts';

/** A task it has made, and of which period. */
export type Made = { task: string; of: string };

export type Duty = {
  /** The seat that leads, by its code: whoever holds it then is given the task. */
  seat: string;
  /** Who have a part in it, as persons: the lead first. */
  people: readonly string[];
  product: string | null;
  givenBy: string | null;
  made: readonly Made[];
  /** Months from one to the next, the day of the last of them on which it is due, and the first day of the next to be made. */
  months: number;
  dueOn: number;
  next: Day;
};

/** Beside it: the tasks it has made. */
export type DutyFacts = Facts<Duty, readonly Task[]>;

/** The first period it is made for: this one, unless its day is over already. */
export function firstPeriod(months: number, dueOn: number, today: Day): Day {
  const current = periodOf(today, months);
  return dayWithin(current, dueOn) >= today ? current.from : addDays(current.to, 1);
}

/** The periods that have begun and have no task of their own yet, the oldest first; none is passed over. */
export function begun({ months, dueOn, next }: Duty, now: Date): { of: string; due: Day; from: Day; to: Day }[] {
  const found = [];
  for (let from = next; instant(from, 0, 0) <= now; from = addDays(found.at(-1)!.to, 1)) {
    const period = periodOf(from, months);
    found.push({ ...period, of: periodName(period), due: dayWithin(period, dueOn) });
  }
  return found;
}

/** The task it makes now; the code of the duty is where it comes from. */
export function taskOf(
  { row }: Pick<DutyFacts, 'row'>,
  lead: SeatCard,
  due: Day,
  of: string,
  act: Pick<Act, 'by' | 'now' | 'newId'>,
): Task {
  const { product, givenBy, people } = row.data;
  const title = `${row.title} (${of})`;
  const coordinators = people.slice(1).filter((id) => id !== lead.person.id);
  return newTask({ title, lead, due, product, givenBy, coordinators, source: row.code }, act);
}

export const leadOf = ({ row, around: { seats } }: Pick<DutyFacts, 'row' | 'around'>): SeatCard | null =>
  seats.find(({ code }) => code === row.data.seat) ?? null;

/** Whose instruction it is: a leader's own, or as the secretariat says. */
export const giverOf = ({ as, by }: Pick<Act, 'as' | 'by'>, named: string | undefined): string | null => {
  const isGiver = as.acting || (as.seat !== null && givers.includes(as.seat.role));
  return as.behalf?.id ?? (isGiver ? by.person.id : (named ?? null));
};

/** Each period that has begun is made a task of; with nobody in the seat it waits, and the office hears of it. */
export function duePeriods(facts: DutyFacts, world: World, unled: (facts: DutyFacts) => Due['notices']): Due {
  const { row, around } = facts;
  const lead = leadOf(facts);
  const due = begun(row.data, world.now);
  const [last] = due.slice(-1);
  const next = last ? addDays(last.to, 1) : row.data.next;
  if (!last) return { notices: [], nextAt: morningOf(next) };
  if (!lead) {
    const again = morningOf(addWorkingDays(world.calendar, dayOf(world.now), 1));
    return { notices: unled(facts), nextAt: again };
  }
  const person: PersonCard = around.people.get(row.ownerId) ?? { id: row.ownerId, fullName: '', language: 'vi' };
  const by = { person, account: null, seats: [], leaders: [], actingIn: [] };
  const act: Act = { ...world, by, args: {}, as: { seat: null, behalf: null, acting: false } };
  const tasks = due.map(({ due: day, of }) => taskOf(facts, lead, day, of, act));
  const made = tasks.map(({ id }, nth) => ({ task: id, of: due[nth]!.of }));
  const set = { next, made: [...row.data.made, ...made], people: [lead.person.id, ...row.data.people.slice(1)] };
  const moved: MatterEvent<Duty> = {
    type: 'duties.moved',
    what: 'moved',
    ...{ id: row.id, from: row.state, to: row.state, set, asks: false, at: world.now, by: '' },
  };
  return {
    notices: [],
    events: [...tasks.map((task) => ({ type: 'tasks.assigned', task })), moved],
    tell: (events) => {
      const told = (events as readonly TaskEvent[]).flatMap((event) =>
        event.type === 'tasks.assigned' ? [tellGiven(event.task, around.seats, act)] : [],
      );
      return {
        notices: told.flatMap(({ notices }) => notices),
        reminders: told.flatMap(({ reminders = [] }) => reminders),
      };
    },
    nextAt: morningOf(next),
  };
}
