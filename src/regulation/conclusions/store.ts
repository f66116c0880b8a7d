// What a notice of conclusions is read with: its meeting, the opinions of the absent, the tasks that came of it.
import type { Transaction } from '../../store/transaction.ts';
import { loadMeeting } from '../meetings/index.ts';
import { opinionsOf } from '../opinions/index.ts';
import { findTask } from '../tasks/index.ts';
import type { Point, Record } from './conclusion.ts';

export async function recordOf(tx: Transaction, meetingId: string | null, points: readonly Point[]): Promise<Record> {
  const file = meetingId ? await loadMeeting(tx, meetingId) : null;
  const writers = meetingId ? [...(await opinionsOf(tx, meetingId)).keys()] : [];
  const found = await Promise.all(points.flatMap(({ taskId }) => (taskId ? [findTask(tx, taskId)] : [])));
  const tasks = found.flatMap((task) =>
    task ? [[task.id, { code: task.code, state: task.progress.state }] as const] : [],
  );
  return { file, writers, tasks: new Map(tasks) };
}

/** Those that one of these people approved or was sent. */
export async function conclusionsWith(tx: Transaction, people: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct m.id from matter m
    where m.kind = 'conclusion' and (
      m.data->>'approverId' = any(${[...people]}) and m.state <> 'draft'
      or m.state = 'issued' and (
        exists (select 1 from participant p where 'meeting:' || p.meeting_id = m.about and p.person_id = any(${[...people]}))
        or exists (
          select 1 from jsonb_array_elements(m.data->'points') as point
          where point->>'leadId' = any(${[...people]}) or point->'coordinators' ?| ${[...people]}
        )
      )
    )`;
  return rows.map(({ id }) => id);
}
