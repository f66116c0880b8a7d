// Two people at one row: what somebody else did with the same matter, by the same act, since a form was opened. It is shown
// before the second is done, and nothing that was typed is lost.
import type { Registry } from '../engine/registry.ts';
import type { Args, Command } from '../kernel/command.ts';
import type { Transaction } from '../store/transaction.ts';

export type Meanwhile = { name: string; at: Date };

/** How far the record had come: the mark of a form. */
export async function markNow(tx: Transaction): Promise<string> {
  const [head] = await tx.$queryRaw<{ seq: bigint }[]>`select seq from audit_head`;
  return String(head?.seq ?? 0);
}

export const isMark = (given: string): boolean => /^\d{1,18}$/.test(given);

/** The newest of them; null: nobody but himself. */
export async function doneMeanwhile(
  tx: Transaction,
  { nouns }: Registry,
  command: Command,
  args: Args,
  { since, by }: { since: string; by: string },
): Promise<Meanwhile | null> {
  const matters = nouns.flatMap((noun) => (args[noun] ? [`${noun}:${args[noun]}`] : []));
  if (matters.length === 0) return null;
  const [found] = await tx.$queryRaw<Meanwhile[]>`
    select p.full_name as name, a.at from audit a join person p on p.id = a.actor_id
    where a.matter = any(${matters}) and a.command = ${command.name} and a.outcome = 'done' and a.actor_id <> ${by}
      and a.seq > ${BigInt(since)}
    order by a.seq desc limit 1`;
  return found ?? null;
}
