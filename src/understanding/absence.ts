// "Không dự được vì họp Bộ", "tôi vắng, ý kiến: thống nhất": absence, why, and the opinion beside it.
import { type Clause, isCourtesy, isEmpty } from './clauses.ts';
import { becauseIn, type Message, plainText, textOf } from './message.ts';
import { has, type Piece } from './piece.ts';
import {
  courtesies,
  hasOther,
  isCore,
  isWeak,
  matters,
  mayBeNamed,
  moves,
  saysPresence,
  sendsNobody,
  unsure,
  whichOf,
} from './presence.ts';
import type { Reading } from './reading.ts';

/** "Bận", "đi công tác", "đến muộn": a reason or a note, but for what he did not say. */
export function reasonOnly(message: Message): Reading[] {
  const { clauses, doubtful } = message;
  const says = (kind: string): boolean => clauses.some(({ pieces }) => pieces.some((piece) => has(piece, kind)));
  if (says('percent')) return [];
  const late = latecomer(message);
  if (late) return [late];
  // "Không nha em, anh kẹt rồi": the no stands alone.
  const no = clauses.find(
    ({ pieces }) =>
      pieces.some((piece) => has(piece, 'negation')) &&
      pieces.every((piece) => isCourtesy(piece) || has(piece, 'negation', 'able')),
  );
  if (says('busy') && no && !clauses.some(hasOther)) {
    const reason = clauses.flatMap((clause) => (clause === no ? [] : plainText(message, clause.pieces) || []));
    return [{ intent: 'absent', sure: !doubtful, slots: { reason: reason.join(', ') } }];
  }
  // "Rất tiếc tôi không thu xếp được, tôi đang dẫn đoàn công tác": what else is said is why.
  const cannot = clauses.find(
    ({ pieces, end }) =>
      end !== '?' &&
      pieces.some((piece) => has(piece, 'cannot-come')) &&
      pieces.every((piece) => isCourtesy(piece) || has(piece, 'cannot-come', 'time', 'noise', 'begs-off', 'polite')),
  );
  const begs = clauses.some(({ pieces }) => pieces.some((piece) => has(piece, 'begs-off')));
  if (
    cannot &&
    begs &&
    !clauses.some((clause) => hasOther(clause) && !clause.pieces.some((piece) => has(piece, 'begs-off')))
  ) {
    const others = clauses.filter(
      (clause) => clause !== cannot && !clause.pieces.some((piece) => has(piece, 'begs-off')),
    );
    const reason = (others.length > 0 ? others : [cannot]).map(({ pieces }) => plainText(message, pieces));
    return [{ intent: 'absent', sure: !doubtful, slots: { reason: reason.join(', ') } }];
  }
  if (says('busy')) return [unsure('absent'), unsure('proxy')];
  return says('remark') ? [unsure('attend')] : [];
}

/** "Tôi có thể đến muộn 15 phút", "bố trí cho tôi một chỗ": who says when he comes, or where he will sit, comes. */
function latecomer(message: Message): Reading | null {
  const { clauses, held } = message;
  const late = clauses.find(({ pieces }) => pieces.some((piece) => has(piece, 'late', 'act:seat')));
  if (!late || held || hasOther(late)) return null;
  const isAgainst = (piece: Piece): boolean =>
    has(piece, 'condition', 'told', 'past', 'forbidding', 'delegate', 'negation', 'not-yet', 'asking', 'percent');
  const pieces = late.pieces.filter((piece) => !has(piece, 'because'));
  const own = pieces.some((piece) => has(piece, 'self', 'own', 'wish', 'let', 'act:seat'));
  if (!own || clauses.some((clause) => clause.pieces.some(isAgainst) || saysPresence(clause))) return null;
  // "… các đồng chí cứ họp trước" says nothing of him.
  const ofHim = clauses.filter((clause) => clause === late || !hasOther(clause));
  const note = ofHim.map((clause) => plainText(message, clause.pieces)).filter((words) => words !== '');
  return { intent: 'attend', sure: true, slots: { note: note.join(', ') } };
}

const inAbsence = [
  ...courtesies,
  ...matters,
  ...['have', 'wish', 'able', 'busy', 'negation', 'act:reconsider'],
  ...['act:absent', 'weak:absent', 'act:attend', 'weak:attend', 'weak:go', 'moving'],
];

/** The reason is whatever else is said: before the verb, after "vì", in a sentence of its own. */
export function absence(message: Message, acting: readonly Clause[]): Reading {
  const slots: Record<string, string> = {};
  const reasons: string[] = [];
  let sure = !message.doubtful;
  for (const [index, clause] of message.clauses.entries()) {
    if (isEmpty(clause) || sendsNobody(clause)) continue;
    const opinion = opinionIn(message, index);
    if (opinion !== null) {
      const next = message.clauses.slice(index + 1).find((other) => acting.includes(other));
      // "Về đề án tôi ủng hộ phương án 2. Còn họp thì tôi xin vắng": the opinion came first.
      const said = next
        ? textOf(message, clause.from, message.clauses[message.clauses.indexOf(next) - 1]!.to)
        : opinion;
      if (said) slots['opinion'] = said;
      if (next) continue;
      break;
    }
    // "Xin cáo lỗi với đồng chí chủ trì, …".
    if (begsOff(clause)) continue;
    // "Tôi đang cách ly vì cúm A, | không đến được": all of it is why.
    const told = clause.pieces.findIndex((piece) => !isCourtesy(piece) && !has(piece, ...matters));
    const whole = !acting.includes(clause) && told >= 0 && !has(clause.pieces[told], 'because');
    const { reason, rest } = whole ? { reason: '', rest: clause.pieces } : becauseIn(message, clause.pieces);
    const verb = acting.includes(clause) ? beforeTheVerb(rest) : null;
    if (!verb && clause.pieces.some((piece) => has(piece, 'later-opinion', 'act:reconsider', 'act:receive'))) continue;
    sure &&= verb?.plain ?? true;
    const said = verb ? verb.before : reason ? [] : clause.pieces;
    const own = said.every((piece) => has(piece, ...matters)) ? '' : whyText(message, said, acting);
    reasons.push(...[own, reason].filter((words) => words !== ''));
  }
  if (reasons.length > 0) slots['reason'] = reasons.join(', ');
  sure &&= !isAnothers(message, acting);
  const pieces = acting.flatMap((clause) => becauseIn(message, clause.pieces).rest.filter(isNoReason));
  // "Cả hai hôm tôi đều bận, xin phép vắng": of both is said why.
  const all = message.clauses.some((clause) => clause.pieces.some((piece) => has(piece, 'all')) && isBusy(clause));
  return { intent: 'absent', sure, slots: { ...slots, ...whichOf(message, pieces), ...(all ? { all: 'all' } : {}) } };
}

const begsOff = ({ pieces }: Clause): boolean =>
  pieces.some((piece) => has(piece, 'begs-off')) &&
  !pieces.some((piece) => has(piece, 'because', 'busy', 'unknown') || isCore(piece) || isWeak(piece));

const isBusy = ({ pieces }: Clause): boolean =>
  pieces.some((piece) => has(piece, 'busy')) &&
  pieces.some((piece) => has(piece, 'universal', 'self') || (has(piece, 'all') && piece.to - piece.from > 1));

/** "Con ốm, em xin nghỉ": somebody who calls himself "em" speaks of his child. */
function whyText(message: Message, said: readonly Piece[], acting: readonly Clause[]): string {
  const rawOf = (piece: Piece | undefined): string =>
    piece ? textOf(message, piece.from, piece.to).toLowerCase() : '';
  const isSelf = (piece: Piece): boolean => has(piece, 'self') && !has(piece, 'person');
  const own = acting.flatMap(({ pieces }) => pieces.filter(isSelf).map(rawOf));
  const [first] = said;
  const isAnother = first && isSelf(first) && has(first, 'humble') && own.length > 0 && !own.includes(rawOf(first));
  // "Mẹ tôi nhập viện nên …", without its marks.
  const isKin = first && isSelf(first) && has(first, 'thing', 'humble') && has(said[1], 'self');
  return isAnother || isKin ? textOf(message, first.from, said.at(-1)!.to) : plainText(message, withoutTime(said));
}

/** "Bận đột xuất" says why, not which meeting. */
const isNoReason = (_piece: Piece, at: number, all: readonly Piece[]): boolean => !has(all[at - 1], 'busy');

/** "Anh Hòa bận, không dự được": the one who is busy is the one who stays away, unless the sender speaks of himself. */
export function isAnothers({ clauses }: Message, acting: readonly Clause[]): boolean {
  if (acting.some(({ pieces }) => pieces.some((piece) => has(piece, 'self', 'own', 'plea')))) return false;
  return clauses.some(({ pieces }) => {
    const subject = pieces.find((piece) => !isCourtesy(piece));
    return has(subject, 'person', 'third') && !pieces.some((piece) => has(piece, 'self') && !has(piece, 'title'));
  });
}

const withoutTime = (pieces: readonly Piece[]): readonly Piece[] => {
  const isIdle = (piece: Piece): boolean =>
    has(piece, 'time', 'self', 'polite', 'greeting', 'noise') && !has(piece, 'busy', 'meet', 'work', 'place');
  const first = pieces.findIndex((piece) => !isIdle(piece));
  return first < 0 ? [] : pieces.slice(first);
};

/** "Tôi bận họp Bộ | không dự được": the reason stands before the verb and what leads to it. */
function beforeTheVerb(pieces: readonly Piece[]): { before: readonly Piece[]; plain: boolean } {
  const core = pieces.findIndex(isCore);
  const weak = pieces.findIndex(isWeak);
  const at = core >= 0 ? core : weak >= 0 ? weak : pieces.findIndex(moves);
  const leads = (piece: Piece): boolean =>
    has(
      piece,
      'negation',
      'wish',
      'able',
      'have',
      'must',
      'act:switch',
      'let',
      'plea',
      'all',
      ...courtesies,
      'noise',
    ) && !has(piece, 'busy');
  let start = at;
  while (start > 0 && leads(pieces[start - 1]!)) start -= 1;
  const before = pieces.slice(0, start);
  const isLed = pieces.slice(start, at).some((piece) => has(piece, 'negation', 'wish', 'self', 'own'));
  const known = before.every((piece) => has(piece, ...inAbsence));
  const trailing = pieces
    .slice(at)
    .every((piece) => has(piece, ...inAbsence, 'unknown', 'thing', 'order', 'favour', 'passive'));
  return { before, plain: (known || isLed) && trailing && !mayBeNamed(pieces) };
}

/** "ý kiến: …", "tôi thống nhất với …" beside an absence; null when this clause is none. */
function opinionIn(message: Message, index: number): string | null {
  const { clauses } = message;
  const clause = clauses[index]!;
  const end = clauses.at(-1)!.to;
  if (clause.pieces.some((piece) => has(piece, 'later-opinion'))) return null;
  const marked = clause.pieces.findIndex((piece) => has(piece, 'opinion-mark', 'act:opine'));
  if (
    marked >= 0 &&
    clause.pieces.slice(0, marked).every((piece) => isCourtesy(piece) || has(piece, 'gives', 'wish'))
  ) {
    const said = clause.pieces
      .slice(marked + 1)
      .find((piece) => !has(piece, 'being', 'of', 'self', 'own', 'our-side', 'opinion-mark', 'as-said', 'following'));
    const from = said?.from ?? clauses[index + 1]?.from;
    return from === undefined ? '' : textOf(message, from, end);
  }
  const agreeing = clause.pieces.findIndex((piece) => has(piece, 'agreeing'));
  const leads = clause.pieces
    .slice(0, agreeing)
    .every(
      (piece) => isCourtesy(piece) || has(piece, 'negation', 'subject', 'noise', 'with', 'moving', 'branch', 'spot'),
    );
  if (agreeing < 0 || !leads || saysPresence(clause)) return null;
  return textOf(message, clause.pieces.find((piece) => !isCourtesy(piece))!.from, end);
}
