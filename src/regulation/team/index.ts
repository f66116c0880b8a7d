// The assisting team within (Điều 5.5, 8.6): working groups its head sets up, and who of it does what, as the standing member or
// the head assigns. Each hears what is his; what a group was is kept.
import { refuse } from '../../kernel/decision.ts';
import { lineField, momentField, textField } from '../../kernel/fields.ts';
import { cleanLine, foldedEquals } from '../../kernel/fold.ts';
import { type Facts, inherited, matter, nameIn, partsIn } from '../../kernel/matter.ts';
import { tellCard } from '../../kernel/noun.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { moment, quoted, said, text } from '../../kernel/text.ts';
import { around } from '../committee/index.ts';
import { assisting, overseers, type Role } from '../roles.ts';

/** `people`: its head first. */
type Session = { at: string; place: string; words: string };
type Group = {
  kind: 'group' | 'duty';
  words: string;
  people: readonly string[];
  /** Its own meetings, the newest last; nobody's attendance is asked of the committee for them. */
  sessions?: readonly Session[];
};
type GroupFacts = Facts<Group>;

/** Groups are the head's to set up (8.6); the standing member assigns the team (5.5). */
const heads: readonly Role[] = ['standing-member', 'team-lead'];

const team = matter<Group>({
  chapter: 'team',
  room: 'people',
  name: 'workgroup',
  article: '8.6',
  series: 'NCT',
  states: ['active', 'dissolved'],
  passes: { in: ['active'], parts: ({ people }, heirs) => ({ people: inherited(people, heirs) }) },
  office: heads,
  overseers: [...new Set([...overseers, ...assisting])],
  around,
  parts: partsIn<Group>('workgroup', 'people'),
  lines: ({ row: { title, data }, around: seated }) => [
    text(`team:kind.${data.kind}`, { title: said(title) }),
    text('team:card.words', { words: quoted(data.words) }),
    ...data.people.map((id, nth) =>
      text(nth === 0 && data.kind === 'group' ? 'team:card.head' : 'team:card.member', {
        name: nameIn({ around: seated }, id),
      }),
    ),
    ...(data.sessions ?? []).slice(-3).map(({ at, place, words: about }) =>
      text('team:card.session', {
        at: moment(new Date(at), 'weekday-moment'),
        place: said(place),
        words: quoted(about),
      }),
    ),
  ],
});
const { noun, words, move } = team;

/** Officers of the team, by code or name, with commas between them; what fits none is given back. */
function officers(seats: readonly SeatCard[], typed: string): { found: string[] } | { unknown: string } {
  const able = seats.filter(({ role }) => [...assisting, 'secretariat'].includes(role));
  const parts = typed.split(/[,+]/).map((part) => cleanLine(part, 80));
  const found = parts
    .filter((part) => part !== '')
    .map((part) => ({
      part,
      seat: able.find(({ code, person }) => foldedEquals(code, part) || foldedEquals(person.fullName, part)),
    }));
  const unknown = found.flatMap(({ part, seat }) => (seat ? [] : [part]));
  if (unknown.length > 0 || found.length === 0) return { unknown: unknown.join(', ') };
  return { found: [...new Set(found.flatMap(({ seat }) => seat?.person.id ?? []))] };
}
const unknownOfficer = (names: string) =>
  refuse('unknown-officer', words('refusal.unknown-officer', { names: said(names) }), {
    article: '8.6',
    field: 'people',
  });

const tells = (
  facts: GroupFacts,
  what: string,
  act: Parameters<typeof tellCard>[4],
  note: 'told-new' | 'told-changed' | 'told-session',
) => ({
  notices: tellCard(noun, facts, what, facts.row.data.people, act, text(`team:${note}`), { class: 'action' }),
});

const begins = (kind: Group['kind'], how: { name: string; word: string; alias: string[]; article: '8.6' | '5.5' }) =>
  team.begin({
    ...how,
    by: heads,
    fields: {
      title: lineField(`team:ask.${kind}`, 150),
      people: lineField(kind === 'group' ? 'team:ask.people' : 'team:ask.person', 300),
      words: textField('team:ask.words', 2_000),
    },
    begin: ({ args }, { around: { seats } }) => {
      const who = officers(seats, args.people);
      if ('unknown' in who) return unknownOfficer(who.unknown);
      if (kind === 'duty' && who.found.length > 1)
        return refuse('one-person', words('refusal.one-person'), { field: 'people' });
      return { title: args.title, state: 'active', data: { kind, words: args.words, people: who.found } };
    },
    tell: (facts, act) => tells(facts, 'new', act, 'told-new'),
  });

export const chapter = team.chapterOf({
  articles: ['5.5', '8.6'],
  acts: [
    begins('group', { name: 'team.group', word: 'nhomcongtac', alias: ['workinggroup'], article: '8.6' }),
    begins('duty', { name: 'team.duty', word: 'phancongto', alias: ['teamduty'], article: '5.5' }),
    move({
      name: 'team.change',
      in: ['active'],
      fields: { people: lineField('team:ask.people', 300), words: textField('team:ask.words', 2_000) },
      checks: ({ around: { seats } }, { args }) => {
        const who = officers(seats, args.people);
        return 'unknown' in who ? unknownOfficer(who.unknown) : null;
      },
      set: ({ around: { seats } }, { args }) => {
        const who = officers(seats, args.people);
        return { words: args.words, people: 'unknown' in who ? [] : who.found };
      },
      tell: (facts, act) => tells(facts, `changed-${act.now.toISOString()}`, act, 'told-changed'),
    }),
    // The team meets as its head or the head of the group says (8.6): such a meeting is none of the committee's (9.1).
    move({
      name: 'team.meet',
      by: 'anyone',
      in: ['active'],
      only: ({ row }, { person, seats }) =>
        row.data.people[0] === person.id ||
        seats.some((seat) => seat.bodyId === row.bodyId && heads.includes(seat.role)),
      offered: ({ row }) => row.data.kind === 'group',
      fields: {
        at: momentField('team:ask.at'),
        place: lineField('team:ask.place', 200),
        words: textField('team:ask.about', 1_000),
      },
      checks: (_facts, { args, now }) =>
        args.at > now ? null : refuse('past', words('refusal.past'), { field: 'at' }),
      set: ({ row }, { args }) => ({
        sessions: [...(row.data.sessions ?? []), { at: args.at.toISOString(), place: args.place, words: args.words }],
      }),
      tell: (facts, act) => tells(facts, `session-${act.now.toISOString()}`, act, 'told-session'),
    }),
    move({
      name: 'team.dissolve',
      in: ['active'],
      to: 'dissolved',
      ...team.answering('why'),
      tell: (facts, act) => tells(facts, 'dissolved', act, 'told-changed'),
    }),
  ],
  list: team.list({
    short: 'team:list.short',
    word: 'tocongtac',
    alias: ['team'],
    columns: [{ name: 'people', label: 'team:column.people', cell: ({ data }) => data.people.length }],
  }),
});
