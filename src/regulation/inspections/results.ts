// What was found where: a row for each agency of each inspection (Điều 12.1), the newest inspection first.
import type { Facts } from '../../kernel/matter.ts';
import { bodiesWith } from '../../kernel/person.ts';
import { register } from '../../kernel/register.ts';
import { dayValue, said, text } from '../../kernel/text.ts';
import type { Day } from '../../kernel/time.ts';
import { opening, press } from '../../kernel/view.ts';
import { overseers } from '../roles.ts';

/** An agency of the plan: who answers for it, when it is visited, what was found there; null: nothing yet. */
export type Visit = { person: string; agency: string; day: Day; found: string | null };
export type Inspection = { words: string; visits: readonly Visit[]; people: readonly string[] };
export type InspectionFacts = Facts<Inspection>;

type Listed = Visit & { id: string; code: string; title: string; key: string };

/** Inspections are a few a year: all of a stretch are read, and their agencies laid out in one row each. */
const most = 1_000;

export const results = register<Listed, readonly string[] | null>({
  name: 'inspections.results',
  means: [{ intent: 'ask:findings' }],
  word: 'ketquakiemtra',
  alias: ['findings'],
  article: '12.1',
  by: overseers,
  heading: 'inspections:list.results',
  short: 'inspections:list.short',
  scopes: [{ name: 'body', label: 'inspections:list.results', whose: (by) => bodiesWith(by, overseers) }],
  columns: [
    { name: 'code', label: 'inspections:column.code', cell: ({ code }) => code },
    { name: 'title', label: 'inspections:column.title', cell: ({ title }) => title },
    { name: 'agency', label: 'inspections:column.agency', cell: ({ agency }) => agency },
    { name: 'day', label: 'inspections:column.day', cell: ({ day }) => dayValue(day) },
    { name: 'found', label: 'inspections:column.found', cell: ({ found }) => found },
  ],
  few: async (tx, bodyIds) => {
    const where = {
      kind: 'inspection',
      state: { in: ['approved', 'concluded'] },
      ...(bodyIds && { bodyId: { in: [...bodyIds] } }),
    };
    const found = await tx.matter.findMany({ where, orderBy: { id: 'desc' }, take: most });
    return found.flatMap(({ id, code, title, data }) =>
      (data as unknown as Inspection).visits.map((visit, nth) => ({ ...visit, id, code, title, key: `${id}-${nth}` })),
    );
  },
  whole: (bodyIds) => bodyIds,
  keyOf: ({ key }) => key,
  line: ({ code, agency, day, found }) => {
    const values = { code, agency: said(agency), day: dayValue(day) };
    return found === null
      ? text('inspections:list.visit', values)
      : text('inspections:list.found', { ...values, words: said(found) });
  },
  open: ({ id, code }) => opening(code, press('inspections.open', { inspection: id })),
});
