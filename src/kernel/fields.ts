// The kinds of argument a command may ask for, and how typed words become their values.
import type { Transaction } from '../store/transaction.ts';
import {
  type Args,
  type Asking,
  type Field,
  type Option,
  type Part,
  partsOf,
  type Reading,
  type Said,
  type Values,
  type World,
} from './command.ts';
import { cleanLine, cleanText, codePoints, fold, hasWords } from './fold.ts';
import { localPhone, normalisePhone, personName } from './names.ts';
import { type BroughtTable, tableIn } from './table.ts';
import {
  type DayValue,
  dayValue,
  type KeyedText,
  type Moment,
  moment,
  plainText,
  type Text,
  type TextKey,
  text,
} from './text.ts';
import { type Day, dayOf, hours, instant, parts } from './time.ts';
import { isEitherHalf, readDay, readMoment, type WhenProblem } from './when.ts';
import { addWorkingDays } from './working-days.ts';

/** What a field may vary: when it is needed, whether it may be skipped. */
type Ways = Pick<Field, 'needed' | 'optional' | 'options' | 'none' | 'about' | 'amends' | 'example' | 'content'>;

const accepted = (value: string): Reading => ({ ok: true, value });
const problem = (why: Text): Reading => ({ ok: false, problem: why });

const tooLong = (length: number, max: number): Reading => problem(text('bot:read.too-long', { length, max }));

const noWords = (words: string): Reading => problem(text('bot:read.no-words', { said: cleanLine(words, 60) }));

/** Never asked: it comes with a button, or not at all. */
export const hidden: Field<string | undefined> = { needed: () => false };

/** The same, of what the button alone decides: how it is answered. */
export const particular: Field<string | undefined> = { ...hidden, particular: true };

/** The same, of the fixed button of an approved form. */
export const onForm: Field<string | undefined> = { ...particular, onForm: true };

/** One line of words: a title, a place, a name. `max` in characters. */
export const lineField = (ask: TextKey, max: number, ways: Ways = {}): Field<string> => ({
  ask,
  anyWords: true,
  read: (said) => readLine(said, max),
  ...ways,
});

/** Somebody who may be on no roster: his whole name, and no sentence about him. */
export const nameField = (ask: TextKey, max: number, ways: Ways = {}): Field<string> => ({
  ...lineField(ask, max, ways),
  read: (said) => {
    const line = readLine(said, max);
    if (!line.ok) return line;
    const name = personName(line.value);
    return name === null ? problem(text('bot:read.name', { said: cleanLine(line.value, 60) })) : accepted(name);
  },
});

/** A Vietnamese number, kept as people write it: '0912345678'. */
export const readPhone = (typed: string): Reading => {
  const phone = normalisePhone(typed);
  return phone ? accepted(localPhone(phone)) : problem(text('bot:read.phone', { said: cleanLine(typed, 40) }));
};

export const phoneField = (ask: TextKey): Field<string> => ({ ask, read: (said) => readPhone(said.text) });

/** Several lines of words: a reason, a remark. `max` in characters. */
export const textField = (ask: TextKey, max: number, ways: Ways = {}): Field<string> => ({
  ask,
  anyWords: true,
  long: true,
  read: (said) => {
    const words = cleanText(said.text);
    if (words === '') return problem(text('bot:read.empty'));
    // A number mistyped beside a list is nobody's reason.
    if (!hasWords(words)) return noWords(words);
    return codePoints(words) > max ? tooLong(codePoints(words), max) : accepted(words);
  },
  ...ways,
});

/** A file with a table in it, brought on a page; `elsewhere`: said where none can be brought. */
export const tableField = (ask: TextKey, elsewhere: Text): Field<BroughtTable | null> => ({
  ask,
  table: true,
  read: (said) => (tableIn(said.text) === null ? problem(elsewhere) : accepted(said.text)),
  parse: tableIn,
});

/** The same field, which may be skipped: its value is then absent. */
export const optional = <T>(field: Field<T>): Field<T | undefined> => ({ ...field, optional: true });

/** The same field, asked only where the arguments before it call for it. */
export const onlyIf = <T>(needed: NonNullable<Field['needed']>, field: Field<T>): Field<T | undefined> => ({
  ...field,
  needed,
});

/** What the law gets: each argument parsed by its field. */
export const valuesOf = <S extends Readonly<Record<string, Field>>>(fields: S, args: Args): Values<S> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const given = args[name];
      return [name, given === undefined ? undefined : field.parse ? field.parse(given) : given];
    }),
  ) as Values<S>;

function readLine(said: Said, max: number): Reading {
  const length = codePoints(said.text.trim());
  if (length > max) return tooLong(length, max);
  const words = cleanLine(said.text, max);
  if (words === '') return problem(text('bot:read.empty'));
  // A room or a number of the registry may be digits alone.
  return hasWords(words) || /\d/.test(words) ? accepted(words) : noWords(words);
}

/** A fixed set to choose from by button, number or word. */
export const choiceField = <T extends string = string>(
  ask: TextKey,
  options: readonly Option<T>[],
  ways: Ways = {},
): Field<T> => ({
  ask,
  parse: (value) => value as T,
  options: async () => options,
  always: true,
  ...ways,
});

/** One of these names, each with its words. */
export const oneOf = <T extends string>(
  ask: TextKey,
  names: readonly T[],
  called: (name: T) => Text,
  ways?: Ways,
): Field<T> =>
  choiceField(
    ask,
    names.map((value) => ({ value, label: called(value) })),
    ways,
  );

/** The day after which an answer must lie, where a matter says one; else today. */
type After = (tx: Transaction, asking: Asking) => Promise<Day | null>;

/** Far enough for whatever notice a rule asks. */
const exampleAhead = 10;

const exampleDay = ({ now, calendar }: Pick<World, 'now' | 'calendar'>, after: Day | null): Day => {
  const today = dayOf(now);
  return addWorkingDays(calendar, after !== null && after > today ? after : today, exampleAhead);
};

/** An example no rule refuses: a working day well after the one the matter gives. */
export const dayAfter =
  (after: After): NonNullable<Field['example']> =>
  async (tx, asking) =>
    dayValue(exampleDay(asking, await after(tx, asking)));

/** The same with an hour. */
export const momentAfter =
  (after: After, hour = 14): NonNullable<Field['example']> =>
  async (tx, asking) =>
    moment(instant(exampleDay(asking, await after(tx, asking)), hour, 0), 'form');

const fromToday: After = async () => null;

/** The question of a field; an example belongs to it where the field has one. */
export const askWords = ({ ask }: Field, example: Moment | DayValue | null): KeyedText =>
  example === null ? plainText(ask!) : { key: ask!, values: { example } };

/** A moment to come; the value is an ISO instant. */
export const momentField = (ask: TextKey, ways: Ways = {}): Field<Date> => ({
  ask,
  example: momentAfter(fromToday),
  parse: (value) => new Date(value),
  asksBack: true,
  read: (said, world) => {
    const reading = readMoment(said.text, world.now);
    const later = isEitherHalf(said.text) ? readMoment(`${said.text} chieu`, world.now) : reading;
    if (reading.ok && later.ok && later.value > reading.value)
      return whichHalf(said.text, [reading.value, later.value]);
    const meant = reading.ok ? reading : later;
    return meant.ok ? accepted(meant.value.toISOString()) : problem(whenProblem(meant, world));
  },
  ...ways,
});

/** "2h" is two at night or two in the afternoon: asked, not guessed. */
function whichHalf(words: string, meant: readonly Date[]): Reading {
  const [night, afternoon] = meant.map((at) => moment(at, 'weekday-moment')) as [Moment, Moment];
  const options = meant.map((at) => ({
    value: digits(at),
    label: text('bot:read.half', { at: moment(at, 'weekday-moment') }),
  }));
  return { ok: false, problem: text('bot:read.which-half', { said: cleanLine(words, 60), night, afternoon }), options };
}

/** As `readMoment` reads it without a doubt. */
function digits(at: Date): string {
  const { year, month, day, hour, minute } = parts(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(hour)}:${two(minute)} ${two(day)}/${two(month)}/${year}`;
}

/** A moment gone by; the value is an ISO instant, or `now`, offered by this label, which is parsed as null. */
export const pastMomentField = (ask: TextKey, now: TextKey): Field<Date | null> => ({
  ask,
  always: true,
  parse: (value) => (value === 'now' ? null : new Date(value)),
  options: async () => [{ value: 'now', label: plainText(now) }],
  example: async (_tx, { now: at }) => moment(new Date(at.getTime() - hours(1)), 'form'),
  read: (said, world) => {
    const reading = readMoment(said.text, world.now, { allowPast: true });
    if (!reading.ok) return problem(whenProblem(reading, world));
    return reading.value > world.now
      ? problem(text('bot:read.in-the-future', { said: cleanLine(said.text, 60) }))
      : accepted(reading.value.toISOString());
  },
});

/** A civil day to come (today included); the value is YYYY-MM-DD. */
export const dayField = (ask: TextKey, ways: Ways = {}): Field<Day> => ({
  ask,
  example: dayAfter(fromToday),
  parse: (value) => value as Day,
  read: (said, world) => {
    const reading = readDay(said.text, world.now);
    return reading.ok ? accepted(reading.value) : problem(whenProblem(reading, world));
  },
  ...ways,
});

/** A civil day gone by (today included); the value is YYYY-MM-DD. */
export const pastDayField = (ask: TextKey, ways: Ways = {}): Field<Day> => ({
  ...dayField(ask),
  example: async (_tx, { now }) => dayValue(dayOf(now)),
  read: (said, world) => {
    const reading = readDay(said.text, world.now, { allowPast: true });
    if (!reading.ok) return problem(whenProblem(reading, world));
    return reading.value > dayOf(world.now)
      ? problem(text('bot:read.in-the-future', { said: cleanLine(said.text, 60) }))
      : accepted(reading.value);
  },
  ...ways,
});

/** A whole number from `min` to `max`; a percent sign is allowed. */
export const numberField = (ask: TextKey, min: number, max: number, ways: Ways = {}): Field<number> => ({
  ask,
  // A button is client input: nothing is not zero.
  parse: (value) => (value.trim() === '' ? Number.NaN : Number(value)),
  numeric: true,
  read: (said) => {
    const digits = /^\s*(\d{1,9})\s*%?\s*$/.exec(said.text)?.[1];
    const number = Number(digits);
    return digits === undefined || number < min || number > max
      ? problem(text('bot:read.not-a-number', { said: cleanLine(said.text, 40), min, max }))
      : accepted(String(number));
  },
  ...ways,
});

/** Texts and files over several messages until `Xong`; the value is a JSON list of parts (`partsOf`). */
export const collectField = (
  ask: TextKey,
  what: { texts?: boolean; files?: boolean; maxCharacters?: number; ownWords?: true } = {},
  ways: Ways = {},
): Field<readonly Part[]> => ({
  ask,
  parse: partsOf,
  content: true,
  collect: {
    texts: what.texts ?? true,
    files: what.files ?? true,
    maxCharacters: what.maxCharacters ?? 20_000,
    ...(what.ownWords && { ownWords: what.ownWords }),
  },
  ...ways,
});

function whenProblem(wrong: WhenProblem, world: World): Text {
  const said = cleanLine(wrong.said, 60);
  switch (wrong.problem) {
    case 'no-such-day':
      return text('bot:read.no-such-day', { said, last: dayValue(wrong.last) });
    case 'no-time':
      return text('bot:read.no-time', { day: dayValue(wrong.day) });
    case 'no-date':
      return text('bot:read.no-date');
    case 'not-a-time':
      return text('bot:read.not-a-time', { said });
    case 'in-the-past':
      return text('bot:read.in-the-past', { said });
    case 'weekday-mismatch':
      return text('bot:read.weekday-mismatch', {
        said: plainText(`time:weekdays.${wrong.saidWeekday}`),
        day: dayValue(wrong.day),
        weekday: plainText(`time:weekdays.${wrong.weekday}`),
      });
    case 'not-a-date':
      return text('bot:read.not-a-date', { said });
    default: {
      const never: never = wrong;
      throw new Error(`unknown problem ${JSON.stringify(never)} at ${world.now.toISOString()}`);
    }
  }
}

/** So many options are shown as buttons; more are searched by typing. */
export const fewOptions = 6;

/** What a question offers, and what is taken without asking where it is the only one. */
export function offered(options: readonly Option[]): readonly Option[] {
  const first = options.filter(({ aside }) => !aside);
  return first.length > 0 ? first : options;
}

/**
 * The options an answer fits: by its code, value or label as a whole; else (for finding one among many) those whose
 * label contains all its words. Never by its place: a number means a list that was shown, and here none need have been.
 */
export function matchOptions(options: readonly Option[], answer: string, label: (option: Option) => string): Option[] {
  const words = fold(answer);
  if (words === '') return [];
  const whole = options.filter((option) =>
    [option.value, label(option), ...(option.words ?? [])].some((candidate) => fold(candidate) === words),
  );
  // Searching by part of a name is for long lists; among a few choices "không" must not pick "Không đồng ý".
  if (whole.length > 0 || options.length <= fewOptions) return whole;
  const wanted = words.split(' ');
  return options.filter((option) => {
    const have = fold(`${label(option)} ${(option.words ?? []).join(' ')}`).split(' ');
    return wanted.every((word) => have.includes(word));
  });
}

/** Arguments typed after a command word, separated by `;`, in the order in which they would be asked. */
export const typedParts = (typed: string): string[] =>
  typed.trim() === '' ? [] : typed.split(';').map((part) => part.trim());

export const isNeeded = async (field: Field, args: Args, tx: Transaction): Promise<boolean> =>
  (await field.needed?.(args, tx)) ?? true;
