// Điều 8.5: what each agency asked owes, has provided, or has kept silent about. Pure.
import { type Act, filesIn, type Part, wordsIn } from '../../kernel/command.ts';
import { agree, type Decision, refuse } from '../../kernel/decision.ts';
import type { Facts } from '../../kernel/matter.ts';
import { type Actor, personsOf, type SeatCard } from '../../kernel/person.ts';
import { moment, quoted, said, type Text, text } from '../../kernel/text.ts';
import { type Day, instant } from '../../kernel/time.ts';
import type { View } from '../../kernel/view.ts';

export type Inquiry = { words: string; due: Day };

/** One agency's part; `at` null: nothing was provided. */
export type Answer = {
  id: string;
  inquiryId: string;
  bodyId: string;
  personId: string;
  name: string;
  agency: string;
  words: string;
  files: readonly string[];
  byId: string | null;
  at: Date | null;
  late: boolean;
};

export type InquiryEvent =
  | { type: 'requests.sent'; answers: readonly Answer[] }
  | { type: 'requests.answered' | 'requests.passed'; answer: Answer };
export type InquiryFacts = Facts<Inquiry, readonly Answer[]>;

/** Until the end of the working hours of its day. */
export const until = ({ row }: { row: { data: Inquiry } }): Date => instant(row.data.due, 17, 0);

export const outstanding = ({ beside }: InquiryFacts): string[] =>
  beside.filter(({ at }) => at === null).map(({ personId }) => personId);

export const evolve = (answers: readonly Answer[], event: InquiryEvent): readonly Answer[] =>
  event.type === 'requests.sent'
    ? event.answers
    : answers.map((one) => (one.id === event.answer.id ? event.answer : one));

export const newAnswers = ({ row }: InquiryFacts, seats: readonly SeatCard[], newId: () => string): Answer[] =>
  seats.map(({ person, agency }) => ({
    ...{ id: newId(), inquiryId: row.id, bodyId: row.bodyId, personId: person.id, name: person.fullName, agency },
    ...{ words: '', files: [], byId: null, at: null, late: false },
  }));

/** For whom he may still answer: himself, or a leader he assists (Điều 10.3). */
const owedFor = (facts: InquiryFacts, by: Actor): Answer | undefined =>
  facts.beside.find(({ at, personId }) => at === null && personsOf(by).some(({ id }) => id === personId));

export const mayAnswer = (facts: InquiryFacts, by: Actor): boolean => owedFor(facts, by) !== undefined;

/** Once, in words or files; what comes after the time is taken, and said to be late. */
export function decideAnswer(
  facts: InquiryFacts,
  { args: { parts }, by, now }: Act<{ parts: readonly Part[] }>,
): Decision<InquiryEvent> {
  const answer = owedFor(facts, by);
  if (!answer) return refuse('answered', text('requests:refusal.answered'), { article: '8.5' });
  const [words, files] = [wordsIn(parts), filesIn(parts)];
  if (words === '' && files.length === 0)
    return refuse('no-words', text('requests:refusal.no-words'), { field: 'parts' });
  const given = { ...answer, words, files, byId: by.person.id, at: now, late: now > until(facts) };
  return agree({ type: 'requests.answered', answer: given });
}

/** The agency is asked once, through one of its people: who follows it up sees which (Điều 8.5). */
export const answerLine = ({ agency, name, at, late }: Answer): Text =>
  at === null
    ? text('requests:answer.silent', { agency: said(agency), name: said(name) })
    : text(`requests:answer.${late ? 'late' : 'given'}`, { agency: said(agency), at: moment(at) });

/** With what was written. */
export const answerLines = (one: Answer): Text[] => [
  answerLine(one),
  ...(one.words === '' ? [] : [text('requests:card.answer-words', { words: quoted(one.words) })]),
];

/** All that was provided, with its files. */
export const answersView = ({ row, beside }: InquiryFacts): View => ({
  heading: text('requests:answers.heading', { code: row.code }),
  lines: beside.flatMap(answerLines),
  files: beside.flatMap(({ files }) => files),
});
