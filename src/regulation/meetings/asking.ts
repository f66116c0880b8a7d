// What commands about a meeting ask for and read first: which meeting, who is concerned, how everybody stands.
import type { Asking, Field, Matter, Option } from '../../kernel/command.ts';
import { type Refused, refuse } from '../../kernel/decision.ts';
import { hidden } from '../../kernel/fields.ts';
import { isId } from '../../kernel/ids.ts';
import { bodiesOf, bodiesWith, personsOf } from '../../kernel/person.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import { type Day, dayOf, days } from '../../kernel/time.ts';
import type { Choice } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { absencesFrom, chairNow, seatsOf } from '../committee/index.ts';
import { signerNow } from '../papers/index.ts';
import type { Role } from '../roles.ts';
import type { MeetingFacts } from './decide.ts';
import { invited, type MeetingFile, type MeetingState, peopleIn, type Roll } from './meeting.ts';
import type { Away } from './oddity.ts';
import {
  bodyOfMeeting,
  findMeetingId,
  invitationTo,
  loadMeeting,
  meetingOption,
  meetingOptions,
  meetingsIn,
  neighbours,
  pastOptions,
} from './store.ts';
import { subjectOf } from './subject.ts';
import { calledIn } from './views.ts';

/** The day it is held on as things stand. */
export const meetingDay = async (tx: Transaction, { args }: Asking): Promise<Day | null> => {
  const file = args.meeting ? await loadMeeting(tx, args.meeting) : null;
  return file ? dayOf(file.meeting.startsAt) : null;
};

/** How a participant stands, for the chapters before the answers are known: handed in by who keeps the answers. */
export type Standing = {
  /** In words, e.g. that he attends. */
  status: Text;
  /** What his invitation offers him now. */
  choices: readonly Choice[];
  /** What the roll-call proposes for him; null when he has not answered. */
  expected: Roll | null;
  /** When he, or who attends for him, said at the door that he is there: shown in the roll, which is taken all the same. */
  arrived?: { at: Date; roll: 'present' | 'alternate' };
  /** He asked not to come himself, and nobody agreed: said in the roll, where only a mark of his own counts (6.4). */
  apart?: Text;
};

/** By person; who is left out has not answered. */
export type StandingReader = (tx: Transaction, file: MeetingFile, now: Date) => Promise<ReadonlyMap<string, Standing>>;

/** Those who look after meetings (Điều 5.4, 7.3) and the chair (3.3); the chair's acting deputy counts as chair. */
export const preparers: readonly Role[] = ['chair', 'standing-member', 'secretariat', 'team-lead'];

/** The id of a meeting, by its id or the bot's own code. */
async function idNamed(tx: Transaction, { by, args }: Asking): Promise<string | null> {
  const { meeting = '' } = args;
  return isId(meeting) ? meeting : findMeetingId(tx, meeting, bodiesOf(by));
}

const unknownMeeting = (named = ''): Refused =>
  isId(named)
    ? refuse('no-meeting', text('meetings:refusal.no-meeting'), { closes: true })
    : refuse('unknown-meeting', text('meetings:refusal.unknown-meeting', { code: said(named.slice(0, 20)) }));

/** For those who look after meetings: the right is that of a seat in its body. */
const meetingOfBody: Matter = async (tx, asking) => {
  const id = await idNamed(tx, asking);
  const bodyId = id && (await bodyOfMeeting(tx, id));
  return bodyId ? { bodyId } : unknownMeeting(asking.args.meeting);
};

/** For those invited: the right is that of an invitation that has gone out, his own or that of a leader (3.3, 10.3). */
export const meetingOfInvited: Matter = async (tx, asking) => {
  const id = await idNamed(tx, asking);
  const personIds = personsOf(asking.by).map((person) => person.id);
  const invitation = id && (await invitationTo(tx, id, personIds, asking.now));
  if (!invitation) return unknownMeeting(asking.args.meeting);
  const subject = subjectOf(asking.by, invitation, asking.args.person);
  if ('agreed' in subject) return subject;
  const { meeting, state } = invitation;
  if (state !== 'draft' && state !== 'submitted') return { bodyId: meeting.bodyId };
  return refuse('not-convened', text('meetings:refusal.not-convened', { code: said(meeting.code) }), {
    article: '3.3',
  });
};

/** It comes with a button. */
export const meetingPressed: Field = { ...hidden, matter: meetingOfBody };
export const invitationPressed: Field = { ...hidden, matter: meetingOfInvited };

/** Which meeting, of those convened that he, or a leader he assists, is invited to. */
export const invitedMeetingField: Field<string> = {
  matter: meetingOfInvited,
  ask: 'meetings:ask.meeting',
  none: 'meetings:none.invited',
  options: (tx, { by, now }) =>
    meetingOptions(tx, { personIds: personsOf(by).map(({ id }) => id), states: ['convened'], from: now, now }),
};

/** The furthest a meeting need have come: where there is none, what brings one so far is said. */
const firstOf = (states: readonly MeetingState[]): 'draft' | 'convened' | 'held' =>
  states.includes('draft') ? 'draft' : states.some((state) => state !== 'held') ? 'convened' : 'held';

/** Today's and the ones to come as they come, then those gone by, the last one first; `files` in the order of their time. */
export function nextFirst<F extends Pick<MeetingFile, 'meeting'>>(files: readonly F[], now: Date): F[] {
  const isOver = ({ meeting }: F): boolean => dayOf(meeting.startsAt) < dayOf(now);
  return [...files.filter((file) => !isOver(file)), ...files.filter(isOver).reverse()];
}

/** Which meeting, of those in these states that the actor looks after. */
export const meetingField = (allowed: readonly Role[], states: readonly MeetingState[]): Field<string> => ({
  matter: meetingOfBody,
  ask: 'meetings:ask.meeting',
  none: `meetings:none.${firstOf(states)}`,
  options: async (tx: Transaction, { by, now }: Asking): Promise<Option[]> => {
    // What began yesterday still has its roll to be taken; what is past longer is there by its code, or where nothing
    // else is (MT20).
    const from = new Date(now.getTime() - days(7));
    const bodyIds = bodiesWith(by, allowed);
    const near = nextFirst(await meetingsIn(tx, { bodyIds, states, from }), now).map(meetingOption);
    return states.includes('held') ? [...near, ...(await pastOptions(tx, bodyIds, from))] : near;
  },
});

/** Those invited to the meeting that is named, by their places on its list. */
export async function placeOptions(tx: Transaction, { args }: Asking): Promise<Option[]> {
  const file = args.meeting ? await loadMeeting(tx, args.meeting) : null;
  if (!file) return [];
  const called = calledIn(file);
  return invited(file).map((one) => ({
    value: one.id,
    label: said(called(one)),
    words: [one.name, ...(one.seatCode ? [one.seatCode] : [])],
  }));
}

/** The meeting an argument names, by id or code; refused when the actor has no part in its body. */
export async function namedMeeting(
  tx: Transaction,
  asking: Asking,
  { lock = false } = {},
): Promise<MeetingFile | Refused> {
  const id = await idNamed(tx, asking);
  return (id && (await loadMeeting(tx, id, { lock }))) || unknownMeeting(asking.args.meeting);
}

/** When the chair of the body is away from now on, as it is on record. */
export async function chairAway(
  tx: Transaction,
  { bodyId, seats, lead: { chair } }: Pick<MeetingFacts, 'seats' | 'lead'> & { bodyId: string },
  now: Date,
): Promise<Away[]> {
  if (!chair) return [];
  const { id: personId, fullName: name } = chair.person;
  return (await absencesFrom(tx, bodyId, now)).map(({ from, to, deputyId }) => ({
    ...{ personId, name, from, to },
    deputy: seats.find(({ person }) => person.id === deputyId)?.person.fullName ?? '',
  }));
}

/** The meeting with the seats of its body and who leads it now; a look locks nothing. */
export async function gatherMeeting(
  tx: Transaction,
  asking: Asking,
  lock = true,
): Promise<{ bodyId: string; facts: MeetingFacts } | Refused> {
  const file = await namedMeeting(tx, asking, { lock });
  if ('agreed' in file) return file;
  return { bodyId: file.meeting.bodyId, facts: await factsOf(tx, file, asking.now, asking.args.place) };
}

/** `place`: another than it has, about to be set. */
export async function factsOf(tx: Transaction, file: MeetingFile, now: Date, place?: string): Promise<MeetingFacts> {
  const { meeting } = file;
  const seats = await seatsOf(tx, meeting.bodyId, now);
  const lead = await chairNow(tx, meeting.bodyId, now);
  if (meeting.state === 'held' || meeting.state === 'cancelled') return { file, seats, lead };
  const invited = peopleIn(file);
  const proposed = meeting.proposal?.what === 'change' ? meeting.proposal.place : meeting.place;
  const places = [...new Set([meeting.place, proposed, place ?? meeting.place])];
  const personIds = [...new Set([...invited, ...seats.map(({ person }) => person.id)])];
  const near = await neighbours(tx, { personIds, places, bodyId: meeting.bodyId }, now);
  const signer = await signerNow(tx, { bodyId: meeting.bodyId, seats, lead }, 'GM', 'standing-member', now);
  const away = await chairAway(tx, { bodyId: meeting.bodyId, seats, lead }, now);
  return { file, seats, lead, near, away, ...(signer && { signer }) };
}

/** Somebody's name from the roster; empty for who has left it. */
export const nameIn = ({ seats }: Pick<MeetingFacts, 'seats'>, personId: string): string =>
  seats.find((seat) => seat.person.id === personId)?.person.fullName ?? '';
