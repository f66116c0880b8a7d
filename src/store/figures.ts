// The figures of a body as they lie in their table, and what moves by one that takes effect: the reminders that run already.
import type { World } from '../kernel/command.ts';
import { lookAt, type ReminderStart } from '../kernel/notice.ts';
import type { ReminderKind, ReminderRow } from '../kernel/reminder.ts';
import type { DeclaredSettings, Settings } from '../kernel/settings.ts';
import type { Transaction } from './transaction.ts';

/** The reminder at which figures of a body take effect. */
export const figuresReminder = 'engine.figures';

/** Looked at on the day from which the figure counts; each day of a body's changes is a matter of its own. */
export const takingEffect = (bodyId: string, at: Date): ReminderStart =>
  lookAt(figuresReminder, `figures:${bodyId}:${at.getTime()}`, at);

/** Whose figures a look of this kind is about. */
export const bodyOfFigures = ({ matter }: Pick<ReminderRow, 'matter'>): string => matter.split(':')[1] ?? '';

/** A figure set by a body, or by the installation (`''`), from a moment on. */
export type SetFigure = { bodyId: string; key: string; value: unknown; validFrom: Date };

/** What was set for a body, the installation's own first, of each the newest last. */
export const setFor = (tx: Transaction, bodyIds: readonly string[]): Promise<SetFigure[]> =>
  tx.setting.findMany({
    where: { bodyId: { in: ['', ...bodyIds] } },
    orderBy: [{ bodyId: 'asc' }, { validFrom: 'asc' }],
  });

/** A body's figures at a moment, by what lies in the table now. `usual`: what nobody has set otherwise. */
export async function figuresAt(tx: Transaction, usual: Settings, bodyId: string, at: Date): Promise<Settings> {
  const set = (await setFor(tx, [bodyId])).filter(({ validFrom }) => validFrom <= at);
  return { ...usual, ...Object.fromEntries(set.map(({ key, value }) => [key, value])) } as Settings;
}

/** What counts from a moment on, and what was set for later; `since`: null where it is as usual. */
export type FigureRow = {
  bodyId: string;
  name: keyof Settings;
  value: unknown;
  since: Date | null;
  later: readonly { from: Date; value: unknown }[];
};

export async function figuresOf(
  tx: Transaction,
  declared: DeclaredSettings,
  bodyIds: readonly string[],
  at: Date,
): Promise<FigureRow[]> {
  const set = await setFor(tx, bodyIds);
  return bodyIds.flatMap((bodyId) => {
    const own = set.filter((one) => one.bodyId === '' || one.bodyId === bodyId);
    return (Object.entries(declared) as [keyof Settings, { usual: unknown }][]).map(([name, { usual }]) => {
      const mine = own.filter(({ key }) => key === name);
      const now = mine.findLast(({ validFrom }) => validFrom <= at);
      const later = mine.flatMap(({ validFrom, value }) => (validFrom > at ? [{ from: validFrom, value }] : []));
      return { bodyId, name, value: now?.value ?? usual, since: now?.validFrom ?? null, later };
    });
  });
}

/** Another one from the same moment on takes its place. */
export async function writeFigure(tx: Transaction, { bodyId, key, value, validFrom }: SetFigure): Promise<void> {
  const at = { bodyId, key, validFrom };
  await tx.setting.upsert({
    where: { bodyId_key_validFrom: at },
    create: { ...at, value: value as object },
    update: { value: value as object },
  });
}

/** A reminder with the time at which it is looked at next, before and after. */
export type Moved = ReminderRow & { id: string; from: Date; to: Date };

type Row = ReminderRow & { id: string };
type Kinds = { reminders: ReadonlyMap<string, ReminderKind> };

/** Which running reminders of a body come at another time in the world `after` than in that `before`. */
export async function movedBy(
  tx: Transaction,
  { reminders }: Kinds,
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
    moved.push({ ...row, from, to });
  }
  return moved;
}

/** Sets those that come earlier by what counts from now on; what comes later is found so when its old time is there. */
export async function countAnew(
  tx: Transaction,
  kinds: Kinds,
  bodyId: string,
  worlds: { before: World; after: World },
): Promise<number> {
  const earlier = (await movedBy(tx, kinds, bodyId, worlds)).filter(({ from, to }) => to < from);
  for (const { id, to } of earlier) {
    await tx.reminder.updateMany({ where: { id, nextAt: { gt: to } }, data: { nextAt: to } });
  }
  return earlier.length;
}
