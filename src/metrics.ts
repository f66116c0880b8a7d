// Figures for monitoring; what the counters hold and how much waits.
import type { Pool } from 'pg';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { monthOf, type Spent, spentIn } from './delivery/meter.ts';

type Counters = Readonly<Record<string, Readonly<Record<string, number>>>>;

export function openMetrics(pool: Pool, counters: Counters, clock: { now(): Date }): Registry {
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
  const monthly = (name: string, help: string, figure: (one: Spent) => number): Gauge =>
    new Gauge({
      name,
      help,
      labelNames: ['month', 'channel', 'item'],
      registers: [register],
      async collect() {
        this.reset();
        const month = monthOf(clock.now());
        for (const one of await spentIn(pool, month)) {
          this.set({ month, channel: one.channel, item: one.item }, figure(one));
        }
      },
    });
  monthly('thuky_counted_messages', 'Messages of this month that count or cost', ({ count }) => count);
  monthly('thuky_spending_dong', 'What messages have cost this month, in dong', ({ amount }) => amount);
  return register;
}
