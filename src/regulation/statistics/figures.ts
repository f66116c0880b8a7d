// What is counted of a year in one body: how people came (Điều 6.4), how they answered (6.3, 9.3), how agencies' tasks went
// (7.2). Pure.
import type { Mark, Picture } from '../../kernel/picture.ts';
import { type Counts, percent, type Tally, tallying } from '../../kernel/tally.ts';
import { said, type Text, text } from '../../kernel/text.ts';

export type Coming = 'came' | 'represented' | 'excused' | 'unexcused' | 'unmarked';
export const coming = tallying<Coming>('statistics:coming', {
  came: 'good',
  represented: 'fair',
  excused: 'mild',
  unexcused: 'bad',
  unmarked: 'none',
});

export type Answered = 'onTime' | 'late' | 'open' | 'silent';
export const answer = tallying<Answered>('statistics:answer', {
  onTime: 'good',
  late: 'fair',
  open: 'none',
  silent: 'bad',
});

export type Went = 'inTime' | 'late' | 'running' | 'overdue';
export const went = tallying<Went>('statistics:task', {
  inTime: 'good',
  late: 'fair',
  running: 'none',
  overdue: 'bad',
});

/** How somebody came to each meeting he was invited to, by its id; to how many of them late. */
export type Presence = Tally<Coming> & { post: string; at: ReadonlyMap<string, Coming>; late: number };

const byRoll: Readonly<Record<string, Coming>> = {
  present: 'came',
  online: 'came',
  late: 'came',
  alternate: 'represented',
  excused: 'excused',
  unexcused: 'unexcused',
};
/** Nobody is absent because he was not marked. */
export const comingOf = (roll: string | null): Coming => byRoll[roll ?? ''] ?? 'unmarked';

/** Of the meetings whose roll says how he came, the share to which he came himself; null: of none. */
export function shareOf(counts: Counts<Coming>): number | null {
  const marked = coming.sum(counts) - counts.unmarked;
  return marked === 0 ? null : percent(counts.came, marked);
}

/** People by meetings; who was not invited has a mark of his own. */
export function gridOf(
  title: Text,
  meetings: readonly { id: string; day: Text }[],
  people: readonly Presence[],
): Picture {
  const uninvited: Mark = { letter: said('–'), means: text('statistics:uninvited'), tone: 'none' };
  const rows = people.map(({ name, at }) => ({
    name: said(name),
    cells: meetings.map(({ id }) => at.get(id) ?? 'uninvited'),
  }));
  const used = new Set(rows.flatMap(({ cells }) => cells as string[]));
  const marks = Object.entries({ ...coming.marks, uninvited }).filter(([name]) => used.has(name));
  return { kind: 'grid', title, marks: Object.fromEntries(marks), columns: meetings.map(({ day }) => day), rows };
}

/** Tasks from given to done in time. */
export const steps = ['given', 'received', 'reported', 'done', 'doneInTime'] as const;
export type Steps = Readonly<Record<(typeof steps)[number], number>>;

export const funnelOf = (title: Text, all: Steps): Picture => ({
  kind: 'bars',
  title,
  marks: { step: { letter: said(''), means: text('statistics:step.means'), tone: 'good' } },
  bars: steps.map((step) => ({
    name: text(`statistics:step.${step}`),
    parts: [{ mark: 'step', count: all[step] }],
    says: text('statistics:step.says', { count: all[step], share: percent(all[step], all.given) }),
  })),
});
