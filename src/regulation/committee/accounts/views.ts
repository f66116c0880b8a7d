// The welcome with the notice about personal data, one's own data, the ways one is reached.
import { maskAddress, maskPhone } from '../../../kernel/names.ts';
import { type PersonCard, plainLanguage, type SeatCard } from '../../../kernel/person.ts';
import { moment, said, type Text, text } from '../../../kernel/text.ts';
import { type Choice, choice, offer, press, type View } from '../../../kernel/view.ts';
import { postText, roleText } from '../phrases.ts';
import { channelText } from './channels.ts';
import { consentLines, consentVersion } from './consent.ts';
import type { ChatAccount, LinkDecision } from './link.ts';
import type { OwnAccount } from './store.ts';

const myDataChoice = (): Choice => offer('committee.my-data');
const unlinkChoice = (): Choice => offer('committee.unlink-me');

const seatLine = (seat: SeatCard): Text =>
  text('committee:seat-line', { code: seat.code, role: roleText(seat), post: postText(seat) });

type Newcomer = { person: PersonCard; seats: readonly SeatCard[]; replaced: readonly ChatAccount[] };

export const welcomeView = ({ person, seats, replaced }: Newcomer): View => ({
  heading: text('committee:linked.heading', { name: person.fullName }),
  lines: [
    text('committee:linked.recorded'),
    ...seats.map(seatLine),
    ...(replaced.length > 0 ? [text('committee:linked.replaced')] : []),
    text('committee:linked.what-next'),
    text('committee:consent.given', { version: consentVersion }),
  ],
  choices: [myDataChoice(), unlinkChoice()],
});

/** For the account a person left behind when linking another one. */
export const replacedView = (person: PersonCard): View => ({
  heading: text('committee:replaced.heading'),
  lines: [text('committee:replaced.line', { name: person.fullName }), text('committee:replaced.what-now')],
});

export const alreadyLinkedView = (person: PersonCard, seats: readonly SeatCard[]): View => ({
  heading: text('committee:already-linked.heading', { name: person.fullName }),
  lines: [...seats.map(seatLine), text('committee:linked.what-next')],
  choices: [myDataChoice()],
});

/** Says nothing about whether the code or a person exists. */
export function notLinkedView(decision: LinkDecision, holder: PersonCard | null): View {
  const until = 'lockedUntil' in decision ? decision.lockedUntil : null;
  if (until) return { lines: [text('committee:wrong-code.locked', { until: moment(until, 'moment') })] };
  return holder
    ? { lines: [text('committee:wrong-code.linked-account', { name: holder.fullName })] }
    : { lines: [text('committee:wrong-code.stranger')] };
}

/** Offered to share his number where the messenger can vouch for it; else he needs a code. */
export const noCodeView = (): View => ({ lines: [text('bot:stranger.greeting')], asksPhone: true });

/** Says nothing about whose number it might be. */
export function noMatchView(decision: LinkDecision): View {
  const until = 'lockedUntil' in decision ? decision.lockedUntil : null;
  return until ? notLinkedView(decision, null) : { lines: [text('committee:wrong-phone')] };
}

/** The messenger, and his name on it where it is known. */
const accountText = ({ channel, displayName }: Pick<OwnAccount, 'channel' | 'displayName'>): Text =>
  displayName
    ? text('committee:channels.account', { channel: channelText(channel), account: displayName })
    : channelText(channel);

/** `address`: where letters could be sent to him beside these; null: nowhere. */
export type Channels = { accounts: readonly OwnAccount[]; address: string | null };

/** By what he is reached, in the order in which it is tried; one tap prefers another. */
export const channelsView = ({ accounts, address }: Channels, note?: Text): View => ({
  heading: text('committee:channels.heading'),
  lines: [
    ...accounts.map((account, nth) =>
      text('committee:channels.line', {
        number: nth + 1,
        account: accountText(account),
        state: text(`committee:channels.${account.reachable ? 'reachable' : 'unreachable'}`),
      }),
    ),
    text('committee:channels.order'),
  ],
  choices: [
    ...accounts
      .filter(({ preferred, id }) => !preferred && id !== '')
      .map(({ id, channel }) =>
        choice(
          text('committee:channels.prefer', { channel: channelText(channel) }),
          press('committee.prefer', { account: id }),
        ),
      ),
    ...(address === null
      ? []
      : [
          choice(
            text('committee:commands.by-mail.button', { address: said(maskAddress(address)) }),
            press('committee.by-mail'),
          ),
        ]),
  ],
  ...(note ? { note } : {}),
  card: 'channels',
});

export type MyData = {
  person: PersonCard;
  phone: string | null;
  email: string | null;
  seats: readonly SeatCard[];
  accounts: readonly { channel: string; displayName: string | null; consentVersion: string; linkedAt: Date }[];
  leaders: readonly PersonCard[];
  assistants: readonly PersonCard[];
};

/** Linked when the notice was another: what he agrees to now is put to him, and nothing hangs on it. */
const agreedToOlder = ({ accounts }: MyData): boolean =>
  accounts.some((account) => account.consentVersion !== consentVersion);

export const myDataView = (data: MyData): View => ({
  heading: text('committee:my-data.heading'),
  lines: [
    text('committee:my-data.name', { name: data.person.fullName }),
    ...data.seats.map(seatLine),
    text('committee:my-data.phone', { phone: data.phone ? maskPhone(data.phone) : text('committee:none') }),
    text('committee:my-data.email', { email: data.email ?? text('committee:none') }),
    text('committee:my-data.language', { language: text(`committee:language.${plainLanguage(data.person.language)}`) }),
    ...data.leaders.map(({ fullName }) => text('committee:my-data.assists', { name: fullName })),
    ...data.assistants.map(({ fullName }) => text('committee:my-data.assisted-by', { name: fullName })),
    ...data.accounts.map((account) =>
      text('committee:my-data.account', {
        account: accountText(account),
        since: moment(account.linkedAt, 'moment'),
        version: account.consentVersion,
      }),
    ),
    ...consentLines(),
    text('committee:my-data.ways'),
    ...(agreedToOlder(data) ? [text('committee:consent.anew')] : []),
  ],
  choices: [
    ...(agreedToOlder(data) ? [offer('committee.consent', { ask: consentVersion }, 'good')] : []),
    unlinkChoice(),
  ],
});

export const unlinkedView = (): View => ({
  heading: text('committee:unlinked.heading'),
  lines: [text('committee:unlinked.kept'), text('committee:unlinked.what-now')],
});

export const languageView = (language: 'vi' | 'en'): View => ({
  lines: [text('committee:language-chosen', { language: text(`committee:language.${language}`) })],
});
