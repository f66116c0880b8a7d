// A file is kept when its bytes fit its name and its words bear no secrecy mark; until then it has no name of its own.
import type { SecrecyMark } from '../../kernel/secrecy.ts';
import type { FileFolder, Written } from '../../store/file-folder.ts';
import { endingOf, type FileRefusal, refusedByContent } from '../file-kinds.ts';
import { look } from './look.ts';

/** `unread`: something in it could not be looked through, so that nobody may take it for looked through. */
export type Kept = Written & { unread: boolean };
type NotKept = { refusal: FileRefusal } | { secrecy: SecrecyMark };

/** @throws what the bytes throw; nothing is kept then */
export async function keepLooked(
  folder: FileFolder,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  mostBytes: number,
): Promise<Kept | NotKept> {
  let unread = true;
  const kept = await folder.keep<NotKept>(bytes, async ({ path, head, size }) => {
    const refusal = size > mostBytes ? 'too-large' : await refusedByContent(name, path, head);
    if (refusal) return { refusal };
    const seen = await look({ path, ending: endingOf(name) });
    if (seen === 'swollen') return { refusal: 'swollen' };
    unread = !seen.whole;
    return seen.mark === null ? null : { secrecy: seen.mark };
  });
  return 'path' in kept ? { ...kept, unread } : kept;
}
