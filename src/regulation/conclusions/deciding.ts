// Put before who presided, or whose words they are (Điều 7.3, 3.2), and decided by him alone.
import type { Act } from '../../kernel/command.ts';
import { holding } from '../../kernel/matter.ts';
import { sendsBack } from '../../kernel/meant.ts';
import { tellCard } from '../../kernel/noun.ts';
import type { Role } from '../roles.ts';
import { givers } from '../tasks/index.ts';
import { type ConclusionFacts, concerned, recipients } from './conclusion.ts';
import { approver, conclusions, noun, words } from './drafting.ts';
import { byOffice } from './editing.ts';

/** Before who presided (7.3), or before the leader whose words they are (3.2). */
const lying = (state: string) => conclusions.awaiting({ state, by: givers, decider: approver });
export const approving = lying('submitted');
export const confirming = lying('spoken');

/** To everybody concerned but who acts; whose conclusions they are confirms nothing, and is not asked to. */
export const sent = (what: 'issued' | 'corrected', facts: ConclusionFacts, act: Act<unknown>) => {
  const told = (to: string) => words(`told.${what}${recipients(facts).includes(to) ? '' : '-yours'}`);
  const others = concerned(facts).filter((to) => to !== act.by.person.id);
  return others.flatMap((to) => tellCard(noun, facts, what, [to], act, told(to)));
};

/** It binds from here on: everybody concerned gets it, and confirms that he has it. */
export const issued = (facts: ConclusionFacts, act: Act<unknown>) => ({ notices: sent('issued', facts, act) });

const isMeeting = ({ row }: ConclusionFacts): boolean => row.data.kind === 'meeting';
const toDrafter =
  (what: string, also: readonly Role[] = []) =>
  (facts: ConclusionFacts, act: Act<unknown>) => ({
    notices: tellCard(noun, facts, what, [facts.row.ownerId, ...holding(facts, also)], act, words(`told.${what}`), {
      class: 'action',
    }),
  });

export const deciding = () => [
  approving.put({
    name: 'conclusions.submit',
    only: (facts, by) => isMeeting(facts) && byOffice(facts, by),
    set: () => ({ answer: '' }),
  }),
  approving.yes({ name: 'conclusions.approve', to: 'approved', tell: toDrafter('approved', ['clerk']) }),
  approving.no({
    name: 'conclusions.return',
    article: '7.3',
    means: sendsBack('words'),
    to: 'draft',
    ...conclusions.answering('remark'),
    tell: toDrafter('returned'),
  }),
  confirming.put({
    name: 'conclusions.ask',
    article: '3.2',
    only: (facts, by) => !isMeeting(facts) && byOffice(facts, by),
    set: () => ({ answer: '' }),
  }),
  confirming.yes({ name: 'conclusions.confirm', article: '3.2', to: 'issued', tell: issued }),
  confirming.no({
    name: 'conclusions.disown',
    means: sendsBack('words'),
    article: '3.2',
    to: 'draft',
    ...conclusions.answering('remark'),
    tell: toDrafter('returned'),
  }),
];
