// What a clause asks: "họp mấy giờ, ở đâu", "tài liệu đâu em", "tôi còn nợ gì".
import { type Clause, isCourtesy, isQuestion } from './clauses.ts';
import type { Sight } from './lexicon.ts';
import { has } from './pieces.ts';

/** The parts of a phrase with "+" may stand apart; its kind names the question, the alternative and the part. */
export const partKind = (ask: string, alternative: number, part: number, parts: number): string =>
  `${ask}#${alternative}#${part}#${parts}`;

type Found = { ask: string; tokens: ReadonlySet<number> };

/** Most words first. Several only where they are asked by different words: "mấy giờ, ở đâu". */
export function asksIn(sight: Sight, clause: Clause): string[] {
  const asks: Found[] = [];
  for (const one of alternativesIn(sight, clause.from, clause.to).sort((a, b) => b.tokens.size - a.tokens.size)) {
    const taken = asks.some(({ ask, tokens }) => ask === one.ask || [...one.tokens].some((token) => tokens.has(token)));
    if (!taken) asks.push(one);
  }
  const [best] = asks;
  if (!best || isPartOfAct(clause, best)) return [];
  const left = clause.pieces.filter(
    (piece) =>
      !asks.some(({ tokens }) => holds(tokens, piece.from, piece.to)) &&
      !isCourtesy(piece) &&
      !has(piece, ...besideAsk),
  );
  return left.length > best.tokens.size ? [] : asks.map(({ ask }) => ask);
}

const besideAsk = [
  ...[
    'asking',
    'who',
    'noise',
    'have',
    'time',
    'wish',
    'negation',
    'not-yet',
    'self',
    'let',
    'able',
    'about',
    'already',
  ],
  ...['unsure', 'third', 'all', 'mark', 'online', 'given', 'favour', 'plea'],
];

/** Of a question in parts that may stand far from each other. */
const fewWords = 3;

/** A longer phrase that holds the words means something else: "bổ sung tài liệu"; so does "dự giúp tôi". */
function isPartOfAct(clause: Clause, { ask, tokens }: Found): boolean {
  const { pieces } = clause;
  const acts = pieces.filter((piece) => [...piece.kinds].some((kind) => kind.startsWith('act:')));
  const holding = acts.some(
    (piece) =>
      !has(piece, 'act:attend', 'act:absent', 'act:agree') &&
      piece.to - piece.from > tokens.size &&
      [...tokens].every((token) => token >= piece.from && token < piece.to),
  );
  // "Tôi có lịch họp với Bộ" tells why, and asks nothing.
  const tells =
    pieces.some((piece) => has(piece, 'busy') && !holds(tokens, piece.from, piece.to)) && !isQuestion(clause);
  // "Ai bảo tôi dự", "dự án này ai làm", "không cử ai dự thay" ask for nobody who attends.
  const elsewhere =
    ask === 'attending' &&
    tokens.size <= fewWords &&
    pieces.some((piece) => has(piece, 'instead', 'delegate', 'told', 'thing', 'forbidding'));
  return holding || tells || elsewhere || (ask === 'help' && acts.length > 0);
}

const holds = (tokens: ReadonlySet<number>, from: number, to: number): boolean => {
  for (let at = from; at < to; at += 1) if (tokens.has(at)) return true;
  return false;
};

function alternativesIn(sight: Sight, from: number, to: number): Found[] {
  const parts = new Map<string, Map<number, Set<number>>>();
  const whole: Found[] = [];
  for (let at = from; at < to; at += 1) {
    for (const { kind, length } of sight.allAt(at)) {
      if (at + length > to) continue;
      const [ask = '', alternative, part, count] = kind.split('#');
      const tokens = new Set(Array.from({ length }, (_, step) => at + step));
      if (count === '1') {
        whole.push({ ask, tokens });
        continue;
      }
      const key = `${ask}#${alternative}#${count}`;
      const there = parts.get(key) ?? new Map<number, Set<number>>();
      if (!there.has(Number(part))) there.set(Number(part), tokens);
      parts.set(key, there);
    }
  }
  for (const [key, there] of parts) {
    const [ask = '', , count] = key.split('#');
    if (there.size < Number(count)) continue;
    whole.push({ ask, tokens: new Set([...there.values()].flatMap((tokens) => [...tokens])) });
  }
  return whole;
}
