// AR5: a reader finds what he may see; of a body before his own, who follows his body finds what bound somebody, by name.
import type { Asking } from '../../kernel/command.ts';
import type { Finding, Found, Hit } from '../../kernel/finding.ts';
import { fold } from '../../kernel/fold.ts';
import { type Actor, bodiesOf, personsOf } from '../../kernel/person.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import { opening, press } from '../../kernel/view.ts';
import { bodiesBefore, mattersFound } from '../../store/finding.ts';
import type { Transaction } from '../../store/transaction.ts';

/** Looked at of each kind. */
const LOOKED = 40;
/** Longer words nobody searches for, in characters. */
const LONGEST = 100;

/** What of a chapter this needs to know. */
export type Searched = {
  finds?: readonly Finding[];
  issued?: Readonly<Record<string, readonly string[]>>;
  shownBy?: Readonly<Record<string, string>>;
  names?: Readonly<Record<string, (tx: Transaction, asking: Asking, id: string) => Promise<Text | null>>>;
};

const wordsIn = (asked: string): string[] => fold(asked.slice(0, LONGEST)).split(' ').filter(Boolean);

/**
 * All of it, the newest first. `follows`: the bodies this reader follows, whose predecessors are looked through as well.
 */
export async function findRecords(
  tx: Transaction,
  chapters: readonly Searched[],
  asking: Asking,
  asked: string,
  follows: (by: Actor) => readonly string[],
): Promise<Found[]> {
  const words = wordsIn(asked);
  if (words.length === 0) return [];
  const { by } = asking;
  const own = bodiesOf(by);
  const followed = follows(by);
  const earlier = await bodiesBefore(tx, followed);
  const sought = {
    ...{ words, limit: LOOKED, people: personsOf(by).map(({ id }) => id), follows: followed },
    bodyIds: [...own, ...earlier.keys()],
  };
  const hits: (Hit & { kind: string })[] = await mattersFound(tx, sought);
  for (const { kind, find } of chapters.flatMap(({ finds = [] }) => finds))
    hits.push(...(await find(tx, sought)).map((hit) => ({ ...hit, kind })));
  const found: Found[] = [];
  for (const hit of hits.sort((a, b) => b.at.getTime() - a.at.getTime())) {
    const body = earlier.get(hit.bodyId);
    if (body !== undefined && binds(chapters, hit)) {
      const what = hit.what ?? text('search:of-earlier', { code: hit.code, title: said(hit.title) });
      found.push({ at: hit.at, what: text('search:in-body', { what, body: said(body) }), open: null });
    }
    if (body === undefined) found.push(...(await shownTo(tx, chapters, asking, hit)));
  }
  return found;
}

/** Of a body before one's own only what bound somebody is told. */
const binds = (chapters: readonly Searched[], { kind, state }: Pick<Hit, 'state'> & { kind: string }): boolean =>
  state === undefined || chapters.some(({ issued = {} }) => issued[kind]?.includes(state));

async function shownTo(
  tx: Transaction,
  chapters: readonly Searched[],
  asking: Asking,
  { kind, id, code, at, ...hit }: Hit & { kind: string },
): Promise<Found[]> {
  const name = chapters.flatMap(({ names = {} }) => names[kind] ?? [])[0];
  const what = (await name?.(tx, { ...asking, args: { [kind]: id } }, id)) ?? null;
  if (what === null) return [];
  const shower = chapters.flatMap(({ shownBy = {} }) => shownBy[kind] ?? [])[0];
  const opens = hit.open ?? (shower ? press(shower, { [kind]: id }) : null);
  return [{ at, what: hit.what ?? what, open: opens && opening(code, opens) }];
}
