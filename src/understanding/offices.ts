// Offices that are named: the sender's own speaks for him, in full, shortened or by its initials; another one does not.
import { fold } from '../kernel/fold.ts';
import type { Sight, Tag } from './lexicon.ts';
import { type Piece, type Sender, typedWords } from './piece.ts';
import type { Token } from './tokens.ts';

/** "SXD" of "Sở Xây dựng". */
const initialsOf = (office: string): string =>
  fold(office)
    .split(' ')
    .map((word) => word[0])
    .join('');

export const isInitials = (token: Token | undefined, { offices }: Sender): boolean =>
  token?.kind === 'word' &&
  token.raw.length <= mostInitials &&
  offices.some((office) => initialsOf(office) === fold(token.raw));

/** No office has a name of more words. */
const mostInitials = 12;

/** "so xd" of "so xay dung". */
function shortened(office: string): string {
  const [kind, ...rest] = office.split(' ');
  return `${kind} ${rest.map((word) => word[0]).join('')}`;
}

const inOffice = 'van phong';

const side = 'ben';

/** "Bên Tài chính": the office of that branch, which is another's or his own. */
function sideAt(sight: Sight, at: number, tag: Tag | null, { offices }: Sender): Piece | null {
  if (!tag?.kinds.has('belonging') || fold(sight.tokens[at]!.raw) !== side || tag.to !== at + 1) return null;
  const branch = sight.at(tag.to);
  if (!branch?.kinds.has('branch') || branch.slip) return null;
  const named = fold(typedWords(sight.tokens, branch.from, branch.to));
  const own = offices.some((office) => fold(office).endsWith(` ${named}`));
  return { from: at, to: branch.to, kinds: new Set([own ? 'own' : 'office-named']), slip: false };
}

/** "Sở Xây dựng": the sender's own office speaks for him, another one does not. */
export function officeAt(sight: Sight, at: number, tag: Tag | null, sender: Sender, before?: Piece): Piece | null {
  if (!tag && isInitials(sight.tokens[at], sender))
    return { from: at, to: at + 1, kinds: new Set(['own']), slip: false };
  const { offices } = sender;
  // "Anh Chín bên Tài chính" is he.
  const side = before?.person ? null : sideAt(sight, at, tag, sender);
  if (side) return side;
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
  const named = fold(typedWords(sight.tokens, at, to));
  const own = offices.some((office) => {
    const mine = fold(office);
    // "Văn phòng Sở Xây dựng" is part of it.
    const whole = [mine, `${inOffice} ${mine}`, `${inOffice} ${mine.split(' ')[0]}`];
    return (
      whole.includes(named) || mine.startsWith(`${named} `) || named.startsWith(`${mine} `) || shortened(mine) === named
    );
  });
  return { from: at, to, kinds: new Set([own ? 'own' : 'office-named']), slip: false };
}
