// Importing the calendar of days off and days worked in exchange (Bộ luật Lao động, Điều 111, 112).
import { refuse } from '../kernel/decision.ts';
import { cleanLine, fold } from '../kernel/fold.ts';
import type { TableRow } from '../kernel/table.ts';
import { dayValue, type Text, type TextKey, text } from '../kernel/text.ts';
import { parseDay } from '../kernel/time.ts';
import type { CalendarEntry } from '../kernel/working-days.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Texts } from '../texts/texts.ts';
import type { CliCommand, RefusedResult } from './command.ts';
import { record } from './record.ts';
import { readTable } from './table.ts';

const columns = ['day', 'kind', 'name', 'source', 'confirmed'] as const;
const kinds = ['off', 'off-in-lieu', 'work-in-lieu'] as const;

type Wrong = { line: number; because: Text };

/** By which words a sheet calls columns and kinds, beside our own names: those of the register are among them, folded. */
type HolidayWords = {
  columns: ReadonlyMap<string, (typeof columns)[number]>;
  kinds: ReadonlyMap<string, (typeof kinds)[number]>;
  confirmed: ReadonlyMap<string, boolean>;
};

const ownWords: HolidayWords = {
  columns: new Map(columns.map((name) => [fold(name), name])),
  kinds: new Map(kinds.map((name) => [fold(name), name])),
  confirmed: new Map([
    ['true', true],
    ['false', false],
  ]),
};

/** What the register prints can be read again (AD11). */
export function holidayWords(texts: Pick<Texts, 'everywhere'>): HolidayWords {
  const called = <T>(
    own: ReadonlyMap<string, T>,
    key: (name: string) => TextKey,
    names: readonly (readonly [string, T])[],
  ) =>
    new Map([
      ...own,
      ...names.flatMap(([name, value]) => texts.everywhere(key(name)).map((words) => [fold(words), value] as const)),
    ]);
  const each = <T extends string>(all: readonly T[]) => all.map((name) => [name, name] as const);
  return {
    columns: called(ownWords.columns, (name) => `holidays:${name}` as TextKey, each(columns)),
    kinds: called(ownWords.kinds, (name) => `holidays:kinds.${name}` as TextKey, each(kinds)),
    confirmed: called(ownWords.confirmed, (name) => `holidays:${name}` as TextKey, [
      ['is-confirmed', true],
      ['not-confirmed', false],
    ]),
  };
}

/** The entries, and every line that is none. */
export function readHolidays(
  table: readonly TableRow[],
  words: HolidayWords = ownWords,
): { entries: CalendarEntry[]; wrong: Wrong[] } {
  const [header, ...lines] = table;
  const named = header?.cells.map((cell) => words.columns.get(fold(cell.trim()))) ?? [];
  const at = (name: string): number => named.findIndex((one) => one === name);
  const missing = columns.filter((name) => at(name) < 0);
  if (missing.length > 0) {
    const because = text('cli:holidays.header', { columns: missing.join(', ') });
    return { entries: [], wrong: [{ line: header?.line ?? 1, because }] };
  }
  const [entries, wrong, seen] = [[] as CalendarEntry[], [] as Wrong[], new Map<string, number>()];
  for (const { line, cells } of lines) {
    const [said, kind, name, source, confirmed] = columns.map((column) => cleanLine(cells[at(column)] ?? '', 300));
    const day = asDay(said!);
    const read = readEntry(words, day, kind!, name!, source!, confirmed!);
    const first = seen.get(day);
    if ('key' in read) wrong.push({ line, because: read });
    else if (first !== undefined) {
      wrong.push({ line, because: text('cli:holidays.twice', { day: dayValue(day), line: first }) });
    } else entries.push(read);
    seen.set(day, first ?? line);
  }
  return { entries, wrong };
}

/** 25/12/2026 as people write it; anything else as it is. */
const asDay = (said: string): string =>
  said.replace(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, (_, day: string, month: string, year: string) =>
    [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
  );

function readEntry(words: HolidayWords, day: string, kind: string, name: string, source: string, confirmed: string) {
  const [parsed, known] = [parseDay(day), words.kinds.get(fold(kind))];
  if (!parsed) return text('cli:holidays.day', { day });
  if (!known) return text('cli:holidays.kind', { kind });
  if (name === '') return text('cli:holidays.name');
  const flag = words.confirmed.get(fold(confirmed));
  if (flag === undefined) return text('cli:holidays.confirmed', { confirmed });
  return { day: parsed, kind: known, name, source, confirmed: flag } satisfies CalendarEntry;
}

/** Adds the entries; days already known are corrected. */
export const writeHolidays = (tx: Transaction, entries: readonly CalendarEntry[]): Promise<number> =>
  tx.$executeRaw`
    insert into calendar_day (day, kind, name, source, confirmed)
    select day, kind, name, source, confirmed from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
      as r(day text, kind text, name text, source text, confirmed boolean)
    on conflict (day) do update set kind = excluded.kind, name = excluded.name, source = excluded.source,
      confirmed = excluded.confirmed`;

export const holidaysImport: CliCommand = {
  name: 'holidays import',
  usage: 'cli:usage.holidays-import',
  files: 1,
  options: { 'dry-run': { type: 'boolean' } },
  run: async (around, [file], options) => {
    const table = await readTable(file!);
    const { entries, wrong } = readHolidays(
      table.filter(({ sheet }) => sheet === table[0]?.sheet),
      holidayWords(around.texts),
    );
    if (wrong.length > 0) return refusedBy(wrong, (because) => around.texts.say('vi', because));
    const years = [...new Set(entries.map(({ day }) => day.slice(0, 4)))].sort();
    const unconfirmed = entries.filter(({ confirmed }) => !confirmed).length;
    if (options['dry-run']) {
      return {
        json: { imported: 0, wouldImport: entries.length, years: years.map(Number), unconfirmed },
        lines: [text('cli:holidays.would', { count: entries.length, years: years.join(', ') })],
      };
    }
    await around.database.transaction(async (tx) => {
      await writeHolidays(tx, entries);
      await record(tx, around.now, { command: 'holidays import', facts: { entries } });
    });
    return {
      json: { imported: entries.length, years: years.map(Number), unconfirmed },
      lines: [
        text('cli:holidays.imported', { count: entries.length, years: years.join(', ') }),
        text('cli:holidays.holds'),
        ...(unconfirmed > 0 ? [text('cli:holidays.unconfirmed', { count: unconfirmed })] : []),
      ],
    };
  },
};

const refusedBy = (wrong: readonly Wrong[], say: (because: Text) => string): RefusedResult => ({
  ...refuse('holidays', text('cli:refused.holidays', { count: wrong.length })),
  json: { imported: 0, problems: wrong.map(({ line, because }) => ({ line, message: say(because) })) },
  lines: wrong.map(({ line, because }) => text('roster:at.error-line', { line, because })),
});
