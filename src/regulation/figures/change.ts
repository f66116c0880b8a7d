// Điều 13.2: what may be set, from when on, and what is said of it. The same law behind the chat, the desk and the command line.
import { type Refused, refuse } from '../../kernel/decision.ts';
import { type DeclaredSettings, type Setting, type Settings, toldValue } from '../../kernel/settings.ts';
import { dayValue, type Text, text } from '../../kernel/text.ts';
import { type Day, dayOf, instant } from '../../kernel/time.ts';

export type Name = keyof Settings;

/** All declared figures, by name. */
export const all = (declared: DeclaredSettings): (readonly [Name, Setting])[] =>
  Object.entries(declared) as (readonly [Name, Setting])[];

/** `from`: the moment from which it counts; of today it is now, for what was done this morning was done by this morning's figures. */
export type Wanted = { name: Name; about: Text; value: unknown; shown: string; told: Text; day: Day; from: Date };

/** What somebody wrote, as a figure from a day on. `words`: as one would type it; `day`: absent for today. */
export function wantedOf(
  declared: DeclaredSettings,
  { name: given, words, day }: { name: string; words: string; day: Day | undefined },
  now: Date,
): Wanted | Refused {
  const found = all(declared).find(([name]) => name.toLowerCase() === given.toLowerCase());
  if (!found) {
    const known = all(declared).map(([name]) => name);
    return refuse('unknown-setting', text('figures:refusal.unknown', { name: given, known: known.join(', ') }), {
      field: 'name',
    });
  }
  const [name, { about, kind }] = found;
  const value = kind.read(kind.parse(words));
  if (value === null) {
    const told = { what: about, value: words, takes: kind.takes };
    return refuse('setting-value', text('figures:refusal.value', told), { field: 'value' });
  }
  const today = dayOf(now);
  const from = day ?? today;
  if (from < today) {
    return refuse('setting-past', text('figures:refusal.past', { day: dayValue(from) }), { field: 'from' });
  }
  const told = toldValue(found[1], value);
  return {
    name,
    about,
    value,
    shown: kind.show(value),
    told,
    day: from,
    from: from === today ? now : instant(from, 0, 0),
  };
}

/** A figure to be set, beside what would count from that moment otherwise. */
export type Change = Wanted & { before: unknown; shownBefore: string; toldBefore: Text };

export function changeFrom(declared: DeclaredSettings, wanted: Wanted, before: Settings): Change | Refused {
  const value = before[wanted.name];
  const shownBefore = declared[wanted.name]!.kind.show(value);
  return shownBefore === wanted.shown
    ? refuse('setting-same', text('figures:refusal.same', { what: wanted.about, value: shownBefore }), {
        field: 'value',
      })
    : { ...wanted, before: value, shownBefore, toldBefore: toldValue(declared[wanted.name]!, value) };
}

export const changeLine = ({ about, told, toldBefore, day }: Change): Text =>
  text('figures:change.line', { what: about, value: told, before: toldBefore, day: dayValue(day) });
