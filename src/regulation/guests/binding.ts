// A guest's own messenger (Điều 9.2, GX2): from his page he takes a one-time code, agrees to the notice as everybody does, and
// has the meeting in his chat until his page ends. He has no seat by it. The office is told who linked, and can undo it.

import type { World } from '../../kernel/command.ts';
import { agree, type Decision, refuse } from '../../kernel/decision.ts';
import { type Effects, type Notice, type ReminderStart, tellEach } from '../../kernel/notice.ts';
import { tellCard } from '../../kernel/noun.ts';
import type { Actor } from '../../kernel/person.ts';
import { reminderKind } from '../../kernel/reminder.ts';
import { moment, said, text } from '../../kernel/text.ts';
import { hours } from '../../kernel/time.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type AccountEnded, actorOfPerson, channelText, ownAccounts, type PersonMet } from '../committee/index.ts';
import { evolve, isOpenForAnswers, type MeetingEvent, matterOf, meetingsOf } from '../meetings/index.ts';
import { freshInvitation, withPapers } from '../meetings/invitation/index.ts';
import {
  changed,
  type GuestEvent,
  type GuestFacts,
  guests,
  happened,
  office,
  papersOf,
  placeOf,
  untilOf,
} from './guest.ts';

/** For how long a code from his page links a messenger, in hours. */
export const codeHours = 2;

/** Whom a code from his page would link. `who`: as he is known already; `linked`: he has a messenger here. */
type Binding = { who: Actor | null; linked: boolean };

/** As whom he is on the meeting's list, or was given a code before. */
const knownAs = (facts: GuestFacts): string | null => placeOf(facts)?.personId ?? facts.row.data.person ?? null;

export async function bindingOf(tx: Transaction, facts: GuestFacts, now: Date): Promise<Binding> {
  const id = knownAs(facts);
  if (id === null) return { who: null, linked: false };
  return { who: await actorOfPerson(tx, id, now), linked: (await ownAccounts(tx, id)).length > 0 };
}

/** Whoever has a seat, or assists somebody who has, is not linked by a page that can be passed on. */
const isOfRoster = ({ seats, leaders }: Actor): boolean => seats.length + leaders.length > 0;

/** Whom the code is for; of a guest on no roster no more is kept than the list says. */
export function decideCode(
  facts: GuestFacts,
  { who, linked }: Binding,
  { now, newId }: World,
): Decision<GuestEvent | PersonMet> {
  if (!isOpenForAnswers(facts.of.meeting, now) || !placeOf(facts)) return refuse('over', text('guests:page.over'));
  if (who && isOfRoster(who)) return refuse('seated', text('guests:page.seated'));
  if (linked) return refuse('linked', text('guests:page.linked-already'));
  const id = who?.person.id ?? newId();
  const fullName = facts.row.title;
  return agree<GuestEvent | PersonMet>(
    ...(who ? [] : [{ type: 'committee.met' as const, person: { id, fullName }, at: now }]),
    changed(facts, { person: id }, now, ''),
  );
}

/** Of what was decided: whom the code is for. */
export const personIn = (events: readonly (GuestEvent | PersonMet)[]): string[] =>
  events.flatMap((event) => ('set' in event && event.set.person ? [event.set.person] : []));

const personOf = ({ row }: GuestFacts): string | null => row.data.person ?? null;

type Linked = { personId: string; accountId: string; channel: string; displayName: string };

type Bound = Effects & { events: readonly (GuestEvent | MeetingEvent)[]; bodyId: string };

/** What follows when somebody has linked a messenger: nothing where no guest's page gave him the code. */
export async function bound(tx: Transaction, linked: Linked, world: World): Promise<Bound | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    select id from matter where kind = 'guest' and state = 'listed' and data ->> 'person' = ${linked.personId}
    order by moved_at desc limit 1 for update`;
  const facts = row ? await guests.find(tx, row.id, world.now) : null;
  return facts && world.now < untilOf(facts.of.meeting) ? bind(facts, linked, world) : null;
}

/** He takes his place on the list as who he is, and has his invitation; the office hears whose messenger it is. */
export function bind(
  facts: GuestFacts,
  { personId, accountId, channel, displayName }: Linked,
  world: World,
): Bound | null {
  const place = placeOf(facts);
  if (!place) return null;
  const { now } = world;
  const at = { meetingId: facts.of.meeting.id, at: now, by: personId };
  const named: MeetingEvent[] =
    place.personId === personId
      ? []
      : [
          { type: 'meetings.participant-removed', ...at, participantId: place.id },
          { type: 'meetings.participant-added', ...at, participant: { ...place, personId } },
        ];
  const linked = { account: accountId, channel, name: displayName };
  const moved = changed(facts, { linked }, now, personId);
  const after = guests.noun.evolve(facts, [moved]);
  const file = named.reduce(evolve, facts.of);
  const told = text('guests:bound.told', { channel: channelText(channel), name: said(displayName) });
  const people = [...new Set([facts.row.ownerId, ...guests.officeOf(facts)])];
  const { reply } = facts.row.data;
  const extra = [
    text('guests:bound.until', { until: moment(untilOf(facts.of.meeting)) }),
    ...(reply ? [text(`guests:bound.replied-${reply.attends ? 'attends' : 'stays-away'}`)] : []),
  ];
  const invites: Notice[] = tellEach(
    [personId],
    matterOf(file.meeting),
    `guest-linked:${accountId}`,
    withPapers(freshInvitation(file, personId, extra), { ...file, papers: papersOf(facts) }),
    { class: 'action', personal: true },
  );
  return {
    events: [...named, moved],
    notices: [
      ...tellCard(guests.noun, after, `linked-${accountId}`, people, world, told, { class: 'action' }),
      ...invites,
    ],
    reminders: [ending(facts)],
    bodyId: facts.row.bodyId,
  };
}

const endsKind = 'guests.ends-linked';

const ending = ({ row, of }: GuestFacts): ReminderStart => ({
  kind: endsKind,
  matter: `guest:${row.id}`,
  person: null,
  version: row.version,
  nextAt: untilOf(of.meeting),
});

/** Of one who is written to besides only this messenger is closed. */
const closes = ({ row: { data } }: GuestFacts, personId: string): AccountEnded =>
  data.email || !data.linked
    ? { type: 'committee.account-unlinked', personId, accountId: data.linked?.account ?? '' }
    : { type: 'committee.accounts-unlinked', personId };

/** It was not he: the messenger and the page are closed; his place on the list is as it was before. */
export const unlink = guests.move({
  name: 'guests.unlink',
  article: '9.2',
  by: office,
  in: ['listed'],
  look: 'bad',
  offered: ({ row }) => Boolean(row.data.linked),
  checks: ({ row }) => (row.data.linked ? null : refuse('not-linked', text('guests:refusal.not-linked'))),
  set: () => ({ linked: null, page: null, person: null }),
  also: (facts, act) => {
    const place = placeOf(facts);
    const personId = personOf(facts);
    if (personId === null) return [];
    const at = happened(facts, act);
    const leaves: MeetingEvent[] =
      place?.personId !== personId || facts.row.data.email
        ? []
        : [
            { type: 'meetings.participant-removed', ...at, participantId: place.id },
            { type: 'meetings.participant-added', ...at, participant: { ...place, personId: null } },
          ];
    return [closes(facts, personId), ...leaves];
  },
});

type Ending = { facts: GuestFacts; goesOn: boolean };

/** Its end is his page's; who sits in the body by then, or is invited to another meeting still, keeps his messenger. */
export const linkEnds = reminderKind<Ending>({
  name: endsKind,
  article: '9.2',
  gather: async (tx, { matter }, { now }) => {
    const facts = await guests.find(tx, matter.replace(/^guest:/, ''), now);
    const personId = facts && personOf(facts);
    if (!facts?.row.data.linked || !personId) return null;
    const who = await actorOfPerson(tx, personId, now);
    const from = new Date(now.getTime() - hours(24));
    const others = await meetingsOf(tx, { personIds: [personId], states: ['convened'], from, now });
    const other = others.some(({ meeting }) => meeting.id !== facts.of.meeting.id);
    return { facts, goesOn: other || (who !== null && isOfRoster(who)) };
  },
  due: ({ facts, goesOn }, _row, { now }) => {
    const until = untilOf(facts.of.meeting);
    if (now < until) return { notices: [], nextAt: until };
    if (goesOn) return { notices: [], nextAt: new Date(now.getTime() + hours(24)) };
    const events = [closes(facts, personOf(facts)!), changed(facts, { linked: null, person: null }, now, '')];
    return { notices: [], events, nextAt: null };
  },
});
