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
import type { Transaction } from '../../store/transaction.ts';
import { seatsIn } from '../committee/index.ts';
import { agencyAndTeam, leading } from '../roles.ts';

/** Whose meeting it is at which he speaks. */
const levels = ['central', 'province', 'other'] as const;

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

/** Those who lead the bodies whose office prepares it. */
export async function leadersOf(tx: Transaction, { by, now }: { by: Actor; now: Date }): Promise<SeatCard[]> {
  return (await seatsIn(tx, bodiesWith(by, agencyAndTeam), now)).filter(({ role }) => leading.includes(role));
}

export const leaderField: Field<string> = {
  ...choiceField('remarks:ask.leader', []),
  options: async (tx, asking) =>
    (await leadersOf(tx, asking)).map(({ id, code, person }) => ({
      value: id,
      label: said(person.fullName),
      words: [code],
    })),
};
export const occasion = {
  level: oneOf('remarks:ask.level', levels, (level) => text(`remarks:level.${level}`)),
  title: lineField('remarks:ask.title', 200),
  when: momentField('remarks:ask.when'),
  place: optional(lineField('remarks:ask.place', 200)),
};
export const draftField = collectField('remarks:ask.draft', { maxCharacters: 30_000 });

/** What was handed in, by whom and when. */
export const versionOf = (parts: readonly Part[], { by, now }: { by: Actor; now: Date }): Version => ({
  words: wordsIn(parts),
  files: filesIn(parts),
  at: now.toISOString(),
  by: by.person.fullName,
});

export const isEmpty = (parts: readonly Part[]): Refused | null =>
  parts.length > 0 ? null : refuse('no-draft', text('remarks:refusal.no-draft'), { field: 'draft' });

const speaks = ({ row }: RemarkFacts): Date => new Date(row.data.when);

/** So many working days before he speaks; where it was asked for later than that, until he does. */
export function owedUntil(facts: RemarkFacts, { settings, calendar }: Pick<Looking, 'settings' | 'calendar'>): Date {
  const usual = morningAfter(speaks(facts), -settings.remarkDraftDays, calendar);
  return usual > facts.row.movedAt ? usual : speaks(facts);
}

/** The morning after: it stays what it was. */
export const endsAt = (facts: RemarkFacts): Date => morningOf(addDays(dayOf(speaks(facts)), 1));

/** The newest alone; the earlier ones are looked up. */
export const newestFiles = ({ data: { versions, delivered } }: Row<Remark>): readonly string[] =>
  (delivered ?? versions.at(-1))?.files ?? [];

/** Each paragraph in a line of its own, as it will be read out. */
const linesOf = (heading: Text, { words, files }: Version): Text[] => [
  heading,
  ...words.split(/\n+/).flatMap((paragraph) => (paragraph.trim() === '' ? [] : [quoted(paragraph)])),
  ...(files.length > 0 ? [text('remarks:card.files', { count: files.length })] : []),
];
const draftLines = (one: Version, nth: number): Text[] =>
  linesOf(text('remarks:card.version', { nth: nth + 1, by: one.by, at: moment(new Date(one.at)) }), one);

export function cardLines(facts: RemarkFacts, looking: Looking): Text[] {
  const { state, title, data } = facts.row;
  const { people, level, place, wish, versions, delivered } = data;
  return [
    text('remarks:card.leader', { name: nameIn(facts, people[0]) }),
    text('remarks:card.occasion', { title: said(title), level: text(`remarks:level.${level}`) }),
    text('remarks:card.when', { when: moment(speaks(facts), 'weekday-moment') }),
    ...(place ? [text('remarks:card.place', { place: said(place) })] : []),
    ...(wish ? [text('remarks:card.wish', { words: quoted(wish) })] : []),
    ...(state === 'asked' ? [text('remarks:card.due', { day: dayValue(dayOf(owedUntil(facts, looking))) })] : []),
    ...(delivered
      ? linesOf(text('remarks:card.delivered'), delivered)
      : versions.slice(-1).flatMap((one) => draftLines(one, versions.length - 1))),
  ];
}

/** All that was handed in, the first one first. */
export const versionsView = ({ row: { code, data } }: RemarkFacts): View => ({
  heading: text('remarks:versions', { code }),
  lines: data.versions.flatMap(draftLines),
  files: data.versions.flatMap(({ files }) => files),
});
