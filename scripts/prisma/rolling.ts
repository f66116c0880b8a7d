// What a migration must not do while processes of the version before it still run: they are replaced one after the other.
import { readMigrations } from '../../src/store/migrate.ts';
import { migrationsFolder } from './schema-files.ts';

/** Those before were made before there were several processes to replace. */
const SINCE = '20261128100000';

/** A step that the version before would not survive may be taken once that one no longer runs: the migration is named. */
const leave = /^-- Unused since (\d{14}_\w+)$/m;

type Rule = { what: RegExp; why: string };

const rules: readonly Rule[] = [
  { what: /^drop table /, why: 'it still reads the table' },
  { what: /^alter .* drop column /, why: 'it still reads and writes the column' },
  { what: /^alter .* rename /, why: 'it knows the old name only' },
  {
    what: /^alter .* alter (?:column )?\S+ (?:set data )?type /,
    why: 'its prepared statements end with “cached plan must not change result type”',
  },
  { what: /^alter .* set not null$/, why: 'it may still leave the column empty' },
  { what: /^alter .* drop default$/, why: 'it may count on the default' },
  {
    what: /^alter .* add column (?!.* default ).* not null/,
    why: 'it writes rows without the column: give it a default',
  },
  {
    what: /^alter .* add (?:constraint \S+ )?(?:check|unique|primary key|foreign key|exclude)\b/,
    why: 'it may still write what is now refused',
  },
  { what: /^create unique index /, why: 'it may still write what is now refused' },
];

/** The steps of a migration that processes of the version before would not survive, each with the reason. */
export function breaking(sql: string, known: readonly string[] = []): string[] {
  const own = new Set<string>();
  return statementsOf(sql).flatMap(({ text, unusedSince }) => {
    const made = /^create table (\S+)/.exec(text)?.[1];
    if (made !== undefined) own.add(made);
    const of = /^(?:alter|drop) table (\S+)|^create unique index \S+ on ([^\s(]+)/.exec(text);
    if (own.has(of?.[1] ?? of?.[2] ?? '') || (unusedSince && known.includes(unusedSince))) return [];
    return stepsOf(text).flatMap((step) => {
      const rule = rules.find(({ what }) => what.test(step));
      return rule ? [`${step}: ${rule.why}`] : [];
    });
  });
}

/** In one line each and small letters, names without quotes, without the bodies of functions and the values of texts. */
function statementsOf(sql: string): { text: string; unusedSince: string | undefined }[] {
  const bare = sql.replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, '').replace(/'(?:[^']|'')*'/g, 'text');
  return bare.split(';').map((piece) => {
    const words = piece.replace(/--.*$/gm, ' ').replaceAll('"', '').replace(/\s+/g, ' ').trim().toLowerCase();
    return { text: words.replace(/ (?:only|if exists|if not exists)(?= )/g, ''), unusedSince: leave.exec(piece)?.[1] };
  });
}

/** A change of a table has several, divided by commas that stand in no parentheses. */
function stepsOf(text: string): string[] {
  const [, change, actions] = /^(alter table \S+) (.*)$/.exec(text) ?? [];
  if (!change || !actions) return [text];
  return actions.split(/, (?![^(]*\))/).map((action) => `${change} ${action}`);
}

/** The same over all migrations to which the rule applies, with the file of each. */
export async function breakingMigrations(folder: string = migrationsFolder): Promise<string[]> {
  const all = await readMigrations(folder);
  return all.flatMap(({ name, sql }, nth) => {
    const before = all.slice(0, nth).map((one) => one.name);
    return name < SINCE ? [] : breaking(sql, before).map((problem) => `${name}: ${problem}`);
  });
}
