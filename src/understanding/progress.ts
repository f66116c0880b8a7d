// "Xong rồi", "được 60%, vướng kinh phí", "xin lùi đến cuối tháng": how a task stands.
import { type Clause, isCourtesy, isDoubtful, isOther, isQuestion } from './clauses.ts';
import { becauseIn, type Message, plainText, textOf } from './message.ts';
import { has, type Piece } from './piece.ts';
import type { Reading } from './reading.ts';

const inProgress = [
  ...[
    'polite',
    'thanks',
    'greeting',
    'yes',
    'self',
    'title',
    'have',
    'already',
    'able',
    'percent',
    'figure',
    'wish',
    'noise',
  ],
  ...[
    'act:report',
    'weak:report',
    'act:finish',
    'addressed',
    'our-side',
    'time',
    'roughly',
    'half',
    'because',
    'passive',
    'all',
    'cardinal',
    'tenths',
    'tens',
    'fourth',
    'now',
  ],
];

export function readProgress(message: Message): Reading[] {
  const extension = readExtension(message);
  if (extension) return [extension, ...grantOf(message, extension)];
  const pieces = message.clauses.flatMap((clause) => clause.pieces);
  const figure = percentIn(message, pieces);
  const percent = figure?.value ?? null;
  const finished = pieces.some((piece) => has(piece, 'act:finish'));
  const obstacle = obstacleIn(message);
  const reports = pieces.some((piece) => has(piece, 'act:report'));
  if (percent === null && !finished && !obstacle && !reports) return [];
  const beside = [
    ...message.clauses.filter((clause) => !obstacle?.clauses.includes(clause)),
    ...(obstacle?.told ? [obstacle.told] : []),
  ];
  // Beside a figure other words tell what of.
  const tells =
    percent !== null && pieces.some((piece) => has(piece, 'able', 'act:report', 'weak:report', 'already', 'reaching'));
  const known = tells
    ? [...inProgress, 'unknown', 'thing', 'subject', 'about', 'pick', 'branch', 'document']
    : finished
      ? [...inProgress, 'subject', 'own', 'document']
      : [...inProgress, 'document'];
  // "Sở đã hoàn thành, có văn bản gửi kèm": what is said beside it takes nothing of it back.
  const isAside = (clause: Clause): boolean =>
    (finished || percent !== null) &&
    (!clause.pieces.some((piece) => has(piece, ...ofProgress)) ||
      (percent !== null && percent !== '100' && isLack(clause))) &&
    !isQuestion(clause);
  const plain = beside.every(
    (clause) =>
      clause.pieces.every((piece) => has(piece, ...known) || isSign(message, piece)) ||
      isAside(clause) ||
      (percent !== '100' && isUnfinished(clause)),
  );
  const coming = pieces.some((piece) => has(piece, 'future')) || pieces.some((piece) => has(piece, 'day', 'date'));
  const bare = percent === null && !finished && !obstacle;
  // "Tuần sau tôi báo cáo", "mai xong" are promises: of a bare report any time says that it is not now.
  const promised = bare ? coming || pieces.some((piece) => has(piece, 'time')) : finished && coming;
  const future = promised && !pieces.some((piece) => has(piece, 'already', 'done', 'finished-already'));
  const said = beside.flatMap((clause) => clause.pieces);
  // "Xong 90%, còn chờ Bộ thẩm định": what he waits for is no doubt.
  const doubtful = obstacle?.headed
    ? message.quoted || message.clauses.at(-1)?.end === '?'
    : percent === null || message.held
      ? message.doubtful
      : beside.some((clause) =>
          isDoubtful({ ...clause, pieces: clause.pieces.filter((piece) => !has(piece, 'act:obstacle')) }),
        );
  const sure =
    !doubtful &&
    plain &&
    !future &&
    // "Đã báo cáo rồi" tells of what is over.
    !(bare && pieces.some((piece) => has(piece, 'already', 'done'))) &&
    !beside.some(
      (clause) =>
        !isLack(clause) &&
        !(percent !== null && percent !== '100' && isUnfinished(clause)) &&
        clause.pieces.some((piece) => has(piece, 'negation', 'not-yet')),
    ) &&
    !(finished && percent === null && said.some((piece) => has(piece, 'roughly'))) &&
    !said.some(isOutside);
  const slots: Record<string, string> = {};
  if (percent !== null) slots['percent'] = percent;
  else if (finished) slots['percent'] = '100';
  const asides = beside
    .filter(
      (clause) => isAside(clause) && !clause.pieces.every((piece) => has(piece, ...known) || isSign(message, piece)),
    )
    .map(({ pieces: said }) => plainText(message, said));
  // "Đã số hóa 30% hồ sơ": of what it is so much is not lost.
  const ofWhat = percent === null ? [] : beside.filter((clause) => tellsOfWhat(message, clause));
  const far = ofWhat.length > 0 ? ofWhat.map(({ pieces: words }) => plainText(message, words)) : [figure?.words ?? ''];
  const told = [...far, ...asides, obstacle?.words ?? ''].filter((words) => words !== '');
  if (told.length > 0) slots['difficulty'] = told.join(', ');
  return [{ intent: 'report', sure, slots }];
}

/** The clause of the figure, where it also says of what. */
const tellsOfWhat = (message: Message, { pieces }: Clause): boolean =>
  percentIn(message, pieces) !== null &&
  pieces.some((piece) => has(piece, 'unknown', 'thing') && !isSign(message, piece));

/** What may not be said beside how far it is: how far something else is, or what has not been done. */
const ofProgress = [
  ...[
    'percent',
    'half',
    'negation',
    'not-yet',
    'act:finish',
    'act:extend',
    'still',
    'unsure',
    'later',
    'future',
    'free',
  ],
  ...['condition', 'told', 'person', 'office-named', 'third'],
];

/** "Dân chưa nhận tiền đền bù": what others have not done. */
const isLack = ({ pieces }: Clause): boolean => {
  const not = pieces.findIndex((piece) => has(piece, 'not-yet'));
  const before = pieces.slice(0, Math.max(not, 0)).filter((piece) => !isCourtesy(piece));
  const others = ofProgress.filter((kind) => kind !== 'not-yet' && kind !== 'still');
  return (
    before.some((piece) => has(piece, 'unknown', 'thing')) &&
    pieces.length > not + 1 &&
    !pieces.some((piece) => has(piece, ...others) || has(piece, 'self'))
  );
};

/** "Chưa xong", which a figure below a hundred says too. */
const isUnfinished = ({ pieces }: Clause): boolean =>
  pieces.every((piece) => isCourtesy(piece) || has(piece, 'not-yet', 'act:finish', 'noise', 'own', 'our-side')) &&
  pieces.some((piece, at) => has(piece, 'act:finish') && has(pieces[at - 1], 'not-yet'));

const isSign = ({ sight }: Message, { from }: Piece): boolean => sight.tokens[from]!.raw === '%';

/** Another than the sender and those he answers for. */
const isOutside = (piece: Piece): boolean =>
  isOther(piece) && !has(piece, 'self', 'own', 'our-side') && !(has(piece, 'office') && !has(piece, 'office-named'));

/** "Ba phần tư khối lượng", "hai phần ba": in hundredths. */
function fractionIn({ cardinals, sight }: Message, pieces: readonly Piece[]): number | null {
  const at = pieces.findIndex((piece, nth) => has(piece, 'parts') && has(pieces[nth - 1], 'cardinal'));
  const [over, under] = [pieces[at - 1], pieces[at + 1]];
  if (at < 1 || !over || !under) return null;
  const figureOf = ({ from }: Piece): number => cardinals.indexOf(sight.tokens[from]!.spelling.plain) + 1;
  const whole = has(under, 'fourth') ? 4 : figureOf(under);
  const part = figureOf(over);
  return part > 0 && whole > part ? Math.round((100 * part) / whole) : null;
}

/** "60%", "60 phần trăm", "được nửa rồi". Of "gần 60 %" the words are kept as well: the figure alone says more. */
function percentIn(message: Message, pieces: readonly Piece[]): { value: string; words: string } | null {
  const { sight } = message;
  const half = pieces.findIndex((piece) => has(piece, 'half'));
  if (half > 0 && has(pieces[half - 1], 'able', 'weak:report', 'roughly')) return { value: '50', words: '' };
  const fraction = fractionIn(message, pieces);
  if (fraction !== null) return { value: String(fraction), words: '' };
  const part = pieces.findIndex((piece) => /^1\/2$/.test(sight.tokens[piece.from]!.raw));
  if (part > 0 && has(pieces[part - 1], 'able', 'weak:report')) return { value: '50', words: '' };
  const tenths = pieces.findIndex((piece, at) => has(piece, 'tenths') && has(pieces[at - 1], 'cardinal'));
  if (tenths > 1 && has(pieces[tenths - 2], 'able', 'weak:report')) {
    const nth = message.cardinals.indexOf(sight.tokens[pieces[tenths - 1]!.from]!.spelling.plain);
    return nth < 0 ? null : { value: String(10 * (nth + 1)), words: '' };
  }
  // "Được tám mươi phần trăm".
  const tens = pieces.findIndex(
    (piece, at) => has(piece, 'tens') && has(pieces[at - 1], 'cardinal') && has(pieces[at + 1], 'percent'),
  );
  if (tens > 0) {
    const nth = message.cardinals.indexOf(sight.tokens[pieces[tens - 1]!.from]!.spelling.plain);
    return nth < 0 ? null : { value: String(10 * (nth + 1)), words: '' };
  }
  const found = pieces.filter((piece, at) => {
    const next = pieces[at + 1];
    const sign = next && sight.tokens[next.from]!.raw === '%';
    return /^\d{1,3}%?$/.test(sight.tokens[piece.from]!.raw) && (has(piece, 'percent') || has(next, 'percent') || sign);
  });
  const told = Number.parseInt(sight.tokens[found[0]?.from ?? 0]!.raw, 10);
  if (found.length !== 1 || told > 100) return null;
  const at = pieces.indexOf(found[0]!);
  // "Còn 20% nữa là xong".
  const left = has(pieces[at - 1], 'still') && pieces.slice(at).some((piece) => has(piece, 'act:finish'));
  const value = left ? 100 - told : told;
  const rough = has(pieces[at - 1], 'roughly') ? at - 1 : -1;
  const next = pieces[at + 1];
  const end = next && (isSign(message, next) || has(next, 'percent')) ? next.to : pieces[at]!.to;
  return { value: String(value), words: rough < 0 ? '' : textOf(message, pieces[rough]!.from, end) };
}

type Obstacle = { words: string; clauses: readonly Clause[]; told?: Clause; headed?: true };

function obstacleIn(message: Message): Obstacle | null {
  // "Báo cáo khó khăn: …": whatever comes after it.
  const header = message.clauses.findIndex(
    ({ pieces, end }) =>
      end === ':' &&
      pieces.some((piece) => has(piece, 'hindrance')) &&
      pieces.every((piece) => isCourtesy(piece) || has(piece, 'hindrance', 'act:report', 'have', 'noise', 'wish')),
  );
  const named = header < 0 ? [] : message.clauses.slice(header + 1);
  if (named.length > 0) {
    const words = textOf(message, named[0]!.from, named.at(-1)!.to);
    return { words, clauses: message.clauses.slice(header), headed: true };
  }
  const first = message.clauses.findIndex((clause) => clause.pieces.some((piece) => has(piece, 'act:obstacle')));
  if (first < 0) return null;
  const clauses = message.clauses.slice(first);
  const at = clauses[0]!.pieces.findIndex((piece) => has(piece, 'act:obstacle'));
  const before = clauses[0]!.pieces.slice(0, at);
  // "Mới được 30% do thiếu vốn": the figure stands in the same sentence.
  if (before.some((piece) => has(piece, 'percent', 'half'))) {
    const words = textOf(message, clauses[0]!.pieces[at]!.from, clauses.at(-1)!.to);
    const told: Clause = { ...clauses[0]!, pieces: before };
    return { words, clauses, told };
  }
  if (before.some((piece) => !isCourtesy(piece) && !has(piece, 'unknown', 'thing', 'noise', 'have', 'our-side')))
    return null;
  // "Khó khăn là phần mềm chưa kết nối, mới làm được 45%": how far it is, is no part of it.
  const figure = clauses.findIndex((clause, nth) => nth > 0 && clause.pieces.some((piece) => has(piece, 'percent')));
  const own = figure > 0 ? clauses.slice(0, figure) : clauses;
  return { words: textOf(message, own[0]!.from, own.at(-1)!.to), clauses: own };
}

/** Of these it is no news of how far he is himself. */
const againstFigure = ['condition', 'unsure', 'future', 'negation', 'not-yet', 'told', 'person'];

const tellsHowFar = (message: Message, { pieces }: Clause): boolean =>
  percentIn(message, pieces) !== null && !pieces.some((piece) => isOutside(piece) || has(piece, ...againstFigure));

/** Where more time is asked for, -1 where it is not: "xin lùi hạn", "cho anh thêm một tuần nữa", "cho tôi tới thứ hai tuần sau". */
export function extendsAt({ pieces }: Clause): number {
  const named = pieces.findIndex((piece) => has(piece, 'act:extend'));
  if (named >= 0) return named;
  const asks = pieces.findIndex((piece) => has(piece, 'let', 'plea') || (has(piece, 'wish') && !has(piece, 'future')));
  if (asks < 0 || !pieces.slice(0, asks).every(isCourtesy)) return -1;
  const rest = pieces.slice(asks + 1);
  const more = rest.findIndex((piece) => !isCourtesy(piece) && !has(piece, 'let', 'our-side', 'own', 'able'));
  const after = rest.slice(more + 1);
  const lasts = after.findIndex((piece) => has(piece, 'duration'));
  const counted = after
    .slice(0, Math.max(lasts, 0))
    .every((piece) => has(piece, 'figure', 'cardinal', 'roughly', 'some'));
  if (more >= 0 && has(rest[more], 'more') && lasts >= 0 && counted && after.slice(lasts + 1).every(isCourtesy))
    return asks;
  const until = rest.findIndex((piece) => has(piece, 'until') && !has(piece, 'self'));
  const days = rest.slice(until + 1);
  const isDay =
    days.some((piece) => has(piece, 'time', 'date')) &&
    days.every((piece) => isCourtesy(piece) || has(piece, 'time', 'date', 'figure', 'until'));
  return until >= 0 && until === more && isDay ? asks : -1;
}

/**
 * "Cho lùi đến 20/12" is what a lead asks, and what a giver grants; "không cho lùi hạn" is only his. Which of the two is
 * known by what waits for him; another day than was asked for is nothing he can grant by a word.
 */
function grantOf(message: Message, { sure, slots }: Reading): Reading[] {
  const [clause, another] = message.clauses;
  const core = clause ? extendsAt(clause) : -1;
  const piece = clause?.pieces[core];
  if (!clause || another || !piece || !has(piece, 'grants-time')) return [];
  const lets = clause.pieces.slice(0, core).every((one) => isCourtesy(one) && !has(one, 'self'));
  return sure && lets && slots['due'] === undefined ? [{ intent: 'agree', sure, slots: {} }] : [];
}

const ofGiver = ['act:agree', 'weak:agree', 'act:refuse', 'for'];

/** What is granted or refused: "đồng ý cho lùi hạn", "không cho gia hạn". */
export const grantsTime = ({ pieces }: Clause): boolean => {
  const core = pieces.findIndex((piece) => has(piece, 'act:extend'));
  const before = pieces.slice(0, Math.max(core, 0));
  const denied = has(pieces[core], 'grants-time') && before.some((piece) => has(piece, 'negation'));
  return denied || before.some((piece) => has(piece, ...ofGiver));
};

/** "… thêm thời gian, tới hết tháng 10". */
const saysOnlyWhen = ({ pieces }: Clause): boolean =>
  pieces.some((piece) => has(piece, 'time', 'date')) &&
  pieces.every((piece) => isCourtesy(piece) || has(piece, 'time', 'date', 'figure', 'until', 'all'));

/**
 * "Lùi NV-03 đến 20/12 giúp chị", "đổi hạn NV-03 sang 20/12": another day, said by who may set it (`put-off`) or by who
 * leads it and asks for it (`extend`); "xin lùi" only asks. A day alone is a meeting's.
 */
export function readNewDay({ clauses, said, sight, ...message }: Message): Reading[] {
  const [clause] = clauses;
  if (!clause || message.doubtful) return [];
  const whole: Message = { clauses, said, sight, ...message };
  const { reason, rest } = becauseIn(whole, clause.pieces);
  const core = rest.findIndex((piece) => has(piece, 'putting-off'));
  const into = rest.findIndex((piece, at) => at > core && has(piece, 'until', 'into'));
  if (core < 0 || into < 0 || !rest.some((piece) => has(piece, 'document', 'due-word'))) return [];
  const leads = (piece: Piece): boolean =>
    (isCourtesy(piece) && !has(piece, 'plea')) ||
    has(piece, 'document', 'favour', 'for-me', 'due-word', 'noise', 'work');
  const plain =
    rest.slice(0, core).every((piece) => leads(piece) || has(piece, 'granted')) &&
    rest.slice(core + 1, into).every(leads) &&
    rest.slice(into).every((piece) => leads(piece) || has(piece, 'time', 'date', 'figure', 'until', 'into', 'all'));
  const due = dueIn(whole, rest.slice(into));
  if (!plain || due === '') return [];
  const others = clauses.slice(1).map(({ pieces }) => becauseIn(whole, pieces).reason || plainText(whole, pieces));
  const why = [reason, ...others].filter((words) => words !== '').join(', ');
  const slots = { due, ...(why ? { reason: why } : {}) };
  return ['put-off', 'extend'].map((intent) => ({ intent, sure: true, slots }));
}

/** Asking for more time. */
function readExtension(message: Message): Reading | null {
  const at = message.clauses.findIndex((clause) => extendsAt(clause) >= 0);
  const clause = message.clauses[at];
  if (!clause) return null;
  const core = extendsAt(clause);
  // "Đồng ý cho lùi hạn NV-03" is the word of who grants it.
  if (clause.pieces.slice(0, core).some((piece) => has(piece, ...ofGiver))) return null;
  const { reason, rest } = becauseIn(message, clause.pieces);
  const denied = rest.slice(0, core).some((piece) => has(piece, 'negation', 'not-yet'));
  const due = dueIn(message, rest.slice(core + 1));
  const slots: Record<string, string> = {};
  const after = due ? undefined : message.clauses.slice(at + 1).find(saysOnlyWhen);
  const until = due || (after ? dueIn(message, after.pieces) : '');
  if (until) slots['due'] = until;
  // "Được 80% rồi, xin lùi hạn đến 15/12": how far it is, is a report of its own.
  const before = { ...clause, pieces: rest.slice(0, core) };
  const told = [...message.clauses.filter((other) => other !== clause), before].filter((other) =>
    tellsHowFar(message, other),
  );
  const [first] = told;
  if (first && !denied) slots['report'] = textOf(message, first.pieces[0]!.from, first.pieces.at(-1)!.to);
  // "… để hoàn thiện hồ sơ": what it is for.
  const aim = rest.findIndex(
    (piece, nth) => nth > core && has(piece, 'let') && has(piece, 'sends') && !has(rest[nth + 1], 'time', 'date'),
  );
  const aims = aim > 0 ? plainText(message, rest.slice(aim + 1)) : '';
  const why =
    reason ||
    aims ||
    message.clauses
      .filter((other) => other !== clause && other !== after)
      .map((other) => (other === first ? becauseIn(message, other.pieces).reason : plainText(message, other.pieces)))
      .filter(Boolean)
      .join(', ');
  if (why) slots['reason'] = why;
  const conditional = message.clauses.some(
    (other) =>
      other.pieces.some((piece) => has(piece, 'condition', 'then', 'told')) ||
      // How far it is he must be sure of.
      (other.pieces.some((piece) => has(piece, 'unsure')) && percentIn(message, other.pieces) !== null),
  );
  return {
    intent: 'extend',
    // Why may doubt and deny what it likes.
    sure: !message.held && !isDoubtful(clause) && !conditional && !denied && !rest.some(isOutside),
    slots,
  };
}

/** "Thêm 10 ngày nữa". */
function lastingIn(message: Message, pieces: readonly Piece[]): string {
  const lasts = pieces.findIndex(
    (piece, at) => has(piece, 'duration') && has(pieces[at - 1], 'figure', 'cardinal', 'half', 'more'),
  );
  if (lasts < 0) return '';
  // "Thêm một tuần": the number is the last word of "thêm một".
  const { to } = pieces[lasts - 1]!;
  return textOf(message, to - 1, pieces[lasts]!.to);
}

/** The day that follows, without "đến", "sang". */
export function dueIn(message: Message, pieces: readonly Piece[]): string {
  const timed = pieces.filter((piece) => has(piece, 'time', 'date', 'until'));
  const from = timed.findIndex((piece) => !has(piece, 'until'));
  // "Nửa tháng", "10 ngày": how long, and no day.
  if (from < 0 || (has(timed[from], 'duration') && lastingIn(message, pieces) !== ''))
    return lastingIn(message, pieces);
  // "Tới hết tuần sau".
  const before = pieces[pieces.indexOf(timed[from]!) - 1];
  const start = before && has(before, 'all') && before.to === timed[from]!.from ? before : timed[from]!;
  return textOf(message, start.from, timed.at(-1)!.to);
}
