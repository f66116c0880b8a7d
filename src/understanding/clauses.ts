// A message in clauses, and what in each of them forbids acting by it: doubt, a question, a condition, other people.
import type { Sight } from './lexicon.ts';
import { has, type Piece, quote } from './piece.ts';

export type Clause = {
  pieces: readonly Piece[];
  /** Token range. */
  from: number;
  to: number;
  /** The mark that ends it. */
  end: string;
  /** "nhưng", "nên": how it hangs on the one before. */
  joined: 'but' | 'so' | null;
};

const ENDS = new Set([',', '.', '..', '...', ';', ':', '!', '?', '-', '–', '—', '(', ')', '…']);

export function clausesOf(sight: Sight, pieces: readonly Piece[]): Clause[] {
  const clauses: Clause[] = [];
  let own: Piece[] = [];
  let start = 0;
  let isSkipping = false;
  let joined: Clause['joined'] = null;
  const close = (end: string, next: Clause['joined']): void => {
    const last = clauses.at(-1);
    if (own.length > 0) {
      clauses.push({ pieces: own, from: own[0]!.from, to: own.at(-1)!.to, end, joined });
    } else if (last && end === '?') last.end = '?';
    own = [];
    isSkipping = false;
    start = -1;
    if (end !== '?' || next) joined = next;
  };
  for (const [nth, piece] of pieces.entries()) {
    const raw = sight.tokens[piece.from]!.raw;
    const isMark = sight.tokens[piece.from]!.kind === 'mark';
    if (start < 0) start = nth;
    if (has(piece, 'that') && passesOn(pieces.slice(start, nth), pieces[nth + 1])) {
      own = [];
      continue;
    }
    if (isMark && raw === ':' && own.some((before) => has(before, 'because', 'registering'))) continue;
    if (isMark && (ENDS.has(raw) || raw.startsWith('\n') || raw.startsWith('..'))) close(raw, null);
    else if (has(piece, 'but') && !isStill(pieces, nth)) close('', 'but');
    // "Chưa nên điều chỉnh" advises.
    else if (has(piece, 'so') && !has(pieces[nth - 1], 'not-yet', 'negation')) close('', 'so');
    else if (
      has(piece, 'contrast') &&
      (own.some(saysIt) || (own.length === 0 && clauses.at(-1)?.pieces.some(saysIt) && joined === null))
    ) {
      // "Xin vắng chứ không phải dự" says once more what it is not.
      isSkipping = true;
    } else if (!isSkipping) {
      if (runsOn(pieces, nth, own) || (has(piece, 'begins-asking') && own.some(saysIt))) close('', null);
      own.push(piece);
    }
  }
  close('', null);
  return withTopics(clauses).flatMap(withoutReason);
}

/** "Trường hợp của đồng chí Lâm, | tôi chấp thuận": what it is about comes first. */
function withTopics(clauses: readonly Clause[]): Clause[] {
  const joined: Clause[] = [];
  for (const clause of clauses) {
    const topic = joined.at(-1);
    if (
      topic &&
      isCase(topic) &&
      topic.end === ',' &&
      clause.joined === null &&
      !clause.pieces.some((piece) => piece.person)
    ) {
      joined[joined.length - 1] = { ...clause, from: topic.from, pieces: [...clause.pieces, ...topic.pieces] };
    } else joined.push(clause);
  }
  return joined;
}

const isCase = ({ pieces }: Clause): boolean =>
  pieces.some((piece) => has(piece, 'case', 'request')) &&
  pieces.some((piece) => piece.person && has(piece, 'person')) &&
  !pieces.some((piece) => has(piece, 'act:absent')) &&
  pieces.every(
    (piece) => isCourtesy(piece) || has(piece, 'case', 'request', 'person', 'of', 'noise', 'with', 'belonging'),
  );

const saysIt = (piece: Piece): boolean => has(piece, 'act:attend', 'act:absent', 'weak:go', 'in-person', 'online');

/** "Báo lại giúp thủ trưởng là | tôi có mặt": what he asks to be passed on is his own word. */
function passesOn(before: readonly Piece[], next: Piece | undefined): boolean {
  const telling = before.findIndex((piece) => has(piece, 'passing-on'));
  const isPlain = (piece: Piece): boolean => isCourtesy(piece) || has(piece, 'wish', 'favour', 'let', 'plea');
  return (
    telling >= 0 &&
    // "Tôi có nói với anh Khoa là …" tells of what was said.
    !before.slice(0, telling).some((piece) => has(piece, 'have', 'already', 'past')) &&
    before.slice(0, telling).every((piece) => isPlain(piece) && !piece.person) &&
    before
      .slice(telling + 1)
      .every(
        (piece) =>
          isPlain(piece) || has(piece, 'third', 'person', 'passing-on', 'office', 'noise', 'deputy', 'unknown'),
      ) &&
    has(next, 'self', 'own') &&
    !next!.person
  );
}

/**
 * "Em nhận được giấy mời rồi ạ | em sẽ tham dự": what is spoken into a telephone has no marks, but a sentence ends with
 * "ạ", "nhé", and who begins anew after "rồi" says who he is.
 */
function runsOn(pieces: readonly Piece[], at: number, own: readonly Piece[]): boolean {
  const before = pieces[at - 1];
  const ends =
    has(before, 'final') ||
    // "Chấp thuận cho anh Dũng ủy quyền | nhắc ảnh chuẩn bị tài liệu".
    (has(pieces[at], 'be-told') &&
      has(pieces[at + 1], 'third-marked') &&
      !pieces.slice(at).some((piece) => has(piece, 'negation', 'not-yet', 'condition', 'past')) &&
      own.some((piece) => has(piece, 'act:agree'))) ||
    (has(pieces[at], 'self') &&
      !pieces[at]!.person &&
      (has(before, 'done', 'act:receive', 'finished-already') ||
        (has(before, 'busy', 'online') && leadsToCore(pieces, at + 1))));
  // "Để tôi xin ý kiến anh Sáu rồi tôi trả lời".
  if (!ends || own.every(isCourtesy) || own.some((piece) => has(piece, 'let-me'))) return false;
  const next = pieces.findIndex((piece, other) => other >= at && has(piece, 'mark'));
  return pieces.slice(at, next < 0 ? undefined : next).some((piece) => !isCourtesy(piece));
}

/** "… anh | sẽ không dự": nothing but what leads to it stands before it. */
function leadsToCore(pieces: readonly Piece[], from: number): boolean {
  let at = from;
  while (has(pieces[at], 'wish', 'negation', 'able', 'own-will')) at += 1;
  return has(pieces[at], 'act:attend', 'act:absent');
}

/** "Vì đường xa | tôi xin dự trực tuyến": the reason that comes first is a sentence of its own. */
function withoutReason(given: Clause): Clause[] {
  const clause = withoutGivenUp(withoutConcession(given));
  const { pieces } = clause;
  const because = pieces.findIndex((piece) => !isCourtesy(piece));
  const core = pieces.findIndex((piece) => has(piece, 'act:attend', 'act:absent', 'instead', 'delegate'));
  if (!has(pieces[because], 'because') || core < 0) return [clause];
  let start = core;
  while (start > because + 1 && isLeading(pieces[start - 1]!)) start -= 1;
  if (start === core || start <= because + 1) return [clause];
  const [why, what] = [pieces.slice(0, start), pieces.slice(start)];
  return [
    { ...clause, pieces: why, to: why.at(-1)!.to, end: ',' },
    { ...clause, pieces: what, from: what[0]!.from, joined: null },
  ];
}

/** "Tôi hủy chuyến công tác để dự họp", "bỏ việc khác, …": what he gives up for it. */
function withoutGivenUp(clause: Clause): Clause {
  const { pieces } = clause;
  const gives = pieces.findIndex((piece) => has(piece, 'giving-up'));
  const comes = pieces.findIndex((piece, at) => at > gives && has(piece, 'act:attend') && has(pieces[at - 1], 'let'));
  if (
    gives < 0 ||
    comes < 0 ||
    !pieces.slice(0, gives).every((piece) => isCourtesy(piece) || has(piece, 'wish', 'own', 'already'))
  )
    return clause;
  const given = pieces.slice(gives + 1, comes - 1);
  const plain = (piece: Piece): boolean =>
    !isOther(piece) && !has(piece, 'meet', 'counted', 'negation', 'condition', 'request');
  if (given.length === 0 || !given.every(plain)) return clause;
  const kept = [...pieces.slice(0, gives), ...pieces.slice(comes)];
  return { ...clause, pieces: kept };
}

/** "Dù đang nghỉ phép tôi vẫn về dự": what he does in spite of it counts. */
function withoutConcession(clause: Clause): Clause {
  const although = clause.pieces.findIndex((piece) => has(piece, 'although'));
  const still = clause.pieces.findIndex((piece, at) => at > although && has(piece, 'after-all'));
  if (although < 0 || still < 0 || !clause.pieces.slice(0, although).every(isCourtesy)) return clause;
  // "Dù sao anh Nam vẫn dự": it is he who does.
  if (clause.pieces.slice(although, still).some(isOtherThanSelf)) return clause;
  const start = has(clause.pieces[still - 1], 'self', 'own') ? still - 1 : still;
  const pieces = clause.pieces.slice(start);
  return { ...clause, pieces, from: pieces[0]!.from };
}

const isLeading = (piece: Piece): boolean =>
  (isCourtesy(piece) || has(piece, 'wish', 'negation', 'able', 'passive')) && !has(piece, 'busy', 'thing');

/** "Tôi còn việc gì" is no "còn tôi …". */
const isStill = (pieces: readonly Piece[], at: number): boolean =>
  has(pieces[at], 'still') &&
  !has(pieces[at + 1], 'other-one', 'case', 'self', 'title', 'person', 'third', 'own', 'our-side');

/** Words that carry nothing of what is meant. */
export const isCourtesy = (piece: Piece): boolean =>
  has(piece, 'polite', 'thanks', 'greeting', 'self', 'title', 'yes') &&
  !isActing(piece) &&
  !has(piece, 'able', 'negation');

export const isActing = (piece: Piece): boolean =>
  [...piece.kinds].some((kind) => kind.startsWith('act:') || kind.startsWith('named:'));

/** What one of the acts made of two words is done to. */
export const isObject = ({ kinds }: Piece): boolean => [...kinds].some((kind) => kind.startsWith('object:'));

export const isEmpty = ({ pieces }: Clause): boolean => pieces.every((piece) => isCourtesy(piece) || has(piece, 'own'));

/** "… không", "… chưa" at the end, a question word, a question mark. "dự không được" is no question. */
export function isQuestion({ pieces, end }: Clause): boolean {
  if (end === '?') return true;
  const because = pieces.findIndex((piece) => has(piece, 'because'));
  const told = because > 0 ? pieces.slice(0, because) : pieces;
  // "Không vướng gì" denies, and asks nothing.
  // "Cuộc nào tôi cũng dự" means all of them.
  const isDenied = (at: number): boolean =>
    (has(told[at], 'whatever') && told.slice(0, at).some((before) => has(before, 'negation', 'free'))) ||
    told.slice(at + 1).some((after) => has(after, 'universal'));
  if (told.some((piece, at) => has(piece, 'asking', 'who') && !isDenied(at))) return true;
  // "Không ổn" denies.
  const said = told.filter((piece, at) => !isCourtesy(piece) || (has(piece, 'yes') && has(told[at - 1], 'negation')));
  const last = said.at(-1);
  if (!last || said.length < 2) return false;
  return has(last, 'not-yet') || (has(last, 'negation') && last.to - last.from === 1);
}

/**
 * What makes words nobody's answer, wherever they stand in a message. "Không thống nhất vì chưa rõ nguồn vốn" is certain
 * of what it says, and so is "tôi dự, chắc muộn 15 phút": `isBeside` what was said for certain.
 */
export function isDoubtful({ pieces, joined }: Clause, isBeside = false): boolean {
  const because = pieces.findIndex((piece) => has(piece, 'because'));
  const told =
    because > 0 && pieces.slice(0, because).some((piece) => isActing(piece) || has(piece, 'weak:agree'))
      ? pieces.slice(0, because)
      : pieces;
  const isAside = isBeside && pieces.some((piece) => has(piece, 'remark')) && !pieces.some(isPresence);
  const isTask = has(
    pieces.find((piece) => !isCourtesy(piece)),
    'remind',
  );
  if (pieces.some((_piece, at) => isThen(pieces, at, joined) || isAccordingTo(pieces, at)) || isSupposed(pieces))
    return true;
  // "Duyệt rồi mà": it is over for him, and he wonders why it is asked.
  if (has(pieces.at(-1), 'objecting')) return true;
  // "Muốn dự" is no answer, "muốn sửa câu trả lời" is what he wants of us.
  const isWanting = (piece: Piece): boolean =>
    has(piece, 'wanting') &&
    pieces.some((other) => isActing(other) || has(other, 'delegate')) &&
    !pieces.some((other) => has(other, 'act:attend', 'act:absent'));
  return told.some(
    (piece) =>
      has(piece, 'condition', 'past') ||
      // "Nhớ chừa thêm một chỗ cho anh chuyên viên": whoever that is.
      (has(piece, 'maybe') && !isBidding(pieces, isBeside)) ||
      (has(piece, 'told') &&
        !callsOn(pieces, pieces.indexOf(piece)) &&
        !isUntold(pieces, piece) &&
        !isBidding(pieces, isBeside)) ||
      (has(piece, 'unsure') &&
        !isAside &&
        !isUntold(pieces, piece) &&
        !isWanting(piece) &&
        !isFeeling(pieces, piece, isBeside)) ||
      (has(piece, 'forbidding') &&
        !(has(piece, 'remind') && isTask && !pieces.some(isPresence)) &&
        // "Tôi dự, đừng xếp tôi ngồi hàng đầu".
        !(has(piece, 'sparing') && isBidding(pieces, isBeside))),
  );
}

/** "Trường hợp không bố trí được, …": of a case that may come. */
export const isSupposed = (pieces: readonly Piece[]): boolean => {
  const first = pieces.findIndex((piece) => !isCourtesy(piece));
  return (
    has(pieces[first], 'case') &&
    has(pieces[first], 'counted') &&
    has(pieces[first + 1], 'negation', 'not-yet', 'cannot-come', 'able', 'busy', 'have', 'self')
  );
};

/** "Đi được thì anh đi", "rảnh là tôi dự": after anything but who and when, "thì" makes it a condition. */
export function isThen(pieces: readonly Piece[], at: number, joined: Clause['joined']): boolean {
  const before = pieces.slice(0, at).filter((piece) => !isCourtesy(piece));
  if (has(pieces[at], 'then'))
    return (
      !isConceded(pieces, at) &&
      !isTopic(before) &&
      before.some(
        (piece) =>
          // "Ai chưa trả lời thì nhắc": whom to remind.
          !((isObject(piece) || has(before[0], 'who')) && pieces.slice(at).some((next) => has(next, 'act:nudge'))) &&
          (!has(piece, 'time', 'date', 'figure', 'noise', 'own', 'third', 'person', 'our-side') ||
            // "Còn họp thì tôi xin vắng" speaks of the meeting, "họp thì tôi đi" may make it a condition.
            (has(piece, 'meet') && !has(pieces[0], 'still') && joined !== 'but')),
      )
    );
  // "… được đến 10h là phải về".
  return (
    has(pieces[at], 'being') &&
    !has(pieces[at - 1], 'date', 'time') &&
    before.some((piece) => has(piece, 'able', 'free', 'act:finish'))
  );
}

/** "Về dự thảo đó thì …". */
const isTopic = (before: readonly Piece[]): boolean =>
  has(before[0], 'moving', 'subject', 'opinion-mark') && before.some((piece) => has(piece, 'subject', 'opinion-mark'));

/** "Ban đã gọi thì tôi phải đến chứ" is no condition. */
const isConceded = (pieces: readonly Piece[], at: number): boolean =>
  pieces.slice(at).some((piece) => has(piece, 'must')) && has(pieces.at(-1), 'affirming');

/** "Nhớ dặn bảo vệ …" beside "I attend". */
const isBidding = (pieces: readonly Piece[], isBeside: boolean): boolean =>
  isBeside &&
  has(
    pieces.find((piece) => !isCourtesy(piece)),
    'remind',
    'sparing',
    'calls-on',
  ) &&
  !pieces.some((piece) => isPresence(piece) || has(piece, 'entering', 'passing-on', 'registering'));

/** "Chân đau, leo cầu thang ngại lắm" beside it. "Để tôi lên" is what he will do, "để tôi xem" is not. */
const isFeeling = (pieces: readonly Piece[], piece: Piece, isBeside: boolean): boolean =>
  (has(piece, 'feeling') &&
    isBeside &&
    !pieces.some(isPresence) &&
    !pieces.some((other) => has(other, 'negation', 'able'))) ||
  (has(piece, 'let-me') && has(pieces[pieces.indexOf(piece) + 1], 'act:attend', 'weak:go', 'moving'));

/** "Anh kêu thằng Dũng đi thay anh": his own word, and no report of another's. */
const callsOn = (pieces: readonly Piece[], at: number): boolean =>
  has(pieces[at], 'calls-on') &&
  has(pieces[at + 1], 'person', 'deputy') &&
  pieces.slice(0, at).every((piece) => isCourtesy(piece) || has(piece, 'busy', 'thing', 'unknown', 'time', 'wish')) &&
  pieces.slice(0, at).some((piece) => has(piece, 'self')) &&
  pieces.slice(at + 2).some((piece) => has(piece, 'instead'));

/** "Mấy sở chưa báo lại": what others have not done yet. */
const isUntold = (pieces: readonly Piece[], piece: Piece): boolean =>
  has(piece, 'passing-on') &&
  has(pieces[pieces.indexOf(piece) - 1], 'not-yet') &&
  pieces.some((one) => has(one, 'act:nudge'));

/** "Theo anh Nam thì …": somebody else's words; "theo giấy mời" says how. */
export const isAccordingTo = (pieces: readonly Piece[], at: number): boolean =>
  has(pieces[at], 'according') && isOther(pieces[at + 1] ?? pieces[at]!);

/** Words for coming and staying away, clear or weak, and for sending somebody. */
export const isPresence = (piece: Piece): boolean =>
  has(piece, 'act:attend', 'act:absent', 'weak:attend', 'weak:absent', 'weak:go', 'delegate', 'instead');

export const isOther = (piece: Piece): boolean =>
  has(piece, 'person', 'third', 'third-marked', 'office-named', 'office') && !has(piece, 'nobody');

/** Nobody of his own house. */
export const isOtherThanSelf = (piece: Piece): boolean =>
  isOther(piece) && !has(piece, 'self', 'title', 'own', 'our-side');

/** "… trường hợp kia tôi xem sau": another matter, which he has not made up his mind about. */
export const leavesOther = ({ pieces }: Clause): boolean => {
  const first = pieces.findIndex((piece) => !isCourtesy(piece));
  const names = has(pieces[first], 'case') && has(pieces[first + 1], 'person');
  return (
    (names || has(pieces[first], 'other-one')) &&
    pieces.some((piece) => has(piece, 'later', 'unsure')) &&
    !pieces.some((piece) => has(piece, 'negation', 'act:agree', 'weak:agree', 'act:refuse', 'condition'))
  );
};

export const words = (said: string, sight: Sight, from: number, to: number): string =>
  quote(said, sight.tokens, from, to);
