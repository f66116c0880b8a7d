import { randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import { badRequest } from './refusal.ts';

export type FileKind = 'document' | 'photo' | 'voice' | 'video' | 'audio';

/** A file on Telegram's side. `size` may exceed `bytes` when a test only needs a large file to exist. */
export interface StoredFile {
  fileId: string;
  uniqueId: string;
  kind: FileKind;
  name: string;
  mime: string;
  size: number;
  bytes: Buffer;
  path: string;
}

const MEBIBYTE = 1024 * 1024;
export const DOWNLOAD_LIMIT_BYTES = 20 * MEBIBYTE;
export const UPLOAD_LIMIT_BYTES = 50 * MEBIBYTE;

export class FileStore {
  readonly #byId = new Map<string, StoredFile>();
  readonly #byPath = new Map<string, StoredFile>();

  add(file: { kind: FileKind; name: string; mime: string; bytes: Buffer; size?: number }): StoredFile {
    const number = this.#byId.size + 1;
    const unique = randomUUID().replaceAll('-', '').slice(0, 15);
    const stored: StoredFile = {
      ...file,
      size: file.size ?? file.bytes.length,
      fileId: `BQACAgUAAxkB${randomUUID().replaceAll('-', '')}`,
      uniqueId: `AgAD${unique}`,
      path: `${file.kind}s/file_${number}${extname(file.name)}`,
    };
    this.#byId.set(stored.fileId, stored);
    this.#byPath.set(stored.path, stored);
    return stored;
  }

  /** A file sent again by its id: the kind must agree, as Telegram demands. */
  reuse(fileId: string, kind: FileKind): StoredFile {
    const file = this.#byId.get(fileId);
    if (file === undefined) throw badRequest('wrong remote file identifier specified: Wrong string length');
    const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
    if (file.kind !== kind) throw badRequest(`can't use file of type ${title(file.kind)} as ${title(kind)}`);
    return file;
  }

  /** What getFile hands out; larger files exist but cannot be fetched through the Bot API. */
  downloadable(fileId: string): StoredFile {
    const file = this.#byId.get(fileId);
    if (file === undefined) throw badRequest('invalid file_id');
    if (file.size > DOWNLOAD_LIMIT_BYTES) throw badRequest('file is too big');
    return file;
  }

  atPath(path: string): StoredFile | undefined {
    return this.#byPath.get(path);
  }
}
