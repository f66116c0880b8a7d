// What a notice of conclusions is read with: the opinions of the absent, the tasks that came of it.
import { keepNumber } from '../../store/document-numbers.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { MeetingFile } from '../meetings/index.ts';
import { opinionsOf } from '../opinions/index.ts';
import { findTask } from '../tasks/index.ts';
import type { ConclusionEvent, Point, Record } from './conclusion.ts';

export async function apply(tx: Transaction, event: ConclusionEvent): Promise<void> {
  if (event.type !== 'conclusions.numbered') throw new Error(`written by its own chapter: ${event.type}`);
  const { id, bodyId, year, number, by, at } = event;
  await keepNumber(tx, `conclusion:${id}`, { ...number, bodyId, year }, { by, at });
}

export async function recordOf(tx: Transaction, of: MeetingFile | null, points: readonly Point[]): Promise<Record> {
  const writers = of ? [...(await opinionsOf(tx, of.meeting.id)).keys()] : [];
  const found = await Promise.all(points.flatMap(({ taskId }) => (taskId ? [findTask(tx, taskId)] : [])));
  const tasks = found.flatMap((task) =>
    task ? [[task.id, { code: task.code, state: task.progress.state }] as const] : [],
  );
  return { writers, tasks: new Map(tasks) };
}

/** Those that one of these people approved or was sent, each in the body in which he holds a seat. */
export async function conclusionsWith(
  tx: Transaction,
  people: readonly { id: string; bodyId: string }[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct m.id from matter m
    join unnest(${people.map(({ id }) => id)}::text[], ${people.map(({ bodyId }) => bodyId)}::text[])
      as who(person, body) on who.body = m.body_id
    where m.kind = 'conclusion' and (
      m.data->>'approverId' = who.person and m.state not in ('draft', 'dropped')
      or m.state = 'issued' and (
        exists (
          select 1 from participant p where 'meeting:' || p.meeting_id = m.about and p.person_id = who.person
        )
        or exists (
          select 1 from jsonb_array_elements(m.data->'points') as point
          where point->>'leadId' = who.person or point->'coordinators' ? who.person
        )
      )
    )`;
  return rows.map(({ id }) => id);
}
