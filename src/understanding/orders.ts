// "Tạo cuộc họp quý 4 lúc 14h ngày 25/12 tại phòng họp số 1", "nhắc mọi người", "rút đề nghị": acts called by their name.
import { type Clause, isActing, isCourtesy, isDoubtful, isObject, isOther, isQuestion } from './clauses.ts';
import { isSentOff } from './delegation.ts';
import { becauseIn, type Message, plainText, textOf, textWithout } from './message.ts';
import { has, type Piece } from './piece.ts';
import { dueIn } from './progress.ts';
import type { Reading } from './reading.ts';

/** Orders that take words after them, and what for. */
const taking: Readonly<Record<string, 'meeting' | 'change' | 'task' | 'text' | 'number'>> = {
  convene: 'meeting',
  postpone: 'change',
  'call-off': 'change',
  move: 'change',
  assign: 'task',
  return: 'text',
  'number-invitation': 'number',
};

const orders = [
  'withdraw',
  'change',
  'return',
  'convene',
  'nudge',
  'note-answer',
  'roll',
  'postpone',
  'call-off',
  'move',
  'assign',
  'number-invitation',
];

export function readOrder(message: Message): Reading[] {
  const pieces = message.clauses.flatMap((clause) => clause.pieces);
  const shifts = pieces.findIndex((_piece, nth) => isShift(pieces, nth));
  const intent =
    orders.find((order) => pieces.some((piece) => has(piece, `act:${order}`))) ?? (shifts >= 0 ? 'move' : undefined);
  const lasting = intent ? null : conveneLast(message);
  if (lasting) return [lasting];
  const slip = intent ? null : slipIn(message);
  if (slip) return [slip];
  if (!intent) return assignment(message, pieces);
  const named = pieces.findIndex((piece) => has(piece, `act:${intent}`));
  const at = named < 0 ? shifts : named;
  const own = message.clauses.find((clause) => clause.pieces.includes(pieces[at]!))!;
  const others = message.clauses.filter((clause) => clause !== own);
  // "Nhắc mấy ông chưa trả lời đi em, sốt ruột quá": what else he says changes nothing of it.
  const apart = others.every(
    (clause) =>
      !isQuestion(clause) &&
      !clause.pieces.some(
        (piece) => isActing(piece) || (has(piece, ...besideOrders) && !has(piece, 'until') && !isSlip(intent, piece)),
      ),
  );
  const scope =
    apart && taking[intent] === undefined
      ? own.pieces
      : intent === 'return'
        ? [...own.pieces, ...after(message, own)]
        : pieces;
  // "Do hội trường đang sửa, chuyển cuộc họp sang …": what is said before it is why.
  const start = taking[intent] === 'change' && message.clauses.indexOf(own) > 0 ? scope.indexOf(own.pieces[0]!) : 0;
  const place = scope.indexOf(pieces[at]!) - start;
  const [before, rest] = [scope.slice(start, start + place), scope.slice(start + place + 1)];
  // "Đồng ý hủy họp" may be the order, or a yes to it.
  const agreed = before.some((piece) => has(piece, 'act:agree', 'weak:agree'));
  // "Đồng chí nào còn im hơi lặng tiếng thì giục họ": whom to remind is said first.
  const whom = intent === 'nudge' ? before.findLastIndex((piece) => has(piece, 'then')) : -1;
  const told = has(before[0], 'who') && whom > 0 ? before.slice(whom + 1) : before;
  const takes = taking[intent];
  const idle = told.every(
    (piece) =>
      (isCourtesy(piece) ||
        // "Ai chưa trả lời thì gửi tin đôn đốc".
        (intent === 'nudge' && isObject(piece)) ||
        // "Lý do ghi sơ sài, đề nghị làm lại".
        (intent === 'return' &&
          has(piece, 'plea') &&
          has(piece, 'request') &&
          pieces.some((other) => has(other, 'reason-noun', 'resubmit'))) ||
        has(
          piece,
          'wish',
          'noise',
          'let',
          'favour',
          'wanting',
          ...(intent === 'nudge' || takes === 'meeting' || takes === 'change' ? ['plea'] : []),
          ...(revises.has(intent) ? ['must', 'plea'] : []),
          ...(intent === 'return' ? ['changing', 'sends'] : []),
        )) &&
      !isOrdered(piece),
  );
  const plain =
    takes !== undefined ||
    rest.every(
      (piece) =>
        isCourtesy(piece) ||
        has(piece, ...besideOrder) ||
        (revises.has(intent) && (has(piece, ...whichAnswer) || isObject(piece))) ||
        (intent === 'nudge' && isNudged(piece)),
    );
  const ownDoubt =
    intent === 'return' &&
    (message.quoted ||
      isDoubtful(bidden(own)) ||
      // "Trả lại cho ai".
      has(
        own.pieces.findLast((piece) => !isCourtesy(piece)),
        'who',
      ) ||
      message.clauses.slice(message.clauses.indexOf(own)).some(({ end }) => end === '?'));
  const doubtful =
    intent === 'return'
      ? ownDoubt
      : revises.has(intent) || reasoned.has(intent)
        ? message.held || doubtsApart(message, own) || others.some(opines)
        : message.doubtful;
  // "Cho anh đổi lại, anh không đi được nữa": what he changes it to is said.
  const says = intent === 'change' && others.some((clause) => clause.pieces.some((piece) => has(piece, ...ofPresence)));
  // "Bổ sung chức vụ người đi thay rồi trình lại tôi".
  const leads =
    idle || (has(pieces[at], 'resubmit') && !before.some((piece) => has(piece, 'negation', 'not-yet', 'past', 'free')));
  const sure = !doubtful && leads && plain && !agreed && !says;
  const slots: Record<string, string> = takes ? slotsFor(message, takes, pieces, at) : {};
  const why = reasoned.has(intent) && !slots['reason'] ? reasonBeside(message, pieces[at]!) : '';
  const reading = { intent, sure, slots: why ? { ...slots, reason: why } : slots };
  const pleads = named < 0 && before.some((piece) => has(piece, 'plea'));
  return agreed ? [reading, { intent: 'agree', sure: false, slots: {} }] : pleads ? orForTask(reading) : [reading];
}

/** "Xin dời qua tháng 1": of a meeting, or of a task by who leads it. */
function orForTask(moved: Reading): Reading[] {
  const { when, ...rest } = moved.slots;
  return when === undefined ? [moved] : [moved, { ...moved, intent: 'extend', slots: { ...rest, due: when } }];
}

const ofPresence = [
  'act:attend',
  'act:absent',
  'weak:attend',
  'weak:absent',
  'weak:go',
  'moving',
  'instead',
  'delegate',
];

/** "Sửa lại câu trả lời hôm trước": of these the past is what they are about. */
const revises = new Set(['withdraw', 'change']);
const whichAnswer = [
  'filler',
  'subject',
  'pick',
  'already',
  'addressed',
  'nothing-written',
  'past',
  'earlier',
  'registering',
  'let',
  'request',
  'act:absent',
  'instead',
];

/** "Có ý kiến khác: nên lùi thời gian …" orders nothing. */
const opines = ({ pieces }: Clause): boolean => pieces.some((piece) => has(piece, 'act:other-opinion', 'opinion-mark'));

const doubtsApart = ({ clauses }: Message, own: Clause): boolean =>
  clauses.some((clause) =>
    clause === own
      ? isDoubtful({ ...clause, pieces: clause.pieces.filter((piece) => !has(piece, 'past', 'feeling', 'slipped')) })
      : clause.pieces.some((piece) => has(piece, 'condition', 'told')),
  );

const after = ({ clauses }: Message, own: Clause): readonly Piece[] =>
  clauses.slice(clauses.indexOf(own) + 1).flatMap((clause) => clause.pieces);

/** "Bảo đồng chí bổ sung lý do rồi trình lại": his own order, and no report of another's. */
const bidden = (clause: Clause): Clause => {
  const first = clause.pieces.findIndex((piece) => !isCourtesy(piece));
  const bids =
    has(clause.pieces[first], 'calls-on') &&
    has(clause.pieces[first + 1], 'title', 'third', 'third-marked', 'person') &&
    clause.pieces.some((piece) => has(piece, 'resubmit'));
  return bids ? { ...clause, pieces: clause.pieces.slice(first + 1) } : clause;
};

/** "Họp giao ban 8h thứ sáu, hội trường lớn, | lên lịch giúp tôi": what is to be done with it comes last. */
function conveneLast(message: Message): Reading | null {
  const [first] = message.clauses;
  const last = message.clauses.at(-1);
  if (!first || !last || message.clauses.length < 2 || message.doubtful) return null;
  const orders =
    last.pieces.some((piece) => has(piece, 'schedules')) &&
    last.pieces.every((piece) => isCourtesy(piece) || has(piece, 'schedules', 'favour', 'noise', 'let', 'wish'));
  const start = first.pieces.findIndex((piece) => !isCourtesy(piece));
  if (!orders || !has(first.pieces[start], 'meet', 'counted')) return null;
  const rest = message.clauses.slice(0, -1).flatMap(({ pieces }) => pieces);
  const slots: Record<string, string> = {};
  meetingSlots(message, rest.slice(start), slots);
  // "Họp Ban chỉ đạo 8h".
  const time = rest.findIndex((piece) => has(piece, 'time', 'date'));
  slots['title'] ||= plainText(message, rest.slice(start + 1, Math.max(time, start + 1)));
  return slots['when'] && slots['title'] ? { intent: 'convene', sure: true, slots } : null;
}

/** "Ấy chết, bấm nhầm", and nothing else: he is asked what it should have been. */
function slipIn({ clauses, held }: Message): Reading | null {
  const pieces = clauses.flatMap((clause) => clause.pieces);
  const slipped = pieces.some((piece) => has(piece, 'slipped'));
  const alone = pieces.every(
    (piece) =>
      isCourtesy(piece) ||
      has(piece, 'slipped', 'noise', 'done', 'unknown', 'thing', 'unsure', 'seeming', 'earlier', 'mark') ||
      has(piece, 'let', 'pick', 'favour', 'able', 'changing', 'wanting'),
  );
  return slipped && alone ? { intent: 'change', sure: !held, slots: {} } : null;
}

/** "Hình như tôi lỡ bấm nhầm, cho sửa lại": why he wants to. */
const isSlip = (intent: string, piece: Piece): boolean =>
  intent === 'change' && has(piece, 'slipped', 'revising', 'earlier');

/** What may not be said beside an order that takes no words. */
const besideOrders = ['condition', 'told', 'forbidding', 'weak:attend', 'delegate', 'instead', 'person'];

/** "Dời sang 14h chiều thứ sáu": to another time. */
export const isShift = (pieces: readonly Piece[], at: number): boolean =>
  has(pieces[at], 'shifting') &&
  has(pieces[at + 1], 'until') &&
  has(pieces[at + 2], 'time', 'date') &&
  !pieces.some((piece) => has(piece, 'online', 'in-person', 'act:extend'));

/** "Hoãn họp nhé, chủ tịch đi trung ương": what else is said is why. */
const reasoned = new Set(['postpone', 'call-off', 'move']);

const reasonBeside = (message: Message, order: Piece): string =>
  message.clauses
    .filter(({ pieces }) => !pieces.includes(order))
    .map(({ pieces }) => becauseIn(message, pieces).reason || plainText(message, pieces))
    .filter((words) => words !== '')
    .join(', ');

const isOrdered = (piece: Piece): boolean => isOther(piece) && !has(piece, 'self', 'title');

const besideOrder = ['request', 'noise', 'self', 'all', 'act:attend', 'wish', 'delegate', 'order', 'time', 'favour'];

/** "… mấy anh chưa phản hồi giấy mời". */
const whomToNudge = [
  'not-yet',
  'negation',
  'third',
  'have',
  'able',
  'let',
  'act:receive',
  'called',
  'already',
  'deputy',
  'who',
  'passing-on',
  'act:opine',
  'opinion-mark',
  'still',
];

const isNudged = (piece: Piece): boolean => has(piece, ...whomToNudge) || isObject(piece);

function slotsFor(message: Message, takes: string, pieces: readonly Piece[], at: number): Record<string, string> {
  const { reason, rest } = becauseIn(message, pieces.slice(at + 1));
  const slots: Record<string, string> = {};
  if (takes === 'meeting') meetingSlots(message, rest, slots);
  if (takes === 'change') {
    const when = dueIn(message, rest);
    if (when) slots['when'] = when;
    const place = placeIn(message, pieces[at]!, rest);
    if (place) slots['place'] = place;
  }
  if (takes === 'task') taskSlots(message, rest, slots);
  if (takes === 'text') {
    const text = plainText(message, pieces.slice(at + 1));
    if (text) slots['text'] = text;
  }
  if (takes === 'number') {
    const number = rest.find((piece) => has(piece, 'document', 'figure'));
    if (number) slots['value'] = textOf(message, number.from, number.to);
  }
  if (reason) slots['reason'] = reason;
  return slots;
}

const meetingKinds = ['extraordinary', 'extended', 'regular', 'quarterly'] as const;

/** "5/12". */
const isDay = /^\d{1,2}[/.-]\d{1,2}/;

/** Title, time, place, in the order in which people say them; the kind where it is named. */
function meetingSlots(message: Message, rest: readonly Piece[], slots: Record<string, string>): void {
  const isTime = (piece: Piece): boolean => has(piece, 'time', 'date', 'until') && !has(piece, 'about');
  // "Giao ban tháng 12, 8h sáng thứ hai": the month is part of the title.
  const hour = rest.findIndex((piece) => has(piece, 'date') && !has(piece, 'about'));
  let time = hour < 0 ? rest.findIndex(isTime) : hour;
  // "Giao ban tháng 12 lúc 8 giờ ngày 5/12": the day is said after the hour.
  const dated = hour >= 0 && isDay.test(textOf(message, rest[hour]!.from, rest[hour]!.to));
  const begins = (at: number): boolean =>
    dated && has(rest[at], 'until') && has(rest[at - 1], 'figure') && !isTime(rest[at - 3] ?? rest[at]!);
  // "Giao ban tháng 12 lúc 8h ngày 5/12".
  const ofTitle = (at: number): boolean =>
    has(rest[at], 'until') &&
    rest.slice(0, at).some((piece) => has(piece, 'month')) &&
    !rest.slice(0, at).some((piece) => has(piece, 'date'));
  while (
    time > 0 &&
    !begins(time) &&
    !ofTitle(time) &&
    (isTime(rest[time - 1]!) || (has(rest[time - 1], 'cardinal') && has(rest[time], 'minutes'))) &&
    rest[time - 1]!.to === rest[time]!.from
  )
    time -= 1;
  const timeEnd = time < 0 ? -1 : rest.findIndex((piece, at) => at > time && !isTime(piece));
  if (time >= 0) {
    const timed = rest.slice(time, timeEnd < 0 ? rest.length : timeEnd);
    const from = timed.find((piece) => !has(piece, 'until'));
    if (from) slots['when'] = textOf(message, from.from, timed.at(-1)!.to);
  }
  // "tại …", or whatever comes after the time.
  const led = rest.findIndex((piece, at) => at > time && has(piece, 'place'));
  const after = timeEnd < 0 ? -1 : rest.findIndex((piece, at) => at >= timeEnd && !isCourtesy(piece));
  const place = led >= 0 ? led + 1 : after;
  if (place >= 0 && place < rest.length) slots['place'] = textOf(message, rest[place]!.from, rest.at(-1)!.to);
  const ends = [time, led, after].filter((at) => at >= 0);
  const head = rest.slice(0, ends.length > 0 ? Math.min(...ends) : rest.length);
  const kind = meetingKinds.find((one) => rest.some((piece) => has(piece, one)));
  if (kind) slots['kind'] = kind;
  const start = head.findIndex((piece) => !has(piece, 'noise', ...meetingKinds) || has(piece, 'quarterly'));
  const title = start < 0 ? '' : plainText(message, head.slice(start));
  if (title) slots['title'] = title;
}

/** "đổi địa điểm họp sang …" or "… tại …". */
function placeIn(message: Message, order: Piece, rest: readonly Piece[]): string {
  const at = rest.findIndex(
    (piece, nth) =>
      has(piece, 'place') ||
      (has(piece, 'until') && (has(order, 'place-order') || has(rest[nth + 1], 'spot', 'office-named'))) ||
      // "Chuyển địa điểm họp về hội trường tầng 3".
      (has(piece, 'moving') && has(order, 'place-order')),
  );
  // "Thay đổi địa điểm họp: …".
  const colon = message.sight.tokens[order.to];
  if (at < 0 && colon?.raw === ':' && has(order, 'place-order') && rest[0])
    return textOf(message, rest[0].from, rest.at(-1)!.to);
  return at < 0 || at === rest.length - 1 ? '' : textOf(message, rest[at + 1]!.from, rest.at(-1)!.to);
}

/** "Giao Sở Tài chính xây dựng kế hoạch trước 31/12". */
function assignment(message: Message, pieces: readonly Piece[]): Reading[] {
  const at = pieces.findIndex((piece) => has(piece, 'weak:assign'));
  if (at < 0 || !has(pieces[at + 1], 'office-named', 'person', 'own') || pieces.some((piece) => has(piece, 'instead')))
    return [];
  // "Giao đồng chí Ngà đi họp" sends somebody.
  if (isSentOff(pieces, at)) return [];
  const slots: Record<string, string> = {};
  taskSlots(message, pieces.slice(at + 1), slots);
  // Words of the task itself may doubt what they like.
  const doubtful =
    message.held || message.clauses.some((clause) => clause.pieces.some((piece) => has(piece, 'condition', 'told')));
  // "Việc đo đạc giao Sở Nông nghiệp làm": what is to be done comes first.
  const start = pieces.slice(0, at).findIndex((piece) => has(piece, 'work') || !isCourtesy(piece));
  const topic = has(pieces[start], 'work') ? pieces.slice(start + 1, at) : [];
  const named =
    topic.length > 0 && topic.every((piece) => has(piece, 'unknown', 'thing', 'subject', 'branch', 'noise'));
  if (named) slots['title'] = plainText(message, topic);
  const sure = !doubtful && (named || pieces.slice(0, at).every(isCourtesy));
  return [{ intent: 'assign', sure, slots }];
}

function taskSlots(message: Message, rest: readonly Piece[], slots: Record<string, string>): void {
  const lead = rest.findIndex((piece) => has(piece, 'office-named', 'person', 'own'));
  if (lead >= 0) slots['lead'] = rest[lead]!.person?.name || textOf(message, rest[lead]!.from, rest[lead]!.to);
  // "… kế hoạch năm 2027, xong trước 20/12": the day is the one that is said to be the last.
  const isTime = (at: number): boolean => at > lead && has(rest[at], 'time', 'date') && !has(rest[at], 'until');
  const last = rest.findLastIndex(
    (piece, at) => isTime(at) && !has(piece, 'until') && has(rest[at - 1], 'until', 'due-word'),
  );
  const time = last >= 0 ? last : rest.findIndex((piece, at) => at > lead && has(piece, 'time', 'date'));
  const due = time < 0 ? '' : dueIn(message, rest.slice(time));
  if (due) slots['due'] = due;
  const named = rest.findIndex((piece, at) => at > lead && has(piece, 'due-word') && has(rest[at + 1], 'time', 'date'));
  let end = named >= 0 ? named : time < 0 ? rest.length : time;
  while (end > lead + 1 && has(rest[end - 1], 'until', 'due-word')) end -= 1;
  // "Giao anh Thắng Sở Giao thông làm …": his office is no part of what he is to do.
  const from = has(rest[lead], 'person') && has(rest[lead + 1], 'office-named', 'own') ? lead + 2 : lead + 1;
  const title = textWithout(message, rest.slice(from, end), 'polite', 'thanks', 'greeting', 'mark');
  if (title) slots['title'] = title;
}
