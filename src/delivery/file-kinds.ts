import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileTypeFromFile } from 'file-type';

/** What committees exchange, by the ending of the name; the types a look at the bytes may give for each. */
const kinds: ReadonlyMap<string, readonly string[]> = new Map([
  ['pdf', ['pdf']],
  ['doc', ['cfb']],
  ['xls', ['cfb']],
  ['ppt', ['cfb']],
  ['docx', ['docx']],
  ['xlsx', ['xlsx']],
  ['pptx', ['pptx']],
  ['odt', ['odt']],
  ['jpg', ['jpg']],
  ['jpeg', ['jpg']],
  ['png', ['png']],
  ['txt', ['text']],
  ['csv', ['text']],
]);

/** `swollen`: it unpacks to more than any paper does. `secret`: its words bear a secrecy mark. */
export type FileRefusal = 'too-large' | 'bad-type' | 'mismatch' | 'empty' | 'unavailable' | 'swollen' | 'secret';

/** Why a file with this name is not taken, before its bytes are seen. */
export const refusedByName = (name: string): FileRefusal | null => (kinds.has(endingOf(name)) ? null : 'bad-type');

/** Why the bytes do not fit the name; null when they do. The name is what somebody typed, the bytes are what it is. */
export async function refusedByContent(name: string, path: string, head: Uint8Array): Promise<FileRefusal | null> {
  if (head.length === 0) return 'empty';
  const allowed = kinds.get(endingOf(name));
  if (!allowed) return 'bad-type';
  const found = (await fileTypeFromFile(path))?.ext ?? (isText(head) ? 'text' : 'unknown');
  if (found === 'cfb' && packed.has(endingOf(name)) && (await isLocked(path))) return null;
  return allowed.includes(found) ? null : 'mismatch';
}

export const endingOf = (name: string): string => extname(name).slice(1).toLowerCase();

/** Papers that a password turns into another kind of file, which says so. */
const packed: ReadonlySet<string> = new Set(['docx', 'xlsx', 'pptx']);

const isLocked = async (path: string): Promise<boolean> =>
  (await readFile(path)).includes(Buffer.from('EncryptedPackage', 'utf16le'));

/** Text of any encoding has no zero bytes, but for UTF-16, which says so at its start. */
function isText(head: Uint8Array): boolean {
  const [first, second] = head;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isUtf16 || !head.includes(0);
}
