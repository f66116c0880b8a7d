import { describe, expect, test } from 'vitest';
import { said } from '../../../src/kernel/text.ts';
import { clauses } from '../../../src/regulation/articles.ts';
import { type Fact, kept, worstFirst } from '../../../src/regulation/compliance/standing.ts';

const now = new Date('2026-12-01T01:00:00Z');
const body = { id: 'b', abbreviation: 'BCĐ' };
const fact = (article: Fact['article'], until: string | null): Fact => ({
  ...{ article, what: said(article), open: null },
  until: until === null ? null : new Date(until),
});
const of = (facts: readonly Fact[]) => new Map(kept(body, facts, { '6.2': 4 }, now).map((row) => [row.clause, row]));

describe('Điều 13.1: mỗi điều đỏ, vàng hay xanh theo việc còn nợ', () => {
  test('một việc quá hạn là đỏ, dù còn việc khác trong hạn; sắp đến hạn là vàng; không có hạn thì không đỏ', () => {
    const rows = of([
      fact('6.2', '2026-11-30T10:00:00Z'),
      fact('6.2', '2026-12-20T10:00:00Z'),
      fact('6.4', '2026-12-05T10:00:00Z'),
      fact('7.3', null),
    ]);
    expect(rows.get('6.2')).toMatchObject({ standing: 'late', done: 4 });
    expect(rows.get('6.2')!.later).toHaveLength(1);
    expect(rows.get('6.4')!.standing).toBe('soon');
    expect(rows.get('7.3')!.standing).toBe('good');
    expect(rows.get('9.3')!.standing).toBe('good');
    expect(rows.get('8.2')!.standing).toBe('people');
  });

  test('đủ mọi điều của Quy chế, xấu nhất đứng trước, còn lại theo thứ tự Quy chế', () => {
    const rows = worstFirst(
      kept(body, [fact('9.1', '2026-11-30T10:00:00Z'), fact('3.1', '2026-12-02T10:00:00Z')], {}, now),
    );
    expect(rows).toHaveLength(clauses.length);
    expect(rows.slice(0, 3).map(({ clause }) => clause)).toEqual(['9.1', '3.1', '1.2']);
  });
});
