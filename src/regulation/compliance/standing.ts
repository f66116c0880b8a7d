// Điều 13.1: how well each clause is kept, from what is owed under it and what the regulation asks to be there. Pure.
import type { Text } from '../../kernel/text.ts';
import { days } from '../../kernel/time.ts';
import type { Choice } from '../../kernel/view.ts';
import { type ArticleId, articles, clauses } from '../articles.ts';

/** Something under a clause that is not done yet; `until` null where the regulation names no day for it. */
export type Fact = { article: ArticleId; what: Text; until: Date | null; open: Choice | null };

/** Red, amber, green; and clauses that no software carries. */
export const standings = ['late', 'soon', 'good', 'people'] as const;
export type Standing = (typeof standings)[number];

/** `done`: how many matters of its chapters were begun this year. */
export type Kept = {
  bodyId: string;
  body: string;
  clause: ArticleId;
  standing: Standing;
  late: readonly Fact[];
  soon: readonly Fact[];
  later: readonly Fact[];
  done: number;
};

/** What is due so soon is not late yet, and is to be looked after. */
const SOON = days(7);

/** In the order of the regulation; what is late under it decides, then what is near. */
export function kept(
  body: { id: string; abbreviation: string },
  facts: readonly Fact[],
  done: Readonly<Partial<Record<ArticleId, number>>>,
  now: Date,
): Kept[] {
  const of = Map.groupBy(facts, ({ article }) => article);
  const near = new Date(now.getTime() + SOON);
  const byDay = (one: Fact, other: Fact): number => (one.until?.getTime() ?? 0) - (other.until?.getTime() ?? 0);
  return clauses.map((clause) => {
    const all = (of.get(clause) ?? []).toSorted(byDay);
    const isLate = ({ until }: Fact): boolean => until !== null && until < now;
    const late = all.filter(isLate);
    const soon = all.filter((one) => !isLate(one) && one.until !== null && one.until <= near);
    const later = all.filter((one) => !late.includes(one) && !soon.includes(one));
    const carried = 'chapter' in articles[clause] || all.length > 0;
    const standing = late.length > 0 ? 'late' : soon.length > 0 ? 'soon' : carried ? 'good' : 'people';
    const count = done[clause] ?? 0;
    return { bodyId: body.id, body: body.abbreviation, clause, standing, late, soon, later, done: count };
  });
}

/** The worst first, each in the order of the regulation: what is to be done stands on the first page. */
export const worstFirst = (rows: readonly Kept[]): Kept[] =>
  standings.flatMap((standing) => rows.filter((row) => row.standing === standing));
