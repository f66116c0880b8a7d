// Who says at the door that he is there (Điều 6.4, MT15): himself, to this meeting, in its hour. It is what he says; the
// roll is the secretary's, and nobody is marked by it.
import type { Act } from '../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../kernel/decision.ts';
import { moment, said, type Text, text } from '../../kernel/text.ts';
import { offer, type View } from '../../kernel/view.ts';
import { type MeetingFile, participantOf } from '../meetings/index.ts';
import { headingOf } from '../meetings/invitation/index.ts';
import { rollOpensAt } from '../meetings/roll-call/index.ts';

export type Arrived = { type: 'arrivals.arrived'; meetingId: string; version: number; personId: string; at: Date };
export type TakenBack = { type: 'arrivals.taken-back'; meetingId: string; version: number; personId: string; at: Date };

/** `code`: what hangs at its door now; `since`: when he said that he is there; null: he has not. */
export type ArrivalFacts = { file: MeetingFile; code: string; since: Date | null };

/** Why he cannot say so now; null: he can. */
export function closedTo({ file, code }: ArrivalFacts, { args, by, now }: Act): Refused | null {
  const { meeting } = file;
  const named = { code: said(meeting.code) };
  const stop = { closes: true, article: '6.4' } as const;
  if (meeting.state === 'cancelled' || meeting.state === 'postponed') {
    return refuse('off', text(`arrivals:refusal.${meeting.state}`, named), stop);
  }
  if (args['code'] !== code) return refuse('wrong-code', text('arrivals:refusal.wrong-code'), stop);
  const roll = participantOf(file, by.person.id)?.roll;
  if (roll) {
    return refuse('marked', text('arrivals:refusal.marked', { ...named, mark: text(`meetings:mark.${roll}`) }), stop);
  }
  if (meeting.state !== 'convened') return refuse('over', text('arrivals:refusal.over', named), stop);
  const opens = rollOpensAt(file);
  if (now >= opens) return null;
  const values = { ...named, at: moment(opens), starts: moment(meeting.startsAt) };
  return refuse('too-early', text('arrivals:refusal.too-early', values), stop);
}

const happened = ({ file }: ArrivalFacts, { by, now }: Act) => ({
  meetingId: file.meeting.id,
  version: file.meeting.version,
  personId: by.person.id,
  at: now,
});

/** Said twice it stays as it was said first. */
export function decideArrive(facts: ArrivalFacts, act: Act): Decision<Arrived> {
  const closed = closedTo(facts, act);
  if (closed) return closed;
  return facts.since ? agree() : agree<Arrived>({ type: 'arrivals.arrived', ...happened(facts, act) });
}

export function decideTakeBack(facts: ArrivalFacts, act: Act): Decision<TakenBack> {
  const closed = closedTo(facts, act);
  if (closed) return closed;
  if (!facts.since) return refuse('none', text('arrivals:refusal.none'), { closes: true });
  return agree<TakenBack>({ type: 'arrivals.taken-back', ...happened(facts, act) });
}

/** What is recorded, and what he can do about it; before anything is, the question. */
export function arrivalView({ file, code, since }: ArrivalFacts, note?: Text): View {
  const about = { meeting: file.meeting.id, code };
  const lines = since
    ? [text('arrivals:card.said', { at: moment(since, 'time') }), text('arrivals:card.roll')]
    : [text('arrivals:card.ask', { place: said(file.meeting.place) })];
  return {
    heading: headingOf(file),
    lines: [said(file.meeting.title), ...lines],
    choices: since ? [offer('arrivals.back', about)] : [offer('arrivals.arrive', about, 'good')],
    ...(note && { note }),
  };
}
