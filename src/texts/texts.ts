// Turns what is to be said into words of the reader's language. The only place that knows i18next.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance, type i18n } from 'i18next';
import { flattened } from '../kernel/fold.ts';
import { type Address, addresses, type Language } from '../kernel/person.ts';
import type { KeyedText, SaidText, Text, TextKey, TextValue } from '../kernel/text.ts';
import type { View } from '../kernel/view.ts';
import { type AddressWords, addressing, nameIn, naming } from './address.ts';
import { sayDay, sayMoment } from './dates.ts';

export const languages = ['vi', 'en'] as const satisfies readonly Language[];

export type Texts = {
  say(language: Language, text: Text): string;
  /** From now on whom a sentence names has the form that is his, where it is not the usual one. */
  addressBy(of: (name: string) => Address | undefined): void;
  /** The text under this key in each language, without repetition. */
  everywhere(key: TextKey): string[];
  /** A namespace as it stands in the language's file. */
  words(language: Language, namespace: string): unknown;
  /** All the words of a view, a paragraph each; for channels without formatting, logs and tests. */
  viewText(language: Language, view: View): string;
};

type TextsOptions = {
  /** Told of a key that no language has; such a key is then shown as it is. Left out: it throws. */
  onMissing?: (key: string) => void;
  folder?: string;
};

/** Loads `locales/<language>/<namespace>.json` of every language. A key missing in a language is said in Vietnamese. */
export function openTexts(options: TextsOptions = {}): Texts {
  const folder = options.folder ?? join(import.meta.dirname, '..', '..', 'locales');
  const resources: Record<string, Record<string, object>> = Object.fromEntries(
    languages.map((language) => [language, namespaces(join(folder, language))]),
  );
  const words = resources['vi']?.['address'] as AddressWords | undefined;
  const instance = createInstance({
    resources,
    lng: 'vi',
    fallbackLng: 'vi',
    ns: Object.keys(resources.vi ?? {}),
    initAsync: false,
    // Channels escape for themselves; what people wrote is never searched for further placeholders.
    interpolation: { escapeValue: false, skipOnVariables: true },
  });
  void instance.init();
  return speaker(instance, options, words);
}

/** Every sentence below, changed. */
const inEach = (given: object, change: (sentence: string) => string): object =>
  Object.fromEntries(
    Object.entries(given).map(([key, value]) => [
      key,
      typeof value === 'string' ? change(value) : Array.isArray(value) ? value : inEach(value, change),
    ]),
  );

/** Makes the sentences for a reader addressed otherwise from those of Vietnamese, when the first such reader comes. */
function addressed(instance: i18n, words: AddressWords): (language: Language) => void {
  const made = new Set<string>();
  return (language) => {
    const to = addresses.find((form) => language === `vi-x-${form}`);
    if (to === undefined || made.has(language)) return;
    made.add(language);
    for (const [namespace, sentences] of Object.entries(instance.getDataByLanguage('vi') ?? {}))
      instance.addResourceBundle(language, namespace, inEach(sentences, addressing(words, to)));
  };
}

function namespaces(folder: string): Record<string, object> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    files.map((name) => [name.slice(0, -'.json'.length), JSON.parse(readFileSync(join(folder, name), 'utf8'))]),
  );
}

/** What people wrote never breaks out of its line, nor, where it is quoted, out of its marks. */
const shown = ({ said, quoted }: SaidText): string =>
  quoted ? `“${flattened(said).trim().replaceAll('“', '‘').replaceAll('”', '’')}”` : flattened(said);

/** A text that is words and names to be filled in, nothing else: by turns, words first. */
type Parts = readonly string[];

/** Null for a text that is chosen among several, contains another, or is none. */
const partsOf = (text: unknown): Parts | null =>
  typeof text === 'string' && !/\$t\(|\{\{(?!\w+\}\})/.test(text) ? text.split(/\{\{(\w+)\}\}/) : null;

/** The parts of a text in a language, cut once. */
function partsIn(instance: i18n): (language: Language, key: string) => Parts | null {
  const cut = new Map<string, Parts | null>();
  const written = (language: string, key: string): unknown => {
    const [, namespace = '', path = ''] = /^(\w[^:]*):(.+)$/.exec(key) ?? [];
    return instance.getResource(language, namespace, path);
  };
  return (language, key) => {
    const name = `${language} ${key}`;
    const known = cut.get(name);
    if (known !== undefined) return known;
    const parts = partsOf(written(language, key) ?? written('vi', key));
    cut.set(name, parts);
    return parts;
  };
}

function speaker(instance: i18n, { onMissing }: TextsOptions, words: AddressWords | undefined): Texts {
  const plainParts = partsIn(instance);
  const prepare = words && addressed(instance, words);
  const before = words && naming(words);
  let addressOf: (name: string) => Address | undefined = () => undefined;
  /** What stands before a value, in the form of whom the value names. */
  const led = (part: string, next: string | undefined): string => {
    const form = before && next !== undefined && part !== '' ? addressOf(nameIn(next)) : undefined;
    return form ? before!(part, form) : part;
  };
  const joined = (parts: readonly string[]): string =>
    parts.map((part, nth) => (nth % 2 === 0 ? led(part, parts[nth + 1]) : part)).join('');
  // As a plain question: as the type guard i18next declares, it costs nine tenths of a whole type check.
  const isKnown: (key: string, options: Record<string, unknown>) => boolean = (key, options) =>
    instance.exists(key, options);
  const say = (language: Language, text: Text): string => {
    if ('said' in text) return shown(text);
    if (language.length > 2) prepare?.(language);
    return keyed(language, text);
  };
  const keyed = (language: Language, { key, values }: KeyedText): string => {
    // Most are filled in here: i18next asks what a plural or a context would choose, several times the work of an answer's texts.
    const parts = values && ('count' in values || 'context' in values) ? null : plainParts(language, key);
    if (parts) return joined(parts.map((part, nth) => (nth % 2 === 0 ? part : shownAs(language, values, part))));
    const filled: Record<string, string | number> = {};
    for (const [name, value] of Object.entries(values ?? {})) filled[name] = plain(language, value);
    if (!isKnown(key, { lng: language, ...filled })) {
      if (!onMissing) throw new Error(`no text ${key}`);
      onMissing(key);
      return key;
    }
    // A text may be empty on purpose (a command without typed words); i18next would show its key.
    return instance.t(key, { lng: language, defaultValue: '', ...filled });
  };
  /** Without any value the text is a pattern: a page fills it in itself. */
  const shownAs = (language: Language, values: KeyedText['values'], name: string): string => {
    if (values === undefined) return `{{${name}}}`;
    const value = values[name];
    return value === undefined ? '' : String(plain(language, value));
  };
  const plain = (language: Language, value: TextValue): string | number => {
    if (typeof value === 'string') return flattened(value);
    if (typeof value === 'number') return value;
    const word = (text: Text) => say(language, text);
    if ('at' in value) return sayMoment(value, word);
    if ('day' in value) return sayDay(value, word);
    return say(language, value);
  };
  return {
    say,
    addressBy: (of) => {
      addressOf = of;
    },
    everywhere: (key) => [...new Set(languages.map((language) => say(language, { key })))],
    words: (language, namespace) => instance.getResourceBundle(language, namespace),
    viewText(language, { heading, lines, note }) {
      const texts = [...(heading ? [heading] : []), ...lines, ...(note ? [note] : [])];
      return texts.map((text) => say(language, text)).join('\n');
    },
  };
}
