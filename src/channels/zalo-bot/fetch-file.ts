import { capped } from '../channel.ts';

/** Where Zalo keeps what people send. */
const homes = ['zdn.vn', 'zadn.vn', 'zalo.me', 'zaloapp.com', 'zaloplatforms.com', 'zapps.me'];

/** The bytes of a photo. The address came in with a message, so that only Zalo's own are followed. */
export async function fetchFile(
  address: string,
  apiRoot: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const url = new URL(address);
  const isZalo = url.protocol === 'https:' && homes.some((home) => url.hostname.endsWith(`.${home}`));
  if (!isZalo && url.origin !== new URL(apiRoot).origin) throw new RangeError('a photo from elsewhere');
  const response = await fetch(url, { signal, redirect: 'error' });
  if (response.status === 404 || response.status === 410) throw new RangeError('the photo is no longer there');
  if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
  return capped(response.body, maxBytes);
}
