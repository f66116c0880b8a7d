import { capped, TooLarge } from '../channel.ts';
import type { Call } from './api.ts';

type FileSource = { call: Call; token: string; apiRoot: string };

/**
 * The bytes of a file. Telegram gives at most 20 MB to a bot.
 * @throws TooLarge
 */
export async function fetchFile(
  { call, token, apiRoot }: FileSource,
  ref: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const found = await call('getFile', { file_id: ref }, { signal }).catch((error: unknown) => {
    if (/file is too big/i.test(String((error as Error).message))) throw new TooLarge('larger than Telegram gives');
    throw error;
  });
  if ((found.file_size ?? 0) > maxBytes) throw new TooLarge(`${found.file_size} bytes`);
  const path = (found.file_path ?? '').split('/').map(encodeURIComponent).join('/');
  // Never followed elsewhere: the address holds the token.
  const answer = await fetch(`${apiRoot}/file/bot${token}/${path}`, { redirect: 'error', signal });
  if (!answer.ok || !answer.body) throw new Error(`the file was answered with ${answer.status}`);
  return capped(answer.body, maxBytes);
}
