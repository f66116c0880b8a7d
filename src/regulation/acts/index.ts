// The record as the office reads it (Điều 8.9): who did what when in a body, before and after; narrowed down, and as a sheet.
import type { Chapter } from '../../kernel/chapter.ts';
import {
  type Args,
  type Asking,
  type Command,
  command,
  type Field,
  type Gathered,
  type World,
} from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { choiceField, optional, pastDayField } from '../../kernel/fields.ts';
import { type Actor, bodiesWith, himself } from '../../kernel/person.ts';
import { listing, type Register, register } from '../../kernel/register.ts';
import { moment, plainText, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import { addDays, type Day, instant } from '../../kernel/time.ts';
import { choice, offer, press } from '../../kernel/view.ts';
import { isApart } from '../../store/apart.ts';
import { knownOf } from '../../store/stretch.ts';
import type { Transaction } from '../../store/transaction.ts';
import { seatsIn } from '../committee/index.ts';
import { changedBy, stringsIn, valueSaid } from './change.ts';
import { type Facts, linesOf, own, proofCommand, readers, throughText } from './proof.ts';
import { earlierOf, type Kept, keptOf, outcomes, peopleIn, type Whole, wholeOf } from './store.ts';

type Whose = { by: Actor; bodyIds: readonly string[] } | null;
type Row = Kept & { about: Text; what: Text | null };

// So many acts before this one are looked through for what stood there; numbers of people are not repeated here.
const LOOKED_BACK = 50;
const masked = new Set(['phone', 'number', 'contact', 'code']);

export function chapterOver(chapters: readonly Chapter[]): Chapter {
  const known = new Map(chapters.flatMap(({ commands }) => commands.map((one) => [one.name, one] as const)));
  const about = (name: string): Text => {
    const [chapter, act] = name.split('.');
    return known.has(name) ? plainText(`${chapter}:commands.${act}.about` as TextKey) : text('acts:clock');
  };
  const nouns = [...new Set(chapters.flatMap(({ names = {} }) => Object.keys(names)))];
  /** Null where he may not know of it: of what is kept from somebody there is no record for him either. */
  const nameOf = async (tx: Transaction, asking: Asking, matter: string): Promise<Text | null> => {
    const [noun = '', id = ''] = matter.split(':');
    for (const { names = {} } of chapters) {
      const name = await names[noun]?.(tx, { ...asking, args: { [noun]: id } }, id);
      if (name) return name;
    }
    return null;
  };
  const isNamed = (matter: string): boolean => nouns.includes(matter.split(':')[0] ?? '');

  /** Those of a stretch he may know of, as many as are wanted. */
  async function rowsOf(
    tx: Transaction,
    whose: NonNullable<Whose>,
    stretch: { limit: number; after?: string; before?: string },
    filters: Args,
    world: World,
  ): Promise<Row[]> {
    const asking: Asking = { ...world, by: whose.by, args: {} };
    const names = new Map<string, Text | null>();
    const { from, to, who, outcome } = filters;
    const narrowed = {
      ...(from && { from: instant(from as Day, 0, 0) }),
      ...(to && { to: instant(addDays(to as Day, 1), 0, 0) }),
      ...(who && { actor: who }),
      ...(outcome && { outcome }),
    };
    return knownOf(
      stretch,
      (at) => keptOf(tx, whose.bodyIds, at, narrowed),
      ({ seq }) => seq,
      async (batch) => {
        const rows: Row[] = [];
        for (const one of batch) {
          const { matter } = one;
          if (matter && isNamed(matter) && !names.has(matter)) names.set(matter, await nameOf(tx, asking, matter));
          const what = matter === null ? null : (names.get(matter) ?? null);
          if (matter && isNamed(matter) && what === null) continue;
          rows.push({ ...one, about: about(one.command), what });
        }
        return rows;
      },
    );
  }

  const list: Register = register<Row, Whose>({
    name: 'acts.list',
    word: 'nhatky',
    alias: ['actlog'],
    article: '8.9',
    by: readers,
    heading: 'acts:heading',
    short: 'acts:heading',
    scopes: [
      {
        name: 'body',
        label: 'acts:heading',
        whose: (by) => {
          const bodyIds = bodiesWith(himself(by), readers);
          return bodyIds.length > 0 ? { by, bodyIds } : null;
        },
      },
    ],
    columns: [
      { name: 'at', label: 'acts:column.at', cell: ({ at }) => at },
      { name: 'actor', label: 'acts:column.actor', cell: ({ actor }) => actor ?? text('acts:clock') },
      { name: 'behalf', label: 'acts:column.behalf', cell: ({ behalf }) => behalf },
      { name: 'about', label: 'acts:column.about', cell: ({ about }) => about },
      { name: 'what', label: 'acts:column.what', cell: ({ what }) => what },
      { name: 'channel', label: 'acts:column.channel', cell: ({ channel }) => throughText(channel) },
      {
        name: 'outcome',
        label: 'acts:column.outcome',
        cell: ({ outcome }) => text(`acts:outcome.${outcome}`),
        look: ({ outcome }) => (outcome === 'done' ? 'good' : 'soon'),
      },
      { name: 'seq', label: 'acts:column.seq', cell: ({ seq }) => seq },
    ],
    filters: {
      from: dayFilter('acts:filter.from'),
      to: dayFilter('acts:filter.to'),
      who: {
        ...optional(choiceField('acts:filter.who', [])),
        options: async (tx, { by, now }) => {
          const seats = await seatsIn(tx, bodiesWith(himself(by), readers), now);
          const people = new Map(seats.map(({ person }) => [person.id, person.fullName]));
          return [...people].map(([value, name]) => ({ value, label: said(name) }));
        },
      },
      outcome: optional(
        choiceField(
          'acts:filter.outcome',
          outcomes.map((value) => ({ value, label: text(`acts:outcome.${value}`) })),
        ),
      ),
    },
    whole: () => null,
    rows: (tx, whose, stretch, filters, world) =>
      whose ? rowsOf(tx, whose, stretch, filters, world) : Promise.resolve([]),
    keyOf: ({ seq }) => seq,
    line: ({ at, actor, about, what }) =>
      text('acts:line', {
        at: moment(at),
        who: actor ? said(actor) : text('acts:clock'),
        about,
        what: what ?? said(''),
      }),
    open: ({ seq, at }) => choice(text('acts:open', { at: moment(at) }), press('acts.open', { act: seq })),
  });

  /** What was asked for, and the names under which a chapter's lists show what it keeps: by them a change is told. */
  const asked = (name: string) =>
    new Map(Object.entries(known.get(name)?.fields ?? {}).flatMap(([field, { ask }]) => (ask ? [[field, ask]] : [])));
  const shown = (name: string) => {
    const of = chapters.find((one) => one.name === name.split('.')[0]);
    return new Map(
      (of?.registers ?? []).flatMap(({ columns }) => columns.map((one) => [one.name, one.label] as const)),
    );
  };

  async function read(tx: Transaction, act: Whole): Promise<Text[]> {
    if (await isApart(tx, [act.matter ?? ''])) return [text('apart:in-record')];
    const { args = {}, code } = act.facts;
    const people = await peopleIn(tx, [...new Set(stringsIn(act.facts))]);
    const [questions, columns] = [asked(act.command), shown(act.command)];
    const given = Object.entries(args).flatMap(([name, value]) => {
      const label = questions.get(name);
      const shown = masked.has(name) ? text('acts:value.masked') : valueSaid(value, people);
      return label && shown ? [text('acts:given', { label: plainText(label), value: shown })] : [];
    });
    const names = [...columns.keys(), ...kept];
    const changed = changedBy(act.facts, await earlierOf(tx, act, LOOKED_BACK), [...new Set(names)]);
    const changes = changed.flatMap(({ name, value, before }) => {
      if (masked.has(name) || before === undefined) return [];
      const [now, then] = [valueSaid(value, people), valueSaid(before, people)];
      const key = columns.get(name);
      const label = key ? plainText(key) : keyText(name);
      return now && then && label ? [text('acts:changed', { label, before: then, now })] : [];
    });
    return [...given, ...changes, ...(code === undefined ? [] : [text('acts:refused', { code })])];
  }

  const gather = async (tx: Transaction, asking: Asking): Promise<Gathered<Facts>> => {
    const act = await wholeOf(tx, asking.args.act ?? '', bodiesWith(himself(asking.by), readers));
    const what = act?.matter ? await nameOf(tx, asking, act.matter) : null;
    if (!act || (act.matter && isNamed(act.matter) && !what)) return refuse('unknown-act', text('acts:unknown'));
    return { bodyId: act.bodyId, facts: { act, what, lines: await read(tx, act) } };
  };

  const open: Command = command<{ act?: string }, Facts, never>({
    ...own,
    name: 'acts.open',
    gather,
    show: (facts) => {
      const { act, what } = facts;
      const [noun = '', id = ''] = (act.matter ?? '').split(':');
      const shower = chapters.flatMap(({ shownBy = {} }) => shownBy[noun] ?? [])[0];
      return {
        heading: about(act.command),
        lines: linesOf(facts),
        choices: [
          ...(what && shower ? [choice(text('acts:card.matter'), press(shower, { [noun]: id }))] : []),
          offer('acts.proof', { act: act.seq }),
        ],
      };
    },
  });

  return {
    name: 'acts',
    room: 'records',
    articles: ['8.9'],
    commands: [listing(list), open, proofCommand({ gather, about })],
    registers: [list],
    apply: async (_tx, event) => {
      throw new Error(`nothing of this chapter happens: ${event.type}`);
    },
  };
}

/** A day gone by, over a list: nothing is asked there, so no example is given. */
const dayFilter = (label: TextKey): Field => {
  const { example: _none, ...field } = pastDayField(label);
  return optional(field);
};

const kept = ['dueDay', 'startsAt', 'place', 'state', 'title', 'leadId', 'value'] as const;
const keyText = (name: string): Text | null =>
  kept.includes(name as never) ? plainText(`acts:kept.${name}` as TextKey) : null;
