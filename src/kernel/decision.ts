// The outcome of a rule: agreed with what happened, or refused with the article and the figures.
import type { ArticleId } from '../regulation/articles.ts';
import type { Text } from './text.ts';
import type { Choice } from './view.ts';

/** Something that happened, in the past tense, named `<chapter>.<fact>`. */
export type DomainEvent = { type: string };

export type Refusal = {
  /** Which rule refused; the audit and the tests know it by this name. */
  code: string;
  /** Says what is wrong and what to do next. */
  because: Text;
  article?: ArticleId;
  /** Ways out that the person can take at once. */
  choices?: readonly Choice[];
  /** The argument that is wrong: it is asked for again, and nothing else that was typed is lost. */
  field?: string;
  /** The matter is settled: the card that was pressed loses its choices. */
  closes?: boolean;
};

type Agreed<E extends DomainEvent> = { agreed: true; events: readonly E[] };
export type Refused = { agreed: false; refusal: Refusal };
export type Decision<E extends DomainEvent> = Agreed<E> | Refused;

export const agree = <E extends DomainEvent>(...events: E[]): Agreed<E> => ({ agreed: true, events });

export const refuse = (code: string, because: Text, more: Omit<Refusal, 'code' | 'because'> = {}): Refused => ({
  agreed: false,
  refusal: { code, because, ...more },
});
