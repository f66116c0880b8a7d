// What is known of a task that is there, and what every act on it asks first. Pure.
import { type Refused, refuse } from '../../kernel/decision.ts';
import type { PersonCard, SeatCard } from '../../kernel/person.ts';
import { moment, quoted, text } from '../../kernel/text.ts';
import { choice, offer, press } from '../../kernel/view.ts';
import type { Lead } from '../committee/index.ts';
import type { Proposal, Report, Task } from './task.ts';

export type TaskFacts = {
  task: Task;
  /** Seats of its body in force now. */
  seats: readonly SeatCard[];
  /** All who have a part in it, those who left their seats included. */
  people: ReadonlyMap<string, PersonCard>;
  latest: Report | null;
  /** Who leads the body now (Điều 4). */
  head: Lead;
};

/** Why what is over is closed: how it ended, who ended it and when. */
export function finished({ task, people }: TaskFacts): Refused {
  if (task.progress.state === 'open') throw new Error(`not over: ${task.code}`);
  const { at, by } = task.progress;
  const values = { code: task.code, name: people.get(by)?.fullName ?? '', at: moment(at) };
  const because =
    task.progress.state === 'done'
      ? text('tasks:refusal.done', values)
      : text('tasks:refusal.withdrawn', { ...values, because: quoted(task.progress.because) });
  return refuse('finished', because, { article: '7.2', closes: true });
}

export const nameOf = (people: ReadonlyMap<string, PersonCard>, id: string): string => people.get(id)?.fullName ?? '';

export const openChoice = (task: Pick<Task, 'id' | 'code'>) =>
  choice(text('tasks:commands.open.button', { code: task.code }), press('tasks.open', { task: task.id }));

export const confirmChoices = (task: Task, proposal: Proposal) => [
  offer('tasks.complete', { task: task.id, report: proposal.reportId }, 'good'),
  offer('tasks.return', { task: task.id, report: proposal.reportId }, 'bad'),
];
