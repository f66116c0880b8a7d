// ID10: a body may ask that those who lead say each decision again by a PIN; who has forgotten his has it reset by the office.
import type { Chapter } from '../../kernel/chapter.ts';
import { command } from '../../kernel/command.ts';
import { agree, refuse } from '../../kernel/decision.ts';
import { lineField } from '../../kernel/fields.ts';
import { bodiesWith, himself } from '../../kernel/person.ts';
import { figure, whole } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';
import { said, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { seatsOf } from '../committee/index.ts';
import { standingAgency } from '../roles.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** For how many minutes a PIN is good for decisions once it is given; 0: none is asked for. */
    decisionPinMinutes: number;
  }
}

export const figures = settings({ decisionPinMinutes: figure('pins:settings.decisionPinMinutes', 0, whole(0, 120)) });

type Reset = { type: 'pins.reset'; personId: string };
type Holder = { id: string; name: string; bodyId: string };

async function holders(tx: Transaction, bodyIds: readonly string[], now: Date): Promise<Holder[]> {
  const seats = (await Promise.all(bodyIds.map((bodyId) => seatsOf(tx, bodyId, now)))).flat();
  const set = await tx.personPin.findMany({
    where: { personId: { in: seats.map(({ person }) => person.id) }, hash: { not: null } },
    select: { personId: true },
  });
  const ids = new Set(set.map(({ personId }) => personId));
  return seats
    .filter(({ person }) => ids.has(person.id))
    .map(({ person, bodyId }) => ({ id: person.id, name: person.fullName, bodyId }));
}

const reset = command<{ person?: string }, Holder, Reset>({
  name: 'pins.reset',
  word: 'datlaipin',
  alias: ['resetpin'],
  article: '2.1',
  allowed: standingAgency,
  personal: true,
  fields: {
    person: {
      ...lineField('pins:ask.person', 40),
      none: 'pins:refusal.none',
      options: async (tx, { by, now }) =>
        (await holders(tx, bodiesWith(himself(by), standingAgency), now)).map(({ id, name }) => ({
          value: id,
          label: said(name),
        })),
      always: true,
    },
  },
  gather: async (tx, { args, by, now }) => {
    const all = await holders(tx, bodiesWith(himself(by), standingAgency), now);
    const found = all.find(({ id }) => id === args.person);
    return found
      ? { bodyId: found.bodyId, facts: found, matters: [`person:${found.id}`] }
      : refuse('nobody', text('pins:refusal.none'), { field: 'person' });
  },
  decide: ({ id }, { by }) =>
    id === by.person.id
      ? refuse('own', text('pins:refusal.own'), { closes: true })
      : agree({ type: 'pins.reset', personId: id }),
  tell: ({ id }, { by, now }) => ({
    notices: [
      {
        to: id,
        class: 'notice',
        view: { heading: text('pins:told.heading'), lines: [text('pins:told.line', { name: by.person.fullName })] },
        matter: `person:${id}`,
        key: `pin:${id}:${now.getTime()}`,
        personal: true,
      },
    ],
  }),
  show: ({ name }) => ({ heading: text('pins:done.heading', { name }), lines: [text('pins:done.line')] }),
});

export const chapter: Chapter = {
  name: 'pins',
  room: 'people',
  articles: ['2.1'],
  settings: figures,
  commands: [reset],
  apply: async (tx, event) => {
    await tx.personPin.deleteMany({ where: { personId: (event as Reset).personId } });
  },
};
