// Setting a figure of a body from a day on, and a day off: with what moves by it read back before it is done.
import { type Asking, type Command, command, type Field, type Option } from '../../kernel/command.ts';
import { agree, type Refused, refuse } from '../../kernel/decision.ts';
import { choiceField, dayField, lineField, optional } from '../../kernel/fields.ts';
import { inLines, movesIn, type NamedMove } from '../../kernel/moves.ts';
import type { Notice } from '../../kernel/notice.ts';
import { type Actor, bodiesOf, bodiesWith, himself, type SeatCard } from '../../kernel/person.ts';
import { toldValue } from '../../kernel/settings.ts';
import { quoted, said, type Text, text } from '../../kernel/text.ts';
import type { Day } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import { figuresOf, takingEffect } from '../../store/figures.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type BodyCard, bodyCard, bodyNamed, seatsOf } from '../committee/index.ts';
import { type Role, standingAgency } from '../roles.ts';
import { all, type Change, changeLine, wantedOf } from './change.ts';
import { type FigureSet, named, type Over, readChange } from './store.ts';

/** Who may: the chair, and the standing agency, which tells him. */
export const setting: readonly Role[] = ['chair', ...standingAgency];

/** Those who are told: the chair and the standing agency of the body. */
const concerned = (seats: readonly SeatCard[]): SeatCard[] => seats.filter(({ role }) => setting.includes(role));

export const settingIn = (by: Actor): string[] => bodiesWith(himself(by), setting);

/** For the names of matters in the chapter's own look at them, as this person may know them. */
export type Naming = (asking: Asking) => Over;

const yes: Option[] = [{ value: 'yes', label: text('figures:option.sure') }];

/** What is about to be done, read back; a refusal is told by the act itself. */
export const sure = (about: NonNullable<Field['about']>): Field => choiceField('figures:ask.sure', yes, { about });

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

type SetArgs = { body?: string; name?: string; value?: string; from?: string; because?: string; sure?: string };
type Read = { change: Change; moves: readonly NamedMove[] };

async function readSet(tx: Transaction, over: Over, asking: Asking<SetArgs>): Promise<Read | Refused> {
  const { body = '', name = '', value = '', from } = asking.args;
  const wanted = wantedOf(over.declared, { name, words: value, day: from as Day | undefined }, asking.now);
  if ('agreed' in wanted) return wanted;
  const read = await readChange(tx, over, body, wanted, asking);
  if (!('change' in read)) return read as Refused;
  return { change: read.change, moves: await named(tx, over, read.moved) };
}

type SetFacts = { body: BodyCard; seats: readonly SeatCard[]; read: Read | Refused };

const isRead = (read: Read | Refused): read is Read => 'change' in read;

export const setFigure = (naming: Naming, declared: Over['declared']): Command =>
  command<SetArgs, SetFacts, FigureSet>({
    name: 'figures.set',
    word: 'doiquydinh',
    alias: ['setfigure'],
    article: '13.2',
    allowed: setting,
    personal: true,
    fields: {
      body: bodyField,
      name: {
        ask: 'figures:ask.name',
        options: async () => all(declared).map(([name, { about }]) => ({ value: name, label: about, words: [name] })),
      },
      value: lineField('figures:ask.value', 200, {
        about: async (tx, { args, now }) => {
          const one = all(declared).find(([name]) => name === args.name)?.[1];
          if (!one) return null;
          const rows = await figuresOf(tx, declared, [args.body ?? ''], now);
          const row = rows.find(({ name }) => name === args.name);
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
        const read = await readSet(tx, naming(asking), asking);
        return isRead(read) ? inLines([changeLine(read.change), ...movesIn(read.moves)]) : read.refusal.because;
      }),
    },
    gather: async (tx, asking) => {
      const bodyId = bodiesOf(asking.by).find((id) => id === asking.args.body);
      if (bodyId === undefined) return refuse('unknown-body', text('committee:refusal.unknown-body'));
      const [body, seats] = [await bodyCard(tx, bodyId), await seatsOf(tx, bodyId, asking.now)];
      return { bodyId, facts: { body, seats, read: await readSet(tx, naming(asking), asking) } };
    },
    decide: ({ body, read }, { args }) => {
      if (!isRead(read)) return read;
      const { name, value, before, from } = read.change;
      return agree({ type: 'figures.set', bodyId: body.id, name, value, before, from, because: args.because ?? '' });
    },
    tell: ({ body, seats, read }, { by, now, args }) => {
      if (!isRead(read)) return { notices: [] };
      const lines = [
        changeLine(read.change),
        text('figures:told.because', { name: by.person.fullName, because: quoted(args.because ?? '') }),
        ...movesIn(read.moves),
      ];
      return {
        notices: toldTo(seats, by, lines, `figures:${body.id}:${read.change.name}:${now.getTime()}`, body.id),
        reminders: [takingEffect(body.id, read.change.from)],
      };
    },
    show: ({ read }) => ({
      heading: text('figures:done.heading'),
      lines: isRead(read) ? [changeLine(read.change), ...movesIn(read.moves)] : [],
      choices: [choice(text('figures:open.list'), press('figures.list'))],
    }),
  });

/** Told to the chair and the standing agency of a body, but to whom did it. */
export const toldTo = (
  seats: readonly SeatCard[],
  by: Actor,
  lines: readonly Text[],
  key: string,
  bodyId: string,
): Notice[] =>
  [...new Set(concerned(seats).map(({ person }) => person.id))]
    .filter((id) => id !== by.person.id)
    .map((to) => ({
      to,
      class: 'notice',
      view: { heading: text('figures:told.heading'), lines: [...lines] },
      matter: `body:${bodyId}`,
      key: `${key}:${to}`,
    }));
