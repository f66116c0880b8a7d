// What the record says of somebody who is proposed (Điều 5.6): tasks he led and meetings he came to; nobody types it.
import type { SeatCard } from '../../kernel/person.ts';
import { dayValue, type Text, text } from '../../kernel/text.ts';
import { type Day, dayOf } from '../../kernel/time.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type Roll, rollsOf } from '../meetings/roll-call/index.ts';
import { type TaskCounts, taskFiguresOf } from '../tasks/index.ts';

export type Evidence = {
  day: Day;
  tasks: Pick<TaskCounts, 'total' | 'doneInTime' | 'doneLate' | 'running'>;
  rolls: Partial<Record<Roll, number>>;
};

/** Of a person, or of an agency and those of it who sit in the body, up to now. */
export async function evidenceOf(
  tx: Transaction,
  bodyId: string,
  about: string,
  seats: readonly SeatCard[],
  now: Date,
): Promise<Evidence> {
  const [kind, id = ''] = about.split(':');
  const isAgency = kind === 'agency';
  const people = isAgency ? seats.filter(({ agencyId }) => agencyId === id).map(({ person }) => person.id) : [id];
  const day = dayOf(now);
  const whose = { of: isAgency ? 'agency' : 'lead', ids: [{ id, bodyId }] } as const;
  const { all } = await taskFiguresOf(tx, whose, day);
  const { total, doneInTime, doneLate, running } = all;
  return { day, tasks: { total, doneInTime, doneLate, running }, rolls: await rollsOf(tx, bodyId, people) };
}

export const evidenceLines = ({ day, tasks, rolls }: Evidence): Text[] => [
  text('commendations:card.tasks', { day: dayValue(day), ...tasks }),
  text('commendations:card.meetings', {
    attended: (rolls.present ?? 0) + (rolls.online ?? 0) + (rolls.late ?? 0),
    alternate: rolls.alternate ?? 0,
    excused: rolls.excused ?? 0,
    unexcused: rolls.unexcused ?? 0,
  }),
];
