/** The words and figures with which people name a day or a time, taken apart but not yet given a meaning. */

import { dropMarks, nfc } from './fold.ts';
import type { Weekday } from './time.ts';

export type PartOfDay = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night' | 'am' | 'pm';

/** A day of a month as far as it was said. `monthShift` 0 is this month, 1 the next. */
export type SaidDate = {
  readonly day: number;
  readonly month?: number;
  readonly monthShift?: 0 | 1;
  readonly year?: number;
};

/** `minute` is negative for "9 giờ kém 15"; `padded` for "02:00", which can only be the night's. */
type SaidClock = { readonly hour: number; readonly minute: number; readonly padded?: true };

/** A stretch of time whose last day is meant: "trong quý I", "cuối tháng 12". `shift` 0 is this one, 1 the next. */
type SaidPeriod = {
  readonly of: 'week' | 'month' | 'quarter' | 'year';
  readonly number?: number;
  readonly year?: number;
  readonly shift?: 0 | 1;
};

export type SaidWhen = {
  date?: SaidDate;
  /** 0 this year, 1 the next. */
  yearShift?: 0 | 1;
  weekday?: Weekday;
  /** 0 this week, 1 the next. */
  weekShift?: 0 | 1;
  /** The weekday to come, never today. */
  coming?: true;
  /** Days from today. */
  relative?: number;
  /** Months from today. */
  months?: number;
  period?: SaidPeriod;
  /** The last time that is meant, not the time itself: "trước", "hết ngày", "chậm nhất", "đến". */
  limit?: true;
  clock?: SaidClock;
  part?: PartOfDay;
};

type Groups = readonly (string | undefined)[];
type Rule = readonly [RegExp, (groups: Groups) => SaidWhen];

/** No date takes longer to write; whoever types more is not writing a date. */
const LONGEST = 200;

/** What the words say, or null when a word is left that no rule knows, or two of them contradict each other. */
export function scanWhen(said: string): SaidWhen | null {
  return said.length > LONGEST ? null : scanned(plain(said));
}

/** A beginning and an end, "từ 14h00 đến 16h30 ngày 25/12/2026": what each says, or null where it is no such stretch. */
export function scanStretch(said: string): { from: SaidWhen; to: SaidWhen } | null {
  if (said.length > LONGEST) return null;
  const [, begins, ends] = /^(.*?\btu\b.*?) (?:den|toi|coming)(?: het)? (.+)$|^$/.exec(plain(said)) ?? [];
  const from = begins === undefined ? null : scanned(begins.replace(/\btu (?=\D*\d)/, ''));
  const to = ends === undefined ? null : scanned(ends);
  return from && to ? { from, to } : null;
}

function scanned(text: string): SaidWhen | null {
  const found: SaidWhen = {};
  for (let at = 0; at < text.length; ) {
    const hit = firstMatch(text, at);
    if (!hit || !merge(found, hit.says)) return null;
    at = hit.end;
  }
  return found;
}

/** Lower case without marks; only what the rules look at is left. */
function plain(said: string): string {
  // Without its marks "tới" (next) could no longer be told from "tối" (evening).
  const told = nfc(said)
    .toLowerCase()
    // As a number "sáu" and "năm" are told by their marks, without them they may be "sau" (after) and a year.
    .replace(/(?<!\p{L})s\u00e1u(?!\p{L})/gu, 'sixth')
    .replace(/\bt\u1edbi\b/gu, 'coming')
    .replace(/\bt\u1ed1i\b/gu, 'evening');
  return (
    withFigures(dropMarks(told))
      .replace(/[\u2010-\u2015]/gu, '-')
      .replace(/[^a-z0-9/.:-]+/gu, ' ')
      .replace(/ ?([/:]) ?/gu, '$1')
      // A colon after a word only leads on: "hạn chót: 31/12".
      .replace(/(?<=[a-z]):/gu, ' ')
      .trim()
  );
}

const UNITS = ['', 'mot', 'hai', 'ba', 'bon', 'nam', 'sixth', 'bay', 'tam', 'chin'];
const UNIT = '(?:mot|hai|ba|bon|nam|sixth|bay|tam|chin)';
/** "Mười lăm", "hai mươi tư", "tám". */
const SPELLED = `(?:(?:${UNIT} )?muoi(?: (?:${UNIT}|lam|tu|sau))?|${UNIT})`;
const LEADING = `(?<![a-z])(?<!thu )`;
const NUMBERED: readonly RegExp[] = [
  // "Tám giờ", "hai tuần nữa", "mười lăm tháng 12"; "năm tháng" is a year and months.
  new RegExp(`${LEADING}(?:${SPELLED}|sau)(?= ?gio(?![a-z]))`, 'g'),
  new RegExp(`${LEADING}${SPELLED}(?= (?:ngay|tuan|thang|phut)(?![a-z]))`, 'g'),
  // "Tám giờ ba mươi", "kém mười lăm"; a unit by itself may begin something else.
  new RegExp(`(?<=gio )(?:${UNIT} )?muoi(?: (?:${UNIT}|lam|tu|sau))?(?![a-z])`, 'g'),
  new RegExp(`(?<=kem )${SPELLED}(?![a-z])`, 'g'),
  new RegExp(`(?<=(?:ngay|mung|mong) )${SPELLED}(?= (?:thang|sixth))`, 'g'),
  new RegExp(`(?<=thang )(?:muoi (?:mot|hai)|muoi|${UNIT}|tu)(?![a-z])(?! (?:\\d{4}|nay|toi))`, 'g'),
];

/** Numbers in words as figures, where a word of time beside them says that they are numbers. */
function withFigures(text: string): string {
  const figures = NUMBERED.reduce((told, numbered) => told.replace(numbered, (words) => `${numberOf(words)}`), text);
  return figures.replace(/(?<![a-z])sixth(?![a-z])/g, 'sau');
}

function numberOf(words: string): number {
  const unit = (word = ''): number =>
    word === 'lam' ? 5 : word === 'tu' ? 4 : word === 'sau' ? 6 : Math.max(UNITS.indexOf(word), 0);
  const parts = words.split(' ');
  const ten = parts.indexOf('muoi');
  if (ten < 0) return unit(parts[0]);
  return (ten === 0 ? 1 : unit(parts[0])) * 10 + unit(parts[ten + 1]);
}

function firstMatch(text: string, at: number): { says: SaidWhen; end: number } | null {
  for (const [pattern, says] of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { says: says(match), end: at + match[0].length };
  }
  return null;
}

/** Adds what was found; false when it was already said otherwise or twice. */
function merge(found: SaidWhen, says: SaidWhen): boolean {
  for (const key of Object.keys(says) as (keyof SaidWhen)[]) {
    if (found[key] !== undefined && found[key] !== says[key]) return false;
  }
  Object.assign(found, says);
  return true;
}

const rule = (pattern: string, says: (groups: Groups) => SaidWhen): Rule => [
  new RegExp(`(?:${pattern})(?![a-z0-9])`, 'y'),
  says,
];

const WEEKDAY_WORDS = ['hai', 'ba', 'tu', 'nam', 'sau', 'bay'];
const ENGLISH_WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const ENGLISH_WEEKDAY = '(?:sun|mon|tues?|wed|wednes|thur|thurs|fri|sat|satur)(?:day)?';
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
/** The minutes after the hour, unless they begin a date: "14 giờ 25/12", "14 giờ 25 tháng 12". */
const MINUTE = '(\\d{1,2})(?!\\d| ?[/.-]\\d| thang)';

const date = (day?: string, month?: string | number, year?: string): SaidWhen => ({
  date: {
    day: Number(day),
    ...(month === undefined ? {} : { month: Number(month) }),
    ...(year === undefined ? {} : { year: Number(year.length === 2 ? `20${year}` : year) }),
  },
});
const englishDate = (day?: string, month?: string, year?: string): SaidWhen =>
  date(day, MONTHS.indexOf(month?.slice(0, 3) ?? '') + 1, year);
const clock = (hour = '', minute = '0'): SaidWhen => ({
  clock: { hour: Number(hour), minute: Number(minute), ...(/^0\d/.test(hour) && { padded: true as const }) },
});
const shift = (word?: string): 0 | 1 => (word === 'nay' || word === 'this' ? 0 : 1);
const half = (letter?: string): SaidWhen => (letter ? { part: letter === 'a' ? 'am' : 'pm' } : {});

const DATES: readonly Rule[] = [
  rule('(\\d{4})([/.-])(\\d{1,2})\\2(\\d{1,2})', ([, y, , m, d]) => date(d, m, y)),
  [/(\d{4})-(\d\d)-(\d\d)t(?=\d)/y, ([, y, m, d]) => date(d, m, y)],
  rule('(\\d{1,2})([/.-])(\\d{1,2})(?:(?:\\2| nam | )(\\d{4})|\\2(\\d{2}))?', ([, d, , m, y, short]) =>
    date(d, m, y ?? short),
  ),
  rule('(\\d{1,2}) thang (\\d{1,2})(?:(?: nam | |[/.-])(\\d{4}))?', ([, d, m, y]) => date(d, m, y)),
  rule('(\\d{1,2}) thang (nay|sau|toi|coming)', ([, d, word]) => ({
    date: { day: Number(d), monthShift: shift(word) },
  })),
  rule(`${MONTH} (\\d{1,2})(?:st|nd|rd|th)?(?: (\\d{4}))?`, ([, m, d, y]) => englishDate(d, m, y)),
  rule(`(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${MONTH}(?: (\\d{4}))?`, ([, d, m, y]) => englishDate(d, m, y)),
  rule('ngay (\\d{1,2})(?! ?[/.:-]\\d| ?(?:h|g|gio|thang|ruoi)(?![a-z])|\\d)', ([, d]) => date(d)),
  rule('nam (nay|sau|toi|coming)', ([, word]) => ({ yearShift: shift(word) })),
];

/** Next to a weekday a bare "toi" is "tới": the evening goes before it or after an hour. */
const COMING = '( toi| coming)?';
const coming = (word?: string): SaidWhen => (word ? { coming: true } : {});

const DAYS: readonly Rule[] = [
  rule(`thu ?(hai|ba|tu|nam|sau|bay)${COMING}`, ([, word, next]) => ({
    weekday: (WEEKDAY_WORDS.indexOf(word ?? '') + 1) as Weekday,
    ...coming(next),
  })),
  rule(`(?:thu ?|t)([2-7])${COMING}`, ([, number, next]) => ({
    weekday: (Number(number) - 1) as Weekday,
    ...coming(next),
  })),
  rule(`(?:chu nhat|cn)${COMING}`, ([, next]) => ({ weekday: 0, ...coming(next) })),
  rule(`(next |this )?(${ENGLISH_WEEKDAY})`, ([, which, name]) => ({
    weekday: ENGLISH_WEEKDAYS.indexOf(name?.slice(0, 3) ?? '') as Weekday,
    ...(which ? { weekShift: shift(which.trim()) } : {}),
  })),
  rule('tuan (nay|sau|toi|coming)', ([, word]) => ({ weekShift: shift(word) })),
  rule('(this|next) week', ([, word]) => ({ weekShift: shift(word) })),
  rule('(?:hom |bua )?nay|today', () => ({ relative: 0 })),
  rule('tonight', () => ({ relative: 0, part: 'evening' })),
  rule('(?:ngay )?mai|tomorrow', () => ({ relative: 1 })),
  rule('ngay kia|(?:ngay )?mot|day after tomorrow', () => ({ relative: 2 })),
  rule('hom qua|yesterday', () => ({ relative: -1 })),
];

const CLOCKS: readonly Rule[] = [
  rule('(\\d{1,2}):(\\d{2})(?::\\d{2}(?:\\.\\d{1,9})?)?(?: ?([ap])\\.?m\\.?)?', ([, h, m, letter]) => ({
    ...clock(h, m),
    ...half(letter),
  })),
  rule('(\\d{1,2}) ?(?:h|g|gio) ?ruoi|(\\d{1,2}) ruoi', ([, h, bare]) => clock(h ?? bare, '30')),
  rule('(\\d{1,2}) ?(?:h|g|gio) kem (\\d{1,2})(?: ?(?:p|ph|phut))?', ([, h, m]) => clock(h, `-${m}`)),
  rule(`(\\d{1,2}) ?(?:h|g|gio) ?${MINUTE}(?: ?(?:p|ph|phut))?`, ([, h, m]) => clock(h, m)),
  rule('(\\d{1,2}) ?(?:h|g|gio|o clock)', ([, h]) => clock(h)),
  rule('(\\d{1,2}) ?([ap])\\.?m\\.?', ([, h, letter]) => ({ ...clock(h), ...half(letter) })),
  rule('(\\d{1,2})(?= (?:sang|trua|chieu|toi|evening|dem)(?![a-z]))', ([, h]) => clock(h)),
];

const PARTS: readonly Rule[] = [
  rule('sang|morning', () => ({ part: 'morning' })),
  rule('trua', () => ({ part: 'noon' })),
  rule('chieu|afternoon', () => ({ part: 'afternoon' })),
  rule('toi|evening', () => ({ part: 'evening' })),
  rule('dem|night', () => ({ part: 'night' })),
];

const QUARTERS = ['i', 'ii', 'iii', 'iv'];
const END = '(?:trong|het|cuoi|ket thuc)(?: (?:ngay )?(?:cuoi|het)(?: cung)?)?(?: (?:cua|trong))?';
const NEAR = '(nay|sau|toi|coming)';

const period = (of: SaidPeriod['of'], number?: number, year?: string, near?: string): SaidWhen => ({
  period: {
    of,
    ...(number === undefined ? {} : { number }),
    ...(year === undefined ? {} : { year: Number(year) }),
    ...(near === undefined ? {} : { shift: shift(near) }),
  },
});
const quarter = (word?: string): number | undefined =>
  word === undefined ? undefined : QUARTERS.includes(word) ? QUARTERS.indexOf(word) + 1 : Number(word);

/** Stretches of time: their last day is meant. "Tháng 12" by itself says no day. */
const PERIODS: readonly Rule[] = [
  rule(`${END} thang ${NEAR}`, ([, near]) => period('month', undefined, undefined, near)),
  rule(`${END} thang (\\d{1,2})(?:(?:[/.-]| nam | )(\\d{4}))?(?! ?[/.-]?\\d)`, ([, m, y]) =>
    period('month', Number(m), y),
  ),
  rule(`${END} thang`, () => period('month')),
  rule(`(?:${END} )?quy (iv|iii|ii|i|[1-4])(?:(?:[/.-]| nam | )(\\d{4}))?`, ([, q, y]) =>
    period('quarter', quarter(q), y),
  ),
  rule(`${END} quy(?: ${NEAR})?`, ([, near]) => period('quarter', undefined, undefined, near)),
  rule(`${END} nam (\\d{4})`, ([, y]) => period('year', undefined, y)),
  rule(`${END} nam(?: ${NEAR})?`, ([, near]) => period('year', undefined, undefined, near)),
  rule(`${END} tuan(?: ${NEAR})?`, ([, near]) => period('week', undefined, undefined, near)),
  rule(`(?:the )?end of (?:the |this )?(week|month|quarter|year)`, ([, of]) => period(of as SaidPeriod['of'])),
  rule(`(?:the )?end of ${MONTH}(?: (\\d{4}))?`, ([, m, y]) =>
    period('month', MONTHS.indexOf(m?.slice(0, 3) ?? '') + 1, y),
  ),
  rule('(?:in |within )?q([1-4])(?:[/ ](\\d{4}))?', ([, q, y]) => period('quarter', Number(q), y)),
  rule('(?:trong |trong vong |within |in )?(\\d{1,3}) (?:ngay|days?)(?: (?:nua|toi|coming|from now))?', ([, n]) => ({
    relative: Number(n),
  })),
  rule('(?:trong |trong vong |within |in )?(\\d{1,2}) (?:tuan|weeks?)(?: (?:nua|toi|coming|from now))?', ([, n]) => ({
    relative: 7 * Number(n),
  })),
  rule('(?:trong |trong vong |within |in )?(\\d{1,2}) (?:thang|months?) (?:nua|toi|coming|from now)', ([, n]) => ({
    months: Number(n),
  })),
];

/** Words of a last day or hour. */
const LIMITS: readonly Rule[] = [
  rule(
    '(?:(?:xong|hoan thanh|bao cao|gui|nop) )?(?:truoc|(?:cham|muon|tre) nhat|khong (?:cham|muon|tre) hon|khong qua|(?:thoi )?han(?: (?:chot|cuoi|cuoi cung))?|(?:cho |tinh |keo dai )?den(?: het)?|het|cuoi|deadline|(?:no|not) later than|by|before|until|due)(?: (?:la|vao|luc|ngay|het))*',
    () => ({ limit: true }),
  ),
  rule('trong(?= (?:ngay|hom|sang|chieu|toi|evening))', () => ({ limit: true })),
];

/** Words that only join the others. */
const JOINING: readonly Rule[] = [rule('luc|vao|hoi|ngay|buoi|at|on|in|the', () => ({})), [/[ .-]+/y, () => ({})]];

/** In this order: what is longer or more particular goes first. */
const RULES: readonly Rule[] = [...PERIODS, ...DATES, ...DAYS, ...LIMITS, ...CLOCKS, ...PARTS, ...JOINING];
