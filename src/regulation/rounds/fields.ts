// What acts on rounds ask for, and what there is to choose from.
import type { Asking, Field, Option } from '../../kernel/command.ts';
import { collectField, momentAfter, momentField, oneOf, textField } from '../../kernel/fields.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { postAt } from '../../kernel/names.ts';
import { bodiesWith, himself, seatedIds } from '../../kernel/person.ts';
import { quoted, said, type Text, text } from '../../kernel/text.ts';
import { type Day, dayOf } from '../../kernel/time.ts';
import type { Transaction } from '../../store/transaction.ts';
import { sources, sourceText } from '../attendance/index.ts';
import { personCards, seatsOf } from '../committee/index.ts';
import { remarks } from './decide.ts';
import { handlings, office, type Round, verdicts } from './round.ts';
import { roundsAsking, slipsIn } from './store.ts';

const labelMax = 60;

const roundIn = async (tx: Transaction, id: string | undefined) =>
  id === undefined ? null : tx.matter.findFirst({ where: { kind: 'round', id } });

export const questionsField = textField('rounds:ask.questions', 6_000);
export const closingField = momentField('rounds:ask.closing', { example: momentAfter(async () => null, 17) });
/** The day on which it closes now. */
export const closingDay = async (tx: Transaction, { args }: Asking): Promise<Day | null> => {
  const found = await roundIn(tx, args.round);
  return found ? dayOf(new Date((found.data as unknown as Round).closesAt)) : null;
};
export const papersField = collectField('rounds:ask.papers', { texts: false });

/** The chair asks (Điều 9.3), or a deputy (Điều 6.3). */
export const askerField: Field<string> = {
  ask: 'rounds:ask.asker',
  always: true,
  options: async (tx, { by, now }) => {
    const [bodyId] = bodiesWith(by, office);
    const seats = bodyId === undefined ? [] : await seatsOf(tx, bodyId, now);
    const deputies = seats.filter(({ role }) => role === 'deputy-chair');
    return [
      { value: 'chair', label: text('rounds:option.chair') },
      ...deputies.map(({ person, code }) => ({
        value: person.id,
        label: text('rounds:option.deputy', { name: person.fullName }),
        words: [code, person.fullName],
      })),
    ];
  },
};

/** Whoever holds a seat in the body of the round. */
export const personField: Field<string> = {
  ask: 'rounds:ask.person',
  always: true,
  options: async (tx, { args, now }) => {
    const round = await roundIn(tx, args.round);
    const seats = round ? await seatsOf(tx, round.bodyId, now) : [];
    return seats
      .filter(({ role }) => role !== 'chair')
      .map(({ person, post, agency, code }) => ({
        value: person.id,
        label: text('attendance:option.invitee', { name: said(person.fullName), post: said(postAt(post, agency)) }),
        words: [code, person.fullName],
      }));
  },
};

export const shownField = oneOf('rounds:ask.shown', ['hidden', 'shown'] as const, (shown) =>
  text(`rounds:card.${shown}`),
);

export const partField = oneOf('rounds:ask.part', ['must', 'consulted', 'none'] as const, (part) =>
  text(`rounds:option.${part}`),
);

/** Rounds in which he, or a leader he assists, still has something to say. */
export const roundField: Field = {
  ask: 'rounds:ask.round',
  none: 'rounds:ask.no-round',
  options: async (tx, { by }) => {
    const ids = await roundsAsking(tx, seatedIds(by));
    const where = { kind: 'round', id: { in: ids }, state: { in: ['open', 'closed'] } };
    const rounds = await tx.matter.findMany({ where, orderBy: { id: 'desc' }, take: 20 });
    return rounds.map(({ id, code, title }) => ({
      value: id,
      label: said(`${code} · ${cleanLine(title, labelMax)}`),
      words: [code, title],
    }));
  },
};

/** Of those he was asked in, whatever became of them since. */
export const answeredField: Field<string> = {
  ...(roundField as Field<string>),
  options: async (tx, { by }) => {
    const ids = await roundsAsking(tx, seatedIds(himself(by)));
    const states = ['open', 'closed', 'presented', 'decided'];
    const where = { kind: 'round', id: { in: ids }, state: { in: states } };
    const rounds = await tx.matter.findMany({ where, orderBy: { id: 'desc' }, take: 20 });
    return rounds.map(({ id, code, title }) => ({
      value: id,
      label: said(`${code} · ${cleanLine(title, labelMax)}`),
      words: [code, title],
    }));
  },
};

const questionsOf = async (tx: Transaction, id: string | undefined): Promise<readonly string[]> => {
  const round = await roundIn(tx, id);
  return round ? (round.data as unknown as Round).questions : [];
};

/** Asked where there are several, unless a button means all that are left. */
export const itemField: Field<string | undefined> = {
  ask: 'rounds:ask.item',
  inFull: true,
  needed: async ({ round, rest }, tx) => rest === undefined && (await questionsOf(tx, round)).length > 1,
  options: async (tx, { args }) =>
    (await questionsOf(tx, args.round)).map((question, nth) => ({
      value: String(nth + 1),
      label: said(cleanLine(question, labelMax)),
      words: [String(nth + 1), question],
    })),
};

export const aboutQuestion = async (tx: Transaction, { args }: Asking): Promise<Text | null> => {
  if (args.rest !== undefined) return null;
  const question = (await questionsOf(tx, args.round))[Number(args.item ?? 1) - 1];
  return question === undefined ? null : said(question);
};

/** Whoever was asked. */
export const slipPersonField: Field<string> = {
  ask: 'rounds:ask.person',
  always: true,
  options: async (tx, { args }) => {
    const slips = args.round === undefined ? [] : await slipsIn(tx, args.round);
    const people = await personCards(tx, [...new Set(slips.map(({ personId }) => personId))]);
    return [...people.values()].map(({ id, fullName }) => ({ value: id, label: said(fullName) }));
  },
};

export const sourceField = oneOf('rounds:ask.source', sources, (source) => sourceText(source));

/** Opinions to which the secretariat says what it makes of them; those without come first. */
export const remarkField: Field<string> = {
  ask: 'rounds:ask.remark',
  none: 'rounds:ask.no-remark',
  always: true,
  options: async (tx, { args }) => {
    const slips = remarks(args.round === undefined ? [] : await slipsIn(tx, args.round));
    const order = [...slips].sort((a, b) => Number(a.handling !== null) - Number(b.handling !== null));
    return order.map(({ id, item, name, given }): Option => {
      const words = cleanLine(given?.text ?? '', labelMax);
      return { value: id, label: text('rounds:option.remark', { item, name, words: quoted(words) }), words: [name] };
    });
  },
};

export const handlingField = oneOf('rounds:ask.handling', handlings, (how) => text(`rounds:option.${how}`));

export const verdictField = oneOf('rounds:ask.verdict', verdicts, (verdict) => text(`rounds:option.${verdict}`));
