// The board of compliance (Điều 13.1): every clause of the regulation in each body, red, amber or green by what is overdue,
// near or done under it. Nothing on it is written by hand: it reads what the other chapters declare.
import type { Chapter } from '../../kernel/chapter.ts';
import { type Args, type Asking, type Command, command, type Field, type World } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { choiceField, optional } from '../../kernel/fields.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { lineWithDay, openReminders, owedIn, watching } from '../../kernel/obligation.ts';
import { periodOf } from '../../kernel/periods.ts';
import { type Actor, bodiesWith, type SeatCard } from '../../kernel/person.ts';
import { type Look, listing, type Register, register } from '../../kernel/register.ts';
import { countsOf, inOneLine, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import { addDays, type Day, dayOf, instant } from '../../kernel/time.ts';
import { choice, press, type View } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type ArticleId, articles, clauses } from '../articles.ts';
import { bodyNow } from '../body-now.ts';
import { bodies, bodyCard } from '../committee/index.ts';
import { overseers } from '../roles.ts';
import { type Fact, type Kept, kept, type Standing, standings, worstFirst } from './standing.ts';

/** Who looks, in one body at a time: what is kept from him is no fact of his. */
type Whose = { by: Actor | null; bodyIds: readonly string[] | null };

/** Looked at together in one body; an office that is so far behind has no use for more. */
const most = 500;
/** Facts of a clause in a table, and behind it. */
const shown = { row: 3, clause: 8 };
const year = 12;

const looks: Readonly<Record<Standing, Look | null>> = { late: 'late', soon: 'soon', good: 'good', people: null };
/** A national rule is named by itself. */
const named = (clause: ArticleId): Text =>
  /^\d/.test(clause) ? text('compliance:clause', { clause: said(clause) }) : said(clause);
const about = (clause: ArticleId): Text => ({ key: `compliance:about.${clause}` as TextKey });
const brief = (standing: Standing): Text => text(`compliance:standing.${standing}`);

/** The same person as far as this body goes. */
const within = ({ seats, leaders, actingIn, ...by }: Actor, bodyId: string): Actor => {
  const here = (all: readonly SeatCard[]): SeatCard[] => all.filter((seat) => seat.bodyId === bodyId);
  return {
    ...by,
    seats: here(seats),
    leaders: leaders.map((leader) => ({ ...leader, seats: here(leader.seats) })),
    actingIn: actingIn.filter((id) => id === bodyId),
  };
};

/** For whoever runs the installation: as its secretariat would see it. */
const officeOf = (bodyId: string): Actor => {
  const person = { id: '', fullName: '', language: 'vi' } as const;
  const seat = { id: '', bodyId, code: '', role: 'secretariat', post: '', agencyId: null, agency: '', person } as const;
  return { person, account: null, seats: [seat], leaders: [], actingIn: [] };
};

/** What is owed in the body by every obligation there is; what several owe alike is one fact. */
async function owedFacts(tx: Transaction, chapters: readonly Chapter[], bodyId: string, by: Actor, world: World) {
  const obligations = chapters.flatMap((chapter) => chapter.obligations ?? []);
  const names = obligations.map(({ name }) => name);
  const rows = await openReminders(tx, names, { bodyIds: [bodyId] }, world, most);
  const found = new Map<string, Fact>();
  for (const one of obligations) {
    const its = rows.filter(({ kind }) => kind === one.name);
    for (const { facts } of await owedIn(tx, one, its, world)) {
      if (one.sees?.(facts, by) === false) continue;
      const fact = { article: one.article, what: lineWithDay(one, facts, world), until: one.until(facts, world) };
      found.set(JSON.stringify(fact), { ...fact, open: watching(one, facts) });
    }
  }
  return [...found.values()];
}

/** What its meetings still take, and the regular meeting of this period or the one before it that is missing. */
async function askedFacts(tx: Transaction, chapters: readonly Chapter[], since: Day, asking: Asking): Promise<Fact[]> {
  const { now, settings } = asking;
  const months = settings.meetingEveryMonths || year;
  const current = periodOf(dayOf(now), months);
  const before = periodOf(addDays(current.from, -1), months);
  const span = { from: before.from < since ? current.from : before.from, to: current.to };
  const facts: Fact[] = [];
  for (const { checks, dated } of chapters) {
    const asked = (await checks?.(tx, asking)) ?? [];
    facts.push(
      ...asked.filter(({ done }) => !done).map(({ article, what, until, open }) => ({ article, what, until, open })),
    );
    const days = (await dated?.(tx, asking, span)) ?? [];
    facts.push(...days.flatMap(({ owed, what, at, open }) => (owed ? [{ article: owed, what, until: at, open }] : [])));
  }
  return facts;
}

/** How many matters of the chapters that carry a clause were begun in the body this year. */
async function doneIn(tx: Transaction, chapters: readonly Chapter[], bodyId: string, now: Date) {
  const from = instant(periodOf(dayOf(now), year).from, 0, 0);
  const where = { bodyId, createdAt: { gte: from } };
  const counted = await tx.matter.groupBy({ by: ['kind'], where, _count: true });
  const begun = new Map(counted.map(({ kind, _count }) => [kind, _count]));
  begun.set('meeting', await tx.meeting.count({ where: { bodyId, startsAt: { gte: from, lte: now }, state: 'held' } }));
  begun.set('task', await tx.task.count({ where: { bodyId, assignedAt: { gte: from } } }));
  const done: Partial<Record<ArticleId, number>> = {};
  for (const { articles: carried, shownBy = {} } of chapters) {
    const sum = Object.keys(shownBy).reduce((total, kind) => total + (begun.get(kind) ?? 0), 0);
    for (const clause of carried) done[clause] = (done[clause] ?? 0) + sum;
  }
  return done;
}

async function boardOf(tx: Transaction, chapters: readonly Chapter[], { by, bodyIds }: Whose, world: World) {
  const all: Kept[] = [];
  for (const bodyId of bodyIds ?? (await bodies(tx, world.now)).map(({ id }) => id)) {
    const reader = by ? within(by, bodyId) : officeOf(bodyId);
    const since = (await bodyNow(tx, bodyId, world.now))?.since;
    if (!since) continue;
    const facts = [
      ...(await owedFacts(tx, chapters, bodyId, reader, world)),
      ...(await askedFacts(tx, chapters, since, { ...world, by: reader, args: {} })),
    ];
    all.push(...kept(await bodyCard(tx, bodyId), facts, await doneIn(tx, chapters, bodyId, world.now), world.now));
  }
  return worstFirst(all);
}

/** In one line: the first of what is late or near, else what was done. */
function factsOf({ late, soon, later, done, standing }: Kept): Text | null {
  const open = [...late, ...soon];
  const lines = open.slice(0, shown.row).map(({ what }) => what);
  const more = open.length - lines.length;
  if (standing === 'people') return text('compliance:by-people');
  if (lines.length > 0) return inOneLine([...lines, ...(more > 0 ? [text('compliance:more', { count: more })] : [])]);
  return countsOf('compliance:counted', { later: later.length, done });
}

const bodyScope = (by: Actor): Whose | null => {
  const bodyIds = bodiesWith(by, overseers);
  return bodyIds.length > 0 ? { by, bodyIds } : null;
};

const board = (chapters: readonly Chapter[]): Register =>
  register<Kept, Whose>({
    name: 'compliance.board',
    word: 'tuanthu',
    alias: ['compliance'],
    article: '13.1',
    by: overseers,
    heading: 'compliance:heading',
    short: 'compliance:short',
    scopes: [{ name: 'body', label: 'compliance:heading', whose: bodyScope }],
    columns: [
      { name: 'clause', label: 'compliance:column.clause', cell: ({ clause }) => named(clause) },
      { name: 'about', label: 'compliance:column.about', cell: ({ clause }) => about(clause) },
      {
        name: 'standing',
        label: 'compliance:column.standing',
        cell: ({ standing }) => brief(standing),
        look: ({ standing }) => looks[standing],
      },
      { name: 'facts', label: 'compliance:column.facts', cell: factsOf },
      { name: 'late', label: 'compliance:column.late', cell: ({ late }) => late.length },
      { name: 'soon', label: 'compliance:column.soon', cell: ({ soon }) => soon.length },
      { name: 'done', label: 'compliance:column.done', cell: ({ done }) => done },
      { name: 'body', label: 'compliance:column.body', cell: ({ body }) => body },
    ],
    filters: {
      standing: optional(
        choiceField(
          'compliance:column.standing',
          standings.map((value) => ({ value, label: brief(value) })),
        ),
      ),
    },
    tally: { filter: 'standing', of: ({ standing }) => standing },
    print: { columns: ['clause', 'about', 'standing', 'facts'], blank: [] },
    few: async (tx, whose, { standing }, world) => {
      const all = await boardOf(tx, chapters, whose, world);
      return all.filter((row) => standing === undefined || row.standing === standing);
    },
    figures: async (tx, whose, world) => {
      const all = await boardOf(tx, chapters, whose, world);
      const many = (standing: Standing): number => all.filter((row) => row.standing === standing).length;
      const counts = countsOf('compliance:figures', { late: many('late'), soon: many('soon'), good: many('good') });
      return counts ? [counts] : [];
    },
    whole: (bodyIds) => ({ by: null, bodyIds }),
    keyOf: ({ bodyId, clause }) => `${bodyId}-${clauses.indexOf(clause)}`,
    line: ({ clause, standing }) =>
      text('compliance:line', { clause: named(clause), about: about(clause), standing: brief(standing) }),
    open: ({ clause }) => choice(named(clause), press('compliance.clause', { clause })),
  });

/** `9.1` or `Điều 9.1`. */
const clauseField: Field<ArticleId> = {
  ask: 'compliance:ask.clause',
  parse: (value) => value as ArticleId,
  read: ({ text: typed }) => {
    const words = cleanLine(typed, 40);
    const clause = clauses.find((one) => words.toUpperCase().split(/\s+/).at(-1) === one || words === one);
    return clause
      ? { ok: true, value: clause }
      : { ok: false, problem: text('compliance:refusal.unknown', { said: said(words) }) };
  },
};

/** Behind a clause: what is late, near and under way in every body he follows, each with its way to it. */
const one = (chapters: readonly Chapter[]): Command =>
  command<Args, readonly Kept[], never>({
    name: 'compliance.clause',
    word: 'dieukhoan',
    alias: ['clause'],
    article: '13.1',
    allowed: overseers,
    fields: { clause: clauseField },
    gather: async (tx, asking) => {
      const { clause = '' } = asking.args;
      if (!(clause in articles)) return refuse('unknown', text('compliance:refusal.unknown', { said: said(clause) }));
      const bodyIds = bodiesWith(asking.by, overseers);
      const all = await boardOf(tx, chapters, { by: asking.by, bodyIds }, asking);
      return { bodyId: bodyIds[0] ?? null, facts: all.filter((row) => row.clause === clause) };
    },
    show: (rows): View => {
      const [first] = rows;
      if (!first) return { lines: [text('compliance:by-people')] };
      const listed = rows.flatMap(({ late, soon, later }) => [
        ...late.map((fact) => ({ fact, line: text('compliance:fact.late', { what: fact.what }) })),
        ...soon.map((fact) => ({ fact, line: text('compliance:fact.soon', { what: fact.what }) })),
        ...later.map((fact) => ({ fact, line: text('compliance:fact.later', { what: fact.what }) })),
      ]);
      const seen = listed.slice(0, shown.clause);
      const opens = new Map(
        seen.flatMap(({ fact: { open } }) => (open ? [[JSON.stringify(open.press), open] as const] : [])),
      );
      const done = rows.reduce((sum, row) => sum + row.done, 0);
      return {
        heading: text('compliance:title', { clause: named(first.clause), about: about(first.clause) }),
        lines: [
          ...rows.map(({ body, standing }) =>
            text('compliance:stands', { body: said(body), standing: brief(standing) }),
          ),
          ...(first.standing === 'people' ? [text('compliance:by-people')] : []),
          ...seen.map(({ line }) => line),
          ...(listed.length > seen.length ? [text('bot:and-more', { count: listed.length - seen.length })] : []),
          ...(done > 0 ? [text('compliance:counted.done', { count: done })] : []),
        ],
        choices: [...opens.values()].slice(0, shown.clause),
      };
    },
  });

/** Over all the other chapters. */
export const chapterOver = (chapters: readonly Chapter[]): Chapter => {
  const all = board(chapters);
  return {
    name: 'compliance',
    room: 'records',
    articles: ['13.1'],
    commands: [listing(all), one(chapters)],
    registers: [all],
  };
};
