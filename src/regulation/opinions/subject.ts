// Whose card an act is about: the actor's own, or that of a leader he assists (Điều 10.3). A press names a person,
// but never gives a right: both are found from who the actor is.
import { type Refused, refuse } from '../../kernel/decision.ts';
import { type Actor, type PersonCard, personsOf } from '../../kernel/person.ts';
import { text } from '../../kernel/text.ts';
import type { MeetingFile, Participant } from '../meetings/index.ts';
import { participantOf } from '../meetings/index.ts';

export type Subject = { person: PersonCard; participant: Participant; behalf: PersonCard | null };

/** Invited as a member, he answers while he is one (the right is the seat's, now). */
function seatedStill(by: Actor, person: PersonCard, file: MeetingFile): boolean {
  const seats = person.id === by.person.id ? by.seats : by.leaders.find((one) => one.person.id === person.id)?.seats;
  return seats?.some((seat) => seat.bodyId === file.meeting.bodyId) ?? false;
}

export function subjectOf(by: Actor, file: MeetingFile, personId: string | undefined): Subject | Refused {
  const mine = personsOf(by).filter((person) => personId === undefined || person.id === personId);
  if (mine.length === 0) return refuse('not-yours', text('opinions:refusal.not-yours'), { article: '10.3' });
  const unseated = mine.filter(
    (person) => participantOf(file, person.id)?.as === 'member' && !seatedStill(by, person, file),
  );
  const subjects = mine.flatMap((person) => {
    const participant = participantOf(file, person.id);
    return participant && !unseated.includes(person)
      ? [{ person, participant, behalf: person.id === by.person.id ? null : person }]
      : [];
  });
  const [first] = subjects;
  if (!first && unseated.length > 0) {
    return refuse('seat-ended', text('opinions:refusal.seat-ended', { meeting: file.meeting.code }), { closes: true });
  }
  if (!first) {
    return refuse('not-invited', text('opinions:refusal.not-invited'), {
      article: '9.1',
    });
  }
  const unclear = first.behalf !== null && subjects.length > 1;
  return unclear ? refuse('which-leader', text('opinions:refusal.which-leader')) : first;
}
