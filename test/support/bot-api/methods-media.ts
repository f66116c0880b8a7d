import { type Chat, messageToWire, mustBeWritable } from './chats.ts';
import { formatText, readEnvelope, readText } from './content.ts';
import type { FileKind, StoredFile } from './files.ts';
import type { Method } from './methods.ts';
import type { Params, Upload } from './params.ts';
import { badRequest } from './refusal.ts';
import type { Telegram } from './telegram.ts';

const MIME_OF_KIND: Record<FileKind, string> = {
  document: 'application/octet-stream',
  photo: 'image/jpeg',
  voice: 'audio/ogg',
  video: 'video/mp4',
  audio: 'audio/mpeg',
};

function keep(upload: Upload, kind: FileKind, telegram: Telegram): StoredFile {
  if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
  return telegram.files.add({ kind, name: upload.name, mime: upload.mime || MIME_OF_KIND[kind], bytes: upload.bytes });
}

/** An upload, or the id of a file sent before. Telegram would also fetch URLs; the emulator has no network. */
function fileOf(reference: string, upload: Upload | undefined, kind: FileKind, telegram: Telegram): StoredFile {
  if (upload !== undefined) return keep(upload, kind, telegram);
  if (reference === '') throw badRequest(`there is no ${kind} in the request`);
  if (/^https?:/.test(reference)) throw badRequest('failed to get HTTP URL content');
  return telegram.files.reuse(reference, kind);
}

const sendFile =
  (kind: FileKind): Method =>
  (params, telegram) => {
    const chat = telegram.chat(params);
    mustBeWritable(chat);
    const caption = readText(params, 'caption');
    const file = fileOf(params.text(kind), params.upload(kind), kind, telegram);
    return messageToWire(telegram.add(chat, telegram.bot, { file, ...caption, ...readEnvelope(params, chat) }));
  };

interface InputMedia {
  type: FileKind;
  media: string;
  caption?: string;
  parse_mode?: string;
}

/** Albums: 2–10 items, documents and audio only with their own kind, no keyboard. */
const sendMediaGroup: Method = (params, telegram) => {
  const chat = telegram.chat(params);
  mustBeWritable(chat);
  const items = params.json<InputMedia[]>('media', 'media') ?? [];
  if (!Array.isArray(items)) throw badRequest('expected an Array of InputMedia');
  if (items.length < 2 || items.length > 10) throw badRequest('there must be 2-10 messages in the album');
  const kinds = new Set(items.map((item) => item.type));
  if (kinds.size > 1 && (kinds.has('document') || kinds.has('audio')))
    throw badRequest("document and audio can't be mixed with other media types");
  // Everything is checked before anything is sent: an album arrives whole or not at all.
  const contents = items.map((item) => albumItem(item, params, telegram, chat));
  const albumId = telegram.nextAlbumId();
  return contents.map((content) => messageToWire(telegram.add(chat, telegram.bot, { ...content, albumId })));
};

function albumItem(item: InputMedia, params: Params, telegram: Telegram, chat: Chat) {
  if (MIME_OF_KIND[item.type] === undefined || item.type === 'voice')
    throw badRequest(`can't parse InputMedia: type "${item.type}" is unsupported`);
  const caption = formatText(item.caption ?? '', item.parse_mode ?? '', 'caption');
  const file = fileOf(item.media ?? '', params.attached(item.media ?? ''), item.type, telegram);
  const { options, replyTo } = readEnvelope(params, chat);
  return { file, options, replyTo, ...caption };
}

const getFile: Method = (params, telegram) => {
  if (!params.has('file_id')) throw badRequest('file_id not specified');
  const file = telegram.files.downloadable(params.text('file_id'));
  return { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size, file_path: file.path };
};

export const mediaMethods = {
  sendDocument: sendFile('document'),
  sendPhoto: sendFile('photo'),
  sendVoice: sendFile('voice'),
  sendVideo: sendFile('video'),
  sendAudio: sendFile('audio'),
  sendMediaGroup,
  getFile,
};
