// Every record of a body with how long it is kept, whatever kind it is of: read where it lies.
import { Prisma } from '../../store/generated/client.ts';
import type { Transaction } from '../../store/transaction.ts';

export type Kept = {
  about: string;
  id: string;
  code: string;
  title: string;
  /** The year in which its matter ended; null while it is under way. */
  ended: number | null;
  /** What the office said of it, in years. */
  own: number | null;
  /** The hold it is under, by its code. */
  hold: string | null;
  /** The decision by which it may be destroyed, by its code. */
  disposal: string | null;
};

const year = (at: string): Prisma.Sql => Prisma.raw(`extract(year from ${at} at time zone 'Asia/Ho_Chi_Minh')::int`);

/** The states of each kind in which it is under way, and those in which it is not known to whom it is about. */
export type States = Readonly<Record<string, { underWay: readonly string[]; unheard: readonly string[] }>>;

/** Kinds that are about records are none. The newest first. */
export async function recordsOf(tx: Transaction, bodyId: string, states: States): Promise<Kept[]> {
  const named = (what: 'underWay' | 'unheard'): string[] =>
    Object.entries(states).flatMap(([kind, of]) => of[what].map((state) => `${kind}:${state}`));
  return tx.$queryRaw<Kept[]>`
    with r as (
      select 'meeting:' || id as about, id, code, title,
        case when state in ('held', 'cancelled') then ${year('coalesce(held_at, cancelled_at)')} end as ended
      from meeting where body_id = ${bodyId} and state <> 'draft'
      union all select 'task:' || id, id, code, title, case when state <> 'open' then ${year('closed_at')} end
      from task where body_id = ${bodyId}
      union all select kind || ':' || id, id, code, title,
        case when kind || ':' || state <> all(${named('underWay')}) then ${year('moved_at')} end
      from matter where body_id = ${bodyId} and kind not in ('hold', 'retention', 'disposal')
        and kind || ':' || state <> all(${named('unheard')})
    ),
    said as (
      select distinct on (about) about, (data->>'years')::int as years from matter
      where body_id = ${bodyId} and kind = 'retention' order by about, created_at desc, id desc
    ),
    gone as (
      select d.code, record->>'about' as about from matter d, jsonb_array_elements(d.data->'records') record
      where d.body_id = ${bodyId} and d.kind = 'disposal' and d.state = 'agreed'
    )
    select r.*, s.years as own, g.code as disposal,
      (select min(h.code) from matter h where h.kind = 'hold' and h.state = 'held' and h.about = r.about) as hold
    from r left join said s using (about) left join gone g using (about) order by r.id desc`;
}
