import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../store/folder.ts';
import { capped, TooLarge } from '../channel.ts';

/** What people send from the phones, under random names until it is fetched. */
export class Uploads {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Gives the reference the bytes are fetched by. */
  async keep(bytes: Uint8Array): Promise<string> {
    await makeFolder(this.#folder, 0o700);
    const ref = randomUUID();
    await writeFile(this.#pathOf(ref), bytes, { mode: 0o600 });
    return ref;
  }

  /** @throws RangeError for a reference that was never given; TooLarge */
  async open(ref: string, maxBytes: number, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const path = this.#pathOf(ref);
    const { size } = await stat(path);
    if (size > maxBytes) throw new TooLarge(`${size} bytes`);
    return capped(createReadStream(path, signal ? { signal } : {}), maxBytes);
  }

  #pathOf(ref: string): string {
    if (!/^[0-9a-f-]{36}$/.test(ref)) throw new RangeError('not a reference');
    return join(this.#folder, ref);
  }
}
