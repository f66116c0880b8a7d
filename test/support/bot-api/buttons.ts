import type { Chat, Message } from './chats.ts';
import { inlineRows } from './markup.ts';
import { transcriptOf } from './transcript.ts';
import type { InlineButton } from './wire.ts';

/** Labels of the reply keyboard under the input field, row by row. */
export const replyKeys = (chat: Chat): string[][] =>
  (chat.keyboard?.keyboard ?? []).map((row) => row.map((key) => (typeof key === 'string' ? key : key.text)));

/**
 * The button with the label on the newest message having it; failing that, the only one there beginning so.
 * @param on look at this message only
 * @throws when the beginning fits two buttons of one message
 */
export function findButton(
  chat: Chat,
  label: string,
  on: number | undefined,
): { message: Message; button: InlineButton } | undefined {
  const messages = [...chat.messages.values()].reverse().filter((message) => on === undefined || message.id === on);
  const withLabel = (fits: (text: string) => boolean) => {
    for (const message of messages) {
      const buttons = inlineRows(message.markup)
        .flat()
        .filter((button) => fits(button.text));
      if (buttons[0] !== undefined) return { message, buttons, button: buttons[0] };
    }
    return undefined;
  };
  const exact = withLabel((text) => text === label);
  if (exact !== undefined) return exact;
  const beginning = withLabel((text) => text.startsWith(label));
  if (beginning !== undefined && beginning.buttons.length > 1)
    throw new Error(`"${label}" begins ${beginning.buttons.map((button) => `[${button.text}]`).join(' and ')}`);
  return beginning;
}

/** Says which buttons there are, for a test that looked for another. */
export function describeButtons(chat: Chat, label: string): string {
  const inline = [...chat.messages.values()].flatMap((message) => inlineRows(message.markup).flat());
  const labels = [...inline.map((button) => button.text), ...replyKeys(chat).flat()].map((text) => `[${text}]`);
  const list = labels.length === 0 ? 'no button at all' : labels.join(' ');
  return `sees no button "${label}", but ${list}\n${transcriptOf(chat)}`;
}
