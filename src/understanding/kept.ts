// What may be kept of words nobody understood: which words they were, without names, numbers, addresses.
import { fold, nfc } from '../kernel/fold.ts';
import type { Grammar } from './grammar.ts';
import { has, type Piece, type Sender } from './piece.ts';
import { piecesOf } from './pieces.ts';
import type { Token } from './tokens.ts';
import { tokensOf } from './tokens.ts';

/** As much as tells what somebody wanted. */
const mostTyped = 400;
const mostKept = 120;
/** In place of a name; of a number. */
const someone = '…';
const figure = '#';

/** Folded. `names`: the folded words of people's names around him; a word the grammar does not know is none of them. */
export function keptOf(grammar: Grammar, said: string, sender: Sender, names: ReadonlySet<string>): string {
  const text = nfc(said.slice(0, mostTyped)).replace(/\S*(?:@|:\/\/|www\.)\S*/gi, ' 0 ');
  const tokens = tokensOf(text) ?? [];
  const sight = grammar.words.over(tokens);
  const isOfName = tokens.map(({ kind, raw }) => kind === 'word' && names.has(fold(raw)));
  const kept: string[] = [];
  const add = (word: string): void => {
    if (word !== '' && !(kept.at(-1) === word && (word === someone || word === figure))) kept.push(word);
  };
  for (const piece of piecesOf(sight, sender)) {
    if (piece.person || has(piece, 'office-named', 'own')) {
      add(someone);
      continue;
    }
    for (const [at, token] of tokens.slice(piece.from, piece.to).entries()) {
      const nth = piece.from + at;
      // Two of them in a row are a name whatever else each may mean.
      const inRow = isOfName[nth] && (isOfName[nth - 1] || isOfName[nth + 1]);
      const namelike = isNamelike(piece, token, tokens[nth - 1]) && !sight.knows(token.spelling);
      // A word of a phrase is no name: "hôm nay" says nothing of somebody called Nay.
      const alone = isOfName[nth] && piece.to - piece.from === 1;
      add(inRow || namelike || alone ? someone : wordOf(token));
    }
  }
  return cut(kept.join(' '));
}

/** A word with a capital that begins no sentence, or that is a given name. */
const isNamelike = (piece: Piece, token: Token, before: Token | undefined): boolean =>
  token.capital && (has(piece, 'given') || (before !== undefined && before.kind !== 'mark'));

function wordOf({ kind, raw }: Token): string {
  if (kind === 'figure') return figure;
  if (kind === 'mark') return raw === '?' ? '?' : '';
  return fold(raw).slice(0, 20);
}

const cut = (words: string): string =>
  words.length <= mostKept ? words : words.slice(0, words.lastIndexOf(' ', mostKept)).trim();
