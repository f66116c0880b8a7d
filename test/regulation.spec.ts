// Every clause of the regulation is carried by a chapter and a test, is planned, or is left to people for a reason.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { partsKnown } from '../src/kernel/matter.ts';
import { articles } from '../src/regulation/articles.ts';
import { chapters } from '../src/regulation/index.ts';

const specs = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.spec.ts'))
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('\n');

const titles = [...specs.matchAll(/\b(?:test|it|describe)(?:\.each\([^`]*?\))?\(\s*(['`])((?:(?!\1).)*)\1/gs)].map(
  (found) => found[2]!,
);

/** Clauses a title names, in the words "Điều 5.8, 6.7", "QĐ 45" or "NĐ 30/2020". */
const citedIn = (title: string): string[] => [
  ...[...title.matchAll(/Điều ((?:\d+(?:\.\d+)?(?:, )?)+)/g)].flatMap((found) => found[1]!.split(', ')),
  ...(/QĐ ?45/.test(title) ? ['QĐ45'] : []),
  ...(/NĐ ?30(?!\d)/.test(title) ? ['NĐ30'] : []),
];
const cited = new Set(titles.flatMap(citedIn));

describe('every clause has its place', () => {
  const carried = Object.entries(articles).flatMap(([clause, about]) =>
    'chapter' in about ? [[clause, about.chapter] as const] : [],
  );

  test.each(carried)('%s is carried by %s, which says so, and by the title of a test', (clause, name) => {
    const chapter = chapters.find((one) => one.name === name);
    expect(chapter?.articles).toContain(clause);
    expect(cited.has(clause), `no title of a spec begins with Điều ${clause}`).toBe(true);
  });

  test('Điều 7.3: what chapters have on record of a meeting is known by what they declare', () => {
    const { looks, registers } = partsKnown(chapters, 'meeting');
    expect(looks).toEqual(expect.arrayContaining(['speaking.order', 'attendance.board', 'opinions.read']));
    const lists = ['minutes.list', 'conclusions.list', 'speaking.list', 'tasks.list'];
    expect(registers.map(({ name }) => name)).toEqual(expect.arrayContaining(lists));
    const commands = new Map(chapters.flatMap((one) => one.commands.map((command) => [command.name, command])));
    for (const name of looks) {
      expect(commands.get(name)?.decide, name).toBeUndefined();
      expect(Object.keys(commands.get(name)?.fields ?? {}), name).toContain('meeting');
    }
  });

  test('a chapter claims no clause that is left to people', () => {
    const people = Object.entries(articles).flatMap(([clause, about]) => ('people' in about ? [clause] : []));
    expect(chapters.flatMap((chapter) => chapter.articles).filter((clause) => people.includes(clause))).toEqual([]);
  });
});
