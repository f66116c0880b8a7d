import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capped, TooLarge } from '../channels/channel.ts';
import { makeFolder } from '../store/folder.ts';

/** What nobody took up stays no longer than this. */
const LIFE = 24 * 3_600_000;

/** What people send from the phones, under random names until it is fetched or refused. */
export class Uploads {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The reference bytes will be fetched by. */
  newRef(): string {
    return randomUUID();
  }

  async keep(ref: string, bytes: Uint8Array): Promise<void> {
    await makeFolder(this.#folder, 0o700);
    await this.#sweep();
    await writeFile(this.#pathOf(ref), bytes, { mode: 0o600 });
  }

  /** Stored or refused: nothing of it stays here. */
  async forget(ref: string): Promise<void> {
    await rm(this.#pathOf(ref), { force: true });
  }

  /** @throws RangeError for a reference that was never given; TooLarge */
  async open(ref: string, maxBytes: number, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const path = this.#pathOf(ref);
    const { size } = await stat(path);
    if (size > maxBytes) throw new TooLarge(`${size} bytes`);
    return capped(createReadStream(path, signal ? { signal } : {}), maxBytes);
  }

  async #sweep(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
      if (Date.now() - mtimeMs > LIFE) await rm(path, { force: true });
    }
  }

  #pathOf(ref: string): string {
    if (!/^[0-9a-f-]{36}$/.test(ref)) throw new RangeError('not a reference');
    return join(this.#folder, ref);
  }
}
