// People who are named: "đồng chí Lê Thị Hoa, Phó Giám đốc Sở", "anh Khoa phó phòng", and the sender by his own name or post.
import { fold, foldedEquals } from '../kernel/fold.ts';
import { figureKinds } from './figures.ts';
import type { Sight, Tag } from './lexicon.ts';
import { isInitials, officeAt } from './offices.ts';
import { has, type Person, type Piece, type Sender, typedWords } from './piece.ts';
import { isBare } from './spelling.ts';
import type { Token } from './tokens.ts';

export const givenOf = (name: string): string => fold(name).split(' ').at(-1) ?? '';

/** "Bảo Thắng", "Sa Pa": in the middle of a sentence two capitals in a row are a name, whatever else each may mean. */
export function properAt(sight: Sight, at: number, tag: Tag | null): Piece | null {
  const [before, token, next] = [sight.tokens[at - 1], sight.tokens[at]!, sight.tokens[at + 1]];
  const isHeld = tag !== null && tag.to === at + 1 && has({ ...tag }, ...holding);
  if (!isHeld || !token.capital || !before || before.kind === 'mark') return null;
  const isName = next?.kind === 'word' && next.capital && !sight.tokens.slice(0, at).every((one) => one.capital);
  return isName ? { from: at, to: at + 1, kinds: new Set(['unknown']), slip: false } : null;
}

/** What forbids to act. */
const holding = ['told', 'unsure', 'forbidding', 'condition', 'asking', 'past', 'not-yet', 'negation'];

/** "Hòa dự nhé", of somebody called Hòa. */
export function ownNameAt(sight: Sight, at: number, tag: Tag | null, { names }: Sender): Piece | null {
  const [token, before, next] = [sight.tokens[at]!, sight.tokens[at - 1], sight.tokens[at + 1]];
  if (tag || token.kind !== 'word' || (before && before.kind !== 'mark') || !next || next.capital) return null;
  if (!names.some((own) => own.toLowerCase().endsWith(token.raw.toLowerCase()) && givenOf(own) === fold(token.raw)))
    return null;
  return { from: at, to: at + 1, kinds: new Set(['own']), slip: false };
}

/** "đồng chí Lê Thị Hoa, Phó Giám đốc Sở", "anh Khoa phó phòng", "Nguyễn Văn Nam". */
export function personAt(
  sight: Sight,
  at: number,
  tag: Tag | null,
  before: Piece | undefined,
  sender: Sender,
): Piece | null {
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
    if (own) return { from: at, to, kinds: new Set(['own']), slip: false };
    // "Giám đốc Sở Y tế gọi": whoever holds that post.
    return to > tag!.to && to > at + 2 ? { from: at, to, kinds: new Set(['third', 'post']), slip: false } : null;
  }
  const name = typedWords(sight.tokens, rank?.to ?? begins, to);
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
  // "Yêu cầu đồng chí Thành": the title is part of what asks it.
  const asked = has(before, 'must') && first.capital && Boolean(sight.at(from - 1)?.kinds.has('title'));
  const called = titled || asked || has(before, 'delegate', 'let', 'post', 'for');
  const isName = (token: Token, at: number): boolean => {
    if (token.kind !== 'word' || isInitials(token, sender)) return false;
    const there = sight.at(at);
    const kinds = there && !there.slip ? there.kinds : new Set<string>();
    // "Phong" is somebody, "Phòng" an office.
    // "Bùi Xuân Trường" ends with what begins an office elsewhere.
    const ends = token.capital && at >= from + 2 && !sight.tokens[at + 1]?.capital;
    const isOffice =
      !ends && (kinds.has('office') || kinds.has('agency')) && (!token.capital || sight.knows(token.spelling));
    // "Chánh Văn phòng Sở tôi" is nobody's name.
    if (kinds.has('post') || isOffice || (kinds.has('our-side') && kinds.has('self'))) return false;
    return (
      token.capital || kinds.size === 0 || (kinds.size === 1 && (kinds.has('surname') || kinds.has('rare-surname')))
    );
  };
  // Who begins with a capital and sets his marks writes names with one: "sẽ nghiêm túc thực hiện" is nobody.
  const careful = sight.tokens[0]!.capital && sight.tokens.some(({ spelling }) => !isBare(spelling));
  if (careful && !titled && !first.capital && !has(before, 'delegate')) return from;
  // "Anh gãy chân", "anh bể bánh xe": he himself, and what befell him.
  if (careful && titled && !first.capital && known.size === 0 && isOnlyWord(sight, from)) return from;
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

/** A word with its marks, and after it no post and no end: "anh phúc phó phòng", "anh phúc đi" name somebody. */
const isOnlyWord = ({ tokens, at }: Sight, from: number): boolean => {
  const next = tokens[from + 1];
  return !isBare(tokens[from]!.spelling) && next?.kind === 'word' && at(from + 1) === null;
};

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
  return { post: typedWords(sight.tokens, from, to), to };
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
function isOwn({ name, post }: Person, humble: boolean, { names, posts }: Sender): boolean {
  if (name === '') return false;
  if (names.some((own) => foldedEquals(own, name))) return true;
  // "Giám đốc Hòa" of that office.
  if (
    post !== '' &&
    posts.some((own) => fold(own).startsWith(fold(post))) &&
    names.some((own) => givenOf(own) === fold(name))
  )
    return true;
  return humble && names.some((own) => givenOf(own) === fold(name));
}

/** "Anh Hòa SXD", "anh Hòa Sở Xây dựng", "anh Hòa đây": which Hòa it is stands behind it. */
function isOwnsHere(sight: Sight, at: number, sender: Sender): boolean {
  const tag = sight.at(at);
  if (tag?.kinds.has('here')) return true;
  const from = tag?.kinds.has('belonging') ? tag.to : at;
  return officeAt(sight, from, sight.at(from), sender)?.kinds.has('own') ?? false;
}
