// What a page of a list reads; no service, no database.
import { expect, test } from 'vitest';
import { readList } from '../../src/desk/lists.ts';
import type { Args, Asking } from '../../src/kernel/command.ts';
import { choiceField, optional } from '../../src/kernel/fields.ts';
import { inBodiesOf, listing, register } from '../../src/kernel/register.ts';
import { said } from '../../src/kernel/text.ts';
import { actor, world } from '../regulation/tasks/tasks.ts';

test('AD10: trang đầu chưa lọc và các con số của nó đọc danh sách một lần; lọc rồi thì hai lần, số vẫn đủ', async () => {
  let read = 0;
  const one = register<{ id: string; how: string }, readonly string[]>({
    name: 'tasks.list',
    article: '13.1',
    by: 'anyone',
    heading: 'tasks:scope.body',
    scopes: [inBodiesOf(['secretariat'], 'tasks:scope.body')],
    columns: [{ name: 'id', label: 'tasks:column.code', cell: ({ id }) => id }],
    filters: {
      how: optional(
        choiceField(
          'tasks:filter.state',
          ['late', 'good'].map((value) => ({ value, label: said(value) })),
        ),
      ),
    },
    tally: { filter: 'how', of: ({ how }) => how },
    figures: async () => {
      read += 1;
      return [];
    },
    whole: () => [],
    few: async (_tx, _whose, { how }) => {
      read += 1;
      const all = Array.from({ length: 70 }, (_, nth) => ({ id: `r${nth}`, how: nth < 3 ? 'late' : 'good' }));
      return all.filter((row) => how === undefined || row.how === how);
    },
    keyOf: ({ id }) => id,
    line: ({ id }) => said(id),
    open: () => null,
  });
  const command = listing(one);
  const reader = { registry: { commands: new Map([[one.name, command]]) }, say: () => '' } as never;
  const asking = (args: Args): Asking => ({ ...world(), by: actor('TV01'), args });
  const page = async (words: string) => {
    read = 0;
    const { page, tally } = await readList(null as never, reader, one, new URLSearchParams(words), asking);
    return [page.rows.length, page.later, [...tally!], read];
  };
  const figures = [
    ['', 70],
    ['late', 3],
    ['good', 67],
  ];
  expect(await page('')).toEqual([50, true, figures, 1]);
  expect(await page('how=late')).toEqual([3, false, figures, 2]);
  expect(await page('after=r49')).toEqual([20, false, figures, 2]);
});
