// The words by which a roster names its columns and roles, in every language, and as a body calls its roles itself.
import { fold } from '../../kernel/fold.ts';
import { addresses } from '../../kernel/person.ts';
import type { TextKey } from '../../kernel/text.ts';
import { type RoleNames, roles } from '../roles.ts';
import { type Column, columns, type RosterAddress, type RosterRole, type RosterWords } from './rows.ts';

/** `everywhere`: a sentence in every language, with `|` between its alternatives. */
export function rosterWords(texts: { everywhere(key: TextKey): readonly string[] }, own: RoleNames = {}): RosterWords {
  const words = (key: TextKey): string[] =>
    texts.everywhere(key).flatMap((alternatives) => alternatives.split('|').map((word) => fold(word)));
  const table = <T extends string>(names: readonly T[], key: (name: T) => TextKey): Map<string, T> =>
    new Map(names.flatMap((name) => words(key(name)).map((word) => [word, name] as const)));
  const usual = table<RosterRole>([...roles, 'assistant'], (name) => `roster:role.${name}`);
  const names = Object.entries(own).map(([role, name]) => [fold(name), role as RosterRole] as const);
  return {
    columns: table<Column>(columns, (name) => `roster:column.${name}`),
    ignored: new Set(words('roster:column.ignored')),
    // What a body calls its roles itself comes first.
    roles: new Map([...usual, ...names]),
    distinct: new Set(words('roster:distinct')),
    addresses: table<RosterAddress>(['usual', ...addresses], (name) => `roster:address.${name}`),
  };
}
