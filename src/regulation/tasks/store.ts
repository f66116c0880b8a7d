// Tasks in the database. Whatever counts or pages does so by the indexes on (lead | agency | body, state, due day).
import type { Hit, Sought } from '../../kernel/finding.ts';
import type { Day } from '../../kernel/time.ts';
import { holds } from '../../store/finding.ts';
import { Prisma, type TaskReport as ReportRow, type Task as TaskRow } from '../../store/generated/client.ts';
import type { Transaction } from '../../store/transaction.ts';
import { chairNow, personCards, seatsOf } from '../committee/index.ts';
import { type Figures, type TaskCounts, withSums } from './counts.ts';
import type { TaskFacts } from './facts.ts';
import { evolve, type Level, levels, type Progress, type Report, type Task, type TaskEvent } from './task.ts';

/** In the place of a day that nothing counts from yet: in the order of days it is the last. */
export const noDay = '9999-12-31';
const toDay = (value: string): Day => value as Day;
const dayOrNone = (value: string): Day | null => (value === noDay ? null : toDay(value));

function fromRow(row: TaskRow): Task {
  const { state: _state, reportId: _report, reportedDay: _day, late: _late, ...rest } = row;
  const { returnedBecause: _returned, closedAt: _at, closedBy: _by, closedBecause: _because, ...columns } = rest;
  return {
    ...columns,
    officer: row.officer as Task['officer'],
    level: levels.find((level) => level === row.level) ?? null,
    hangsOn: row.hangsOn as Task['hangsOn'],
    remedy: row.remedy as Task['remedy'],
    before: row.before as Task['before'],
    dueDay: dayOrNone(row.dueDay),
    firstDueDay: dayOrNone(row.firstDueDay),
    progress: progressOf(row),
  };
}

function progressOf(row: TaskRow): Progress {
  const closed = { by: row.closedBy ?? '', at: row.closedAt ?? new Date(0) };
  const report = row.reportId
    ? { reportId: row.reportId, day: toDay(row.reportedDay ?? ''), late: row.late === true }
    : null;
  if (row.state === 'withdrawn') return { state: 'withdrawn', because: row.closedBecause ?? '', ...closed };
  if (row.state === 'done')
    return {
      state: 'done',
      reportId: row.reportId ?? '',
      reportedDay: toDay(row.reportedDay ?? ''),
      late: row.late === true,
      ...closed,
    };
  return { state: 'open', proposal: report, returnedBecause: row.returnedBecause };
}

function toRow({
  progress,
  coordinators,
  officer,
  hangsOn,
  remedy,
  before,
  ...columns
}: Task): Omit<Prisma.TaskUncheckedCreateInput, 'reports'> {
  const proposal = progress.state === 'open' ? progress.proposal : null;
  const done = progress.state === 'done' ? progress : null;
  const closed = progress.state === 'open' ? null : progress;
  return {
    ...columns,
    coordinators: [...coordinators],
    officer: officer ?? Prisma.DbNull,
    hangsOn: hangsOn ?? Prisma.DbNull,
    remedy: remedy ?? Prisma.DbNull,
    before: before ?? Prisma.DbNull,
    dueDay: columns.dueDay ?? noDay,
    firstDueDay: columns.firstDueDay ?? noDay,
    state: progress.state,
    reportId: done?.reportId ?? proposal?.reportId ?? null,
    reportedDay: done?.reportedDay ?? proposal?.day ?? null,
    late: done?.late ?? proposal?.late ?? null,
    returnedBecause: progress.state === 'open' ? progress.returnedBecause : null,
    closedAt: closed?.at ?? null,
    closedBy: closed?.by ?? null,
    closedBecause: progress.state === 'withdrawn' ? progress.because : null,
  };
}

const reportFromRow = (row: ReportRow): Report => ({ ...row, part: row.part === 'lead' ? 'lead' : 'coordinator' });

/** All reports on a task, the oldest first. */
export const reportsOf = async (tx: Transaction, taskId: string): Promise<Report[]> =>
  (await tx.taskReport.findMany({ where: { taskId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })).map(reportFromRow);

/** A task by id; locked for the rest of the transaction when asked. */
export async function findTask(tx: Transaction, id: string, { lock = false } = {}): Promise<Task | null> {
  if (lock) await tx.$queryRaw`select id from task where id = ${id} for update`;
  const row = await tx.task.findUnique({ where: { id } });
  return row && fromRow(row);
}

/** By its code in one of these bodies; null when none or more than one bears it. */
export async function idCoded(tx: Transaction, code: string, bodyIds: readonly string[]): Promise<string | null> {
  const found = await tx.task.findMany({
    where: { code, bodyId: { in: [...bodyIds] } },
    select: { id: true },
    take: 2,
  });
  return found.length === 1 ? found[0]!.id : null;
}

/** What the acts on a task and its card need beside it. */
export const factsOf = async (tx: Transaction, task: Task, now: Date): Promise<TaskFacts> =>
  (await factsOfMany(tx, [task], now))[0]!;

/** The same for several, read together. */
export async function factsOfMany(tx: Transaction, tasks: readonly Task[], now: Date): Promise<TaskFacts[]> {
  const around = new Map<string, Pick<TaskFacts, 'seats' | 'head'>>();
  for (const bodyId of new Set(tasks.map((task) => task.bodyId))) {
    around.set(bodyId, { seats: await seatsOf(tx, bodyId, now), head: await chairNow(tx, bodyId, now) });
  }
  const reports = await tx.taskReport.findMany({
    where: { taskId: { in: tasks.map(({ id }) => id) } },
    orderBy: [{ taskId: 'asc' }, { at: 'desc' }],
    distinct: ['taskId'],
  });
  const latest = new Map(reports.map((row) => [row.taskId, reportFromRow(row)]));
  const people = await personCards(tx, [...new Set(tasks.flatMap((task) => namedIn(task, latest.get(task.id))))]);
  return tasks.map((task) => ({ task, ...around.get(task.bodyId)!, people, latest: latest.get(task.id) ?? null }));
}

/** Everybody whose name its card may say. */
function namedIn(task: Task, latest: Report | undefined): string[] {
  const closedBy = task.progress.state === 'open' ? [] : [task.progress.by];
  const reporters = latest ? [latest.byId, ...(latest.behalfId ? [latest.behalfId] : [])] : [];
  const given = [task.assignedBy, ...(task.givenBy ? [task.givenBy] : [])];
  const planned = task.remedy?.plan ? [task.remedy.plan.by] : [];
  return [task.leadId, ...task.coordinators, ...given, ...closedBy, ...reporters, ...planned];
}

/** A person or an agency in one body: a part in tasks comes from a seat there. */
type InBody = { id: string; bodyId: string };

/** Whose tasks: led by these people, co-ordinated by them, of these agencies, each in a body; or of whole bodies. */
export type Whose =
  | { of: 'lead' | 'coordinator' | 'agency'; ids: readonly InBody[] }
  | { of: 'body'; ids: readonly string[] }
  | { of: 'all' };

function belonging(whose: Whose): Prisma.Sql {
  if (whose.of === 'all') return Prisma.sql`true`;
  // One value by `=`: only then does the index also give the order, and a page costs a page.
  if (whose.of === 'body') {
    const { ids } = whose;
    return ids.length === 1 ? Prisma.sql`body_id = ${ids[0]}` : Prisma.sql`body_id = any(${[...ids]}::text[])`;
  }
  const bodies = new Map<string, string[]>();
  for (const { id, bodyId } of whose.ids) bodies.set(id, [...(bodies.get(id) ?? []), bodyId]);
  const each = [...bodies].map(([id, bodyIds]) => {
    const within = Prisma.sql`body_id = any(${bodyIds}::text[])`;
    if (whose.of === 'coordinator') return Prisma.sql`coordinators && ${[id]}::text[] and ${within}`;
    return Prisma.sql`${Prisma.raw(whose.of === 'lead' ? 'lead_id' : 'lead_agency_id')} = ${id} and ${within}`;
  });
  if (each.length === 0) return Prisma.sql`false`;
  return each.length === 1 ? each[0]! : Prisma.sql`(${Prisma.join(each, ' or ')})`;
}

/** The figures of `countTasks`, counted by the database; `overdueThrough` as in due.ts. */
export async function figuresOf(tx: Transaction, whose: Whose, overdueThrough: Day): Promise<Figures> {
  const rows = await tx.$queryRaw<Counted[]>`
    select state, coalesce(late, state = 'open' and due_day <= ${overdueThrough}) as late,
      state = 'open' and due_day = ${noDay} as awaiting, level, count(*)::int as count
    from task where ${belonging(whose)} and state in ('open', 'done') group by 1, 2, 3, 4`;
  const byLevel = levels.map((level) => ({ level, counts: countsFrom(rows.filter((row) => row.level === level)) }));
  return { all: countsFrom(rows), byLevel: byLevel.filter(({ counts }) => counts.total > 0) };
}

type Counted = { state: string; late: boolean; awaiting: boolean; level: Level | null; count: number };

function countsFrom(rows: readonly Counted[]): TaskCounts {
  const sum = (these: readonly Counted[]): number => these.reduce((all, row) => all + row.count, 0);
  const count = (state: string, late: boolean): number =>
    sum(rows.filter((row) => row.state === state && row.late === late && !row.awaiting));
  return withSums({
    doneInTime: count('done', false),
    doneLate: count('done', true),
    runningInTime: count('open', false),
    runningOverdue: count('open', true),
    runningAwaiting: sum(rows.filter(({ awaiting }) => awaiting)),
  });
}

export type Place = { day: string; id: string };

/** A stretch of the tasks in the order of their days; `after` and `before`: one of them at most. */
export type Stretch = { limit: number; after?: Place; before?: Place };

/** Which tasks, by where they stand; `all` takes those withdrawn, too. */
export const standings = [
  'open',
  'running',
  'overdue',
  'waiting',
  'awaiting',
  'done',
  'in-time',
  'late',
  'withdrawn',
  'all',
] as const;
export type Standing = (typeof standings)[number];

export type Narrowed = {
  standing?: Standing;
  level?: string;
  agencyId?: string;
  /** Given at this meeting. */
  meetingId?: string;
  /** Due on this day or before. */
  until?: Day;
  /** As in due.ts: what was due by then is over its time. */
  overdueThrough?: Day;
};

/** Tasks in the order of their days, as many as asked for. */
export async function stretchOf(tx: Transaction, whose: Whose, at: Stretch, narrowed: Narrowed): Promise<Task[]> {
  const back = at.before !== undefined;
  const ids = await tx.$queryRaw<{ id: string }[]>`
    select id from task where ${belonging(whose)} ${standingAt(narrowed)} ${narrowing(narrowed)} ${beyond(at)}
    order by ${back ? Prisma.sql`due_day desc, id desc` : Prisma.sql`due_day, id`} limit ${at.limit}`;
  const found = ids.map(({ id }) => id);
  return tasksById(tx, back ? found.reverse() : found);
}

function standingAt({ standing = 'open', overdueThrough }: Narrowed): Prisma.Sql {
  switch (standing) {
    case 'overdue':
      return Prisma.sql`and state = 'open' and coalesce(late, due_day <= ${overdueThrough ?? ''})`;
    case 'running':
      return Prisma.sql`and state = 'open' and due_day <> ${noDay} and not coalesce(late, due_day <= ${overdueThrough ?? ''})`;
    case 'in-time':
      return Prisma.sql`and state = 'done' and late is not true`;
    case 'late':
      return Prisma.sql`and state = 'done' and late`;
    case 'waiting':
      return Prisma.sql`and state = 'open' and report_id is not null`;
    case 'awaiting':
      return Prisma.sql`and state = 'open' and due_day = ${noDay}`;
    case 'all':
      return Prisma.empty;
    default:
      return Prisma.sql`and state = ${standing}`;
  }
}

const narrowing = ({ level, agencyId, meetingId, until }: Narrowed): Prisma.Sql =>
  Prisma.sql`${level ? Prisma.sql`and level = ${level}` : Prisma.empty} ${
    agencyId ? Prisma.sql`and lead_agency_id = ${agencyId}` : Prisma.empty
  } ${meetingId ? Prisma.sql`and meeting_id = ${meetingId}` : Prisma.empty} ${until ? Prisma.sql`and due_day <= ${until}` : Prisma.empty}`;

/** How many tasks stand how, each figure that of exactly the rows its standing lists. */
export async function countStandings(
  tx: Transaction,
  whose: Whose,
  narrowed: Omit<Narrowed, 'standing'>,
): Promise<Map<Standing, number>> {
  const each = standings.map(
    (standing) =>
      Prisma.sql`count(*) filter (where true ${standingAt({ ...narrowed, standing })})::int as ${Prisma.raw(`"${standing}"`)}`,
  );
  const [row] = await tx.$queryRaw<Record<Standing, number>[]>`
    select ${Prisma.join(each)} from task where ${belonging(whose)} ${narrowing(narrowed)}`;
  return new Map(standings.map((standing) => [standing, row?.[standing] ?? 0]));
}

function beyond({ after, before }: Stretch): Prisma.Sql {
  if (after) return Prisma.sql`and (due_day, id) > (${after.day}, ${after.id})`;
  return before ? Prisma.sql`and (due_day, id) < (${before.day}, ${before.id})` : Prisma.empty;
}

export async function tasksById(tx: Transaction, ids: readonly string[]): Promise<Task[]> {
  const found = await tx.task.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(found.map((row) => [row.id, fromRow(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export async function hasOpen(tx: Transaction, whose: Whose): Promise<boolean> {
  // Materialized: for a single row the planner would try its luck with the whole table.
  const [row] = await tx.$queryRaw<{ open: boolean }[]>`
    with found as materialized (select from task where ${belonging(whose)} and state = 'open')
    select exists (select from found) as open`;
  return row?.open ?? false;
}

/** Tasks of these bodies whose completion waits to be confirmed (Điều 7.2), the earliest report first. */
export async function proposedTasks(tx: Transaction, bodyIds: readonly string[]): Promise<Task[]> {
  const where = { bodyId: { in: [...bodyIds] }, state: 'open', reportId: { not: null } };
  return (await tx.task.findMany({ where, orderBy: [{ reportedDay: 'asc' }, { id: 'asc' }] })).map(fromRow);
}

/** Open tasks of the body of which a plan to make good was asked for and has not come, the earliest due first. */
export async function unplannedTasks(tx: Transaction, bodyId: string): Promise<Task[]> {
  const where = { bodyId, state: 'open', reportId: null, remedy: { path: ['plan'], equals: Prisma.JsonNull } };
  return (await tx.task.findMany({ where, orderBy: [{ dueDay: 'asc' }, { id: 'asc' }] })).map(fromRow);
}

/** Open tasks these people lead or co-ordinate, the earliest due first. */
export async function openTasksWith(tx: Transaction, ids: readonly InBody[], limit: number): Promise<Task[]> {
  const led = await stretchOf(tx, { of: 'lead', ids }, { limit }, {});
  const shared = await stretchOf(tx, { of: 'coordinator', ids }, { limit }, {});
  const all = new Map([...led, ...shared].map((task) => [task.id, task]));
  return [...all.values()].sort((a, b) => ((a.dueDay ?? noDay) < (b.dueDay ?? noDay) ? -1 : 1)).slice(0, limit);
}

/**
 * The open tasks of a lead, locked; those somebody is acting on at this moment are left out instead of waited for,
 * because who acts on a task goes on to its reminder, which a round of the clock already holds.
 */
export async function lockOpenOf(tx: Transaction, leadId: string, now: Date): Promise<Task[]> {
  const at = Prisma.sql`${now.toISOString()}::timestamptz`;
  const locked = await tx.$queryRaw<{ id: string }[]>`
    select id from task where lead_id = ${leadId} and state = 'open' and exists (
      select from seat s where s.person_id = task.lead_id and s.body_id = task.body_id and s.role <> 'assistant'
        and s.valid_from <= ${at} and (s.valid_to is null or s.valid_to > ${at}))
    order by due_day, id for update skip locked`;
  return tasksById(
    tx,
    locked.map(({ id }) => id),
  );
}

/** Open tasks of the body in which one of these people has a part, locked. */
export async function lockOpenWith(tx: Transaction, bodyId: string, personIds: readonly string[]): Promise<Task[]> {
  const ids = Prisma.sql`${[...personIds]}::text[]`;
  const locked = await tx.$queryRaw<{ id: string }[]>`
    select id from task where body_id = ${bodyId} and state = 'open'
      and (lead_id = any(${ids}) or coordinators && ${ids}) order by due_day, id for update`;
  return tasksById(
    tx,
    locked.map(({ id }) => id),
  );
}

/** By its title, its product, where it comes from, and what it was worked into. */
export const tasksFound = (tx: Transaction, sought: Sought): Promise<Hit[]> => tx.$queryRaw`
  select id, body_id as "bodyId", code, title, assigned_at as at from task
  where body_id = any(${[...sought.bodyIds]}) and ${holds(
    Prisma.sql`code || ' ' || title || ' ' || coalesce(product, '') || ' ' || coalesce(source, '') || ' '
      || coalesce(area, '') || ' ' || coalesce(embedded_in, '')`,
    sought,
  )} order by assigned_at desc limit ${sought.limit}`;

/** Writes what happened to tasks; the noun says how a task changes, this only keeps it. */
export async function applyTaskEvent(tx: Transaction, event: TaskEvent): Promise<void> {
  if (event.type === 'tasks.assigned') {
    await tx.task.create({ data: toRow(event.task) });
    return;
  }
  if (event.type === 'tasks.reminded') {
    await tx.task.updateMany({ where: { id: { in: [...event.taskIds] } }, data: { toldAt: event.at } });
    return;
  }
  if (event.type === 'tasks.covered') {
    // Reports without words stay without.
    const { taskId, level, called: text } = event;
    if (level !== 'papers') await tx.taskReport.updateMany({ where: { taskId, text: { not: '' } }, data: { text } });
    await tx.taskReport.updateMany({ where: { taskId }, data: { files: [] } });
  }
  if (event.type === 'tasks.reported')
    await tx.taskReport.create({ data: { ...event.report, files: [...event.report.files] } });
  const row = await tx.task.findUniqueOrThrow({ where: { id: event.taskId } });
  await tx.task.update({ where: { id: event.taskId }, data: toRow(evolve(fromRow(row), event)) });
}
