// What every rule may know beside its matter: the calendar and the figures a body set for itself.
import type { Pool } from 'pg';
import type { Address } from '../kernel/person.ts';
import type { Settings } from '../kernel/settings.ts';
import { type Calendar, type CalendarEntry, makeCalendar } from '../kernel/working-days.ts';

export type ReferenceData = {
  calendar(): Calendar;
  /** As they are now, or were or will be at that time. */
  settings(bodyId: string | null, at?: Date): Settings;
  /** For what belongs to no body, such as what messages may cost: the only body's figures, where there is only one. */
  common(): Settings;
  /** How whoever bears this name is addressed, where it is not in the usual way; two of a name addressed otherwise are no one. */
  addressOf(name: string): Address | undefined;
  /** Reads all again; the clock's round does so, and an import does at once. */
  reload(): Promise<void>;
};

type SetFigure = { body_id: string; key: string; value: unknown; valid_from: Date };

/** Reads calendar and settings once; they change a few times a year. `usual`: what nobody has set otherwise. */
export async function openReferenceData(pool: Pool, usual: Settings, now: () => Date): Promise<ReferenceData> {
  let calendar = makeCalendar([]);
  let figures: readonly SetFigure[] = [];
  let addresses: ReadonlyMap<string, Address> = new Map();
  const reload = async (): Promise<void> => {
    const days = await pool.query<CalendarEntry>('select day, kind, name, source, confirmed from calendar_day');
    calendar = makeCalendar(days.rows);
    const set = await pool.query<SetFigure>(
      'select body_id, key, value, valid_from from setting order by body_id, valid_from',
    );
    figures = set.rows;
    const named = await pool.query<{ name: string; address: Address }>(
      `select full_name as name, min(address) as address from person where full_name in (
         select full_name from person where address in ('mr', 'ms', 'both'))
       group by full_name having count(distinct coalesce(address, 'usual')) = 1`,
    );
    addresses = new Map(named.rows.map(({ name, address }) => [name, address]));
  };
  await reload();
  const settings = (bodyId: string | null, at = now()): Settings => {
    const set = { ...usual } as Record<string, unknown>;
    // The installation's own come first, the body's over them, of each the newest last.
    for (const { body_id, key, value, valid_from } of figures) {
      if ((body_id === '' || body_id === bodyId) && valid_from <= at) set[key] = value;
    }
    return set as unknown as Settings;
  };
  return {
    calendar: () => calendar,
    settings,
    common: () => {
      const own = [...new Set(figures.map(({ body_id }) => body_id))].filter((bodyId) => bodyId !== '');
      return settings(own.length === 1 ? own[0]! : null);
    },
    addressOf: (name) => addresses.get(name),
    reload,
  };
}
