// Several things of one kind decided at once (Điều 6.4): what was on the screen is named exactly, so that nothing shown
// later slips in.
import type { Approval } from '../../kernel/approval.ts';
import type { Act, Args } from '../../kernel/command.ts';
import { agree, type Decision, type DomainEvent, type Refused, refuse } from '../../kernel/decision.ts';
import { text } from '../../kernel/text.ts';
import { press } from '../../kernel/view.ts';

/** As many as fit under one message with a button each. */
export const pageSize = 4;

/** `seal` stands for the list as it was shown, `picked` for the chosen ones, a bit each. */
export type PickArgs = Args & { seal?: string; picked?: string; sure?: string };

/** A thing to decide, by the approval it is of. */
export type Awaiting = { of: Approval; facts: unknown };

/** What waits: what several of may be agreed to at once, oldest first; and the rest, first what everybody waits for. */
export type WaitingFacts = { requests: readonly Awaiting[]; others: readonly Awaiting[] };

/** What is on one screen: the oldest ones. */
export const page = (facts: WaitingFacts): readonly Awaiting[] => facts.requests.slice(0, pageSize);

/** A short name for a list: FNV-1a over its ids. Guards against mix-ups, not against attackers. */
export function sealOf(listed: readonly Awaiting[]): string {
  let hash = 0x811c9dc5;
  for (const { of, facts } of listed) {
    for (const letter of of.idOf(facts)) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

/** Everything, unless a choice was made. */
export function bitsOf(picked: string | undefined, count: number): number {
  const all = 2 ** count - 1;
  const bits = picked === undefined ? all : Number.parseInt(picked, 36);
  return Number.isInteger(bits) && bits >= 0 ? bits & all : all;
}

export const toggled = (bits: number, index: number): string => (bits ^ (1 << index)).toString(36);

export const isPicked = (bits: number, index: number): boolean => (bits & (1 << index)) !== 0;

export const chosen = (facts: WaitingFacts, args: PickArgs): Awaiting[] => {
  const listed = page(facts);
  const bits = bitsOf(args.picked, listed.length);
  return listed.filter((_, index) => isPicked(bits, index));
};

/** The list is no longer the one that was shown: something was decided, withdrawn, or fell to somebody else. */
export function listChanged(facts: WaitingFacts, args: PickArgs): Refused | null {
  if (args.seal === sealOf(page(facts))) return null;
  return refuse('list-changed', text('decisions:refusal.list-changed', { count: facts.requests.length }), {
    closes: true,
    choices: [{ label: text('decisions:commands.waiting.button'), press: press('decisions.waiting') }],
  });
}

/** Two steps: without `sure` nothing is decided, the choice is only read back. One that cannot be agreed to stops all. */
export function decideConsentAll(facts: WaitingFacts, act: Act<PickArgs>): Decision<DomainEvent> {
  const changed = listChanged(facts, act.args);
  if (changed) return changed;
  const picked = chosen(facts, act.args);
  if (picked.length === 0) return refuse('nothing-picked', text('decisions:refusal.nothing-picked'));
  const events: DomainEvent[] = [];
  for (const { of, facts: one } of picked) {
    const decision = of.agrees!(one, act);
    if (!decision.agreed) return decision;
    events.push(...decision.events);
  }
  return act.args.sure === 'yes' ? agree(...events) : agree();
}
