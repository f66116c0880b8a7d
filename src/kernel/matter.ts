// Compiles matters: a small chapter from one declaration. A noun whose rows lie in the common table, moved from state to
// state by acts; with what it puts before the chair, what the office owes about it, and its list.
import type { ArticleId } from '../regulation/articles.ts';
import type { Role } from '../regulation/roles.ts';
import type { Transaction } from '../store/transaction.ts';
import { type Approval, approval, awaits, everyMorning, present } from './approval.ts';
import type { Chapter } from './chapter.ts';
import { type Act, type Args, type Command, command, type Field, type Values, type World } from './command.ts';
import { agree, type Happening, type Refused, refuse } from './decision.ts';
import { textField, valuesOf } from './fields.ts';
import { morningOf } from './ladder.ts';
import type { Notice, Telling } from './notice.ts';
import { type Acting, act, cardFor, type Looking, type Noun, naming, tellCard } from './noun.ts';
import { type Obligation, obligation, owe } from './obligation.ts';
import { type Actor, bodiesWith, himself, type PersonCard, type SeatCard, seatedIds } from './person.ts';
import { listing, type Register, register } from './register.ts';
import type { Settings } from './settings.ts';
import { moment, plainText, quoted, said, type Text, type TextKey } from './text.ts';
import { dayOf } from './time.ts';
import { type Choice, choice, press, type View } from './view.ts';
import { addWorkingDays } from './working-days.ts';

/** A row of the common table; `D` is what its chapter keeps beside the columns. */
export type Row<D> = {
  id: string;
  bodyId: string;
  code: string;
  state: string;
  title: string;
  data: D & Settled;
  ownerId: string;
  about: string | null;
  version: number;
  createdAt: Date;
  movedAt: Date;
};

/** Kept by the acts: who did the last one, his words, and the office's advice. */
export type Settled = { by?: string; answer?: string; advice?: string };

/** The people of its body, and whoever else its row names. */
export type Around = {
  seats: readonly SeatCard[];
  lead: { chair: SeatCard | null; acting: SeatCard | null };
  people: ReadonlyMap<string, PersonCard>;
};

/** A row with what its law and its card need to know beside it. */
export type Facts<D> = { row: Row<D>; around: Around };

export type MatterEvent<D> =
  | { type: string; what: 'begun'; row: Row<D> }
  | {
      type: string;
      what: 'moved';
      id: string;
      from: string;
      to: string;
      set: Partial<D & Settled>;
      asks: boolean;
      at: Date;
      by: string;
    };

export type Matter<D> = {
  chapter: string;
  name: string;
  article: ArticleId;
  /** Of its codes, e.g. `KN`. */
  series: string;
  /** Every state there is, each with its sentence (`state.<name>`) and its word (`brief.<name>`). */
  states: readonly string[];
  /** The office that deals with it: told of a new one, and it owes what `owed` says. */
  office: readonly Role[];
  /** Who may follow it beside its owner. */
  overseers: readonly Role[];
  /** The people of the body; of the committee's chapter. */
  around(tx: Transaction, bodyId: string, people: readonly string[], now: Date): Promise<Around>;
  /** What it says of itself: the lines of its card between whose it is and where it stands. */
  lines(facts: Facts<D>): readonly Text[];
  /** Files shown to who opens it. */
  files?(row: Row<D>): readonly string[];
};

type Fields = Readonly<Record<string, Field>>;

export type Beginning<D, S extends Fields> = {
  name: string;
  word?: string;
  alias?: readonly string[];
  article: ArticleId;
  by?: readonly Role[] | 'anyone';
  fields: S;
  begin(act: Act<Values<S>>): { title: string; state: string; data: D; about?: string | null } | Refused;
};

export type Moving<D, S extends Fields> = Omit<Acting<Facts<D>, MatterEvent<D>, S>, 'decide' | 'tell' | 'done'> & {
  to: string;
  /** Only its owner may; others are refused. */
  own?: true;
  /** What is kept of it. */
  set?(facts: Facts<D>, act: Act<Values<S>>): Partial<D & Settled>;
  /** Puts it before somebody: buttons of an earlier time no longer decide. */
  asks?: true;
  /** `facts` are those after it; left out: its owner is told. */
  tell?(facts: Facts<D>, act: Act<Values<S>>): Telling;
};

/** What the office owes while a matter stays in a state; days are working days after it was begun. */
type Owed = {
  state: string;
  /** The figure of the body that says by when. */
  days: keyof Settings;
  /** So many days later it is called to mind again. */
  again: readonly number[];
  escalates?: { after: number; to: readonly Role[] };
};

type Stored = Omit<Row<object>, 'data'> & { data: unknown; kind: string };

/** Who leads its body now: the chair, or the deputy who stands in for him (Điều 4). */
export const leadOf = <D>({ around: { lead } }: Facts<D>): PersonCard | null =>
  (lead.acting ?? lead.chair)?.person ?? null;

export const holding = <D>({ around: { seats } }: Facts<D>, roles: readonly Role[]): string[] => [
  ...new Set(seats.filter(({ role }) => roles.includes(role)).map(({ person }) => person.id)),
];

export const nameIn = <D>({ around: { people, seats } }: Facts<D>, id: string | undefined): string =>
  people.get(id ?? '')?.fullName ?? seats.find(({ person }) => person.id === id)?.person.fullName ?? '';

/** The noun of a matter, the ways to begin and to move one, to decide and to owe it, its list, and what writes it down. */
export function matter<D extends object>(declared: Matter<D>) {
  const { chapter, name, series, office, overseers } = declared;
  // Texts of a matter lie at fixed places in its chapter's namespace; texts.spec proves that they are there.
  const key = (path: string): TextKey => `${chapter}:${path}` as TextKey;
  const words = (path: string, values: Record<string, Text | string | number> = {}): Text => ({
    key: key(path),
    values,
  });
  const rowOf = ({ kind: _kind, data, ...stored }: Stored): Row<D> => ({ ...stored, data: data as D });
  const id = `${name}:`;

  const withPeople = async (tx: Transaction, row: Row<D>, now: Date): Promise<Facts<D>> => ({
    row,
    around: await declared.around(tx, row.bodyId, [row.ownerId, ...(row.data.by ? [row.data.by] : [])], now),
  });

  /** Where it stands: the one sentence of the card and of every refusal. */
  const stands = (facts: Facts<D>): Text => ({
    key: key(`state.${facts.row.state}`),
    values: {
      by: nameIn(facts, facts.row.data.by),
      at: moment(facts.row.movedAt),
      name: leadOf(facts)?.fullName ?? '',
    },
  });

  /** An act offers itself on the card to whom it is open in this state. */
  const offers: {
    name: string;
    in: readonly string[];
    may(facts: Facts<D>, by: Actor): boolean;
    look?: 'good' | 'bad';
  }[] = [];
  const choices = (facts: Facts<D>, by: Actor): Choice[] =>
    offers
      .filter((one) => one.in.includes(facts.row.state) && one.may(facts, by))
      .map((one) => {
        const [, called] = one.name.split('.');
        return choice(words(`commands.${called}.button`), press(one.name, { [name]: facts.row.id }), one.look);
      });

  /** His, or that of a leader he assists, from a seat of its owner in its body: it stays there when he goes. */
  const isOwn = ({ row }: Facts<D>, by: Actor): boolean =>
    seatedIds(by).some(({ id, bodyId }) => id === row.ownerId && bodyId === row.bodyId);

  const noun: Noun<Facts<D>, MatterEvent<D>> = {
    name,
    unknown: key('refusal.unknown'),
    load: async (tx, named, { by, now }, lock) => {
      const bodies = [...by.seats, ...by.leaders.flatMap(({ seats }) => seats)].map(({ bodyId }) => bodyId);
      const found = await tx.matter.findFirst({
        where: { kind: name, OR: [{ id: named }, { code: named.toUpperCase(), bodyId: { in: bodies } }] },
      });
      if (!found) return null;
      if (lock) await tx.$queryRaw`select 1 from matter where id = ${found.id} for update`;
      return withPeople(tx, rowOf(lock ? await tx.matter.findUniqueOrThrow({ where: { id: found.id } }) : found), now);
    },
    idOf: ({ row }) => row.id,
    bodyOf: ({ row }) => row.bodyId,
    stateOf: ({ row }) => row.state,
    versionOf: ({ row }) => row.version,
    people: ({ around: { seats, lead } }) => ({ seats, acting: lead.acting?.person.id ?? null }),
    sees: (facts, by) => isOwn(facts, by) || bodiesWith(by, overseers).includes(facts.row.bodyId),
    behalfOf: ({ row }, by) => by.leaders.find(({ person }) => person.id === row.ownerId)?.person ?? null,
    standing: (facts) => refuse('settled', stands(facts), { article: declared.article, closes: true }),
    evolve: (facts, events) => ({ ...facts, row: events.reduce(evolve, facts.row) }),
    card: (facts, { by }: Looking, note) => ({
      heading: words('card.heading', { code: facts.row.code }),
      lines: [
        ...(note ? [note] : []),
        words('card.by', { name: nameIn(facts, facts.row.ownerId) }),
        ...declared.lines(facts),
        ...(facts.row.data.advice ? [words('card.advice', { words: quoted(facts.row.data.advice) })] : []),
        stands(facts),
        ...(facts.row.data.answer ? [words('card.answer', { words: quoted(facts.row.data.answer) })] : []),
      ],
      choices: choices(facts, by),
      card: `${id}${facts.row.id}`,
    }),
  };

  const toOwner = (facts: Facts<D>, world: World): Notice[] =>
    tellCard(noun, facts, facts.row.state, [facts.row.ownerId], world, words('told'));

  const begin = <S extends Fields>({ by = 'anyone', fields, begin: begun, ...named }: Beginning<D, S>): Command => {
    type Home = { bodyId: string; owner: PersonCard; behalf: PersonCard | null; around: Around };
    const parsed = (given: Act): Act<Values<S>> => ({ ...given, args: valuesOf(fields, given.args) });
    const after = (home: Home, events: readonly MatterEvent<D>[]): Facts<D> | null =>
      events[0]?.what === 'begun' ? { row: events[0].row, around: home.around } : null;
    return command<Args, Home, MatterEvent<D>>({
      ...named,
      allowed: by,
      personal: false,
      fields,
      // His own body; an assistant without a seat begins one for his leader (Điều 10.3).
      gather: async (tx, asking) => {
        const speakers = [{ person: asking.by.person, seats: asking.by.seats }, ...asking.by.leaders];
        const speaker = speakers.find(({ seats }) => seats.length > 0);
        if (!speaker) return refuse('no-body', words('refusal.no-body'), { article: declared.article });
        const { bodyId } = speaker.seats[0]!;
        const behalf = speaker.person.id === asking.by.person.id ? null : speaker.person;
        const around = await declared.around(tx, bodyId, [speaker.person.id], asking.now);
        return { bodyId, facts: { bodyId, owner: speaker.person, behalf, around }, behalf };
      },
      decide: ({ bodyId, owner }, given) => {
        const row = begun(parsed(given));
        if ('agreed' in row) return row;
        const { now } = given;
        const stored = {
          id: given.newId(),
          bodyId,
          code: '',
          ownerId: owner.id,
          version: 1,
          createdAt: now,
          movedAt: now,
        };
        return agree({ type: `${chapter}.begun`, what: 'begun', row: { about: null, ...row, ...stored } });
      },
      tell: (home, given, events) => {
        const facts = after(home, events);
        if (!facts) return { notices: [] };
        const to = holding(facts, office).filter((person) => person !== given.by.person.id);
        const notices = tellCard(noun, facts, 'begun', to, given, undefined, { class: 'action' });
        const reminders = debts.flatMap(
          (one) => owe(one, facts, { matter: `${id}${facts.row.id}`, person: null, version: 1 }, given) ?? [],
        );
        return { notices, reminders };
      },
      show: (home, given, events) => {
        const facts = after(home, events);
        return facts ? noun.card(facts, given, words('done.begun', { code: facts.row.code })) : { lines: [] };
      },
    });
  };

  const move = <S extends Fields = Record<never, never>>(how: Moving<D, S>): Command => {
    const {
      to,
      own,
      set,
      asks = false,
      tell = (facts, given) => ({ notices: own ? [] : toOwner(facts, given) }),
      ...rest
    } = how;
    const may = (facts: Facts<D>, by: Actor): boolean =>
      own
        ? isOwn(facts, by)
        : rest.by === 'anyone' ||
          bodiesWith(rest.personal === false ? by : himself(by), rest.by).includes(facts.row.bodyId);
    offers.push({ name: rest.name, in: rest.in, may });
    return act<Facts<D>, MatterEvent<D>, S>(noun, {
      ...(own && { personal: false }),
      ...rest,
      refuses: (facts, given) =>
        own && !isOwn(facts, given.by)
          ? refuse('not-yours', words('refusal.not-yours'))
          : (rest.refuses?.(facts, given) ?? null),
      decide: (facts, given) => {
        const { id: moved, state: from } = facts.row;
        const by = given.by.person.id;
        const common = {
          type: `${chapter}.moved`,
          what: 'moved',
          id: moved,
          from,
          to,
          asks,
          at: given.now,
          by,
        } as const;
        return agree({ ...common, set: { by, ...set?.(facts, given) } as Partial<D & Settled> });
      },
      tell: (facts, given, events) => tell(noun.evolve(facts, events), given),
      done: (facts) => words(`done.${to}`, { code: facts.row.code, name: leadOf(facts)?.fullName ?? '' }),
    });
  };

  /** An act whose words are kept, as the answer or as advice. */
  const answering = (ask: string, as: 'answer' | 'advice' = 'answer') => ({
    fields: { words: textField(key(`ask.${ask}`), 2_000) },
    set: (_facts: Facts<D>, given: { args: { words: string } }): Partial<D & Settled> =>
      ({ [as]: given.args.words }) as Partial<D & Settled>,
  });

  const find = async (tx: Transaction, wanted: string, now: Date): Promise<Facts<D> | null> => {
    const found = await tx.matter.findFirst({ where: { kind: name, id: wanted } });
    return found && withPeople(tx, rowOf(found), now);
  };

  const inState = async (
    tx: Transaction,
    bodyIds: readonly string[],
    state: string,
    now: Date,
  ): Promise<Facts<D>[]> => {
    const where = { kind: name, bodyId: { in: [...bodyIds] }, state };
    const found = await tx.matter.findMany({ where, orderBy: { movedAt: 'asc' }, take: 100 });
    return Promise.all(found.map((row) => withPeople(tx, rowOf(row), now)));
  };

  const line = (facts: Facts<D>): Text =>
    words('line', { code: facts.row.code, name: nameIn(facts, facts.row.ownerId), title: quoted(facts.row.title) });
  const opens = ({ row }: { row: Row<D> }) => press(`${chapter}.open`, { [name]: row.id });
  const daysAfter = (at: Date, days: number, { calendar }: Pick<World, 'calendar'>): Date =>
    morningOf(addWorkingDays(calendar, dayOf(at), days));

  /**
   * Put before the chair by an act of the office: the act that does so, his yes and no, and the approval itself
   * (Điều 2.1). `escalatesAfter`: working days until the office hears that it still waits.
   */
  const beforeChair = (how: {
    state: string;
    from: readonly string[];
    yes: string;
    no: string;
    escalatesAfter: number;
  }) => {
    const waits: Approval<Facts<D>> = {
      name: `${chapter}.${how.state}`,
      article: declared.article,
      of: name,
      waiting: (tx, whose, { now }) =>
        inState(tx, 'bodyId' in whose ? [whose.bodyId] : bodiesWith(himself(whose.by), ['chair']), how.state, now),
      load: async (tx, wanted, { now }) => {
        const found = await find(tx, wanted, now);
        return found?.row.state === how.state ? found : null;
      },
      idOf: noun.idOf,
      asked: ({ row }) => ({ by: row.ownerId, at: row.movedAt, version: row.version }),
      deciders: (facts) => [leadOf(facts)?.id ?? []].flat(),
      overseers: (facts) => holding(facts, office),
      line,
      title: ({ row }) => said(row.code),
      opens,
      view: (facts, world, reader, note) => {
        const person = reader === 'decider' ? leadOf(facts)?.id : holding(facts, office)[0];
        return cardFor(noun, facts, person ?? '', world, note);
      },
      silence: ({ row }, world) => ({
        again: everyMorning(row.movedAt, world),
        escalates: daysAfter(row.movedAt, how.escalatesAfter, world),
      }),
    };
    const verdict = (called: 'agree' | 'decline', state: string, ask: string): Command =>
      move({
        name: `${chapter}.${called}`,
        means: [{ intent: called === 'agree' ? 'agree' : 'refuse', waits: true }],
        article: '2.1',
        by: ['chair'],
        personal: true,
        in: [how.state],
        to: state,
        ...answering(ask),
      });
    const put = move({
      name: `${chapter}.forward`,
      article: declared.article,
      by: office,
      in: how.from,
      to: how.state,
      asks: true,
      ...answering('advice', 'advice'),
      tell: (facts, given) => ({
        notices: present(waits, facts, given),
        reminders: [awaits(waits, facts, given)],
      }),
    });
    const commands = [put, verdict('agree', how.yes, 'direction'), verdict('decline', how.no, 'reason')];
    return { commands, approval: approval(waits) };
  };

  const debts: Obligation<Facts<D>>[] = [];

  /** The office owes it while it stays in this state: by so many working days (a figure of the body), and then again. */
  const owed = (how: Owed): Obligation => {
    const by = (facts: Facts<D>, world: World, more: number): Date =>
      daysAfter(facts.row.createdAt, Number(world.settings[how.days]) + more, world);
    const one: Obligation<Facts<D>> = {
      name: `${chapter}.owed-${how.state}`,
      article: declared.article,
      load: async (tx, reminder, { now }) => {
        const found = await find(tx, reminder.matter.slice(id.length), now);
        return found?.row.state === how.state ? found : null;
      },
      owedBy: (facts) => holding(facts, office),
      until: (facts, world) => by(facts, world, 0),
      steps: (facts, world) => [0, ...how.again].map((more) => by(facts, world, more)),
      say: (facts, world) => cardFor(noun, facts, holding(facts, office)[0] ?? '', world, words('due')),
      line,
      open: (facts) => choice(said(facts.row.code), opens(facts)),
      escalates: (facts, world) =>
        (how.escalates ? [how.escalates] : []).map(({ after, to }) => ({
          to: holding(facts, to),
          from: by(facts, world, after),
          view: cardFor(noun, facts, holding(facts, to)[0] ?? '', world, words('due')),
        })),
    };
    debts.push(one);
    return obligation(one);
  };

  /** Whose rows a list means; null: all. */
  type Whose = { owners?: readonly { id: string; bodyId: string }[]; bodyIds?: readonly string[] | null };
  const brief = (row: Row<D>): Text => words(`brief.${row.state}`);

  /** Its list: one's own, and all of the body for those who follow; the newest first. */
  const list = (how: Pick<Register, 'word' | 'alias'> & { columns?: Register<Row<D>, Whose>['columns'] }): Register =>
    register<Row<D>, Whose>({
      ...(how.word && { word: how.word }),
      ...(how.alias && { alias: how.alias }),
      name: `${chapter}.list`,
      article: declared.article,
      by: 'anyone',
      heading: key('list.mine'),
      scopes: [
        {
          name: 'mine',
          label: key('list.mine'),
          whose: (by) => ({ owners: seatedIds(by) }),
        },
        {
          name: 'body',
          label: key('list.body'),
          whose: (by) => {
            const bodyIds = bodiesWith(by, overseers);
            return bodyIds.length > 0 ? { bodyIds } : null;
          },
        },
      ],
      columns: [
        { name: 'code', label: key('column.code'), cell: ({ code }) => code },
        { name: 'title', label: key('column.title'), cell: ({ title }) => title },
        { name: 'state', label: key('column.state'), cell: brief },
        { name: 'at', label: key('column.at'), cell: ({ createdAt }) => createdAt },
        ...(how.columns ?? []),
      ],
      rows: async (tx, { owners, bodyIds }, { limit, after, before }) => {
        const found = await tx.matter.findMany({
          where: {
            kind: name,
            ...(owners && { OR: owners.map(({ id: ownerId, bodyId }) => ({ ownerId, bodyId })) }),
            ...(bodyIds && { bodyId: { in: [...bodyIds] } }),
            ...(after !== undefined && { id: { lt: after } }),
            ...(before !== undefined && { id: { gt: before } }),
          },
          orderBy: { id: before === undefined ? 'desc' : 'asc' },
          take: limit,
        });
        return (before === undefined ? found : found.reverse()).map(rowOf);
      },
      whole: (bodyIds) => ({ bodyIds }),
      keyOf: (row) => row.id,
      usual: async (_tx, open) => (open.has('body') ? 'body' : 'mine'),
      line: (row) => words('list.line', { code: row.code, title: quoted(row.title), state: brief(row) }),
      open: (row) => choice(said(row.code), opens({ row })),
    });

  const open: Command = command<Args, Facts<D>, never>({
    name: `${chapter}.open`,
    article: declared.article,
    allowed: 'anyone',
    fields: { [name]: naming(noun) },
    gather: async (tx, asking) => {
      const facts = await noun.load(tx, asking.args[name] ?? '', asking, false);
      return facts && noun.sees(facts, asking.by)
        ? { bodyId: facts.row.bodyId, facts, behalf: noun.behalfOf?.(facts, asking.by) ?? null }
        : refuse(`unknown-${name}`, plainText(noun.unknown));
    },
    show: (facts, looking): View => {
      const files = declared.files?.(facts.row) ?? [];
      return { ...noun.card(facts, looking), ...(files.length > 0 && { files }) };
    },
  });

  const apply = async (tx: Transaction, happening: Happening): Promise<void> => {
    const event = happening as MatterEvent<D>;
    if (event.what === 'begun') {
      await tx.matter.create({ data: { ...event.row, kind: name, data: event.row.data as object } });
      return;
    }
    const { data, version } = await tx.matter.findUniqueOrThrow({ where: { id: event.id } });
    await tx.matter.update({
      where: { id: event.id },
      data: {
        state: event.to,
        data: { ...(data as object), ...(event.set as object) },
        version: version + (event.asks ? 1 : 0),
        movedAt: event.at,
      },
    });
  };

  /** The chapter of this matter alone. */
  const chapterOf = (
    what: Pick<Chapter, 'articles' | 'approvals' | 'obligations'> & { acts: readonly Command[]; list: Register },
  ): Chapter => ({
    name: chapter,
    articles: what.articles,
    commands: [open, ...what.acts, listing(what.list)],
    approvals: what.approvals ?? [],
    obligations: what.obligations ?? [],
    registers: [what.list],
    shownBy: { [name]: `${chapter}.open` },
    states: { [name]: declared.states },
    numbered: { series, event: `${chapter}.begun`, part: 'row' },
    facts: { matter: ['id'] },
    apply,
  });

  return { noun, begin, move, answering, beforeChair, owed, list, chapterOf, words };
}

function evolve<D>(row: Row<D>, event: MatterEvent<D>): Row<D> {
  if (event.what === 'begun') return event.row;
  const { to, set, asks, at } = event;
  return { ...row, state: to, data: { ...row.data, ...set }, version: row.version + (asks ? 1 : 0), movedAt: at };
}
