// What the secretariat hears of links: who left, and who was linked by a telephone number.
import type { Notice } from '../../../kernel/notice.ts';
import type { PersonCard, SeatCard } from '../../../kernel/person.ts';
import { text } from '../../../kernel/text.ts';
import { choice, press } from '../../../kernel/view.ts';
import { channelText } from './channels.ts';

/** The secretariat must know whom only the telephone reaches from now on. */
export function tellUnlinked(person: PersonCard, seats: readonly SeatCard[], now: Date): Notice[] {
  const to = seats.filter((seat) => seat.role === 'secretariat' && seat.person.id !== person.id);
  return [...new Set(to.map((seat) => seat.person.id))].map((id) => ({
    to: id,
    class: 'notice',
    view: {
      heading: text('committee:unlinked.notice-heading', { name: person.fullName }),
      lines: [text('committee:unlinked.notice-line')],
    },
    matter: `person:${person.id}`,
    key: `person:${person.id}:unlinked:v${now.getTime()}:${id}`,
    personal: true,
  }));
}

/** Linked by a telephone number the messenger vouched for; the secretariat can undo it. */
export const tellLinkedByPhone = (
  person: PersonCard,
  seats: readonly SeatCard[],
  accountId: string,
  channel: string,
): Notice[] => {
  const to = seats.filter((seat) => seat.role === 'secretariat' && seat.person.id !== person.id);
  return [...new Set(to.map((seat) => seat.person.id))].map((id) => ({
    to: id,
    class: 'notice',
    view: {
      heading: text('committee:linked-by-phone.heading', { name: person.fullName }),
      lines: [text('committee:linked-by-phone.line', { channel: channelText(channel) })],
      choices: [
        choice(
          text('committee:commands.unlink-one.button'),
          press('committee.unlink-one', { account: accountId }),
          'bad',
        ),
      ],
    },
    matter: `person:${person.id}`,
    key: `person:${person.id}:linked:${accountId}:${id}`,
    personal: true,
  }));
};
