// "Duyệt", "đồng ý cả hai", "không cho anh Nam vắng", "thống nhất với dự thảo": yes and no to what waits for it.
import { type Clause, isCourtesy, isDoubtful, isOtherThanSelf, leavesOther } from './clauses.ts';
import { permitsAt } from './delegation.ts';
import { becauseIn, type Message, plainText } from './message.ts';
import { has, type Piece } from './piece.ts';
import { grantsTime } from './progress.ts';
import type { Reading } from './reading.ts';
import { isBidding } from './roles.ts';

const isYes = (piece: Piece): boolean => has(piece, 'act:agree', 'weak:agree');
const isNo = (piece: Piece): boolean => has(piece, 'act:refuse');

/** "Đề nghị chỉnh sửa Điều 7 về thẩm quyền phê duyệt" asks for something. */
const asksToRevise = (pieces: readonly Piece[]): boolean =>
  has(
    pieces.find((piece) => !isCourtesy(piece)),
    'plea',
  ) && pieces.some((piece) => has(piece, 'revising'));

const saysVerdict = ({ pieces }: Clause): boolean =>
  !asksToRevise(pieces) &&
  (pieces.some(
    (piece, at) =>
      // "Chờ phê duyệt" waits for somebody's.
      (isYes(piece) || isNo(piece)) && !pieces.slice(0, at).some((before) => has(before, 'act:obstacle')),
  ) ||
    letsAt(pieces) >= 0);

/** Where "cho anh Nam nghỉ", "không cho chị Hoa vắng" begins. */
const letsAt = (pieces: readonly Piece[]): number =>
  pieces.findIndex(
    (piece, at) =>
      // "Giải quyết cho đồng chí Tuấn".
      (has(piece, 'let') && has(pieces[at - 1], 'granting') && has(pieces[at + 1], 'person')) ||
      (has(piece, 'let') &&
        has(pieces[at + 1], 'person', 'third', 'third-marked') &&
        pieces.slice(at + 2).some((next) => has(next, 'act:absent', 'weak:absent'))) ||
      permitsAt(pieces, at),
  );

/** Words of assent that lead on to "dự" are part of that: "đồng ý tham dự". */
const isAssentToCome = ({ pieces: all }: Clause): boolean => {
  const because = all.findIndex((piece) => has(piece, 'because'));
  const pieces = because < 0 ? all : all.slice(0, because);
  const assent = pieces.findIndex(isYes);
  const comes = pieces.findLastIndex((piece) => has(piece, 'act:attend', 'weak:attend'));
  const about = pieces.some((piece) => has(piece, 'let', 'person', 'act:absent', 'delegate', 'instead', 'act:extend'));
  return assent >= 0 && comes > assent && !about;
};

export function readVerdict(message: Message): Reading[] {
  // "Không được, phải dự": a no and what to do instead.
  const no = message.clauses.find(
    ({ pieces }) =>
      pieces.some((piece) => has(piece, 'negation')) &&
      pieces.every(
        (piece, at) =>
          isCourtesy(piece) ||
          has(piece, 'negation', 'disallowed', 'able') ||
          // "Lý do như vậy không được".
          (has(
            pieces.findLast((one) => !isCourtesy(one)),
            'disallowed',
          ) &&
            has(piece, 'because', 'noise', 'likewise', 'case')) ||
          // "Không được vắng, đề nghị dự".
          (has(piece, 'act:absent') && has(pieces[at - 1], 'disallowed')),
      ),
  );
  const instead = message.clauses.filter((clause) => clause !== no && isOrder(clause));
  if (no && instead.length > 0 && instead.length === message.clauses.length - 1) {
    return [{ intent: 'refuse', sure: !message.doubtful, slots: { reason: reasonsIn(message, instead) } }];
  }
  // "Không được, ai cũng xin nghỉ thì họp với cột nhà à": the no of somebody who speaks of others.
  const others = message.clauses.filter((clause) => clause !== no);
  if (
    no &&
    no === message.clauses[0] &&
    has(
      no.pieces.find((piece) => !isCourtesy(piece)),
      'disallowed',
    ) &&
    others.length > 0 &&
    others.every((clause) => isOfOthers(clause) && !clause.pieces.some((piece) => has(piece, 'busy')))
  ) {
    return [{ intent: 'refuse', sure: !message.held, slots: { reason: reasonsIn(message, others) } }];
  }
  const whole = wholeVerdict(message);
  if (whole) return [whole];
  // "Cho phép", and nothing else.
  const all = message.clauses.flatMap(({ pieces }) => pieces);
  if (all.some((piece) => has(piece, 'permits')) && all.every((piece) => isCourtesy(piece) || has(piece, 'permits')))
    return [{ intent: 'agree', sure: !message.doubtful, slots: {} }];
  const clauses = message.clauses.filter((clause) => saysVerdict(clause) && !isAssentToCome(clause));
  const [first] = clauses;
  // "Không được", and nothing else.
  if (!first && no && others.length === 0 && no.pieces.some((piece) => has(piece, 'disallowed')))
    return [unsure('refuse')];
  if (!first) return [];
  const named = first.pieces.some((piece) => piece.person?.name);
  const rest = message.clauses.filter((clause) => clause !== first && !(named && leavesOther(clause)));
  // "Nhất trí đề nghị của đồng chí" answers a request; "nhất trí" alone may be a courtesy.
  const assents =
    message.clauses.length === 1 &&
    first.end !== '?' &&
    !message.doubtful &&
    first.pieces.some((piece) => has(piece, 'request')) &&
    first.pieces.some((piece) => has(piece, 'weak:agree') && has(piece, 'wish')) &&
    first.pieces.every(
      (piece) => isCourtesy(piece) || has(piece, 'request', 'mark') || (has(piece, 'weak:agree') && has(piece, 'wish')),
    );
  if (assents) {
    return [{ intent: 'agree', sure: true, slots: {} }, unsure('opinion-agree')];
  }
  // "Tôi vắng, tôi thống nhất với dự thảo": that is part of the absence.
  const isAside = rest.some(
    (clause) =>
      !clauses.includes(clause) &&
      (clause.pieces.some((piece) => has(piece, 'act:absent', 'act:attend')) ||
        clause.pieces.some((_piece, at) => staysAwayAt(clause.pieces, at))) &&
      !(isRefusal(first) && (isOrder(clause) || isOfOthers(clause))),
  );
  if (isAside) return [];
  // "Đồng ý, cho vắng" says it twice.
  const spoken = clauses.flatMap(({ pieces }) => pieces);
  const twice =
    message.clauses.every((clause) => clauses.includes(clause) || isWellFounded(clause)) &&
    spoken.every((piece) => has(piece, ...inVerdict)) &&
    !spoken.some((piece) => isNo(piece) || has(piece, 'negation', 'not-yet'));
  if (clauses.length > 1 && !twice) return [unsure('agree'), unsure('refuse')];
  const doubtful = message.held || doubts(message, first);
  if (twice && clauses.length > 1) {
    const named = spoken.filter((piece) => piece.person?.name);
    const person = named[0]?.person?.name;
    const stance = clauses.every(({ pieces }) => pieces.some((piece) => has(piece, 'agreeing')))
      ? [{ intent: 'opinion-agree', sure: !message.doubtful, slots: { text: message.said.trim() } }]
      : [];
    const sure = !message.doubtful && named.length <= 1 && !spoken.every((piece) => !has(piece, 'act:agree'));
    return [{ intent: 'agree', sure, slots: person ? { person } : {} }, ...stance];
  }
  const verdict = verdictIn(message, first, rest.some(isLeave));
  const silent = rest.every(
    (clause) =>
      clause.pieces.every((piece) => isCourtesy(piece) || has(piece, 'act:receive', 'yes')) ||
      isDuty(clause) ||
      isWellFounded(clause) ||
      isLeave(clause) ||
      isBidding(clause),
  );
  const stance = stanceBy(message, verdict, silent, doubtful);
  // "Thống nhất, tuy nhiên đề nghị làm rõ mục 3": which stance that is he says himself.
  const leave =
    first.pieces.some((piece) => has(piece, 'act:agree') && !has(piece, 'agreeing')) || named || rest.some(isLeave);
  // "… tôi ủng hộ, trình Chủ tịch được rồi" asks for nothing more.
  const asksFor =
    !leave &&
    rest.some(
      ({ joined, pieces: [start, ...others] }) =>
        joined === 'but' ||
        // "… đề nghị trình Chủ tịch ban hành" asks for what follows from a yes.
        (!isProceeding(others) &&
          has(start, 'plea') &&
          !(has(start, 'passing-on') && has(others.at(-1), 'able') && has(others.at(-1), 'yes'))),
    );
  if (asksFor && verdict.yes && stance.length > 0) {
    const doubtful = message.held || message.clauses.some((clause) => isDoubtful(clause) && !advises(clause));
    return [{ intent: 'opine', sure: !doubtful, slots: { text: message.said.trim() } }];
  }
  // "Thống nhất với dự thảo" is an opinion and nothing else.
  if (verdict.about) return stance;
  const why = verdict.yes || verdict.slots['reason'] ? '' : reasonsIn(message, rest);
  const about = verdict.slots['person'] === undefined ? personIn(rest) : '';
  const slots = { ...verdict.slots, ...(about ? { person: about } : {}), ...(why ? { reason: why } : {}) };
  const lets =
    letsAt(first.pieces) >= 0 &&
    rest.every(
      (clause) =>
        isOfOthers(clause) && (clause.joined !== 'but' || (verdict.slots['person'] !== undefined && hasThird(clause))),
    );
  const sure = !doubtful && verdict.plain && (silent || !verdict.yes || lets);
  return [{ intent: verdict.yes ? 'agree' : 'refuse', sure, slots }, ...stance];
}

/** "Yêu cầu đồng chí Thành phải trực tiếp dự": who asked to be let off is to come himself. */
function orderedTo({ clauses, doubtful }: Message): Reading | null {
  const [only, another] = clauses;
  if (!only || another || only.end === '?') return null;
  const { pieces } = only;
  const must = pieces.findIndex((piece) => has(piece, 'must'));
  const who = pieces.find((piece) => has(piece, 'person') && piece.person?.name);
  const comes = pieces.findIndex((piece) => has(piece, 'act:attend', 'weak:go'));
  if (must < 0 || !who?.person || comes < pieces.indexOf(who)) return null;
  const plain = pieces.every(
    (piece) =>
      piece === who ||
      (isCourtesy(piece) && !has(piece, 'self')) ||
      has(
        piece,
        'title',
        'must',
        'order',
        'act:attend',
        'weak:go',
        'in-person',
        'noise',
        'own-will',
        'time',
        'advising',
      ),
  );
  return plain ? { intent: 'refuse', sure: !doubtful, slots: { person: who.person.name } } : null;
}

/** A no that is the whole message. */
function wholeVerdict(message: Message): Reading | null {
  // "Không cho", and nothing else.
  const bars = message.clauses.every(
    ({ pieces, end }) => end !== '?' && pieces.every((piece) => isCourtesy(piece) || has(piece, 'negation', 'granted')),
  );
  const [denies, grants] = ['negation', 'granted'].map((kind) =>
    message.clauses.some(({ pieces }) => pieces.some((piece) => has(piece, kind))),
  );
  if (bars && denies && grants) return unsure('refuse');
  // "Không. Lý do chưa chính đáng."
  const [bare, ...why] = message.clauses;
  const ofReason =
    why.length > 0 && why.every(({ pieces, end }) => end !== '?' && pieces.some((piece) => has(piece, 'reason-noun')));
  const no =
    bare?.pieces.some((piece) => has(piece, 'negation')) &&
    bare.pieces.every((piece) => isCourtesy(piece) || has(piece, 'negation', 'disallowed'));
  if (no && ofReason && !message.held)
    return {
      intent: 'refuse',
      sure: true,
      slots: { reason: why.map(({ pieces }) => plainText(message, pieces)).join(', ') },
    };
  // "Yêu cầu đồng chí Thành phải dự".
  const ordered = orderedTo(message);
  if (ordered) return ordered;
  // "Không cho lùi hạn": what a giver says to who asks for more time.
  const [sole] = message.clauses;
  const refusesTime =
    sole &&
    message.clauses.length === 1 &&
    grantsTime(sole) &&
    sole.pieces.some((piece) => has(piece, 'grants-time')) &&
    sole.pieces.every(
      (piece) => isCourtesy(piece) || has(piece, 'negation', 'act:extend', 'document', 'noise', 'able'),
    );
  if (refusesTime) return { intent: 'refuse', sure: !message.doubtful, slots: {} };
  return null;
}

/** "… cần xem lại nguồn kinh phí": he doubts the draft, and is sure of that. */
const advises = ({ pieces }: Clause): boolean =>
  pieces.some((piece) => has(piece, 'revising')) &&
  pieces.some((piece) => has(piece, 'advising')) &&
  !pieces.some((piece) => has(piece, 'condition', 'told', 'later', 'past', 'forbidding', 'then'));

const isProceeding = (pieces: readonly Piece[]): boolean =>
  pieces.some((piece) => has(piece, 'proceeding')) && !pieces.some((piece) => has(piece, 'revising'));

/** "Từ chối, đồng chí Quân là người báo cáo chính": of whom he says why. */
function personIn(clauses: readonly Clause[]): string {
  const people = clauses.flatMap(({ pieces }) => pieces).filter((piece) => piece.person?.name && has(piece, 'person'));
  const [only] = people;
  const leads = clauses.some(({ pieces }) => pieces.find((piece) => !isCourtesy(piece)) === only);
  return only && people.length === 1 && leads ? only.person!.name : '';
}

/** "… trường hợp này có lý do chính đáng …". */
const isWellFounded = ({ pieces }: Clause): boolean =>
  pieces.some((piece) => has(piece, 'well-founded')) &&
  !pieces.some((piece) => has(piece, 'negation', 'not-yet', 'condition', 'unsure', 'asking')) &&
  pieces.every(
    (piece) =>
      isCourtesy(piece) || has(piece, 'well-founded', 'request', 'case', 'have', 'noise', 'all', 'universal', 'wish'),
  );

/** "Nhất trí, | cho đồng chí đi thay": what he lets happen. */
const isLeave = ({ pieces }: Clause): boolean =>
  has(
    pieces.find((piece) => !isCourtesy(piece)),
    'granted',
    'act:agree',
  ) &&
  pieces.some((piece) => has(piece, 'instead', 'act:absent', 'act:agree')) &&
  pieces.every(
    (piece) =>
      isCourtesy(piece) ||
      has(piece, 'granted', 'instead', 'deputy', 'delegates', 'person', 'third', 'act:absent', 'act:agree', 'noise'),
  );

/** "A k di dc e oi, … a dong y het": he stays away himself. */
const staysAwayAt = (pieces: readonly Piece[], at: number): boolean =>
  has(pieces[at], 'negation') && has(pieces[at + 1], 'weak:go', 'moving') && has(pieces[at + 2], 'able');

/** "… nhưng phải gửi ý kiến bằng văn bản": what the article asks of him anyway. */
const isDuty = ({ pieces }: Clause): boolean =>
  has(
    pieces.find((piece) => !isCourtesy(piece)),
    'must',
    'order',
    'remind',
  ) &&
  pieces.some((piece) => has(piece, 'act:opine', 'opinion-mark')) &&
  !pieces.some((piece) => has(piece, 'condition', 'unsure', 'negation', 'act:attend'));

const hasThird = ({ pieces }: Clause): boolean => pieces.some((piece) => has(piece, 'third', 'person'));

/** Nothing the sender says of his own coming. */
const isOfOthers = ({ pieces }: Clause): boolean =>
  !pieces.some((piece) => has(piece, 'self') && !has(piece, 'title') && !piece.person) &&
  !pieces.some((piece) => has(piece, 'act:agree', 'weak:agree', 'act:refuse')) &&
  pieces.some((piece) => !isCourtesy(piece));

/** Doubt in what is decided, a condition anywhere; after a yes also doubt about anything else. */
function doubts({ clauses }: Message, first: Clause): boolean {
  const at = clauses.indexOf(first);
  return clauses.some((clause, nth) => {
    const isLater = nth > at && !isRefusal(first) && letsAt(first.pieces) < 0;
    // "Lần sau báo sớm": what to do another time.
    if (
      clause !== first &&
      has(
        clause.pieces.find((piece) => !isCourtesy(piece)),
        'next-time',
      )
    )
      return false;
    if (leavesOther(clause) && first.pieces.some((piece) => piece.person?.name)) return false;
    if (clause !== first && isBidding(clause)) return false;
    return clause === first || isLater || clause.end === ':'
      ? isDoubtful(clause)
      : clause.pieces.some((piece) => has(piece, 'condition'));
  });
}

const isRefusal = ({ pieces }: Clause): boolean =>
  pieces.some(isNo) ||
  (letsAt(pieces) > 0 && pieces.slice(0, letsAt(pieces)).some((piece) => has(piece, 'negation'))) ||
  (pieces.some(isYes) && pieces.some((piece) => has(piece, 'negation')));

/** "Không đồng ý, đề nghị dự trực tiếp": what the other is to do instead. */
const isOrder = ({ pieces }: Clause): boolean =>
  has(
    pieces.find((piece) => !isCourtesy(piece) && !has(piece, 'noise', 'time')),
    'plea',
    'order',
    'must',
  ) && !pieces.some((piece) => has(piece, 'self') && !has(piece, 'title'));

const unsure = (intent: string): Reading => ({ intent, sure: false, slots: {} });

const reasonsIn = (message: Message, clauses: readonly Clause[]): string =>
  clauses
    .map((clause) => becauseIn(message, clause.pieces).reason || plainText(message, clause.pieces))
    .filter((words) => words !== '')
    .join(', ');

/** The same as an opinion, where its words are those of one: "duyệt" is none. */
function stanceBy(
  message: Message,
  { yes, stance, about, slots }: Verdict,
  silent: boolean,
  doubtful: boolean,
): Reading[] {
  if (stance === 'none') return [];
  const intent = yes ? 'opinion-agree' : 'opinion-disagree';
  const sure = stance === 'clear' && !doubtful;
  return [{ intent, sure, slots: silent && !about && !slots['reason'] ? {} : { text: message.said.trim() } }];
}

/** "Không nhất trí việc giao Sở Xây dựng chủ trì": of a thing to be done, and nobody's coming. */
const isOfWork = ([first, ...rest]: readonly Piece[]): boolean =>
  has(first, 'work') &&
  !rest.some((piece) => has(piece, 'act:absent', 'weak:absent', 'act:attend', 'delegate', 'instead'));

type Verdict = {
  yes: boolean;
  /** Every word is accounted for, and they are the words of somebody who decides. */
  plain: boolean;
  stance: 'clear' | 'doubtful' | 'none';
  /** What is agreed with is said: "với dự thảo". */
  about: boolean;
  slots: Record<string, string>;
};

const partial = [
  'partly',
  'being',
  'but',
  'negation',
  'not-yet',
  'person',
  'third',
  'let',
  'act:attend',
  'act:absent',
  'weak:go',
  'instead',
  'delegate',
  'unsure',
  'order',
  'favour',
];

const inVerdict = [
  ...['polite', 'thanks', 'greeting', 'yes', 'self', 'title', 'wish', 'able', 'noise', 'all', 'have', 'with', 'time'],
  ...['act:agree', 'weak:agree', 'act:refuse', 'negation', 'let', 'person', 'third', 'third-marked', 'topic', 'cases'],
  ...['act:absent', 'weak:absent', 'act:attend', 'weak:attend', 'delegate', 'instead', 'deputy', 'request', 'case'],
  ...['act:extend', 'document', 'due-word'],
];

function verdictIn(message: Message, { pieces }: Clause, grants: boolean): Verdict {
  const { reason, rest } = becauseIn(message, pieces);
  const lets = letsAt(rest);
  const said = rest.findIndex((piece) => isYes(piece) || isNo(piece));
  const start = said >= 0 ? said : lets;
  const [before, after] = [rest.slice(0, start), rest.slice(start + 1)];
  const no = has(rest[start], 'act:refuse');
  const notYet = before.some((piece) => has(piece, 'not-yet'));
  const denials = before.filter((piece) => has(piece, 'negation', 'not-yet')).length + (no ? 1 : 0);
  // "Anh Sáu thì duyệt", "anh Phước không được vắng": whom it is about comes first.
  const whom = before.find(
    (piece, at) =>
      has(piece, 'person') &&
      piece.person?.name &&
      (has(before[at + 1], 'topic') || (at === before.length - 1 && has(rest[start], 'barring'))),
  );
  const people = [...(whom ? [whom] : []), ...after.filter((piece) => has(piece, 'person') && piece.person?.name)];
  // "Đồng ý để anh Khoa đi thay chị Tuyết": it is her request.
  const principal = people.find((piece) => has(after[after.indexOf(piece) - 1], 'instead'));
  // "Tờ trình được duyệt", "xin anh duyệt", "anh duyệt giúp": said of others, or asked of them.
  const pleads = said < 0 && has(rest[start], 'plea');
  const ownWords =
    !pleads &&
    before.every(
      (piece) =>
        (!isOtherThanSelf(piece) || piece === whom) &&
        !has(piece, 'unknown', 'passive', 'plea') &&
        (!has(piece, 'thing') || has(piece, 'noise', 'granting')),
    );
  // "Duyệt hết đi em": somebody else is to do it.
  const asked =
    rest.some((piece, at) => has(piece, 'favour', 'ordinal') && !(has(rest[at + 1], 'self') || has(piece, 'for-me'))) ||
    has(
      rest.findLast((piece, at) => at > start && (!isCourtesy(piece) || has(piece, 'order'))),
      'order',
    );
  // "Nhất trí" may be a courtesy, "không nhất trí" and "nhất trí cho cử người" are none.
  const allows =
    grants ||
    (has(after[0], 'let', 'delegate') && after.some((piece) => has(piece, 'act:absent', 'delegate', 'instead')));
  // "Nhất trí cả hai trường hợp": of requests that wait.
  const cases = rest.some((piece) => has(piece, 'cases'));
  const weak =
    said >= 0 && !allows && !cases && !rest.some((piece) => has(piece, 'act:agree', 'act:refuse')) && denials === 0;
  // "Đồng ý với đề nghị của đồng chí Nam" answers him, and is no opinion about a draft.
  const asks = after.some(
    (piece, at) => has(piece, 'request') && (people.length > 0 || after.slice(at + 1).some(isOtherThanSelf)),
  );
  const plain =
    ownWords &&
    !asked &&
    !notYet &&
    !weak &&
    denials <= 1 &&
    people.length <= (principal ? 2 : 1) &&
    // "Không giải quyết cho đồng chí Lan vắng".
    rest.every(
      (piece, at) =>
        has(piece, ...inVerdict) ||
        (has(piece, 'granting') && at === lets - 1) ||
        // "Chấp thuận đề nghị ủy quyền của Sở Y tế".
        (asks && has(piece, 'office-named', 'post', 'of')),
    );
  const withAt = after.findIndex((piece) => has(piece, 'with'));
  const about =
    !asks &&
    ((withAt >= 0 && after.slice(withAt + 1).some((piece) => !isCourtesy(piece))) ||
      after.some((piece) => has(piece, 'subject')) ||
      isOfWork(after)) &&
    !cases;
  // "Không nhất trí nội dung mục 3": what it is about follows at once.
  const stanceWords = said >= 0 && has(rest[start], 'agreeing', 'weak:agree', 'disagreeing');
  const subject = after.findIndex((piece) => has(piece, 'subject'));
  const tailEnd = withAt >= 0 ? withAt : isOfWork(after) ? 0 : subject;
  const tail = tailEnd >= 0 ? after.slice(0, tailEnd) : after;
  // What he says of it stands in his own words beside the stance; "một phần", "trừ mục 3" take part of it back.
  const whole = stanceWords && !tail.some((piece) => has(piece, ...partial)) && denials <= 1;
  const bare = whole || tail.every((piece) => isCourtesy(piece) || has(piece, 'all', 'able', 'wish', 'noise', 'place'));
  const isStance = stanceWords && !cases;
  // "Cơ quan chúng tôi đã nghiên cứu kỹ và hoàn toàn nhất trí".
  const speaks = has(
    before.find((piece) => !has(piece, 'polite')),
    'self',
    'our-side',
    'own',
  );
  const ownStance =
    ownWords || (speaks && before.every((piece) => !isOtherThanSelf(piece) && !has(piece, 'passive', 'plea', 'let')));
  // "Không hẳn đồng ý", "không hoàn toàn nhất trí" is neither.
  const hardly = rest.some((piece, at) => has(piece, 'negation') && has(rest[at + 1], 'hardly'));
  const clear = !hardly && ownStance && !asked && !asks && denials <= 1 && bare;
  const slots: Record<string, string> = {};
  const asker = principal ?? people[0];
  if (asker?.person) slots['person'] = asker.person.name;
  if (rest.some((piece) => has(piece, 'all', 'evenly'))) slots['all'] = 'all';
  if (reason) slots['reason'] = reason;
  return { yes: denials === 0, plain, stance: isStance ? (clear ? 'clear' : 'doubtful') : 'none', about, slots };
}
