// Whose coming is spoken of, and which it is: the sender attends, stays away, or tells of somebody else.
import { absence, reasonOnly } from './absence.ts';
import { absentOther, ofSomebodyElse, phonedIn } from './another.ts';
import { attendance } from './attendance.ts';
import { type Clause, isCourtesy } from './clauses.ts';
import type { Message } from './message.ts';
import { has, type Piece } from './piece.ts';
import { hasOther, isCore, isSentByNobody, saysPresence, sendsNobody, sidesOf, unsure } from './presence.ts';
import type { Reading } from './reading.ts';

/** "Tôi lên họp trực tiếp, không họp online nữa": the second says how he does not come, as the first has it. */
function withoutDeniedMode(message: Message): Message {
  const modes = ['online', 'in-person'];
  const isDenied = ({ pieces }: Clause): boolean =>
    pieces.some((piece) => has(piece, 'negation')) &&
    modes.some(
      (mode, nth) =>
        pieces.some((piece) => has(piece, mode)) &&
        message.clauses.some(
          (other) =>
            other.pieces.some((piece) => has(piece, modes[1 - nth]!)) &&
            !other.pieces.some((piece) => has(piece, 'negation', 'not-yet', mode)),
        ),
    ) &&
    pieces.every(
      (piece) =>
        isCourtesy(piece) || has(piece, 'negation', 'noise', 'able', 'must', 'wanting', 'unknown', ...modes, ...ways),
    );
  return { ...message, clauses: message.clauses.filter((clause) => !isDenied(clause)) };
}

/** "Có tôi"; "có em đây" only answers a call. */
const isHere = ({ pieces, end }: Clause): boolean => {
  const [first, second] = pieces.filter((piece) => !has(piece, 'polite') || has(piece, 'here', 'self', 'have'));
  return (
    end !== '?' &&
    has(first, 'have') &&
    has(second, 'self') &&
    second!.to - second!.from === 1 &&
    pieces.every((piece) => isCourtesy(piece) || has(piece, 'have')) &&
    !pieces.some((piece) => has(piece, 'here'))
  );
};

/** "Cho cả hai nghỉ": whom somebody lets stay away, and not himself. */
function letsAll({ doubtful }: Message, acting: readonly Clause[]): Reading[] | null {
  const [only] = acting;
  const at = only?.pieces.findIndex((piece) => has(piece, 'granted')) ?? -1;
  if (!only || acting.length > 1 || at < 0 || !has(only.pieces[at + 1], 'all')) return null;
  const lets = only.pieces.slice(0, at).every((piece) => isCourtesy(piece) && !has(piece, 'self'));
  const away = has(only.pieces[at + 2], 'act:absent', 'weak:absent') && only.pieces.slice(at + 3).every(isCourtesy);
  return lets && away ? [{ intent: 'agree', sure: !doubtful, slots: { all: 'all' } }, unsure('absent')] : null;
}

/** "Chị Hạnh đang thai sản, cho chị vắng": she who is named, and nobody who calls himself so. */
function letsAnother({ sight, clauses, held }: Message, acting: readonly Clause[]): Reading[] | null {
  const [only] = acting;
  const titleOf = (piece: Piece): string => sight.tokens[piece.from]!.raw.toLowerCase();
  const [before] = clauses;
  const who = before?.pieces.find((piece) => !isCourtesy(piece));
  if (!only || acting.length > 1 || !before || before === only || !who?.person?.name || !has(who, 'person'))
    return null;
  const selves = clauses.flatMap(({ pieces }) => pieces).filter((piece) => has(piece, 'self') && !piece.person);
  const lets = only.pieces.some((piece) => has(piece, 'let', 'granted'));
  const same = selves.length > 0 && selves.every((piece) => titleOf(piece) === titleOf(who));
  if (!lets || !same || !only.pieces.some((piece) => has(piece, 'act:absent', 'weak:absent'))) return null;
  return [{ intent: 'agree', sure: !held, slots: { person: who.person.name } }, unsure('note-answer')];
}

const ways = ['act:attend', 'weak:attend', 'weak:go', 'wish', 'own', 'moving', 'more'];

export function readPresence(whole: Message): Reading[] {
  const message = withoutDeniedMode(whole);
  const saying = message.clauses.filter((clause) => saysPresence(clause) && !sendsNobody(clause));
  // "Không về kịp, xin vắng": a weak word beside a clear one only says why.
  const clear = saying.filter(({ pieces }) => pieces.some(isCore));
  // "Tôi phải dự phiên tòa nên không đi họp được": what stands before "nên" is why.
  const isWhy = (clause: Clause): boolean => {
    const next = message.clauses[message.clauses.indexOf(clause) + 1];
    return next !== undefined && next.joined === 'so' && saying.includes(next);
  };
  const meant = saying.filter((clause) => !isWhy(clause));
  const acting = meant.length < saying.length ? meant : clear.length > 0 ? clear : saying;
  // "Có tôi nha em, tới đúng giờ luôn".
  const [here] =
    acting.length === 0 && message.clauses.filter(isHere).length === 1 ? message.clauses.filter(isHere) : [];
  if (here) return [attendance(message, [here])];
  if (acting.length === 0) return reasonOnly(message);
  const sends = ({ pieces }: Clause): boolean =>
    pieces.some((piece, at) => has(piece, 'instead') && !isSentByNobody(pieces, at));
  if (message.clauses.some(sends)) {
    return [unsure('proxy'), unsure('attend')];
  }
  const sides = new Set(acting.flatMap(sidesOf));
  const phoned = phonedIn(message, acting, sides);
  if (phoned) return [phoned];
  const leave = letsAll(message, acting) ?? letsAnother(message, acting);
  if (leave) return leave;
  if (acting.some(hasOther)) return ofSomebodyElse(message, acting, sides);
  // "Không vắng, lý do gì mà vắng" says no and yes to one word.
  const denies = sides.has('attend') || sides.has('not-absent');
  const torn = sides.has('unclear') || (denies && sides.has('absent'));
  if (torn) return [unsure('attend'), unsure('absent')];
  // "Tôi không vắng đâu, cứ yên tâm"; alone it may only deny what somebody wrote down.
  if (sides.size === 1 && sides.has('not-absent')) {
    // "Không vắng đâu, tôi đi mà".
    const goes = saying.filter(
      (clause) => !acting.includes(clause) && sidesOf(clause).every((side) => side === 'attend'),
    );
    if (goes.length === 1 && !goes.some(hasOther)) return [attendance(message, [...acting, ...goes])];
    const reassures = message.clauses.some(({ pieces }) => pieces.some((piece) => has(piece, 'reassuring', 'certain')));
    return [reassures ? attendance(message, acting) : unsure('attend')];
  }
  if (sides.has('attend')) return [attendance(message, acting)];
  const another = absentOther(message, acting);
  return another ? [another, unsure('absent')] : [absence(message, acting)];
}
