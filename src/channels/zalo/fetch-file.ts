// Files people send lie at addresses that came in with the message: only Zalo's own are followed, to public machines,
// and from there a few steps further to others of Zalo's.
import { lookup as resolve } from 'node:dns';
import { get as getPlainly, type IncomingMessage } from 'node:http';
import { get as getSafely } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { capped } from '../channel.ts';

/** Where Zalo keeps what people send; the last three since 2026. */
const homes = [
  ...['zdn.vn', 'zadn.vn', 'zalo.me', 'zaloapp.com', 'zaloplatforms.com', 'zapps.me'],
  ...['dlfl.vn', 'flchat.vn', 'dlmd.me'],
];
const MOST_STEPS = 3;
/** Just sent, a file may be there without its bytes: asked for again so often, after so long. */
const MORE_LOOKS = 2;
const LOOK_AGAIN = 1_000;

const closed = new BlockList();
for (const [net, length] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  closed.addSubnet(net, length, 'ipv4');
for (const [net, length] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  closed.addSubnet(net, length, 'ipv6');

const isClosed = (address: string): boolean => closed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Resolves a name for the connection itself, so that no other answer can come between the look and the call. */
const publicOnly =
  (look: LookupFunction): LookupFunction =>
  (name, options, done) =>
    look(name, { ...options, all: true }, (error, found) => {
      const all = Array.isArray(found) ? found : [];
      if (error || all.length === 0) return done(error ?? new Error(`${name} has no address`), []);
      const inner = all.find(({ address }) => isClosed(address));
      if (inner) return done(new RangeError(`${name} leads to a private address`), []);
      if (options.all) return done(null, all);
      done(null, all[0]!.address, all[0]!.family);
    });

type FileHome = {
  /** Files may lie there too; a server of one's own. */
  apiRoot: string;
  lookup?: LookupFunction;
  /** Milliseconds until a file without bytes is looked at again. */
  again?: number;
};

/**
 * The bytes of a file; none when it has none. @throws RangeError for an address that is never followed, and for a file
 * that is gone
 */
export async function fetchFile(
  address: string,
  home: FileHome,
  maxBytes: number,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  for (let looks = 0; ; looks += 1) {
    const bytes = (await follow(allowed(address, null, home), home, signal))[Symbol.asyncIterator]();
    const first = await bytes.next();
    if (first.done && looks < MORE_LOOKS) await pause(home.again ?? LOOK_AGAIN, undefined, { signal });
    else return capped(beginning(first, bytes), maxBytes);
  }
}

/** The response at the end of a few steps, each of them looked at like the first. */
async function follow(start: URL, home: FileHome, signal: AbortSignal): Promise<IncomingMessage> {
  let url = start;
  for (let steps = 0; ; steps += 1) {
    const response = await get(url, home, signal);
    const { statusCode: status = 0 } = response;
    if (status === 200) return response;
    response.destroy();
    const { location } = response.headers;
    if (status < 300 || status >= 400 || location === undefined) throw notFound(status);
    if (steps === MOST_STEPS) throw new RangeError('a file that is led on without end');
    url = allowed(location, url, home);
  }
}

const notFound = (status: number): Error =>
  status === 404 || status === 410 ? new RangeError('the file is not there') : new Error(`HTTP ${status}`);

const isOwn = (url: URL, { apiRoot }: FileHome): boolean => url.origin === new URL(apiRoot).origin;

/** The address as it is followed: one of Zalo's is asked safely, however it is written. @throws RangeError */
function allowed(address: string, from: URL | null, home: FileHome): URL {
  const url = URL.parse(address, from?.href);
  if (url && isOwn(url, home)) return url;
  const isZalo = url !== null && homes.some((one) => url.hostname.endsWith(`.${one}`));
  if (!isZalo || !/^https?:$/.test(url.protocol) || url.port !== '') throw new RangeError('a file from elsewhere');
  url.protocol = 'https:';
  return url;
}

const get = (url: URL, home: FileHome, signal: AbortSignal): Promise<IncomingMessage> => {
  const { lookup = resolve as LookupFunction } = home;
  return new Promise((answered, failed) => {
    const ask = url.protocol === 'https:' ? getSafely : getPlainly;
    ask(url, { signal, ...(!isOwn(url, home) && { lookup: publicOnly(lookup) }) }, answered).on('error', failed);
  });
};

async function* beginning(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (first.done) return;
  yield first.value;
  yield* { [Symbol.asyncIterator]: () => rest };
}
