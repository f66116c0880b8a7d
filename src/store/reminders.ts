// What must be looked at again: rows, not timers.
import type { World } from '../kernel/command.ts';
import type { ReminderStart } from '../kernel/notice.ts';
import type { Transaction } from './transaction.ts';

/** Arms reminders; a newer version of one closes the older ones, the same version is set to its new time. */
export async function startReminders(
  tx: Transaction,
  starts: readonly ReminderStart[],
  bodyId: string | null,
  world: Pick<World, 'now' | 'newId'>,
): Promise<void> {
  if (starts.length === 0) return;
  const rows = JSON.stringify(
    starts.map(({ kind, matter, person, version, nextAt }) => ({
      id: world.newId(),
      kind,
      matter,
      person: person ?? '',
      version,
      next_at: nextAt.toISOString(),
    })),
  );
  await tx.$executeRaw`
    with armed as (
      select * from jsonb_to_recordset(${rows}::jsonb)
        as r(id text, kind text, matter text, person text, version int, next_at timestamptz)
    ),
    closed as (
      update reminder set closed_at = ${world.now.toISOString()}::timestamptz from armed
      where reminder.kind = armed.kind and reminder.matter = armed.matter and reminder.person = armed.person
        and reminder.version < armed.version and reminder.closed_at is null
    )
    insert into reminder (id, kind, matter, person, version, body_id, next_at)
    select id, kind, matter, person, version, ${bodyId ?? ''}, next_at from armed
    on conflict (kind, matter, person, version) do update set next_at = excluded.next_at, closed_at = null`;
}
