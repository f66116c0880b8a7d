// Words and files sent alone: where somebody owes them they are taken up, once it is asked what they are.
import { takingsOver } from '../engine/waiting.ts';
import type { Pending, Taking } from '../kernel/chapter.ts';
import type { Command } from '../kernel/command.ts';
import { cleanLine, codePoints } from '../kernel/fold.ts';
import { decline } from '../kernel/numbered.ts';
import { said, text } from '../kernel/text.ts';
import { type Choice, choice, press, type View } from '../kernel/view.ts';
import type { Understood } from '../understanding/index.ts';
import { go } from './advance.ts';
import { keepPassedOn } from './answers.ts';
import { newConversation } from './conversation.ts';
import { keepFiles } from './files.ts';
import { gatherPart } from './questions.ts';
import type { Answer, Handling } from './road.ts';
import { pendingOf } from './unclear.ts';
import { takeButton } from './understand.ts';
import { note } from './views.ts';

/** As many are named when it is asked for which it is meant. */
const mostNamed = 3;
/** Fewer words are a greeting, a question or a slip: what is owed is then offered with the rest. */
const fewestWords = 8;

/**
 * A file is taken into the question for which it is owed, and goes nowhere without a Xong; words are asked about first.
 * `meant`: those commands only, which the words may have meant. */
export async function takeUp(h: Handling, meant?: readonly Command[]): Promise<Answer | null> {
  const hasFiles = (h.came.files?.length ?? 0) > 0;
  const words = (h.came.text ?? '').trim();
  if (!hasFiles && (words.startsWith('/') || words.split(/\s+/).length < fewestWords)) return null;
  const all = await takingsOf(h);
  const takings = meant ? all.filter(({ command }) => meant.some(({ name }) => name === command)) : all;
  const [only] = takings;
  if (!only) return null;
  // A photo may as well be of the invitation, answered by hand on it.
  const others = hasFiles && words === '' && isPhoto(h) ? await answerable(h, takings) : [];
  if (hasFiles && takings.length === 1 && others.length === 0) return take(h, only);
  return { view: whichView(h, takings, others) };
}

/** The button under what was sent: for this it is meant. */
export async function takeFor(h: Handling, values: readonly string[]): Promise<Answer | null> {
  const taking = (await takingsOf(h)).find(({ args }) => values.every((value) => Object.values(args).includes(value)));
  return taking ? take(h, taking) : null;
}

const takingsOf = (h: Handling): Promise<Taking[]> => takingsOver(h.tx, h.road.registry.chapters, h.asking({}));

/** Whether words are sure to mean something, and it is nothing that a file or a text sent alone is taken for. */
export async function saysOtherThanTaken(h: Handling, { readings }: Understood): Promise<boolean> {
  const taken = new Set((await takingsOf(h)).map(({ command }) => command));
  const sure = readings.filter((one) => one.sure);
  const commands = sure.flatMap(({ intent }) => h.road.registry.meanings.get(intent) ?? []);
  return commands.length > 0 && commands.every(({ command, meant }) => !taken.has(command.name) && !meant.perhaps);
}

/** What else waits for an answer at once. */
async function answerable(h: Handling, takings: readonly Taking[]): Promise<Pending[]> {
  const owed = new Set(takings.flatMap(({ args }) => Object.values(args)).filter((id) => id !== h.by.person.id));
  const isOwed = ({ press }: Choice): boolean =>
    'command' in press && Object.values(press.args).some((id) => owed.has(id));
  return (await pendingOf(h)).filter(({ answers, open }) => answers && !isOwed(open));
}

const isPhoto = ({ came: { files = [] } }: Handling): boolean =>
  files.every(({ name }) => /\.(jpe?g|png|heic)$/i.test(name));

function whichView(h: Handling, takings: readonly Taking[], others: readonly Pending[]): View {
  const whole = cleanLine(h.came.text ?? '', 200);
  const shown = codePoints(whole) > 60 ? `${cleanLine(whole, 60)}…` : whole;
  const [file] = h.came.files ?? [];
  const what = file ? text('taking:file', { name: said(cleanLine(file.name, 60)) }) : said(`“${shown}”`);
  const named = takings.slice(0, mostNamed);
  return {
    lines: [text('taking:which', { what }), ...named.map(({ about }) => about)],
    choices: [
      ...named.map((one): Choice => choice(text('taking:yes', { what: one.what }), press(takeButton, pressOf(h, one)))),
      ...others.slice(0, mostNamed - 1).map(({ open }) => open),
      choice(text('taking:no'), press(decline)),
    ],
  };
}

const pressOf = (h: Handling, { args }: Taking): Record<string, string> => ({
  message: String(h.id),
  matter: h.road.registry.nouns.map((name) => args[name]).find((id) => id !== undefined) ?? '',
  person: args['person'] ?? '',
});

/** What its sender alone can say is asked, with what was sent in it already: the answer sends it. */
async function take(h: Handling, taking: Taking): Promise<Answer | null> {
  const command = h.road.registry.commands.get(taking.command);
  const field = command?.fields?.[taking.gathers];
  if (!command || !field?.collect) return null;
  const kept = await keepFiles(h.tx, h.came, h.by, [], h.world);
  if (kept.problem) return { view: note(kept.problem) };
  const said = await keepPassedOn(h, field, { text: h.came.text ?? '', files: kept.files });
  const gathered = gatherPart(field, [], said);
  if ('problem' in gathered) return { view: note(gathered.problem) };
  return go(h, command, { ...newConversation(h, command, taking.args), parts: gathered.parts }, true);
}
