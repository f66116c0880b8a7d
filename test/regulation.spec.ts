// Every clause of the regulation is carried by a chapter and a test, is planned, or is left to people for a reason.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { articles } from '../src/regulation/articles.ts';
import { chapters } from '../src/regulation/index.ts';

const specs = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.spec.ts'))
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('\n');

/** The clause, or the article it belongs to, named in a test's title. */
const isCited = (clause: string): boolean => {
  const article = clause.split('.')[0];
  const named = clause === 'QĐ45' ? 'QĐ 45' : `Điều (${clause.replace('.', '\\.')}|${article})(?![\\d])`;
  return new RegExp(named).test(specs);
};

describe('every clause has its place', () => {
  const carried = Object.entries(articles).flatMap(([clause, about]) =>
    'chapter' in about ? [[clause, about.chapter] as const] : [],
  );

  test.each(carried)('%s is carried by %s, which says so, and by a test', (clause, name) => {
    const chapter = chapters.find((one) => one.name === name);
    expect(chapter?.articles).toContain(clause);
    expect(isCited(clause)).toBe(true);
  });

  test('a chapter claims no clause that is left to people', () => {
    const people = Object.entries(articles).flatMap(([clause, about]) => ('people' in about ? [clause] : []));
    expect(chapters.flatMap((chapter) => chapter.articles).filter((clause) => people.includes(clause))).toEqual([]);
  });
});
