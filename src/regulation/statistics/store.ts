// Counted from rolls, slips, duties and tasks as they stand.
import type { Counts, Tally } from '../../kernel/tally.ts';
import { said, type Text } from '../../kernel/text.ts';
import { addDays, type Day, dayOf, instant } from '../../kernel/time.ts';
import type { Transaction } from '../../store/transaction.ts';
import { agencyNames, personCards } from '../committee/index.ts';
import { type Answered, coming, comingOf, type Presence, type Steps, type Went } from './figures.ts';

/** A year of these bodies. */
export type Span = { bodyIds: readonly string[]; year: number };

const datesOf = ({ year }: Span) => ({
  gte: instant(`${year}-01-01` as Day, 0, 0),
  lt: instant(`${year + 1}-01-01` as Day, 0, 0),
});

const dayAndMonth = (day: Day): string => `${day.slice(8)}/${day.slice(5, 7)}`;

/** The meetings held, in their order, and how each member came; in the order of the seats. */
export async function presenceOf(tx: Transaction, span: Span) {
  const meetings = await tx.meeting.findMany({
    where: { bodyId: { in: [...span.bodyIds] }, state: 'held', startsAt: datesOf(span) },
    orderBy: { startsAt: 'asc' },
    select: { id: true, startsAt: true, participants: { where: { as: 'member', personId: { not: null } } } },
  });
  const rows = meetings.flatMap(({ id, participants }) => participants.map((one) => ({ ...one, meeting: id })));
  const people = [...Map.groupBy(rows, ({ personId }) => personId!)].map(([key, its]) => {
    const { name, post, position } = its.at(-1)!;
    const at = new Map(its.map(({ meeting, roll }) => [meeting, comingOf(roll)]));
    const counts = coming.counted((part) => [...at.values()].filter((one) => one === part).length);
    return { key, name, post, at, counts, late: its.filter(({ roll }) => roll === 'late').length, position };
  });
  return {
    meetings: meetings.map(({ id, startsAt }) => ({ id, day: said(dayAndMonth(dayOf(startsAt))) as Text })),
    people: people.sort((one, other) => one.position - other.position) as Presence[],
  };
}

/** Rounds that asked somebody who must answer (Điều 9.3), and opinions that an absence made due (6.4). */
export async function answersOf(tx: Transaction, span: Span, now: Date): Promise<Tally<Answered>[]> {
  const { gte, lt } = datesOf(span);
  const counted = await tx.$queryRaw<({ key: string } & Counts<Answered>)[]>`
    with asked as (
      select s.person_id, bool_or(s.late) as late, bool_and(s.stance is not null) as answered,
        (m.data->>'closesAt')::timestamptz as until
      from round_slip s join matter m on m.id = s.round_id
      where s.body_id = any(${[...span.bodyIds]}) and s.must and m.state not in ('draft', 'submitted', 'withdrawn')
        and m.created_at >= ${gte} and m.created_at < ${lt}
      group by s.round_id, s.person_id, m.data
      union all
      select d.person_id, coalesce(d.closed_at > d.due_at, false), d.state = 'handed-in', d.due_at
      from opinion_duty d join meeting g on g.id = d.meeting_id
      where g.body_id = any(${[...span.bodyIds]}) and d.state <> 'released' and g.starts_at >= ${gte} and g.starts_at < ${lt})
    select person_id as key, (count(*) filter (where answered and not late))::int as "onTime",
      (count(*) filter (where answered and late))::int as late,
      (count(*) filter (where not answered and until < ${now}))::int as silent,
      (count(*) filter (where not answered and (until is null or until >= ${now})))::int as open
    from asked group by 1`;
  const cards = await personCards(
    tx,
    counted.map(({ key }) => key),
  );
  return counted
    .map(({ key, ...counts }) => ({ key, name: cards.get(key)?.fullName ?? '', counts }))
    .sort((one, other) => other.counts.silent - one.counts.silent || one.name.localeCompare(other.name));
}

/** Of the tasks given in the year: how far they got, and by the agency that leads them; the latest first. */
export async function progressOf(
  tx: Transaction,
  span: Span,
  through: Day,
): Promise<{ all: Steps; agencies: Tally<Went>[] }> {
  const { gte, lt } = datesOf(span);
  const counted = await tx.$queryRaw<(Steps & { key: string | null; overdue: number })[]>`
    select t.lead_agency_id as key, count(*)::int as given,
      (count(*) filter (where t.received_at is not null or t.state = 'done'))::int as received,
      (count(*) filter (where t.state = 'done' or exists (select from task_report r where r.task_id = t.id)))::int as reported,
      (count(*) filter (where t.state = 'done'))::int as done,
      (count(*) filter (where t.state = 'done' and not coalesce(t.late, false)))::int as "doneInTime",
      (count(*) filter (where t.state = 'open' and coalesce(t.late, t.due_day <= ${through})))::int as overdue
    from task t where t.body_id = any(${[...span.bodyIds]}) and t.state in ('open', 'done')
      and t.assigned_at >= ${gte} and t.assigned_at < ${lt}
    group by 1`;
  const names = await agencyNames(
    tx,
    counted.flatMap(({ key }) => key ?? []),
  );
  const sum = (of: keyof Steps): number => counted.reduce((total, one) => total + one[of], 0);
  return {
    all: {
      given: sum('given'),
      received: sum('received'),
      reported: sum('reported'),
      done: sum('done'),
      doneInTime: sum('doneInTime'),
    },
    agencies: counted
      .map(({ key, given, done, doneInTime, overdue }) => ({
        key: key ?? '',
        name: (key && names.get(key)) ?? '–',
        counts: { inTime: doneInTime, late: done - doneInTime, running: given - done - overdue, overdue },
      }))
      .sort((one, other) => other.counts.overdue - one.counts.overdue || one.name.localeCompare(other.name)),
  };
}

/** How many open tasks are over time now: by at most so many days, by at most so many, by more. */
export async function agesOf(tx: Transaction, { bodyIds }: Span, through: Day, [near, far]: readonly [number, number]) {
  const where = { bodyId: { in: [...bodyIds] }, state: 'open', reportId: null };
  const many = (dueDay: { gt?: string; lte: string }): Promise<number> =>
    tx.task.count({ where: { ...where, dueDay } });
  const [nearest, further] = [addDays(through, -near), addDays(through, -far)];
  return {
    near: await many({ lte: through, gt: nearest }),
    far: await many({ lte: nearest, gt: further }),
    farthest: await many({ lte: further }),
  };
}
