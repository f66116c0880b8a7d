// What typed words mean: pure, without a model or a network, in time linear in what was typed. The readers stand here in
// their order: number → what is set aside (address, corrections, questions) → whether anything forbids acting → acts.
import { nfc } from '../kernel/fold.ts';
import { isQuoted, withoutAddress } from './address.ts';
import { readPresence } from './answers.ts';
import { changed } from './changing.ts';
import { type Clause, clausesOf, isCourtesy, isDoubtful, isEmpty, isQuestion } from './clauses.ts';
import { courtesyOf, isIdle } from './courtesy.ts';
import { readDelegation } from './delegation.ts';
import { corrected, isOverNow } from './earlier.ts';
import { framed } from './frames.ts';
import type { Grammar } from './grammar.ts';
import { readHandingOver } from './handing-over.ts';
import { type Message, plainText } from './message.ts';
import { readNamed } from './named.ts';
import { numberIn } from './numbers.ts';
import { readOpinion } from './opinions.ts';
import { isShift, readOrder } from './orders.ts';
import { has, type Piece, type Sender } from './piece.ts';
import { piecesOf } from './pieces.ts';
import { hasOther, saysPresence } from './presence.ts';
import { extendsAt, grantsTime, readNewDay, readProgress } from './progress.ts';
import { nothing, type Reading, type Understood } from './reading.ts';
import { readReceipt } from './receipt.ts';
import { isAnswer, takesBack } from './roles.ts';
import { asksOf, switchIn } from './switching.ts';
import { mostUnits, tokensOf } from './tokens.ts';
import { readVerdict } from './verdicts.ts';

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
  const pieces = changed(framed(piecesOf(sight, sender), grammar.frames));
  const number = numberIn(sight, pieces, grammar.cardinals);
  if (number !== null) return { ...nothing, number };
  const quoted = isQuoted(sight, pieces);
  const all = clausesOf(sight, withoutAddress(sight, pieces));
  const clauses = corrected(all).filter((clause, nth, kept) => !isOverNow(kept, nth) && !announces(clause));
  const questions = grammar.questions.over(tokens);
  const asks: string[] = [];
  const told: Clause[] = [];
  const switches: Reading[] = [];
  const pleas: Clause[] = [];
  let unexplained = false;
  // "Hôm qua tôi dự cuộc bên Sở Tài chính, mệt quá": of that.
  const tellsOfPast = clauses.some(
    (clause) => saysPresence(clause) && clause.pieces.some((piece) => has(piece, 'past', 'earlier')),
  );
  const asksForTime = clauses.some((clause) => extendsAt(clause) >= 0);
  for (const [nth, clause] of clauses.entries()) {
    // "Ai bảo tôi vắng? Tôi dự chứ!": he asks nobody, and says it himself.
    if (isRetort(clause) && clauses.slice(nth + 1).some(saysPresence)) continue;
    const switched = switchIn(clause);
    if (switched) switches.push(switched);
    const asked = asksOf(questions, clause).filter(
      (ask) => !(ask === 'lost' && tellsOfPast) && !(ofPaper.has(ask) && tellsOfPaper(clause)),
    );
    if (switched) asks.push('online');
    // "Xin gia hạn, bên tư vấn chưa giao hồ sơ" tells why.
    else if (asked.length > 0 && !(asksForTime && isTold(clause))) {
      asks.push(...asked.filter((ask) => !asks.includes(ask)));
      if (clause.pieces.slice(0, leadingWords).some((piece) => has(piece, 'plea')) && !isQuestion(clause))
        pleas.push(clause);
    } else {
      // "Không được, ai cũng nghỉ thì họp với ai à": after a no it is why.
      unexplained ||= isQuestion(clause) && !told.some((before) => refuses(before) || isBareNo(before));
      if (!isWhyOnline(clause, switches)) told.push(clause);
    }
  }
  const answers = told.some((clause) => isAnswer(clause) && !hasOther(clause));
  const refused = told.findIndex(saysNo);
  const doubts = (clause: Clause, nth: number): boolean =>
    answers && !isAnswer(clause) ? takesBack(told, nth) : isDoubtful(clause, told.slice(0, nth).some(saysPresence));
  const doubtful =
    quoted || unexplained || told.some((clause, nth) => doubts(clause, nth) && (refused < 0 || nth <= refused));
  const message: Message = {
    said,
    sight,
    clauses: told,
    doubtful,
    held: quoted || unexplained,
    quoted,
    cardinals: grammar.cardinals,
  };
  const readings = withNamesake([...switches, ...actsIn(message)], pieces);
  const [sole] = readings;
  // "Tôi dự, đề nghị thư ký gửi trước tài liệu": answered, and passed on as well.
  if (sole?.intent === 'attend' && sole.sure && readings.length === 1 && pleas.length > 0) {
    const note = [sole.slots['note'] ?? '', ...pleas.map((clause) => plainText(message, clause.pieces))];
    readings[0] = { ...sole, slots: { ...sole.slots, note: note.filter((words) => words !== '').join(', ') } };
  }
  // "Hôm đó tôi không đến được, họp qua mạng được không": he stays away from nothing yet.
  else if (sole?.intent === 'absent' && asks.includes('online')) readings.splice(0, 1, { ...sole, sure: false });
  const courtesy = courtesyOf(told, asks);
  const idle = readings.length + asks.length === 0 && isIdle(told, courtesy);
  return { readings, asks, courtesy, idle, number: null };
}

/** "Anh Hòa xin vắng", of somebody who is called so himself: what another of that name said may be meant as well. */
function withNamesake(readings: readonly Reading[], pieces: readonly Piece[]): Reading[] {
  const person = pieces.find((piece) => has(piece, 'namesake'))?.person?.name;
  const answers = readings.filter(({ intent }) => answersOf.has(intent));
  if (person === undefined) return [...readings];
  return [
    ...readings,
    ...answers.map(({ intent, sure, slots }) => ({
      intent: 'note-answer',
      sure,
      slots: { ...slots, person, answer: intent },
    })),
  ];
}

/** "Giấy mời chú thấy rồi", "dời sang 9h cho kịp tài liệu": a paper is spoken of, and not asked for. */
const ofPaper = new Set(['papers', 'invitation', 'conclusions']);
const tellsOfPaper = (clause: Clause): boolean =>
  clause.pieces.some((piece, at) => has(piece, 'act:receive') || isShift(clause.pieces, at)) &&
  !isQuestion(clause) &&
  !clause.pieces.some((piece) => has(piece, 'not-yet', 'negation', 'plea', 'let'));

const isRetort = (clause: Clause): boolean =>
  isQuestion(clause) &&
  clause.pieces.some(
    (piece, at) => has(piece, 'who') && has(clause.pieces[at + 1], 'told') && has(clause.pieces[at + 2], 'self'),
  );

/** "Nhờ thư ký in giúp …": what is asked for is said at once. */
const leadingWords = 3;

const answersOf = new Set(['attend', 'absent', 'proxy']);

/** "Tôi báo lại: …". */
const announces = ({ pieces, end }: Clause): boolean =>
  end === ':' &&
  pieces.some((piece) => has(piece, 'passing-on')) &&
  pieces.every(
    (piece) => (isCourtesy(piece) && !has(piece, 'title')) || has(piece, 'passing-on', 'wish') || has(piece, 'self'),
  );

/** "Tôi chuyển qua trực tuyến | không vô tỉnh được". */
const isWhyOnline = ({ pieces, end }: Clause, [switched]: readonly Reading[]): boolean => {
  const no = pieces.findIndex((piece) => !isCourtesy(piece));
  return (
    switched?.slots['mode'] === 'online' &&
    end !== '?' &&
    has(pieces[no], 'negation') &&
    has(pieces[no + 1], 'in-person') &&
    pieces.slice(no + 2).every((piece) => isCourtesy(piece) || has(piece, 'able'))
  );
};

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

/** The readers in their order: who sends somebody in his place also says that he stays away. */
function actsIn(message: Message): Reading[] {
  if (message.clauses.every(isEmpty)) return [];
  // "Không được. Cuộc này giám đốc phải đi, không cử cấp phó".
  const [first] = message.clauses;
  if (first && isBareNo(first) && first.pieces.some((piece) => has(piece, 'disallowed'))) {
    const refused = readVerdict(message);
    if (refused.some(({ sure }) => sure)) return refused;
  }
  const handed = readHandingOver(message);
  if (handed.length > 0) return handed;
  const newDay = readNewDay(message);
  if (newDay.length > 0) return newDay;
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
  // "Không hẳn đồng ý mà cũng không phản đối, ghi cho tôi là ý kiến khác".
  const other = opines ? readOpinion(message).filter(({ intent, sure }) => sure && intent === 'opinion-other') : [];
  if (other.length > 0) return other;
  if (!opines && message.clauses.some((clause) => extendsAt(clause) >= 0 && !grantsTime(clause)))
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
    // "Đề nghị bỏ khoản 2 vì trùng với Luật": "trùng" says nothing of his coming.
    if (read === readPresence && !message.clauses.some(saysPresence)) {
      const opinion = readOpinion(message);
      if (opinion.some(({ sure }) => sure)) return opinion;
    }
    // "Tôi đã đọc kết luận, nhất trí triển khai".
    if (read === readVerdict) return [...readings, ...readReceipt(message).filter(({ sure }) => sure)];
    // "Vướng mặt bằng" tells why nobody comes, or how a task stands.
    const isReason = read === readPresence && !message.clauses.some(saysPresence);
    return isReason ? [...readings, ...readProgress(message)] : readings;
  }
  return readNamed(message);
}
