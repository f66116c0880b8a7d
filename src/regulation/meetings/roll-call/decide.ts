// Điều 6.4, QĐ45 Đ.15: who came, himself or represented, late, or not. Nothing is recorded without a tap.
import type { Act } from '../../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../../kernel/decision.ts';
import { moment, said, text } from '../../../kernel/text.ts';
import { hours } from '../../../kernel/time.ts';
import { choice, press } from '../../../kernel/view.ts';
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

export type RollFacts = { file: MeetingFile; standing: ReadonlyMap<string, Standing> };

export const marks = [...rolls, 'left'] as const;

/** The roll is prepared an hour ahead, while people arrive. */
const opensAt = ({ meeting }: MeetingFile): Date => new Date(meeting.startsAt.getTime() - hours(1));

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
  const entry =
    mark === 'left'
      ? { participantId: one.id, roll: one.roll ?? 'present', leftAt: act.now }
      : { participantId: one.id, roll: mark, leftAt: null };
  return agree(taken(file, act, [entry]));
}

/**
 * Everybody not yet marked: as he answered, or simply present. Who has not answered stays unmarked by his answer; whose
 * absence or alternate the presider has consented to is not marked present by the way.
 */
export function decideRollRest(facts: RollFacts, act: Act): Decision<MeetingEvent> {
  const { file } = facts;
  const closed = closedBecause(file, act.now);
  if (closed) return closed;
  const entries = unmarked(file).flatMap((one) => {
    const expected = expectedRoll(facts, one);
    const stays = expected === 'excused' || expected === 'alternate';
    const roll = act.args.how === 'answers' || stays ? expected : 'present';
    return roll ? [{ participantId: one.id, roll, leftAt: null }] : [];
  });
  if (entries.length === 0) return refuse('nobody-left', text('meetings:refusal.nobody-left'));
  return agree(taken(file, act, entries));
}

export function decideRollClose({ file }: RollFacts, act: Act): Decision<MeetingEvent> {
  const { meeting } = file;
  if (meeting.state === 'held') return staleBecause(meeting, null, act.now)!;
  const closed = closedBecause(file, act.now);
  if (closed) return closed;
  if (act.now < meeting.startsAt) {
    return refuse('not-begun', text('meetings:refusal.not-begun', { at: moment(meeting.startsAt) }));
  }
  const open = unmarked(file).length;
  if (open > 0) {
    const rest = press('meetings.roll-rest', { meeting: meeting.id, how: 'present' });
    const choices = [choice(text('meetings:roll.rest-present'), rest, 'good')];
    return refuse('roll-incomplete', text('meetings:refusal.roll-incomplete', { open }), { choices });
  }
  return agree({ type: 'meetings.held', meetingId: meeting.id, at: act.now, by: act.by.person.id });
}

export const unmarked = (file: MeetingFile): Participant[] => invited(file).filter((one) => one.roll === null);
