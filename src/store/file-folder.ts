import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './folder.ts';

export type Written = { sha256: string; size: number; head: Uint8Array; path: string };

/** Bytes under their own hash: no name anybody typed ever becomes a path. */
export class FileFolder {
  readonly path: string;

  constructor(dataFolder: string) {
    this.path = join(dataFolder, 'files');
  }

  pathOf(sha256: string): string {
    if (!isHash(sha256)) throw new RangeError('not a hash');
    return join(this.path, sha256);
  }

  /** The hashes of all that is kept. */
  async all(): Promise<string[]> {
    const names = await readdir(this.path).catch(noneThere([]));
    return names.filter(isHash).sort();
  }

  /** The bytes as they were received; null when they are not here, or no longer what they were. */
  async read(sha256: string): Promise<Buffer | null> {
    const bytes = await readFile(this.pathOf(sha256)).catch(noneThere(null));
    return bytes && createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : null;
  }

  /** Takes back what was kept a moment ago. */
  async forget(hashes: readonly string[]): Promise<void> {
    for (const sha256 of hashes) await rm(this.pathOf(sha256), { force: true });
  }

  /**
   * Removes those written before then; gives how many. Bytes received anew are young, whoever had them before: what is
   * removed is looked at once more when nobody can replace it any more.
   */
  async forgetOld(hashes: readonly string[], before: Date): Promise<number> {
    let count = 0;
    for (const sha256 of hashes) {
      const path = this.pathOf(sha256);
      if (!(await isOlder(path, before))) continue;
      const aside = join(this.path, `.${randomUUID()}`);
      await rename(path, aside);
      if (await isOlder(aside, before)) {
        await rm(aside);
        count += 1;
      } else await rename(aside, path);
    }
    return count;
  }

  /** Removes what was begun before then and never finished. */
  async clear(before: Date): Promise<void> {
    const names = await readdir(this.path).catch(noneThere([]));
    for (const name of names.filter(isUnfinished)) {
      const path = join(this.path, name);
      if (await isOlder(path, before)) await rm(path, { force: true });
    }
  }

  /**
   * Writes the bytes under a random name, lets `check` look at them, and keeps them under their hash when it agrees.
   * Nothing stays when something goes wrong.
   */
  async keep<R>(
    bytes: AsyncIterable<Uint8Array>,
    check: (written: Written) => Promise<R | null>,
  ): Promise<Written | R> {
    await makeFolder(this.path, 0o700);
    const temporary = join(this.path, `.${randomUUID()}`);
    try {
      const written = await write(temporary, bytes);
      const refused = await check(written);
      if (refused !== null) return refused;
      const path = this.pathOf(written.sha256);
      await rename(temporary, path);
      return { ...written, path };
    } finally {
      await rm(temporary, { force: true });
    }
  }
}

const isUnfinished = (name: string): boolean => /^\.[0-9a-f-]{36}$/.test(name);

const isOlder = (path: string, before: Date): Promise<boolean> =>
  stat(path)
    .then(({ mtime }) => mtime < before)
    .catch(noneThere(false));

const isHash = (name: string): boolean => /^[0-9a-f]{64}$/.test(name);

const noneThere =
  <T>(instead: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return instead;
    throw error;
  };

const HEAD_BYTES = 4_096;

async function write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<Written> {
  const hash = createHash('sha256');
  const head: Uint8Array[] = [];
  let size = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of bytes) {
      hash.update(chunk);
      if (size < HEAD_BYTES) head.push(chunk.slice(0, HEAD_BYTES - size));
      size += chunk.length;
      await file.write(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), size, head: Buffer.concat(head), path };
}
