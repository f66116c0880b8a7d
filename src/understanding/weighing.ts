// How much of a message nobody knows may be passed over: an act that is said for certain, among words that are in no list.
// What a word may do depends on where it stands. Beside the verb it may turn the act round or be what is done to something
// else; in a sentence of its own, before who speaks, after a place, a reason, or the word that ends a sentence it can only
// tell more. Words that doubt, deny, ask, put conditions, or speak of others are never passed over.
import { type Clause, isActing, isCourtesy, isDoubtful, isObject, isOtherThanSelf, isQuestion } from './clauses.ts';
import type { Message } from './message.ts';
import { has, type Piece } from './piece.ts';
import type { Reading } from './reading.ts';

/** What each act may be said by; only what is said by one of these clear words is weighed at all. */
const saidBy: Readonly<Record<string, readonly string[]>> = {
  attend: ['act:attend', 'act:seat'],
  absent: ['act:absent'],
  receive: ['act:receive'],
  agree: ['act:agree'],
  refuse: ['act:refuse'],
  return: ['act:return'],
  nudge: ['act:nudge'],
  roll: ['act:roll'],
  report: ['percent', 'act:finish'],
  withdraw: ['act:withdraw'],
  change: ['act:change'],
};

/** Said beside one of them, these are no other act. */
const alongside: Readonly<Record<string, readonly string[]>> = {
  attend: ['act:receive', 'act:reconsider', 'act:switch'],
  absent: ['act:receive', 'act:reconsider', 'weak:absent'],
  receive: ['act:conclusions'],
  agree: ['act:absent', 'weak:absent', 'instead', 'delegate', 'weak:go', 'agreeing', 'weak:agree'],
  refuse: ['act:absent', 'weak:absent', 'instead', 'delegate', 'weak:go', 'act:attend', 'weak:agree', 'act:agree'],
  return: ['act:refuse', 'instead', 'delegate'],
  nudge: ['act:receive'],
  report: ['act:report', 'weak:report', 'act:obstacle'],
  withdraw: ['act:absent', 'act:attend', 'delegate', 'instead', 'act:reconsider'],
  change: ['act:reconsider', 'act:withdraw'],
};

/** What forbids to act wherever it stands. */
const blocking = [
  'condition',
  'told',
  'past',
  'maybe',
  'then',
  'unsure',
  'forbidding',
  'asking',
  'who',
  'later',
  'habit',
];

const presence = new Set(['attend', 'absent']);

const strange = ['unknown', 'thing'];

/** More than so much of what nobody knows is passed over for nobody. */
const mostPassed = 6;
/** A word in a sentence of its own, one in the sentence of the act, one beside the verb. */
const price = { apart: 0.5, within: 1.5, beside: Number.POSITIVE_INFINITY } as const;

/**
 * The same readings; of a single one that is unsure, whether it would be sure without the words that may be passed over.
 * `read` reads what is left.
 */
export function weighed(
  readings: readonly Reading[],
  message: Message,
  read: (message: Message) => readonly Reading[],
): readonly Reading[] {
  const [only, another] = readings;
  if (!only || another || only.sure || !(only.intent in saidBy)) return readings;
  const saying = message.clauses.filter(({ pieces }) => pieces.some((piece) => has(piece, ...saidBy[only.intent]!)));
  const [clause, again] = saying;
  if (!clause || again || message.held || message.quoted) return readings;
  // Without any mark a word nobody knows may be half of an act.
  if (presence.has(only.intent) && !/[\u00c0-\u1eff]/.test(message.said)) return readings;
  const price = message.clauses.reduce(
    (sum, one) => sum + (one === clause ? priceWithin(only.intent, one) : priceApart(only.intent, one)),
    0,
  );
  if (price === 0 || price > mostPassed) return readings;
  const left = { ...clause, pieces: clause.pieces.filter((piece) => !isStrange(piece)) };
  const [same, other] = read({ ...message, clauses: [left], doubtful: isDoubtful(left) });
  return same?.sure && !other && same.intent === only.intent ? [{ ...only, sure: true }] : readings;
}

const isStrange = (piece: Piece): boolean => has(piece, ...strange) && !isActing(piece) && !isCourtesy(piece);

const isAnotherAct = (intent: string, piece: Piece): boolean =>
  !has(piece, ...saidBy[intent]!, ...(alongside[intent] ?? [])) &&
  (isActing(piece) || has(piece, 'delegate', 'instead', 'weak:absent'));

/** In the sentence of the act itself. */
function priceWithin(intent: string, clause: Clause): number {
  const { pieces } = clause;
  if (isQuestion(clause)) return Number.POSITIVE_INFINITY;
  const at = pieces.findIndex((piece) => has(piece, ...saidBy[intent]!));
  const because = pieces.findIndex((piece, nth) => nth > at && has(piece, 'because'));
  const told = because < 0 ? pieces : pieces.slice(0, because);
  let sum = 0;
  for (const [nth, piece] of told.entries()) {
    if (nth === at) continue;
    if (has(piece, ...blocking) || isAnotherAct(intent, piece)) return Number.POSITIVE_INFINITY;
    if (isOtherThanSelf(piece) && !mayName(intent)) return Number.POSITIVE_INFINITY;
    if (has(piece, 'negation', 'not-yet') && !mayDeny(intent)) return Number.POSITIVE_INFINITY;
    if (!isStrange(piece)) continue;
    sum += (piece.to - piece.from) * (isFree(told, at, nth) ? price.within : price.beside);
  }
  return sum;
}

/** After a place, the one it is done with, the word that ends a sentence; before whoever speaks. */
function isFree(pieces: readonly Piece[], at: number, nth: number): boolean {
  if (nth < at) return pieces.slice(nth + 1, at).some((piece) => has(piece, 'self', 'own') && !piece.person);
  return pieces
    .slice(at + 1, nth)
    .some((piece) => has(piece, 'place', 'with', 'final', 'of', 'moving', 'favour') || isObject(piece));
}

const mayName = (intent: string): boolean => ['agree', 'refuse', 'return', 'nudge'].includes(intent);
const mayDeny = (intent: string): boolean => ['absent', 'refuse', 'nudge'].includes(intent);

/** In a sentence of its own: nothing of the act, and nothing that might take it back. */
function priceApart(intent: string, clause: Clause): number {
  const { pieces, joined } = clause;
  if (isQuestion(clause)) return Number.POSITIVE_INFINITY;
  const first = pieces.findIndex((piece) => !isCourtesy(piece));
  const bids = has(pieces[first], 'remind') || has(pieces[first], 'plea', 'let');
  for (const [nth, piece] of pieces.entries()) {
    if (bids && nth === first) continue;
    if (has(piece, ...blocking) || isAnotherAct(intent, piece)) return Number.POSITIVE_INFINITY;
    if (has(piece, ...saidBy[intent]!, 'weak:attend', 'weak:agree')) return Number.POSITIVE_INFINITY;
    if (has(piece, 'negation', 'not-yet') && (joined === 'but' || !mayDeny(intent))) return Number.POSITIVE_INFINITY;
    if (isOtherThanSelf(piece) && !has(pieces[first], 'remind')) return Number.POSITIVE_INFINITY;
    // What does not hinder him is no news of how far he is.
    if (has(piece, intent === 'attend' ? 'busy' : 'free')) return Number.POSITIVE_INFINITY;
  }
  if (joined === 'but' && intent !== 'attend') return Number.POSITIVE_INFINITY;
  return pieces.filter(isStrange).reduce((sum, { from, to }) => sum + (to - from) * price.apart, 0);
}
