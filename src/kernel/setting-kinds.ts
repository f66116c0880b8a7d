// The kinds of figures a body may set: whole numbers, hours, one of a few words, ladders of reminders, steps up.
import type { Rung, Setting, SettingKind, StepUp } from './settings.ts';
import { inOneLine, type Text, type TextKey, text } from './text.ts';

/** A figure with its title, at its usual value. */
export const figure = <T>(about: TextKey, usual: T, kind: SettingKind<T>): Setting<T> => ({
  about: { key: about } as Text,
  usual,
  kind,
});

const isObject = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

const within = (least: number, most: number) => (given: unknown) =>
  typeof given === 'number' && given >= least && given <= most ? given : null;

const numberIn = (words: string): unknown => (/^\d+(\.\d+)?$/.test(words.trim()) ? Number(words) : words);

/** A whole number. */
export const whole = (least: number, most: number): SettingKind<number> => ({
  takes: text('settings:takes.whole', { least, most }),
  read: (given) => (Number.isInteger(given) ? within(least, most)(given) : null),
  parse: numberIn,
  show: String,
});

/** A number of hours, which may be part of one. */
export const hoursOf = (least: number, most: number): SettingKind<number> => ({
  takes: text('settings:takes.number', { least, most }),
  read: within(least, most),
  parse: numberIn,
  show: String,
});

/** One of these numbers. */
export const numberOf = (...values: readonly number[]): SettingKind<number> => ({
  takes: text('settings:takes.one-of', { values: values.join(', ') }),
  read: (given) => values.find((value) => value === given) ?? null,
  parse: numberIn,
  show: String,
});

/** How a value that is a word is read. */
type Named =
  | 'product'
  | 'always'
  | 'never'
  | 'daily'
  | 'weekly'
  | 'one'
  | 'two'
  | 'usual'
  | 'mr'
  | 'ms'
  | 'both'
  | 'full'
  | 'minimal';
const named = (value: Named): Text => text(`settings:word.${value}`);

/** One of these words. */
export const wordOf = <Word extends Named>(...values: readonly Word[]): SettingKind<Word> => ({
  takes: text('settings:takes.words', {
    values: inOneLine(values.map((value) => text('settings:takes.word', { value, words: named(value) })))!,
  }),
  read: (given) => values.find((value) => value === given) ?? null,
  parse: (words) => words.trim(),
  show: String,
  tell: named,
});

const listIn = (words: string): string[] =>
  words
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Any of these words, each once; none too. */
export const wordsOf = <Word extends string>(...values: readonly Word[]): SettingKind<readonly Word[]> => ({
  takes: text('settings:takes.some-of', { values: values.join(', ') }),
  read: (given) => (Array.isArray(given) && given.every((one) => values.includes(one)) ? [...new Set(given)] : null),
  parse: listIn,
  show: (value) => value.join(', '),
});

/** Every one of a list of one to ten, read by itself. */
function listOf<T>(given: unknown, read: (one: unknown) => T | null): readonly T[] | null {
  if (!Array.isArray(given) || given.length < 1 || given.length > 10) return null;
  const all = given.map(read);
  return all.includes(null) ? null : (all as T[]);
}

/** Names in an object are these and no others. */
const only = (given: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean =>
  Object.keys(given).every((name) => names.includes(name));

function readRung(given: unknown): Rung | null {
  if (!isObject(given)) return null;
  const workingDays = whole(0, 250).read(given['workingDays']);
  if (workingDays !== null && only(given, 'workingDays')) return { workingDays };
  const hours = hoursOf(0, 1000).read(given['hours']);
  return hours !== null && only(given, 'hours') ? { hours } : null;
}

/** Reminders before a date: `3d, 1d, 2h` are three and one working days and two hours before it. */
export const ladder: SettingKind<readonly Rung[]> = {
  takes: text('settings:takes.ladder', { example: '3d, 1d, 2h' }),
  read: (given) => listOf(given, readRung),
  parse: (words) =>
    listIn(words).map((part) => {
      const [, count, unit] = /^(\d+(?:\.\d+)?)\s*([dh])$/i.exec(part) ?? [];
      return unit?.toLowerCase() === 'd' ? { workingDays: Number(count) } : { hours: Number(count) };
    }),
  show: (value) => value.map((rung) => ('hours' in rung ? `${rung.hours}h` : `${rung.workingDays}d`)).join(', '),
  tell: (value) =>
    inOneLine(
      value.map((rung) =>
        'hours' in rung
          ? text('settings:told.hours', { count: rung.hours })
          : text('settings:told.days', { count: rung.workingDays }),
      ),
    )!,
};

/** A list of whole numbers. */
export const numbersOf = (least: number, most: number): SettingKind<readonly number[]> => ({
  takes: text('settings:takes.numbers', { least, most }),
  read: (given) => listOf(given, whole(least, most).read),
  parse: (words) => listIn(words).map(numberIn),
  show: (value) => value.join(', '),
});

/** Years by the letters that codes begin with: `GM 20, NV 10`; none at all too. */
export const yearsBySeries = (most: number): SettingKind<Readonly<Record<string, number>>> => ({
  takes: text('settings:takes.years', { most, example: 'GM 20, NV 10' }),
  read: (given) => {
    if (!isObject(given)) return null;
    const read = Object.entries(given).map(([series, years]) => [series, whole(0, most).read(years)] as const);
    if (read.some(([series, years]) => !/^\p{Lu}{1,6}$/u.test(series) || years === null)) return null;
    return Object.fromEntries(read) as Record<string, number>;
  },
  parse: (words) =>
    Object.fromEntries(
      listIn(words).map((part) => {
        const [series = '', years = ''] = part.split(/[\s:=]+/);
        return [series.toUpperCase(), numberIn(years)];
      }),
    ),
  show: (value) =>
    Object.entries(value)
      .map(([series, years]) => `${series} ${years}`)
      .join(', '),
});

/** Steps after a date: `1 office, 10 chair` are one working day after it to the office, ten to the chair. */
export function steps<To extends StepUp['to']>(...offices: readonly To[]): SettingKind<readonly StepUp[]> {
  const readStep = (given: unknown): StepUp | null => {
    if (!isObject(given) || !only(given, 'workingDays', 'to')) return null;
    const workingDays = whole(1, 250).read(given['workingDays']);
    const to = offices.find((office) => office === given['to']) ?? null;
    return workingDays === null || to === null ? null : { workingDays, to };
  };
  return {
    takes: text('settings:takes.steps', { example: '1 office, 10 chair', offices: offices.join(', ') }),
    read: (given) => listOf(given, readStep),
    parse: (words) =>
      listIn(words).map((part) => {
        const [count = '', to = ''] = part.split(/[\s:]+/);
        return { workingDays: numberIn(count), to };
      }),
    show: (value) => value.map(({ workingDays, to }) => `${workingDays} ${to}`).join(', '),
    tell: (value) =>
      inOneLine(
        value.map(({ workingDays, to }) =>
          text('settings:told.step', { count: workingDays, to: text(`settings:to.${to}`) }),
        ),
      )!,
  };
}
