// Reads a backup from front to back, proving every byte of it on the way.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Extract, type ExtractEvents, extract } from 'tar-stream';
import { z } from 'zod';
import {
  BackupRefused,
  formatVersion,
  type Header,
  header,
  headerName,
  type Manifest,
  manifest,
  manifestName,
} from './format.ts';

type Entry = ExtractEvents['entry'][1];

/** Of one entry. */
type Bytes = AsyncGenerator<Buffer, void>;

/** What is done with what stands in it; whatever nobody takes is only proved. */
export type Visitor = {
  header?(header: Header): Promise<void>;
  rows?(table: string, bytes: Bytes): Promise<void>;
  file?(sha256: string, bytes: Bytes): Promise<void>;
};

export type Backup = { header: Header; manifest: Manifest };

/** The most a header or manifest holds: some 200,000 entries. */
const MAX_JSON_BYTES = 32 * 1024 * 1024;

/** @throws BackupRefused when it cannot be read, is cut short or altered, or is of a newer format */
export async function readBackup(file: string, visitor: Visitor, signal: AbortSignal): Promise<Backup> {
  const entries = extract();
  const flow = pipeline(createReadStream(file), createGunzip(), entries, { signal }).then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  );
  try {
    const backup = await walk(entries, visitor);
    const late = await flow;
    if (late) throw late;
    return backup;
  } catch (error) {
    entries.destroy();
    const cause = await flow;
    // Torn down by us: what happened to the visitor is the reason, not the stream.
    if (!cause || cause.name === 'AbortError' || cause.code === 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    const unreadable = cause.syscall === 'open' || cause.code === 'EISDIR';
    throw new BackupRefused(unreadable ? 'no-file' : 'damaged', unreadable ? file : cause.message, cause);
  }
}

const damaged = (detail: string): BackupRefused => new BackupRefused('damaged', detail);

async function walk(entries: Extract, visitor: Visitor): Promise<Backup> {
  const seen: Manifest['entries'] = [];
  let head: Header | null = null;
  let end: Manifest | null = null;
  for await (const entry of entries) {
    const { name } = entry.header;
    if (end) throw damaged(name);
    const { bytes, seal } = proving(entry);
    if (name === manifestName) {
      end = await parsed(manifest, name, bytes);
      continue;
    }
    if (head === null) {
      if (name !== headerName) throw damaged(name);
      head = await readHeader(bytes);
      await visitor.header?.(head);
    } else await visit(head, name, bytes, visitor);
    for await (const _ of bytes);
    seen.push(seal());
    if (name.startsWith('files/') && seen.at(-1)!.sha256 !== name.slice('files/'.length)) throw damaged(name);
  }
  if (!head || !end) throw damaged(manifestName);
  const odd = end.entries.findIndex((entry, at) => !same(entry, seen[at]));
  if (odd >= 0 || seen.length !== end.entries.length) throw damaged(seen[odd]?.name ?? manifestName);
  return { header: head, manifest: end };
}

type Sealed = Manifest['entries'][number];

const same = (one: Sealed, other: Sealed | undefined): boolean =>
  one.name === other?.name && one.size === other.size && one.sha256 === other.sha256;

async function visit(head: Header, name: string, bytes: Bytes, visitor: Visitor): Promise<void> {
  const [, folder, id = ''] = /^(tables|files)\/([^/]+)(?:\/\d{6})?$/.exec(name) ?? [];
  if (folder === 'tables' && head.tables.some((table) => table.name === id)) return visitor.rows?.(id, bytes);
  if (folder === 'files' && /^[0-9a-f]{64}$/.test(id)) return visitor.file?.(id, bytes);
  throw damaged(name);
}

function proving(entry: Entry): { bytes: Bytes; seal(): Sealed } {
  const hash = createHash('sha256');
  let size = 0;
  async function* passing(): Bytes {
    for await (const chunk of entry as AsyncIterable<Buffer>) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  return { bytes: passing(), seal: () => ({ name: entry.header.name, size, sha256: hash.digest('hex') }) };
}

/** A newer format may look different altogether: its number is read before anything else of it. */
async function readHeader(bytes: Bytes): Promise<Header> {
  const found = await parsed(z.looseObject({ format: z.number() }), headerName, bytes);
  if (found.format > formatVersion) throw new BackupRefused('newer', `format ${found.format}`);
  const read = header.safeParse(found);
  if (!read.success) throw damaged(headerName);
  return read.data;
}

async function parsed<T>(schema: z.ZodType<T>, name: string, bytes: Bytes): Promise<T> {
  const held: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > MAX_JSON_BYTES) throw damaged(name);
    held.push(chunk);
  }
  try {
    return schema.parse(JSON.parse(Buffer.concat(held).toString('utf8')));
  } catch (error) {
    throw new BackupRefused('damaged', name, error);
  }
}
