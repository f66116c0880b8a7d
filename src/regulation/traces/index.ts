// What is on record of a matter (Điều 7.3, 8.9): who was told, how far it got, and who did what; of any kind of matter.
import type { Chapter } from '../../kernel/chapter.ts';
import { choiceField, oneOf, optional } from '../../kernel/fields.ts';
import { type Actor, bodiesWith } from '../../kernel/person.ts';
import { type Look, listing, type Register, register, type Scope } from '../../kernel/register.ts';
import { plainText, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import { days } from '../../kernel/time.ts';
import { knownOf } from '../../store/stretch.ts';
import type { Transaction } from '../../store/transaction.ts';
import { tellings } from '../calls/index.ts';
import { channelText, seatsIn } from '../committee/index.ts';
import { overseers } from '../roles.ts';
import { type Act, actsOf, type Sent, type SentState, sentOf, sentStates } from './store.ts';

export { type Sent, type SentState, sentOf, sentStates } from './store.ts';

/** Who looks, and the bodies he follows; null: whoever runs the installation, who asks about no matter. */
type Whose = { by: Actor; bodyIds: readonly string[] } | null;

const scopes = (label: TextKey): Scope<Whose>[] => [
  {
    name: 'body',
    label,
    whose: (by) => {
      const bodyIds = bodiesWith(by, overseers);
      return bodyIds.length > 0 ? { by, bodyIds } : null;
    },
  },
];

const sentLooks: Readonly<Partial<Record<SentState, Look>>> = {
  answered: 'good',
  received: 'good',
  told: 'good',
  given: 'waits',
  waiting: 'waits',
  failed: 'late',
};

/** Why it did not get there, where that is known in words. */
const causes = ['not-linked', 'blocked', 'window', 'unpaid', 'ceiling', 'quota', 'no-form', 'not-received'] as const;
const causeOf = ({ error, state }: Pick<Sent, 'error' | 'state'>): Text | null => {
  const known = causes.find((one) => one === error);
  if (known) return text(`traces:cause.${known}`);
  return state === 'failed' ? text('traces:cause.refused') : null;
};

/** Who told him and how, where no messenger did; else why it did not get there. */
export const noteOf = (sent: Pick<Sent, 'error' | 'state' | 'toldBy' | 'toldHow'>): Text | null => {
  if (!sent.toldBy) return causeOf(sent);
  const how = tellings.find((one) => one === sent.toldHow) ?? 'phone';
  return text(`traces:told.${how}`, { name: sent.toldBy });
};

/** Without a person so far back, in milliseconds. */
const lately = days(30);

/** `known`: the matter is this person's to know of; what is kept from him has no traces for him either. */
type Known = (
  tx: Transaction,
  whose: NonNullable<Whose>,
  matter: string,
  world: Parameters<Register['rows']>[4],
) => Promise<boolean>;

export function chapterOver(chapters: readonly Chapter[]): Chapter {
  const known: Known = async (tx, { by }, matter, world) => {
    const [noun = '', id = ''] = matter.split(':');
    for (const { names = {} } of chapters) {
      const name = await names[noun]?.(tx, { ...world, by, args: { [noun]: id } }, id);
      if (name) return true;
    }
    return false;
  };
  const abouts = new Map(
    chapters.flatMap(({ name, commands }) =>
      commands.map((one) => [one.name, `${name}:commands.${one.name.split('.')[1]}.about` as TextKey] as const),
    ),
  );
  const about = ({ command }: Act): Text => {
    const key = abouts.get(command);
    return key ? plainText(key) : text('traces:log.clock');
  };

  const sent = register<Sent, Whose>({
    name: 'traces.sent',
    article: '7.3',
    by: overseers,
    heading: 'traces:sent.heading',
    short: 'traces:sent.short',
    ofAny: true,
    within: true,
    scopes: scopes('traces:sent.heading'),
    columns: [
      { name: 'name', label: 'traces:sent.name', cell: ({ name }) => name },
      { name: 'what', label: 'traces:sent.what', cell: ({ what }) => what },
      { name: 'channel', label: 'traces:sent.channel', cell: ({ channel }) => (channel ? channelText(channel) : null) },
      { name: 'at', label: 'traces:sent.at', cell: ({ sentAt, createdAt }) => sentAt ?? createdAt },
      {
        name: 'state',
        label: 'traces:sent.state',
        cell: ({ state }) => text(`traces:state.${state}`),
        look: ({ state }) => sentLooks[state] ?? null,
      },
      { name: 'proof', label: 'traces:sent.proof', cell: ({ proofAt }) => proofAt },
      { name: 'cause', label: 'traces:sent.cause', cell: noteOf },
    ],
    filters: {
      state: oneOf('traces:sent.state', sentStates, (value) => text(`traces:state.${value}`), { optional: true }),
    },
    tally: { filter: 'state', of: ({ state }) => state },
    whole: () => null,
    rows: async (tx, whose, stretch, { matter, state }, world) =>
      whose && matter && (await known(tx, whose, matter, world)) ? sentOf(tx, { matter }, stretch, state) : [],
    keyOf: ({ id }) => id,
    line: ({ name, what }) => text('traces:sent.line', { name, what }),
    open: () => null,
  });

  /** Everything sent in the bodies one follows, to one person ever: the answer to "tôi không nhận được". */
  const delivery = register<Sent, Whose>({
    name: 'traces.delivery',
    article: '7.3',
    by: overseers,
    heading: 'traces:delivery.heading',
    short: 'traces:delivery.short',
    scopes: scopes('traces:delivery.heading'),
    columns: sent.columns as Register<Sent, Whose>['columns'],
    filters: {
      who: {
        ...optional(choiceField('traces:delivery.who', [])),
        options: async (tx, { by, now }) => {
          const seats = await seatsIn(tx, bodiesWith(by, overseers), now);
          const people = new Map(seats.map(({ person }) => [person.id, person.fullName]));
          return [...people].map(([value, name]) => ({ value, label: said(name) }));
        },
      },
      state: oneOf('traces:sent.state', sentStates, (value) => text(`traces:state.${value}`), { optional: true }),
    },
    tally: { filter: 'state', of: ({ state }) => state },
    whole: () => null,
    rows: async (tx, whose, stretch, { who, state }, world) => {
      if (!whose) return [];
      const { bodyIds } = whose;
      const since = new Date(world.now.getTime() - lately);
      const seen = new Map<string, boolean>();
      return knownOf(
        stretch,
        (at) => sentOf(tx, who ? { bodyIds, personId: who } : { bodyIds, since }, at, state),
        ({ id }) => id,
        async (rows) => {
          for (const { matter } of rows) if (!seen.has(matter)) seen.set(matter, await known(tx, whose, matter, world));
          return rows.filter(({ matter }) => seen.get(matter));
        },
      );
    },
    keyOf: ({ id }) => id,
    line: ({ name, what }) => text('traces:sent.line', { name, what }),
    open: () => null,
  });

  const log = register<Act, Whose>({
    name: 'traces.log',
    article: '8.9',
    by: overseers,
    heading: 'traces:log.heading',
    short: 'traces:log.short',
    ofAny: true,
    within: true,
    scopes: scopes('traces:log.heading'),
    columns: [
      { name: 'what', label: 'traces:log.what', cell: about },
      { name: 'at', label: 'traces:log.at', cell: ({ at }) => at },
      { name: 'actor', label: 'traces:log.actor', cell: ({ actor }) => actor },
      { name: 'behalf', label: 'traces:log.behalf', cell: ({ behalf }) => behalf },
      {
        name: 'channel',
        label: 'traces:log.channel',
        cell: ({ channel }) =>
          channel === 'desk' || channel === 'rehearsal' || channel === 'clock' || channel === 'cli'
            ? text(`traces:log.${channel}`)
            : channelText(channel),
      },
      {
        name: 'outcome',
        label: 'traces:log.outcome',
        cell: ({ outcome }) => text(`traces:outcome.${outcome}`),
        look: ({ outcome }) => (outcome === 'done' ? 'good' : 'soon'),
      },
    ],
    whole: () => null,
    rows: async (tx, whose, stretch, { matter }, world) =>
      whose && matter && (await known(tx, whose, matter, world)) ? actsOf(tx, matter, stretch) : [],
    keyOf: ({ seq }) => seq,
    line: about,
    open: () => null,
  });

  return {
    name: 'traces',
    room: 'records',
    articles: ['7.3', '8.9'],
    commands: [listing(sent), listing(delivery), listing(log)],
    registers: [sent, delivery, log],
  };
}
