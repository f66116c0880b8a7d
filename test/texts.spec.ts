// Every sentence exists in both languages with the same figures in it, and every command has its words.
import { describe, expect, test } from 'vitest';
import { textKeys } from '../scripts/texts.ts';
import { alternatives } from '../src/bot/words.ts';
import { makeRegistry } from '../src/engine/registry.ts';
import { chapters } from '../src/regulation/index.ts';
import { openTexts } from '../src/texts/texts.ts';

const texts = openTexts();
const vi = textKeys('vi');
const en = textKeys('en');

describe('the languages agree', () => {
  test('both have the same keys', () => {
    expect([...en.keys()].sort()).toEqual([...vi.keys()].sort());
  });

  test('a sentence has the same placeholders in both', () => {
    const differing = [...vi].filter(
      ([key, names]) => [...names].sort().join() !== [...(en.get(key) ?? [])].sort().join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });
});

describe('every command has its words', () => {
  const registry = makeRegistry(chapters, (key) => alternatives(texts.everywhere(key)));

  test.each(
    [...registry.commands.values()].map((command) => [command.name, command] as const),
  )('%s', (name, command) => {
    const [chapter, act] = name.split('.');
    expect(vi.has(`${chapter}:commands.${act}.about`)).toBe(true);
    for (const field of Object.values(command.fields ?? {})) if (field.ask) expect(vi.has(field.ask)).toBe(true);
    if (command.word) expect(command.word).toMatch(/^[a-z][a-z0-9_]{0,31}$/);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(22);
  });

  test.each(
    chapters.flatMap(({ name, states = {} }) =>
      Object.values(states).flatMap((all) => all.map((state) => [name, state])),
    ),
  )('%s: the state %s has its sentence and its word', (name, state) => {
    for (const kind of ['state', 'brief']) expect(vi.has(`${name}:${kind}.${state}`)).toBe(true);
  });

  const ofMatters = [
    ...['card.heading', 'done.begun', 'line'],
    ...['list.mine', 'list.body', 'list.line', 'column.code', 'column.title', 'column.state', 'column.at'],
    ...['refusal.unknown', 'refusal.no-body', 'refusal.not-yours'],
  ];
  const owed = ['owes.line', 'owes.due', 'owes.over', 'owes.silent'];
  test.each(
    chapters.filter(({ states = {} }) => Object.keys(states).length > 0).map((one) => [one.name, one] as const),
  )('%s: a matter finds its texts at their places', (name, { obligations = [] }) => {
    const owes = (what: string): boolean => obligations.some((one) => one.name.startsWith(`${name}.${what}-`));
    const wanted = [...ofMatters, ...(owes('owed') ? ['due'] : []), ...(owes('owes') ? owed : [])];
    expect(wanted.filter((key) => !vi.has(`${name}:${key}`))).toEqual([]);
  });

  test('texts carry no markup', () => {
    const marked = [...vi.keys()].filter((key) =>
      /<\/?[a-z]+>|\*\*|__/.test(texts.everywhere(key as never).join('\n')),
    );
    expect(marked).toEqual([]);
  });

  test('Vietnamese texts are composed (NFC); what we say never calls people by pronoun, whatever they say to us', () => {
    const isHeard = (key: string) => /\.(says|maybe)$/.test(key);
    const sloppy = [...vi.keys()].filter((key) => {
      const words = texts.everywhere(key as never)[0]!;
      return words !== words.normalize('NFC') || (!isHeard(key) && /(^|[\s.,])(bạn|mày|em)([\s.,]|$)/iu.test(words));
    });
    expect(sloppy).toEqual([]);
  });
});
