// From what typed words say to what is done: one reading and one matter, or it is asked; a question gets its answer.

import { matterOf } from '../engine/outcome.ts';
import { perform } from '../engine/perform.ts';
import { mayEver } from '../engine/permission.ts';
import type { Pending } from '../kernel/chapter.ts';
import type { Command, Field } from '../kernel/command.ts';
import { cleanText, fold } from '../kernel/fold.ts';
import type { Meant } from '../kernel/meant.ts';
import type { Choice, View } from '../kernel/view.ts';
import { readDay } from '../kernel/when.ts';
import type { Reading, Slots, Understood } from '../understanding/index.ts';
import { labelOf } from './advance.ts';
import { codeOf } from './codes.ts';
import { thenWords } from './conversation.ts';
import { matterNamed } from './matters.ts';
import { optionsOf, understandAnswer } from './questions.ts';
import type { Handling } from './road.ts';
import { pendingOf } from './unclear.ts';
import type { About } from './understand.ts';

/** A command as the words mean it: what is known of its arguments, and what of the words comes after it. */
export type Wanted = {
  command: Command;
  args: Record<string, string>;
  typed: string[];
  /** Something was said beside the act; `called`: it was called by its own name. */
  told: 'filled' | 'act' | 'called';
};

/** What words came to: something to do, with questions to answer beside it; or what they may have meant. */
type Sought =
  | { kind: 'done'; wanted: Wanted; asks: readonly Wanted[] }
  | { kind: 'asked'; asks: readonly Wanted[] }
  | { kind: 'perhaps'; commands: readonly Command[]; waiting: readonly Pending[] }
  /** With what waits, where the words are a yes or a no to something. */
  | { kind: 'nothing'; waiting: readonly Pending[] };

/** One matter a command may be about: its arguments, and among what waits the one it answers. */
type Matter = {
  args: Record<string, string>;
  /** By which it is called. */
  words: readonly string[];
  pending: Pending | null;
  /** The words name something that fits nothing here. */
  doubtful?: true;
};

type Candidate = { reading: Reading; command: Command; meant: Meant; matters: readonly Matter[] };

export async function soughtBy(
  h: Handling,
  { readings, asks }: Understood,
  about: About | null,
  certain: boolean,
  matter?: string,
): Promise<Sought> {
  const all = readings.length > 0 || asks.length > 0 ? await withAnswers(h) : [];
  const waiting = matter === undefined ? all : all.filter(({ pending }) => isOn(pending, matter));
  const answers = asks.flatMap((ask) => questionFor(h, ask, waiting, about) ?? []);
  const able: Candidate[] = [];
  for (const candidate of candidatesOf(h, readings)) {
    const matters = await mattersOf(h, candidate, waiting, about);
    const found = matter === undefined ? matters : matters.filter(({ pending }) => pending !== null);
    if (found.length > 0) able.push({ ...candidate, matters: found });
  }
  // "Thống nhất LYK-01" is said of that round, whatever else could be agreed to.
  const ofCode = able.filter(({ command }) => codeSaid(h, command) !== null);
  const open = ofCode.length > 0 ? ofCode : able;
  const [only] = open;
  if (only && certain && open.length === 1 && only.reading.sure && !only.meant.perhaps) {
    const matter = matterOfOne(h, only);
    // What is done by it needs no telling of what it could have been done to.
    const beside = only.meant.answered ? [] : answers;
    if (matter) return { kind: 'done', wanted: await wantedOf(h, only, matter), asks: beside };
  }
  if (answers.length > 0) return { kind: 'asked', asks: answers };
  const barred = open.length === 0 ? notHis(h, readings) : null;
  if (barred) return { kind: 'done', wanted: { command: barred, args: {}, typed: [], told: 'act' }, asks: [] };
  if (open.length === 0)
    return { kind: 'nothing', waiting: isForWaiting(h, readings) ? waiting.map(({ pending }) => pending) : [] };
  const pendings = new Set(open.flatMap(({ matters: all }) => all.flatMap(({ pending }) => pending ?? [])));
  return { kind: 'perhaps', commands: [...new Set(open.map(({ command }) => command))], waiting: [...pendings] };
}

/** Whether what waits is this matter. */
export const isOn = ({ open: { press } }: Pending, matter: string): boolean =>
  'command' in press && Object.values(press.args).includes(matter);

/** The one matter it is about; of several the command asks which, if it can; null when that is to be asked otherwise. */
function matterOfOne(h: Handling, { command, matters: all }: Candidate): Matter | null {
  const [only, another] = all;
  if (!only || all.some(({ doubtful }) => doubtful)) return null;
  if (!another) return only;
  const [name, field] = matterField(h, command) ?? [];
  return name !== undefined && field?.ask && field.options ? { args: {}, words: [], pending: null } : null;
}

/** What is certain but nothing he may do is told so, as it is of its button. */
function notHis(h: Handling, readings: readonly Reading[]): Command | null {
  // What somebody else does is nothing this one asks for.
  if (readings.some(({ slots }) => slots['person'] !== undefined)) return null;
  const commands = readings.flatMap(({ intent }) => meaningsOf(h, intent).map(({ command }) => command));
  const isHis = commands.some((command) => mayEver(h.by, command));
  return isHis || !readings.every(({ sure }) => sure) ? null : (commands[0] ?? null);
}

/** The commands his words are sure to mean, of those he may use; no verdicts, which are about what waits. */
export const surelyMeant = (h: Handling, readings: readonly Reading[]): readonly Command[] => [
  ...new Set(
    candidatesOf(
      h,
      readings.filter(({ sure }) => sure),
    ).flatMap(({ command, meant }) => (meant.perhaps || meant.waits || meant.answered ? [] : [command])),
  ),
];

const isForWaiting = (h: Handling, readings: readonly Reading[]): boolean =>
  readings.some(({ intent }) =>
    meaningsOf(h, intent).some(({ command, meant }) => meant.waits && mayEver(h.by, command)),
  );

const candidatesOf = (h: Handling, readings: readonly Reading[]): Omit<Candidate, 'matters'>[] =>
  readings.flatMap((reading) => {
    const meanings = meaningsOf(h, reading.intent).filter(({ command }) => mayEver(h.by, command));
    // "Đồng ý cả hai" is meant of a command for all of them where there is one.
    const forAll = meanings.filter(({ meant }) => meant.all);
    const fitting =
      reading.slots['all'] !== undefined && forAll.length > 0 ? forAll : meanings.filter(({ meant }) => !meant.all);
    return fitting.map(({ command, meant }) => ({ reading, command, meant }));
  });

function meaningsOf({ road: { registry } }: Handling, intent: string): readonly { command: Command; meant: Meant }[] {
  const named = registry.commands.get(intent);
  return named ? [{ command: named, meant: { intent } }] : (registry.meanings.get(intent) ?? []);
}

type Waiting = { pending: Pending; ways: readonly Choice[] };

/** So many matters behind one choice are looked at each; of more it is asked by their list. */
const mostParts = 5;

/** What waits, with the answers it offers: those told at once, or those on its card. */
async function withAnswers(h: Handling): Promise<Waiting[]> {
  const found: Waiting[] = [];
  const each = ({ parts = [], ...one }: Pending): readonly Pending[] =>
    parts.length > 0 && parts.length <= mostParts ? parts : [one];
  for (const pending of (await pendingOf(h)).flatMap(each)) {
    found.push({ pending, ways: [pending.open, ...(pending.answers ?? (await onCard(h, pending.open)))] });
  }
  return found;
}

async function onCard(h: Handling, { press }: Choice): Promise<readonly Choice[]> {
  const command = 'command' in press ? h.road.registry.commands.get(press.command) : undefined;
  if (!command || command.decide || !('command' in press)) return [];
  const outcome = await perform(h.tx, h.road.registry, command, h.asking(press.args));
  return outcome.kind === 'done' ? (outcome.view.choices ?? []) : [];
}

/** What the words may be about: what is quoted; what waits with this answer; what else there is to choose from. */
async function mattersOf(
  h: Handling,
  { reading, command, meant }: Omit<Candidate, 'matters'>,
  waiting: readonly Waiting[],
  about: About | null,
): Promise<Matter[]> {
  const code = codeSaid(h, command);
  if (about && code === null) {
    const args = about(command);
    if (Object.keys(args).length > 0) return [{ args, words: [], pending: null }];
  }
  const answered = waiting.flatMap(({ pending, ways }) =>
    ways.flatMap(({ press }): Matter[] =>
      'command' in press && press.command === command.name
        ? [{ args: withoutWays(command, press.args), words: [h.road.say('vi', pending.what)], pending }]
        : [],
    ),
  );
  // A person names the matter where the matter is his request; elsewhere he is a part of what is done.
  const { person, ...rest } = reading.slots;
  const slots = isNamed(h, reading.slots, command, meant) && person !== undefined ? reading.slots : rest;
  const key = ({ args }: Matter): string => matterOf(args, h.road.registry.nouns) ?? JSON.stringify(args);
  const every = answered.filter((one, at) => answered.findIndex((other) => key(other) === key(one)) === at);
  const distinct = await ofCode(h, code, every);
  const others = async () => named(h, slots, await ofCode(h, code, await choosable(h, command)));
  if (meant.answered) return distinct.length > 0 ? [] : others();
  if (distinct.length > 0) return named(h, slots, distinct);
  if (meant.perhaps || (meant.waits && !isNamed(h, reading.slots, command, meant))) return [];
  return others();
}

/** The code by which the words name what the command is about. */
const codeSaid = (h: Handling, command: Command): string | null => {
  const [noun] = matterField(h, command) ?? [];
  return noun === undefined ? null : codeOf(h.road.registry, h.came.text ?? '', noun);
};

/** Those of that code; where it is of none of them, what is meant is not here. */
async function ofCode(h: Handling, code: string | null, all: readonly Matter[]): Promise<readonly Matter[]> {
  if (code === null) return all;
  const found: Matter[] = [];
  for (const one of all) {
    const named = one.pending ? await matterNamed(h, one.args) : null;
    const words = [...one.words, ...(named ? [h.road.say('vi', named)] : [])];
    if (` ${fold(words.join(' '))} `.includes(` ${fold(code)} `)) found.push(one);
  }
  return found.length > 0 ? found : all.map((one) => ({ ...one, doubtful: true }));
}

/** Which matter, not how it is answered. */
const withoutWays = ({ fields = {} }: Command, args: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(args).filter(([name]) => !fields[name]?.particular));

/** Its matter is chosen by the person who is named. */
const isNamed = (h: Handling, slots: Slots, command: Command, { fills = {} }: Meant): boolean => {
  const [name] = matterField(h, command) ?? [];
  return slots['person'] !== undefined && name !== undefined && fills[name] === 'person';
};

/** The matters a command offers by itself; without such a question it is about none. */
async function choosable(h: Handling, command: Command): Promise<Matter[]> {
  const [name, field] = matterField(h, command) ?? [];
  if (name === undefined) return [{ args: {}, words: [], pending: null }];
  const permission = await h.permit(command, {});
  const options = 'asking' in permission && field ? await optionsOf(h.tx, permission.asking, field) : [];
  return options.map((option) => ({
    args: { [name]: option.value },
    words: [h.road.say('vi', option.label), ...(option.words ?? [])],
    pending: null,
  }));
}

const matterField = ({ road }: Handling, { fields = {} }: Command): readonly [string, Field] | undefined => {
  const name = road.registry.nouns.find((one) => Object.hasOwn(fields, one));
  return name === undefined ? undefined : [name, fields[name]!];
};

/** Those that the words name: by a day, a number, a part of the title, a person. Words that name none name nothing here. */
function named(h: Handling, { matter, person }: Slots, all: readonly Matter[]): Matter[] {
  const saying = all.filter(({ words }) => matter === undefined || saysMatter(h, words.join(' '), matter));
  // A day or a title that fits nothing here: he may have something else in mind.
  const byMatter: Matter[] = saying.length > 0 ? saying : all.map((one) => ({ ...one, doubtful: true }));
  if (person === undefined) return byMatter;
  const byPerson = byMatter.filter(({ words }) => words.some((name) => isCalled(name, person)));
  return byPerson.length > 0 ? byPerson : byMatter.map((one) => ({ ...one, doubtful: true }));
}

function saysMatter(h: Handling, words: string, matter: string): boolean {
  const day = readDay(matter, h.written);
  const known = ` ${fold(words)} `;
  if (day.ok) return known.includes(` ${day.value.split('-').reverse().join(' ')} `);
  return known.includes(` ${fold(matter)} `);
}

async function wantedOf(h: Handling, { reading, command, meant }: Candidate, matter: Matter): Promise<Wanted> {
  const implied = meant.implies?.find(({ said }) => said.every((slot) => reading.slots[slot] !== undefined));
  const args: Record<string, string> = { ...matter.args, ...meant.args, ...implied?.args };
  const typed: string[] = [];
  let filled = false;
  for (const [name, field] of Object.entries(command.fields ?? {})) {
    const slot = meant.fills?.[name];
    const words = slot === undefined ? undefined : reading.slots[slot];
    if (words === undefined || args[name] !== undefined || typed.length > 0) continue;
    if (!(await (field.needed?.(args, h.tx) ?? true)) && field.ask) continue;
    const value = await valueSaid(h, command, field, words, args);
    filled ||= value !== null;
    if (value !== null) args[name] = value;
    // What it does not understand it asks for, saying so.
    else if (await isNext(h, command, args, name)) typed.push(words);
  }
  const then = meant.after && reading.slots[meant.after.slot];
  const told = filled ? 'filled' : reading.intent === command.name ? 'called' : 'act';
  return {
    command,
    args: { ...args, ...(then ? { [thenWords]: `${meant.after!.intent}:${then}` } : {}) },
    typed,
    told,
  };
}

/** Whether this is the argument that would be asked for next. */
async function isNext(h: Handling, command: Command, args: Record<string, string>, wanted: string): Promise<boolean> {
  for (const [name, field] of Object.entries(command.fields ?? {})) {
    if (field.ask === undefined || args[name] !== undefined || field.optional) continue;
    if (await (field.needed?.(args, h.tx) ?? true)) return name === wanted;
  }
  return false;
}

/** The value of an argument said in words: one of its choices, also by a given name alone; else what it can read. */
async function valueSaid(
  h: Handling,
  command: Command,
  field: Field,
  words: string,
  args: Record<string, string>,
): Promise<string | null> {
  if (field.ask === undefined) return cleanText(words);
  if (field.collect) return JSON.stringify([{ text: cleanText(words) }]);
  const permission = await h.permit(command, args);
  if ('barred' in permission) return null;
  const options = await optionsOf(h.tx, permission.asking, field);
  const said = { text: words, files: [] };
  const understood = understandAnswer(field, options, said, { ...h.world, now: h.written }, labelOf(h));
  if ('value' in understood) return understood.value;
  const called = options.filter(({ words: known = [] }) => known.some((name) => isCalled(name, words)));
  return called.length === 1 ? called[0]!.value : null;
}

/** "Nam" of "Nguyễn Văn Nam"; "Sở Tài chính" of "Sở Tài chính tỉnh …". */
function isCalled(name: string, words: string): boolean {
  const [whole, part] = [fold(name), fold(words)];
  return whole === part || whole.endsWith(` ${part}`) || whole.startsWith(`${part} `);
}

/** The first command this person may use that answers it; about the matter at hand. */
function questionFor(h: Handling, ask: string, waiting: readonly Waiting[], about: About | null): Wanted | null {
  const all = meaningsOf(h, `ask:${ask}`);
  // Whose question it is not is told so.
  const his = all.filter(({ command }) => mayEver(h.by, command));
  // Who may see how all have answered means that.
  const found = his.find(({ command }) => command.allowed !== 'anyone') ?? his[0] ?? all[0];
  if (!found) return null;
  const { command, meant } = found;
  const code = codeSaid(h, command);
  if (code !== null && isNamedFirst(h, command))
    return { command, args: { ...meant.args }, typed: [code], told: 'act' };
  const hand = about?.(command) ?? atHand(h, command, waiting);
  return { command, args: { ...hand, ...meant.args }, typed: [], told: 'act' };
}

const isNamedFirst = (h: Handling, command: Command): boolean => {
  const [noun] = matterField(h, command) ?? [];
  const [first] = Object.entries(command.fields ?? {}).find(([, { ask }]) => ask !== undefined) ?? [];
  return noun === first;
};

/** What is being asked about, or what waits for him. */
function atHand(
  { open, road }: Handling,
  { fields = {} }: Command,
  waiting: readonly Waiting[],
): Record<string, string> {
  for (const name of road.registry.nouns) {
    if (!Object.hasOwn(fields, name)) continue;
    const answers = waiting.flatMap(({ ways }) =>
      ways.flatMap(({ press }) => ('command' in press ? [press.args] : [])),
    );
    const known = [...(open ? [open.args] : []), ...answers].find((args) => args[name] !== undefined);
    if (known) return { [name]: known[name]! };
  }
  return {};
}

/** What is said beside an act, below what became of it. */
export const withAlso = (view: View, also: View): View => ({
  ...view,
  lines: [...view.lines, ...also.lines],
  ...(also.files ? { files: [...(view.files ?? []), ...also.files] } : {}),
});
