// Every clause of the regulation is carried by a chapter and a test, is planned, or is left to people for a reason.
import { describe, expect, test } from 'vitest';
import { specsByClause } from '../scripts/clauses.ts';
import { partsKnown } from '../src/kernel/matter.ts';
import { articles } from '../src/regulation/articles.ts';
import { chapters } from '../src/regulation/index.ts';

const cited = specsByClause();

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
