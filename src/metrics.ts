// Figures for monitoring; what the counters hold and how much waits.
import type { Pool } from 'pg';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

type Counters = Readonly<Record<string, Readonly<Record<string, number>>>>;

export function openMetrics(pool: Pool, counters: Counters): Registry {
  const register = new Registry();
  collectDefaultMetrics({ register });
  new Gauge({
    name: 'thuky_events_total',
    help: 'What the service did since it started, by part and kind',
    labelNames: ['part', 'kind'],
    registers: [register],
    collect() {
      for (const [part, kinds] of Object.entries(counters)) {
        for (const [kind, count] of Object.entries(kinds)) this.set({ part, kind }, count);
      }
    },
  });
  new Gauge({
    name: 'thuky_waiting',
    help: 'What waits: messages to handle, messages to send, reminders open',
    labelNames: ['queue'],
    registers: [register],
    async collect() {
      const { rows } = await pool.query<{ queue: string; count: number }>(
        `select 'inbox' as queue, count(*)::int from inbox where state = 'new'
         union all select 'outbox', count(*)::int from outbox where state in ('pending', 'leased')
         union all select 'reminders', count(*)::int from reminder where closed_at is null`,
      );
      for (const { queue, count } of rows) this.set({ queue }, count);
    },
  });
  return register;
}
