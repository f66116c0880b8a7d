// "Chị Nga dự nhé, chị gọi điện rồi": somebody else's answer, for whoever takes answers down.
import { isAnothers } from './absence.ts';
import { type Clause, isActing, isCourtesy, isQuestion, isThen } from './clauses.ts';
import { becauseIn, type Message } from './message.ts';
import { has } from './piece.ts';
import { isCore, isWeak, type Side } from './presence.ts';
import type { Reading } from './reading.ts';

/** "Chị Hường mới gọi, chị nói chị đi được": whoever called is the one who is spoken of. */
export function phonedIn(message: Message, acting: readonly Clause[], sides: ReadonlySet<Side>): Reading | null {
  const [first] = message.clauses;
  const second = acting[0];
  const who = first?.pieces.find((piece) => piece.person?.name);
  const [side] = sides;
  if (!first || !second || !who?.person || acting.length > 1 || second === first || sides.size > 1) return null;
  const beside = ['unknown', 'called', 'time', 'noise', 'belonging', 'office-named', 'branch', 'wish', 'for'];
  const calls = first.pieces.every((piece) => piece === who || isCourtesy(piece) || has(piece, ...beside));
  if (!calls || !first.pieces.some((piece) => has(piece, 'called'))) return null;
  if (side !== 'attend' && side !== 'absent') return null;
  const plain = !second.pieces.some((piece) => has(piece, 'unsure', 'condition', 'forbidding', 'person', 'asking'));
  // "… vừa gọi, bảo bận, xin vắng".
  const others = message.clauses.filter((clause) => clause !== first && clause !== second);
  if (others.some(({ pieces }) => pieces.some((piece) => isActing(piece) || has(piece, 'unsure', 'condition'))))
    return null;
  const sure = plain && !isQuestion(second) && !message.held;
  return { intent: 'note-answer', sure, slots: { person: who.person.name, answer: side, source: 'phone' } };
}

/** "Chị Dung báo bận, không dự được", for whoever takes answers down. */
export function absentOther(message: Message, acting: readonly Clause[]): Reading | null {
  if (message.doubtful || !isAnothers(message, acting)) return null;
  const people = message.clauses.flatMap(({ pieces }) => pieces).filter((piece) => piece.person?.name);
  const [who, another] = people;
  if (!who?.person || another) return null;
  return { intent: 'note-answer', sure: true, slots: { person: who.person.name, answer: 'absent' } };
}

/** "chị Nga dự nhé, chị gọi điện rồi": for whoever takes answers down, never an answer of the sender's own. */
export function ofSomebodyElse(message: Message, acting: readonly Clause[], sides: ReadonlySet<Side>): Reading[] {
  const [clause] = acting;
  const named = acting.flatMap(({ pieces }) => pieces).filter((piece) => has(piece, 'person'));
  const [who] = named;
  const [side] = sides;
  if (!clause || !who?.person?.name || named.length > 1 || sides.size > 1) return [];
  if (side !== 'attend' && side !== 'absent') return [];
  const all = message.clauses.flatMap(({ pieces }) => pieces);
  if (all.some((piece) => has(piece, 'unsure', 'condition', 'past', 'forbidding', 'asking', 'maybe'))) return [];
  // "Anh Bình mà vắng thì gay".
  if (acting.some((one) => one.pieces.some((_piece, at) => isThen(one.pieces, at, one.joined)))) return [];
  if (becauseIn(message, clause.pieces).rest.some((piece) => has(piece, 'thing') && !has(piece, 'belonging')))
    return [];
  const before = clause.pieces.slice(0, Math.max(clause.pieces.indexOf(who), 0));
  const isSubject = clause.pieces.indexOf(who) < clause.pieces.findIndex((piece) => isCore(piece) || isWeak(piece));
  const isAlone = before.every((piece) =>
    has(piece, 'polite', 'greeting', 'yes', 'time', 'weak:note-answer', 'noise', 'own', 'office-named', 'called'),
  );
  const { reason, rest } = becauseIn(message, clause.pieces);
  if (!isSubject || rest.some((piece) => has(piece, 'self') && !has(piece, 'title'))) return [];
  const slots = {
    person: who.person.name,
    answer: side,
    ...(all.some((piece) => has(piece, 'called')) ? { source: 'phone' } : {}),
    ...(all.some((piece) => has(piece, 'written')) ? { source: 'paper' } : {}),
    ...(all.some((piece) => has(piece, 'online')) ? { mode: 'online' } : {}),
    ...(reason ? { reason } : {}),
  };
  return [{ intent: 'note-answer', sure: isAlone, slots }];
}
