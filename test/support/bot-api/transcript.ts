import type { Chat, Message } from './chats.ts';
import { inlineRows } from './markup.ts';

/** What a chat looks like now, for people reading a failed test. */
export function transcriptOf(chat: Chat): string {
  const lines = [...chat.messages.values()].flatMap(linesOf);
  const account = chat.account;
  const state = account?.deactivated ? ' (deactivated)' : account?.blocked ? ' (has blocked the bot)' : '';
  return [`── ${chat.title} (${chat.id})${state} ──`, ...(lines.length === 0 ? ['   (nothing)'] : lines)].join('\n');
}

function linesOf(message: Message): string[] {
  const time = message.at.toISOString().slice(11, 19);
  const who = message.from.is_bot ? '🤖' : `👤 ${message.from.first_name}`;
  const marks = [
    message.edits > 0 ? `edited ×${message.edits}` : '',
    message.options.protect_content === true ? 'protected' : '',
    message.options.disable_notification === true ? 'silent' : '',
    message.file === undefined ? '' : `📎 ${message.file.name} (${message.file.size} B)`,
    message.extra.contact === undefined ? '' : '📇 contact',
  ].filter((mark) => mark !== '');
  const head = `${time} #${message.id} ${who}${marks.length > 0 ? ` {${marks.join(', ')}}` : ''}: `;
  const text = message.text.replaceAll('\n', '\n           ');
  const rows = inlineRows(message.markup).map(
    (row) => `           ${row.map((button) => `[${button.text}]`).join(' ')}`,
  );
  return [`${head}${text}`, ...rows];
}
