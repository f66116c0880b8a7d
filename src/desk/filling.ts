// A command's fields as a form: what was chosen or typed is understood by each field itself, in their order.

import { answersNothing, gatherPart, idleProblem, onlyOne, optionsOf, understandAnswer } from '../bot/questions.ts';
import type { Barred } from '../engine/outcome.ts';
import type { Permission } from '../engine/permission.ts';
import type { Args, Asking, Command, Field, Option, World } from '../kernel/command.ts';
import type { Refusal } from '../kernel/decision.ts';
import { askWords, isNeeded } from '../kernel/fields.ts';
import { cutCodePoints } from '../kernel/fold.ts';
import { plainText, type Text, text } from '../kernel/text.ts';
import type { Transaction } from '../store/transaction.ts';
import { isMark } from './meanwhile.ts';

/** What a page sent: arguments a choice brought, words for fields, and which fields stood on the page. */
export type Given = {
  pressed: Readonly<Record<string, string>>;
  typed: Readonly<Record<string, string>>;
  asked: ReadonlySet<string>;
  /** How far the record had come when the form was opened. */
  since?: string;
};

/** One field on the page. `offers`: what the words may mean. `fixed`: there is but one to choose, which is taken. */
export type Asked = {
  name: string;
  field: Field;
  options: readonly Option[];
  value: string;
  about: Text | null;
  /** Its question. */
  ask: Text;
  problem: Text | null;
  offers: readonly Option[];
  fixed?: Option;
};

export type Filled = { args: Record<string, string>; asked: readonly Asked[] } & (
  | { complete: true }
  /** `more`: other fields hang on these. */
  | { complete: false; more: boolean }
);

export type Filling = {
  tx: Transaction;
  world: World;
  asking(args: Args): Asking;
  permit(command: Command, args: Args): Promise<Permission>;
  label(option: Option): string;
  /** Whether words are courtesies alone. */
  idle(words: string): boolean;
};

/** Longer words no field takes: they are cut before anything looks at them, and then refused as too long. */
const LONGEST_TYPED = 40_000;
/** The same of a table that was brought. */
const LONGEST_TABLE = 1_000_000;
/** Longer ones no button of ours brings. */
const LONGEST_PRESSED = 200;
const printable = /^[^\p{Cc}]*$/u;

/** Reads what a page or an address brought for a command; what its fields do not know is passed over. */
export function givenIn(command: Command, sent: URLSearchParams): Given {
  const names = Object.keys(command.fields ?? {});
  const last = (key: string): string | undefined => sent.getAll(key).at(-1);
  const of = (prefix: string, fits: (value: string) => boolean): Record<string, string> =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = last(`${prefix}.${name}`);
        return value === undefined || !fits(value)
          ? []
          : [[name, cutCodePoints(value, command.fields?.[name]?.table ? LONGEST_TABLE : LONGEST_TYPED)]];
      }),
    );
  const since = last('moc');
  return {
    ...(since !== undefined && isMark(since) && { since }),
    pressed: of('a', (value) => value !== '' && value.length <= LONGEST_PRESSED && printable.test(value)),
    typed: of('f', () => true),
    asked: new Set(sent.getAll('asked').filter((name) => names.includes(name))),
  };
}

/**
 * Goes through the fields as far as they can be asked at once: what hangs on an answer waits for it. `offer`: fields
 * that may be left out are shown too, once.
 */
export async function fill(
  h: Filling,
  command: Command,
  given: Given,
  offer: boolean,
): Promise<Filled | { barred: Barred } | { refusal: Refusal }> {
  const args: Record<string, string> = { ...given.pressed };
  const asked: Asked[] = [];
  let open = 0;
  for (const [name, field] of Object.entries(command.fields ?? {})) {
    if (args[name] !== undefined || field.ask === undefined) continue;
    if (open > 0 && (field.needed || field.about)) return { complete: false, args, asked, more: true };
    const permission = await h.permit(command, args);
    if ('barred' in permission) return permission;
    if (!(await isNeeded(field, args, h.tx))) continue;
    const isNew = !given.asked.has(name) && given.typed[name] === undefined;
    if (isNew && field.optional && !offer) continue;
    const options = await optionsOf(h.tx, permission.asking, field);
    if (field.options && !field.read && options.length === 0) {
      if (field.optional) continue;
      return { refusal: { code: 'nothing-to-choose', because: plainText(field.none ?? 'bot:form.resume-none') } };
    }
    const about = (await field.about?.(h.tx, permission.asking)) ?? null;
    const value = given.typed[name] ?? '';
    const ask = askWords(field, (await field.example?.(h.tx, permission.asking)) ?? null);
    const one = { name, field, options, value, about, ask, problem: null, offers: [] };
    const only = onlyOne(field, options);
    if (isNew && only && !field.optional) {
      args[name] = only.value;
      asked.push({ ...one, fixed: only });
      continue;
    }
    const understood = isNew ? { open: true as const } : understand(h, one);
    if ('value' in understood) {
      args[name] = understood.value;
      asked.push(one);
      continue;
    }
    open += 1;
    asked.push('problem' in understood ? { ...one, ...understood } : one);
    if (field.matter) return { complete: false, args, asked, more: true };
  }
  return open > 0 ? { complete: false, args, asked, more: false } : { complete: true, args, asked };
}

type Understood = { value: string } | { problem: Text; offers: readonly Option[] };

function understand({ world, label, idle }: Filling, { field, options, value }: Asked): Understood {
  const said = { text: value, files: [] };
  if (value.trim() === '') {
    return field.optional ? { value: '' } : { problem: text('desk:form.needed'), offers: [] };
  }
  if (field.collect && idle(value)) return { problem: idleProblem(value), offers: [] };
  if (field.collect) {
    const gathered = gatherPart(field, [], said);
    return 'parts' in gathered ? { value: JSON.stringify(gathered.parts) } : { problem: gathered.problem, offers: [] };
  }
  const chosen = options.find((option) => option.value === value);
  const read = chosen ? { value: chosen.value } : understandAnswer(field, options, said, world, label);
  const understood = answersNothing(options, value, read, idle);
  return 'value' in understood ? understood : { problem: understood.problem, offers: understood.options ?? [] };
}
