// The card of a notice of conclusions: what the record says of the meeting, then its points, each with who and by when.
import { cleanLine } from '../../kernel/fold.ts';
import { nameIn } from '../../kernel/matter.ts';
import type { Looking } from '../../kernel/noun.ts';
import { dayValue, moment, plainText, said, type Text, text } from '../../kernel/text.ts';
import { attendance, type ConclusionFacts, concerned, counts, isOpen, office, type Point } from './conclusion.ts';

/** So many points stand on one card; the rest are counted, and are there by the number of the point. */
const mostShown = 15;
const shownWords = 160;

/** No longer than this, in characters; what is left out is marked. */
export function cut(words: string, max: number): string {
  const whole = cleanLine(words, max);
  return whole.length < words.length ? `${cleanLine(words, max - 1)}…` : whole;
}

export const short = (words: string, max = shownWords): Text => said(cut(words, max));

const names = (of: readonly { name: string }[]): string => of.map(({ name }) => name).join(', ');

/** The record of the meeting: drawn, never typed (Điều 7.3). */
function recordLines(facts: ConclusionFacts): Text[] {
  const { file, writers } = facts.beside;
  if (!file) return [text('conclusions:card.said', { name: nameIn(facts, facts.row.data.approverId) })];
  const { meeting } = file;
  const { invited, came, represented, away, unmarked } = attendance(file);
  const shown = { code: said(meeting.code), title: said(meeting.title), at: moment(meeting.startsAt) };
  return [
    text('conclusions:card.meeting', shown),
    text('conclusions:card.presided', { name: said(file.presider.fullName) }),
    ...(unmarked < invited ? [text('conclusions:card.came', { count: came, all: invited })] : []),
    ...(represented.length > 0 ? [text('conclusions:card.represented', { names: said(names(represented)) })] : []),
    ...(away.length > 0 ? [text('conclusions:card.away', { names: said(names(away)) })] : []),
    ...(unmarked > 0 ? [text('conclusions:card.unmarked', { count: unmarked })] : []),
    ...(writers.length > 0
      ? [text('conclusions:card.writers', { names: writers.map((id) => nameOf(facts, id)).join(', ') })]
      : []),
  ];
}

/** By the meeting's list, which knows guests and alternates, too. */
const nameOf = (facts: ConclusionFacts, id: string): string =>
  facts.beside.file?.participants.find(({ personId }) => personId === id)?.name ?? nameIn(facts, id);

/** Who and by when; or what is still to be said. */
export function pointNote(facts: ConclusionFacts, point: Point): Text {
  const task = point.taskId ? facts.beside.tasks.get(point.taskId) : undefined;
  const parts: Text[] = [];
  if (point.taskId)
    parts.push(task ? text('conclusions:point.task', { code: said(task.code) }) : plainText('conclusions:point.given'));
  if (point.told) return plainText('conclusions:point.told');
  if (point.leadId) parts.push(text('conclusions:point.lead', { name: nameOf(facts, point.leadId) }));
  if (point.coordinators.length > 0) {
    const list = point.coordinators.map((id) => nameOf(facts, id)).join(', ');
    parts.push(text('conclusions:point.coordinators', { names: list }));
  }
  if (point.due) parts.push(text('conclusions:point.due', { day: dayValue(point.due) }));
  if (point.product) parts.push(text('conclusions:point.product', { words: short(point.product, 60) }));
  if (isOpen(point)) parts.push(missing(point));
  return parts.reduce((before, after) => text('conclusions:point.and', { before, after }));
}

const missing = ({ leadId, due }: Point): Text => {
  if (leadId) return plainText('conclusions:point.no-due');
  return plainText(due ? 'conclusions:point.no-lead' : 'conclusions:point.no-lead-no-due');
};

export const pointLine = (facts: ConclusionFacts, point: Point): Text =>
  text('conclusions:point.line', {
    number: facts.row.data.points.indexOf(point) + 1,
    words: short(point.words),
    note: pointNote(facts, point),
  });

export function cardLines(facts: ConclusionFacts, { by }: Looking): Text[] {
  const { points, received, number, corrected, edition } = facts.row.data;
  const left = points.length - mostShown;
  const follows = by.seats.some(({ bodyId, role }) => bodyId === facts.row.bodyId && office.includes(role));
  const isIssued = facts.row.state === 'issued';
  return [
    ...(number ? [text('conclusions:card.number', { number: said(number) })] : []),
    ...(corrected ? [text('conclusions:card.corrected', { edition, words: said(corrected) })] : []),
    ...recordLines(facts),
    ...points.slice(0, mostShown).map((point) => pointLine(facts, point)),
    ...(left > 0 ? [text('conclusions:card.more', { count: left })] : []),
    ...(follows ? [text('conclusions:card.counts', counts(points))] : []),
    ...(isIssued && follows
      ? [text('conclusions:card.received', { count: received.length, all: concerned(facts).length })]
      : []),
  ];
}
