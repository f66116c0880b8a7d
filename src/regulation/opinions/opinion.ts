// Điều 6.3 and 6.4: a written opinion on a meeting's matters, and the duty of whoever does not attend to give one.

import type { World } from '../../kernel/command.ts';
import { morningOf, stepsBefore } from '../../kernel/ladder.ts';
import { dayOf } from '../../kernel/time.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import type { AgendaItem, Meeting } from '../meetings/index.ts';

export const stances = ['agree', 'disagree', 'other'] as const;
export type Stance = (typeof stances)[number];

export const isStance = (word: string | undefined): word is Stance => stances.some((stance) => stance === word);

/** Why an opinion is owed: absence and proxy owe one alike (6.4). */
type Because = 'absence' | 'proxy';

/** What an opinion is about: an item of the agenda by its id, or (null) the whole meeting. */
export type Topic = string | null;

export type Duty = {
  meetingId: string;
  personId: string;
  /** The meeting's version it was opened for. */
  version: number;
  because: Because;
  dueAt: Date;
  state: 'owed' | 'handed-in' | 'released';
  openedAt: Date;
  closedAt: Date | null;
};

export type Opinion = {
  id: string;
  bodyId: string;
  /** Receipt number, e.g. YK-07; every version has its own. */
  code: string;
  meetingId: string;
  personId: string;
  itemId: Topic;
  /** The item's title as it was when the opinion came: what was said is not moved to other words. */
  itemTitle: string | null;
  /** Who handed it in: he himself, also where his assistant had drafted it (10.3). */
  byId: string;
  /** 1 for the first on its topic, one more each time it is replaced. */
  version: number;
  stance: Stance;
  text: string;
  files: readonly string[];
  at: Date;
  /** Handed in after the meeting began. */
  late: boolean;
};

export type DutyOpened = {
  type: 'opinions.duty-opened';
  meetingId: string;
  personId: string;
  version: number;
  because: Because;
  dueAt: Date;
  at: Date;
  /** What is owed is here already: the duty is met from the start. */
  met: boolean;
};
export type DutyReleased = { type: 'opinions.duty-released'; meetingId: string; personId: string; at: Date };
export type HandedIn = {
  type: 'opinions.handed-in';
  opinion: Opinion;
  /** With those before it, it is all that is owed. */
  met: boolean;
  /** The draft that was sent; left out: he wrote it himself. */
  draftId?: string;
};

/** Written by an assistant for his leader: no opinion until the leader sends it, and seen by the two alone (10.3). */
export type OpinionDraft = Pick<
  Opinion,
  'id' | 'meetingId' | 'personId' | 'itemId' | 'itemTitle' | 'byId' | 'stance' | 'text' | 'files' | 'at'
>;
export type OpinionDrafted = { type: 'opinions.drafted'; draft: OpinionDraft };
export type DraftDropped = { type: 'opinions.draft-dropped'; draftId: string; at: Date };

export type OpinionEvent = DutyOpened | DutyReleased | HandedIn | OpinionDrafted | DraftDropped;

/** Somebody will not attend himself, or asked not to: he owes a written opinion from now on (6.4). */
export const dutyOpened = (duty: Omit<DutyOpened, 'type'>): DutyOpened => ({ type: 'opinions.duty-opened', ...duty });

/** He attends after all, or must: nothing is owed. What was handed in stays on file. */
export const dutyReleased = (released: Omit<DutyReleased, 'type'>): DutyReleased => ({
  type: 'opinions.duty-released',
  ...released,
});

/** The regulation names no day; an opinion serves the discussion, so it is due by the beginning of the meeting. */
export const opinionDueAt = (meeting: Pick<Meeting, 'startsAt'>): Date => meeting.startsAt;

/** The duty as it stands for the meeting's present version; an older one no longer counts. */
export const dutyNow = (duty: Duty | null, meeting: Pick<Meeting, 'version'>): Duty | null =>
  duty && duty.version === meeting.version && duty.state !== 'released' ? duty : null;

export const isOwed = (duty: Duty | null, meeting: Pick<Meeting, 'version'>): boolean =>
  dutyNow(duty, meeting)?.state === 'owed';

export const topicsOf = (opinions: readonly Opinion[]): Topic[] => opinions.map(({ itemId }) => itemId);

/** Whether opinions on these topics are all that 6.4 asks: one on the whole meeting, or one on every item. */
export const covers = (given: readonly Topic[], agenda: readonly Pick<AgendaItem, 'id'>[]): boolean =>
  given.includes(null) || (agenda.length > 0 && agenda.every(({ id }) => given.includes(id)));

export type NumberedItem = { number: number; item: AgendaItem };

/** The items without an opinion, with their numbers on the agenda. */
export const missingItems = (given: readonly Topic[], agenda: readonly AgendaItem[]): NumberedItem[] =>
  agenda.flatMap((item, at) => (given.includes(item.id) ? [] : [{ number: at + 1, item }]));

/**
 * The duty in view of what was handed in: met as well when the items that were missing have left the agenda. Once met
 * it stays so: an item added later is not owed by whoever has given what was asked of him.
 */
export const dutyWith = (duty: Duty | null, given: readonly Topic[], agenda: readonly AgendaItem[]): Duty | null =>
  duty?.state === 'owed' && covers(given, agenda) ? { ...duty, state: 'handed-in' } : duty;

/** The duty after something happened. */
export function evolve(duty: Duty | null, event: OpinionEvent): Duty | null {
  switch (event.type) {
    case 'opinions.duty-opened': {
      const { meetingId, personId, version, because, dueAt, at, met } = event;
      const state = met ? 'handed-in' : 'owed';
      return { meetingId, personId, version, because, dueAt, state, openedAt: at, closedAt: met ? at : null };
    }
    case 'opinions.duty-released':
      return duty && { ...duty, state: 'released', closedAt: event.at };
    case 'opinions.handed-in':
      return duty?.state === 'owed' && event.met ? { ...duty, state: 'handed-in', closedAt: event.opinion.at } : duty;
    case 'opinions.drafted':
    case 'opinions.draft-dropped':
      return duty;
  }
}

/**
 * When somebody who owes an opinion hears of it: along the ladder, and once more on the working morning after the
 * meeting, since what 6.4 demands is then still missing from the file.
 */
export const owedTimes = (dueAt: Date, world: Pick<World, 'calendar' | 'settings'>): Date[] => [
  ...stepsBefore(world.settings.opinionReminders, dueAt, world.calendar).map(({ at }) => at),
  morningOf(addWorkingDays(world.calendar, dayOf(dueAt), 1)),
];
