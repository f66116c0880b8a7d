// What the office has entered into theodoinq.dcs.vn, in the database: a tick per task, and how the task stood then.
import type { Args } from '../../kernel/command.ts';
import type { Stretch } from '../../kernel/register.ts';
import { Prisma } from '../../store/generated/client.ts';
import type { Transaction } from '../../store/transaction.ts';
import { agencyNames } from '../committee/index.ts';
import { placeIn, placeOf, type Task, type TaskFacts, taskFactsOfMany, tasksById } from '../tasks/index.ts';

export { placeOf };

/** `as`: how the task stood when it was entered. */
export type Tick = { taskId: string; bodyId: string; byId: string; at: Date; as: string };

/** What of a task stands in the national system; the database says the same below. */
export const stateOf = ({ percent, dueDay, progress }: Task): string => {
  const report =
    progress.state === 'open' ? progress.proposal?.reportId : progress.state === 'done' ? progress.reportId : '';
  return [progress.state, percent, dueDay, report ?? ''].join('|');
};

const standsAs = Prisma.sql`t.state || '|' || t.percent || '|' || t.due_day || '|' || coalesce(t.report_id, '')`;

export type Listed = TaskFacts & { agency: string; tickedAt: Date | null; standing: 'never' | 'again' | 'entered' };

export async function applyTick(tx: Transaction, { taskId, ...tick }: Tick): Promise<void> {
  await tx.theodoinqTick.upsert({ where: { taskId }, create: { taskId, ...tick }, update: tick });
}

export async function listed(
  tx: Transaction,
  bodyIds: readonly string[] | null,
  { limit, after, before }: Stretch,
  { standing = 'all', level }: Args,
  now: Date,
): Promise<Listed[]> {
  const [from, upTo] = [placeIn(after), placeIn(before)];
  const isEntered = Prisma.sql`coalesce(k."as" = ${standsAs}, false)`;
  const rows = await tx.$queryRaw<{ id: string; at: Date | null; entered: boolean }[]>`
    select t.id, k.at, ${isEntered} as entered from task t left join theodoinq_tick k on k.task_id = t.id
    where t.state in ('open', 'done')
      and ${bodyIds === null ? Prisma.sql`true` : Prisma.sql`t.body_id = any(${[...bodyIds]}::text[])`}
      and ${level ? Prisma.sql`t.level = ${level}` : Prisma.sql`true`}
      and ${standing === 'all' ? Prisma.sql`true` : Prisma.sql`${isEntered} = ${standing === 'entered'}`}
      and ${from ? Prisma.sql`(t.due_day, t.id) > (${from.day}, ${from.id})` : Prisma.sql`true`}
      and ${upTo ? Prisma.sql`(t.due_day, t.id) < (${upTo.day}, ${upTo.id})` : Prisma.sql`true`}
    order by ${upTo ? Prisma.sql`t.due_day desc, t.id desc` : Prisma.sql`t.due_day, t.id`} limit ${limit}`;
  if (upTo) rows.reverse();
  const facts = await taskFactsOfMany(
    tx,
    await tasksById(
      tx,
      rows.map(({ id }) => id),
    ),
    now,
  );
  const agencies = await agencyNames(tx, [...new Set(facts.flatMap(({ task }) => task.leadAgencyId ?? []))]);
  const of = new Map(facts.map((one) => [one.task.id, one]));
  return rows.flatMap(({ id, at, entered }) => {
    const one = of.get(id);
    const agency = agencies.get(one?.task.leadAgencyId ?? '') ?? '';
    return one ? [{ ...one, agency, tickedAt: at, standing: entered ? 'entered' : at ? 'again' : 'never' }] : [];
  });
}

/** Whether a task that ran before the end of a stretch has not been entered since its beginning. */
export async function behindIn(
  tx: Transaction,
  bodyId: string,
  { since, until }: { since: Date; until: Date },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ behind: boolean }[]>`
    select exists (
      select from task t left join theodoinq_tick k on k.task_id = t.id
      where t.body_id = ${bodyId} and t.state = 'open' and t.assigned_at < ${until.toISOString()}::timestamptz
        and (k.at is null or k.at < ${since.toISOString()}::timestamptz)) as behind`;
  return row?.behind ?? false;
}
