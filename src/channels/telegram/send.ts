import { cleanLine } from '../../kernel/fold.ts';
import type { OutgoingFile, SendOptions, Sent } from '../channel.ts';
import type { Call } from './api.ts';
import type { Rendered } from './render.ts';

/** Longest upload of a file, in milliseconds. */
const UPLOAD_MILLISECONDS = 60_000;
const MAX_CAPTION = 1024;

/** Sends the pieces in order; gives the last message, which has the buttons. */
export async function sendMessage(call: Call, chat: string, message: Rendered, options: SendOptions): Promise<Sent> {
  if (options.file) return sendFile(call, chat, message, options.file);
  let last = '';
  for (const [at, piece] of message.pieces.entries()) {
    const isLast = at === message.pieces.length - 1;
    const sent = await call('sendMessage', {
      chat_id: chat,
      ...body(piece, options),
      ...(isLast && markup(message, options)),
      ...(message.closed && { protect_content: true }),
    });
    last = String(sent.message_id);
  }
  if (last === '') throw new RangeError('an empty message cannot be sent');
  return { message: last };
}

export async function editMessage(
  call: Call,
  chat: string,
  message: string,
  rendered: Rendered,
  options: SendOptions,
): Promise<void> {
  const [piece] = rendered.pieces;
  if (!piece) throw new RangeError('an empty message cannot be sent');
  await call('editMessageText', {
    chat_id: chat,
    message_id: Number(message),
    ...body(piece, options),
    ...markup(rendered, options),
  });
}

const body = (piece: { html: string; plain: string }, { plain }: SendOptions) => ({
  ...(plain ? { text: piece.plain } : { text: piece.html, parse_mode: 'HTML' as const }),
  link_preview_options: { is_disabled: true },
});

const markup = ({ keyboard }: Rendered, { plain }: SendOptions) =>
  keyboard.length > 0 && !plain ? { reply_markup: { inline_keyboard: keyboard } } : {};

/** A document, by Telegram's own reference when it has the bytes already. */
async function sendFile(call: Call, chat: string, message: Rendered, file: OutgoingFile): Promise<Sent> {
  const caption = message.pieces[0];
  // telegraf reads { source, filename } and uploads it.
  const upload = { source: file.path, filename: safeFileName(file.name) } as unknown as Blob;
  const sent = await call(
    'sendDocument',
    {
      chat_id: chat,
      document: file.ref ?? upload,
      ...(caption && caption.plain.length <= MAX_CAPTION && { caption: caption.html, parse_mode: 'HTML' }),
      ...(message.closed && { protect_content: true }),
    },
    { milliseconds: UPLOAD_MILLISECONDS },
  );
  const ref = sent.document?.file_id;
  return { message: String(sent.message_id), ...(ref !== undefined && { fileRef: ref }) };
}

/** A name that cannot break out of the header telegraf writes it into unquoted. */
export function safeFileName(name: string): string {
  const line = cleanLine(name, 120).replace(/["'\\/<>:|?*%;]+/g, '-');
  return line.replace(/^[.\s-]+/, '') || 'file';
}
