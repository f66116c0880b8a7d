// Bytes under their hash in a bucket of an S3 server (MinIO, Ceph, a province's own): what several machines share.
import { openAsBlob } from 'node:fs';
import { S3mini } from 's3mini';

export type ObjectStoreAddress = {
  /** `https://host:port` of the server, without the bucket. */
  endpoint: string;
  bucket: string;
  /** Put before every name; empty, or ending in a slash. */
  prefix: string;
  region: string;
  accessKey: string;
  secretKey: string;
};

/** Longest for one object, of at most 20 MB, in milliseconds. */
const LONGEST = 30_000;
const AT_ONCE = 1_000;

/** The store could not be reached, or refused: nothing is wrong with what was asked of it. */
export class StoreAway extends Error {
  override name = 'StoreAway';
  readonly code = 'STORE_AWAY';
}

export class ObjectStore {
  /** Why the last call failed; null while it did not. */
  problem: string | null = null;
  readonly #server: S3mini;
  readonly #prefix: string;

  constructor({ endpoint, bucket, prefix, region, accessKey, secretKey }: ObjectStoreAddress, longest = LONGEST) {
    this.#prefix = prefix;
    this.#server = new S3mini({
      endpoint: `${endpoint.replace(/\/+$/, '')}/${bucket}`,
      region,
      accessKeyId: accessKey,
      secretAccessKey: secretKey,
      requestAbortTimeout: longest,
    });
  }

  /** @throws StoreAway unless the server says that it has them */
  async put(name: string, path: string): Promise<void> {
    await this.#asked(async () => this.#server.putObject(this.#prefix + name, await openAsBlob(path)));
  }

  /** The bytes as the server gives them; null when it has none of that name. @throws StoreAway, also within the bytes */
  async get(name: string): Promise<AsyncIterable<Uint8Array> | null> {
    const answer = await this.#asked(() => this.#server.getObjectResponse(this.#prefix + name));
    if (answer?.body) return this.#bytesOf(answer.body);
    // A bucket that is not there says the same as a bucket without it.
    if (!(await this.#asked(() => this.#server.bucketExists()))) throw this.#away({ code: 'NoSuchBucket' });
    return null;
  }

  /** Names with the time at which each was put last, in pages. @throws StoreAway */
  async *names(): AsyncIterable<{ name: string; at: Date }> {
    for (let token: string | undefined; ; ) {
      const page = await this.#asked(() =>
        this.#server.listObjectsPaged('/', this.#prefix, AT_ONCE, ...(token === undefined ? [] : [token])),
      );
      if (!page) throw this.#away({ code: 'NoSuchBucket' });
      for (const { Key, LastModified } of page.objects ?? []) {
        yield { name: Key.slice(this.#prefix.length), at: new Date(LastModified) };
      }
      token = page.nextContinuationToken;
      if (token === undefined) return;
    }
  }

  /** It is as well when there is none of that name. @throws StoreAway */
  async remove(name: string): Promise<void> {
    await this.#asked(() => this.#server.deleteObject(this.#prefix + name));
  }

  async #asked<T>(call: () => Promise<T>): Promise<T> {
    try {
      const answer = await call();
      this.problem = null;
      return answer;
    } catch (error) {
      throw this.#away(error);
    }
  }

  async *#bytesOf(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    try {
      yield* body;
    } catch (error) {
      throw this.#away(error);
    }
  }

  /** What the server says may hold names and keys: only its code and its status are passed on. */
  #away(error: unknown): StoreAway {
    const { status, serviceCode, code, cause } = error as Record<string, unknown>;
    const why = serviceCode ?? status ?? code ?? (cause as Record<string, unknown> | undefined)?.['code'];
    this.problem = String(why ?? (error as Error).name);
    return new StoreAway(`the object store does not answer as it should (${this.problem})`, { cause: error });
  }
}
