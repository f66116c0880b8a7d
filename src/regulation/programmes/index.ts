// The yearly programme (Điều 3.1, 5.1, 6.6, 8.1): drafted by the assisting team, issued by the chair, its items then are tasks;
// each member hands in his own plan for it, and the office reviews it.
import type { Act } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { choiceField, dayField, hidden, textField } from '../../kernel/fields.ts';
import { matter, partsIn } from '../../kernel/matter.ts';
import { gatherOf, naming, tellCard } from '../../kernel/noun.ts';
import type { Period } from '../../kernel/periods.ts';
import { type Actor, personsOf } from '../../kernel/person.ts';
import { recurring } from '../../kernel/recurring.ts';
import { dayValue, moment, quoted, said, text } from '../../kernel/text.ts';
import { dayOf, instant, monthOf, yearOf } from '../../kernel/time.ts';
import { choice, offer, press } from '../../kernel/view.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import { bodyNow } from '../body-now.ts';
import { around } from '../committee/index.ts';
import { paperOf, paperOn } from '../papers/index.ts';
import { agencyAndTeam, overseers, type Role } from '../roles.ts';
import { evolveTask, type TaskEvent, type TaskFacts, tellGiven, tellTask } from '../tasks/index.ts';
import * as onward from './carrying.ts';
import * as papers from './papers.ts';
import type { Programme, ProgrammeFacts } from './programme.ts';
import * as law from './programme.ts';
import { figures } from './settings.ts';

const office: readonly Role[] = [...agencyAndTeam, 'team-member'];
const unissued = ['draft', 'before-chair', 'declined', 'dropped'];

const programmes = matter<Programme, readonly TaskFacts[], TaskEvent>({
  chapter: 'programmes',
  room: 'tasks',
  name: 'programme',
  article: '3.1',
  series: 'CTCT',
  states: ['draft', 'before-chair', 'issued', 'declined', 'dropped'],
  // A plan that was handed in stays its author's.
  passes: {
    in: ['draft', 'before-chair', 'issued'],
    still: (facts) => facts.row.state !== 'issued' || law.lacking(facts).length > 0,
    parts: ({ people, items, plans }, heirs) => ({
      people: people.map((id) => (plans.some(({ person }) => person === id) ? id : (heirs.of(id)?.to.person.id ?? id))),
      items: items.map((item) => ({ ...item, seat: heirs.seat(item.seat)?.id ?? item.seat })),
    }),
  },
  unissued,
  office: agencyAndTeam,
  overseers,
  around,
  parts: partsIn<Programme>('programme', 'people', unissued),
  lines: law.cardLines,
  beside: {
    load: async (tx, { bodyId, state, data }, now) =>
      unissued.includes(state) ? onward.unfinished(tx, bodyId, data.year, now) : [],
    evolve: (all, event) =>
      all.map((one) =>
        'taskId' in event && event.taskId === one.task.id ? { ...one, task: evolveTask(one.task, event) } : one,
      ),
  },
  stands: ({ row: { data } }) => ({ until: data.until ? moment(new Date(data.until)) : said('') }),
  choices: ({ row }) => (row.data.plans.length > 0 ? [offer('programmes.plans', { programme: row.id })] : []),
});
const { noun, words, move, find } = programmes;

const draft = programmes.begin({
  name: 'programmes.draft',
  word: 'chuongtrinh',
  alias: ['programme'],
  article: '8.1',
  by: office,
  fields: {
    year: choiceField('programmes:ask.year', [], {
      options: async (_tx, { now }) =>
        law.yearsNow(now).map((year) => ({ value: String(year), label: said(String(year)) })),
    }),
    items: textField('programmes:ask.items', 8_000),
  },
  of: async (tx, { args, by, now }) => {
    const bodyId = by.seats.find(({ role }) => office.includes(role))?.bodyId ?? by.seats[0]?.bodyId ?? '';
    const year = Number(args['year']);
    const where = { kind: 'programme', bodyId, state: { in: ['draft', 'before-chair', 'issued'] } };
    const other = await tx.matter.findFirst({ where: { ...where, data: { path: ['year'], equals: year } } });
    return other
      ? refuse('exists', words('refusal.exists', { code: other.code }), { article: '3.1' })
      : { beside: await onward.unfinished(tx, bodyId, year, now) };
  },
  begin: ({ args, now }, { around: { seats } }) => {
    const year = Number(args.year);
    const items = law.readItems(args.items, seats, now);
    if ('agreed' in items) return items;
    if (!law.yearsNow(now).includes(year)) return refuse('no-year', words('refusal.no-year'), { field: 'year' });
    const title = `${year}`;
    return { title, state: 'draft', data: { year, items, plans: [], people: [], reviews: [] } };
  },
  tell: () => ({ notices: [] }),
});

const deciding = programmes.awaiting({ state: 'before-chair' });
const untilOf = ({ now, calendar, settings }: Act<unknown>) =>
  instant(addWorkingDays(calendar, dayOf(now), settings.actionPlanDays), 17, 0);
const owes = programmes.owes({
  state: 'issued',
  by: law.lacking,
  until: ({ row }) => new Date(row.data.until ?? row.movedAt),
  late: agencyAndTeam,
});
const owing = (facts: ProgrammeFacts, by: Actor): string | undefined =>
  personsOf(by).find(({ id }) => law.lacking(facts).includes(id))?.id;

/** His own plan; who looks after the body may name another's. */
const planPaper = paperOn<papers.PlanFacts>(
  {
    allowed: 'anyone',
    fields: { programme: naming(noun), person: hidden },
    gather: async (tx, asking) => {
      const gathered = await gatherOf(noun, false)(tx, asking);
      if ('agreed' in gathered) return gathered;
      const { plans } = gathered.facts.row.data;
      const his = new Set(personsOf(asking.by).map(({ id }) => id));
      const looksAfter = asking.by.seats.some(
        ({ bodyId, role }) => bodyId === gathered.bodyId && overseers.includes(role),
      );
      const { person } = asking.args;
      const plan = plans.findLast(
        (one) => (person ? one.person === person : true) && (looksAfter || his.has(one.person)),
      );
      return { ...gathered, facts: { of: gathered.facts, plan: plan ?? null } };
    },
    matterOf: ({ of }) => `programme:${of.row.id}`,
    card: ({ of }, act, note) => noun.card(of, act, note),
  },
  papers.plan,
);

const yearly = recurring({
  name: 'programmes.year-due',
  article: '3.1',
  body: bodyNow,
  rounds: law.roundsOf,
  done: async (tx, bodyId, { from }) => {
    const where = { kind: 'programme', bodyId, state: 'issued', data: { path: ['year'], equals: yearOf(from) } };
    return (await tx.matter.findFirst({ where })) !== null;
  },
  by: agencyAndTeam,
  late: ['deputy-chair'],
  line: ({ from }) => text('programmes:each.line', { year: yearOf(from) }),
  say: ({ from }, due, isOver) =>
    text(`programmes:each.${isOver ? 'over' : 'due'}`, { year: yearOf(from), due: dayValue(due) }),
  open: choice(text('programmes:commands.draft.about'), press('programmes.draft')),
});

const halfWords = ({ from }: Period) =>
  text(`programmes:review.half-${monthOf(from) === 1 ? 'first' : 'second'}`, { year: yearOf(from) });
const halfYearly = recurring({
  name: 'programmes.review-due',
  article: '5.1',
  body: bodyNow,
  rounds: law.reviewRounds,
  done: async (tx, bodyId, period) => {
    const where = { kind: 'programme', bodyId, state: 'issued' };
    const found = await tx.matter.findFirst({
      where: { ...where, data: { path: ['year'], equals: yearOf(period.from) } },
    });
    const data = found?.data as unknown as Programme | undefined;
    return law.isReviewed(found && data ? { movedAt: found.movedAt, reviews: data.reviews } : null, period);
  },
  by: agencyAndTeam,
  late: ['deputy-chair'],
  line: (period) => text('programmes:review.line', { half: halfWords(period) }),
  say: (period, due, isOver) =>
    text(`programmes:review.${isOver ? 'over' : 'due'}`, { half: halfWords(period), due: dayValue(due) }),
  open: choice(text('programmes:commands.list.about'), press('programmes.list')),
});

export const chapter = programmes.chapterOf({
  articles: ['3.1', '5.1', '6.6', '8.1'],
  settings: figures,
  acts: [
    draft,
    move({
      name: 'programmes.write',
      article: '8.1',
      by: office,
      personal: false,
      in: ['draft'],
      fields: { items: textField('programmes:ask.items', 8_000) },
      checks: ({ around: { seats } }, { args, now }) => {
        const items = law.readItems(args.items, seats, now);
        return 'agreed' in items ? items : null;
      },
      set: ({ around: { seats } }, { args, now }) => {
        const items = law.readItems(args.items, seats, now);
        return 'agreed' in items ? {} : { items };
      },
    }),
    move({
      name: 'programmes.carry',
      article: '5.1',
      by: office,
      personal: false,
      in: ['draft'],
      offered: (facts) => onward.left(facts).length > 0,
      fields: {
        undone: onward.oneOf('programmes:ask.carry', find, (facts) => onward.namedIn(onward.left(facts))),
        until: dayField('programmes:ask.until'),
      },
      checks: (facts, { args, now }) => onward.cannotCarry(facts, args.undone, args.until, now),
      set: (facts, { args }) => ({ carried: onward.carry(facts, args.undone, args.until) }),
    }),
    move({
      name: 'programmes.leave',
      article: '5.1',
      by: office,
      personal: false,
      in: ['draft'],
      offered: (facts) => onward.goingOn(facts).length > 0,
      fields: {
        undone: onward.oneOf('programmes:ask.leave', find, onward.goingOn),
      },
      set: (facts, { args }) => ({ carried: onward.leave(facts, args.undone) }),
    }),
    deciding.forward({ article: '8.1', by: office }),
    deciding.yes({
      name: 'programmes.issue',
      to: 'issued',
      refuses: (facts) => {
        const names = said(
          law
            .unled(facts)
            .map(({ agency }) => agency)
            .join('; '),
        );
        return law.unled(facts).length > 0
          ? refuse('unled', words('refusal.unled', { names }), { article: '2.3' })
          : null;
      },
      set: (facts, act, events) => ({
        people: law.planners(facts),
        until: untilOf(act).toISOString(),
        carried: onward.goingOn(facts),
        tasks: events.flatMap((event) => {
          if (event.type === 'tasks.assigned') return [event.task.id];
          return event.type === 'tasks.moved' ? [event.taskId] : [];
        }),
      }),
      also: (facts, act) => [
        ...law.tasksOf(facts, act).map((task) => ({ type: 'tasks.assigned', task }) as const),
        ...onward.movedOn(facts, act.by.person.id, act.now),
      ],
      tell: (facts, act, events, before) => {
        const given = events.flatMap((event) => {
          if (event.type === 'tasks.assigned') return [tellGiven(event.task, facts.around.seats, act as Act)];
          const of = before.beside.find(({ task }) => 'taskId' in event && task.id === event.taskId);
          return of ? [tellTask(of, act as Act, [event])] : [];
        });
        const to = [...new Set([...facts.row.data.people, facts.row.ownerId])];
        return {
          notices: [
            ...tellCard(noun, facts, 'issued', to, act, text('programmes:told-issued'), { class: 'action' }),
            ...given.flatMap(({ notices }) => notices),
          ],
          reminders: given.flatMap(({ reminders = [] }) => reminders),
        };
      },
    }),
    deciding.no(),
    move({
      name: 'programmes.plan',
      article: '6.6',
      by: 'anyone',
      personal: false,
      in: ['issued'],
      only: (facts, by) => owing(facts, by) !== undefined,
      fields: { words: textField('programmes:ask.plan', 8_000) },
      set: (facts, { args, by, now }) => {
        const plan = { person: owing(facts, by) ?? by.person.id, words: args.words, at: now.toISOString() };
        return { plans: [...facts.row.data.plans, plan] };
      },
      tell: (facts, act) => {
        const what = `plan-${facts.row.data.plans.length}`;
        return { notices: tellCard(noun, facts, what, [facts.row.ownerId], act, text('programmes:told-plan')) };
      },
    }),
    move({
      name: 'programmes.review',
      article: '5.1',
      by: office,
      in: ['issued'],
      fields: { words: textField('programmes:ask.review', 4_000) },
      set: ({ row }, { args, now }) => ({
        reviews: [...row.data.reviews, { at: now.toISOString(), words: args.words }],
      }),
    }),
    move({ name: 'programmes.drop', article: '8.1', by: office, in: ['draft'], to: 'dropped', look: 'bad' }),
    programmes.shows({
      name: 'programmes.plans',
      view: ({ row, around: { seats } }, { by }) => {
        const all = row.data.plans.filter(
          ({ person }) => person === by.person.id || by.seats.some(({ role }) => overseers.includes(role)),
        );
        const nameOf = (id: string): string => seats.find(({ person }) => person.id === id)?.person.fullName ?? '';
        return {
          heading: text('programmes:plans.heading', { code: row.code }),
          lines: all.map(({ person, words: written, at }) =>
            text('programmes:plans.line', { name: nameOf(person), at: moment(new Date(at)), words: quoted(written) }),
          ),
          choices: all.map(({ person }) =>
            choice(
              text('programmes:commands.plan-paper.of', { name: nameOf(person) }),
              press('programmes.plan-paper', { programme: row.id, person }),
            ),
          ),
        };
      },
    }),
    programmes.offering(paperOf(noun, papers.programme), ['draft', 'before-chair', 'issued']),
    planPaper,
  ],
  approvals: [deciding.approval],
  obligations: [owes, yearly, halfYearly],
  watches: [yearly.name, halfYearly.name],
  list: programmes.list({
    word: 'dschuongtrinh',
    alias: ['programmes'],
    columns: [
      { name: 'items', label: 'programmes:column.items', cell: ({ data }) => data.items.length },
      { name: 'plans', label: 'programmes:column.plans', cell: ({ data }) => data.plans.length },
    ],
  }),
});
