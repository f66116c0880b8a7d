// A figure of the body's own is the chair's to set (Điều 2.1, 13.2): he sets it at once; the standing agency proposes one, with
// what moves by it, and it counts when he, or the deputy who acts for him, has agreed.
import type { Chapter } from '../../kernel/chapter.ts';
import type { Asking, Field, Option } from '../../kernel/command.ts';
import { type Refused, refuse } from '../../kernel/decision.ts';
import { dayField, lineField, optional } from '../../kernel/fields.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { type Facts, matter, nameIn } from '../../kernel/matter.ts';
import { inLines, movesIn, type NamedMove } from '../../kernel/moves.ts';
import type { Actor } from '../../kernel/person.ts';
import { type DeclaredSettings, type Settings, toldValue, usualSettings } from '../../kernel/settings.ts';
import { dayValue, quoted, said, type Text, text } from '../../kernel/text.ts';
import type { Day } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import { figuresAt, figuresOf, takingEffect } from '../../store/figures.ts';
import type { Transaction } from '../../store/transaction.ts';
import { around, bodyCard, bodyNamed } from '../committee/index.ts';
import {
  type Change,
  changeFrom,
  changeLine,
  type FigureSet,
  type Naming,
  named,
  readChange,
  setting,
  settingIn,
  sure,
  toldTo,
  wantedOf,
} from '../figures/index.ts';
import { overseers, standingAgency } from '../roles.ts';

/** `day`: absent: from when it is agreed. */
type Proposed = {
  name: string;
  value: string;
  day?: Day | undefined;
  because: string;
  /** Reminders that come at another time by it, as they ran when it was proposed; ISO. */
  moves: readonly { matter: Text; from: string; to: string }[];
};

/** What it would change now; null: once it is decided, or where it cannot be any more. */
type Beside = { change: Change | null; moves?: readonly NamedMove[] };
type ChangeFacts = Facts<Proposed, Beside>;

type SetArgs = { body?: string; name?: string; value?: string; from?: string };

const bodyField: Field = {
  matter: bodyNamed,
  ask: 'figures:ask.body',
  none: 'figures:refusal.no-body',
  options: async (tx, { by }) => {
    const options: Option[] = [];
    for (const bodyId of settingIn(by)) {
      const { id, abbreviation, code } = await bodyCard(tx, bodyId);
      options.push({ value: id, label: said(abbreviation), words: [code] });
    }
    return options;
  },
};

/** Who leads the body now decides by doing it, and so does its chair. */
const decides = ({ around: { lead } }: Pick<ChangeFacts, 'around'>, by: Actor): boolean =>
  [lead.chair, lead.acting].some((seat) => seat?.person.id === by.person.id);

/** Over every chapter there is: what may be set, and what moves, is looked up when it is asked for. */
export function chapterOver(naming: Naming, declared: () => DeclaredSettings): Chapter {
  const wanted = ({ name, value, day }: Pick<Proposed, 'name' | 'value' | 'day'>, now: Date) =>
    wantedOf(declared(), { name, words: value, day }, now);

  const changeNow = async (tx: Transaction, bodyId: string, data: Proposed, now: Date): Promise<Change | Refused> => {
    const one = wanted(data, now);
    if ('agreed' in one) return one;
    return changeFrom(declared(), one, await figuresAt(tx, usualSettings(declared()), bodyId, one.from));
  };

  const changes = matter<Proposed, Beside, FigureSet>({
    chapter: 'changes',
    room: 'settings',
    name: 'figure-change',
    article: '13.2',
    series: 'QDR',
    states: ['before-chair', 'set', 'declined', 'withdrawn'],
    passes: { in: ['before-chair'] },
    office: standingAgency,
    overseers,
    around,
    beside: {
      load: async (tx, row, now) => {
        const change = row.state === 'before-chair' ? await changeNow(tx, row.bodyId, row.data, now) : null;
        return { change: change && !('agreed' in change) ? change : null };
      },
    },
    lines: (facts) => {
      const { data, ownerId } = facts.row;
      return [
        facts.beside.change ? changeLine(facts.beside.change) : plainLine(data),
        text('changes:card.because', { because: quoted(data.because) }),
        ...(facts.beside.change
          ? movesIn(data.moves.map((one) => ({ ...one, from: new Date(one.from), to: new Date(one.to) })))
          : []),
        text('changes:card.by', { name: nameIn(facts, ownerId) }),
      ];
    },
  });

  const plainLine = ({ name, value, day }: Proposed): Text => {
    const one = declared()[name as keyof Settings];
    if (!one) return said(`${name} = ${value}`);
    const told = { what: one.about, value: toldValue(one, one.kind.read(one.kind.parse(value))) };
    return day ? text('changes:card.from', { ...told, day: dayValue(day) }) : text('changes:card.now', told);
  };

  type Read = { change: Change; moves: readonly NamedMove[] };
  const read = async (tx: Transaction, asking: Asking<SetArgs>): Promise<Read | Refused> => {
    const { body = '', name = '', value = '', from } = asking.args;
    const one = wanted({ name, value, day: from as Day | undefined }, asking.now);
    if ('agreed' in one) return one;
    const found = await readChange(tx, naming(asking), body, one, asking);
    if (!('change' in found)) return found as Refused;
    return { change: found.change, moves: await named(tx, naming(asking), found.moved) };
  };

  const events = (bodyId: string, { name, value, before, from }: Change, because: string): FigureSet[] => [
    { type: 'figures.set', bodyId, name, value, before, from, because },
  ];

  /** Told to the chair and the standing agency; and looked at on the day from which it counts. */
  const told = ({ row, around: { seats } }: ChangeFacts, by: Actor, change: Change, moves: readonly NamedMove[]) => {
    const lines = [
      changeLine(change),
      text('figures:told.because', { name: by.person.fullName, because: quoted(row.data.because) }),
      ...movesIn(moves),
    ];
    return {
      notices: toldTo(seats, by, lines, `figures:${row.bodyId}:${row.code || row.id}`, row.bodyId),
      reminders: [takingEffect(row.bodyId, change.from)],
    };
  };

  const deciding = changes.awaiting({ state: 'before-chair' });
  const bySettled = (data: Proposed): NamedMove[] =>
    data.moves.map((one) => ({ ...one, from: new Date(one.from), to: new Date(one.to) }));

  const set = changes.begin({
    name: 'changes.set',
    word: 'doiquydinh',
    alias: ['setfigure'],
    by: setting,
    personal: true,
    fields: {
      body: bodyField,
      name: {
        ask: 'figures:ask.name',
        options: async () =>
          Object.entries(declared()).map(([name, one]) => ({ value: name, label: one!.about, words: [name] })),
      } as Field,
      value: lineField('figures:ask.value', 200, {
        about: async (tx, { args, now }) => {
          const one = declared()[args['name'] as keyof Settings];
          if (!one) return null;
          const rows = await figuresOf(tx, declared(), [args['body'] ?? ''], now);
          const row = rows.find(({ name }) => name === args['name']);
          return text('figures:ask.value-about', {
            what: one.about,
            value: toldValue(one, row?.value ?? one.usual),
            typed: one.kind.show(row?.value ?? one.usual),
            usual: toldValue(one, one.usual),
            takes: one.kind.takes,
          });
        },
      }),
      from: optional(dayField('figures:ask.from')),
      because: lineField('figures:ask.because', 500),
      sure: sure(async (tx, asking) => {
        const found = await read(tx, asking);
        return 'change' in found ? inLines([changeLine(found.change), ...movesIn(found.moves)]) : found.refusal.because;
      }),
    },
    of: async (tx, asking) => {
      const bodyId = settingIn(asking.by).find((id) => id === asking.args['body']);
      if (bodyId === undefined) return refuse('unknown-body', text('committee:refusal.unknown-body'));
      const found = await read(tx, asking);
      return 'change' in found ? { bodyId, beside: found } : found;
    },
    begin: ({ args, by }, home, beside) => ({
      title: cleanLine(args.because, 80),
      state: decides(home, by) ? 'set' : 'before-chair',
      data: {
        name: beside.change!.name,
        value: args.value,
        ...(args.from && { day: args.from }),
        because: args.because,
        moves: (beside.moves ?? []).map(({ matter: of, from, to }) => ({
          matter: of,
          from: from.toISOString(),
          to: to.toISOString(),
        })),
      },
    }),
    also: ({ row, beside }) => (row.state === 'set' ? events(row.bodyId, beside.change!, row.data.because) : []),
    tell: (facts, given) =>
      facts.row.state === 'set'
        ? told(facts, given.by, facts.beside.change!, facts.beside.moves ?? [])
        : deciding.telling(facts, given),
  });

  /** Read again when it is decided: its day may have come meanwhile, or somebody has set the same. */
  const unfit = ({ row, beside }: ChangeFacts, now: Date): Refused | null => {
    const one = wanted(row.data, now);
    if ('agreed' in one) return refuse(one.refusal.code, one.refusal.because, { closes: true });
    return beside.change ? null : refuse('same', text('changes:refusal.same'), { closes: true });
  };

  return changes.chapterOf({
    articles: ['2.1', '13.2'],
    acts: [
      set,
      deciding.yes({
        to: 'set',
        article: '2.1',
        refuses: (facts, { now }) => unfit(facts, now),
        also: ({ row, beside }) => (beside.change ? events(row.bodyId, beside.change, row.data.because) : []),
        tell: (facts, act, _events, before) => told(facts, act.by, before.beside.change!, bySettled(facts.row.data)),
      }),
      deciding.no(),
      changes.move({ name: 'changes.withdraw', in: ['before-chair'], to: 'withdrawn', own: true, by: 'anyone' }),
    ],
    approvals: [deciding.approval],
    list: changes.list({
      word: 'dsdoiquydinh',
      alias: ['figurechanges'],
      columns: [{ name: 'what', label: 'figures:list.what', cell: ({ data }) => plainLine(data) }],
    }),
  });
}

/** The way to change a figure, beside it in their list. */
export const changing = (body: string, name: string) =>
  choice(text('figures:open.set'), press('changes.set', { body, name }));
