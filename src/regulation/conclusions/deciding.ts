// Put before who presided, or whose words they are (Điều 7.3, 3.2), and decided by him alone.

import type { Act } from '../../kernel/command.ts';
import { textField } from '../../kernel/fields.ts';
import { holding } from '../../kernel/matter.ts';
import type { Meant } from '../../kernel/meant.ts';
import { tellCard } from '../../kernel/noun.ts';
import type { Role } from '../roles.ts';
import { givers } from '../tasks/index.ts';
import { type ConclusionFacts, concerned, office } from './conclusion.ts';
import { approver, conclusions, noun, words } from './drafting.ts';
import { byOffice } from './editing.ts';

/** Before who presided (7.3), or before the leader whose words they are (3.2). */
const lying = (state: string) =>
  conclusions.awaiting({
    state,
    by: givers,
    decider: approver,
  });
export const approving = lying('submitted');
export const confirming = lying('spoken');

export const sent = (what: string, facts: ConclusionFacts, act: Act<unknown>, note = words(`told.${what}`)) =>
  tellCard(
    noun,
    facts,
    what,
    concerned(facts).filter((to) => to !== act.by.person.id),
    act,
    note,
  );

/** It binds from here on: everybody concerned gets it, and confirms that he has it. */
export const issued = (facts: ConclusionFacts, act: Act<unknown>) => ({ notices: sent('issued', facts, act) });

const isMeeting = ({ row }: ConclusionFacts): boolean => row.data.kind === 'meeting';
/** "Trả lại, sửa điểm 2", "không đồng ý vì …". */
const saysNo: readonly Meant[] = ['return', 'refuse'].map((intent) => ({
  intent,
  fills: { words: intent === 'return' ? 'text' : 'reason' },
  waits: true,
}));

const remark = { fields: { words: textField('conclusions:ask.remark', 2_000) } };
const keepRemark = (_facts: ConclusionFacts, { args }: Act<{ words: string }>) => ({ answer: args.words });
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
    article: '7.3',
    by: office,
    in: ['draft'],
    only: (facts, by) => isMeeting(facts) && byOffice(facts, by),
    set: () => ({ answer: '' }),
  }),
  approving.verdict({
    name: 'conclusions.approve',
    means: [{ intent: 'agree', waits: true }],
    article: '7.3',
    to: 'approved',
    look: 'good',
    tell: toDrafter('approved', ['clerk']),
  }),
  approving.verdict({
    name: 'conclusions.return',
    means: saysNo,
    article: '7.3',
    to: 'draft',
    ...remark,
    set: keepRemark,
    tell: toDrafter('returned'),
  }),
  confirming.put({
    name: 'conclusions.ask',
    article: '3.2',
    by: office,
    in: ['draft'],
    only: (facts, by) => !isMeeting(facts) && byOffice(facts, by),
    set: () => ({ answer: '' }),
  }),
  confirming.verdict({
    name: 'conclusions.confirm',
    means: [{ intent: 'agree', waits: true }],
    article: '3.2',
    to: 'issued',
    look: 'good',
    tell: issued,
  }),
  confirming.verdict({
    name: 'conclusions.disown',
    means: saysNo,
    article: '3.2',
    to: 'draft',
    ...remark,
    set: keepRemark,
    tell: toDrafter('returned'),
  }),
];
