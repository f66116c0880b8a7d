// What was understood from typed words and asks something of others is read back, and sent with one tap.

import { perform } from '../engine/perform.ts';
import { aboutCommand } from '../engine/registry.ts';
import type { Command } from '../kernel/command.ts';
import { isVerdict } from '../kernel/meant.ts';
import { said, type Text, text } from '../kernel/text.ts';
import { type Choice, choice, type View } from '../kernel/view.ts';
import { type Conversation, fromWords, sendWord } from './conversation.ts';
import { matterNamed } from './matters.ts';
import { formWords } from './questions.ts';
import type { Handling } from './road.ts';
import { showing } from './understand.ts';

/** What is to be read back of arguments that were understood from words; null when nothing is. */
export const readBack = async (
  h: Handling,
  command: Command,
  args: Conversation['args'],
): Promise<readonly Text[] | null> =>
  args[fromWords] === undefined
    ? null
    : ((await command.readBack?.(h.tx, h.asking(args))) ?? (isVerdict(command) ? decidedOn(h, command, args) : null));

/** The argument in which the words beside a no stand. */
const reasonIn = ({ means = [] }: Command): readonly string[] => [
  ...new Set(
    means.flatMap(({ fills = {} }) =>
      Object.entries(fills).flatMap(([name, slot]) => (slot === 'reason' ? [name] : [])),
    ),
  ),
];

/** What is being decided, as its own card tells it, and why not, where that was said. */
async function decidedOn(h: Handling, command: Command, args: Conversation['args']): Promise<readonly Text[]> {
  const shown = showing(h.road.registry, command, args);
  const permission = shown && (await h.permit(shown.command, shown.args));
  const card =
    permission && 'asking' in permission
      ? await perform(h.tx, h.road.registry, shown.command, permission.asking)
      : null;
  const because = reasonIn(command).flatMap((name) => args[name] ?? []);
  const reasons = because.map((reason) => text('bot:read-back.reason', { reason: said(reason) }));
  return [...(card?.kind === 'done' ? card.view.lines : []), ...reasons];
}

/** Read back before it is done, unless its sender has answered a question about nothing but the act. */
export const isReadBack = (command: Command, { args }: Pick<Conversation, 'args'>, talking: boolean): boolean => {
  const words = args[fromWords];
  return (
    (command.readBack !== undefined || isVerdict(command)) && (words === 'filled' || (words === 'act' && !talking))
  );
};

/** Everything that will be sent, and to say so. */
export async function sendView(h: Handling, command: Command, { id, args }: Conversation): Promise<View> {
  const matter = await matterNamed(h, args);
  const lines = (await readBack(h, command, args)) ?? [];
  const answer = (label: Choice['label'], value: string, look?: 'good'): Choice =>
    choice(label, { form: id, answer: value }, look);
  return {
    heading: aboutCommand(command),
    lines: [...(matter ? [matter] : []), ...lines, text('bot:read-back.sure')],
    choices: [
      answer(text('bot:read-back.send'), sendWord, 'good'),
      answer(text('bot:read-back.anew'), formWords.amend),
      answer(text('bot:form.cancel'), formWords.cancel),
    ],
    card: `form:${id}`,
  };
}
