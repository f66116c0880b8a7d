// What people may do about their accounts and what is kept about them.
import { type Act, command } from '../../../kernel/command.ts';
import { agree, refuse } from '../../../kernel/decision.ts';
import { choiceField, hidden } from '../../../kernel/fields.ts';
import { maskAddress } from '../../../kernel/names.ts';
import { addresses, himself, type PersonCard, type SeatCard } from '../../../kernel/person.ts';
import { text } from '../../../kernel/text.ts';
import { offer } from '../../../kernel/view.ts';
import { mailChannel } from '../../../kernel/ways.ts';
import { seatedIn } from '../seat.ts';
import { actorOfPerson, seatsOf } from '../store.ts';
import { channelText } from './channels.ts';
import { consentVersion } from './consent.ts';
import {
  type AccountPreferred,
  type AccountsUnlinked,
  type AccountUnlinked,
  type AddressChosen,
  decideAddress,
  decideLanguage,
  decideUnlink,
  type LanguageChosen,
  type MailPreferred,
} from './decide.ts';
import { decideLink, type LinkEvent, type LinkState } from './link.ts';
import { tellUnlinked } from './notices.ts';
import {
  findAccount,
  freeAddress,
  hashOfCode,
  lockLinking,
  type OwnAccount,
  ownAccounts,
  personalData,
} from './store.ts';
import {
  alreadyLinkedView,
  type Channels,
  channelsView,
  languageView,
  type MyData,
  myDataView,
  notLinkedView,
  unlinkedView,
} from './views.ts';

/** The command of people known already; strangers come through `linkAccount`. */
export const link = command<{ code?: string }, LinkState, LinkEvent>({
  name: 'committee.link',
  chat: true,
  word: 'start',
  article: '1.2',
  allowed: 'anyone',
  fields: {
    // Kept and recorded as its hash only: a code somebody else was given may still be open.
    code: {
      ask: 'committee:ask.code',
      optional: true,
      read: (said) => ({ ok: true, value: hashOfCode(said.text) }),
    },
  },
  gather: async (tx, { args, by, now }) => {
    const holder = by.person;
    if (!args.code || !by.account) return { bodyId: null, facts: { holder, guess: null, code: null, earlier: [] } };
    const { channel, externalId } = by.account;
    return { bodyId: null, facts: await lockLinking(tx, { channel, externalId, hash: args.code, now }) };
  },
  decide: (state, act) => ({ agreed: true, events: linking(state, act)?.events ?? [] }),
  show: (state, act) => {
    const decision = linking(state, act);
    return decision && decision.outcome !== 'already-linked'
      ? notLinkedView(decision, act.by.person)
      : alreadyLinkedView(act.by.person, act.by.seats);
  },
});

/**
 * SC5: the notice about personal data agreed to. Whoever is not linked yet answers it on his way in (`linkAccount`); of
 * those linked while the notice was another this takes the answer. Nothing hangs on it, and an old button changes nothing.
 */
const consent = command<{ ask?: string }, { older: boolean }, LinkEvent>({
  name: 'committee.consent',
  article: '1.2',
  allowed: 'anyone',
  personal: true,
  fields: { ask: hidden },
  gather: async (tx, { by }) => {
    const accounts = await ownAccounts(tx, by.person.id);
    return { bodyId: null, facts: { older: accounts.some((account) => account.consentVersion !== consentVersion) } };
  },
  decide: ({ older }, { args, by }) =>
    older && args.ask === consentVersion
      ? agree({ type: 'committee.consented', personId: by.person.id, consentVersion })
      : { agreed: true, events: [] },
  show: (_, { by }, events) =>
    events.length > 0
      ? { lines: [text('committee:consent.given', { version: consentVersion })], choices: [offer('committee.my-data')] }
      : alreadyLinkedView(by.person, by.seats),
});

/** An old button of the question: linked he is, and leaves by saying so. */
const dissent = command<{ ask?: string }, null, never>({
  name: 'committee.dissent',
  article: '1.2',
  allowed: 'anyone',
  fields: { ask: hidden },
  gather: async () => ({ bodyId: null, facts: null }),
  show: (_, { by }) => alreadyLinkedView(by.person, by.seats),
});

const linking = (state: LinkState, { args, by, now, newId }: Act<{ code?: string }>) =>
  args.code && by.account ? decideLink(state, { ...by.account, displayName: '', agreed: true }, now, newId) : null;

const myData = command<Record<string, never>, MyData, never>({
  name: 'committee.my-data',
  word: 'dulieu',
  alias: ['mydata'],
  article: '1.2',
  allowed: 'anyone',
  gather: async (tx, { by, now }) => ({
    bodyId: null,
    facts: { person: by.person, seats: by.seats, ...(await personalData(tx, by.person.id, now)) },
  }),
  show: (facts) => myDataView(facts),
});

const unlinkMe = command<{ sure?: string }, { seats: readonly SeatCard[] }, AccountsUnlinked>({
  name: 'committee.unlink-me',
  chat: true,
  word: 'huylienket',
  alias: ['unlink'],
  article: '1.2',
  allowed: 'anyone',
  personal: true,
  fields: {
    sure: choiceField('committee:ask.sure', [
      { value: 'yes', label: text('committee:option.unlink'), look: 'bad' },
      { value: 'no', label: text('committee:option.keep'), words: ['khong', 'thoi', 'no'] },
    ]),
  },
  gather: async (tx, { by, now }) => {
    const seats: SeatCard[] = [];
    for (const bodyId of new Set(by.seats.map((seat) => seat.bodyId))) seats.push(...(await seatsOf(tx, bodyId, now)));
    return { bodyId: null, facts: { seats } };
  },
  decide: (_, act) => decideUnlink(act),
  tell: ({ seats }, act) => ({ notices: tellUnlinked(act.by.person, seats, act.now) }),
  show: () => unlinkedView(),
});

const language = command<{ language?: string }, PersonCard, LanguageChosen>({
  name: 'committee.language',
  chat: true,
  word: 'ngonngu',
  alias: ['language'],
  article: '1.2',
  allowed: 'anyone',
  fields: {
    language: choiceField('committee:ask.language', [
      { value: 'vi', label: text('committee:language.vi'), words: ['vi', 'vietnamese'] },
      { value: 'en', label: text('committee:language.en'), words: ['en', 'english'] },
    ]),
  },
  gather: async (_, { by }) => ({ bodyId: null, facts: by.person }),
  decide: (_, act) => decideLanguage(act),
  show: (_, __, events) => languageView(events[0]!.language),
});

const address = command<{ address?: string }, PersonCard, AddressChosen>({
  name: 'committee.address',
  chat: true,
  word: 'xungho',
  alias: ['address'],
  article: '1.2',
  allowed: 'anyone',
  fields: {
    address: choiceField(
      'committee:ask.address',
      (['usual', ...addresses] as const).map((value) => ({ value, label: text(`committee:address.${value}`) })),
    ),
  },
  gather: async (_, { by }) => ({ bodyId: null, facts: by.person }),
  decide: (_, act) => decideAddress(act),
  show: (_, __, events) => ({
    lines: [text('committee:address-set', { form: text(`committee:address.${events[0]!.address ?? 'usual'}`) })],
  }),
});

/** CH1: by what he is reached, and which he prefers. */
const channels = command<Record<string, never>, Channels, never>({
  name: 'committee.channels',
  word: 'kenh',
  alias: ['channel'],
  article: '1.2',
  allowed: 'anyone',
  gather: async (tx, { by, mails }) => ({
    bodyId: null,
    facts: {
      accounts: await ownAccounts(tx, by.person.id),
      address: mails ? await freeAddress(tx, by.person.id) : null,
    },
  }),
  show: (facts) => channelsView(facts),
});

/** CH10: letters are what he wants to be reached by first; to the address of the roster, and to no other. */
const preferMail = command<
  Record<string, never>,
  { address: string | null; accounts: readonly OwnAccount[] },
  MailPreferred
>({
  name: 'committee.by-mail',
  article: '1.2',
  allowed: 'anyone',
  personal: true,
  gather: async (tx, { by, mails }) => {
    const address = mails ? await freeAddress(tx, by.person.id) : null;
    if (address === null) return refuse('no-address', text('committee:refusal.no-address'), { closes: true });
    return { bodyId: null, facts: { address, accounts: await ownAccounts(tx, by.person.id) } };
  },
  // What he agreed to covers this way too; it is not more than that.
  decide: ({ accounts }, { by }) =>
    agree({
      type: 'committee.mail-preferred',
      personId: by.person.id,
      consentVersion: accounts[0]?.consentVersion ?? consentVersion,
    }),
  show: ({ accounts, address }) => {
    const mail = {
      id: '',
      channel: mailChannel,
      displayName: maskAddress(address ?? ''),
      preferred: true,
      reachable: true,
      consentVersion,
    };
    const others = accounts.map((account) => ({ ...account, preferred: false }));
    const note = text('committee:channels.preferred', { channel: channelText(mailChannel) });
    return channelsView({ accounts: [mail, ...others], address: null }, note);
  },
});

const preferAccount = command<{ account?: string }, Channels, AccountPreferred>({
  name: 'committee.prefer',
  article: '1.2',
  allowed: 'anyone',
  personal: true,
  fields: { account: hidden },
  gather: async (tx, { args, by }) => {
    const accounts = await ownAccounts(tx, by.person.id);
    if (accounts.some(({ id }) => id === args.account)) return { bodyId: null, facts: { accounts, address: null } };
    return refuse('no-account', text('committee:refusal.no-account'), { closes: true });
  },
  decide: (_, { args, by }) =>
    agree({ type: 'committee.account-preferred', personId: by.person.id, accountId: args.account! }),
  show: ({ accounts }, { args }) => {
    const after = accounts.map((account) => ({ ...account, preferred: account.id === args.account }));
    const first = after.find(({ preferred }) => preferred)!;
    const note = text('committee:channels.preferred', { channel: channelText(first.channel) });
    return channelsView({ accounts: [first, ...after.filter((account) => account !== first)], address: null }, note);
  },
});

type Unlinking = { person: PersonCard; account: { id: string; channel: string } };

/** A link made by a telephone number is undone by the secretariat. */
const unlinkOther = command<{ account?: string }, Unlinking, AccountUnlinked>({
  name: 'committee.unlink-one',
  article: '1.2',
  allowed: ['secretariat'],
  personal: true,
  fields: { account: hidden },
  gather: async (tx, { args, by, now }) => {
    const account = await findAccount(tx, args.account ?? '');
    const actor = account && (await actorOfPerson(tx, account.personId, now));
    const bodyId = actor?.seats.find((seat) => seatedIn(himself(by), ['secretariat']).includes(seat.bodyId))?.bodyId;
    if (!account || !actor || bodyId === undefined) {
      return refuse('no-account', text('committee:refusal.no-account'), { closes: true });
    }
    return { bodyId, facts: { person: actor.person, account } };
  },
  decide: ({ person, account }) =>
    agree({ type: 'committee.account-unlinked', personId: person.id, accountId: account.id }),
  show: ({ person, account }) => ({
    heading: text('committee:unlinked.heading'),
    lines: [
      text('committee:unlinked.account', { name: person.fullName, channel: channelText(account.channel) }),
      text('committee:unlinked.what-now'),
    ],
  }),
});

export const ownCommands = [
  consent,
  dissent,
  myData,
  channels,
  preferAccount,
  preferMail,
  language,
  address,
  unlinkMe,
  unlinkOther,
];
