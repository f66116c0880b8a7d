// A text of conclusions read as its items: split at its own numbers, each with the one lead, the others, the day and the
// product it names (Điều 6.4, 7.3; QĐ 45/2018 Đ.14). Nothing is dropped and nothing guessed. Pure.
import { cleanLine, cleanText, codePoints, cutCodePoints, fold } from '../../kernel/fold.ts';
import { withoutMark } from '../../kernel/listed.ts';
import type { SeatCard } from '../../kernel/person.ts';
import type { Day } from '../../kernel/time.ts';
import { readDay } from '../../kernel/when.ts';
import { type HangsOn, mayLead, wordsOf } from '../tasks/index.ts';

/** What one point says; what it does not say, or says of two, stays null until the standing office fills it in. */
export type Item = {
  words: string;
  /** The person who answers for it: exactly one (Điều 2.3). */
  leadId: string | null;
  coordinators: readonly string[];
  due: Day | null;
  /** From what its time counts, where no day is named ("30 ngày sau khi Trung ương ban hành …"). */
  hangsOn?: HangsOn | null;
  product: string | null;
};

const longestItem = 2_000;

/** The points of a text in their order: each number, dash and paragraph begins one; lines broken off belong together. */
export function pointsOf(text: string): string[] {
  // Each of the lines it is broken into: put together at every line they would be gone over as often.
  const points: string[][] = [];
  let open = false;
  for (const line of cleanText(text).split('\n')) {
    const words = withoutMark(line);
    const begins = words !== line.trim();
    if (words === '') open = false;
    else if (begins || !open || !breaksOff(points.at(-1)!.at(-1)!, words)) points.push([words]);
    else points.at(-1)!.push(words);
    if (words !== '') open = true;
  }
  return points.map((lines) => lines.join(' '));
}

/** A line goes on in the next when its sentence has not ended, or the next does not begin one. */
const breaksOff = (before: string, after: string): boolean => !/[.;:!?]$/u.test(before) || /^[\p{Ll}\d(]/u.test(after);

/** A heading ("Giao Sở Tài chính:") says who leads the points below it. */
const isHeading = (point: string): boolean => /:$/u.test(point);

/** The items of a text; a heading that only names who is to lead goes into those below it. */
export function itemsOf(text: string, seats: readonly SeatCard[], now: Date): Item[] {
  const items: Item[] = [];
  let above: Pick<Item, 'leadId' | 'coordinators'> | null = null;
  for (const point of pointsOf(text)) {
    const item = readItem(point, seats, now);
    if (isHeading(point)) {
      above = item.leadId ? item : null;
      if (above && codePoints(point) < 160) continue;
    }
    const isOwn = item.leadId !== null || isHeading(point) || !above;
    items.push(isOwn ? item : { ...item, leadId: above!.leadId, coordinators: above!.coordinators });
  }
  return items;
}

type Token = { word: string; at: number; end: number };

const tokensOf = (words: string): Token[] =>
  [...words.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((match) => ({
    word: fold(match[0]),
    at: match.index,
    end: match.index + match[0].length,
  }));

/** Somebody named in the words: the tokens from `from` to just before `to` mean this person. */
type Mention = { personId: string; from: number; to: number };

/** One point, as far as it speaks for itself. */
export function readItem(point: string, seats: readonly SeatCard[], now: Date): Item {
  const words = cutCodePoints(cleanLine(point, longestItem), longestItem);
  const tokens = tokensOf(words);
  const mentions = mentionsIn(tokens, seats.filter(mayLead));
  const joined = phrase(tokens, 'phoi hop');
  const leadId = leadIn(words, tokens, mentions, joined);
  const named = joined === null ? [] : listed(tokens, mentions, joined + 2);
  const coordinators = [...new Set(named.map(({ personId }) => personId))].filter((id) => id !== leadId);
  const due = dueIn(words, tokens, now);
  const hangsOn = due === null ? hangingIn(words, tokens) : null;
  return { words, leadId, coordinators, due, hangsOn, product: productIn(words, tokens) };
}

/** Where these folded words begin; null: nowhere. */
function phrase(tokens: readonly Token[], folded: string, from = 0): number | null {
  const wanted = folded.split(' ');
  const at = tokens.findIndex(
    (_token, nth) => nth >= from && wanted.every((word, more) => tokens[nth + more]?.word === word),
  );
  return at === -1 ? null : at;
}

/** The longest name that stands at a place is meant: "Sở Tài chính Khánh Hòa" is not "Sở Tài chính". */
function mentionsIn(tokens: readonly Token[], able: readonly SeatCard[]): Mention[] {
  const names = able
    .flatMap((seat) => wordsOf(seat, able).map((name) => ({ personId: seat.person.id, words: fold(name).split(' ') })))
    .filter(({ words }) => words.join('').length > 2)
    .sort((a, b) => b.words.length - a.words.length);
  const found: Mention[] = [];
  for (let nth = 0; nth < tokens.length; nth += 1) {
    const fitting = names.filter(({ words }) => words.every((word, more) => tokens[nth + more]?.word === word));
    const longest = fitting.filter(({ words }) => words.length === fitting[0]!.words.length);
    const [personId, ...others] = new Set(longest.map((name) => name.personId));
    // Two of one name: neither is meant until somebody says which.
    if (personId === undefined || others.length > 0) continue;
    found.push({ personId, from: nth, to: nth + longest[0]!.words.length });
    nth += longest[0]!.words.length - 1;
  }
  return found;
}

/** Words that may stand between the members of one list, or before a name. */
const linking = new Set(
  'va cung voi cac so nganh don vi co quan giam doc chu tich truong lanh dao dong chi ong ba thu truong nguoi dung dau do'.split(
    ' ',
  ),
);

/** Those named one after another from here on. */
function listed(tokens: readonly Token[], mentions: readonly Mention[], from: number): Mention[] {
  const list: Mention[] = [];
  let at = from;
  for (const mention of mentions) {
    if (mention.from < from) continue;
    if (!tokens.slice(at, mention.from).every(({ word }) => linking.has(word))) break;
    list.push(mention);
    at = mention.to;
  }
  return list;
}

/** Before a name: that it is he who is to do it. */
const givingTo = ['giao cho', 'giao', 'de nghi', 'yeu cau', 'phan cong', 'thong nhat giao', 'chu tri'];

/** The one who answers for it (Điều 2.3): who is said to preside, is given it, or stands before a colon. Two are nobody. */
function leadIn(
  words: string,
  tokens: readonly Token[],
  mentions: readonly Mention[],
  joined: number | null,
): string | null {
  const presides = phrase(tokens, 'chu tri');
  const before =
    presides === null ? [] : mentions.filter(({ to }) => to <= presides && (joined ?? presides) >= presides);
  const next = before.at(-1);
  if (presides !== null && next && tokens.slice(next.to, presides).every(({ word }) => linking.has(word)))
    return sole(before.filter(({ from }) => reaches(tokens, mentions, from, presides)));
  for (const verb of givingTo) {
    const at = phrase(tokens, verb);
    if (at === null || at > 5) continue;
    const given = listed(tokens, mentions, at + verb.split(' ').length);
    const own = given.filter(({ from }) => joined === null || joined < at || from < joined);
    if (own.length > 0) return sole(own);
  }
  const [first] = mentions;
  const isAddressed = first?.from === 0 && /^\s*[:,]/u.test(words.slice(tokens[first.to - 1]!.end));
  return isAddressed ? first.personId : null;
}

const sole = (named: readonly Mention[]): string | null => {
  const ids = new Set(named.map(({ personId }) => personId));
  return ids.size === 1 ? [...ids][0]! : null;
};

/** Whether from this name to there stand only names and what links them. */
const reaches = (tokens: readonly Token[], mentions: readonly Mention[], from: number, to: number): boolean =>
  tokens
    .slice(from, to)
    .every(
      ({ word }, more) =>
        linking.has(word) || mentions.some((other) => other.from <= from + more && from + more < other.to),
    );

/** Before a day: that it is the last one. */
const limits = ['truoc', 'cham nhat', 'xong', 'hoan thanh', 'thoi han', 'han', 'trong', 'het', 'den'];
const longestDay = 8;

/** The day by which, where one is named and only one; a time that hangs on something else is nobody's to compute. */
function dueIn(words: string, tokens: readonly Token[], now: Date): Day | null {
  const found = new Set<Day>();
  for (const limit of limits) {
    for (let at = phrase(tokens, limit); at !== null; at = phrase(tokens, limit, at + 1)) {
      const day = dayFrom(words, tokens, at, now) ?? dayFrom(words, tokens, at + limit.split(' ').length, now);
      if (day) found.add(day);
    }
  }
  return found.size === 1 ? [...found][0]! : null;
}

/** The longest stretch of words from here that is a day; one that is over, or is not in the calendar, is none. */
function dayFrom(words: string, tokens: readonly Token[], at: number, now: Date): Day | null {
  const begin = tokens[at];
  if (!begin) return null;
  for (let length = Math.min(longestDay, tokens.length - at); length > 0; length -= 1) {
    const reading = readDay(words.slice(begin.at, tokens[at + length - 1]!.end), now);
    // "Trong 30 ngày kể từ …": not thirty days from now.
    if (reading.ok) return countsFrom(tokens, at + length) ? null : reading.value;
    // Without its year a day of the past would be one to come.
    if (reading.problem !== 'not-a-date') return null;
  }
  return null;
}

/** Whether what goes before counts from something that is said here. */
function countsFrom(tokens: readonly Token[], at: number): boolean {
  const from = tokens[at]?.word === 'lam' && tokens[at + 1]?.word === 'viec' ? at + 2 : at;
  return sinces.some((since) => since.split(' ').every((word, more) => tokens[from + more]?.word === word));
}

/** Between a number of days and the event after which they run. */
const sinces = ['sau khi', 'ke tu khi', 'tinh tu khi', 'tu khi', 'ke tu ngay', 'tinh tu ngay', 'sau ngay', 'after'];
const longestEvent = 200;

/** How long after which event, where one is named and only one; what counts from a day of the calendar is not meant. */
function hangingIn(words: string, tokens: readonly Token[]): HangsOn | null {
  const found = sinces.flatMap((since) => {
    const at = phrase(tokens, since);
    const days = at === null ? undefined : daysBefore(words, tokens, at);
    const event = at === null ? '' : eventFrom(words, tokens, at + since.split(' ').length);
    return days === undefined || event === '' ? [] : [{ event, days }];
  });
  return found.length === 1 ? found[0]! : null;
}

/** "30 ngày", "20 ngày làm việc", "30 days"; null: at once ("ngay sau khi"), so said when it comes; undefined: none of these. */
function daysBefore(words: string, tokens: readonly Token[], at: number): string | null | undefined {
  const isVietnamese = tokens[at - 2]?.word === 'lam' && tokens[at - 1]?.word === 'viec';
  const unit = isVietnamese ? at - 3 : at - 1;
  if (!['ngay', 'days'].includes(tokens[unit]?.word ?? '')) return undefined;
  const isEnglish = tokens[unit - 1]?.word === 'working';
  const isWorking = isVietnamese || isEnglish;
  const count = tokens[isEnglish ? unit - 2 : unit - 1]?.word ?? '';
  if (/^\d{1,3}$/.test(count)) return `${Number(count)}${isWorking ? 'w' : ''}`;
  const { at: from = 0, end = 0 } = tokens[unit]!;
  return words.slice(from, end).toLowerCase() === 'ngay' ? null : undefined;
}

/** What is said to come, up to where the sentence, or this part of it, ends. */
function eventFrom(words: string, tokens: readonly Token[], from: number): string {
  const [first] = tokens.slice(from);
  if (!first || /\d/.test(first.word)) return '';
  return cleanLine(/^[^.;:,()]*/u.exec(words.slice(first.at))![0], longestEvent);
}

/** The same of words that say nothing else, as they are typed for a point. */
export function readHanging(said: string): HangsOn | null {
  const words = cleanLine(said, longestItem);
  return hangingIn(words, tokensOf(words));
}

/** What stands behind "sản phẩm". */
function productIn(words: string, tokens: readonly Token[]): string | null {
  const at = phrase(tokens, 'san pham');
  const behind = at === null ? '' : words.slice(tokens[at + 1]!.end);
  const product = /^\s*(?::|l\u00e0(?=\s))\s*([^;.]+)/u.exec(behind)?.[1]?.trim() ?? '';
  return product === '' ? null : cleanLine(product, 300);
}
