// Officers of the assisting team (Điều 6.5): who is asked to name one, whom he may name, who decides.
import type { Field } from '../../kernel/command.ts';
import { type Refused, refuse } from '../../kernel/decision.ts';
import { dayField, lineField, nameField, phoneField, textField } from '../../kernel/fields.ts';
import { cleanLine, foldedEquals } from '../../kernel/fold.ts';
import { type Facts, holding, leadOf, nameIn } from '../../kernel/matter.ts';
import { postAt } from '../../kernel/names.ts';
import { type Actor, bodiesWith, personsOf, type SeatCard } from '../../kernel/person.ts';
import { moment, quoted, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import { type Day, instant } from '../../kernel/time.ts';
import { seatsIn } from '../committee/index.ts';
import { assisting, type Role } from '../roles.ts';

/** `officer`: who is to be replaced; `people`: the member who is asked. */
export type Nomination = {
  officer?: string;
  people: readonly string[];
  agency: string;
  reason: string;
  due: Day;
  named?: { name: string; post: string; phone: string };
};
export type NominationFacts = Facts<Nomination>;

const senders: readonly Role[] = ['member', 'standing-member'];

export const isAsked = ({ role, agency }: SeatCard): boolean => senders.includes(role) && agency !== '';
export const isOfficer = ({ role }: SeatCard): boolean => role === 'team-member';

/** One of the seats of the bodies whose team he heads. */
const seatField = (ask: TextKey, which: (seat: SeatCard) => boolean): Field<string> => ({
  ask,
  always: true,
  none: 'nominations:ask.none',
  options: async (tx, { by, now }) => {
    const seats = await seatsIn(tx, bodiesWith(by, ['team-lead']), now);
    return seats.filter(which).map(({ id, code, person, post, agency }) => ({
      value: id,
      label: said(`${person.fullName}, ${postAt(post, agency)}`),
      words: [code, person.fullName, agency],
    }));
  },
});
export const memberField = seatField('nominations:ask.member', isAsked);
export const officerField = seatField('nominations:ask.officer', isOfficer);

/** What is said with a request. */
export const asking = {
  due: dayField('nominations:ask.due'),
  reason: textField('nominations:ask.reason', 2_000),
};
/** Who is named. */
export const naming = {
  name: nameField('nominations:ask.name', 100),
  post: lineField('nominations:ask.post', 100),
  phone: phoneField('nominations:ask.phone'),
};

/** The member of an officer's agency, who sent him and can replace him. */
export const senderOf = (seats: readonly SeatCard[], officer: SeatCard): SeatCard | undefined =>
  seats.find((seat) => isAsked(seat) && seat.agencyId === officer.agencyId);

export const until = ({ row }: { row: { data: Nomination } }): Date => instant(row.data.due, 17, 0);

/** He who is asked, or an assistant in his name (Điều 10.3). */
export const isHis = ({ row }: NominationFacts, by: Actor): boolean =>
  personsOf(by).some(({ id }) => row.data.people.includes(id));

/** The head of the team; where there is none, or he is the member who names, the standing member (5.5), then who leads. */
export function deciderOf(facts: NominationFacts): string | null {
  const inTurn = [...holding(facts, ['team-lead']), ...holding(facts, ['standing-member']), leadOf(facts)?.id];
  return inTurn.find((id) => id !== undefined && !facts.row.data.people.includes(id)) ?? null;
}

/** Whoever sits in the team already, of the same agency and name. */
export const inTeam = ({ row, around: { seats } }: NominationFacts, name: string): SeatCard | undefined =>
  seats.find(
    ({ role, agency, person }) =>
      assisting.includes(role) && agency === row.data.agency && foldedEquals(person.fullName, name),
  );

export const isOver = (due: Day, now: Date): Refused | null =>
  instant(due, 17, 0) <= now ? refuse('over', text('nominations:refusal.over'), { field: 'due' }) : null;

/** A request to this member, for an officer more or in the place of one; never to oneself. */
export function begun(
  args: { due: Day; reason: string },
  asker: string,
  now: Date,
  member?: SeatCard,
  officer?: SeatCard,
) {
  if (!member) return refuse('no-member', text('nominations:refusal.no-member'), { article: '6.5' });
  if (member.person.id === asker) return refuse('himself', text('nominations:refusal.himself'));
  const over = isOver(args.due, now);
  if (over) return over;
  const { person, agency } = member;
  const name = officer?.person.fullName;
  const data = { ...args, people: [person.id], agency, ...(name !== undefined && { officer: name }) };
  return { title: cleanLine(name === undefined ? agency : `${agency}: ${name}`, 80), state: 'asked', data };
}

/** What its sentence of state says: of whom it is asked until when, and who decides. */
export const stands = (facts: NominationFacts) => ({
  member: nameIn(facts, facts.row.data.people[0]),
  decider: nameIn(facts, deciderOf(facts) ?? undefined),
  until: moment(until(facts)),
});

export function cardLines(facts: NominationFacts): Text[] {
  const { officer, agency, reason, named, people } = facts.row.data;
  return [
    text('nominations:card.by', { name: nameIn(facts, facts.row.ownerId) }),
    text('nominations:card.member', { name: nameIn(facts, people[0]), agency: said(agency) }),
    ...(officer ? [text('nominations:card.officer', { name: said(officer) })] : []),
    text('nominations:card.reason', { words: quoted(reason) }),
    ...(named
      ? [text('nominations:card.named', { name: said(named.name), post: said(named.post), phone: said(named.phone) })]
      : []),
  ];
}
