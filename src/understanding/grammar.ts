// What typed words mean: pure, without a model or a network, in time linear in what was typed.
import { nfc } from '../kernel/fold.ts';
import { hasOther, readPresence, saysPresence } from './answers.ts';
import { type Clause, clausesOf, isCourtesy, isDoubtful, isEmpty, isQuestion } from './clauses.ts';
import { readDelegation } from './delegation.ts';
import { type Frame, framed } from './frames.ts';
import { type Lexicon, makeLexicon, type Sight } from './lexicon.ts';
import type { Message } from './message.ts';
import { numberIn } from './numbers.ts';
import { readOrder } from './orders.ts';
import { has, type Piece, piecesOf, type Sender } from './pieces.ts';
import { readProgress } from './progress.ts';
import { asksIn, partKind } from './questions.ts';
import { nothing, type Reading, type Understood } from './reading.ts';
import { spell } from './spelling.ts';
import { mostUnits, tokensOf } from './tokens.ts';
import { readOpinion, readVerdict } from './verdicts.ts';

/** The words of one language: `kinds` of words, words for `acts` (clear and weak ones), phrases for `asks`. */
export type Vocabulary = {
  kinds: ReadonlyMap<string, readonly string[]>;
  acts: ReadonlyMap<string, { clear: readonly string[]; weak: readonly string[] }>;
  asks: ReadonlyMap<string, readonly string[]>;
  /** Acts said by a verb and what it is done to; `closing` words, if any, must come after. */
  frames: readonly { act: string; verbs: readonly string[]; objects: readonly string[]; closing: readonly string[] }[];
  /** Shortened words, and what they stand for. */
  short: ReadonlyMap<string, string>;
};

/** Whole phrases by which something is called; a reading of one has its name as intent. */
export type Names = ReadonlyMap<string, readonly string[]>;

export type Grammar = { words: Lexicon; questions: Lexicon; cardinals: readonly string[]; frames: readonly Frame[] };

export function makeGrammar({ kinds, acts, asks, frames, short }: Vocabulary, names: Names = new Map()): Grammar {
  const words = new Map(kinds);
  for (const [nth, { verbs, objects, closing }] of frames.entries()) {
    words.set(`verb:${nth}`, verbs);
    words.set(`object:${nth}`, objects);
    words.set(`closing:${nth}`, closing);
  }
  for (const [act, { clear, weak }] of acts) {
    words.set(`act:${act}`, clear);
    words.set(`weak:${act}`, weak);
  }
  for (const [name, called] of names) words.set(`named:${name}`, called);
  const phrases = new Map<string, string[]>();
  for (const [ask, alternatives] of asks) {
    for (const [alternative, phrase] of alternatives.entries()) {
      const parts = phrase.split('+').map((part) => part.trim());
      for (const [part, said] of parts.entries()) {
        const ways = said.split('/').map((way) => way.trim());
        phrases.set(partKind(ask, alternative, part, parts.length), ways);
      }
    }
  }
  const cardinals = (kinds.get('cardinal') ?? []).map((word) => spell(word).plain);
  return {
    words: makeLexicon(words, isGuessed, short),
    questions: makeLexicon(phrases, () => false, short),
    cardinals,
    frames: frames.map(({ act, closing }, nth) => ({
      act,
      verb: `verb:${nth}`,
      object: `object:${nth}`,
      closing: `closing:${nth}`,
      closes: closing.length > 0,
    })),
  };
}

/** Slips are passed over in what people mean, not in what forbids to act. */
const isGuessed = (kind: string): boolean =>
  /^(?:act:|named:|wish$|negation$|instead$|delegate$|unsure$|condition$)/.test(kind);

/** Reads a message in each language, the first of them first: in the others only what has no marks on its letters. */
export function understand(grammars: readonly Grammar[], said: string, sender: Sender): Understood {
  if (said.length > mostUnits) return nothing;
  const text = nfc(said);
  let best = nothing;
  for (const [nth, grammar] of grammars.entries()) {
    // Where one language is sure of it the next is not tried.
    if (nth > 0 && (clearness(best) >= 4 || /[\u00c0-\u1eff]/.test(text))) break;
    const read = understandIn(grammar, text, sender);
    if (clearness(read) > clearness(best)) best = read;
  }
  return best;
}

/** Which of two readings in two languages says more. */
function clearness({ number, readings, asks, courtesy, idle }: Understood): number {
  if (number !== null) return 5;
  if (readings.some(({ sure }) => sure)) return 4;
  if (asks.length > 0) return 3;
  return readings.length > 0 ? 2 : courtesy || idle ? 1 : 0;
}

function understandIn(grammar: Grammar, said: string, sender: Sender): Understood {
  const tokens = tokensOf(said);
  if (!tokens || tokens.length === 0) return nothing;
  const sight = grammar.words.over(tokens);
  const pieces = framed(piecesOf(sight, sender), grammar.frames);
  const number = numberIn(sight, pieces, grammar.cardinals);
  if (number !== null) return { ...nothing, number };
  const quoted = isQuoted(sight, pieces);
  const all = clausesOf(sight, withoutAddress(sight, pieces));
  const clauses = corrected(all).filter((_clause, nth, kept) => !isOverNow(kept, nth));
  const questions = grammar.questions.over(tokens);
  const asks: string[] = [];
  const told: Clause[] = [];
  const switches: Reading[] = [];
  let unexplained = false;
  const asksForTime = clauses.some(({ pieces: some }) => some.some((piece) => has(piece, 'act:extend')));
  for (const clause of clauses) {
    const switched = switchIn(clause);
    if (switched) switches.push(switched);
    const asked = asksOf(questions, clause);
    if (switched) asks.push('online');
    // "Xin gia hạn, bên tư vấn chưa giao hồ sơ" tells why.
    else if (asked.length > 0 && !(asksForTime && isTold(clause)))
      asks.push(...asked.filter((ask) => !asks.includes(ask)));
    else {
      // "Không được, ai cũng nghỉ thì họp với ai à": after a no it is why.
      unexplained ||= isQuestion(clause) && !told.some((before) => refuses(before) || isBareNo(before));
      told.push(clause);
    }
  }
  // "Tôi không đi, đau họng nói không ra tiếng": why he stays away may speak of what is over, and of speaking.
  const away = told.some((clause) => saysPresence(clause) && !hasOther(clause));
  const forDoubt = told.map((clause) => (away && isWhy(clause) ? withoutTelling(clause) : clause));
  const refused = told.findIndex(saysNo);
  const doubtful =
    quoted ||
    unexplained ||
    forDoubt.some(
      (clause, nth) => isDoubtful(clause, told.slice(0, nth).some(saysPresence)) && (refused < 0 || nth <= refused),
    );
  const message: Message = {
    said,
    sight,
    clauses: told,
    doubtful,
    held: quoted || unexplained,
    quoted,
    cardinals: grammar.cardinals,
  };
  const readings = [...switches, ...actsIn(message)];
  const courtesy = courtesyOf(told, asks);
  const idle = readings.length + asks.length === 0 && isIdle(told, courtesy);
  return { readings, asks, courtesy, idle, number: null };
}

/** Nobody else, and nothing done, in a sentence that only tells. */
const isWhy = (clause: Clause): boolean =>
  clause.end !== ':' &&
  !saysPresence(clause) &&
  !hasOther(clause) &&
  !clause.pieces.some((piece) => has(piece, 'that') || [...piece.kinds].some((kind) => kind.startsWith('act:')));

const withoutTelling = (clause: Clause): Clause => {
  const pieces = clause.pieces.filter((piece, at) => !(has(piece, 'past') || (has(piece, 'told') && at > 0)));
  return { ...clause, pieces };
};

const ofPresence = ['act:attend', 'act:absent', 'weak:attend', 'weak:absent', 'weak:go'];
const ofVerdict = ['act:agree', 'weak:agree', 'act:refuse', 'agreeing'];

/** "Anh dự, à nhầm, anh vướng họp rồi, xin vắng": what he said before he corrected himself is not said. */
function corrected(clauses: readonly Clause[]): Clause[] {
  const at = clauses.findLastIndex(({ pieces }) => has(pieces[0], 'correcting'));
  if (at < 0) return [...clauses];
  const rest = clauses[at]!.pieces.slice(1);
  const after = clauses.slice(at + 1);
  const kept = rest.length > 0 ? [{ ...clauses[at]!, pieces: rest, from: rest[0]!.from }, ...after] : after;
  return kept.some(({ pieces }) => pieces.some((piece) => !isCourtesy(piece))) ? kept : [...clauses];
}

/** "Hồi sáng anh báo dự | nhưng giờ bận, cho anh vắng": what he himself said before holds no longer. */
function isOverNow(clauses: readonly Clause[], nth: number): boolean {
  const { pieces, end } = clauses[nth]!;
  const next = clauses[nth + 1];
  if (!next || end === '?' || !pieces.some((piece) => has(piece, 'earlier'))) return false;
  const own =
    !hasOther(clauses[nth]!) &&
    !pieces.some(
      (piece, at) =>
        has(piece, 'condition', 'unsure', 'asking') || (has(piece, 'told') && !has(pieces[at - 1], 'self')),
    );
  const says = pieces.some((piece) => has(piece, 'slipped', ...ofPresence, ...ofVerdict));
  return (
    own &&
    says &&
    (next.joined === 'but' || has(next.pieces[0], 'now') || pieces.some((piece) => has(piece, 'slipped')))
  );
}

/** "Trả lại, chưa rõ lý do": what comes after a no says why, after "ý kiến khác:" it is the opinion. */
const saysNo = ({ pieces }: Clause): boolean =>
  pieces.some(
    (piece, at) =>
      has(piece, 'act:return', 'act:refuse', 'act:other-opinion', 'opinion-mark') &&
      !has(pieces[at - 1], 'negation', 'not-yet', 'have'),
  );

const refuses = (clause: Clause): boolean => saysNo(clause) && clause.pieces.some((piece) => has(piece, 'act:refuse'));

const isTold = (clause: Clause): boolean =>
  !isQuestion({ ...clause, pieces: clause.pieces.filter((piece) => !has(piece, 'not-yet')) }) &&
  !clause.pieces.some((piece) => has(piece, 'plea', 'let', 'act:extend'));

const isBareNo = ({ pieces, end }: Clause): boolean =>
  end !== '?' &&
  pieces.some((piece) => has(piece, 'negation')) &&
  pieces.every((piece) => isCourtesy(piece) || has(piece, 'negation', 'disallowed', 'able'));

/** "Đổi sang online được không": asked of us, and no doubt about what. For somebody who attends already. */
function switchIn({ pieces }: Clause): Reading | null {
  if (!pieces.some((piece) => has(piece, 'act:switch'))) return null;
  const [online, present] = [
    pieces.some((piece) => has(piece, 'online')),
    pieces.some((piece) => has(piece, 'in-person')),
  ];
  if (online === present) return null;
  const plain = pieces.every(
    (piece) =>
      isCourtesy(piece) ||
      has(
        piece,
        'act:switch',
        'online',
        'in-person',
        'wish',
        'let',
        'able',
        'asking',
        'noise',
        'time',
        'act:attend',
        'weak:attend',
        'favour',
      ),
  );
  return { intent: 'switch', sure: plain, slots: { mode: online ? 'online' : 'in-person' } };
}

/** "Anh Nam có dự không?" asks who attends. */
function asksOf(questions: Sight, clause: Clause): string[] {
  const asked = asksIn(questions, clause);
  if (asked.length > 0) return asked;
  const isOwn = clause.pieces.some((piece) => has(piece, 'self') && !has(piece, 'title'));
  if (!saysPresence(clause) || !hasOther(clause) || !isQuestion(clause) || isOwn) return [];
  // "Sao anh Bình xin vắng" asks why.
  const isWhy = (piece: Piece, at: number, all: readonly Piece[]): boolean =>
    has(piece, 'because') && has(all[at + 1], 'asking');
  const first = clause.pieces.find((piece) => !isCourtesy(piece));
  if (has(first, 'why') || clause.pieces.some(isWhy)) return [];
  return clause.pieces.some((piece) => has(piece, 'condition', 'unsure', 'told', 'instead', 'forbidding'))
    ? []
    : ['attending'];
}

/** The readers in their order: who sends somebody in his place also says that he stays away. */
function actsIn(message: Message): Reading[] {
  if (message.clauses.every(isEmpty)) return [];
  // "Không được. Cuộc này giám đốc phải đi, không cử cấp phó".
  const [first] = message.clauses;
  if (first && isBareNo(first) && first.pieces.some((piece) => has(piece, 'disallowed'))) {
    const refused = readVerdict(message);
    if (refused.some(({ sure }) => sure)) return refused;
  }
  const readers = [readDelegation, readVerdict, readPresence, readOpinion, readReceipt, readProgress, readOrder];
  const orders = readOrder(message).filter(({ sure }) => sure);
  // "Em rút đơn xin vắng, em dự": who attends takes back what he asked for.
  const comes = orders.some(({ intent }) => intent === 'withdraw') ? readPresence(message) : [];
  if (comes.some(({ intent, sure }) => sure && intent === 'attend')) return comes;
  if (orders.length > 0) return orders;
  const opines = message.clauses.some(({ pieces }) =>
    pieces.some(
      (piece, at) =>
        has(piece, 'act:other-opinion') ||
        // "Ý kiến của tôi là đề nghị lùi tiến độ …".
        (has(piece, 'opinion-mark') && pieces.slice(0, at).every(isCourtesy)),
    ),
  );
  if (!opines && message.clauses.some((clause) => clause.pieces.some((piece) => has(piece, 'act:extend'))))
    return readProgress(message);
  for (const read of readers) {
    const readings = read(message);
    // Nothing certain about the coming beside what is certain of the receipt.
    if (read === readPresence && !readings.some(({ sure }) => sure)) {
      const receipt = readReceipt(message);
      if (receipt.some(({ sure }) => sure) && (readings.length > 0 || !message.clauses.some(saysPresence)))
        return receipt;
    }
    if (readings.length === 0) continue;
    // "Vướng mặt bằng" tells why nobody comes, or how a task stands.
    const isReason = read === readPresence && !message.clauses.some(saysPresence);
    return isReason ? [...readings, ...readProgress(message)] : readings;
  }
  return readNamed(message);
}

/** "Danh sách thành viên ạ": something called by its name, and nothing else. */
function readNamed({ clauses, doubtful }: Message): Reading[] {
  const pieces = clauses.flatMap((clause) => clause.pieces);
  const called = pieces.filter((piece) => namesIn(piece).length > 0);
  const [only] = called;
  if (!only || called.length > 1) return [];
  const plain = pieces.every(
    (piece) => piece === only || isCourtesy(piece) || has(piece, 'wish', 'let', 'favour', 'plea'),
  );
  return namesIn(only).map((intent) => ({ intent, sure: plain && !doubtful, slots: {} }));
}

const namesIn = ({ kinds }: Piece): string[] =>
  [...kinds].filter((kind) => kind.startsWith('named:')).map((kind) => kind.slice('named:'.length));

const againstReceipt = ['told', 'forbidding', 'act:receive', 'person', 'past', 'condition'];
/** Said without doubt they are another act than the receipt. */
const beyondReceipt = ['act:attend', 'act:absent', 'weak:attend', 'weak:absent', 'weak:go', 'free', 'busy', 'delegate'];

function readReceipt(message: Message): Reading[] {
  const received = message.clauses.find((clause) => clause.pieces.some((piece) => has(piece, 'act:receive')));
  if (!received) return [];
  // "… và sẽ nghiêm túc triển khai".
  const also = received.pieces.findIndex((piece, at) => has(piece, 'also') && has(received.pieces[at + 1], 'future'));
  const plain = received.pieces
    .slice(0, also < 0 ? undefined : also)
    .every(
      (piece) =>
        isCourtesy(piece) ||
        has(
          piece,
          'act:receive',
          'noise',
          'already',
          'able',
          'have',
          'wish',
          'all',
          'own',
          'pick',
          'figure',
          'document',
          'about',
          'time',
          'our-side',
        ),
    );
  const others = message.clauses.filter((clause) => clause !== received);
  // "Nhận được rồi, để em xem lịch rồi báo lại": that he has it is certain, whatever he has not made up his mind about.
  const harmless = others.every(
    (clause) =>
      clause.pieces.every((piece) => isCourtesy(piece) || has(piece, 'unsure', 'wish', 'noise', 'time', 'all')) ||
      (!(isQuestion(clause) && !clause.pieces.some((piece) => has(piece, 'unsure'))) &&
        !clause.pieces.some((piece) => has(piece, ...againstReceipt)) &&
        (isDoubtful(clause) || !clause.pieces.some((piece) => has(piece, ...beyondReceipt)))),
  );
  return [
    {
      intent: 'receive',
      sure: plain && harmless && !isQuestion(received) && !isQuoted(message.sight, received.pieces),
      slots: {},
    },
  ];
}

const besideCourtesy = [
  ...[
    'yes',
    'addressed',
    'person',
    'noise',
    'third',
    'post',
    'mark',
    'unknown',
    'thing',
    'time',
    'already',
    'favour',
    'all',
  ],
];

/** Thanks first, and nothing in it that might be an answer. */
const isThankful = ({ pieces }: Clause): boolean =>
  has(
    pieces.find((piece) => !has(piece, 'polite', 'self', 'title', 'yes')),
    'thanks',
  ) &&
  !pieces.some(
    (piece) =>
      has(piece, 'negation', 'not-yet', 'instead', 'delegate') ||
      [...piece.kinds].some((kind) => /^(?:act|weak):(?:attend|absent|agree|refuse|go)$/.test(kind)),
  );

/** Words that may follow "cảm ơn". */
const mostThankedFor = 8;

function courtesyOf(clauses: readonly Clause[], asks: readonly string[]): Understood['courtesy'] {
  if (asks.length > 0) return null;
  const [only, another] = clauses;
  // "Cảm ơn đồng chí đã thông báo": whatever it is for.
  if (only && !another && isThankful(only) && only.pieces.length <= mostThankedFor && !isQuestion(only))
    return 'thanks';
  const beside = (piece: Piece): boolean => isCourtesy(piece) || has(piece, ...besideCourtesy);
  if (!clauses.every((clause) => clause.pieces.every(beside))) return null;
  const pieces = clauses.flatMap((clause) => clause.pieces);
  // "Cảm ơn các bạn đã hỗ trợ": for what is part of it.
  const thanksFirst = has(
    pieces.find((piece) => !has(piece, 'polite', 'self', 'title', 'yes')),
    'thanks',
  );
  const wishes = pieces.some((piece) => has(piece, 'wishing'));
  const strange = pieces.filter((piece) => has(piece, 'unknown', 'thing', 'noise', 'third', 'person')).length;
  if (strange > ((thanksFirst && clauses.length === 1) || wishes ? mostThankedFor : 2)) return null;
  if (pieces.some((piece) => has(piece, 'thanks'))) return 'thanks';
  if (pieces.some((piece) => has(piece, 'greeting'))) return 'greeting';
  return pieces.some((piece) => has(piece, 'yes')) && pieces.every((piece) => isCourtesy(piece) || has(piece, 'yes'))
    ? 'yes'
    : null;
}

/** Each clause is a courtesy whole; a thank-you that stands beside something else hides nothing of it. */
function isIdle(clauses: readonly Clause[], courtesy: Understood['courtesy']): boolean {
  const isPolite = ({ pieces }: Clause): boolean =>
    pieces.every((piece) => (isCourtesy(piece) || has(piece, 'mark', 'addressed')) && !has(piece, 'work'));
  const isThanking = ({ pieces }: Clause): boolean =>
    has(
      pieces.find((piece) => !has(piece, 'polite', 'self', 'title', 'yes')),
      'thanks',
      'greeting',
    );
  return (
    clauses.some(({ pieces }) => pieces.some((piece) => has(piece, 'polite', 'thanks', 'greeting', 'yes'))) &&
    clauses.every((clause) => isPolite(clause) || (courtesy !== null && isThanking(clause)))
  );
}

const QUOTES = new Set(['"', '“', '”', '«', '»', '>', '[', '|', '„']);

/** Words of somebody else: between quotation marks, after ">", or after a name and a colon. */
function isQuoted(sight: Sight, pieces: readonly Piece[]): boolean {
  if (pieces.some((piece) => QUOTES.has(sight.tokens[piece.from]!.raw))) return true;
  return pieces.some(
    (piece, at) =>
      sight.tokens[piece.from]!.raw === ':' &&
      has(pieces[at - 1], 'person', 'third', 'office-named', 'told') &&
      // "Kính gửi Ban Thư ký:" says to whom.
      !pieces.slice(Math.max(at - 4, 0), at).some((before) => has(before, 'addressed')),
  );
}

/** "Kính gửi Văn phòng Ban Chỉ đạo," and "báo cáo đồng chí Nam," say to whom, and nothing else. */
function withoutAddress(sight: Sight, pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at]!;
    const starts = kept.length === 0 || isMark(sight, kept.at(-1)!) || isCourtesy(kept.at(-1)!);
    const asksLeave = has(piece, 'asks-leave') && has(pieces[at + 1], 'third');
    if (!starts || !(has(piece, 'addressed') || asksLeave)) {
      kept.push(piece);
      continue;
    }
    const end = addressEnd(sight, pieces, at);
    if (end === at) kept.push(piece);
    else kept.push({ from: piece.from, to: pieces[end]!.to, kinds: new Set(kindsOfAddress(piece)), slip: false });
    at = end;
  }
  return kept;
}

const kindsOfAddress = (piece: Piece): string[] =>
  has(piece, 'thanks') ? ['thanks'] : has(piece, 'greeting') ? ['greeting'] : ['polite'];

function addressEnd(sight: Sight, pieces: readonly Piece[], at: number): number {
  const next = pieces[at + 1];
  const named =
    has(next, 'person', 'title', 'third', 'office-named', 'office', 'own', 'noise', 'unknown', 'polite') &&
    !isMark(sight, next!);
  if (!named) return at;
  let end = at + 1;
  // As far as the mark that closes it; without one, the one who is named.
  let mark = at + 1;
  while (mark < pieces.length && !isMark(sight, pieces[mark]!)) mark += 1;
  const inside = pieces.slice(at + 1, mark);
  if (
    mark < pieces.length &&
    inside.every((piece) =>
      has(
        piece,
        'person',
        'title',
        'self',
        'third',
        'office-named',
        'office',
        'own',
        'noise',
        'unknown',
        'polite',
        'post',
        'deputy',
      ),
    )
  )
    return mark - 1;
  if (has(next, 'title') && !has(next, 'person')) return has(pieces[at + 2], 'person') ? at + 2 : at + 1;
  if (has(next, 'noise', 'unknown', 'polite')) end = at;
  return end;
}

const isMark = (sight: Sight, piece: Piece): boolean => sight.tokens[piece.from]!.kind === 'mark' && has(piece, 'mark');
