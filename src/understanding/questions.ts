// What a clause asks: "họp mấy giờ, ở đâu", "tài liệu đâu em", "tôi còn nợ gì".
import { type Clause, isCourtesy, isQuestion } from './clauses.ts';
import type { Sight } from './lexicon.ts';
import { has } from './piece.ts';

/** The parts of a phrase with "+" may stand apart; its kind names the question, the alternative and the part. */
export const partKind = (ask: string, alternative: number, part: number, parts: number): string =>
  `${ask}#${alternative}#${part}#${parts}`;

type Found = { ask: string; tokens: ReadonlySet<number> };

/** Most words first. Several only where they are asked by different words: "mấy giờ, ở đâu". */
export function asksIn(sight: Sight, clause: Clause): string[] {
  const asks: Found[] = [];
  // "Đỗ Văn Quyết, điện thoại 0905 …" asks for no number.
  const isNamed = ({ tokens }: Found): boolean =>
    clause.pieces.some(
      (piece) =>
        (piece.person && holds(tokens, piece.from, piece.to)) ||
        // "Ban chỉ đạo" is no "bàn chi", "số liệu" no "số".
        (has(piece, 'noise', 'thing', 'subject', 'online') &&
          !has(piece, 'act:attend') &&
          !has(piece, 'asking', 'who') &&
          isPartOnly(tokens, piece.from, piece.to)),
    );
  for (const one of alternativesIn(sight, clause.from, clause.to)
    .filter((found) => !isNamed(found))
    .sort(mostWords)) {
    const taken = asks.some(({ ask, tokens }) => ask === one.ask || [...one.tokens].some((token) => tokens.has(token)));
    if (!taken) asks.push(one);
  }
  const [best] = asks;
  if (!best || isPartOfAct(clause, best)) return [];
  const left = clause.pieces.filter(
    (piece) =>
      !asks.some(({ tokens }) => holds(tokens, piece.from, piece.to)) &&
      !isCourtesy(piece) &&
      !has(piece, ...besideAsk),
  );
  return left.length > best.tokens.size ? [] : asks.map(({ ask }) => ask);
}

const ofPeople = new Set(['attending', 'absentees', 'unanswered', 'presider']);

const ofMeeting = new Set(['online', 'where', 'when', 'contact']);
const ofThings = new Set(['where', 'papers', 'invitation']);

/** The longer; of two as long, the one about people: "ai chưa xem giấy mời". */
const mostWords = (a: Found, b: Found): number =>
  b.tokens.size - a.tokens.size || Number(ofPeople.has(b.ask)) - Number(ofPeople.has(a.ask));

const besideAsk = [
  ...[
    'asking',
    'who',
    'noise',
    'have',
    'time',
    'wish',
    'negation',
    'not-yet',
    'self',
    'let',
    'able',
    'about',
    'already',
  ],
  ...['unsure', 'third', 'all', 'mark', 'online', 'given', 'favour', 'plea'],
];

/** Asked for by naming it, where nothing else is said. */
const stated = new Set(['meetings', 'papers', 'invitation', 'tasks', 'conclusions', 'content']);
const ordering = [
  'nudge',
  'convene',
  'move',
  'postpone',
  'call-off',
  'assign',
  'return',
  'finish',
  'extend',
  'withdraw',
].map((act) => `act:${act}`);
const asksFor = ({ pieces }: Clause): boolean => pieces.some((piece) => has(piece, 'asking', 'who'));

/** Of a question in parts that may stand far from each other. */
const fewWords = 3;

/** A longer phrase that holds the words means something else: "bổ sung tài liệu"; so does "dự giúp tôi". */
function isPartOfAct(clause: Clause, { ask, tokens }: Found): boolean {
  const { pieces } = clause;
  const lead = pieces.find((piece) => !isCourtesy(piece));
  const acts = pieces.filter((piece) => [...piece.kinds].some((kind) => kind.startsWith('act:')));
  const holding = acts.some(
    (piece) =>
      !has(piece, 'act:attend', 'act:absent', 'act:agree') &&
      piece.to - piece.from + (has(piece, 'act:receive') && !isQuestion(clause) ? 1 : 0) > tokens.size &&
      [...tokens].every((token) => token >= piece.from && token < piece.to),
  );
  // "Tôi có lịch họp với Bộ" tells why, and asks nothing.
  const tells =
    pieces.some(
      (piece) =>
        has(piece, 'busy') &&
        !has(piece, 'able') &&
        (!holds(tokens, piece.from, piece.to) || piece.to - piece.from > tokens.size),
    ) && !isQuestion(clause);
  // "Nhắc những ai chưa trả lời", "lên lịch họp sáng mai" are orders.
  // "Gia hạn của tôi duyệt chưa" asks.
  const orders =
    acts.some((piece) => has(piece, ...ordering)) &&
    clause.end !== '?' &&
    !asksFor(clause) &&
    !(ask === 'extensions' && isQuestion(clause));
  // "Ai bảo tôi dự", "dự án này ai làm", "không cử ai dự thay" ask for nobody who attends.
  const elsewhere =
    ((ask === 'absentees' && pieces.some((piece) => has(piece, 'instead'))) ||
      (ask === 'attending' && tokens.size <= fewWords)) &&
    pieces.some(
      (piece) =>
        has(piece, 'instead', 'delegate', 'told', 'forbidding') ||
        (has(piece, 'thing') && piece.to - piece.from > 1 && holds(tokens, piece.from, piece.to)),
    );
  // "Tôi xin nghỉ cuộc họp chiều nay", "không đi được đâu", "nhớ in tài liệu" ask for nothing.
  const states =
    !isQuestion(clause) &&
    // "Let me check my schedule first".
    ((stated.has(ask) && has(lead, 'unsure') && !has(lead, 'wanting') && !holds(tokens, lead!.from, lead!.to)) ||
      (stated.has(ask) && pieces.some((piece) => has(piece, 'act:attend', 'act:absent', 'weak:absent', 'assumed'))) ||
      (ask === 'where' && pieces.some((piece) => has(piece, 'negation'))) ||
      has(
        pieces.find((piece) => !isCourtesy(piece)),
        'remind',
      ));
  // "Không ai vắng là tốt", "anh mà vắng thì ai lo", "đồng chí nào vắng phải báo cáo" ask for nobody.
  // "Hai người cùng nghỉ thì còn ai báo cáo?"
  const leftOver =
    ask === 'absentees' &&
    pieces.some(
      (piece, at) =>
        has(piece, 'then') && pieces.slice(at).some((after) => has(after, 'who') && !has(after, 'act:absent')),
    );
  // "Tham dự theo đúng thành phần giấy mời", "ghi tên tôi vào danh sách dự" say it within other words.
  const within =
    ask === 'attending' &&
    !isQuestion(clause) &&
    pieces.some(
      (piece) =>
        has(piece, 'noise', 'wish') &&
        piece.to - piece.from > 3 &&
        holds(tokens, piece.from, piece.to) &&
        pieces.some((other) => has(other, 'act:attend')),
    );
  // "Ghi tên tôi vào danh sách dự" asks for nothing.
  const enters =
    ask === 'attending' &&
    !isQuestion(clause) &&
    pieces.some((piece) => has(piece, 'self', 'own')) &&
    pieces.some((piece) => has(piece, 'entering'));
  const isTold = !isQuestion({ ...clause, pieces: [] });
  const nobody =
    ofPeople.has(ask) &&
    pieces.some(
      (piece, at) =>
        (isTold && has(piece, 'nobody') && holds(tokens, piece.from, piece.to)) ||
        // "Ai bảo tôi vắng?"
        (has(piece, 'who') && has(pieces[at + 1], 'told') && has(pieces[at + 2], 'self')) ||
        (isTold && has(piece, 'then') && pieces.slice(at).some((after) => holds(tokens, after.from, after.to))) ||
        (isTold && has(piece, 'must') && at > 0) ||
        (isTold &&
          has(piece, 'universal') &&
          pieces.slice(0, at).some((before) => holds(tokens, before.from, before.to))),
    );
  // "Dự hay vắng để chiều anh báo", "đề nghị này tôi chưa duyệt".
  const later =
    ask === 'mine' &&
    clause.end !== '?' &&
    (pieces.some((piece) => has(piece, 'let', 'let-me', 'future')) ||
      (!isQuestion(clause) && pieces.some((piece, at) => has(piece, 'not-yet') && has(pieces[at + 1], 'act:agree'))));
  // "Cuộc họp có nội dung của Sở đồng chí" tells.
  const tellsOf = ask === 'content' && !isQuestion(clause) && pieces.some((piece) => has(piece, 'have'));
  // "Ai duyệt cho đồng chí ấy vắng", "vắng mấy lần rồi".
  const other =
    (ask === 'absentees' || ask === 'attending') && pieces.some((piece) => has(piece, 'act:agree', 'how-often'));
  // "Chị Hằng bảo chiều nay sẽ gửi tài liệu", "kết luận này hình như chưa đúng" ask for nothing.
  const tellsOnly =
    stated.has(ask) &&
    !isQuestion(clause) &&
    !asksFor(clause) &&
    !pieces.some((piece) => has(piece, 'plea', 'let')) &&
    ((pieces.some((piece) => has(piece, 'told')) && pieces.some((piece) => has(piece, 'person', 'third'))) ||
      pieces.some((piece) => has(piece, 'seeming')));
  // "Nhờ in giúp tôi bản dự thảo mới" says what is wanted.
  const wants =
    ask === 'help' &&
    !isQuestion(clause) &&
    pieces.some((piece) => has(piece, 'favour') && holds(tokens, piece.from, piece.to)) &&
    pieces.some((piece) => has(piece, 'unknown', 'thing', 'subject') && !holds(tokens, piece.from, piece.to));
  // "Muốn xin gia hạn thì làm thế nào" asks how.
  const how = ask === 'extensions' && pieces.some((piece) => has(piece, 'condition', 'wanting', 'then'));
  // "Sao hạn gấp thế" asks why.
  const why = ask === 'deadline' && has(lead, 'why');
  // "Cả hai tôi đều không đi được đâu", "khỏi cần đường link", "họp trực tuyến không quen" deny.
  const lastToken = Math.max(...tokens);
  const lastAt = pieces.findIndex((piece) => piece.from <= lastToken && lastToken < piece.to);
  const denies =
    clause.end !== '?' &&
    ((has(lead, 'negation') && (ofMeeting.has(ask) || needsNone(clause)) && !asksFor(clause)) ||
      (ask === 'online' &&
        has(pieces[lastAt], 'negation') &&
        pieces[lastAt + 1] !== undefined &&
        !isCourtesy(pieces[lastAt + 1]!)) ||
      (ofThings.has(ask) &&
        has(pieces[lastAt], 'able') &&
        !has(pieces[lastAt], 'asking') &&
        pieces.slice(0, lastAt).some((piece) => has(piece, 'negation', 'rhetoric'))));
  // "Họp gì mà họp lắm thế".
  const wonders =
    clause.end !== '?' && pieces.some((piece) => has(piece, 'rhetoric') && holds(tokens, piece.from, piece.to));
  return (
    nobody ||
    leftOver ||
    within ||
    enters ||
    why ||
    tellsOf ||
    tellsOnly ||
    how ||
    wants ||
    other ||
    later ||
    denies ||
    wonders ||
    holding ||
    tells ||
    orders ||
    states ||
    elsewhere ||
    (ask === 'help' && clause.end !== '?' && has(lead, 'not-yet', 'negation')) ||
    (ask === 'help' && (acts.length > 0 || pieces.some((piece) => has(piece, 'thanks'))))
  );
}

/** "Không cần in tài liệu cho anh". */
const needsNone = ({ pieces }: Clause): boolean =>
  pieces.some((piece, at) => has(piece, 'wanting') && has(pieces[at - 1], 'negation'));

/** All that was found is part of a longer word. */
const isPartOnly = (tokens: ReadonlySet<number>, from: number, to: number): boolean => {
  let within = 0;
  for (let at = from; at < to; at += 1) if (tokens.has(at)) within += 1;
  return within === tokens.size && within < to - from;
};

const holds = (tokens: ReadonlySet<number>, from: number, to: number): boolean => {
  for (let at = from; at < to; at += 1) if (tokens.has(at)) return true;
  return false;
};

type Part = { ask: string; key: string; part: number; count: number };

/** What `partKind` put together, taken apart once for each. */
const known = new Map<string, Part>();

function partOf(kind: string): Part {
  const there = known.get(kind);
  if (there) return there;
  const [ask = '', alternative = '', part = '', count = ''] = kind.split('#');
  const found = { ask, key: `${ask}#${alternative}`, part: Number(part), count: Number(count) };
  known.set(kind, found);
  return found;
}

function alternativesIn(sight: Sight, from: number, to: number): Found[] {
  const parts = new Map<string, { ask: string; count: number; ranges: Map<number, { at: number; length: number }> }>();
  const whole: Found[] = [];
  for (let at = from; at < to; at += 1) {
    for (const { kind, length } of sight.allAt(at)) {
      if (at + length > to) continue;
      const { ask, key, part, count } = partOf(kind);
      if (count === 1) {
        whole.push({ ask, tokens: tokensIn([{ at, length }]) });
        continue;
      }
      const there = parts.get(key) ?? { ask, count, ranges: new Map<number, { at: number; length: number }>() };
      parts.set(key, there);
      const before = there.ranges.get(part);
      if (!before || length > before.length) there.ranges.set(part, { at, length });
    }
  }
  for (const { ask, count, ranges } of parts.values()) {
    if (ranges.size === count) whole.push({ ask, tokens: tokensIn([...ranges.values()]) });
  }
  return whole;
}

function tokensIn(ranges: readonly { at: number; length: number }[]): Set<number> {
  const tokens = new Set<number>();
  for (const { at, length } of ranges) for (let step = 0; step < length; step += 1) tokens.add(at + step);
  return tokens;
}
