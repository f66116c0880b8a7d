// By which words somebody is understood: those of the road and of each language, with his own names.
import { hasWords } from '../kernel/fold.ts';
import { postAt } from '../kernel/names.ts';
import { type Actor, personsOf, type SeatCard } from '../kernel/person.ts';
import { type Sender, understand } from '../understanding/index.ts';
import type { Handling } from './road.ts';
import type { Reader } from './understand.ts';

/** An assistant may name the leader he speaks for (Điều 10.3). */
export const readerOf = ({ road, by }: Pick<Handling, 'road' | 'by'>): Reader => ({
  phrases: road.ownPhrases,
  grammars: road.grammars,
  sender: {
    names: personsOf(by).map(({ fullName }) => fullName),
    offices: seatsOf(by).map(({ agency }) => agency),
    posts: seatsOf(by).map(({ post, agency }) => postAt(post, agency)),
  },
});

const seatsOf = ({ seats, leaders }: Actor): SeatCard[] => [...seats, ...leaders.flatMap((leader) => leader.seats)];

const nobody: Sender = { names: [], offices: [], posts: [] };

/** Whether words are courtesies alone, or no words at all: they answer no question for words. */
export const isIdle = ({ road }: Pick<Handling, 'road'>, said: string): boolean =>
  !hasWords(said) || understand(road.grammars, said, nobody).idle;

/** The number that words are, in each way of typing one; null when they are anything else. */
export const numberTyped = ({ road }: Pick<Handling, 'road'>, said: string): number | null =>
  understand(road.grammars, said, nobody).number;
