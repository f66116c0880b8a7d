// What reading one typed message costs: those of the list, and the worst a stranger can write in 4,096 characters.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Grammar, makeGrammar, understand, vocabularyOf, type WordsFile } from '../../src/understanding/index.ts';
import { hostileTexts } from '../../test/support/hostile-texts.ts';
import type { Figure } from './figures.ts';

const root = join(import.meta.dirname, '../..');
const nobody = { names: ['Trần Văn Hòa'], offices: ['Sở Xây dựng'], posts: ['Giám đốc Sở Xây dựng'] };
/** As much as one message of a messenger holds. */
const longest = 4_096;
const longestMessage = 800;

const grammarOf = (language: string): Grammar =>
  makeGrammar(
    vocabularyOf(JSON.parse(readFileSync(join(root, 'locales', language, 'understanding.json'), 'utf8')) as WordsFile),
  );

const typed = (): string[] =>
  ['build', 'held'].flatMap((half) =>
    readFileSync(join(root, 'test/understanding', `${half}.txt`), 'utf8')
      .split('\n')
      .flatMap((line) => (line.includes(' => ') ? [line.split(' => ')[0]!] : [])),
  );

/** Milliseconds each, one round over all of them. */
function each(grammars: readonly Grammar[], texts: readonly string[]): number {
  const start = performance.now();
  for (const text of texts) understand(grammars, text, nobody);
  return (performance.now() - start) / texts.length;
}

/** Nasty characters, and words of the grammar itself without end: as long as is read at all, and longer. */
function hostile(words: readonly string[]): string[] {
  const own = ['không ', 'ai dự ', 'xin cho tôi ', 'đồng chí Nguyễn Văn ', 'tu choi tu choj ', ...words.slice(0, 40)];
  const long = [...Object.values(hostileTexts), ...own.map((unit) => unit.repeat(Math.ceil(longest / unit.length)))];
  return long.flatMap((text) => [text.slice(0, longest), text.slice(0, longestMessage)]);
}

export async function reading(runs: number): Promise<Figure[]> {
  const grammars = ['vi', 'en'].map(grammarOf);
  const messages = typed();
  const nasty = hostile(messages);
  const rounds = Array.from({ length: runs + 2 }, () => ({
    message: each(grammars, messages),
    worst: Math.max(...nasty.map((text) => Math.min(...[0, 1, 2].map(() => each(grammars, [text]))))),
  })).slice(2);
  const upTo = (most: number) => ({ words: `≤ ${most} ms`, kept: (value: number) => value <= most });
  return [
    {
      what: `a typed message is read (${messages.length} of them)`,
      ours: rounds.map(({ message }) => message),
      unit: 'ms',
      wanted: upTo(0.2),
    },
    {
      what: '  the worst of 4,096 hostile characters',
      ours: rounds.map(({ worst }) => worst),
      unit: 'ms',
      wanted: upTo(2),
    },
  ];
}
