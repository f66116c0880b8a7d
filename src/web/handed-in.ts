// The one file of a form, read as it comes: no more of it is held than a piece, and nothing is waited for too long.
import { isCrumbled } from '../channels/body.ts';

/** Why a form was not read to its end. */
export type Broken = 'no-file' | 'name-too-long' | 'too-large' | 'too-slow' | 'cut-short';

export class BrokenForm extends Error {
  override name = 'BrokenForm';
  readonly why: Broken;
  constructor(why: Broken) {
    super(why);
    this.why = why;
  }
}

export type HandedIn = { name: string; mime: string; bytes: AsyncIterable<Uint8Array> };

export type Limits = {
  /** Of the whole form, in bytes. */
  most: number;
  /** Milliseconds without a byte. */
  patience: number;
  /** Somebody else has come for it. */
  signal: AbortSignal;
};

/** What stands before the bytes of a part: its name and kind. */
const MOST_HEAD = 8 * 1024;
/** Our form has one; whoever adds others adds a few. */
const MOST_PARTS = 8;
/** Of a form that is too large so many times what it may have is read on. */
const READ_ON = 5;
const END_OF_HEAD = Buffer.from('\r\n\r\n');

/**
 * The first file of a form of the web. What will not be taken is read to its end all the same, or the browser would show
 * an error of its own in place of our words. @throws BrokenForm, also while its bytes are read
 */
export async function handedIn(request: Request, limits: Limits): Promise<HandedIn> {
  const boundary = boundaryIn(request.headers.get('content-type') ?? '');
  if (boundary === null || !request.body) throw new BrokenForm('no-file');
  const feed = new Feed(request.body.getReader(), limits);
  try {
    if (Number(request.headers.get('content-length') ?? 0) > limits.most) throw new BrokenForm('too-large');
    return await firstFile(feed, boundary);
  } catch (error) {
    await feed.toTheEnd();
    throw error;
  }
}

async function firstFile(feed: Feed, boundary: string): Promise<HandedIn> {
  // The first boundary stands at the very beginning, without a line break.
  const between = Buffer.from(`\r\n--${boundary}`);
  feed.begin(Buffer.from('\r\n'));
  for (let part = 0; part < MOST_PARTS; part += 1) {
    for await (const _ of feed.until(between));
    if (await feed.isNext('--')) break;
    const head = await feed.upTo(END_OF_HEAD, MOST_HEAD);
    const file = fileIn(head.toString('utf8'));
    if (file) return { ...file, bytes: feed.until(between) };
  }
  throw new BrokenForm('no-file');
}

const boundaryIn = (type: string): string | null => {
  const [, quoted, bare] =
    /^multipart\/form-data;[^"]{0,100}boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70})(?:\s*;|$))/i.exec(type) ?? [];
  return quoted ?? bare ?? null;
};

/** Null for a part that is no file, or one nobody chose. */
function fileIn(head: string): Omit<HandedIn, 'bytes'> | null {
  const lines = head.split('\r\n');
  const line = (name: string) => lines.find((one) => one.toLowerCase().startsWith(`${name}:`)) ?? '';
  // Browsers write the quotes and line breaks of a name as %22, %0D and %0A; others put a backslash before a quote.
  const name = /;\s*filename="((?:[^"\\]|\\.)*)"/i.exec(line('content-disposition'))?.[1];
  if (!name) return null;
  const mime = line('content-type').slice('content-type:'.length).trim();
  return {
    name: name
      .replaceAll('\\"', '"')
      .replaceAll('%22', '"')
      .replace(/%0[DA]/gi, ' '),
    mime: mime.slice(0, 100),
  };
}

/** Bytes as they come, taken up to a mark. */
class Feed {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #limits: Limits;
  #held: Buffer = Buffer.alloc(0);
  #size = 0;
  #pieces = 0;
  #most: number;
  #why: Broken | null = null;

  constructor(reader: ReadableStreamDefaultReader<Uint8Array>, limits: Limits) {
    this.#reader = reader;
    this.#limits = limits;
    this.#most = limits.most;
    limits.signal.addEventListener('abort', () => this.#leave('cut-short'), { once: true });
  }

  /** As if these had come first. */
  begin(bytes: Buffer): void {
    this.#held = bytes;
  }

  async isNext(words: string): Promise<boolean> {
    while (this.#held.length < words.length) this.#held = Buffer.concat([this.#held, await this.#next()]);
    return this.#held.subarray(0, words.length).toString('latin1') === words;
  }

  /** What stands before the mark, of a length that can be held. */
  async upTo(mark: Buffer, most: number): Promise<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at > most || (at < 0 && this.#held.length > most)) throw new BrokenForm('name-too-long');
      if (at >= 0) {
        const found = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + mark.length);
        return found;
      }
      this.#held = Buffer.concat([this.#held, await this.#next()]);
    }
  }

  /** What stands before the mark, piece by piece. */
  async *until(mark: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      // The mark may have begun at the end of what is here.
      const sure = at >= 0 ? at : Math.max(0, this.#held.length - mark.length + 1);
      if (sure > 0) yield this.#held.subarray(0, sure);
      if (at >= 0) {
        this.#held = this.#held.subarray(at + mark.length);
        return;
      }
      this.#held = Buffer.concat([this.#held.subarray(sure), await this.#next()]);
    }
  }

  /** Passes over the rest, of a form that is not larger beyond measure. */
  async toTheEnd(): Promise<void> {
    this.#most *= READ_ON;
    try {
      while (this.#why === null) await this.#next();
    } catch (error) {
      if (!(error instanceof BrokenForm)) throw error;
    }
  }

  async #next(): Promise<Uint8Array> {
    const timer = setTimeout(() => this.#leave('too-slow'), this.#limits.patience);
    try {
      const { done, value } = await this.#reader.read();
      if (done) throw new BrokenForm('cut-short');
      this.#size += value.length;
      this.#pieces += 1;
      if (this.#size > this.#most) throw new BrokenForm('too-large');
      if (isCrumbled(this.#pieces, this.#size)) this.#leave('cut-short');
      return value;
    } catch (error) {
      this.#why ??= error instanceof BrokenForm ? error.why : 'cut-short';
      throw new BrokenForm(this.#why);
    } finally {
      clearTimeout(timer);
    }
  }

  #leave(why: Broken): void {
    this.#why ??= why;
    void this.#reader.cancel().catch(() => undefined);
  }
}
