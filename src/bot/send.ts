// What was understood from typed words and asks something of others is read back, and sent with one tap.
import type { Command } from '../kernel/command.ts';
import { type Text, text } from '../kernel/text.ts';
import { type Choice, choice, type View } from '../kernel/view.ts';
import { type Conversation, fromWords, sendWord } from './conversation.ts';
import { matterNamed } from './matters.ts';
import { formWords } from './questions.ts';
import { aboutCommand } from './registry.ts';
import type { Handling } from './road.ts';

/** What is to be read back of arguments that were understood from words; null when nothing is. */
export const readBack = async (
  h: Handling,
  command: Command,
  args: Conversation['args'],
): Promise<readonly Text[] | null> =>
  args[fromWords] === undefined ? null : ((await command.readBack?.(h.tx, h.asking(args))) ?? null);

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
