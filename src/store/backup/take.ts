// Takes a backup beside the running service: one snapshot of the database, then the files on record at that moment.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client, escapeIdentifier } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type Pack, pack as startPack } from 'tar-stream';
import type { FileFolder } from '../file-folder.ts';
import { isThere } from '../folder.ts';
import {
  BackupRefused,
  fileFolder,
  type Header,
  headerName,
  type Manifest,
  manifestName,
  wholeFormat,
} from './format.ts';
import { readTables } from './tables.ts';

/** A table is written in parts of this size: a tar must know an entry's length before its bytes. */
const PART_BYTES = 4 * 1024 * 1024;

type BackupOptions = { url: string; folder: FileFolder; file: string; now: Date; signal?: AbortSignal };

type BackupTaken = { sha256: string; size: number; header: Header; manifest: Manifest };

/**
 * Writes the backup and gives what stands in it. Readable by its owner only: it holds everything the database holds;
 * what is encrypted there stays so. The record is not written to, so that its head is the same before and after.
 * @throws BackupRefused when there is such a file already, or no database of this program
 */
export const takeBackup = ({ url, folder, file, now, signal }: BackupOptions): Promise<BackupTaken> =>
  writeArchive({ url, file, signal }, (client, pack) => packAll({ client, pack, folder, now }));

type Writing = { url: string; file: string; signal?: AbortSignal | undefined };

/**
 * A gzipped tar of what `work` packs; under its name only once it is whole, and never over another file.
 * @throws BackupRefused when there is such a file already
 */
export async function writeArchive<T>(
  { url, file, signal }: Writing,
  work: (client: Client, pack: Pack) => Promise<T>,
): Promise<T & { sha256: string; size: number }> {
  if (await isThere(file)) throw new BackupRefused('exists', file);
  const unfinished = `${file}.${process.pid}.part`;
  const client = new Client({ connectionString: url, application_name: 'backup', options: copyAsIs });
  client.on('error', () => undefined); // the next statement tells
  try {
    await client.connect();
    const pack = startPack();
    const { counted, digest } = counting();
    const out = createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true });
    const written = pipeline(pack, createGzip(), counted, out, { signal });
    // What goes wrong while packing ends the writing, and the other way round; the first cause is told.
    const packed = work(client, pack).catch((error: unknown) => {
      pack.destroy(error as Error);
      throw error;
    });
    const [content] = await Promise.all([packed, written]);
    await putInPlace(unfinished, file);
    return { ...content, ...digest() };
  } finally {
    await client.end().catch(() => undefined);
    await rm(unfinished, { force: true });
  }
}

/** How values are spelled does not depend on how the server is set up. */
export const copyAsIs =
  '-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=postgres -c extra_float_digits=3 -c bytea_output=hex';

type Packing = { client: Client; pack: Pack; folder: FileFolder; now: Date };

async function packAll({ client, pack, folder, now }: Packing): Promise<{ header: Header; manifest: Manifest }> {
  const { entries, add, end } = entering(pack, now);
  await client.query('begin isolation level repeatable read read only');
  const header = await readHeader(client, now);
  await add(headerName, json(header));
  const copies: { name: string; copy: { rowCount: number } }[] = [];
  for (const { name, columns } of header.tables) {
    const listed = columns.map(escapeIdentifier).join(', ');
    const copy = client.query(copyTo(`copy ${escapeIdentifier(name)} (${listed}) to stdout`));
    let part = 0;
    for await (const bytes of inParts(copy)) await add(`tables/${name}/${String(++part).padStart(6, '0')}`, bytes);
    copies.push({ name, copy });
  }
  const facts = await readFacts(client);
  await client.query('commit');
  // How many rows a copy had is told after its last byte: it is known for all of them once a later statement is answered.
  const rows = Object.fromEntries(copies.map(({ name, copy }) => [name, copy.rowCount]));
  // Bytes are written before their row is: whatever the snapshot names has been here since.
  const lacking = new Set(facts.files);
  for (const sha256 of await folder.all()) {
    const bytes = await folder.read(sha256);
    if (bytes === null) continue;
    lacking.delete(sha256);
    await add(`${fileFolder}${sha256}`, bytes);
  }
  const manifest = { entries, rows, sequences: facts.sequences, audit: facts.audit, lacking: [...lacking] };
  await end(manifest);
  return { header, manifest };
}

/** Puts entries into the archive one after another, each with its seal on the list that stands at the end. */
export function entering(pack: Pack, now: Date) {
  const entries: Manifest['entries'] = [];
  return {
    entries,
    async add(name: string, bytes: Buffer): Promise<void> {
      entries.push({ name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
      await addEntry(pack, name, bytes, now);
    },
    async end(manifest: Manifest): Promise<void> {
      await addEntry(pack, manifestName, json(manifest), now);
      pack.finalize();
    },
  };
}

export const json = (content: unknown): Buffer => Buffer.from(`${JSON.stringify(content, null, 1)}\n`);

const addEntry = (pack: Pack, name: string, bytes: Buffer, mtime: Date): Promise<void> =>
  new Promise((done, fail) => {
    pack.entry({ name, mtime, mode: 0o600 }, bytes, (error) => (error ? fail(error) : done()));
  });

export async function* inParts(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    held.push(chunk);
    size += chunk.length;
    if (size < PART_BYTES) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}

export async function readHeader(client: Client, now: Date): Promise<Header> {
  const tables = await readTables(client);
  if (!tables.some(({ name }) => name === '_prisma_migrations')) throw new BackupRefused('nothing', 'database');
  const { rows: migrations } = await client.query<Header['migrations'][number]>(
    `select migration_name as name, checksum from _prisma_migrations
     where finished_at is not null and rolled_back_at is null order by started_at, migration_name`,
  );
  return { format: wholeFormat, takenAt: now.toISOString(), migrations, tables };
}

export async function readFacts(client: Client): Promise<Pick<Manifest, 'sequences' | 'audit'> & { files: string[] }> {
  const sequences = await client.query<{ name: string; value: string }>(
    `select sequencename as name, last_value::text as value from pg_sequences
     where schemaname = current_schema() and last_value is not null order by 1`,
  );
  const audit = await client.query<{ rows: string; head: string }>('select seq as rows, hash as head from audit_head');
  const files = await client.query<{ sha256: string }>(
    `select distinct sha256 from file where state = 'stored' and sha256 is not null`,
  );
  const { rows, head } = audit.rows[0]!;
  return {
    sequences: sequences.rows,
    audit: { rows: Number(rows), head },
    files: files.rows.map(({ sha256 }) => sha256),
  };
}

/** Counts and seals what passes. */
function counting(): { counted: Transform; digest(): { sha256: string; size: number } } {
  const hash = createHash('sha256');
  let size = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  return { counted, digest: () => ({ sha256: hash.digest('hex'), size }) };
}

/** Never over another file; once it has its name it is whole and on the disk. */
async function putInPlace(unfinished: string, file: string): Promise<void> {
  await link(unfinished, file).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new BackupRefused('exists', file, error) : error;
  });
  const folder = await open(dirname(file));
  await folder.sync().finally(() => folder.close());
}
