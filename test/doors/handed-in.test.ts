// A form with a file, as browsers send it and as they never would.
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Broken, BrokenForm, handedIn } from '../../src/web/handed-in.ts';

const never = new AbortController().signal;
const type = { 'content-type': 'multipart/form-data; boundary=x' };

/** In pieces of so many bytes; `open`: and then nothing more, but no end either. */
function streamed(words: Uint8Array, piece: number, open = false): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < words.length) controller.enqueue(words.subarray(at, at + piece));
      else if (!open) controller.close();
      at += piece;
    },
  });
}

const posted = (body: RequestInit['body'], headers: Record<string, string> = {}): Request =>
  new Request('http://127.0.0.1/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

async function read(request: Request, limits: { most?: number; signal?: AbortSignal } = {}) {
  const file = await handedIn(request, { most: 1_000_000, patience: 15_000, signal: never, ...limits });
  const pieces: Uint8Array[] = [];
  for await (const piece of file.bytes) pieces.push(piece);
  return { name: file.name, mime: file.mime, bytes: Buffer.concat(pieces) };
}

const whyNot = (reading: Promise<unknown>): Promise<Broken | 'read'> =>
  reading.then(
    () => 'read' as const,
    (error: unknown) => {
      if (error instanceof BrokenForm) return error.why;
      throw error;
    },
  );

const form = (name: string, bytes: string, before = ''): Buffer =>
  Buffer.from(
    `${before}--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/pdf\r\n\r\n${bytes}\r\n--x--\r\n`,
  );

afterEach(() => vi.useRealTimers());

describe('a form', () => {
  test('as any browser makes it, whatever the bytes and however they are cut on their way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), fc.integer({ min: 1, max: 200 }), async (bytes, piece) => {
        const made = new FormData();
        made.append('note', 'x');
        made.append('file', new File([bytes], 'báo cáo "quý".pdf', { type: 'application/pdf' }));
        const whole = posted(made);
        const raw = new Uint8Array(await whole.arrayBuffer());
        const headers = { 'content-type': whole.headers.get('content-type')! };
        const found = await read(posted(streamed(raw, piece), headers));
        expect(found).toEqual({ name: 'báo cáo "quý".pdf', mime: 'application/pdf', bytes: Buffer.from(bytes) });
      }),
      { numRuns: 60 },
    );
  });

  test.each<[string, Request, Broken]>([
    ['without a file', posted(new FormData()), 'no-file'],
    ['with nothing chosen', posted(form('', ''), type), 'no-file'],
    ['that is none', posted('a=b', { 'content-type': 'application/x-www-form-urlencoded' }), 'no-file'],
    ['without a body', new Request('http://127.0.0.1/', { method: 'POST', headers: type }), 'no-file'],
    ['with a name of 600,000 bytes', posted(form('\u0301\u0323'.repeat(150_000), 'x'), type), 'name-too-long'],
    ['whose head has no end', posted(`--x\r\n${'a: b\r\n'.repeat(100_000)}`, type), 'name-too-long'],
    ['cut off in its bytes', posted(form('a.pdf', 'abc').subarray(0, -10), type), 'cut-short'],
    [
      'with a boundary without end',
      posted('x', { 'content-type': `multipart/form-data; boundary=${'x'.repeat(9_000)}` }),
      'no-file',
    ],
    ['too large', posted(form('a.pdf', 'x'.repeat(1_000_001)), type), 'too-large'],
    ['too large without saying so', posted(streamed(form('a.pdf', 'x'.repeat(1_000_001)), 65_536), type), 'too-large'],
    ['of parts without number', posted('--x\r\na: b\r\n\r\n\r\n'.repeat(40_000), type), 'no-file'],
    ['byte by byte', posted(streamed(form('a.pdf', 'x'.repeat(5_000)), 1), type), 'cut-short'],
  ])('%s', async (_, request, why) => {
    expect(await whyNot(read(request))).toBe(why);
  });

  test('one that is too large is read to its end, so that its sender reads our words; beyond measure it is not', async () => {
    const sent = (length: number) => {
      let left = length;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (left <= 0) return controller.close();
          controller.enqueue(Buffer.alloc(65_536));
          left -= 65_536;
        },
      });
      return { request: posted(body, { ...type, 'content-length': String(length) }), left: () => left };
    };
    const some = sent(4_000_000);
    expect(await whyNot(read(some.request))).toBe('too-large');
    expect(some.left()).toBeLessThanOrEqual(0);
    const endless = sent(1_000_000_000);
    expect(await whyNot(read(endless.request))).toBe('too-large');
    expect(endless.left()).toBeGreaterThan(990_000_000);
  });

  test('one from which nothing more comes is left after a quarter of a minute; a byte in time and it is waited for', async () => {
    vi.useFakeTimers();
    let more!: (bytes: Uint8Array) => void;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        more = (bytes) => controller.enqueue(bytes);
        more(form('a.pdf', 'abc').subarray(0, 100));
      },
    });
    const reading = whyNot(read(posted(body, type)));
    await vi.advanceTimersByTimeAsync(14_000);
    more(Buffer.from('x'));
    await vi.advanceTimersByTimeAsync(14_000);
    more(Buffer.from('x'));
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await reading).toBe('too-slow');
  });

  test('one that somebody else has come for is left at once', async () => {
    const other = new AbortController();
    const reading = whyNot(
      read(posted(streamed(form('a.pdf', 'abc').subarray(0, 100), 100, true), type), { signal: other.signal }),
    );
    other.abort();
    expect(await reading).toBe('cut-short');
  });
});
