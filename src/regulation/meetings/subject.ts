// Whose invitation an act is about: the actor's own, or that of a leader he assists (Điều 10.3). A press names a person,
// but never gives a right: both are found from who the actor is.
import { type Refused, refuse } from '../../kernel/decision.ts';
import { type Actor, type PersonCard, personsOf, seatsHeld } from '../../kernel/person.ts';
import { said, text } from '../../kernel/text.ts';
import type { Meeting, Participant } from './meeting.ts';

/** As much of a meeting as says who has a part in it. */
export type Invited<P extends Pick<Participant, 'personId' | 'as'> = Participant> = {
  meeting: Pick<Meeting, 'bodyId' | 'code'>;
  participants: readonly P[];
};

export type Subject<P = Participant> = { person: PersonCard; participant: P; behalf: PersonCard | null };

/**
 * Each of these people who has a part in the meeting now: a member while he holds a seat in its body, a guest or an
 * alternate by that alone.
 */
export function subjectsOf<P extends Pick<Participant, 'personId' | 'as'>>(
  by: Actor,
  { meeting, participants }: Invited<P>,
): Subject<P>[] {
  return personsOf(by).flatMap((person) => {
    const participant = participants.find((one) => one.personId === person.id);
    if (!participant || (participant.as === 'member' && !isSeated(by, person, meeting.bodyId))) return [];
    return [{ person, participant, behalf: person.id === by.person.id ? null : person }];
  });
}

const isSeated = (by: Actor, person: PersonCard, bodyId: string): boolean =>
  seatsHeld(by, person.id).some((seat) => seat.bodyId === bodyId);

/** The one of them an act is about; `personId`: as the press names him. */
export function subjectOf<P extends Pick<Participant, 'personId' | 'as'>>(
  by: Actor,
  file: Invited<P>,
  personId: string | undefined,
): Subject<P> | Refused {
  const mine = personsOf(by).filter((person) => personId === undefined || person.id === personId);
  if (mine.length === 0) return refuse('not-yours', text('meetings:refusal.not-yours'), { article: '10.3' });
  const subjects = subjectsOf(by, file).filter(({ person }) => mine.includes(person));
  const [first] = subjects;
  if (!first) return noPart(file, mine);
  const unclear = first.behalf !== null && subjects.length > 1;
  return unclear ? refuse('which-leader', text('meetings:refusal.which-leader')) : first;
}

function noPart<P extends Pick<Participant, 'personId' | 'as'>>(
  { meeting, participants }: Invited<P>,
  mine: readonly PersonCard[],
): Refused {
  if (!participants.some(({ personId }) => mine.some(({ id }) => id === personId))) {
    return refuse('not-invited', text('meetings:refusal.not-invited'), { article: '9.1' });
  }
  const because = text('meetings:refusal.seat-ended', { meeting: said(meeting.code) });
  return refuse('seat-ended', because, { closes: true });
}
