// The words of a paper: what the form says around what the chapter says, and what is taken out of both before printing.
import { cleanLine, flattened, nfc } from '../kernel/fold.ts';
import type { Sheet } from '../kernel/sheet.ts';
import { type Text, text } from '../kernel/text.ts';
import { dayParts } from '../kernel/time.ts';
import { formsOfPapers } from './form.ts';

export type Say = (words: Text) => string;

/** What no paper can hold: halves of letters, control characters, and marks that turn the order of the line round. */
const unprintable =
  /[\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/gu;

export const printable = (words: string): string => nfc(flattened(words.replace(unprintable, ''))).trim();

export const capitals = (words: string): string => printable(words).toLocaleUpperCase('vi');

/** A name as somebody broke it himself, at `|`; else as below. */
export const nameLines = (name: string, most: number, say: Say): string[] =>
  name.split('|').flatMap((part) => balanced(part, most, say, 1));

/**
 * In as few lines as fit, about as long as one another, broken where a name is well broken; `spare`: so many more lines
 * it may take where that spares a bad break.
 */
export function balanced(said: string, most: number, say: Say, spare = 0): string[] {
  const whole = printable(said);
  const words = whole.split(' ').filter(Boolean);
  const count = Math.ceil(whole.length / most);
  if (count <= 1) return whole === '' ? [] : [whole];
  // Nobody's name is longer; what is fills line after line.
  if (words.length > 60 || words.some((word) => word.length > most)) return filled(words, most);
  const beginning = say(text('papers:beginning')).split('|');
  const ways = Array.from({ length: spare + 1 }, (_, more) => {
    const lines = broken(words, { most, count: Math.min(count + more, words.length), beginning });
    return { ...lines, cost: lines.cost + more * 300 };
  });
  return ways.reduce((one, other) => (other.cost < one.cost ? other : one)).lines;
}

function filled(words: readonly string[], most: number): string[] {
  const lines = [''];
  for (const word of words.flatMap((one) => one.match(new RegExp(`.{1,${most}}`, 'gu')) ?? [])) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (line.length > most) lines.push(word);
    else lines.splice(-1, 1, line);
  }
  return lines;
}

type Broken = { cost: number; lines: string[] };

function broken(
  words: readonly string[],
  { most, count, beginning }: { most: number; count: number; beginning: readonly string[] },
): Broken {
  const goal = words.join(' ').length / count;
  const known = new Map<string, Broken>();
  const best = (from: number, left: number): Broken => {
    const key = `${from} ${left}`;
    const before = known.get(key);
    if (before) return before;
    let found: Broken = { cost: Number.POSITIVE_INFINITY, lines: [] };
    for (let to = from + 1; to <= words.length; to += 1) {
      if ((to === words.length) !== (left === 1)) continue;
      const line = words.slice(from, to).join(' ');
      const rest = left === 1 ? { cost: 0, lines: [] } : best(to, left - 1);
      const isGood = left === 1 || line.endsWith(',') || beginning.includes((words[to] ?? '').toLocaleLowerCase('vi'));
      const cost = rest.cost + (line.length - goal) ** 2 + (isGood ? 0 : 400) + (line.length > most ? 1_000 : 0);
      if (cost < found.cost) found = { cost, lines: [line, ...rest.lines] };
    }
    known.set(key, found);
    return found;
  };
  return best(0, count);
}

const two = (number: number): string => String(number).padStart(2, '0');
/** To be filled in by hand, as the clerk does. */
export const blank = '\u2026\u2026';

/** "Số: 05/GM-BCĐCĐS"; below ten with a zero. Without a number there is room for it. */
export function numberLine({ form, kind: called, symbol, number }: Sheet, say: Say): string {
  const [before, between] = formsOfPapers[form].signs;
  const [kind, issuer] = number ? halves(number.symbol) : symbol;
  const ordinal = number ? `${/^\d\D?$/u.test(number.ordinal) ? '0' : ''}${printable(number.ordinal)}` : blank;
  const signs = [kind, issuer].map(printable).filter((part) => part !== '');
  // An agency whose sign is not known writes it in by hand: on a letter, or behind the sign of the kind.
  if (signs.length === 0 || (!number && called !== null && signs.length === 1)) signs.push(blank);
  return `${say(text(`papers:${form}.number`))} ${ordinal}${before}${signs.join(between)}`;
}

const halves = (symbol: string): [string, string] => {
  const [kind = '', ...rest] = symbol.split('-');
  return [kind, rest.join('-')];
};

/** NĐ 30: a zero before days below ten and before the first two months only. */
export function dateLine({ day, place }: Sheet, say: Say): string {
  const where = printable(place) === '' ? blank : printable(place);
  const parts = day === null ? null : dayParts(day);
  if (parts === null) return say(text('papers:date', { place: where, day: blank, month: blank, year: blank }));
  const month = parts.month < 3 ? two(parts.month) : String(parts.month);
  return say(text('papers:date', { place: where, day: two(parts.day), month, year: String(parts.year) }));
}

/** Ends the last paragraph as the form wants it, whatever it ended with. */
export const ended = (words: string, end: string): string => `${words.replace(/[\s.;,:/]+$/u, '')}${end}`;

/** Each ends with a semicolon, the last with a full stop. */
export const listed = (items: readonly string[]): string[] =>
  items.map((item, nth) => `- ${item.replace(/[\s.;]+$/u, '')}${nth === items.length - 1 ? '.' : ';'}`);

/** As the name of a file. */
export const fileNameOf = ({ kind, about, symbol }: Sheet, say: Say): string =>
  cleanLine(
    [kind ? printable(say(kind)) : symbol[0], printable(say(about))].join(' ').replace(/[\\/:*?"<>|]+/gu, '-'),
    100,
  );
