// What strangers send to each door to make it work hard; run as a thread of its own, so that only the service's work is
// counted.
import { connect } from 'node:net';
import { parentPort } from 'node:worker_threads';

export type Call = {
  door: string;
  /** The worst of what fits through is looked for among these. */
  what: string;
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  /** Piece by piece; as one where it gives one. */
  body?(): Iterable<Buffer>;
};

export type Secrets = { telegram: string; zaloBot: string; link: string };

const KB = 1024;
const MB = 1024 * KB;

const filled = (size: number, words: string): Buffer => Buffer.alloc(size, words);

function* repeated(size: number, piece: Buffer): Iterable<Buffer> {
  for (let left = size; left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length));
}

/** Texts that are dear to parse, to search or to fold. */
const dear: Readonly<Record<string, string>> = {
  brackets: '[',
  'objects in objects': '{"a":',
  times: '"timestamp":1,',
  'times without a number': '"timestamp"         :         ',
  marks: '\u0301\u0323',
};

const bodies = (size: number): [string, () => Iterable<Buffer>][] => [
  ...Object.entries(dear).map(([what, words]): [string, () => Iterable<Buffer>] => [
    `of ${what}`,
    () => [filled(size, words)],
  ]),
  ['byte by byte', () => repeated(size, filled(1, ' '))],
];

/** An update that is one, with a long text. */
const update = (of: (words: string) => object, words: string, size: number): Buffer =>
  Buffer.from(JSON.stringify(of(words.repeat(Math.floor(size / Buffer.byteLength(words))))));
const telegram = (text: string) => ({
  update_id: Math.floor(Math.random() * 2 ** 40),
  message: {
    message_id: 1,
    date: Math.floor(Date.now() / 1000),
    from: { id: 9, is_bot: false, first_name: 'x' },
    chat: { id: 9, type: 'private' },
    text,
  },
});
const zaloBot = (text: string) => ({
  event_name: 'message.text.received',
  message: {
    message_id: String(Math.random()),
    date: Date.now(),
    from: { id: '9', display_name: 'x' },
    chat: { id: '9', chat_type: 'PRIVATE' },
    text,
  },
});

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'multipart/form-data; boundary=x' };
const head = (name: string): Buffer =>
  Buffer.from(`--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`);
const nobody = 'A'.repeat(22);

function atSecret(
  door: string,
  path: string,
  header: string,
  secret: string,
  of: (words: string) => object,
  /** The longest body it takes, in KB. */
  most: number,
): Call[] {
  const post = (what: string, headers: Record<string, string>, body: () => Iterable<Buffer>): Call => ({
    door,
    what,
    method: 'POST',
    path,
    headers: { ...json, ...headers },
    body,
  });
  const known = `${door}, with the secret`;
  return [
    post('no secret, 1 MB', {}, () => [filled(MB, '[')]),
    post('no secret, byte by byte', {}, () => repeated(128 * KB, filled(1, ' '))),
    post('a secret of 15 KB', { [header]: 'x'.repeat(15 * KB) }, () => [filled(128 * KB, '[')]),
    ...bodies(most * KB - 1).map(([what, body]) => ({
      ...post(`${most} KB ${what}`, { [header]: secret }, body),
      door: known,
    })),
    ...[...Object.values(dear), ' ', '9', '\\'].map((words) => ({
      ...post(`a text of ${JSON.stringify(words.slice(0, 5))}`, { [header]: secret }, () => [
        update(of, words, (most / 2) * KB),
      ]),
      door: known,
    })),
  ];
}

/** What Node itself takes apart, before any of ours sees it. */
export const atThePort = 'byte by byte, straight at the port';

export const callsOf = (secrets: Secrets): Call[] =>
  allCalls(secrets).map((one) =>
    one.what.endsWith('byte by byte') ? { ...one, door: atThePort, what: `${one.door}: ${one.what}` } : one,
  );

function allCalls({ telegram: hook, zaloBot: other, link }: Secrets): Call[] {
  const get = (door: string, what: string, path: string, headers: Record<string, string> = {}): Call => ({
    door,
    what,
    method: 'GET',
    path,
    headers,
  });
  const oa = (what: string, headers: Record<string, string>, body: () => Iterable<Buffer>): Call => ({
    door: '/webhooks/zalo-oa',
    what,
    method: 'POST',
    path: '/webhooks/zalo-oa',
    headers: { ...json, ...headers },
    body,
  });
  const forged = { 'x-zevent-signature': `mac=${'0'.repeat(64)}` };
  const upload = (door: string, what: string, token: string, body: () => Iterable<Buffer>): Call => ({
    door,
    what,
    method: 'POST',
    path: `/tai-len/${token}`,
    headers: form,
    body,
  });
  const desk = '/ban-lam-viec';
  const atDesk = (what: string, path: string, headers: Record<string, string>): Call => ({
    door: desk,
    what,
    method: 'POST',
    path: `${desk}${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: () => [filled(MB, 'a.a=1&')],
  });
  const fromHere = { 'sec-fetch-site': 'same-origin' };
  const linked = '/tai-len, with a link';
  const long = 'x'.repeat(8 * KB);
  return [
    get('/healthz', 'plain', '/healthz'),
    get('/healthz', 'many words behind it', `/healthz?${'a=b&'.repeat(1_500)}`, { cookie: long }),
    get('/readyz', 'near', '/readyz'),
    get('/readyz', 'from afar', '/readyz', { host: 'thuky.example.gov.vn', cookie: long }),
    get('/metrics', 'near', '/metrics'),
    get('/metrics', 'from afar', '/metrics', { host: 'thuky.example.gov.vn', cookie: long }),
    get('any other path', 'long', `/${'a/'.repeat(3_000)}`),
    get('any other path', 'of signs', `/${'%E1%BA'.repeat(1_000)}`),
    oa('a signature without end', { 'x-zevent-signature': `mac=${'0'.repeat(15 * KB)}` }, () => [filled(MB, '[')]),
    oa('no signature, 1 MB', {}, () => [filled(MB, '[')]),
    oa('made-up signature, 1 MB', forged, () => [filled(MB, '[')]),
    ...bodies(64 * KB - 1).map(([what, body]) => oa(`made-up signature, 64 KB ${what}`, forged, body)),
    ...atSecret('/webhooks/telegram', '/webhooks/telegram', 'x-telegram-bot-api-secret-token', hook, telegram, 128),
    ...atSecret('/webhooks/zalo-bot', '/webhooks/zalo-bot', 'x-bot-api-secret-token', other, zaloBot, 64),
    get('/tai-len', 'no link', `/tai-len/${nobody}`),
    get('/tai-len', 'a word of 6 KB', `/tai-len/${'A'.repeat(6 * KB)}`),
    upload('/tai-len', 'no link, 20 MB', nobody, () => repeated(20 * MB, filled(64 * KB, 'x'))),
    upload('/tai-len', 'no link, byte by byte', nobody, () => repeated(128 * KB, filled(1, 'x'))),
    get(desk, 'no session', desk, { cookie: `ban-lam-viec=${'A'.repeat(43)}` }),
    get(desk, 'many words behind it', `${desk}/danh-sach/tasks.list?${'a=b&'.repeat(1_500)}`, { cookie: long }),
    get(desk, 'no link', `${desk}/vao/${'A'.repeat(32)}`),
    atDesk('1 MB from elsewhere', '/viec/tasks.assign', { 'sec-fetch-site': 'cross-site' }),
    atDesk('1 MB without a session', '/viec/tasks.assign', fromHere),
    atDesk('1 MB without a link', `/vao/${'A'.repeat(32)}`, fromHere),
    upload(linked, 'a name of 600 KB', link, () => [head('\u0301\u0323'.repeat(150_000))]),
    upload(linked, 'a name of 7 KB', link, () => [head(`${'\u0301\u0323'.repeat(1_750)}.exe`)]),
    upload(linked, 'parts without number', link, () => repeated(MB, Buffer.from('--x\r\na: b\r\n\r\n\r\n'.repeat(64)))),
    upload(linked, 'almost boundaries', link, function* () {
      yield head('a.pdf');
      yield* repeated(MB, Buffer.from('\r\n--'.repeat(16 * KB)));
      yield Buffer.from('\r\n--x--');
    }),
    upload(linked, 'byte by byte', link, function* () {
      yield head('a.pdf');
      yield* repeated(128 * KB, filled(1, 'x'));
      yield Buffer.from('\r\n--x--');
    }),
    upload(linked, '20 MB that are no PDF', link, function* () {
      yield head('a.pdf');
      yield* repeated(20 * MB, filled(64 * KB, 'x'));
      yield Buffer.from('\r\n--x--');
    }),
  ];
}

/** As it goes over the wire: a body of several pieces in chunks, one each. */
function written({ method, path, headers = {}, body }: Call): Buffer {
  const pieces = [...(body?.() ?? [])];
  const isOne = pieces.length === 1;
  const all = { host: '127.0.0.1', connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  if (isOne) lines.push(`content-length: ${pieces[0]!.length}\r\n`);
  else if (pieces.length > 0) lines.push('transfer-encoding: chunked\r\n');
  const chunks = pieces.flatMap((piece) => [
    Buffer.from(`${piece.length.toString(16)}\r\n`),
    piece,
    Buffer.from('\r\n'),
  ]);
  const sent = isOne ? pieces : pieces.length > 0 ? [...chunks, Buffer.from('0\r\n\r\n')] : [];
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), ...sent]);
}

/** Sends all of it at once, which is when it costs the most. Gives the status; 0 where the door was shut without one. */
export function call(origin: string, one: Call): Promise<number> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    let status = 0;
    const socket = connect(Number(port), hostname, () => socket.write(written(one)));
    socket.on('data', (bytes) => {
      if (status === 0) status = Number(bytes.toString('latin1').split(' ', 2)[1]);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(status));
  });
}

parentPort?.on('message', async ({ origin, secrets, nth }: { origin: string; secrets: Secrets; nth: number }) => {
  parentPort!.postMessage(await call(origin, callsOf(secrets)[nth]!));
});
