// What every rule may know beside its matter: the calendar and the figures a body set for itself.
import type { Pool } from 'pg';
import { defaultSettings, type Settings } from '../kernel/settings.ts';
import { type Calendar, type CalendarEntry, makeCalendar } from '../kernel/working-days.ts';

export type ReferenceData = {
  calendar(): Calendar;
  settings(bodyId: string | null): Settings;
  /** For what belongs to no body, such as what messages may cost: the only body's figures, where there is only one. */
  common(): Settings;
  /** Reads both again; the clock's round does so, and an import does at once. */
  reload(): Promise<void>;
};

/** Reads calendar and settings once; they change a few times a year. */
export async function openReferenceData(pool: Pool): Promise<ReferenceData> {
  let calendar = makeCalendar([]);
  let byBody = new Map<string, Partial<Settings>>();
  const reload = async (): Promise<void> => {
    const days = await pool.query<CalendarEntry>('select day, kind, name, source, confirmed from calendar_day');
    calendar = makeCalendar(days.rows);
    const set = await pool.query<{ body_id: string; key: string; value: unknown }>(
      'select body_id, key, value from setting',
    );
    byBody = new Map();
    for (const { body_id, key, value } of set.rows) {
      byBody.set(body_id, { ...byBody.get(body_id), [key]: value });
    }
  };
  await reload();
  const settings = (bodyId: string | null): Settings => ({
    ...defaultSettings,
    ...byBody.get(''),
    ...(bodyId ? byBody.get(bodyId) : {}),
  });
  return {
    calendar: () => calendar,
    settings,
    common: () => {
      const own = [...byBody.keys()].filter((bodyId) => bodyId !== '');
      return settings(own.length === 1 ? own[0]! : null);
    },
    reload,
  };
}
