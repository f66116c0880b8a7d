// Whom the end of a meeting concerns (Điều 6.4).
import type { Act } from '../../../kernel/command.ts';
import type { Effects } from '../../../kernel/notice.ts';
import { evolveAll } from '../evolve.ts';
import { type MeetingEvent, participantOf, type Roll } from '../meeting.ts';
import { toParticipants } from '../notices.ts';
import type { RollFacts } from './decide.ts';
import { heldView } from './views.ts';

/** The cards of those who came, and of those who did not without leave, have nothing left to answer. */
export function tellHeld({ file }: RollFacts, _act: Act, events: readonly MeetingEvent[]): Effects {
  const after = evolveAll(file, events);
  const over = (personId: string): Roll | null => {
    const roll = participantOf(after, personId)?.roll ?? null;
    // Who was excused or represented may still owe his written opinion: his card goes on (6.4).
    return roll === 'excused' || roll === 'alternate' ? null : roll;
  };
  const notices = toParticipants(after, 'held', (personId) => heldView(after, personId, over(personId)), {
    class: 'refresh',
  });
  return { notices: notices.filter(({ to }) => over(to) !== null) };
}
