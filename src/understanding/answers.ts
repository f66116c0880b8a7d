// "Tôi dự", "không dự được vì họp Bộ", "tôi vắng, ý kiến: thống nhất": attendance and absence, of the sender or another.
import { type Clause, isActing, isCourtesy, isEmpty, isOther, isQuestion } from './clauses.ts';
import { becauseIn, type Message, matterNamed, plainText, textOf, textWithout } from './message.ts';
import { has, type Piece } from './pieces.ts';
import type { Reading } from './reading.ts';

type Side = 'attend' | 'absent' | 'not-absent' | 'unclear';

const attends = (piece: Piece | undefined): boolean => has(piece, 'act:attend');
const staysAway = (piece: Piece | undefined): boolean => has(piece, 'act:absent');
const isWeak = (piece: Piece | undefined): boolean => has(piece, 'weak:attend', 'weak:absent', 'weak:go');
/** "Qua", "về", "lên": coming, in "không qua được" and nowhere else. */
const moves = (piece: Piece | undefined): boolean => has(piece, 'moving');
const isCore = (piece: Piece | undefined): boolean => attends(piece) || staysAway(piece);

/** Whether a clause says that somebody comes or stays away. */
export const saysPresence = (clause: Clause): boolean => coresOf(clause).length > 0;

/**
 * Weak words ("đến", "đi họp", "nghỉ") count where no clear one is said, and something makes them an answer: "sẽ đến",
 * "tôi đi họp", "không đi được", "họp online".
 */
function coresOf({ pieces }: Clause): number[] {
  const clear = pieces.flatMap((piece, index) => (isCore(piece) ? [index] : []));
  if (clear.length > 0) return clear;
  const first = pieces.findIndex(isWeak);
  const weak = pieces[first];
  if (!weak) {
    const moving = pieces.findIndex(moves);
    const next = pieces[moving + 1];
    // "Anh lên trực tiếp nhé", "bác sẽ xuống nhé", "không qua được".
    if (
      has(next, 'in-person') ||
      has(pieces[moving], 'in-person') ||
      (has(pieces[moving], 'comes') &&
        has(pieces[moving - 1], 'self', 'wish', 'own', 'own-will') &&
        saysHeGoes(pieces, pieces[moving]!))
    )
      return [moving];
    const denied = pieces.findIndex((piece, at) => moves(piece) && has(pieces[at - 1], 'negation'));
    if (denied >= 0 && has(pieces[denied + 1], 'able')) return [denied];
    return registersSelf(pieces) ? [pieces.findIndex((piece) => has(piece, 'registering'))] : [];
  }
  // "Chỉ ngồi được đến 10h": how long.
  if (has(weak, 'until') && has(pieces[first + 1], 'date') && !pieces.some((piece) => has(piece, 'wish'))) return [];
  if (pieces.some((piece) => has(piece, 'already'))) return [];
  const isSaid = (...kinds: readonly string[]): boolean =>
    pieces.some((piece) => piece !== weak && has(piece, ...kinds));
  if (isSaid('negation', 'online', 'in-person') || (isSaid('able') && isSaid('self', 'own'))) return [first];
  const goes = has(weak, 'weak:go') && !has(weak, 'weak:attend');
  if (saysHeGoes(pieces, weak)) return [first];
  if (goes) return weak.to - weak.from > 1 && isSaid('self', 'own', 'future') ? [first] : [];
  if (has(weak, 'weak:absent') && isSaid('self', 'own') && isSaid('noise', 'time')) return [first];
  return isSaid('wish') ? [first] : [];
}

/** "Sở Xây dựng đăng ký 01 đại biểu: Trần Văn Hòa, Giám đốc": he puts himself down, and nobody else. */
const registersSelf = (pieces: readonly Piece[]): boolean =>
  pieces.some((piece) => has(piece, 'registering')) &&
  pieces.some((piece) => has(piece, 'own') && piece.person) &&
  pieces.every(
    (piece) => isCourtesy(piece) || has(piece, 'own', 'registering', 'figure', 'post', 'noise', 'delegates'),
  );

/** "Anh đi nhé", "có đi": himself, and nothing else; not "anh đi rồi", "anh đi đi", "mai anh đi". */
const saysHeGoes = (pieces: readonly Piece[], weak: Piece): boolean =>
  pieces.some((piece) => has(piece, 'self', 'own', 'have', 'affirming', 'own-will')) &&
  pieces.filter((piece) => has(piece, 'order')).length <= 1 &&
  pieces.every(
    (piece) =>
      (isCourtesy(piece) ||
        piece === weak ||
        has(
          piece,
          'own',
          'have',
          'noise',
          'able',
          'affirming',
          'wish',
          'time',
          'act:reconsider',
          'all',
          'universal',
        )) &&
      !has(piece, 'done', 'negation', 'asking', 'place') &&
      // "Mai anh đi" may be a journey; "hôm ấy" is the day of the meeting.
      !(has(piece, 'time') && piece !== weak && !has(weak, 'weak:attend') && !has(piece, 'that-day')),
  );

/** What each of the words for coming or staying away comes to, with the negation before it or "không được" after it. */
function sidesOf(clause: Clause): Side[] {
  const cores = coresOf(clause);
  return cores.map((at, nth) => {
    const before = clause.pieces.slice(nth === 0 ? 0 : cores[nth - 1]! + 1, at);
    // "Không" in the reason denies something else.
    const because = clause.pieces.findIndex((piece, index) => index > at && has(piece, 'because'));
    const after = nth === cores.length - 1 ? clause.pieces.slice(at + 1, because < 0 ? undefined : because) : [];
    return sideOf(clause, clause.pieces[at]!, before, after);
  });
}

function sideOf({ pieces }: Clause, core: Piece, before: readonly Piece[], after: readonly Piece[]): Side {
  // "Chưa dự được" is a no, "chưa dự" is none.
  const notYet = before.some((piece) => has(piece, 'not-yet')) && after.some((piece) => has(piece, 'able'));
  const apart = before.slice(before.findLastIndex((_piece, at) => isDeniedApart(before, at)) + 1);
  // "Không về kịp để họp" has but the one no.
  const own = apart.some((piece) => has(piece, 'negation')) ? apart : before;
  const denied =
    [...own, ...after].filter((piece) => has(piece, 'negation')).length +
    (notYet && !own.some((piece) => has(piece, 'negation')) ? 1 : 0);
  const goes = attends(core) || moves(core) || has(core, 'weak:attend', 'weak:go', 'registering');
  const stays = staysAway(core) || has(core, 'weak:absent');
  // Without its marks a word may be either, or a courtesy: "xin vang".
  if (goes === stays || has(core, 'yes') || denied > 1) return 'unclear';
  const how = pieces.some((piece) => has(piece, 'online', 'in-person'));
  if (stays) return denied > 0 ? 'not-absent' : how ? 'unclear' : 'absent';
  if (denied === 0) return 'attend';
  // "Không được dự": others do not let him. "Không dự trực tiếp": perhaps he does so online.
  return how || before.some((piece) => has(piece, 'disallowed')) ? 'unclear' : 'absent';
}

/** "Chưa về được | chắc chắn không họp được": the first no denies another verb, and ends with what it cannot. */
const isDeniedApart = (pieces: readonly Piece[], at: number): boolean =>
  has(pieces[at], 'able') &&
  has(pieces[at - 1], 'moving', 'weak:go', 'thing') &&
  has(pieces[at - 2], 'negation', 'not-yet');

/** "Chị Hường mới gọi, chị nói chị đi được": whoever called is the one who is spoken of. */
function phonedIn(message: Message, acting: readonly Clause[], sides: ReadonlySet<Side>): Reading | null {
  const [first] = message.clauses;
  const second = acting[0];
  const who = first?.pieces.find((piece) => piece.person?.name);
  const [side] = sides;
  if (!first || !second || !who?.person || acting.length > 1 || second === first || sides.size > 1) return null;
  const beside = ['unknown', 'called', 'time', 'noise', 'belonging', 'office-named', 'branch'];
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

export function readPresence(message: Message): Reading[] {
  const saying = message.clauses.filter(saysPresence);
  // "Không về kịp, xin vắng": a weak word beside a clear one only says why.
  const clear = saying.filter(({ pieces }) => pieces.some(isCore));
  // "Tôi phải dự phiên tòa nên không đi họp được": what stands before "nên" is why.
  const isWhy = (clause: Clause): boolean => {
    const next = message.clauses[message.clauses.indexOf(clause) + 1];
    return next !== undefined && next.joined === 'so' && saying.includes(next);
  };
  const meant = saying.filter((clause) => !isWhy(clause));
  const acting = meant.length < saying.length ? meant : clear.length > 0 ? clear : saying;
  if (acting.length === 0) return reasonOnly(message);
  // "Cũng không có ai đi thay".
  const sends = ({ pieces }: Clause): boolean =>
    pieces.some((piece, at) => has(piece, 'instead') && !pieces.slice(0, at).some((before) => has(before, 'nobody')));
  if (message.clauses.some(sends)) {
    return [unsure('proxy'), unsure('attend')];
  }
  const sides = new Set(acting.flatMap(sidesOf));
  const phoned = phonedIn(message, acting, sides);
  if (phoned) return [phoned];
  if (acting.some(hasOther)) return ofSomebodyElse(message, acting, sides);
  const torn = sides.has('unclear') || (sides.has('attend') && sides.has('absent'));
  if (torn) return [unsure('attend'), unsure('absent')];
  // "Tôi không vắng đâu, cứ yên tâm"; alone it may only deny what somebody wrote down.
  if (sides.size === 1 && sides.has('not-absent')) {
    const reassures = message.clauses.some(({ pieces }) => pieces.some((piece) => has(piece, 'reassuring')));
    return [reassures ? attendance(message, acting) : unsure('attend')];
  }
  if (sides.has('attend')) return [attendance(message, acting)];
  const another = absentOther(message, acting);
  return another ? [another, unsure('absent')] : [absence(message, acting)];
}

const unsure = (intent: string): Reading => ({ intent, sure: false, slots: {} });

/** Somebody else is spoken of, before the reason is given. */
export function hasOther({ pieces }: Clause): boolean {
  const because = pieces.findIndex((piece) => has(piece, 'because', 'remark'));
  const told = because < 0 ? pieces : pieces.slice(0, because);
  return told.some((piece, at) => isOther(piece) && !has(piece, 'self', 'title', 'own') && !isPlace(told, at));
}

/** "Bận", "đi công tác", "đến muộn": a reason or a note, but for what he did not say. */
function reasonOnly(message: Message): Reading[] {
  const { clauses, doubtful } = message;
  const says = (kind: string): boolean => clauses.some(({ pieces }) => pieces.some((piece) => has(piece, kind)));
  if (says('percent')) return [];
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
  if (says('busy')) return [unsure('absent'), unsure('proxy')];
  return says('remark') ? [unsure('attend')] : [];
}

const courtesies = ['polite', 'thanks', 'greeting', 'yes', 'self', 'title', 'own', 'mark'];
const matters = ['noise', 'time', 'all', 'about', 'document', 'date'];
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

function attendance(message: Message, acting: readonly Clause[]): Reading {
  const notes: string[] = [];
  let sure = !message.doubtful;
  for (const clause of message.clauses) {
    if (!acting.includes(clause)) {
      if (goesWithAttendance(clause)) continue;
      // "Lên không kịp, nên chị họp qua mạng": what comes before "nên" is why.
      sure &&= isAside(clause, acting) || isWhyOf(message, clause, acting);
      const note = textWithout(message, clause.pieces, 'polite', 'thanks', 'greeting', 'mark', 'act:withdraw');
      const before = message.clauses[message.clauses.indexOf(clause) - 1];
      // "Đường đang sạt nên có khi muộn": with the word between them.
      const hangs = clause.joined === 'so' && before && !acting.includes(before) && notes.length > 0;
      if (hangs) notes[notes.length - 1] = textOf(message, before.from, clause.to);
      else notes.push(note);
      continue;
    }
    const noteAt = noteIn(clause.pieces);
    const told = noteAt < 0 ? clause.pieces : clause.pieces.slice(0, noteAt);
    const note = noteAt < 0 ? [] : clause.pieces.slice(noteAt);
    if (note.length > 0) notes.push(plainText(message, note));
    sure &&= !note.some((piece) => has(piece, ...againstNote) || piece.person?.name);
    sure &&= isPlainAttendance(message, told);
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

const isWhyOf = ({ clauses }: Message, clause: Clause, acting: readonly Clause[]): boolean => {
  const so = acting.find(({ joined }) => joined === 'so');
  return so !== undefined && clauses.indexOf(clause) < clauses.indexOf(so) && !isQuestion(clause) && !hasOther(clause);
};

/** Nor may these stand in how he attends. */
const againstNote = ['act:absent', 'weak:absent', 'delegate', 'instead', 'third', 'office-named'];

/** Where the sender begins to say how he will attend: "về sớm", "đến 10h", "vì đang ở xa". */
const noteIn = (pieces: readonly Piece[]): number =>
  pieces.findIndex(
    (piece, at) =>
      has(piece, 'remark') ||
      (pieces.slice(0, at).some(isCore) &&
        (has(piece, 'because', 'also') || (has(piece, 'until') && has(pieces[at + 1], 'date')))),
  );

/** Every word is accounted for, and nothing before the verb turns it into what others allow, order, or always do. */
function isPlainAttendance({ sight }: Message, pieces: readonly Piece[]): boolean {
  const allowed = pieces.every(
    (piece, at) =>
      has(piece, ...inAttendance) ||
      isContrast(pieces, at) ||
      isPlace(pieces, at) ||
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

/** "… tại cơ quan", "… ở hội trường tỉnh". */
const isPlace = (pieces: readonly Piece[], at: number): boolean =>
  has(pieces[at], 'place') ||
  (has(pieces[at], 'spot', 'office-named') && has(pieces[at - 1], 'place', 'spot', 'online', 'of'));

/** "Mai dự" may be tomorrow, or somebody called Mai. */
const mayBeNamed = (pieces: readonly Piece[]): boolean => {
  const first = pieces.findIndex((piece) => !isCourtesy(piece));
  const leads =
    has(pieces[first], 'unknown') && has(pieces[first + 1], 'negation', 'wish', 'act:attend', 'act:absent', 'not-yet');
  const isGiven = pieces.some((piece) => has(piece, 'given') && piece.to - piece.from === 1);
  return (leads || isGiven) && !pieces.some((piece) => has(piece, 'self', 'own'));
};

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
const againstAttendance = [
  ...['act:absent', 'weak:absent', 'delegate', 'instead', 'not-yet', 'condition', 'told', 'past', 'maybe', 'later'],
  ...['asking', 'who', 'person', 'office-named'],
];

/** Acts that may be spoken of beside it, and are no news about the attendance. */
const asides = [
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
function isAside(clause: Clause, acting: readonly Clause[]): boolean {
  const { pieces } = clause;
  // "Đi cùng có trưởng phòng quy hoạch": whom he brings along.
  const brings = pieces.findIndex((piece) => has(piece, 'company'));
  // "Nhớ dặn bảo vệ …": what somebody else is to do.
  const bids =
    has(
      pieces.find((piece) => !isCourtesy(piece)),
      'remind',
    ) && !saysPresence(clause);
  const isAgainst = (piece: Piece, at: number): boolean =>
    has(piece, ...againstAttendance) &&
    !(brings >= 0 && at > brings && has(piece, 'person', 'office-named')) &&
    !(bids && has(piece, 'told', 'person', 'office-named'));
  if (isQuestion(clause) || pieces.some(isAgainst)) return false;
  if (pieces.some((piece) => isActing(piece) && !has(piece, ...asides))) return false;
  const remarks = pieces.some((piece) => has(piece, 'remark'));
  if (!remarks && pieces.some((piece) => has(piece, 'unsure'))) return false;
  // "Khỏi nhắc" takes nothing back, "không" alone does.
  const no = pieces.findIndex((piece) => has(piece, 'negation'));
  const denies = no >= 0 && !has(pieces[no + 1], 'busy', 'unknown', 'thing', 'noise', 'act:nudge', 'remark', 'be-told');
  if (!remarks && (denies || pieces.some((piece, at) => at > no && isWeak(piece) && no >= 0))) return false;
  // What keeps him busy is why he comes by video, or how long he stays.
  const explains = pieces.some((piece) => has(piece, 'date')) || acting.some(isOnline);
  if (!remarks && !explains && pieces.some((piece, at) => has(piece, 'busy') && at - 1 !== no)) return false;
  if (pieces.some((piece) => has(piece, 'forbidding') && !has(piece, 'remind'))) return false;
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
  return denied && clause.joined === null && pieces.every((piece) => has(piece, ...denying));
}

const whichOf = (message: Message, pieces: readonly Piece[]): Record<string, string> => {
  const named = matterNamed(message, pieces);
  return { ...(pieces.some((piece) => has(piece, 'all')) ? { all: 'all' } : {}), ...(named ? { matter: named } : {}) };
};

const inAbsence = [
  ...courtesies,
  ...matters,
  ...['have', 'wish', 'able', 'busy', 'negation', 'act:reconsider'],
  ...['act:absent', 'weak:absent', 'act:attend', 'weak:attend', 'weak:go', 'moving'],
];

/** The reason is whatever else is said: before the verb, after "vì", in a sentence of its own. */
function absence(message: Message, acting: readonly Clause[]): Reading {
  const slots: Record<string, string> = {};
  const reasons: string[] = [];
  let sure = !message.doubtful;
  for (const [index, clause] of message.clauses.entries()) {
    if (isEmpty(clause)) continue;
    const opinion = opinionIn(message, index);
    if (opinion !== null) {
      if (opinion) slots['opinion'] = opinion;
      break;
    }
    const { reason, rest } = becauseIn(message, clause.pieces);
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
  return { intent: 'absent', sure, slots: { ...slots, ...whichOf(message, pieces) } };
}

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
function isAnothers({ clauses }: Message, acting: readonly Clause[]): boolean {
  if (acting.some(({ pieces }) => pieces.some((piece) => has(piece, 'self', 'own', 'plea')))) return false;
  return clauses.some(({ pieces }) => {
    const subject = pieces.find((piece) => !isCourtesy(piece));
    return has(subject, 'person', 'third') && !pieces.some((piece) => has(piece, 'self') && !has(piece, 'title'));
  });
}

/** "Chị Dung báo bận, không dự được", for whoever takes answers down. */
function absentOther(message: Message, acting: readonly Clause[]): Reading | null {
  if (message.doubtful || !isAnothers(message, acting)) return null;
  const people = message.clauses.flatMap(({ pieces }) => pieces).filter((piece) => piece.person?.name);
  const [who, another] = people;
  if (!who?.person || another) return null;
  return { intent: 'note-answer', sure: true, slots: { person: who.person.name, answer: 'absent' } };
}

const withoutTime = (pieces: readonly Piece[]): readonly Piece[] => {
  const isIdle = (piece: Piece): boolean =>
    has(piece, 'time', 'self', 'polite', 'greeting', 'noise') && !has(piece, 'busy', 'meet');
  const first = pieces.findIndex((piece) => !isIdle(piece));
  return first < 0 ? [] : pieces.slice(first);
};

/** "Tôi bận họp Bộ | không dự được": the reason stands before the verb and what leads to it. */
function beforeTheVerb(pieces: readonly Piece[]): { before: readonly Piece[]; plain: boolean } {
  const core = pieces.findIndex(isCore);
  const weak = pieces.findIndex(isWeak);
  const at = core >= 0 ? core : weak >= 0 ? weak : pieces.findIndex(moves);
  const leads = (piece: Piece): boolean =>
    has(piece, 'negation', 'wish', 'able', 'have', 'must', 'act:switch', ...courtesies, 'noise') && !has(piece, 'busy');
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
  const marked = clause.pieces.findIndex((piece) => has(piece, 'opinion-mark'));
  if (marked >= 0 && clause.pieces.slice(0, marked).every(isCourtesy)) {
    const said = clause.pieces.slice(marked + 1).find((piece) => !has(piece, 'being'));
    const from = said?.from ?? clauses[index + 1]?.from;
    return from === undefined ? '' : textOf(message, from, end);
  }
  const agreeing = clause.pieces.findIndex((piece) => has(piece, 'agreeing'));
  const leads = clause.pieces
    .slice(0, agreeing)
    .every((piece) => isCourtesy(piece) || has(piece, 'negation', 'subject', 'noise', 'with'));
  if (agreeing < 0 || !leads || saysPresence(clause)) return null;
  return textOf(message, clause.pieces.find((piece) => !isCourtesy(piece))!.from, end);
}

/** "chị Nga dự nhé, chị gọi điện rồi": for whoever takes answers down, never an answer of the sender's own. */
function ofSomebodyElse(message: Message, acting: readonly Clause[], sides: ReadonlySet<Side>): Reading[] {
  const [clause] = acting;
  const named = acting.flatMap(({ pieces }) => pieces).filter((piece) => has(piece, 'person'));
  const [who] = named;
  const [side] = sides;
  if (!clause || !who?.person?.name || named.length > 1 || sides.size > 1) return [];
  if (side !== 'attend' && side !== 'absent') return [];
  const all = message.clauses.flatMap(({ pieces }) => pieces);
  if (all.some((piece) => has(piece, 'unsure', 'condition', 'past', 'forbidding', 'asking', 'maybe'))) return [];
  if (becauseIn(message, clause.pieces).rest.some((piece) => has(piece, 'thing') && !has(piece, 'belonging')))
    return [];
  const before = clause.pieces.slice(0, Math.max(clause.pieces.indexOf(who), 0));
  const isSubject = clause.pieces.indexOf(who) < clause.pieces.findIndex((piece) => isCore(piece) || isWeak(piece));
  const isAlone = before.every((piece) =>
    has(piece, 'polite', 'greeting', 'yes', 'time', 'weak:note-answer', 'noise', 'own'),
  );
  const { reason, rest } = becauseIn(message, clause.pieces);
  if (!isSubject || rest.some((piece) => has(piece, 'self') && !has(piece, 'title'))) return [];
  const slots = {
    person: who.person.name,
    answer: side,
    ...(all.some((piece) => has(piece, 'called')) ? { source: 'phone' } : {}),
    ...(all.some((piece) => has(piece, 'online')) ? { mode: 'online' } : {}),
    ...(reason ? { reason } : {}),
  };
  return [{ intent: 'note-answer', sure: isAlone, slots }];
}
