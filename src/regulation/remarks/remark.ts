// What a leader will say (Điều 7.3): for whom, on which occasion, until when the office owes the draft, what was handed in.
import { type Field, filesIn, type Part, wordsIn } from '../../kernel/command.ts';
import { type Refused, refuse } from '../../kernel/decision.ts';
import { choiceField, collectField, lineField, momentField, oneOf, optional } from '../../kernel/fields.ts';
import { morningAfter, morningOf } from '../../kernel/ladder.ts';
import { type Facts, nameIn, type Row } from '../../kernel/matter.ts';
import type { Looking } from '../../kernel/noun.ts';
import { type Actor, bodiesWith, type SeatCard } from '../../kernel/person.ts';
import { dayValue, moment, quoted, said, type Text, text } from '../../kernel/text.ts';
import { addDays, dayOf } from '../../kernel/time.ts';
import type { View } from '../../kernel/view.ts';
import { seatsIn } from '../committee/index.ts';
import { agencyAndTeam, leading } from '../roles.ts';

/** Whose meeting it is at which he speaks. */
export const levels = ['central', 'province', 'other'] as const;

/** One handing in: nothing of it is changed later. */
type Version = { words: string; files: readonly string[]; at: string; by: string };

/** `people`: the leader, alone; `delivered`: what he has said, brought for the file (Điều 8.9). */
export type Remark = {
  people: readonly string[];
  speaker: string;
  level: (typeof levels)[number];
  when: string;
  place?: string | undefined;
  wish?: string | undefined;
  versions: readonly Version[];
  delivered?: Version;
};
export type RemarkFacts = Facts<Remark>;

export const isLeader = ({ role }: SeatCard): boolean => leading.includes(role);

/** One of those who lead the bodies whose office prepares it. */
export const leaderField: Field<string> = {
  ...choiceField('remarks:ask.leader', []),
  options: async (tx, { by, now }) => {
    const seats = await seatsIn(tx, bodiesWith(by, agencyAndTeam), now);
    return seats
      .filter(isLeader)
      .map(({ id, code, person }) => ({ value: id, label: said(person.fullName), words: [code] }));
  },
};

export const occasion = {
  level: oneOf('remarks:ask.level', levels, (level) => text(`remarks:level.${level}`)),
  title: lineField('remarks:ask.title', 200),
  when: momentField('remarks:ask.when'),
  place: optional(lineField('remarks:ask.place', 200)),
};
export const draftField = collectField('remarks:ask.draft', { maxCharacters: 30_000 });

/** What was handed in. */
export const versionOf = (parts: readonly Part[], { by, now }: { by: Actor; now: Date }): Version => ({
  words: wordsIn(parts),
  files: filesIn(parts),
  at: now.toISOString(),
  by: by.person.fullName,
});

export const isEmpty = (parts: readonly Part[]): Refused | null =>
  parts.length > 0 ? null : refuse('no-draft', text('remarks:refusal.no-draft'), { field: 'draft' });

export const speaks = ({ row }: RemarkFacts): Date => new Date(row.data.when);

/** So many working days before he speaks; where it was asked for later than that, until he does. */
export function owedUntil(facts: RemarkFacts, { settings, calendar }: Pick<Looking, 'settings' | 'calendar'>): Date {
  const usual = morningAfter(speaks(facts), -settings.remarkDraftDays, calendar);
  return usual > facts.row.movedAt ? usual : speaks(facts);
}

/** The morning after: it stays what it was. */
export const endsAt = (facts: RemarkFacts): Date => morningOf(addDays(dayOf(speaks(facts)), 1));

/** The newest alone; the earlier ones are looked up. */
export const latest = ({ data: { versions, delivered } }: Row<Remark>): Version | undefined =>
  delivered ?? versions.at(-1);

const versionLines = (heading: Text, { words, files }: Version): Text[] => [
  heading,
  ...(words ? [quoted(words)] : []),
  ...(files.length > 0 ? [text('remarks:card.files', { count: files.length })] : []),
];

const nth = ({ at, by }: Version, no: number): Text =>
  text('remarks:card.version', { nth: no, by, at: moment(new Date(at)) });

export function cardLines(facts: RemarkFacts, looking: Looking): Text[] {
  const { people, level, when, place, wish, versions, delivered } = facts.row.data;
  const newest = versions.at(-1);
  return [
    text('remarks:card.leader', { name: nameIn(facts, people[0]) }),
    text('remarks:card.occasion', { title: said(facts.row.title), level: text(`remarks:level.${level}`) }),
    text('remarks:card.when', { when: moment(new Date(when), 'weekday-moment') }),
    ...(place ? [text('remarks:card.place', { place: said(place) })] : []),
    ...(wish ? [text('remarks:card.wish', { words: quoted(wish) })] : []),
    ...(facts.row.state === 'asked'
      ? [text('remarks:card.due', { day: dayValue(dayOf(owedUntil(facts, looking))) })]
      : []),
    ...(delivered
      ? versionLines(text('remarks:card.delivered'), delivered)
      : newest
        ? versionLines(nth(newest, versions.length), newest)
        : []),
  ];
}

/** All that was handed in, the first one first. */
export const versionsView = ({ row: { code, data } }: RemarkFacts): View => ({
  heading: text('remarks:versions', { code }),
  lines: data.versions.flatMap((one, no) => versionLines(nth(one, no + 1), one)),
  files: data.versions.flatMap(({ files }) => files),
});
