// What a stranger's call costs before it is refused: nothing is read, and nothing parsed, of what cannot be a messenger's.
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { secretWebhook } from '../../src/channels/secret-webhook.ts';
import { type Signed, signedBy } from '../../src/channels/zalo-oa/signature.ts';
import { webhook } from '../../src/channels/zalo-oa/webhook.ts';

const keys = { appId: '360', oaId: '388', appSecret: 'the-app-secret', oaSecret: 'the-oa-secret' };
const event = '{"event_name":"follow","oa_id":"388","follower":{"id":"7"},"timestamp":"1764550800000"}';

const macOf = (body: string, { id = keys.appId, secret = keys.oaSecret, time = '1764550800000' } = {}): string =>
  createHash('sha256').update(id).update(body).update(time).update(secret).digest('hex');

/** A body that tells whether it was asked for; of so many bytes, or without an end. */
function watched(words: string | null, size = 0): { body: ReadableStream<Uint8Array>; read(): number } {
  let read = 0;
  let left = words === null ? Number.POSITIVE_INFINITY : Math.max(size, words.length);
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = words !== null && read === 0 ? Buffer.from(words) : Buffer.alloc(Math.min(left, 65_536), ' ');
        read += piece.length;
        left -= piece.length;
        controller.enqueue(piece);
        if (left <= 0) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { body, read: () => read };
}

const call = (body: ReadableStream<Uint8Array>, headers: Record<string, string>): Request =>
  new Request('http://127.0.0.1/', { method: 'POST', headers, body, duplex: 'half' } as RequestInit);

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('an event of the Official Account', () => {
  const kept: unknown[] = [];
  const heard: (string | null)[] = [];
  let refused = 0;
  const app = webhook({
    keys,
    keep: async (one) => void kept.push(one),
    heard: (problem) => void heard.push(problem),
    refused: () => {
      refused += 1;
    },
  });
  afterEach(() => {
    kept.length = 0;
    heard.length = 0;
    refused = 0;
  });

  test.each([
    ['cut', `mac=${macOf(event).slice(1)}`],
    ['of other letters', `mac=${'g'.repeat(64)}`],
    ['without end', `mac=${'0'.repeat(15_000)}`],
    ['another thing', 'sha256=abc'],
  ])('a signature that is %s: refused, not a byte read', async (_, header) => {
    const { body, read } = watched(null);
    expect((await app.request(call(body, { 'x-zevent-signature': header }))).status).toBe(403);
    expect(read()).toBe(0);
  });

  test('no signature: looked at only as far as the empty object of the console', async () => {
    for (const words of ['{}', '', ' {  }\n']) {
      expect((await app.request('/', { method: 'POST', body: words })).status).toBe(200);
    }
    expect((await app.request('/', { method: 'POST', body: event })).status).toBe(403);
    const { body, read } = watched(null);
    expect((await app.request(call(body, {}))).status).toBe(403);
    expect(read()).toBeLessThanOrEqual(65_536);
    const large = watched(null);
    expect((await app.request(call(large.body, { 'content-length': '1000000' }))).status).toBe(403);
    expect(large.read()).toBe(0);
  });

  test('larger than what Zalo sends: refused unread where it says so, and as soon as it shows', async () => {
    const signature = { 'x-zevent-signature': `mac=${'0'.repeat(64)}` };
    const honest = watched(null);
    expect((await app.request(call(honest.body, { ...signature, 'content-length': '66000' }))).status).toBe(413);
    expect(honest.read()).toBe(0);
    const endless = watched(null);
    expect((await app.request(call(endless.body, signature))).status).toBe(413);
    expect(endless.read()).toBeLessThanOrEqual(3 * 65_536);
  });

  test('byte by byte: left after the first thousand, which no network is slow enough for', async () => {
    let read = 0;
    const crumbs = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          read += 1;
          controller.enqueue(Buffer.from(' '));
        },
      },
      { highWaterMark: 0 },
    );
    const headers = { 'x-zevent-signature': `mac=${'0'.repeat(64)}` };
    expect((await app.request(call(crumbs, headers))).status).toBe(413);
    expect(read).toBeLessThan(1_100);
  });

  test('the same time again and again: looked at a few times only', () => {
    const replaced = vi.spyOn(Set.prototype, 'add');
    expect(signedBy('0'.repeat(64), Buffer.from('"timestamp":1,'.repeat(9_000)), keys)).toBe('unknown');
    expect(replaced.mock.calls.length).toBeLessThan(100);
  });

  test('a wrong signature: never parsed, however the body is made', async () => {
    const parse = vi.spyOn(JSON, 'parse');
    for (const body of [event, '['.repeat(60_000), `{"a":${'{"timestamp":1,"a":'.repeat(3_000)}`, ' '.repeat(60_000)]) {
      const headers = { 'x-zevent-signature': `mac=${'0'.repeat(64)}` };
      expect((await app.request('/', { method: 'POST', headers, body })).status).toBe(403);
    }
    expect(parse).not.toHaveBeenCalled();
    expect([kept, heard, refused]).toEqual([[], [], 4]);
  });

  test('a right one: parsed once', async () => {
    const parse = vi.spyOn(JSON, 'parse');
    const headers = { 'x-zevent-signature': `mac=${macOf(event)}` };
    expect((await app.request('/', { method: 'POST', headers, body: event })).status).toBe(200);
    expect(parse).toHaveBeenCalledTimes(1);
    expect(kept).toEqual([JSON.parse(event)]);
    expect(heard).toEqual([null]);
  });

  test('a body that does not come: left after five seconds', async () => {
    vi.useFakeTimers();
    const silent = new ReadableStream<Uint8Array>({}, { highWaterMark: 0 });
    const answer = app.request(call(silent, { 'x-zevent-signature': `mac=${macOf(event)}` }));
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await answer).status).toBe(408);
  });

  test.each<[string, string, Signed]>([
    ['as a string', event, 'ours'],
    ['as a number', event.replace('"1764550800000"', '1764550800000'), 'ours'],
    ['with spaces', event.replace('"timestamp":', '"timestamp" : '), 'ours'],
    ['behind another time', event.replace('{', '{"info":{"timestamp":12},'), 'ours'],
    [
      'in words of a person only',
      event.replace(/,"timestamp".*/, ',"x":"\\"timestamp\\":\\"1764550800000\\""}'),
      'unknown',
    ],
    ['not at all', '{}', 'unknown'],
  ])('its time is found %s', (_, body, signed) => {
    expect(signedBy(macOf(body), Buffer.from(body), keys)).toBe(signed);
  });

  test('what Zalo signs with another of our secrets is told apart from what a stranger makes up', () => {
    const raw = Buffer.from(event);
    expect(signedBy(macOf(event, { secret: keys.appSecret }), raw, keys)).toBe('app-secret');
    expect(signedBy(macOf(event, { id: keys.oaId }), raw, keys)).toBe('oa-id');
    expect(signedBy(macOf(event, { secret: 'made up' }), raw, keys)).toBe('unknown');
    // For a diagnosis nobody's long body is gone through twice.
    const long = event.replace('follow', 'x'.repeat(10_000));
    expect(signedBy(macOf(long, { id: keys.oaId }), Buffer.from(long), keys)).toBe('unknown');
    // The time belongs to what is signed.
    expect(signedBy(macOf(event, { time: '1' }), raw, keys)).toBe('unknown');
  });
});

describe('an update by a webhook with a secret', () => {
  const secret = 'a-webhook-secret-of-the-spec';
  const kept: unknown[] = [];
  const app = secretWebhook({
    header: 'X-Secret',
    secret,
    most: 64 * 1024,
    unreadable: 400,
    keep: async (one) => void kept.push(one),
    heard: () => undefined,
  });

  test.each([
    [{}],
    [{ 'x-secret': 'wrong' }],
    [{ 'x-secret': 'x'.repeat(15_000) }],
  ])('%j: not a byte read', async (headers) => {
    const { body, read } = watched(null);
    expect((await app.request(call(body, headers as Record<string, string>))).status).toBe(403);
    expect(read()).toBe(0);
  });

  test('with the secret: as much as the longest message, no more', async () => {
    const headers = { 'x-secret': secret };
    const large = watched('{"a":1}', 60_000);
    expect((await app.request(call(large.body, headers))).status).toBe(200);
    expect(kept).toEqual([{ a: 1 }]);
    const endless = watched(null);
    expect((await app.request(call(endless.body, headers))).status).toBe(413);
    expect(endless.read()).toBeLessThanOrEqual(3 * 65_536);
    expect((await app.request('/', { method: 'POST', headers, body: 'no json' })).status).toBe(400);
    expect((await app.request('/', { method: 'POST', headers, body: '' })).status).toBe(400);
  });
});
