// The card of a notice of conclusions: what the record says of the meeting, then its points, each with who and by when.
import { cleanLine } from '../../kernel/fold.ts';
import { nameIn } from '../../kernel/matter.ts';
import type { Looking } from '../../kernel/noun.ts';
import { personsOf } from '../../kernel/person.ts';
import { countsOf, dayValue, plainText, said, type Text, text } from '../../kernel/text.ts';
import { ofMeeting } from '../meetings/index.ts';
import { attendanceLines, attendanceOf } from '../meetings/roll-call/index.ts';
import type { HangsOn } from '../tasks/index.ts';
import { type ConclusionFacts, counts, isOpen, office, type Point, recipients } from './conclusion.ts';

/** So many points stand on one card; the rest are counted, and are there by the number of the point. */
const mostShown = 15;
const shownWords = 160;

/** No longer than this, in characters; what is left out is marked. */
export function cut(words: string, max: number): string {
  const whole = cleanLine(words, max);
  return whole.length < words.length ? `${cleanLine(words, max - 1)}…` : whole;
}

export const short = (words: string, max = shownWords): Text => said(cut(words, max));

/** The record of the meeting: drawn, never typed (Điều 7.3). `whole`: also what it still lacks. */
function recordLines(facts: ConclusionFacts, whole: boolean): Text[] {
  const { of: file, beside } = facts;
  const { writers } = beside;
  if (!file) return [text('conclusions:card.said', { name: nameIn(facts, facts.row.data.approverId) })];
  return [
    ofMeeting.line(file),
    text('conclusions:card.presided', { name: said(file.presider.fullName) }),
    ...attendanceLines(attendanceOf(file), whole),
    ...(writers.length > 0
      ? [text('conclusions:card.writers', { names: writers.map((id) => nameOf(facts, id)).join(', ') })]
      : []),
  ];
}

/** By the meeting's list, which knows guests and alternates, too. */
const nameOf = (facts: ConclusionFacts, id: string): string =>
  facts.of?.participants.find(({ personId }) => personId === id)?.name ?? nameIn(facts, id);

/** Who and by when; `whole`: also what is still to be said. */
function pointNote(facts: ConclusionFacts, point: Point, whole: boolean): Text | null {
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
  if (point.hangsOn) parts.push(afterSaid('conclusions:point', point.hangsOn));
  if (point.product) parts.push(text('conclusions:point.product', { words: short(point.product, 60) }));
  if (isOpen(point) && whole) parts.push(missing(point));
  const [first, ...more] = parts;
  return first ? more.reduce((before, after) => text('conclusions:point.and', { before, after }), first) : null;
}

/** How long after what it is due. */
export function afterSaid(at: 'conclusions:point' | 'conclusions:printed', { event, days }: HangsOn): Text {
  if (!days) return text(`${at}.after-open`, { event: said(event) });
  const count = Number.parseInt(days, 10);
  return text(days.endsWith('w') ? `${at}.after-working` : `${at}.after`, { count, event: said(event) });
}

const missing = ({ leadId, due, hangsOn }: Point): Text => {
  if (leadId) return plainText('conclusions:point.no-due');
  return plainText(due || hangsOn ? 'conclusions:point.no-lead' : 'conclusions:point.no-lead-no-due');
};

function pointLine(facts: ConclusionFacts, point: Point, whole: boolean): Text {
  const note = pointNote(facts, point, whole);
  const number = facts.row.data.points.indexOf(point) + 1;
  const words = short(point.words);
  return note
    ? text('conclusions:point.line', { number, words, note })
    : text('conclusions:point.bare', { number, words });
}

/** What he, or a leader he assists, has confirmed. */
function receivedLines({ row }: ConclusionFacts, by: Looking['by']): Text[] {
  const has = personsOf(by).filter(({ id }) => row.data.received.includes(id));
  if (has.some(({ id }) => id === by.person.id)) return [plainText('conclusions:card.have')];
  return has.length > 0
    ? [text('conclusions:card.have-for', { names: has.map(({ fullName }) => fullName).join(', ') })]
    : [];
}

export function cardLines(facts: ConclusionFacts, { by }: Looking): Text[] {
  const { points, received, number, corrected, edition } = facts.row.data;
  const left = points.length - mostShown;
  const counted = countsOf('conclusions:card', counts(points));
  const follows = by.seats.some(({ bodyId, role }) => bodyId === facts.row.bodyId && office.includes(role));
  const isIssued = facts.row.state === 'issued';
  // What it lacks is said to who can still mend it: not to everybody it is sent to.
  const whole = follows || !isIssued;
  return [
    ...(number ? [text('conclusions:card.number', { number: said(number) })] : []),
    ...(corrected ? [text('conclusions:card.corrected', { edition, words: said(corrected) })] : []),
    ...recordLines(facts, whole),
    ...points.slice(0, mostShown).map((point) => pointLine(facts, point, whole)),
    ...(left > 0 ? [text('conclusions:card.more', { count: left })] : []),
    ...(follows && counted ? [text('conclusions:card.counts', { count: points.length, what: counted })] : []),
    ...(isIssued && follows
      ? [text('conclusions:card.received', { count: received.length, all: recipients(facts).length })]
      : []),
    ...(isIssued ? receivedLines(facts, by) : []),
  ];
}
