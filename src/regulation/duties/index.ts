// Tasks that come back each month, quarter, half-year or year (TK12, Điều 7.1, 12.2): a matter that makes tasks; what happens with a task stands in its own chapter.

import { reminderKind } from '../../kernel/chapter.ts';
import type { Asking } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { choiceField, lineField, numberField } from '../../kernel/fields.ts';
import { type Home, inherited, matter, nameIn, partsIn } from '../../kernel/matter.ts';
import { lookAt } from '../../kernel/notice.ts';
import { tellCard } from '../../kernel/noun.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import type { Transaction } from '../../store/transaction.ts';
import { around } from '../committee/index.ts';
import { overseers, standingAgency } from '../roles.ts';
import {
  coordinatorsField,
  findTask,
  giverField,
  inCharge,
  leadField,
  mayLead,
  openTask,
  seatNamed,
  seatsInCharge,
  seatsNamed,
  type Task,
  type TaskEvent,
  taskStatus,
} from '../tasks/index.ts';
import { type Duty, type DutyFacts, duePeriods, firstPeriod, giverOf } from './duty.ts';

const shown = 6;

const duties = matter<Duty, readonly Task[], TaskEvent>({
  chapter: 'duties',
  room: 'tasks',
  name: 'duty',
  article: '3.1',
  series: 'DK',
  states: ['recurring', 'stopped'],
  passes: { in: ['recurring'], parts: ({ people }, heirs) => ({ people: inherited(people, heirs) }) },
  office: standingAgency,
  overseers,
  around,
  parts: partsIn<Duty>('duty', 'people'),
  lines: (facts, looking) => {
    const { row, beside } = facts;
    const { product, givenBy, months, dueOn, made } = row.data;
    const periodOf = new Map(made.map(({ task, of }) => [task, of]));
    const missed = beside.filter(({ progress }) => progress.state === 'done' && progress.late).length;
    return [
      said(row.title),
      text('duties:card.lead', { name: nameIn(facts, row.data.people[0]) }),
      ...(product ? [text('duties:card.product', { product: said(product) })] : []),
      ...(givenBy ? [text('duties:card.giver', { name: nameIn(facts, givenBy) })] : []),
      text(`duties:card.every.${months as 1}`, { day: dueOn }),
      ...beside.slice(-shown).map((task) => {
        const values = { code: task.code, of: said(periodOf.get(task.id) ?? ''), status: taskStatus(task, looking) };
        return text('duties:card.made', values);
      }),
      ...(missed > 0 ? [text('duties:card.missed', { count: missed })] : []),
    ];
  },
  choices: ({ beside }) => beside.slice(-1).map(openTask),
  beside: {
    load: async (tx, { data: { made } }) => {
      const found = await Promise.all(made.map(({ task }) => findTask(tx, task)));
      return found.filter((task) => task !== null);
    },
    evolve: (tasks, event) => (event.type === 'tasks.assigned' ? [...tasks, event.task] : tasks),
  },
});
const { words } = duties;

const who = { lead: leadField, title: lineField('tasks:ask.title', 250) };
const besides = {
  coordinators: coordinatorsField(true),
  product: lineField('tasks:ask.product', 300, { optional: true }),
  giver: giverField,
};

const home = async (tx: Transaction, asking: Asking) => {
  const lead = seatNamed(await seatsInCharge(tx, asking), asking.args['lead'] ?? '');
  if (lead && mayLead(lead)) return { bodyId: lead.bodyId, beside: [] };
  const because = text('tasks:refusal.unknown-lead', { words: said(asking.args['lead'] ?? '') });
  return refuse('unknown-lead', because, { article: '2.2', field: 'lead' });
};

type Given = { lead: string; coordinators?: string; product?: string; giver?: string | undefined };
const common = (args: Given, act: Parameters<typeof giverOf>[0], { around: { seats } }: Home) => {
  const lead = seatNamed(seats, args.lead)!;
  const others = seatsNamed(seats, args.coordinators ?? '').found.map(({ person }) => person.id);
  const people = [...new Set([lead.person.id, ...others])];
  return { seat: lead.code, people, product: args.product || null, givenBy: giverOf(act, args.giver), made: [] };
};

const kind = 'duties.period';
const matterOf = ({ row }: DutyFacts): string => `duty:${row.id}`;
const told = (facts: DutyFacts, act: Parameters<typeof tellCard>[4], note: Text) =>
  tellCard(duties.noun, facts, facts.row.state, facts.row.data.people, act, note, { class: 'action' });

const each = duties.begin({
  name: 'duties.each',
  word: 'giaodinhky',
  alias: ['assigneach'],
  article: '12.2',
  by: inCharge,
  fields: {
    ...who,
    every: choiceField(
      'duties:ask.every',
      (['1', '3', '6', '12'] as const).map((value) => ({
        value,
        label: text(`duties:every.${value}`),
        words: { 1: ['thang', 'month'], 3: ['quy', 'quarter'], 6: ['6 thang', 'half'], 12: ['nam', 'year'] }[value],
      })),
    ),
    day: numberField('duties:ask.day', 1, 31),
    ...besides,
  },
  of: home,
  begin: (act, there) => {
    const [months, dueOn] = [Number(act.args.every), act.args.day];
    const next = firstPeriod(months, dueOn, dayOf(act.now));
    return {
      title: act.args.title,
      state: 'recurring',
      data: { ...common(act.args, act, there), months, dueOn, next },
    };
  },
  // Its first task is made by the clock, like all the others.
  tell: (facts, act) => ({
    notices: told(facts, act, words('told-each')),
    reminders: [lookAt(kind, matterOf(facts), act.now)],
  }),
});

const stop = duties.move({
  name: 'duties.stop',
  by: inCharge,
  in: ['recurring'],
  to: 'stopped',
  look: 'bad',
  ...duties.answering('reason'),
  tell: (facts, act) => ({ notices: told(facts, act, words('told-stopped')) }),
});

const periods = reminderKind<DutyFacts>({
  name: kind,
  article: '12.2',
  gather: async (tx, { matter: named }, { now }) => {
    const facts = await duties.find(tx, named.slice('duty:'.length), now);
    return facts?.row.state === 'recurring' ? facts : null;
  },
  due: (facts, _row, world) =>
    duePeriods(facts, world, () =>
      tellCard(duties.noun, facts, `unled-${dayOf(world.now)}`, duties.officeOf(facts), world, words('unled')),
    ),
});

export const chapter = duties.chapterOf({
  articles: ['2.3', '3.1', '7.1', '12.2'],
  acts: [each, stop],
  reminders: [periods],
  list: duties.list({
    means: [{ intent: 'ask:duties' }],
    word: 'dsdinhky',
    alias: ['duties'],
    columns: [
      { name: 'lead', label: 'duties:column.lead', cell: ({ data }) => data.seat },
      { name: 'every', label: 'duties:column.every', cell: ({ data }) => text(`duties:every.${data.months as 1}`) },
      { name: 'made', label: 'duties:column.made', cell: ({ data }) => data.made.length },
    ],
  }),
});
