// Điều 6.4, QĐ45 Đ.15: who came, himself or represented, late, or not. Nothing is recorded without a tap.
import type { Act } from '../../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../../kernel/decision.ts';
import { moment, said, type Text, text } from '../../../kernel/text.ts';
import { hours } from '../../../kernel/time.ts';
import { type Choice, choice, offer, press } from '../../../kernel/view.ts';
import type { Standing } from '../asking.ts';
import { staleBecause } from '../decide.ts';
import {
  alternateOf,
  invited,
  type MeetingEvent,
  type MeetingFile,
  type Participant,
  type Roll,
  rolls,
} from '../meeting.ts';

/** `door`: prints the code for it. */
export type RollFacts = { file: MeetingFile; standing: ReadonlyMap<string, Standing>; door?: Choice };

export const marks = [...rolls, 'left'] as const;

/** The roll is prepared an hour ahead, while people arrive. */
export const opensAt = ({ meeting }: MeetingFile): Date => new Date(meeting.startsAt.getTime() - hours(1));

/** What would be recorded for somebody by his answer; null when he has not answered. */
export function expectedRoll({ file, standing }: RollFacts, one: Participant): Roll | null {
  if (one.personId === null) return null;
  if (alternateOf(file, one.personId)) return 'alternate';
  return standing.get(one.personId)?.expected ?? null;
}

/** Why no roll can be taken; a roll that was closed may still be corrected. */
export function closedBecause(file: MeetingFile, now: Date): Refused | null {
  const { meeting } = file;
  if (meeting.state === 'held') return null;
  if (meeting.state !== 'convened') return staleBecause(meeting, null, now);
  if (now >= opensAt(file)) return null;
  return refuse('roll-too-early', text('meetings:refusal.roll-too-early', { at: moment(opensAt(file)) }));
}

const taken = (
  file: MeetingFile,
  act: Act,
  entries: { participantId: string; roll: Roll | null; leftAt: Date | null }[],
) => ({ type: 'meetings.roll-taken', meetingId: file.meeting.id, at: act.now, by: act.by.person.id, entries }) as const;

/** One person's mark; leaving early is kept beside how he came. */
export function decideRoll({ file }: RollFacts, act: Act): Decision<MeetingEvent> {
  const closed = closedBecause(file, act.now);
  if (closed) return closed;
  const one = invited(file).find(({ id }) => id === act.args.who);
  if (!one) return refuse('unknown-participant', text('meetings:refusal.unknown-participant'));
  const mark = marks.find((known) => known === act.args.mark);
  if (!mark) return refuse('unknown-mark', text('meetings:refusal.unknown-mark'), { field: 'mark' });
  if (mark === 'alternate' && (one.personId === null || !alternateOf(file, one.personId))) {
    const because = text('meetings:refusal.no-alternate', { name: said(one.name) });
    return refuse('no-alternate', because, { article: '6.4', field: 'mark' });
  }
  if (mark === 'left' && (one.roll === 'excused' || one.roll === 'unexcused')) {
    return refuse('was-absent', text('meetings:refusal.was-absent', { name: said(one.name) }), { field: 'mark' });
  }
  // Marked afterwards, nobody knows any more when he left: the end of the meeting stands for it.
  const leftAt = file.meeting.state === 'held' ? file.meeting.heldAt : act.now;
  const entry =
    mark === 'left'
      ? { participantId: one.id, roll: one.roll ?? 'present', leftAt }
      : { participantId: one.id, roll: mark, leftAt: null };
  return agree(taken(file, act, [entry]));
}

/**
 * What "the rest: present" records for somebody. Null for who asked not to come himself, whatever became of it: he is
 * marked by himself, never by the way (6.4).
 */
export function presentRoll(facts: RollFacts, one: Participant): Roll | null {
  const expected = expectedRoll(facts, one);
  if (expected !== null) return expected === 'present' || expected === 'online' ? expected : null;
  return apartBecause(facts, one) === null ? 'present' : null;
}

/** When somebody said at the door that he is there, and what would be recorded by it; null when he has not. */
export const arrivedOf = ({ standing }: RollFacts, { personId }: Participant): Standing['arrived'] | null =>
  (personId === null ? undefined : standing.get(personId)?.arrived) ?? null;

const arrivedRoll = (facts: RollFacts, one: Participant): Roll | null => arrivedOf(facts, one)?.roll ?? null;

const ways = { answers: expectedRoll, present: presentRoll, arrived: arrivedRoll } as const;

/** How he stands who asked not to come himself and was not agreed to; null for everybody else. */
export const apartBecause = ({ standing }: RollFacts, { personId }: Participant): Text | null =>
  (personId === null ? undefined : standing.get(personId)?.apart) ?? null;

/** Everybody not yet marked: as he answered, as he said at the door, or simply present. Who has not answered stays unmarked by his answer. */
export function decideRollRest(facts: RollFacts, act: Act): Decision<MeetingEvent> {
  const { file } = facts;
  const closed = closedBecause(file, act.now);
  if (closed) return closed;
  const { how } = act.args;
  const rollOf = how === 'answers' || how === 'arrived' ? ways[how] : presentRoll;
  const entries = unmarked(file).flatMap((one) => {
    const roll = rollOf(facts, one);
    return roll ? [{ participantId: one.id, roll, leftAt: null }] : [];
  });
  if (entries.length === 0) return refuse('nobody-left', text('meetings:refusal.nobody-left'));
  return agree(taken(file, act, entries));
}

export function decideRollClose(facts: RollFacts, act: Act): Decision<MeetingEvent> {
  const { file } = facts;
  const { meeting } = file;
  if (meeting.state === 'held' && meeting.rollClosedAt) return staleBecause(meeting, null, act.now)!;
  const closed = closedBecause(file, act.now);
  if (closed) return closed;
  if (act.now < meeting.startsAt) {
    return refuse('not-begun', text('meetings:refusal.not-begun', { at: moment(meeting.startsAt) }));
  }
  const open = unmarked(file).length;
  if (open > 0) {
    return refuse('roll-incomplete', text('meetings:refusal.roll-incomplete', { open }), {
      choices: takingChoices(facts),
    });
  }
  const occurred = { meetingId: meeting.id, at: act.now, by: act.by.person.id };
  const closes: MeetingEvent = { type: 'meetings.roll-closed', ...occurred };
  return meeting.state === 'held' ? agree(closes) : agree<MeetingEvent>({ type: 'meetings.held', ...occurred }, closes);
}

/** The ways to go on with a roll that is not complete: one by one, and all at once where that says something. */
export function takingChoices(facts: RollFacts): Choice[] {
  const about = { meeting: facts.file.meeting.id };
  const open = unmarked(facts.file);
  const rest = (how: keyof typeof ways, label: Text): Choice[] =>
    open.some((one) => ways[how](facts, one) !== null)
      ? [choice(label, press('meetings.roll-rest', { ...about, how }))]
      : [];
  const arrived = open.filter((one) => arrivedRoll(facts, one) !== null).length;
  return [
    offer('meetings.roll', about),
    ...rest('arrived', text('meetings:roll.rest-arrived', { count: arrived })),
    ...rest('answers', text('meetings:roll.rest-answers')),
    ...rest('present', text('meetings:roll.rest-present')),
  ];
}

export const unmarked = (file: MeetingFile): Participant[] => invited(file).filter((one) => one.roll === null);
