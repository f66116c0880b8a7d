// Điều 4: the chair's absence, and who acts meanwhile.
import type { Act } from '../../kernel/command.ts';
import { agree, type Decision, refuse } from '../../kernel/decision.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { text } from '../../kernel/text.ts';
import { addDays, type Day, dayOf, instant, parseDay } from '../../kernel/time.ts';
import { offer } from '../../kernel/view.ts';
import { dayText, lastDay } from './phrases.ts';
import { type Absence, type BodyCard, deputiesOf } from './seat.ts';

export type ChairAwayRecorded = { type: 'committee.chair-away-recorded'; absence: Absence };
export type ChairBackRecorded = { type: 'committee.chair-back-recorded'; absence: Absence; at: Date };

export type AwayArgs = { from?: string; to?: string; deputy?: string };

/** `named`: the deputy seat chosen; null when the choice was left to the order of the roster. */
export type AwayFacts = {
  body: BodyCard;
  seats: readonly SeatCard[];
  absences: readonly Absence[];
  named: SeatCard | null;
};

/** What stands in the way whatever the days are: it is said before they are asked for. */
export const mayRecordAway = (_facts: AwayFacts, act: Pick<Act, 'as'>): Decision<never> =>
  act.as.acting
    ? refuse('acting-cannot-extend', text('committee:refusal.acting-cannot-extend'), { article: '4' })
    : agree();

export function decideAway(facts: AwayFacts, act: Act<AwayArgs>): Decision<ChairAwayRecorded> {
  const may = mayRecordAway(facts, act);
  if (!may.agreed) return may;
  const chair = facts.seats.find((seat) => seat.role === 'chair');
  if (!chair)
    return refuse('no-chair', text('committee:refusal.no-chair', { body: facts.body.name }), { article: '4' });
  const deputy = facts.named ?? deputiesOf(facts.seats)[0];
  if (!deputy || deputy.person.id === chair.person.id) {
    return refuse('no-deputy', text('committee:refusal.no-deputy', { body: facts.body.name }), { article: '4' });
  }
  const [first, last] = [parseDay(act.args.from ?? ''), parseDay(act.args.to ?? '')];
  const period = first && last ? periodOf(first, last, act.now) : null;
  if (!period) return refuse('to-before-from', text('committee:refusal.to-before-from'), { field: 'to' });
  const other = facts.absences.find((absence) => absence.from < period.to && period.from < absence.to);
  if (other) return refuseAlreadyAway(other, facts.seats);
  const absence = {
    id: act.newId(),
    bodyId: facts.body.id,
    ...period,
    deputyId: deputy.person.id,
    recordedBy: act.by.person.id,
  };
  return agree({ type: 'committee.chair-away-recorded', absence });
}

/** From the first day (or this moment, if that is today) to the end of the last; null when that is no time to come. */
function periodOf(first: Day, last: Day, now: Date): { from: Date; to: Date } | null {
  if (last < first || last < dayOf(now)) return null;
  const start = instant(first, 0, 0);
  return { from: start < now ? now : start, to: instant(addDays(last, 1), 0, 0) };
}

function refuseAlreadyAway(other: Absence, seats: readonly SeatCard[]): Decision<never> {
  const deputy = seats.find((seat) => seat.person.id === other.deputyId);
  const because = text('committee:refusal.already-away', {
    from: dayText(other.from),
    to: lastDay(other),
    deputy: deputy?.person.fullName ?? '',
  });
  const end = offer('committee.chair-back', { absence: other.id });
  return refuse('already-away', because, { article: '4', choices: [end] });
}

export type BackFacts = { body: BodyCard; seats: readonly SeatCard[]; absence: Absence; endedAt: Date | null };

export function decideBack(facts: BackFacts, act: Act): Decision<ChairBackRecorded> {
  const { absence, endedAt } = facts;
  const over = endedAt ?? (absence.to <= act.now ? absence.to : null);
  if (over) {
    const because = text('committee:refusal.absence-over', { at: { at: over.toISOString(), as: 'moment' } });
    return refuse('absence-over', because, { article: '4', closes: true });
  }
  return agree({ type: 'committee.chair-back-recorded', absence, at: act.now });
}
