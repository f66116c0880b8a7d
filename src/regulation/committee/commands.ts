// What people may do about seats and the chair's absence. The road fills in the arguments and writes what is decided.
import {
  type Args,
  type Asking,
  command,
  type Field,
  type Gathered,
  type Matter,
  type Option,
} from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { dayAfter, dayField, hidden } from '../../kernel/fields.ts';
import { calledAmong, namedBySeat } from '../../kernel/names.ts';
import { type Actor, bodiesOf, himself, type SeatCard } from '../../kernel/person.ts';
import { listing } from '../../kernel/register.ts';
import { fullDay, said, text } from '../../kernel/text.ts';
import type { Day } from '../../kernel/time.ts';
import type { Transaction } from '../../store/transaction.ts';
import { overseers, type Role } from '../roles.ts';
import { link, ownCommands } from './accounts/commands.ts';
import { contactsOf } from './accounts/store.ts';
import {
  type AwayArgs,
  type AwayFacts,
  type BackFacts,
  type ChairAwayRecorded,
  type ChairBackRecorded,
  decideAway,
  decideBack,
  mayRecordAway,
} from './decide.ts';
import { type AbsenceMatter, backView, tellAway, tellBack } from './notices.ts';
import { lastDay } from './phrases.ts';
import { type Absence, deputiesOf, seatedIn } from './seat.ts';
import { seated } from './seated.ts';
import { absencesFrom, bodyCard, findAbsence, lockBody, seatsOf } from './store.ts';
import { awayView, type ContactFacts, contactView, type MembersPage, membersView } from './views.ts';

const leads: readonly Role[] = ['chair', 'secretariat'];

/** Bodies whose chair's absence is his to record, and those where he stands in for the chair. */
const awayIn = (by: Actor): string[] => [...new Set([...seatedIn(himself(by), leads), ...by.actingIn])];

const deputyField: Field = {
  ask: 'committee:ask.deputy',
  optional: true,
  always: true,
  none: 'committee:no-options.deputy',
  options: deputyOptions,
};

async function deputyOptions(tx: Transaction, { by, now }: Pick<Asking, 'by' | 'now'>): Promise<Option[]> {
  const options: Option[] = [];
  for (const bodyId of awayIn(by)) {
    const body = await bodyCard(tx, bodyId);
    const deputies = deputiesOf(await seatsOf(tx, bodyId, now));
    const called = calledAmong(deputies.map(namedBySeat));
    for (const seat of deputies) {
      const name = called(namedBySeat(seat));
      const label = text('committee:option.deputy', { name, body: body.abbreviation });
      options.push({ value: seat.id, label, words: [seat.code, seat.person.fullName] });
    }
  }
  return options;
}

async function gatherAway(tx: Transaction, { args, by, now }: Asking<AwayArgs>): Promise<Gathered<AwayFacts>> {
  // Who acts for the chair is told by the rule why he does not extend his own time.
  const bodyIds = awayIn(by);
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
  // Handing over the chair's powers, and taking them back, is no assistant's (Điều 4, 10.3).
  personal: true,
  fields: {
    from: dayField('committee:ask.from'),
    to: dayField('committee:ask.to', {
      example: dayAfter(async (_tx, { args }) => (args.from as Day | undefined) ?? null),
    }),
    deputy: deputyField,
  },
  means: [{ intent: 'hand-over', fills: { deputy: 'person', from: 'from', to: 'to' } }],
  readBack: async (tx, asking) => {
    const { from, to, deputy } = asking.args;
    const options = await deputyOptions(tx, asking);
    const chosen = options.find(({ value }) => value === deputy) ?? options[0];
    if (!from || !to || !chosen) return null;
    return [
      text('committee:read-back.away', { from: fullDay(from as Day), to: fullDay(to as Day), deputy: chosen.label }),
    ];
  },
  gather: gatherAway,
  opens: mayRecordAway,
  decide: decideAway,
  tell: (facts, act, events) => tellAway(recorded(facts, events), act.by.person),
  show: (facts, act, events) => awayView(recorded(facts, events), act.by.person),
});

const absenceField: Field = {
  matter: async (tx, { args }) => {
    const found = await findAbsence(tx, args.absence ?? '');
    return found ? { bodyId: found.absence.bodyId } : noAbsence();
  },
  ask: 'committee:ask.absence',
  none: 'committee:no-options.absence',
  options: async (tx, { by, now }) => {
    const options: Option[] = [];
    for (const bodyId of awayIn(by)) {
      const body = await bodyCard(tx, bodyId);
      for (const absence of await absencesFrom(tx, bodyId, now))
        options.push(absenceOption(absence, body.abbreviation));
    }
    return options;
  },
};

const noAbsence = () => refuse('no-absence', text('committee:refusal.no-absence'), { article: '4' });

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
  personal: true,
  fields: { absence: absenceField },
  gather: async (tx, { args, now }) => {
    const found = await findAbsence(tx, args.absence ?? '');
    const body = found && (await lockBody(tx, found.absence.bodyId));
    if (!found || !body) return noAbsence();
    // Read again now that nobody else can end it.
    const { absence, endedAt } = (await findAbsence(tx, found.absence.id)) ?? found;
    return { bodyId: body.id, facts: { body, absence, endedAt, seats: await seatsOf(tx, body.id, now) } };
  },
  decide: decideBack,
  tell: (facts, act) => ({ notices: tellBack(facts, act.by.person) }),
  show: (facts, act) => backView(facts, act.by.person),
});

/** Client input: a body in which he has no part is none to him. */
export const bodyNamed: Matter = async (_tx, { by, args }) => {
  const bodyId = bodiesOf(by).find((id) => id === args.body);
  return bodyId === undefined ? unknownBody() : { bodyId };
};

const unknownBody = () => refuse('unknown-body', text('committee:refusal.unknown-body'));

const bodyField: Field = {
  matter: bodyNamed,
  ask: 'committee:ask.body',
  none: 'committee:no-options.body',
  options: async (tx, { by }) => {
    const bodies = [...new Set([...seatedIn(by, overseers), ...by.actingIn])];
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
  discloses: true,
  article: '2.5',
  allowed: overseers,
  fields: { body: bodyField, page: hidden },
  gather: async (tx, { args, now }) => {
    const seats = await seatsOf(tx, args.body ?? '', now);
    const [first] = seats;
    if (!first) return unknownBody();
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

/** Whom to ask: the secretaries of one's bodies, with their numbers; for whoever asks, is lost, or has had enough. */
const contact = command<Args, ContactFacts, never>({
  name: 'committee.contact',
  article: '7.3',
  allowed: 'anyone',
  means: [{ intent: 'ask:contact' }, { intent: 'ask:lost', args: { lost: 'yes' } }],
  fields: { lost: hidden },
  gather: async (tx, { by, now, args }) => {
    const seats: SeatCard[] = [];
    for (const bodyId of bodiesOf(by)) {
      seats.push(...(await seatsOf(tx, bodyId, now)).filter(({ role }) => role === 'secretariat'));
    }
    const contacts = await contactsOf(
      tx,
      seats.map((seat) => seat.person.id),
    );
    const people = seats.map((seat) => ({ seat, phone: contacts.get(seat.person.id)?.phone ?? null }));
    return { bodyId: null, facts: { people, lost: args.lost !== undefined } };
  },
  show: contactView,
});

export const commands = [link, contact, chairAway, chairBack, members, ...ownCommands, listing(seated)];
