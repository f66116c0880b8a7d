// Điều 6.4: the invitations that still wait for somebody's answer, or for that of a leader he assists (10.3).
import type { Pending } from '../../kernel/chapter.ts';
import type { Asking } from '../../kernel/command.ts';
import { owedOf } from '../../kernel/obligation.ts';
import { text } from '../../kernel/text.ts';
import { choice, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { answerChoices, nameOfMeeting } from '../meetings/index.ts';
import type { MemberFacts } from './facts.ts';
import { answerOwed } from './reminding.ts';

export const invitationsAwaiting = async (tx: Transaction, asking: Asking): Promise<Pending[]> =>
  (await owedOf(tx, answerOwed, asking)).map((facts) => awaited(facts, asking));

function awaited({ file, person, participant }: MemberFacts, { by }: Asking): Pending {
  const { id, code: meeting } = file.meeting;
  const { fullName: name } = person;
  const isOwn = person.id === by.person.id;
  const what = nameOfMeeting(file);
  const label = isOwn
    ? text('attendance:awaited.open', { meeting })
    : text('attendance:awaited.open-for', { meeting, name });
  return {
    what: isOwn ? what : text('attendance:awaited.of', { name, what }),
    open: choice(label, press('meetings.open', { meeting: id, person: person.id })),
    answers: answerChoices(file.meeting, person.id, participant),
  };
}
