// What an act gave and changed, as somebody reads it: each value beside what stood there before. Pure.
import { cutCodePoints } from '../../kernel/fold.ts';
import { dayValue, moment, quoted, said, type Text, text } from '../../kernel/text.ts';
import type { Facts } from './store.ts';

/** A value by the path it has in what happened; `before`: as it was known last, undefined where it was never said. */
type Changed = { name: string; value: unknown; before: unknown };

type Leaves = Map<string, unknown>;

const isPlain = (value: unknown): boolean => value === null || typeof value !== 'object' || Array.isArray(value);

/** The values of a happening by the last names of their paths; the first of a name counts. */
function leavesOf(value: object, found: Leaves = new Map()): Leaves {
  for (const [name, one] of Object.entries(value)) {
    if (isPlain(one)) {
      if (!found.has(name)) found.set(name, one);
    } else leavesOf(one as object, found);
  }
  return found;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What an act changed among these names, the names in this order. `earlier`: the newest first. */
export function changedBy(facts: Facts, earlier: readonly Facts[], names: readonly string[]): Changed[] {
  const now: Leaves = new Map((facts.events ?? []).flatMap((event) => [...leavesOf(event)]));
  const then: Leaves = new Map();
  for (const one of earlier) {
    for (const event of one.events ?? []) {
      for (const [name, value] of leavesOf(event)) if (!then.has(name)) then.set(name, value);
    }
  }
  return names.flatMap((name) => {
    if (!now.has(name) || (then.has(name) && same(now.get(name), then.get(name)))) return [];
    return [{ name, value: now.get(name), before: then.get(name) }];
  });
}

// Longer words are cut: the whole of them stands on the matter itself.
const LONGEST = 300;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const day = /^\d{4}-\d\d-\d\d$/;
/** As our ids look (kernel/ids.ts): nobody reads them. */
const id = /^[0-9a-z]{16}$/;

/** A value as it is read; null for one that says nothing to people. */
export function valueSaid(value: unknown, people: ReadonlyMap<string, string>): Text | null {
  if (value === null || value === undefined || value === '') return text('acts:value.none');
  if (typeof value === 'boolean') return value ? text('acts:value.yes') : text('acts:value.no');
  if (typeof value === 'number') return said(String(value));
  if (typeof value === 'string') {
    if (instant.test(value)) return text('acts:value.moment', { at: moment(new Date(value)) });
    if (day.test(value)) return text('acts:value.day', { day: dayValue(value) });
    if (people.has(value)) return said(people.get(value)!);
    if (id.test(value)) return null;
    const parts = partsIn(value);
    return quoted(cutCodePoints(parts ?? value, LONGEST));
  }
  if (!Array.isArray(value)) return null;
  const words = value.flatMap((one) => (typeof one === 'string' && !id.test(one) ? one : (people.get(one) ?? [])));
  return words.length > 0 ? said(cutCodePoints(words.join(', '), LONGEST)) : null;
}

/** The words of a gathered answer; null where it is none. */
function partsIn(value: string): string | null {
  if (!value.startsWith('[{')) return null;
  try {
    const parts = JSON.parse(value) as { text?: string }[];
    return parts.flatMap(({ text }) => text ?? []).join(' ');
  } catch {
    return null;
  }
}

/** Every string in it, to be looked for among people. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return id.test(value) ? [value] : [];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : [];
}
