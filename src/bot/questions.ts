// Asking for what a command still lacks, and understanding the answer.

import type { Barred } from '../engine/outcome.ts';
import type { Permission } from '../engine/permission.ts';
import { aboutCommand } from '../engine/registry.ts';
import type { Args, Asking, Command, Field, Option, Part, Permitted, Said, World } from '../kernel/command.ts';
import { type Refused, refuse } from '../kernel/decision.ts';
import { askWords, fewOptions, isNeeded, matchOptions, offered } from '../kernel/fields.ts';
import { cleanLine, cleanText, codePoints, hasWords } from '../kernel/fold.ts';
import { countsOf, type DayValue, type Moment, plainText, said, type Text, text } from '../kernel/text.ts';
import type { Choice, View } from '../kernel/view.ts';
import type { Transaction } from '../store/transaction.ts';

/** Answers of a form's own buttons; an option's value never starts with a dot. */
export const formWords = { cancel: '.huy', skip: '.boqua', done: '.xong', amend: '.sua' } as const;

/** A question: which argument, what there is to choose from, what it is about, what was wrong with the last answer. */
export type Question = {
  name: string;
  field: Field;
  options: readonly Option[];
  about: Text | null;
  example: Moment | DayValue | null;
  problem: Text | null;
};

/** Asked only of somebody who may know what is read out for it. `options`: read already, or those that still fit. */
export async function questionOf(
  tx: Transaction,
  asking: Permitted,
  name: string,
  field: Field,
  { problem = null, options }: { problem?: Text | null; options?: readonly Option[] } = {},
): Promise<Question> {
  return {
    name,
    field,
    options: options ?? (await optionsOf(tx, asking, field)),
    about: (await field.about?.(tx, asking)) ?? null,
    example: (await field.example?.(tx, asking)) ?? null,
    problem,
  };
}

export const optionsOf = async (tx: Transaction, asking: Permitted, field: Field): Promise<readonly Option[]> =>
  (await field.options?.(tx, asking)) ?? [];

export type Filled =
  /** `joined`: words with a `;` in them that were taken for one argument, because of what came after. */
  | { complete: true; args: Record<string, string>; joined?: string }
  | { complete: false; args: Record<string, string>; question: Question; typed: string[]; parts?: Part[] }
  | { complete: false; refusal: Refused }
  | { complete: false; barred: Barred };

type Filling = {
  command: Command;
  args: Record<string, string>;
  /** Typed for the arguments still to come, in the order in which they would be asked. */
  typed: readonly string[];
  /** When it was typed. */
  typedAt: Date;
  /** The messenger may have cut what was typed: more of the last text may come. */
  mayGoOn: boolean;
  /** In a conversation optional arguments are offered too. */
  talking: boolean;
  label(option: Option): string;
  /** Whether words are courtesies alone. */
  idle(words: string): boolean;
  /** Whether he may, on the matter these arguments name. */
  permit(args: Args): Promise<Permission>;
};

/** Goes through the arguments in order until one must be asked for; what was typed for later ones is handed back. */
export async function fillArgs(tx: Transaction, asking: Asking, filling: Filling): Promise<Filled> {
  const args = { ...filling.args };
  const parts = [...filling.typed];
  const asked = Object.entries(filling.command.fields ?? {}).filter(([, field]) => field.ask !== undefined);
  const world = { ...asking, now: filling.typedAt };
  /** The argument before, where any words fit and these were typed for it. */
  let words: { name: string; field: Field; typed: string } | null = null;
  let joined: string | undefined;
  for (const [index, [name, field]] of asked.entries()) {
    if (args[name] !== undefined) continue;
    const permission = await filling.permit(args);
    if ('barred' in permission) return { complete: false, barred: permission.barred };
    if (!(await isNeeded(field, args, tx))) {
      // Who goes by the whole list of arguments leaves a gap where nothing would be asked.
      if (parts[0] === '') parts.shift();
      continue;
    }
    const next = nextTyped(parts, index === asked.length - 1);
    // A gap says that he has nothing to say to it.
    if (field.optional && next === '') args[name] = '';
    if (field.optional && (next === '' || (next === undefined && !filling.talking))) continue;
    const typed = next || undefined;
    let options = await optionsOf(tx, permission.asking, field);
    let problem: Text | null = null;
    if (typed !== undefined && !field.collect) {
      const reads = (text: string) => understandAnswer(field, options, { text, files: [] }, world, filling.label);
      let understood = answersNothing(options, typed, reads(typed), filling.idle);
      if ('problem' in understood && words) {
        const moved = movedOn(words, [typed, ...parts], { reads, world, only: onlyOne(field, options) });
        if (moved) {
          parts.splice(0, moved.taken);
          joined = moved.joined;
          args[words.name] = moved.value;
          understood = moved.next;
        }
      }
      if ('value' in understood) {
        args[name] = understood.value;
        words = field.anyWords ? { name, field, typed } : null;
        continue;
      }
      problem = understood.problem;
      // Of two with the same name it is asked which; nobody else is offered.
      options = [...(understood.options ?? options)];
    } else if (typed !== undefined && filling.idle(typed)) {
      problem = idleProblem(typed);
    } else if (typed !== undefined) {
      const parts = [{ text: cleanText(typed) }];
      if (filling.mayGoOn) {
        const question = await questionOf(tx, permission.asking, name, field, { options });
        return { complete: false, args, question, typed: [], parts };
      }
      args[name] = JSON.stringify(parts);
      continue;
    }
    if (field.options && !field.read && options.length === 0) {
      if (field.optional) continue;
      return { complete: false, refusal: refuse('nothing-to-choose', plainText(field.none ?? 'bot:form.resume-none')) };
    }
    const only = onlyOne(field, options);
    if (only && problem === null) {
      args[name] = only.value;
      continue;
    }
    const rest = asked.slice(index + 1).filter(([later]) => args[later] === undefined);
    const left = problem === null ? parts : withGaps(parts, rest);
    const question = await questionOf(tx, permission.asking, name, field, { problem, options });
    const about = question.about ?? (joined === undefined ? null : text('bot:form.joined', { words: joined }));
    return { complete: false, args, question: { ...question, about }, typed: left };
  }
  return { complete: true, args, ...(joined !== undefined && { joined }) };
}

/**
 * A `;` stood within the words before: what does not fit here belongs to them, if something typed after it does fit.
 * `taken`: how many of the parts after the first are used up by that.
 */
function movedOn(
  words: { field: Field; typed: string },
  [misfit = '', ...rest]: readonly string[],
  { reads, world, only }: { reads(text: string): Understood; world: World; only: Option | null },
): { value: string; joined: string; next: { value: string }; taken: number } | null {
  const join = (next: { value: string }, taken: number) => {
    const whole = [words.typed, misfit, ...rest.slice(0, Math.max(0, taken - 1))].join('; ');
    const reading = words.field.read?.({ text: whole, files: [] }, world);
    return reading?.ok ? { value: reading.value, joined: reading.value, next, taken } : null;
  };
  for (const [at, part] of rest.entries()) {
    const next = part === '' ? null : reads(part);
    if (next && 'value' in next) return join(next, at + 1);
  }
  // Nothing would have been typed for it: there is but one to choose.
  return only && rest.length === 0 ? join(only, 0) : null;
}

/** The single option, which is taken without asking. */
export function onlyOne(field: Field, options: readonly Option[]): Option | null {
  const [only, ...others] = offered(options);
  return only && others.length === 0 && !field.always && !field.read ? only : null;
}

/** The last argument takes whatever is left; undefined when nothing is, `''` for a gap. */
function nextTyped(parts: string[], last: boolean): string | undefined {
  if (!last || parts.length < 2) return parts.shift();
  const typed = parts.splice(0);
  return typed.every((part) => part === '') ? '' : typed.join('; ');
}

/**
 * One argument of a whole line was wrong: it is asked for again and nothing else, so what he left out at the end stays
 * left out. Where something needed is missing he is being asked anyway.
 */
function withGaps(parts: readonly string[], rest: readonly [string, Field][]): string[] {
  const isWhole = rest.every(([, field], at) => field.optional || parts[at] !== undefined);
  return isWhole ? [...parts, ...rest.slice(parts.length).map(() => '')] : [...parts];
}

export type Understood = { value: string } | { problem: Text; options?: readonly Option[] };

/** The list a figure is typed beside, as it stood. */
export const listOf = (options: readonly Option[]): string => options.map(({ value }) => value).join(' ');

/** An answer in words: one of the options, else whatever the field can read. */
export function understandAnswer(
  field: Field,
  options: readonly Option[],
  said: Said,
  world: World,
  label: (option: Option) => string,
): Understood {
  const shown = cleanLine(said.text, 60);
  const fitting = matchOptions(options, said.text, label);
  if (fitting.length === 1) return { value: fitting[0]!.value };
  if (fitting.length > 1) {
    return { problem: text('bot:form.ambiguous', { said: shown, count: fitting.length }), options: fitting };
  }
  // A number beside a list it does not stand on is nobody's reason, name or place.
  const isUnlisted = options.length > 0 && !field.numeric && /^\s*\d{1,2}\s*$/.test(said.text);
  if (!field.read && options.length > 0 && isCode(said.text))
    return { problem: text('bot:form.not-listed', { code: shown }) };
  if (!field.read || isUnlisted) return { problem: text('bot:form.choose-one', { said: shown }) };
  const reading = field.read(said, world);
  if (reading.ok) return { value: reading.value };
  return { problem: reading.problem, ...(reading.options && { options: reading.options }) };
}

/** "GM-01": understood, but of none of these. */
const isCode = (words: string): boolean => /^\s*\p{L}{2,4}-?\d{1,5}\s*$/u.test(words);

/** A courtesy is no content of anything others read: it stands beside what somebody means, and answers no question. */
export function answersNothing(
  options: readonly Option[],
  words: string,
  understood: Understood,
  idle: (words: string) => boolean,
): Understood {
  if (!('value' in understood) || options.some(({ value }) => value === understood.value)) return understood;
  // A room or a number may be digits alone: what the field reads without words it may keep.
  return hasWords(words) && idle(words) ? { problem: idleProblem(words) } : understood;
}

export const idleProblem = (words: string): Text => text('bot:read.idle', { said: cleanLine(words, 60) });

/** The collecting question of this command for which something was sent before it is asked. */
export function waitingFor({ fields = {} }: Command, asking: string): { name: string; field: Field } | null {
  if (fields[asking]?.collect) return null;
  const [name, field] = Object.entries(fields).find(([, { collect }]) => collect) ?? [];
  return name !== undefined && field ? { name, field } : null;
}

/** Adds what was sent to a collecting question; refuses a part that would make it too long. */
export function gatherPart(field: Field, parts: readonly Part[], said: Said): { parts: Part[] } | { problem: Text } {
  const collect = field.collect!;
  const words = cleanText(said.text);
  if (words !== '' && !collect.texts) return { problem: text('bot:form.text-only') };
  const length = [...parts, { text: words }].reduce(
    (sum, part) => sum + ('text' in part ? codePoints(part.text) : 0),
    0,
  );
  if (length > collect.maxCharacters) {
    return { problem: text('bot:read.too-long-parts', { length, max: collect.maxCharacters }) };
  }
  const added: Part[] = [...said.files.map((file) => ({ file })), ...(words === '' ? [] : [{ text: words }])];
  return { parts: [...parts, ...added] };
}

/** How much was sent. */
function gatheredText(parts: readonly Part[]): Text {
  const files = parts.filter((part) => 'file' in part).length;
  return countsOf('bot:form', { texts: parts.length - files, files }) ?? said('');
}

/** The question as a message; its answers name the conversation they belong to. */
export function questionView(
  command: Command,
  conversation: string,
  question: Question & { matter: Text | null; leader: Text | null; chosen: Text | null },
  parts: readonly Part[],
): View {
  const { field, options, problem, about, chosen, example } = question;
  const lines: Text[] = [question.leader, question.matter, problem, about, chosen].filter((line) => line !== null);
  const what = { what: gatheredText(parts) };
  // What was sent before it was asked for is told first: the answer sends it.
  if (parts.length > 0 && !field.collect) lines.push(text('taking:sends', what));
  lines.push(askWords(field, example));
  if (parts.length > 0 && field.collect) lines.push(text('bot:form.gathered', what));
  const answer = (label: Text, value: string, look?: 'good' | 'bad'): Choice => ({
    label,
    press: { form: conversation, answer: value },
    ...(look ? { look } : {}),
  });
  const open = offered(options);
  const shown = field.inFull ? open : open.slice(0, fewOptions);
  if (shown.length < options.length) lines.push(text('bot:form.too-many', { count: options.length - shown.length }));
  const choices = shown.map((option) => ({
    ...answer(option.label, option.value, option.look),
    ...(field.numeric ? { figure: true as const } : {}),
  }));
  if (field.collect) choices.push(answer(text('bot:form.done'), formWords.done, 'good'));
  // What is here already is not skipped.
  if (field.optional && parts.length === 0) choices.push(answer(text('bot:form.skip'), formWords.skip));
  if (field.amends && about) choices.push(answer(plainText(field.amends.label), formWords.amend));
  choices.push(answer(text('bot:form.cancel'), formWords.cancel));
  return { heading: aboutCommand(command), lines, choices, card: `form:${conversation}` };
}
