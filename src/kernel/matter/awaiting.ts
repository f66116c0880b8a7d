// What is put before one person for his decision, with the acts that put it there and decide it (Điều 2.1, 4).
import type { Role } from '../../regulation/roles.ts';
import { type Approval, approval, awaits, byBodysSteps, present } from '../approval.ts';
import type { Command, Field, World } from '../command.ts';
import type { DomainEvent } from '../decision.ts';
import type { Meant } from '../meant.ts';
import { cardFor } from '../noun.ts';
import { bodiesWith, himself } from '../person.ts';
import { said, text } from '../text.ts';
import type { Fields } from './beginning.ts';
import type { Moving, movingOf } from './moving.ts';
import type { Frame } from './noun.ts';
import { type Facts, leadOf } from './row.ts';

/** Put before one who decides it now. */
export type Awaiting<D, B, O> = {
  state: string;
  /** Left out: who leads the body (Điều 2.1, 4). */
  decider?(facts: Facts<D, B, O>): string | null;
  /** The seats among which he is; the chair's, left out. */
  by?: readonly Role[];
};

type Verdict<D, B, E extends DomainEvent, O, S extends Fields> = Omit<Moving<D, B, E, O, S>, 'by' | 'in' | 'personal'>;
type Putting<D, B, E extends DomainEvent, O, S extends Fields> = Omit<
  Moving<D, B, E, O, S>,
  'in' | 'to' | 'asks' | 'tell'
> & { in?: readonly string[] };
type Unnamed<V extends { name: string }> = Omit<V, 'name'> & { name?: string };
type Words = { words: Field<string> };

const asksHim = text('engine:awaits-you');
const agrees: readonly Meant[] = [{ intent: 'agree', waits: true }];
const declines: readonly Meant[] = [{ intent: 'refuse', waits: true }];

/** What is put before somebody, and the acts that put it there and decide it. Silence is never consent. */
export const awaitingOf =
  <D extends object, B, E extends DomainEvent, O>(
    frame: Frame<D, B, E, O>,
    { move, answering }: ReturnType<typeof movingOf<D, B, E, O>>,
  ) =>
  (how: Awaiting<D, B, O>) => {
    type F = Facts<D, B, O>;
    const { declared, noun, find, inState, line, opens, officeOf } = frame;
    const { chapter, name, article } = declared;
    const { state, by = ['chair'], decider = (facts: F) => leadOf(facts)?.id ?? null } = how;
    const waits: Approval<F> = {
      name: `${chapter}.${state}`,
      article,
      of: name,
      waiting: (tx, whose, { now }) => {
        const bodyIds = 'bodyId' in whose ? [whose.bodyId] : bodiesWith(himself(whose.by), by);
        return inState(tx, bodyIds, state, now);
      },
      load: async (tx, wanted, { now }) => {
        const found = await find(tx, wanted, now);
        return found?.row.state === state ? found : null;
      },
      idOf: noun.idOf,
      asked: ({ row }) => ({ by: row.ownerId, at: row.movedAt, version: row.version }),
      deciders: (facts) => [decider(facts) ?? []].flat(),
      overseers: officeOf,
      sees: noun.sees,
      line,
      title: ({ row }) => said(row.code),
      opens,
      view: (facts, world, reader, note) => {
        const person = reader === 'decider' ? decider(facts) : officeOf(facts)[0];
        // It begins with what is asked of him.
        return cardFor(noun, facts, person ?? '', world, note ?? (reader === 'decider' ? asksHim : undefined));
      },
      silence: ({ row }, world) => byBodysSteps(row.movedAt, world),
    };
    /** What is told when it is put before him, by an act or by its beginning. */
    const telling = (facts: F, given: World) => ({
      notices: present(waits, facts, given),
      reminders: [awaits(waits, facts, given)],
    });
    frame.known([state]);
    frame.puts.set(state, telling);
    /** An act that puts it before him; of the office with a draft, where it does not say otherwise. */
    const put = <S extends Fields = Record<never, never>>(putting: Putting<D, B, E, O, S>): Command =>
      move<S>({ in: ['draft'], ...putting, to: state, asks: true } as Moving<D, B, E, O, S>);
    /** One of the ways in which he decides; nobody does in his place. */
    const verdict = <S extends Fields = Record<never, never>>(deciding: Verdict<D, B, E, O, S>): Command =>
      move<S>({
        ...deciding,
        by,
        personal: true,
        asSeen: true,
        in: [state],
        only: (facts, actor) => decider(facts) === actor.person.id,
      } as Moving<D, B, E, O, S>);
    return {
      put,
      /** Put before him with the office's advice. */
      forward: (putting: Partial<Putting<D, B, E, O, Words>> = {}): Command =>
        put<Words>({ name: `${chapter}.forward`, ...answering('advice', 'advice'), ...putting }),
      verdict,
      yes: <S extends Fields = Record<never, never>>(deciding: Unnamed<Verdict<D, B, E, O, S>>): Command =>
        verdict<S>({ name: `${chapter}.agree`, means: agrees, look: 'good', ...deciding } as Verdict<D, B, E, O, S>),
      /** With his reason, unless other words are asked for. */
      no: <S extends Fields = Words>(deciding: Unnamed<Verdict<D, B, E, O, S>> = {}): Command =>
        verdict<S>({
          name: `${chapter}.decline`,
          means: declines,
          article: '2.1',
          to: 'declined',
          ...answering('reason'),
          ...deciding,
        } as Verdict<D, B, E, O, S>),
      telling,
      waits,
      approval: approval(waits),
    };
  };
