// What the secretariat hears of links: who left, and who was linked by a telephone number.
import { type Notice, tellEach } from '../../../kernel/notice.ts';
import type { PersonCard, SeatCard } from '../../../kernel/person.ts';
import { text } from '../../../kernel/text.ts';
import { offer, type View } from '../../../kernel/view.ts';
import { channelText } from './channels.ts';
import type { Ask } from './consent.ts';

/** The secretariat must know whom only the telephone reaches from now on. */
export function tellUnlinked(person: PersonCard, seats: readonly SeatCard[], now: Date): Notice[] {
  return tellSecretariat(person, seats, `unlinked:v${now.getTime()}`, {
    heading: text('committee:unlinked.notice-heading', { name: person.fullName }),
    lines: [text('committee:unlinked.notice-line')],
  });
}

const tellSecretariat = (person: PersonCard, seats: readonly SeatCard[], what: string, view: View): Notice[] => {
  const to = seats.filter((seat) => seat.role === 'secretariat' && seat.person.id !== person.id);
  const ids = to.map((seat) => seat.person.id);
  return tellEach(ids, `person:${person.id}`, what, view, { personal: true });
};

/** Linked by a telephone number the messenger vouched for, or by a slip of the office; the secretariat can undo it. */
export function tellLinked(
  person: PersonCard,
  seats: readonly SeatCard[],
  { accountId, channel, printedBy }: { accountId: string; channel: string; printedBy: string | null },
): Notice[] {
  const [how, by] = printedBy === null ? (['phone', {}] as const) : (['slip', { by: printedBy }] as const);
  return tellSecretariat(person, seats, `linked:${accountId}`, {
    heading: text(`committee:linked-by-${how}.heading`, { name: person.fullName }),
    lines: [text(`committee:linked-by-${how}.line`, { channel: channelText(channel), ...by } as never)],
    choices: [offer('committee.unlink-one', { account: accountId }, 'bad')],
  });
}

/** Whoever holds somebody's code or number did not agree: who is meant is reached by other ways. */
export const tellDeclined = (person: PersonCard, seats: readonly SeatCard[], by: Ask['by'], now: Date): Notice[] =>
  tellSecretariat(person, seats, `declined:v${now.getTime()}`, {
    heading: text(`committee:declined.heading-${by}`, { name: person.fullName }),
    lines: [text('committee:declined.line')],
  });
