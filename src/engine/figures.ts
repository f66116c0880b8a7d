// A figure of a body that takes effect: the reminders that run already are counted anew by it.
import type { World } from '../kernel/command.ts';
import { lookAt, type ReminderStart } from '../kernel/notice.ts';
import type { ReminderRow } from '../kernel/reminder.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Registry } from './registry.ts';

/** The reminder at which figures of a body take effect. */
export const figuresReminder = 'engine.figures';

/** Looked at on the day from which the figure counts; each day of a body's changes is a matter of its own. */
export const takingEffect = (bodyId: string, at: Date): ReminderStart =>
  lookAt(figuresReminder, `figures:${bodyId}:${at.getTime()}`, at);

/** Whose figures a look of this kind is about. */
export const bodyOfFigures = ({ matter }: Pick<ReminderRow, 'matter'>): string => matter.split(':')[1] ?? '';

/** A reminder with the time at which it is looked at next, before and after. */
export type Moved = { id: string; matter: string; person: string | null; from: Date; to: Date };

type Row = ReminderRow & { id: string };

/** Which running reminders of a body come at another time by its figures `after` than by those `before`. */
export async function movedBy(
  tx: Transaction,
  { reminders }: Pick<Registry, 'reminders'>,
  bodyId: string,
  { before, after }: { before: World; after: World },
): Promise<Moved[]> {
  const rows = await tx.$queryRaw<Row[]>`
    select id, kind, matter, nullif(person, '') as person, version, next_at as "nextAt" from reminder
    where body_id = ${bodyId} and closed_at is null and kind <> ${figuresReminder} order by next_at, id`;
  const nextOf = async (row: Row, world: World): Promise<Date | null> => {
    const kind = reminders.get(row.kind);
    const facts = (await kind?.gather(tx, row, world)) ?? null;
    return facts === null ? null : kind!.due(facts, row, world).nextAt;
  };
  const moved: Moved[] = [];
  for (const row of rows) {
    const [from, to] = [await nextOf(row, before), await nextOf(row, after)];
    if (from === null || to === null || from.getTime() === to.getTime()) continue;
    moved.push({ id: row.id, matter: row.matter, person: row.person, from, to });
  }
  return moved;
}

/** Sets those that come earlier by what counts from now on; what comes later is found so when its old time is there. */
export async function countAnew(
  tx: Transaction,
  registry: Pick<Registry, 'reminders'>,
  bodyId: string,
  worlds: { before: World; after: World },
): Promise<number> {
  const earlier = (await movedBy(tx, registry, bodyId, worlds)).filter(({ from, to }) => to < from);
  for (const { id, to } of earlier) {
    await tx.reminder.updateMany({ where: { id, nextAt: { gt: to } }, data: { nextAt: to } });
  }
  return earlier.length;
}
