// A message as pieces: known phrases, people and offices that are named, figures, and words nobody knows.
import { fold, foldedEquals } from '../kernel/fold.ts';
import type { Sight, Tag } from './lexicon.ts';
import type { Token } from './tokens.ts';

/** Somebody who is named. */
export type Person = { name: string; post: string; phone: string };

export type Piece = {
  from: number;
  to: number;
  kinds: ReadonlySet<string>;
  slip: boolean;
  person?: Person;
};

/** How the sender may call himself beside "tôi": his full name, his office, his post there. */
export type Sender = { names: readonly string[]; offices: readonly string[]; posts: readonly string[] };

export function has(piece: Piece | undefined, ...kinds: readonly string[]): boolean {
  if (piece === undefined) return false;
  for (const kind of kinds) if (piece.kinds.has(kind)) return true;
  return false;
}

/** The words as they were typed. */
export function quote(said: string, tokens: readonly Token[], from: number, to: number): string {
  return to > from ? said.slice(tokens[from]!.at, tokens[to - 1]!.end) : '';
}

export function piecesOf(sight: Sight, sender: Sender): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < sight.tokens.length; ) {
    const tag = sight.at(at);
    const named =
      properAt(sight, at, tag) ??
      ownNameAt(sight, at, tag, sender) ??
      personAt(sight, at, tag, pieces.at(-1), sender) ??
      officeAt(sight, at, tag, sender);
    const piece = named ?? tag ?? figureAt(sight.tokens[at]!, at);
    asksFavour(pieces.at(-1), piece, pieces);
    pieces.push(piece);
    joinFigure(pieces);
    at = piece.to;
  }
  return pieces.map((piece, at) => {
    // "Điểm danh nào" asks for nothing.
    const before = pieces[at - 1];
    if (has(piece, 'urging') && !pieces[at + 1] && before && [...before.kinds].some((kind) => kind.startsWith('act:')))
      return { ...piece, kinds: new Set(['polite']) };
    // "Anh chỉ dự được": only, and no "chị ấy".
    if (has(piece, 'third-marked') && has(before, 'self', 'own', 'but') && foldedEquals(rawOf(sight, piece), only))
      return { ...piece, kinds: new Set(['noise']) };
    // "Tại tỉnh", without its marks, is no "tính".
    if (has(piece, 'spot') && has(piece, 'unsure') && has(before, 'place'))
      return { ...piece, kinds: new Set([...piece.kinds].filter((kind) => kind !== 'unsure')) };
    // "Được giao nhung việc gì", without its marks: "những".
    if (
      has(piece, 'but') &&
      has(piece, 'noise') &&
      has(pieces[at + 1], 'work', 'deputy') &&
      has(pieces[at + 2], 'asking')
    )
      return { ...piece, kinds: new Set(['noise']) };
    // "Mức kinh phí dự kiến" is one that is planned.
    if (has(piece, 'planned') && has(before, 'thing', 'subject', 'time'))
      return { ...piece, kinds: new Set(['thing']) };
    // "Chậm 10 phút" says how long.
    if (has(piece, 'act:obstacle') && has(pieces[at + 1], 'figure') && has(pieces[at + 2], 'minutes'))
      return { ...piece, kinds: new Set(['remark']) };
    // "Phải dự kỳ họp HĐND": what he attends elsewhere keeps him busy.
    if (isElsewhere(pieces, at)) return { ...piece, kinds: new Set(['busy']) };
    if (isOwnPost(sight, pieces, at, sender) || isSpokenFor(pieces, at, sender))
      return { ...piece, kinds: new Set(['own']) };
    if (!has(piece, 'yes') || !has(piece, 'act:absent')) return piece;
    if (isVang(pieces, at)) return { ...piece, kinds: new Set(['yes']) };
    return isAway(pieces, at) ? { ...piece, kinds: new Set(['act:absent']) } : piece;
  });
}

/** "Bận dự hội thảo", "phải tham gia phiên tòa". */
const isElsewhere = (pieces: readonly Piece[], at: number): boolean =>
  has(pieces[at], 'act:attend') &&
  has(pieces[at - 1], 'must', 'busy') &&
  !has(pieces[at - 1], 'able') &&
  has(pieces[at + 1], 'thing') &&
  !has(pieces[at + 1], 'noise');

/** "Giám đốc Sở Xây dựng dự họp", "Sở Xây dựng có Giám đốc dự", of who holds that post. */
function isOwnPost(sight: Sight, pieces: readonly Piece[], at: number, { posts }: Sender): boolean {
  const { person, from, to } = pieces[at]!;
  if (person) return person.name === '' && posts.some((own) => foldedEquals(own, person.post));
  if (!has(pieces[at], 'third') || !has(pieces[at], 'post')) return false;
  const called = fold(words(sight.tokens, from, to));
  const introduced = pieces.slice(0, at).some((before) => has(before, 'own'));
  return posts.some((own) => fold(own) === called || (introduced && fold(own).startsWith(`${called} `)));
}

/**
 * "Em là Ngân văn phòng Sở Xây dựng, anh Hòa dự", "anh Hòa em dự": who writes for him calls him by his given name, and
 * says whose office it is.
 */
function isSpokenFor(pieces: readonly Piece[], at: number, { names }: Sender): boolean {
  const { person } = pieces[at]!;
  if (!person || person.post !== '' || !names.some((own) => givenOf(own) === fold(person.name))) return false;
  const introduces = pieces.slice(0, at).some((piece) => has(piece, 'own'));
  // "Anh Hòa bận tiếp dân, ủy quyền anh Y Thanh": it is he who is invited.
  const sends = at === 0 && pieces.some((piece, later) => has(piece, 'delegate') && has(pieces[later + 1], 'person'));
  return (
    introduces || sends || (has(pieces[at + 1], 'humble') && has(pieces[at + 2], 'act:attend', 'act:absent', 'wish'))
  );
}

const only = 'chi';
const rawOf = (sight: Sight, { from }: Piece): string => sight.tokens[from]!.raw;

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

/** "nho a Tuan di thay": before a person it is "nhờ", not "nhớ". */
function asksFavour(before: Piece | undefined, piece: Piece, pieces: Piece[]): void {
  if (!piece.person || !has(before, 'let') || !has(before, 'forbidding')) return;
  pieces[pieces.length - 1] = { ...before!, kinds: new Set(['let', 'sends', 'plea']) };
}

/** "14 giờ", "ngày 25 tháng 12": a figure beside words of time belongs to them; "2 người" is no time. */
function joinFigure(pieces: Piece[]): void {
  const [before, last] = [pieces.at(-2), pieces.at(-1)!];
  const isTime = (piece: Piece): boolean => has(piece, 'time') && !has(piece, 'noise');
  if (!before) return;
  if (has(last, 'figure') && isTime(before))
    pieces[pieces.length - 1] = { ...last, kinds: new Set([...last.kinds, 'time']) };
  // "Đề án 06 sáng thứ tư": a figure that numbers something is no hour.
  if (has(before, 'figure') && isTime(last) && !has(pieces.at(-3), 'subject'))
    pieces[pieces.length - 2] = { ...before, kinds: new Set([...before.kinds, 'time']) };
}

function figureAt(token: Token, at: number): Piece {
  return { from: at, to: at + 1, kinds: new Set(token.kind === 'mark' ? ['mark'] : figureKinds(token)), slip: false };
}

function figureKinds({ kind, raw }: Token): string[] {
  if (kind === 'word') return ['unknown'];
  if (/^\d{1,3}(?:[.,]\d+)?%$/.test(raw)) return ['percent'];
  if (/^(?:\+84|0)[\d .-]{8,13}$/.test(raw)) return ['phone-number'];
  if (/^\d{1,2}(?:[hg]\d{0,2}|:\d{2})$/i.test(raw) || /^\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?$/.test(raw))
    return ['time', 'date'];
  if (/^t[2-7]$/i.test(raw)) return ['time', 'day'];
  if (/^\d{1,4}$/.test(raw)) return ['figure'];
  return /\p{L}/u.test(raw) ? ['document'] : ['figure'];
}

const words = (tokens: readonly Token[], from: number, to: number): string =>
  tokens
    .slice(from, to)
    .map(({ raw }) => raw)
    .join(' ');

export const givenOf = (name: string): string => fold(name).split(' ').at(-1) ?? '';

/** "Bảo Thắng", "Sa Pa": in the middle of a sentence two capitals in a row are a name, whatever else each may mean. */
function properAt(sight: Sight, at: number, tag: Tag | null): Piece | null {
  const [before, token, next] = [sight.tokens[at - 1], sight.tokens[at]!, sight.tokens[at + 1]];
  const isHeld = tag !== null && tag.to === at + 1 && has({ ...tag }, ...holding);
  if (!isHeld || !token.capital || !before || before.kind === 'mark') return null;
  const isName = next?.kind === 'word' && next.capital && !sight.tokens.slice(0, at).every((one) => one.capital);
  return isName ? { from: at, to: at + 1, kinds: new Set(['unknown']), slip: false } : null;
}

/** What forbids to act. */
const holding = ['told', 'unsure', 'forbidding', 'condition', 'asking', 'past', 'not-yet', 'negation'];

/** "Hòa dự nhé", of somebody called Hòa. */
function ownNameAt(sight: Sight, at: number, tag: Tag | null, { names }: Sender): Piece | null {
  const [token, before, next] = [sight.tokens[at]!, sight.tokens[at - 1], sight.tokens[at + 1]];
  if (tag || token.kind !== 'word' || (before && before.kind !== 'mark') || !next || next.capital) return null;
  if (!names.some((own) => own.toLowerCase().endsWith(token.raw.toLowerCase()) && givenOf(own) === fold(token.raw)))
    return null;
  return { from: at, to: at + 1, kinds: new Set(['own']), slip: false };
}

/** "đồng chí Lê Thị Hoa, Phó Giám đốc Sở", "anh Khoa phó phòng", "Nguyễn Văn Nam". */
function personAt(sight: Sight, at: number, tag: Tag | null, before: Piece | undefined, sender: Sender): Piece | null {
  // "di Ha Noi" is "đi", not "dì".
  const titled = (tag?.kinds.has('title') ?? false) && !tag?.kinds.has('weak:go');
  // "Đồng chí Thượng tá Giàng Seo Vư".
  const title = titled ? tag!.to : at;
  const degree = sight.at(title);
  const ranked =
    (degree?.kinds.has('rank') ?? false) && !degree!.slip && (titled || (sight.tokens[degree!.to]?.capital ?? false));
  const begins = ranked ? degree!.to : title;
  const rank = titled || ranked || tag?.kinds.has('post') ? postAt(sight, begins, true) : null;
  let to = nameEnd(sight, rank?.to ?? begins, titled || ranked, before, sender);
  if (!titled && rank && to === rank.to) {
    // "Giám đốc Sở Xây dựng dự họp", of who is that.
    const own = sender.posts.some((post) => foldedEquals(post, rank.post));
    return own ? { from: at, to, kinds: new Set(['own']), slip: false } : null;
  }
  const name = words(sight.tokens, rank?.to ?? begins, to);
  if (name === '' && !rank) return null;
  if (name === '') to = rank!.to;
  const person: Person = { name, post: rank?.post ?? '', phone: '' };
  if (person.post === '') {
    const after = isAside(sight.tokens[to]) ? to + 1 : to;
    const post = postAt(sight, after, false);
    if (post) [person.post, to] = [post.post, post.to];
  }
  to = phoneAfter(sight, to, person);
  if (sight.tokens[to]?.raw === ')') to += 1;
  const named = person.name === '' ? begins : (rank?.to ?? begins);
  const office = isOwnsHere(sight, to, sender);
  const own = isOwn(person, office || (titled && tag!.kinds.has('humble')), sender);
  // "anh phan văn lợi phó giám đốc": a whole name, and what he is.
  const whole = titled && name.split(' ').length >= 3 && Boolean(sight.at(named)?.kinds.has('surname'));
  const kinds = own
    ? ['own']
    : sight.knows(sight.tokens[named]!.spelling) && !sight.tokens[named]!.capital && !whole
      ? ['person', 'maybe']
      : ['person'];
  return { from: at, to, kinds: new Set(kinds), slip: false, person };
}

const isAside = (token: Token | undefined): boolean => token !== undefined && [',', '-', '–', '('].includes(token.raw);

const mostNames = 5;

function nameEnd(sight: Sight, from: number, titled: boolean, before: Piece | undefined, sender: Sender): number {
  const first = sight.tokens[from];
  if (first?.kind !== 'word') return from;
  const tag = sight.at(from);
  const known = tag && !tag.slip ? tag.kinds : new Set<string>();
  // After "đồng chí" a capital is a name whatever else it may mean; so may be a small word that is one ("mai").
  const called = titled || has(before, 'delegate', 'let', 'post', 'for');
  const isName = (token: Token, at: number): boolean => {
    if (token.kind !== 'word' || isInitials(token, sender)) return false;
    const there = sight.at(at);
    const kinds = there && !there.slip ? there.kinds : new Set<string>();
    // "Phong" is somebody, "Phòng" an office.
    const isOffice = (kinds.has('office') || kinds.has('agency')) && (!token.capital || sight.knows(token.spelling));
    // "Chánh Văn phòng Sở tôi" is nobody's name.
    if (kinds.has('post') || isOffice || (kinds.has('our-side') && kinds.has('self'))) return false;
    return (
      token.capital || kinds.size === 0 || (kinds.size === 1 && (kinds.has('surname') || kinds.has('rare-surname')))
    );
  };
  const starts = called
    ? isName(first, from) || known.has('given')
    : (known.has('surname') || (known.has('rare-surname') && first.capital)) &&
      sight.tokens[from + 1]?.kind === 'word' &&
      (first.capital
        ? sight.tokens[from + 1]!.capital
        : isName(sight.tokens[from + 1]!, from + 1) && !sight.tokens[from + 1]!.capital);
  if (!starts) return from;
  // "Cho tuyến kè sông Cái Bé": who writes names with capitals begins them with one.
  if (!first.capital && writesCapitals(sight, from)) return from;
  // "Đoàn Trung ương" is nobody.
  const next = sight.at(from + 1);
  if (!titled && next && !next.slip && next.to - next.from > 1 && next.kinds.has('thing')) return from;
  let to = from + 1;
  while (
    to < sight.tokens.length &&
    to - from < mostNames &&
    isName(sight.tokens[to]!, to) &&
    (!first.capital || sight.tokens[to]!.capital)
  )
    to += 1;
  return to;
}

/** A capital in the words that follow. */
function writesCapitals({ tokens }: Sight, from: number): boolean {
  const after = tokens.slice(from + 1, from + 1 + mostNames);
  const mark = after.findIndex(({ kind }) => kind !== 'word');
  return after.slice(0, mark < 0 ? undefined : mark).some(({ capital }) => capital);
}

/** A post with what follows it: "Phó Giám đốc Sở", "Trưởng phòng Kế hoạch". A name after it is not part of it. */
function postAt(sight: Sight, from: number, nameMayFollow: boolean): { post: string; to: number } | null {
  if (!sight.tokens[from]) return null;
  const tag = sight.at(from);
  if (!tag?.kinds.has('post') || tag.slip) return null;
  let to = tag.to;
  while (to < sight.tokens.length && sight.tokens[to]!.kind === 'word') {
    const next = sight.at(to);
    if (nameMayFollow && sight.tokens[to]!.capital && sight.tokens[to + 1]?.capital && !isOffice(next)) break;
    if (nameMayFollow && to === tag.to && sight.tokens[to]!.capital && !isOffice(next) && endsName(sight, to + 1))
      break;
    const goesOn = next && !next.slip && (next.kinds.has('office') || next.kinds.has('branch'));
    if (next && !next.slip && !goesOn && !(sight.tokens[to]!.capital && next.to === to + 1)) break;
    to = goesOn ? next.to : to + 1;
  }
  return { post: words(sight.tokens, from, to), to };
}

/** "PGĐ Minh dự": one name, and what he does after it. */
const endsName = (sight: Sight, at: number): boolean =>
  sight.tokens[at]?.kind !== 'word' || (!sight.tokens[at]!.capital && sight.at(at) !== null);

const isOffice = (tag: Tag | null): boolean => tag !== null && (tag.kinds.has('office') || tag.kinds.has('branch'));

/** Takes a telephone number that follows; returns where it ends. */
function phoneAfter(sight: Sight, from: number, person: Person): number {
  let at = from;
  while (
    sight.tokens[at] &&
    ([',', '-', '–', '(', ':', '.'].includes(sight.tokens[at]!.raw) || sight.at(at)?.kinds.has('phone'))
  ) {
    at = sight.at(at)?.to ?? at + 1;
  }
  const number = sight.tokens[at];
  if (!number || !figureKinds(number).includes('phone-number')) return from;
  person.phone = number.raw.replace(/[ .-]/g, '');
  return at + 1;
}

/** His full name, or "em Hòa" of somebody called Hòa. */
function isOwn({ name }: Person, humble: boolean, { names }: Sender): boolean {
  if (name === '') return false;
  if (names.some((own) => foldedEquals(own, name))) return true;
  return humble && names.some((own) => givenOf(own) === fold(name));
}

/** "Anh Hòa SXD", "anh Hòa Sở Xây dựng", "anh Hòa đây": which Hòa it is stands behind it. */
function isOwnsHere(sight: Sight, at: number, sender: Sender): boolean {
  const tag = sight.at(at);
  if (tag?.kinds.has('here')) return true;
  const from = tag?.kinds.has('belonging') ? tag.to : at;
  return officeAt(sight, from, sight.at(from), sender)?.kinds.has('own') ?? false;
}

/** "SXD" of "Sở Xây dựng". */
const initialsOf = (office: string): string =>
  fold(office)
    .split(' ')
    .map((word) => word[0])
    .join('');

const isInitials = (token: Token | undefined, { offices }: Sender): boolean =>
  token?.kind === 'word' && offices.some((office) => initialsOf(office) === fold(token.raw));

/** "so xd" of "so xay dung". */
function shortened(office: string): string {
  const [kind, ...rest] = office.split(' ');
  return `${kind} ${rest.map((word) => word[0]).join('')}`;
}

const inOffice = 'van phong';

/** "Sở Xây dựng": the sender's own office speaks for him, another one does not. */
function officeAt(sight: Sight, at: number, tag: Tag | null, sender: Sender): Piece | null {
  if (!tag && isInitials(sight.tokens[at], sender))
    return { from: at, to: at + 1, kinds: new Set(['own']), slip: false };
  const { offices } = sender;
  if (!tag?.kinds.has('office') || tag.slip) return null;
  let to = tag.to;
  const isWhole = tag.kinds.has('agency') && !sight.tokens[to]?.capital;
  while (!isWhole && to < sight.tokens.length && sight.tokens[to]!.kind === 'word') {
    const next = sight.at(to);
    const branch = next?.kinds.has('branch') ?? false;
    if (next && !next.slip && !next.kinds.has('office') && !branch) break;
    to = next?.kinds.has('office') || branch ? next!.to : to + 1;
    if (branch && !sight.at(to)?.kinds.has('office')) break;
  }
  if (to === tag.to && !tag.kinds.has('agency')) return null;
  const named = fold(words(sight.tokens, at, to));
  const own = offices.some((office) => {
    const mine = fold(office);
    // "Văn phòng Sở Xây dựng" is part of it.
    const whole = [mine, `${inOffice} ${mine}`];
    return (
      whole.includes(named) || mine.startsWith(`${named} `) || named.startsWith(`${mine} `) || shortened(mine) === named
    );
  });
  return { from: at, to, kinds: new Set([own ? 'own' : 'office-named']), slip: false };
}
