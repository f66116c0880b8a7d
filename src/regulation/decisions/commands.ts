// Everything that waits for one's decision in one list (Điều 2.1, 3.3, 6.4, 7.2), and consent to several requests at once.
import type { Approval } from '../../kernel/approval.ts';
import { type Command, command } from '../../kernel/command.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import { hidden } from '../../kernel/fields.ts';
import { chosen, decideConsentAll, listChanged, type PickArgs, type WaitingFacts } from './picking.ts';
import { holdWaiting, waitingFor } from './store.ts';
import { confirmView, consentedView, pickView, waitingView } from './views.ts';

const own = { article: '6.4', allowed: 'anyone', personal: true } as const;

const waiting = (approvals: readonly Approval[]) =>
  command<PickArgs, WaitingFacts, never>({
    name: 'decisions.waiting',
    means: [{ intent: 'ask:decisions' }],
    word: 'choduyet',
    alias: ['decisions'],
    ...own,
    gather: async (tx, asking) => ({ bodyId: null, facts: await waitingFor(tx, asking, approvals) }),
    show: waitingView,
  });

const pick = (approvals: readonly Approval[]) =>
  command<PickArgs, WaitingFacts, never>({
    name: 'decisions.pick',
    means: [{ intent: 'agree', all: true }],
    ...own,
    fields: { seal: hidden, picked: hidden },
    gather: async (tx, asking) => {
      const facts = await waitingFor(tx, asking, approvals);
      return (asking.args.seal === undefined ? null : listChanged(facts, asking.args)) ?? { bodyId: null, facts };
    },
    show: pickView,
  });

/** Two steps: it reads the names back first, and only `sure` decides. */
const consentAll = (approvals: readonly Approval[]) =>
  command<PickArgs, WaitingFacts, DomainEvent>({
    name: 'decisions.consent-all',
    decision: true,
    ...own,
    fields: { seal: hidden, picked: hidden, sure: hidden },
    gather: async (tx, asking) => ({ bodyId: null, facts: await holdWaiting(tx, asking, approvals) }),
    decide: decideConsentAll,
    // Each as if it had been decided alone.
    tell: (facts, act, events) => {
      const told =
        events.length === 0 ? [] : chosen(facts, act.args).map(({ of, facts: one }) => of.tells!(one, act, events));
      return { notices: told.flatMap((one) => one.notices), reminders: told.flatMap((one) => one.reminders ?? []) };
    },
    show: (facts, act, events) =>
      events.length === 0 ? confirmView(facts, act) : consentedView(chosen(facts, act.args), act),
  });

export const commandsOver = (approvals: readonly Approval[]): Command[] => [
  waiting(approvals),
  pick(approvals),
  consentAll(approvals),
];
