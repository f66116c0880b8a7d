// Tasks without a day yet (TK14, Điều 3.1) and tasks that come back each month, quarter, half-year or year (TK12, 7.1, 12.2).
// Each is a matter that makes tasks; what happens with a task stands in its own chapter.
import { reminderKind } from '../../kernel/chapter.ts';
import type { Asking, Field } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { choiceField, dayField, lineField, numberField, onlyIf, optional, pastDayField } from '../../kernel/fields.ts';
import { cleanLine, fold } from '../../kernel/fold.ts';
import { type Home, matter, nameIn, partsIn } from '../../kernel/matter.ts';
import { tellCard } from '../../kernel/noun.ts';
import { dayValue, said, type Text, text } from '../../kernel/text.ts';
import { type Day, dayOf } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
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
  seatNamed,
  seatsInCharge,
  seatsNamed,
  type Task,
  type TaskEvent,
  taskStatus,
  tellGiven,
} from '../tasks/index.ts';
import { type Duty, type DutyFacts, dueBy, duePeriods, firstPeriod, giverOf, leadOf, taskOf } from './duty.ts';

const shown = 6;

const duties = matter<Duty, readonly Task[], TaskEvent>({
  chapter: 'duties',
  room: 'tasks',
  name: 'duty',
  article: '3.1',
  series: 'DK',
  states: ['awaiting', 'given', 'recurring', 'stopped'],
  office: standingAgency,
  overseers,
  around,
  parts: partsIn<Duty>('duty', 'people'),
  lines: (facts, looking) => {
    const { row, beside } = facts;
    const { product, givenBy, condition, days, event, months, dueOn, made } = row.data;
    const periodOf = new Map(made.map(({ task, of }) => [task, of]));
    const missed = beside.filter(({ progress }) => progress.state === 'done' && progress.late).length;
    return [
      said(row.title),
      text('duties:card.lead', { name: nameIn(facts, row.data.people[0]) }),
      ...(product ? [text('duties:card.product', { product: said(product) })] : []),
      ...(givenBy ? [text('duties:card.giver', { name: nameIn(facts, givenBy) })] : []),
      ...(condition ? [text('duties:card.condition', { condition: said(condition) })] : []),
      ...(condition && !event ? [after(days)] : []),
      ...(event ? [text('duties:card.event', { day: dayValue(event.day), paper: said(event.paper) })] : []),
      ...(months ? [text(`duties:card.every.${months as 1}`, { day: dueOn ?? 31 })] : []),
      ...beside.slice(-shown).map((task) => {
        const values = { code: task.code, of: said(periodOf.get(task.id) ?? ''), status: taskStatus(task, looking) };
        return text(periodOf.get(task.id) ? 'duties:card.made' : 'duties:card.made-once', values);
      }),
      ...(missed > 0 ? [text('duties:card.missed', { count: missed })] : []),
    ];
  },
  choices: ({ beside }) =>
    beside
      .slice(-1)
      .map(({ id, code }) => choice(text('tasks:commands.open.button', { code }), press('tasks.open', { task: id }))),
  beside: {
    load: async (tx, { data: { made } }) => {
      const found = await Promise.all(made.map(({ task }) => findTask(tx, task)));
      return found.filter((task) => task !== null);
    },
    evolve: (tasks, event) => (event.type === 'tasks.assigned' ? [...tasks, event.task] : tasks),
  },
});
const { words } = duties;

const after = (days: string | null | undefined): Text => {
  if (!days) return text('duties:card.after-open');
  return text(days.endsWith('w') ? 'duties:card.after-working' : 'duties:card.after', {
    count: Number.parseInt(days, 10),
  });
};

/** "30", "30 ngày", "30 ngày làm việc". */
const daysField: Field<string> = {
  ask: 'duties:ask.days',
  read: ({ text: typed }) => {
    const [, count, working] =
      /^(\d{1,3})(?: ngay| days?)?( lam viec| working| working days)?$/.exec(fold(typed)) ?? [];
    return count === undefined
      ? { ok: false, problem: text('duties:refusal.days', { said: cleanLine(typed, 40) }) }
      : { ok: true, value: `${Number(count)}${working ? 'w' : ''}` };
  },
};

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

const begins = [
  duties.begin({
    name: 'duties.await',
    word: 'giaotheodieukien',
    alias: ['assignwhen'],
    article: '3.1',
    by: inCharge,
    fields: { ...who, condition: lineField('duties:ask.condition', 200), days: optional(daysField), ...besides },
    of: home,
    begin: (act, there) => ({
      title: act.args.title,
      state: 'awaiting',
      data: { ...common(act.args, act, there), condition: act.args.condition, days: act.args.days ?? null },
    }),
    tell: (facts, act) => ({ notices: told(facts, act, words('told-await')) }),
  }),
  duties.begin({
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
      reminders: [{ kind, matter: matterOf(facts), person: null, version: 1, nextAt: act.now }],
    }),
  }),
];

const isOpenEnded: NonNullable<Field['needed']> = async ({ duty }, tx) => {
  const row = duty ? await tx.matter.findFirst({ where: { kind: 'duty', id: duty } }) : null;
  return !(row?.data as Duty | undefined)?.days;
};

const happened = duties.move({
  name: 'duties.happened',
  article: '3.1',
  by: standingAgency,
  in: ['awaiting'],
  to: 'given',
  look: 'good',
  fields: {
    day: pastDayField('duties:ask.event-day'),
    paper: lineField('duties:ask.paper', 200),
    due: onlyIf(isOpenEnded, dayField('tasks:ask.due')),
  },
  checks: (facts, act) => {
    if (!leadOf(facts))
      return refuse('no-lead', words('refusal.no-lead', { seat: facts.row.data.seat }), { article: '2.3' });
    const due = dueBy(facts.row.data, act.args.day, act.args.due, act);
    return typeof due === 'string' ? null : due;
  },
  also: (facts, act) => {
    const [lead, due] = [leadOf(facts), dueBy(facts.row.data, act.args.day, act.args.due, act)];
    return lead && typeof due === 'string' ? [{ type: 'tasks.assigned', task: taskOf(facts, lead, due, '', act) }] : [];
  },
  set: (_facts, { args }, [event]) => ({
    event: { day: args.day as Day, paper: args.paper },
    made: event?.type === 'tasks.assigned' ? [{ task: event.task.id, of: '' }] : [],
  }),
  tell: ({ around: { seats } }, act, [event]) =>
    event?.type === 'tasks.assigned' ? tellGiven(event.task, seats, act) : { notices: [] },
});

const stop = duties.move({
  name: 'duties.stop',
  article: '3.1',
  by: inCharge,
  in: ['awaiting', 'recurring'],
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
  acts: [...begins, happened, stop],
  reminders: [periods],
  list: duties.list({
    word: 'dsdinhky',
    alias: ['duties'],
    columns: [
      { name: 'lead', label: 'duties:column.lead', cell: ({ data }) => data.seat },
      { name: 'condition', label: 'duties:column.condition', cell: ({ data }) => data.condition ?? null },
      { name: 'every', label: 'duties:column.every', cell: ({ data }) => everyText(data) },
      { name: 'made', label: 'duties:column.made', cell: ({ data }) => data.made.length },
    ],
  }),
});

const everyText = ({ months }: Duty): Text | null => (months ? text(`duties:every.${String(months) as '1'}`) : null);
