// The hour at which the clock moves a matter on, where its own law says so.
import type { World } from '../command.ts';
import type { DomainEvent } from '../decision.ts';
import type { Notice } from '../notice.ts';
import { type ReminderKind, reminderKind } from '../reminder.ts';
import type { Frame } from './noun.ts';
import type { Facts, MatterEvent, Settled } from './row.ts';

type Ending<F> = {
  state: string;
  to: string;
  at(facts: F): Date;
  /** `facts` are those after it. */
  tell(facts: F, world: World): readonly Notice[];
};

export const endsOf =
  <D extends object, B, E extends DomainEvent, O>(frame: Frame<D, B, E, O>) =>
  (how: Ending<Facts<D, B, O>>): ReminderKind => {
    type F = Facts<D, B, O>;
    const { declared, matterOf, idIn, arms, armed, settled, noun, find } = frame;
    const { chapter, article } = declared;
    const kind = `${chapter}.ends-${how.state}`;
    frame.known([how.state, how.to]);
    arms.push({
      state: how.state,
      start: (facts) => [
        { kind, matter: matterOf(facts.row), person: null, version: facts.row.version, nextAt: how.at(facts) },
      ],
    });
    return reminderKind<F>({
      name: kind,
      article,
      gather: async (tx, { matter, version }, { now }) => {
        const found = await find(tx, idIn(matter), now);
        return found?.row.state === how.state && found.row.version === version ? found : null;
      },
      due: (facts, _row, world) => {
        const at = how.at(facts);
        if (world.now < at) return { notices: [], nextAt: at };
        const moved: MatterEvent<D> = {
          type: `${chapter}.moved`,
          what: 'moved',
          id: facts.row.id,
          from: how.state,
          to: how.to,
          asks: false,
          at: world.now,
          by: '',
          set: {} as Partial<D & Settled>,
        };
        const after = noun.evolve(facts, [moved]);
        return {
          notices: how.tell(after, world),
          events: [moved],
          reminders: [...armed(after, world), ...settled(facts, after, world)],
          nextAt: null,
        };
      },
    });
  };
