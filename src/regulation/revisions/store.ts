// What a draft of a new version of the regulation would do, read from the record.
import type { World } from '../../kernel/command.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { type DeclaredSettings, type Settings, usualSettings } from '../../kernel/settings.ts';
import { instant } from '../../kernel/time.ts';
import { type CalendarEntry, makeCalendar } from '../../kernel/working-days.ts';
import { figuresAt, movedBy } from '../../store/figures.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type Change, changeFrom, type Naming, named } from '../figures/index.ts';
import { type Effect, type Revision, wantedIn } from './revision.ts';

/** As the body's office sees the names of its matters; who reads a draft may see what the office sees. */
const office = (bodyId: string) => {
  const person = { id: '', fullName: '', language: 'vi' } as const;
  const seat: SeatCard = {
    id: '',
    bodyId,
    code: '',
    role: 'secretariat',
    post: '',
    agencyId: null,
    agency: '',
    person,
  };
  return { person, account: null, seats: [seat], leaders: [], actingIn: [] };
};

type Drafted = { bodyId: string; data: Pick<Revision, 'day' | 'lines'> };

/** From when it counts, the figures until then, and what it sets among them. */
async function changesOf(tx: Transaction, declared: DeclaredSettings, { bodyId, data }: Drafted, now: Date) {
  const wanted = wantedIn(declared, data, now);
  const all = 'agreed' in wanted ? [] : wanted;
  const from = all[0]?.from ?? instant(data.day, 0, 0);
  const before = await figuresAt(tx, usualSettings(declared), bodyId, from);
  const changes = all.flatMap((one): Change[] => {
    const change = changeFrom(declared, one, before);
    return 'agreed' in change ? [] : [change];
  });
  return { from, before, changes };
}

export async function effectOf(tx: Transaction, declared: DeclaredSettings, of: Drafted, now: Date): Promise<Effect> {
  const { from, changes } = await changesOf(tx, declared, of, now);
  return { changes, keeps: await keepsOf(tx, of.bodyId, from), proposals: await proposed(tx, of.bodyId) };
}

/** What moves by it of all that runs in the body: looked through once, when it is drafted. */
export async function movesOf(
  tx: Transaction,
  { declared, naming }: { declared: DeclaredSettings; naming: Naming },
  of: Drafted,
  now: Date,
): Promise<Revision['moves']> {
  const { from, before, changes } = await changesOf(tx, declared, of, now);
  if (changes.length === 0) return [];
  const calendar = makeCalendar((await tx.calendarDay.findMany()) as CalendarEntry[]);
  const at = (settings: Settings): World => ({ now: from, calendar, settings, newId: () => '' });
  const after = { ...before, ...Object.fromEntries(changes.map(({ name, value }) => [name, value])) } as Settings;
  const over = naming({ ...at(before), by: office(of.bodyId), args: {} });
  const moved = await movedBy(tx, over, of.bodyId, { before: at(before), after: at(after) });
  const all = await named(tx, over, moved);
  return all.map(({ matter, from: was, to }) => ({ matter, from: was.toISOString(), to: to.toISOString() }));
}

/** Invitations that are out keep the day by which they are answered, plans asked for the day by which they are due. */
async function keepsOf(tx: Transaction, bodyId: string, from: Date): Promise<Effect['keeps']> {
  const meetings = await tx.meeting.findMany({
    where: { bodyId, state: 'convened', answerBy: { gt: from } },
    select: { code: true, answerBy: true },
    orderBy: { answerBy: 'asc' },
  });
  const programmes = await tx.matter.findMany({ where: { kind: 'programme', bodyId, state: 'issued' } });
  return [
    ...meetings.map(({ code, answerBy }) => ({ code, until: answerBy!.toISOString() })),
    ...programmes.flatMap(({ code, data }) => {
      const { until } = data as { until?: string };
      return until && new Date(until) > from ? [{ code, until }] : [];
    }),
  ];
}

/** What was proposed about the regulation since its last version, and was not declined or withdrawn. */
async function proposed(tx: Transaction, bodyId: string): Promise<Effect['proposals']> {
  const last = await tx.matter.findFirst({
    where: { kind: 'revision', bodyId, state: 'issued' },
    orderBy: { movedAt: 'desc' },
  });
  const rows = await tx.matter.findMany({
    where: {
      ...{ kind: 'proposal', bodyId, state: { in: ['open', 'before-chair', 'agreed'] } },
      ...{ data: { path: ['kind'], equals: 'amendment' }, createdAt: { gt: last?.movedAt ?? new Date(0) } },
    },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(({ code, data }) => {
    const { clause = '', words } = data as { clause?: string; words: string };
    return { code, clause, words };
  });
}
