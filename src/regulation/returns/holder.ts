// Who was given the papers of a meeting that are to come back, and who has brought them. Pure.
import type { Facts } from '../../kernel/matter.ts';
import type { MeetingFile, Participant } from '../meetings/index.ts';

/** Whom the papers were handed to; `person` null: he is on no roster, and is asked by telephone. `back`: when they came. */
export type Holder = { id: string; person: string | null; name: string; back: string | null };

/** `people`: the holders who are on the roster. `until`: by when they are to be back. */
export type Collection = {
  papers: readonly string[];
  holders: readonly Holder[];
  people: readonly string[];
  until: string;
};
export type CollectionFacts = Facts<Collection, undefined, MeetingFile>;

/** The papers, each on a line of its own, without the sign before it. */
export const papersIn = (words: string): string[] =>
  words
    .split('\n')
    .map((line) => line.replace(/^[\s\-–•*+]*(?:\d{1,2}[.)]\s*)?/u, '').trim())
    .filter((line) => line !== '');

/** Who sat there: by the roll, himself or in somebody's place; while it names nobody, all who were to come. Not who takes them back. */
export function holdersOf(
  { participants, meeting }: Pick<MeetingFile, 'participants' | 'meeting'>,
  office: string,
): Holder[] {
  const isTaken = participants.some(({ roll }) => roll !== null);
  const came = (one: Participant): boolean => {
    if (!isTaken)
      return (
        one.as === 'alternate' ||
        !participants.some((other) => other.principalId === one.personId && one.personId !== null)
      );
    if (one.as !== 'alternate') return one.roll === 'present' || one.roll === 'late';
    return participants.some(({ personId, roll }) => personId === one.principalId && roll === 'alternate');
  };
  return participants
    .filter((one) => came(one) && one.personId !== office && one.personId !== meeting.presiderId)
    .map(({ id, personId, name }) => ({ id, person: personId, name, back: null }));
}

export const outstanding = ({ row }: Pick<CollectionFacts, 'row'>): Holder[] =>
  row.data.holders.filter(({ back }) => back === null);

/** Of those who still hold them, whoever can be written to. */
export const owing = (facts: Pick<CollectionFacts, 'row'>): string[] =>
  outstanding(facts).flatMap(({ person }) => person ?? []);

/** `who`: one of the holders by his place on the list, or all who still hold them. */
export const brought = ({ row }: Pick<CollectionFacts, 'row'>, who: string, now: Date): readonly Holder[] =>
  row.data.holders.map((one) =>
    one.back === null && (who === everybody || one.id === who) ? { ...one, back: now.toISOString() } : one,
  );

export const everybody = 'all';
