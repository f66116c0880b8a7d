// A task in the file of what it belongs to (Điều 8.9): its card, and every report on it in full, not the newest alone.

import type { Kept } from '../../kernel/case-file.ts';
import type { Asking } from '../../kernel/command.ts';
import { moment, plainText, said, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { personCards } from '../committee/index.ts';
import { taskNoun } from './noun.ts';
import { reportsOf } from './store.ts';

const columns = ['at', 'by', 'percent', 'words', 'files'] as const;

export async function keptTask(tx: Transaction, id: string, asking: Asking): Promise<Kept | null> {
  const facts = await taskNoun.load(tx, id, asking, false);
  if (!facts || !taskNoun.sees(facts, asking.by)) return null;
  const { heading = said(facts.task.code), lines } = taskNoun.card(facts, asking);
  const reports = await reportsOf(tx, id);
  const people = await personCards(tx, [...new Set(reports.flatMap(({ byId, behalfId }) => [byId, behalfId ?? byId]))]);
  const name = (person: string): string => people.get(person)?.fullName ?? '';
  const rows = reports.map(({ at, byId, behalfId, percent, text: words, files }) => [
    text('engine:cell', { value: moment(at) }),
    behalfId ? text('tasks:card.for-leader', { name: name(byId), leader: name(behalfId) }) : said(name(byId)),
    said(String(percent)),
    { words },
    files.length > 0 ? { files } : null,
  ]);
  const named = columns.map((column) => plainText(`tasks:kept.${column}`));
  const table = { heading: plainText('tasks:kept.heading'), columns: named, shares: [2, 3, 1, 7, 3], rows };
  return { heading, title: '', lines, tables: rows.length > 0 ? [table] : [], files: [] };
}
