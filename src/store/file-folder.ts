// Received files: in a folder of this machine, and where several machines work, in an object store they share.
import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './folder.ts';
import { ObjectStore, type ObjectStoreAddress } from './object-store.ts';

export type Written = { sha256: string; size: number; head: Uint8Array; path: string };

/**
 * Bytes under their own hash: no name anybody typed ever becomes a path. With a store that other machines share,
 * nothing counts as kept before the store has it, and the folder holds copies of what was sent from here.
 */
export class FileFolder {
  readonly path: string;
  readonly #shared: ObjectStore | null;

  constructor(dataFolder: string, shared: ObjectStore | null = null) {
    this.path = join(dataFolder, 'files');
    this.#shared = shared;
  }

  pathOf(sha256: string): string {
    if (!isHash(sha256)) throw new RangeError('not a hash');
    return join(this.path, sha256);
  }

  /** The hashes of all that is kept. @throws StoreAway */
  async all(): Promise<string[]> {
    if (this.#shared === null) return this.#here();
    const kept: string[] = [];
    for await (const { name } of this.#shared.names()) if (isHash(name)) kept.push(name);
    return kept.sort();
  }

  /** The bytes as they were received; null when nobody has them, or they are no longer what they were. @throws StoreAway */
  async read(sha256: string): Promise<Buffer | null> {
    const bytes = await readFile(await this.at(sha256)).catch(noneThere(null));
    if (bytes === null || hashOf(bytes) === sha256) return bytes;
    // A copy can be had anew.
    if (this.#shared === null || !(await this.#bring(sha256))) return null;
    return readFile(this.pathOf(sha256));
  }

  /** Where the bytes lie on this machine, brought here first if they are not; the path of nothing if nobody has them. @throws StoreAway */
  async at(sha256: string): Promise<string> {
    const path = this.pathOf(sha256);
    if (this.#shared !== null && !(await isThere(path))) await this.#bring(sha256);
    return path;
  }

  /** Takes back what was kept a moment ago. */
  async forget(hashes: readonly string[]): Promise<void> {
    for (const sha256 of hashes) {
      await this.#shared?.remove(sha256);
      await rm(this.pathOf(sha256), { force: true });
    }
  }

  /** Why the shared store did not answer the last time; null while it does, or where there is none. */
  get problem(): string | null {
    return this.#shared?.problem ?? null;
  }

  /**
   * Gives the shared store what is needed and lies here alone: of a time before there was one, or put while somebody
   * took it for old. Other copies go that nobody touched since `before`. Gives how many were brought there.
   * @throws StoreAway
   */
  async share(needed: (hashes: readonly string[]) => Promise<ReadonlySet<string>>, before: Date): Promise<number> {
    if (this.#shared === null) return 0;
    const there = new Set(await this.all());
    const here = await this.#here();
    const missing = await needed(here.filter((sha256) => !there.has(sha256)));
    for (const sha256 of missing) await this.#shared.put(sha256, this.pathOf(sha256));
    for (const sha256 of here) {
      const path = this.pathOf(sha256);
      if (await isOlder(path, before)) await rm(path, { force: true });
    }
    return missing.size;
  }

  /**
   * Removes those written before then; gives how many. Bytes received anew are young, whoever had them before: what is
   * removed is looked at once more when nobody can replace it any more.
   */
  async forgetOld(hashes: readonly string[], before: Date): Promise<number> {
    if (this.#shared !== null) return this.#forgetShared(this.#shared, new Set(hashes), before);
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
      await this.#shared?.put(written.sha256, temporary);
      await rename(temporary, path);
      return { ...written, path };
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async #here(): Promise<string[]> {
    const names = await readdir(this.path).catch(noneThere([]));
    return names.filter(isHash).sort();
  }

  /** A copy of what the store has, once it is seen to be what it should be. False when it has none, or another. */
  async #bring(sha256: string): Promise<boolean> {
    const bytes = await this.#shared?.get(sha256);
    if (!bytes) return false;
    await makeFolder(this.path, 0o700);
    const temporary = join(this.path, `.${randomUUID()}`);
    try {
      const written = await write(temporary, bytes);
      if (written.sha256 !== sha256) return false;
      await rename(temporary, this.pathOf(sha256));
      return true;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /**
   * A store has no way to put something aside: what is put there anew in the moment between the look and the removal is
   * still on the machine that put it, which gives it back with its next `share`.
   */
  async #forgetShared(shared: ObjectStore, hashes: ReadonlySet<string>, before: Date): Promise<number> {
    let count = 0;
    for await (const { name, at } of shared.names()) {
      if (!hashes.has(name) || at >= before) continue;
      await shared.remove(name);
      await rm(this.pathOf(name), { force: true });
      count += 1;
    }
    return count;
  }
}

/** The folder of an installation, and the store it shares with other machines where there is one. */
export const openFiles = (where: { dataDir: string; files?: ObjectStoreAddress | null }): FileFolder =>
  new FileFolder(where.dataDir, where.files ? new ObjectStore(where.files) : null);

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const isUnfinished = (name: string): boolean => /^\.[0-9a-f-]{36}$/.test(name);

const isThere = (path: string): Promise<boolean> =>
  stat(path)
    .then(() => true)
    .catch(noneThere(false));

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
