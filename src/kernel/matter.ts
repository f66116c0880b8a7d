// Compiles matters: a small chapter from one declaration. A noun whose rows lie in the common table, moved from state to
// state by acts; with what it puts before the chair, what the office owes about it, and its list.
import type { Chapter } from './chapter.ts';
import { type Act, type Args, type Asking, type Command, command, type Field } from './command.ts';
import { type DomainEvent, type Refused, refuse } from './decision.ts';
import { awaitingOf } from './matter/awaiting.ts';
import { beginningOf } from './matter/beginning.ts';
import type { Matter } from './matter/declared.ts';
import { endsOf } from './matter/ending.ts';
import { type Beside, keepingOf } from './matter/keeping.ts';
import { type Listed, listOf } from './matter/list.ts';
import { movingOf } from './matter/moving.ts';
import { frameOf } from './matter/noun.ts';
import { owedOf, owesOf } from './matter/owing.ts';
import { progressOf } from './matter/parent.ts';
import { passingOf } from './matter/passing.ts';
import type { Facts } from './matter/row.ts';
import { naming } from './noun.ts';
import { type Actor, bodiesWith } from './person.ts';
import { listing, type Register } from './register.ts';
import { plainText } from './text.ts';
import { type Choice, opening, type View } from './view.ts';

export type { Home } from './matter/beginning.ts';
export type { Matter } from './matter/declared.ts';
export type { Doing, Moving } from './matter/moving.ts';
export { type Parent, type Progress, partsKnown, partsOf } from './matter/parent.ts';
export { inherited } from './matter/passing.ts';
export {
  type Around,
  type Facts,
  holding,
  inPlaceOf,
  leadOf,
  type MatterEvent,
  nameIn,
  partsIn,
  type Row,
} from './matter/row.ts';

/** Where messages change in place a look takes the card's: it leads back to what the card offers. */
const leadingBack = (view: View, back: Choice): View =>
  view.card === undefined ? { ...view, choices: [...(view.choices ?? []), back] } : view;

/** The noun of a matter, the ways to begin and to move one, to decide and to owe it, its list, and what writes it down. */
export function matter<D extends object, B = undefined, E extends DomainEvent = never, O = null>(
  declared: Matter<D, B, E, O>,
) {
  type F = Facts<D, B, O>;
  const frame = frameOf(declared);
  const { noun, apply, words } = frame;
  const { chapter, name, article } = declared;
  const moving = movingOf(frame);

  /** A look at one, with arguments of its own; `refuses`: what not everybody who sees the matter may see of it. */
  const shows = (how: {
    name: string;
    article?: Command['article'];
    fields?: Readonly<Record<string, Field>>;
    refuses?(facts: F, act: Act): Refused | null;
    view(facts: F, act: Act): View;
  }): Command =>
    command<Args, F, never>({
      name: how.name,
      article: how.article ?? article,
      allowed: 'anyone',
      fields: { [name]: naming(noun), ...how.fields },
      gather: async (tx, asking: Asking) => {
        const facts = await noun.load(tx, asking.args[name] ?? '', asking, false);
        if (!facts || !noun.sees(facts, asking.by)) return refuse(`unknown-${name}`, plainText(noun.unknown));
        const closed = how.refuses?.(facts, { ...asking, as: { seat: null, behalf: null, acting: false } });
        if (closed) return closed;
        return { bodyId: facts.row.bodyId, facts, behalf: noun.behalfOf?.(facts, asking.by, asking.args) ?? null };
      },
      show: (facts, act) => leadingBack(how.view(facts, act), opening(facts.row.code, frame.opens(facts))),
    });

  const open = shows({
    name: `${chapter}.open`,
    view: (facts, looking) => {
      const { state } = facts.row;
      const files = declared.handed?.(facts.row) ?? facts.row.files;
      const closed = declared.unissued?.includes(state) === true;
      return { ...noun.card(facts, looking), ...(files.length > 0 && { files, ...(closed && { closed }) }) };
    },
  });

  /** A command of another kind about it, offered on its card in these states to whom it is open. */
  const offering = (one: Command, states: readonly string[]): Command => {
    const { allowed } = one;
    frame.known(states);
    const may = (facts: F, by: Actor): boolean =>
      allowed === 'anyone' || bodiesWith(by, allowed).includes(facts.row.bodyId);
    frame.offers.push({ name: one.name, in: states, may });
    return one;
  };

  /** The chapter of this matter alone. */
  const chapterOf = (
    what: Pick<
      Chapter,
      | 'articles'
      | 'settings'
      | 'forms'
      | 'approvals'
      | 'obligations'
      | 'watches'
      | 'reminders'
      | 'pending'
      | 'takes'
      | 'facts'
      | 'looks'
    > & {
      acts: readonly Command[];
      list: Register;
      /** Others than its list, for the sheets and the command line. */
      registers?: readonly Register[];
      kept?: Beside<F>;
    },
  ): Chapter => ({
    name: chapter,
    ...(declared.room && { room: declared.room }),
    articles: what.articles,
    commands: [open, ...what.acts, listing(what.list)],
    ...(what.settings && { settings: what.settings }),
    ...(what.forms && { forms: what.forms }),
    reminders: what.reminders ?? [],
    approvals: what.approvals ?? [],
    obligations: what.obligations ?? [],
    ...(what.watches && { watches: what.watches }),
    passes: { [name]: passingOf(frame) },
    ...(declared.unissued && {
      issued: { [name]: declared.states.filter((state) => !declared.unissued!.includes(state)) },
    }),
    registers: [what.list, ...(what.registers ?? [])],
    shownBy: { [name]: `${chapter}.open` },
    ...(what.looks && { looks: what.looks }),
    states: { [name]: declared.states },
    ...(what.pending && { pending: what.pending }),
    ...(what.takes && { takes: what.takes }),
    names: {
      [name]: async (tx, asking, id) => {
        const facts = await noun.load(tx, id, asking, false);
        return facts && noun.sees(facts, asking.by) ? frame.line(facts) : null;
      },
    },
    keeps: { [name]: keepingOf(frame, what.kept) },
    numbered: { series: declared.series, event: `${chapter}.begun`, part: 'row' },
    facts: { matter: ['id'], ...what.facts },
    apply,
  });

  return {
    begin: beginningOf(frame),
    ...moving,
    awaiting: awaitingOf(frame, moving),
    owed: owedOf(frame),
    owes: owesOf(frame),
    ends: endsOf(frame),
    noun,
    find: frame.find,
    officeOf: frame.officeOf,
    leader: frame.leader,
    line: frame.line,
    shows,
    offering,
    list: (how: Listed<D>): Register => listOf(frame, how),
    progressOf: (how: Parameters<typeof progressOf>[3]) => progressOf(declared.of?.name ?? '', chapter, name, how),
    chapterOf,
    words,
  };
}
