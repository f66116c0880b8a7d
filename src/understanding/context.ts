// What a piece is beside its neighbours: a word that may be two, a post that is the sender's own, a duty elsewhere.
import { fold, foldedEquals } from '../kernel/fold.ts';
import type { Sight } from './lexicon.ts';
import { givenOf } from './people.ts';
import { has, type Piece, type Sender, typedWords } from './piece.ts';

/** What is seen of a message around one of its pieces. */
type Place = { sight: Sight; pieces: readonly Piece[]; at: number; sender: Sender };

/** Where a piece is not what it is by itself, and what it is there. */
type Rule = { is: (piece: Piece, place: Place) => boolean; there: (piece: Piece) => readonly string[] };

const are =
  (...kinds: readonly string[]): Rule['there'] =>
  () =>
    kinds;
const also =
  (...kinds: readonly string[]): Rule['there'] =>
  (piece) => [...piece.kinds, ...kinds];
const lack =
  (kind: string): Rule['there'] =>
  (piece) =>
    [...piece.kinds].filter((one) => one !== kind);

/** In their order: the first that fits says what a piece is. */
const rules: readonly Rule[] = [
  // "Điểm danh nào" asks for nothing.
  {
    is: (piece, { pieces, at }) => has(piece, 'urging') && !pieces[at + 1] && isAct(pieces[at - 1]),
    there: are('polite'),
  },
  // "Mới 20 phần trăm à": no more than that.
  {
    is: (piece, { sight, pieces, at }) =>
      has(piece, 'asking') &&
      foldedEquals(sight.tokens[piece.from]!.raw, tag) &&
      sight.tokens[piece.to]?.raw !== '?' &&
      pieces.slice(0, at).some((one) => has(one, 'work', 'have')) &&
      has(pieces[at - 1], 'percent'),
    there: are('polite'),
  },
  // "Răng đau", "đau răng" ask nothing.
  {
    is: (piece, { pieces, at }) =>
      has(piece, 'asking') && has(piece, 'thing') && (has(pieces[at - 1], 'busy') || has(pieces[at + 1], 'busy')),
    there: are('thing'),
  },
  // "Anh chỉ dự được": only, and no "chị ấy".
  {
    is: (piece, { sight, pieces, at }) =>
      has(piece, 'third-marked') &&
      has(pieces[at - 1], 'self', 'own', 'but') &&
      foldedEquals(sight.tokens[piece.from]!.raw, only),
    there: are('noise'),
  },
  // "Tại tỉnh", without its marks, is no "tính".
  {
    is: (piece, { pieces, at }) =>
      has(piece, 'spot') && has(piece, 'unsure') && has(pieces[at - 1], 'place', 'post', 'third', 'office'),
    there: lack('unsure'),
  },
  // "Được giao nhung việc gì", without its marks: "những".
  {
    is: (piece, { pieces, at }) =>
      has(piece, 'but') &&
      !has(piece, 'still') &&
      has(pieces[at + 1], 'work', 'deputy') &&
      has(pieces[at + 2], 'asking'),
    there: are('noise'),
  },
  // "Mức kinh phí dự kiến" is one that is planned.
  {
    is: (piece, { pieces, at }) => has(piece, 'planned') && has(pieces[at - 1], 'thing', 'subject', 'time'),
    there: are('thing'),
  },
  // "Chậm 10 phút" says how long.
  {
    is: (piece, { pieces, at }) =>
      has(piece, 'act:obstacle') && has(pieces[at + 1], 'figure') && has(pieces[at + 2], 'minutes'),
    there: are('remark'),
  },
  // "Phải do giám đốc trình bày": by whom, and no reason.
  {
    is: (piece, { sight, pieces, at }) =>
      has(piece, 'because') &&
      (has(pieces[at - 1], 'must') || (has(pieces[at - 1], 'own') && has(pieces[at + 1], 'own', 'own-will'))) &&
      foldedEquals(sight.tokens[piece.from]!.raw, byWhom),
    there: are('thing', 'noise'),
  },
  // "Đề nghị thư ký gửi trước tài liệu", "gửi ban thư ký": who is spoken to is nobody else.
  { is: (piece, { pieces, at }) => has(piece, 'addressee') && isSpokenTo(pieces, at), there: are('polite') },
  // "Thư ký báo lại chủ trì giúp" asks to pass it on.
  {
    is: (piece, { pieces, at }) =>
      has(piece, 'unsure') && has(piece, 'passing-on') && has(pieces[at - 1], 'addressee') && isErrand(pieces, at),
    there: lack('unsure'),
  },
  // "Đồng chí Lan thì được": the yes is hers.
  {
    is: (piece, { pieces, at }) =>
      has(piece, 'then') &&
      Boolean(pieces[at - 1]?.person?.name) &&
      has(pieces[at + 1], 'able', 'yes', 'act:agree', 'let'),
    there: are('polite', 'topic'),
  },
  {
    is: (piece, { pieces, at }) =>
      has(piece, 'able', 'yes') && has(pieces[at - 1], 'then') && Boolean(pieces[at - 2]?.person?.name),
    there: are('act:agree'),
  },
  // "Hai phiên ấy", "2 trường hợp": of two that wait, both.
  {
    is: (piece, place) =>
      has(piece, 'cardinal', 'figure') &&
      has(place.pieces[place.at + 1], 'counted') &&
      !has(piece, 'ordinal') &&
      isTwo(place),
    there: are('all'),
  },
  // "Tôi sẽ lên hội trường ngồi": there, and not by video; a meeting that is moved there is none of this.
  {
    is: (piece, { pieces, at }) =>
      has(piece, 'moving') &&
      has(pieces[at + 1], 'hall') &&
      !pieces.some((one) => has(one, 'shifting', 'place-order', 'place-object', 'act:move', 'changing')),
    there: also('in-person', 'comes'),
  },
  // "Tôi dự tại phòng họp": there as well.
  {
    is: (piece, { pieces, at }) =>
      has(piece, 'hall', 'spot') &&
      has(piece, 'hall') &&
      has(pieces[at - 1], 'place') &&
      has(pieces[at - 2], 'act:attend', 'weak:go', 'weak:attend') &&
      !pieces.some((one) => has(one, 'online')) &&
      !has(pieces[at + 1], 'office-named', 'office', 'unknown'),
    there: also('in-person'),
  },
  // "Mong Ban Chỉ đạo cho tôi được miễn phiên này" asks for it.
  {
    is: (piece, { pieces, at }) =>
      has(piece, 'unsure') &&
      has(piece, 'plea') &&
      pieces.slice(at + 1, at + 1 + mostAsked).some((one) => has(one, 'granted')),
    there: lack('unsure'),
  },
  // "Co toi du nhe", "cho so xin them": without marks these are "có" and "sở", no "cố" and no "sợ".
  {
    is: (piece, { pieces, at }) =>
      has(piece, 'unsure') &&
      ((has(piece, 'have') && (has(pieces[at + 1], 'act:attend', 'weak:go') || has(pieces[at + 1], 'self'))) ||
        (has(piece, 'our-side') && has(pieces[at - 1], 'let', 'granted'))),
    there: lack('unsure'),
  },
  // "Cả hai cuộc anh đi được hết": of all of them, and no matter of indifference.
  {
    is: (piece, { pieces, at }) => has(piece, 'for-all') && has(pieces[at - 1], 'weak:go', 'act:attend', 'moving'),
    there: are('able', 'all'),
  },
  // "Tính đến nay tôi dự đủ các cuộc" tells of those that are over.
  {
    is: (piece, { pieces }) => has(piece, 'so-far') && pieces.some((one) => has(one, 'act:attend', 'act:absent')),
    there: are('past'),
  },
  // "Lần họp trước tôi vắng": of what is over.
  {
    is: (piece, { sight, pieces, at }) =>
      has(piece, 'gone') &&
      foldedEquals(sight.tokens[piece.from]!.raw, before) &&
      !has(pieces[at + 1], 'time', 'date', 'figure') &&
      (has(pieces[at - 1], 'occasion') || (has(pieces[at - 1], 'meet') && has(pieces[at - 2], 'occasion'))),
    there: are('past', 'earlier', 'time'),
  },
  // "Rút đề nghị ủy quyền": it is what he takes back.
  {
    is: (piece, { pieces, at }) => has(piece, 'delegate') && has(pieces[at - 1], 'act:withdraw'),
    there: are('request'),
  },
  // "Không chấp thuận trường hợp nào": none of them.
  {
    is: (piece, { pieces, at }) =>
      has(piece, 'urging') && has(pieces[at - 1], 'case') && pieces.slice(0, at).some((one) => has(one, 'negation')),
    there: are('all'),
  },
  // "Chỉ đồng ý cho đồng chí Minh": only.
  {
    is: (piece, { sight, pieces, at }) =>
      has(piece, 'third-marked') &&
      has(pieces[at + 1], 'act:agree') &&
      foldedEquals(sight.tokens[piece.from]!.raw, only),
    there: are('noise'),
  },
  // "Anh đi em ạ": he goes, where "duyệt đi em" only urges.
  {
    is: (piece, { pieces, at }) =>
      has(piece, 'order') &&
      has(piece, 'polite') &&
      !has(piece, 'weak:go') &&
      has(pieces[at - 1], 'self') &&
      has(pieces[at + 1], 'final') &&
      pieces.slice(0, at - 1).every((one) => has(one, 'polite', 'greeting', 'yes', 'mark')),
    there: () => ['order', 'weak:go'],
  },
  // "Tôi đi cả": all of them.
  {
    is: (piece, { sight, pieces, at }) =>
      has(piece, 'noise') &&
      foldedEquals(sight.tokens[piece.from]!.raw, whole) &&
      piece.to - piece.from === 1 &&
      (has(pieces[at - 1], 'weak:go', 'act:attend') ||
        (has(pieces[at - 1], 'able') && has(pieces[at - 2], 'act:attend'))) &&
      (pieces[at + 1] === undefined || has(pieces[at + 1], 'mark', 'polite', 'self')),
    there: are('all'),
  },
  // "Không đồng ý một điểm nào": nothing of it.
  {
    is: (piece, { pieces, at }) =>
      has(piece, 'urging') &&
      pieces.slice(Math.max(at - 3, 0), at).some((one) => has(one, 'cardinal', 'counted', 'filler')) &&
      pieces.slice(0, at).some((one) => has(one, 'negation') && !has(one, 'asking')) &&
      pieces.slice(0, at).some((one) => has(one, 'agreeing', 'act:agree')),
    there: are('whatever'),
  },
  // "2 cuoc deu vang".
  {
    is: (piece, { pieces, at }) => has(piece, 'yes') && has(piece, 'act:absent') && has(pieces[at - 1], 'universal'),
    there: are('act:absent'),
  },
  // "Cho tôi chuyển sang vang", "phai xin vang".
  {
    is: (piece, { pieces, at }) =>
      has(piece, 'yes') &&
      has(piece, 'act:absent') &&
      (has(pieces[at - 1], 'act:switch', 'act:reconsider', 'into') ||
        (has(piece, 'request') && has(pieces[at - 1], 'must'))),
    there: are('act:absent'),
  },
  // "Phải dự kỳ họp HĐND": what he attends elsewhere keeps him busy.
  { is: (_piece, { pieces, at }) => isElsewhere(pieces, at), there: are('busy') },
  { is: (_piece, place) => isOwnPost(place) || isSpokenFor(place), there: are('own') },
  { is: (_piece, place) => isNamesake(place), there: are('own', 'namesake') },
  {
    is: (piece, { pieces, at }) => has(piece, 'yes') && has(piece, 'act:absent') && isVang(pieces, at),
    there: are('yes'),
  },
  {
    is: (piece, { pieces, at }) => has(piece, 'yes') && has(piece, 'act:absent') && isAway(pieces, at),
    there: are('act:absent'),
  },
];

/** Each piece as what it is where it stands. */
export function inContext(sight: Sight, pieces: readonly Piece[], sender: Sender): Piece[] {
  return pieces.map((piece, at) => {
    const place = { sight, pieces, at, sender };
    const rule = rules.find(({ is }) => is(piece, place));
    return rule ? { ...piece, kinds: new Set(rule.there(piece)) } : piece;
  });
}

const isAct = (piece: Piece | undefined): boolean =>
  piece !== undefined && [...piece.kinds].some((kind) => kind.startsWith('act:'));

/** "Bận dự hội thảo", "phải tham gia phiên tòa". */
const isElsewhere = (pieces: readonly Piece[], at: number): boolean =>
  has(pieces[at], 'act:attend') &&
  has(pieces[at - 1], 'must', 'busy') &&
  !has(pieces[at - 1], 'able') &&
  has(pieces[at + 1], 'thing') &&
  !has(pieces[at + 1], 'noise');

/** "Giám đốc Sở Xây dựng dự họp", "Sở Xây dựng có Giám đốc dự", of who holds that post. */
function isOwnPost({ sight, pieces, at, sender: { posts } }: Place): boolean {
  const { person, from, to } = pieces[at]!;
  if (person) return person.name === '' && posts.some((own) => foldedEquals(own, person.post));
  if (!has(pieces[at], 'third') || !has(pieces[at], 'post')) return false;
  const called = fold(typedWords(sight.tokens, from, to));
  const introduced = pieces.slice(0, at).some((before) => has(before, 'own', 'our-side'));
  return posts.some((own) => fold(own) === called || (introduced && fold(own).startsWith(`${called} `)));
}

/**
 * "Em là Ngân văn phòng Sở Xây dựng, anh Hòa dự", "anh Hòa em dự": who writes for him calls him by his given name, and
 * says whose office it is.
 */
function isSpokenFor({ pieces, at, sender: { names } }: Place): boolean {
  const { person } = pieces[at]!;
  if (person === undefined || person.post !== '' || !names.some((own) => givenOf(own) === fold(person.name)))
    return false;
  const introduces = pieces.slice(0, at).some((piece) => has(piece, 'own'));
  // "Anh Hòa bận tiếp dân, ủy quyền anh Y Thanh": it is he who is invited.
  const sends = at === 0 && pieces.some((piece, later) => has(piece, 'delegate') && has(pieces[later + 1], 'person'));
  return (
    introduces || sends || (has(pieces[at + 1], 'humble') && has(pieces[at + 2], 'act:attend', 'act:absent', 'wish'))
  );
}

/** "Anh Hòa xin vắng" from Hòa's own telephone: himself, as far as he cannot take down what another Hòa said. */
function isNamesake({ pieces, at, sender: { names } }: Place): boolean {
  const { person } = pieces[at]!;
  if (person === undefined || person.post !== '' || person.name.includes(' ')) return false;
  if (!names.some((own) => own.toLowerCase().endsWith(` ${person.name.toLowerCase()}`))) return false;
  return (
    pieces
      .slice(0, at)
      .every((piece) => has(piece, 'polite', 'greeting', 'time', 'mark') && !has(piece, 'title', 'told')) &&
    // "Đồng chí Hòa dự" may be another of that name; what he asks for is read back before it goes.
    !has(pieces[at], 'formal') &&
    has(pieces[at + 1], 'plea', 'busy', 'delegate') &&
    pieces.every(
      (piece, other) => other <= at || !piece.person || pieces.some((one) => has(one, 'delegate', 'instead')),
    )
  );
}

const only = 'chi';
const whole = 'ca';
const tag = 'a';
const byWhom = 'do';
const before = 'truoc';
/** So few words may stand between "mong" and what is to be granted. */
const mostAsked = 3;

const isSpokenTo = (pieces: readonly Piece[], at: number): boolean =>
  has(pieces[at - 1], 'passing-on', 'plea', 'for', 'addressed', 'favour', 'gives') ||
  (has(pieces[at + 1], 'passing-on') && isErrand(pieces, at));

/** "Thư ký báo lại chủ trì giúp": something is to be done for him. */
const isErrand = (pieces: readonly Piece[], at: number): boolean => {
  const end = pieces.findIndex((piece, later) => later > at && has(piece, 'mark'));
  return pieces.slice(at, end < 0 ? undefined : end).some((piece) => has(piece, 'favour', 'for-me'));
};

/** "vang em se tham du": "vâng", where "vắng" would say the contrary of what follows. */
function isVang(pieces: readonly Piece[], at: number): boolean {
  const start = pieces.slice(0, at).findLastIndex((piece) => has(piece, 'mark')) + 1;
  const ends = pieces.findIndex((piece, next) => next > at && has(piece, 'mark'));
  // Alone before a comma it goes with what comes after that.
  const after = pieces.slice(at + 1, ends < 0 ? undefined : ends);
  const says = after.length === 0 ? pieces.slice(at + 1) : after;
  return (
    pieces.slice(start, at).every((piece) => has(piece, 'polite', 'yes') && !has(piece, 'wish', 'self')) &&
    says.some((piece) => has(piece, 'self', 'wish')) &&
    says.some((piece) => has(piece, 'act:attend')) &&
    !says.some((piece) => has(piece, 'negation', 'act:absent'))
  );
}

/** "bac vang, bac dang di Ha Noi", "xin phep vang vi …": "vắng", for he says why. */
const isAway = (pieces: readonly Piece[], at: number): boolean =>
  (pieces.slice(0, at).some((piece) => has(piece, 'self')) ||
    has(pieces[at - 1], 'plea') ||
    // "xin vang, ban di cong tac".
    (has(pieces[at], 'request') && pieces.slice(at).some((piece) => has(piece, 'busy') && !has(piece, 'thing')))) &&
  pieces.some(
    (piece, other) =>
      other !== at &&
      (has(piece, 'busy', 'because') ||
        // "Ca hai cuoc toi deu xin vang".
        (other < at && has(piece, 'all')) ||
        (has(piece, 'thing', 'unknown') && pieces.slice(at, other).some((between) => has(between, 'mark')))),
  ) &&
  !pieces.some((piece) => has(piece, 'act:attend', 'negation') || (has(piece, 'weak:attend') && !has(piece, 'self')));

const one = new Set(['mot', '1', '01']);

/** Nobody called Hai, no single one, and no second one ("thứ hai"). */
const isTwo = ({ sight, pieces, at }: Place): boolean =>
  !one.has(fold(sight.tokens[pieces[at]!.from]!.raw)) &&
  !has(pieces[at], 'title') &&
  !has(pieces[at - 1], 'title', 'pick', 'ordinal') &&
  pieces[at]!.to - pieces[at]!.from === 1;
