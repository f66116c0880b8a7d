// "Tôi dự", "dự nhưng về sớm 15h": attendance, how, and what is passed on beside it.
import { type Clause, isActing, isCourtesy, isQuestion } from './clauses.ts';
import { type Message, textOf, textWithout } from './message.ts';
import { has, type Piece } from './piece.ts';
import {
  courtesies,
  hasOther,
  isCore,
  isPlace,
  isWeak,
  matters,
  mayBeNamed,
  sendsNobody,
  staysAway,
  whichOf,
} from './presence.ts';
import type { Reading } from './reading.ts';
import { isBidding } from './roles.ts';

const inAttendance = [
  ...courtesies,
  ...matters,
  ...[
    'have',
    'wish',
    'able',
    'online',
    'in-person',
    'free',
    'post',
    'act:attend',
    'weak:attend',
    'weak:go',
    'act:receive',
    'act:reconsider',
    'moving',
    'registering',
    'figure',
    'delegates',
    'affirming',
    'act:absent',
    'negation',
    'passive',
    'universal',
    'let-me',
  ],
];

export function attendance(message: Message, acting: readonly Clause[]): Reading {
  const notes: string[] = [];
  let sure = !message.doubtful;
  for (const clause of message.clauses) {
    if (!acting.includes(clause)) {
      if (goesWithAttendance(clause) || sendsNobody(clause)) continue;
      // "Cuộc này tôi thu xếp được".
      if (isArranged(clause)) continue;
      // "Lên không kịp, nên chị họp qua mạng": what comes before "nên" is why.
      sure &&= isAside(clause, acting, message.clauses) || isWhyOf(message, clause, acting);
      const note = textWithout(message, clause.pieces, 'polite', 'thanks', 'greeting', 'mark', 'act:withdraw');
      const before = message.clauses[message.clauses.indexOf(clause) - 1];
      // "Đường đang sạt nên có khi muộn": with the word between them.
      const hangs = clause.joined === 'so' && before && !acting.includes(before) && notes.length > 0;
      if (hangs) notes[notes.length - 1] = textOf(message, before.from, clause.to);
      else notes.push(note);
      continue;
    }
    const noteAt = noteIn(clause.pieces);
    const whole = noteAt < 0 ? clause.pieces : clause.pieces.slice(0, noteAt);
    const told = whole.slice(0, asSaidAt(whole));
    const note = noteAt < 0 ? [] : clause.pieces.slice(noteAt);
    if (note.length > 0) notes.push(textWithout(message, note, 'polite', 'thanks', 'greeting', 'mark'));
    sure &&= !note.some((piece, at) => (has(piece, ...againstNote) && !isPlace(note, at)) || piece.person?.name);
    sure &&= isPlainAttendance(message, affirmed(message, told));
  }
  const pieces = acting.flatMap((clause) => clause.pieces);
  // "Tham dự, trực tiếp": how stands in a sentence of its own.
  const how = message.clauses.filter((clause) => acting.includes(clause) || saysOnlyHow(clause));
  const [online, present] = [
    how.some((clause) => clause.pieces.some((piece) => has(piece, 'online'))),
    how.some((clause) => clause.pieces.some((piece) => has(piece, 'in-person'))),
  ];
  const note = notes.filter((words) => words !== '').join(', ');
  const slots = { ...(note ? { note } : {}), ...whichOf(message, pieces) };
  if (online === present) return { intent: 'attend', sure: sure && !online, slots };
  return { intent: 'attend', sure, slots: { ...slots, mode: online ? 'online' : 'in-person' } };
}

const isArranged = ({ pieces }: Clause): boolean =>
  pieces.some((piece) => has(piece, 'arranged')) &&
  pieces.every((piece) => isCourtesy(piece) || has(piece, 'arranged', 'already', 'act:finish', 'unknown', ...matters));

const isWhyOf = ({ clauses }: Message, clause: Clause, acting: readonly Clause[]): boolean => {
  const so = acting.find(({ joined }) => joined === 'so');
  return so !== undefined && clauses.indexOf(clause) < clauses.indexOf(so) && !isQuestion(clause) && !hasOther(clause);
};

/** "… theo giấy mời số 45", "… như đã đăng ký": after the act it says nothing new; where it begins. */
function asSaidAt(pieces: readonly Piece[]): number {
  const at = pieces.findIndex((piece, nth) => has(piece, 'as-said') && pieces.slice(0, nth).some(isCore));
  const rest = pieces.slice(at + 1);
  const plain = rest.every(
    (piece) =>
      isCourtesy(piece) ||
      has(
        piece,
        'noise',
        'document',
        'figure',
        'already',
        'registering',
        'passing-on',
        'pick',
        'time',
        'wish',
        'act:receive',
      ),
  );
  return at >= 0 && plain ? at : pieces.length;
}

/** Nor may these stand in how he attends. */
const againstNote = ['act:absent', 'weak:absent', 'delegate', 'instead', 'third', 'office-named'];

/** Where the sender begins to say how he will attend: "về sớm", "đến 10h", "vì đang ở xa". */
const noteIn = (pieces: readonly Piece[]): number =>
  pieces.findIndex(
    (piece, at) =>
      has(piece, 'remark') ||
      (pieces.slice(0, at).some(isCore) &&
        (has(piece, 'because', 'also') ||
          // "… cho nó có không khí", "… cho kịp": what for.
          (has(piece, 'granted') &&
            has(pieces[at + 1], 'third', 'unknown', 'thing', 'able') &&
            !has(pieces[at + 1], 'person')) ||
          (has(piece, 'until') && has(pieces[at + 1], 'date')))),
  );

/** Every word is accounted for, and nothing before the verb turns it into what others allow, order, or always do. */
function isPlainAttendance({ sight }: Message, pieces: readonly Piece[]): boolean {
  const allowed = pieces.every(
    (piece, at) =>
      has(piece, ...inAttendance) ||
      isContrast(pieces, at) ||
      isPlace(pieces, at) ||
      // "… theo giấy mời số 45".
      (has(piece, 'pick') && has(pieces[at - 1], 'noise') && has(pieces[at + 1], 'figure', 'document')) ||
      // "Sở cử Giám đốc Trần Văn Hòa dự", of himself.
      (has(piece, 'delegate') && has(pieces[at + 1], 'own')) ||
      // "Đồng chí đăng ký giúp tôi dự".
      (has(piece, 'for-me') && has(pieces[at - 1], 'registering')) ||
      // "Tôi phải đến chứ".
      (has(piece, 'order') && has(pieces.at(-1), 'affirming') && has(pieces[at - 1], 'self')),
  );
  if (!allowed || mayBeNamed(pieces)) return false;
  // "Trưởng phòng tôi sẽ dự": a post before anybody is named is somebody else's.
  const post = pieces.findIndex((piece) => has(piece, 'post') && !has(piece, 'own'));
  if (post >= 0 && !pieces.slice(0, post).some((piece) => has(piece, 'self', 'own'))) return false;
  const core = pieces.findIndex((piece) => isCore(piece) || isWeak(piece));
  if (core < 0) return true;
  const before = pieces.slice(0, core);
  // "Tôi được dự" is what others allow, "cho tôi được dự" what he asks.
  const passive = has(before.at(-1), 'passive') && !before.some((piece) => has(piece, 'plea', 'wish', 'let'));
  const habit = before.some((piece) => has(piece, 'habit'));
  const last = pieces.findLast((piece) => !isCourtesy(piece) || has(piece, 'order'));
  const ordered = has(last, 'order') && !isCore(last) && pieces.some(isCore);
  // "du", alone and without marks, is not enough of a word.
  const [only] = pieces.length === 1 ? pieces : [];
  const bare = only !== undefined && /^[a-z]{1,3}$/i.test(sight.tokens[only.from]!.raw) && only.to - only.from === 1;
  // "Sáng nay tôi dự rồi" tells of what is over.
  const after = pieces.slice(core + 1);
  const over = pieces.some((piece) => has(piece, 'day')) && after.some((piece) => has(piece, 'done'));
  return !passive && !habit && !ordered && !bare && !over;
}

/** "Có chứ, cuộc này tôi phải dự": that he has to is no order of his there. */
function affirmed({ clauses }: Message, pieces: readonly Piece[]): readonly Piece[] {
  const says = clauses.some(
    (clause) =>
      clause.pieces.some((piece) => has(piece, 'affirming')) &&
      clause.pieces.every((piece) => isCourtesy(piece) || has(piece, 'have', 'affirming')),
  );
  return says
    ? pieces.filter(
        (piece, at) => !(has(piece, 'order', 'must') && has(pieces[at - 1], 'self') && isCore(pieces[at + 1])),
      )
    : pieces;
}

/** "… chứ không vắng" says the same once more. */
const isContrast = (pieces: readonly Piece[], at: number): boolean =>
  (has(pieces[at], 'negation') && staysAway(pieces[at + 1])) ||
  (staysAway(pieces[at]) && has(pieces[at - 1], 'negation'));

const besideAttendance = [
  ...courtesies,
  ...[
    'have',
    'wish',
    'able',
    'free',
    'favour',
    'noise',
    'time',
    'post',
    'online',
    'in-person',
    'act:receive',
    'act:reconsider',
  ],
];

/** What no word beside "I attend" may be: it would take it back, or speak of somebody else's coming. */
const againstAttendance = ['act:absent', 'weak:absent', 'delegate', 'instead', 'not-yet'];

/** Acts that may be spoken of beside it, and are no news about the attendance. */
const asides = [
  'act:seat',
  'act:switch',
  'act:change',
  'act:reconsider',
  'act:receive',
  'act:report',
  'act:opine',
  'act:agree',
  'act:attend',
  'act:withdraw',
];

/** A sentence beside it that says what else there is to know: "cháu cứ ghi tên bác", "16h phải về trước". */
function isAside(clause: Clause, acting: readonly Clause[], around: readonly Clause[] = acting): boolean {
  // "Có thể trễ 15 phút do chờ phà": why may be anything.
  const because = clause.pieces.findIndex((piece) => has(piece, 'because'));
  const explains =
    because > 0 &&
    !isQuestion(clause) &&
    clause.pieces.slice(0, because).some((piece) => has(piece, 'remark', 'in-person'));
  const pieces = explains ? clause.pieces.slice(0, because) : clause.pieces;
  if (isQuestion(clause) || pieces.some((piece) => has(piece, ...againstAttendance))) return false;
  if (pieces.some((piece) => isActing(piece) && !has(piece, ...asides))) return false;
  if (isBidding(clause)) return true;
  // Somebody who is named may be the one who comes; not one who is brought along.
  const brings = pieces.findIndex((piece) => has(piece, 'company'));
  if (pieces.some((piece, at) => has(piece, 'person', 'office-named') && (brings < 0 || at < brings))) return false;
  const remarks = pieces.some((piece) => has(piece, 'remark'));
  // "Khỏi nhắc" takes nothing back, "không" alone does.
  // "… dự ở điểm cầu, không lên tỉnh được".
  const no = pieces.findIndex((piece) => has(piece, 'negation'));
  if (acting.some(isOnline) && has(pieces[no + 1], 'in-person', 'moving', 'weak:go')) return true;
  const denies = no >= 0 && !has(pieces[no + 1], 'busy', 'unknown', 'thing', 'noise', 'act:nudge', 'remark', 'be-told');
  if (!remarks && (denies || pieces.some((piece, at) => at > no && isWeak(piece) && no >= 0))) return false;
  // What keeps him busy is why he comes by video, or how long he stays.
  // "Mấy bữa nay tôi đi cơ sở. Cuộc này tôi thu xếp được": he found the time for it.
  const arranged = around.some(({ pieces: own }) => own.some((piece) => has(piece, 'arranged', 'after-all')));
  const tellsHow = arranged || pieces.some((piece) => has(piece, 'date')) || acting.some(isOnline);
  if (!remarks && !tellsHow && pieces.some((piece, at) => has(piece, 'busy') && at - 1 !== no)) return false;
  // "Sếp đi rồi" is about somebody else, "em báo lãnh đạo giúp" is not.
  const others = pieces.filter((piece) => has(piece, 'third', 'third-marked') && !has(piece, 'self', 'title'));
  const first = pieces.find((piece) => !isCourtesy(piece));
  const goes = pieces.some((piece) => has(piece, 'weak:go', 'weak:attend', 'let'));
  const decides = pieces.some((piece) => has(piece, 'act:agree'));
  return others.length === 0 || (!goes && !decides && !others.includes(first!));
}

const saysOnlyHow = ({ pieces }: Clause): boolean =>
  pieces.every((piece) => isCourtesy(piece) || has(piece, 'online', 'in-person', 'noise', 'with'));

const isOnline = ({ pieces }: Clause): boolean => pieces.some((piece) => has(piece, 'online'));

const denying = [
  ...courtesies,
  ...['negation', 'online', 'in-person', 'weak:go', 'delegate', 'let', 'instead', 'deputy', 'able', 'busy', 'noise'],
];

/** Beside "I attend": courtesies, the receipt, "không bận", "không ủy quyền", his own name. */
function goesWithAttendance(clause: Clause): boolean {
  const { pieces } = clause;
  if (isQuestion(clause)) return false;
  if (pieces.every((piece) => isCourtesy(piece) || has(piece, ...besideAttendance, 'whatever'))) return true;
  const denied = has(
    pieces.find((piece) => !isCourtesy(piece)),
    'negation',
  );
  // "Anh không cho" is somebody else's word.
  const lets = pieces.some((piece) => has(piece, 'let')) && !pieces.some((piece) => has(piece, 'deputy', 'instead'));
  return denied && !lets && clause.joined === null && pieces.every((piece) => has(piece, ...denying));
}
