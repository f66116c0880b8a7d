// What people may do about seats and accounts. The road fills in the arguments and writes what is decided.
import { type Act, type Asking, command, type Field, type Gathered, type Option } from '../../kernel/command.ts';
import { agree, refuse } from '../../kernel/decision.ts';
import { choiceField, dayField, hidden } from '../../kernel/fields.ts';
import type { Actor, PersonCard, SeatCard } from '../../kernel/person.ts';
import { said, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { overseers, type Role } from '../roles.ts';
import {
  type AccountPreferred,
  type AccountsUnlinked,
  type AccountUnlinked,
  type AwayArgs,
  type AwayFacts,
  type BackFacts,
  type ChairAwayRecorded,
  type ChairBackRecorded,
  decideAway,
  decideBack,
  decideLanguage,
  decideUnlink,
  type LanguageChosen,
} from './decide.ts';
import { decideLink, type LinkEvent, type LinkState } from './link.ts';
import { type AbsenceMatter, backView, handover, tellAway, tellBack, tellUnlinked } from './notices.ts';
import { channelText, lastDay } from './phrases.ts';
import { type Absence, deputiesOf } from './seat.ts';
import { absencesFrom, actorOfPerson, bodyCard, findAbsence, lockBody, seatsOf } from './store.ts';
import { contactsOf, findAccount, hashOfCode, lockLinking, ownAccounts, personalData } from './store-accounts.ts';
import {
  alreadyLinkedView,
  awayView,
  type Channels,
  channelsView,
  languageView,
  type MembersPage,
  type MyData,
  membersView,
  myDataView,
  notLinkedView,
  unlinkedView,
} from './views.ts';

/** Bodies in which the actor, or a leader he assists, holds one of these roles. */
function bodiesWith(by: Actor, allowed: readonly Role[]): string[] {
  const seats = [...by.seats, ...by.leaders.flatMap((leader) => leader.seats)];
  return [...new Set(seats.filter((seat) => allowed.includes(seat.role)).map((seat) => seat.bodyId))];
}

/** The command of people known already; strangers come through `linkAccount`. */
const link = command<{ code?: string }, LinkState, LinkEvent>({
  name: 'committee.link',
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

const linking = (state: LinkState, { args, by, now, newId }: Act<{ code?: string }>) =>
  args.code && by.account ? decideLink(state, { ...by.account, displayName: '' }, now, newId) : null;

const leads: readonly Role[] = ['chair', 'secretariat'];

const deputyField: Field = {
  ask: 'committee:ask.deputy',
  optional: true,
  always: true,
  none: 'committee:no-options.deputy',
  options: async (tx, { by, now }) => {
    const options: Option[] = [];
    for (const bodyId of bodiesWith(by, leads)) {
      const body = await bodyCard(tx, bodyId);
      for (const seat of deputiesOf(await seatsOf(tx, bodyId, now))) {
        const label = text('committee:option.deputy', { name: seat.person.fullName, body: body.abbreviation });
        options.push({ value: seat.id, label, words: [seat.code, seat.person.fullName] });
      }
    }
    return options;
  },
};

async function gatherAway(tx: Transaction, { args, by, now }: Asking<AwayArgs>): Promise<Gathered<AwayFacts>> {
  const bodyIds = bodiesWith(by, leads);
  if (bodyIds.length === 0) return refuse('no-body', text('committee:refusal.no-body'), { article: '4' });
  if (args.deputy === undefined && bodyIds.length > 1) {
    return refuse('which-body', text('committee:refusal.which-body'), { field: 'deputy' });
  }
  for (const bodyId of bodyIds) {
    const seats = await seatsOf(tx, bodyId, now);
    const named = deputiesOf(seats).find((seat) => seat.id === args.deputy) ?? null;
    if (args.deputy !== undefined && !named) continue;
    const body = (await lockBody(tx, bodyId))!;
    return { bodyId, facts: { body, seats, absences: await absencesFrom(tx, bodyId, now), named } };
  }
  return refuse('unknown-deputy', text('committee:refusal.unknown-deputy'), { field: 'deputy' });
}

const recorded = ({ body, seats }: AwayFacts, events: readonly ChairAwayRecorded[]): AbsenceMatter => ({
  body,
  seats,
  absence: events[0]!.absence,
});

const chairAway = command<AwayArgs, AwayFacts, ChairAwayRecorded>({
  name: 'committee.chair-away',
  word: 'vangdieuhanh',
  alias: ['away'],
  article: '4',
  allowed: leads,
  fields: { from: dayField('committee:ask.from'), to: dayField('committee:ask.to'), deputy: deputyField },
  gather: gatherAway,
  decide: decideAway,
  tell: (facts, act, events) => tellAway(recorded(facts, events), act.by.person, act.now),
  show: (facts, act, events) => awayView(recorded(facts, events), act.by.person),
});

const absenceField: Field = {
  ask: 'committee:ask.absence',
  none: 'committee:no-options.absence',
  options: async (tx, { by, now }) => {
    const options: Option[] = [];
    for (const bodyId of [...new Set([...bodiesWith(by, leads), ...by.actingIn])]) {
      const body = await bodyCard(tx, bodyId);
      for (const absence of await absencesFrom(tx, bodyId, now))
        options.push(absenceOption(absence, body.abbreviation));
    }
    return options;
  },
};

const absenceOption = (absence: Absence, body: string): Option => ({
  value: absence.id,
  label: text('committee:option.absence', { body, to: lastDay(absence) }),
});

const chairBack = command<{ absence?: string }, BackFacts, ChairBackRecorded>({
  name: 'committee.chair-back',
  word: 'trolai',
  alias: ['back'],
  article: '4',
  allowed: leads,
  fields: { absence: absenceField },
  gather: async (tx, { args, now }) => {
    const found = await findAbsence(tx, args.absence ?? '');
    const body = found && (await lockBody(tx, found.absence.bodyId));
    if (!found || !body) return refuse('no-absence', text('committee:refusal.no-absence'), { article: '4' });
    // Read again now that nobody else can end it.
    const { absence, endedAt } = (await findAbsence(tx, found.absence.id)) ?? found;
    return { bodyId: body.id, facts: { body, absence, endedAt, seats: await seatsOf(tx, body.id, now) } };
  },
  decide: decideBack,
  tell: (facts, act) => ({
    notices: tellBack(facts, act.by.person),
    reminders: [handover(facts.body.id, act.now)],
  }),
  show: (facts, act) => backView(facts, act.by.person),
});

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
  word: 'huylienket',
  alias: ['unlink'],
  article: '1.2',
  allowed: 'anyone',
  personal: true,
  fields: {
    sure: choiceField('committee:ask.sure', [
      { value: 'yes', label: text('committee:option.unlink'), look: 'bad' },
      { value: 'no', label: text('committee:option.keep') },
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

/** CH1: by what he is reached, and which he prefers. */
const channels = command<Record<string, never>, Channels, never>({
  name: 'committee.channels',
  word: 'kenh',
  alias: ['channel'],
  article: '1.2',
  allowed: 'anyone',
  gather: async (tx, { by }) => ({ bodyId: null, facts: { accounts: await ownAccounts(tx, by.person.id) } }),
  show: (facts) => channelsView(facts),
});

const preferAccount = command<{ account?: string }, Channels, AccountPreferred>({
  name: 'committee.prefer',
  article: '1.2',
  allowed: 'anyone',
  personal: true,
  fields: { account: hidden },
  gather: async (tx, { args, by }) => {
    const accounts = await ownAccounts(tx, by.person.id);
    if (accounts.some(({ id }) => id === args.account)) return { bodyId: null, facts: { accounts } };
    return refuse('no-account', text('committee:refusal.no-account'), { closes: true });
  },
  decide: (_, { args, by }) =>
    agree({ type: 'committee.account-preferred', personId: by.person.id, accountId: args.account! }),
  show: ({ accounts }, { args }) => {
    const after = accounts.map((account) => ({ ...account, preferred: account.id === args.account }));
    const first = after.find(({ preferred }) => preferred)!;
    const note = text('committee:channels.preferred', { channel: channelText(first.channel) });
    return channelsView({ accounts: [first, ...after.filter((account) => account !== first)] }, note);
  },
});

type Unlinking = { person: PersonCard; account: { id: string; channel: string } };

/** A link made by a telephone number is undone by the secretariat. */
const unlinkOther = command<{ account?: string }, Unlinking, AccountUnlinked>({
  name: 'committee.unlink-one',
  article: '1.2',
  allowed: ['secretariat'],
  fields: { account: hidden },
  gather: async (tx, { args, by, now }) => {
    const account = await findAccount(tx, args.account ?? '');
    const actor = account && (await actorOfPerson(tx, account.personId, now));
    const bodyId = actor?.seats.find((seat) => bodiesWith(by, ['secretariat']).includes(seat.bodyId))?.bodyId;
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

const bodyField: Field = {
  ask: 'committee:ask.body',
  none: 'committee:no-options.body',
  options: async (tx, { by }) => {
    const bodies = [...new Set([...bodiesWith(by, overseers), ...by.actingIn])];
    const options: Option[] = [];
    for (const bodyId of bodies) {
      const { id, abbreviation, code } = await bodyCard(tx, bodyId);
      options.push({ value: id, label: said(abbreviation), words: [code] });
    }
    return options;
  },
};

const members = command<{ body?: string; page?: string }, MembersPage, never>({
  name: 'committee.members',
  word: 'danhsach',
  alias: ['members'],
  article: '2.5',
  allowed: overseers,
  fields: { body: bodyField, page: hidden },
  gather: async (tx, { args, now }) => {
    const seats = await seatsOf(tx, args.body ?? '', now);
    const [first] = seats;
    if (!first) return refuse('unknown-body', text('committee:refusal.unknown-body'));
    const contacts = await contactsOf(
      tx,
      seats.map((seat) => seat.person.id),
    );
    const unknown = { phone: null, linked: false, reachable: false };
    const rows = seats.map((seat) => ({ seat, ...(contacts.get(seat.person.id) ?? unknown) }));
    const page = Number(args.page ?? 0);
    return {
      bodyId: first.bodyId,
      facts: { body: await bodyCard(tx, first.bodyId), rows, page: Number.isInteger(page) && page > 0 ? page : 0 },
    };
  },
  show: (facts) => membersView(facts),
});

export const commands = [
  link,
  chairAway,
  chairBack,
  members,
  myData,
  channels,
  preferAccount,
  language,
  unlinkMe,
  unlinkOther,
];
