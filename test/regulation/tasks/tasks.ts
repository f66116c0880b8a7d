// Tasks, people and a calendar for the specs of this chapter.
import type { Act, Args, Part, World } from '../../../src/kernel/command.ts';
import { valuesOf } from '../../../src/kernel/fields.ts';
import { type Actor, capacityOf, type SeatCard } from '../../../src/kernel/person.ts';
import { type Day, dayOf, instant } from '../../../src/kernel/time.ts';
import { type Calendar, makeCalendar } from '../../../src/kernel/working-days.ts';
import type { TaskFacts } from '../../../src/regulation/tasks/facts.ts';
import { partsField, percentField } from '../../../src/regulation/tasks/fields.ts';
import { inCharge } from '../../../src/regulation/tasks/parties.ts';
import type { Task } from '../../../src/regulation/tasks/task.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { bodyId, personId, seatCards } from '../../support/committee.ts';

export const day = (value: string): Day => value as Day;

/** New Year 2027 is a Friday: the days from 1 to 3 January are off. */
export const calendar: Calendar = makeCalendar([
  { day: day('2027-01-01'), kind: 'off', name: 'Tết Dương lịch', source: 'BLLĐ', confirmed: true },
]);

export const seats = seatCards();

export const seatOf = (code: string): SeatCard => seats.find((seat) => seat.code === code)!;

export const people = new Map(seats.map((seat) => [seat.person.id, seat.person]));

export const actor = (code: string, more: Partial<Actor> = {}): Actor => ({
  person: seatOf(code).person,
  account: null,
  seats: [seatOf(code)],
  leaders: [],
  actingIn: [],
  ...more,
});

/** An officer without a seat who assists the holder of one. */
export const assistantOf = (code: string): Actor => ({
  person: { id: personId('tl'), fullName: 'Mai Trợ Lý', language: 'vi' },
  account: null,
  seats: [],
  leaders: [{ person: seatOf(code).person, seats: [seatOf(code)] }],
  actingIn: [],
});

/** Tuesday, 1 December 2026, 09:00 in Vietnam. */
export const morning = instant(day('2026-12-01'), 9, 0);

let made = 0;
export const world = (now: Date = morning): World => ({
  now,
  calendar,
  settings: defaultSettings,
  newId: () => `n${String(++made).padStart(15, '0')}`,
});

/** As the road hands it to the law: each argument parsed by its field. */
export const act = (
  by: Actor,
  args: Args,
  now: Date = morning,
): Act<Args & { percent: number; parts: readonly Part[] }> => ({
  ...world(now),
  by,
  args: { ...args, ...valuesOf({ percent: percentField, parts: partsField }, args) } as Args & {
    percent: number;
    parts: readonly Part[];
  },
  as: capacityOf(by, bodyId, inCharge, false) ?? { seat: null, behalf: null, acting: false },
});

/** NV-07 of the director of the health department, given by the chair, due on Thursday, 31 December 2026. */
export const task = (more: Partial<Task> = {}): Task => ({
  id: 't000000000000007',
  bodyId,
  code: 'NV-07',
  title: 'Ban hành kế hoạch dữ liệu mở',
  product: null,
  officer: null,
  jointly: null,
  embeddedIn: null,
  apart: null,
  source: null,
  area: null,
  level: null,
  meetingId: null,
  leadId: personId('UV02'),
  leadAgencyId: seatOf('UV02').agencyId,
  coordinators: [personId('UV03')],
  hangsOn: null,
  dueDay: day('2026-12-31'),
  firstDueDay: day('2026-12-31'),
  version: 1,
  percent: 0,
  assignedBy: personId('TB'),
  givenBy: personId('TB'),
  assignedAt: morning,
  receivedAt: null,
  toldAt: morning,
  remedy: null,
  proposals: 0,
  before: null,
  progress: { state: 'open', proposal: null, returnedBecause: null },
  ...more,
});

export const facts = (about: Task = task()): TaskFacts => ({
  task: about,
  seats,
  people,
  latest: null,
  head: { chair: seatOf('TB'), acting: null },
});

export const waiting = (on: string, late: boolean, reportId = 'r000000000000001'): Task =>
  task({
    proposals: 1,
    progress: { state: 'open', proposal: { reportId, day: day(on), late }, returnedBecause: null },
  });

export const done = (dueDay: string, late: boolean): Task =>
  task({
    dueDay: day(dueDay),
    percent: 100,
    progress: {
      state: 'done',
      reportId: 'r000000000000001',
      reportedDay: dayOf(morning),
      late,
      by: personId('TV01'),
      at: morning,
    },
  });
