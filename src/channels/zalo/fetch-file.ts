// Files people send lie at addresses that came in with the message: only Zalo's own are followed, to public machines.
import { lookup as resolve } from 'node:dns';
import { get as getPlainly, type IncomingMessage } from 'node:http';
import { get as getSafely } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { capped } from '../channel.ts';

/** Where Zalo keeps what people send. */
const homes = ['zdn.vn', 'zadn.vn', 'zalo.me', 'zaloapp.com', 'zaloplatforms.com', 'zapps.me'];

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

export type FileHome = {
  /** Files may lie there too; a server of one's own. */
  apiRoot: string;
  lookup?: LookupFunction;
};

/** The bytes of a file. @throws RangeError for an address that is never followed, and for a file that is gone */
export async function fetchFile(
  address: string,
  { apiRoot, lookup = resolve as LookupFunction }: FileHome,
  maxBytes: number,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const url = URL.parse(address);
  const isZalo = url?.protocol === 'https:' && homes.some((home) => url.hostname.endsWith(`.${home}`));
  const isOwn = url?.origin === new URL(apiRoot).origin;
  if (!url || (!isZalo && !isOwn)) throw new RangeError('a file from elsewhere');
  const response = await new Promise<IncomingMessage>((answered, failed) => {
    const get = url.protocol === 'https:' ? getSafely : getPlainly;
    get(url, { signal, ...(!isOwn && { lookup: publicOnly(lookup) }) }, answered).on('error', failed);
  });
  const { statusCode: status = 0 } = response;
  if (status === 200) return capped(response, maxBytes);
  response.destroy();
  // Led elsewhere, an address proves nothing about where it ends.
  if (status >= 300 && status < 400) throw new RangeError('a file that lies elsewhere');
  if (status === 404 || status === 410) throw new RangeError('the file is no longer there');
  throw new Error(`HTTP ${status}`);
}
