// What is found by its words: rows compared without marks by the database (`folded`), those of the common table and the bodies
// that came before.
import type { Hit, Sought } from '../kernel/finding.ts';
import { Prisma } from './generated/client.ts';
import type { Transaction } from './transaction.ts';

/** Whether these words, as a row keeps them, hold all that is asked for; `folded` is the database's. */
export const holds = (kept: Prisma.Sql, { words }: Pick<Sought, 'words'>): Prisma.Sql =>
  Prisma.sql`folded(${kept}) like all(${words.map((word) => `% ${word}%`)})`;

/** Matters of the common table: their titles, and whatever they keep in words. */
export const mattersFound = (tx: Transaction, sought: Sought): Promise<(Hit & { kind: string })[]> => tx.$queryRaw`
  select id, kind, state, body_id as "bodyId", code, title, created_at as at from matter
  where body_id = any(${[...sought.bodyIds]}) and ${holds(
    Prisma.sql`code || ' ' || title || ' ' || coalesce(jsonb_path_query_array(data, '$.**.words')::text, '') || ' '
      || coalesce(jsonb_path_query_array(data, '$.questions[*]')::text, '')`,
    sought,
  )} order by created_at desc limit ${sought.limit}`;

/** The bodies that came before these. */
export async function bodiesBefore(tx: Transaction, bodyIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; name: string }[]>`
    with recursive earlier as (
      select predecessor_id as id from body where id = any(${[...bodyIds]}) and predecessor_id is not null
      union select b.predecessor_id from earlier e join body b on b.id = e.id where b.predecessor_id is not null
    )
    select b.id, b.name from earlier join body b using (id) where b.id <> all(${[...bodyIds]})`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
