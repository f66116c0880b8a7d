// Điều 9.3: who is told of a round, who is reminded to answer, and what the assisting team hears when the time is over.
import type { Act, World } from '../../kernel/command.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import { morningOf, stepsBefore } from '../../kernel/ladder.ts';
import { holding, leadOf, nameIn } from '../../kernel/matter.ts';
import type { Notice, ReminderStart } from '../../kernel/notice.ts';
import { cardFor, matterOf, type Noun, tell } from '../../kernel/noun.ts';
import { type Obligation, owe } from '../../kernel/obligation.ts';
import { moment, quoted, type Text, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import { opening, press, type View } from '../../kernel/view.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import type { Transaction } from '../../store/transaction.ts';
import { sourceText } from '../attendance/index.ts';
import { assisting } from '../roles.ts';
import { stampOf } from './decide.ts';
import {
  askedIn,
  askerOf,
  closesAt,
  isOutstanding,
  office,
  owing,
  type RoundFacts,
  type SlipChanged,
} from './round.ts';

type RoundNoun = Noun<RoundFacts, never>;
type Ways = { class?: Notice['class']; files?: boolean };

/** To everybody who is asked, the office and who leads, but him who acts; each the card as he may see it. */
export function tellAll(
  noun: RoundNoun,
  facts: RoundFacts,
  what: string,
  act: Act<unknown>,
  note: Text,
  { class: as = 'notice', files }: Ways = {},
): Notice[] {
  const asked = new Set(askedIn(facts));
  const people = new Set([...asked, ...holding(facts, office), askerOf(facts), leadOf(facts)?.id]);
  people.delete(act.by.person.id);
  return [...people].flatMap((person) => {
    if (!person) return [];
    const isAsked = asked.has(person);
    const view = cardFor(noun, facts, person, act, note);
    const withFiles = files && isAsked && facts.row.files.length > 0 ? { ...view, files: facts.row.files } : view;
    return tell(noun, facts, what, [person], withFiles, { class: isAsked ? as : 'notice' });
  });
}

/** One who owes an answer: what he is reminded of, step by step, and once more when the time is over. */
export type Owing = { facts: RoundFacts; person: string };

const morningAfter = (facts: RoundFacts, days: number, { calendar }: Pick<World, 'calendar'>): Date =>
  morningOf(addWorkingDays(calendar, dayOf(closesAt(facts)), days));

type Find = (tx: Transaction, id: string, now: Date) => Promise<RoundFacts | null>;

export function owedBy(noun: RoundNoun, find: Find) {
  const open = ({ row }: RoundFacts) => opening(row.code, press('rounds.open', { round: row.id }));
  const named = ({ row }: RoundFacts) => ({ code: row.code, title: quoted(row.title) });
  const line = ({ facts }: Owing): Text => text('rounds:owed.line', named(facts));
  const lineOf = ({ facts, person }: Owing): Text =>
    text('rounds:owed.line-of', { ...named(facts), name: nameIn(facts, person) });
  const one: Obligation<Owing> = {
    name: 'rounds.owed',
    article: '9.3',
    load: async (tx, { matter, person, version }, { now }) => {
      const facts = await find(tx, matter.slice('round:'.length), now);
      if (!facts || facts.row.version !== version || person === null) return null;
      const waits = facts.row.state === 'open' || facts.row.state === 'closed';
      return waits && isOutstanding(facts, person) ? { facts, person } : null;
    },
    owedBy: ({ person }) => [person],
    until: ({ facts }) => closesAt(facts),
    steps: ({ facts }, world) => [
      ...stepsBefore(world.settings.opinionReminders, closesAt(facts), world.calendar).map(({ at }) => at),
      ...[1, 2].map((days) => morningAfter(facts, days, world)),
    ],
    say: ({ facts, person }, world): View => {
      const over = world.now >= closesAt(facts);
      const note = text(over ? 'rounds:owed.over' : 'rounds:owed.due', { at: moment(closesAt(facts)) });
      return cardFor(noun, facts, person, world, note);
    },
    line,
    open: ({ facts }) => open(facts),
    // The assisting team follows up (Điều 8.3); it hears who is late, not what anybody said.
    escalates: (owing, world) => [
      {
        to: holding(owing.facts, [...assisting, 'secretariat']),
        from: morningAfter(owing.facts, 1, world),
        who: nameIn(owing.facts, owing.person),
        view: { lines: [lineOf(owing), text('rounds:owed.silent')], choices: [open(owing.facts)] },
      },
    ],
  };
  const armed = (facts: RoundFacts, world: World): ReminderStart[] =>
    owing(facts).outstanding.flatMap(
      (person) =>
        owe(one, { facts, person }, { matter: matterOf(noun, facts), person, version: facts.row.version }, world) ?? [],
    );
  return { one, armed };
}

/** Said to those who deal with it: the time is over, and for whom it has passed without a word. */
export const tellClosed = (noun: RoundNoun, facts: RoundFacts, world: World): Notice[] =>
  holding(facts, office).flatMap((person) =>
    tell(noun, facts, 'closed', [person], cardFor(noun, facts, person, world, text('rounds:told.closed')), {
      class: 'action',
    }),
  );

const isSlipChange = (event: DomainEvent): event is SlipChanged => 'slip' in event;

/** The leader is told what his staff have drafted: it counts once he sends it (Điều 10.3). */
export function tellDraft(
  noun: RoundNoun,
  facts: RoundFacts,
  { by, ...world }: Act<unknown>,
  events: readonly DomainEvent[],
): Notice[] {
  const drafted = events.flatMap((event) =>
    isSlipChange(event) && event.type === 'rounds.drafted' ? [event.slip] : [],
  );
  const [slip] = drafted;
  if (!slip) return [];
  const what = `drafted:${stampOf(drafted)}`;
  const note = text('rounds:told.drafted', { by: by.person.fullName });
  return tell(noun, facts, what, [slip.personId], cardFor(noun, facts, slip.personId, world, note), {
    class: 'action',
    personal: true,
  });
}

/** Whoever telephoned sees what was taken down, by whom and how, and can correct it. */
export function tellRecorded(
  noun: RoundNoun,
  facts: RoundFacts,
  act: Act<unknown>,
  events: readonly DomainEvent[],
): Notice[] {
  const [slip] = events.flatMap((event) => (isSlipChange(event) ? [event.slip] : []));
  if (!slip?.given) return [];
  const { source, at } = slip.given;
  const note = text('rounds:told.recorded', { by: act.by.person.fullName, source: sourceText(source), at: moment(at) });
  return tell(
    noun,
    facts,
    `recorded:${act.now.getTime().toString(36)}`,
    [slip.personId],
    cardFor(noun, facts, slip.personId, act, note),
  );
}
