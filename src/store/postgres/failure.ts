import { readFile } from 'node:fs/promises';

/** The embedded database cannot be used; the message is one for the operator. */
export class PostgresFailed extends Error {
  override readonly name = 'PostgresFailed';
}

export const instead = 'Or set DATABASE_URL to a PostgreSQL server of your own.';

const causes: readonly (readonly [RegExp, string])[] = [
  [/No space left on device|ENOSPC/, 'the disk is full: make room on it'],
  [/Disk quota exceeded|EDQUOT/, 'the disk quota is used up: make room, or have it raised'],
  [/Read-only file system|EROFS/, 'the folder is on a read-only file system'],
  [
    /Permission denied|EACCES|Operation not permitted|EPERM/,
    'this account may not read, write or run a file or folder there',
  ],
  [
    /error while loading shared libraries|GLIBC|symbol lookup|not found \(required/,
    'a system library is missing or old',
  ],
  [/ENOTDIR|EEXIST/, 'something that is no folder stands in the way'],
  [/ENOENT[^|]*mkdir/, 'no folder can be made there'],
  [/ENOENT/, 'a file is missing'],
  [
    /could not locate a valid checkpoint|invalid (primary )?checkpoint|database files are incompatible/,
    'its files are damaged',
  ],
  [/could not create shared memory segment|could not resize shared memory/, 'the system gave it no shared memory'],
];

/** What the system or PostgreSQL said means, in words; undefined for what is not known. */
export const causeIn = (said: string): string | undefined => causes.find(([pattern]) => pattern.test(said))?.[1];

/** One sentence: what could not be done, why as far as it is known, and what PostgreSQL said last. */
export function failure(what: string, said: string, cause?: unknown): PostgresFailed {
  const reason = causeIn(said);
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const telling = lines.filter((line) => /FATAL|PANIC|error|could not/i.test(line));
  const last = (telling.length > 0 ? telling.slice(-3) : lines.slice(-5)).join(' | ');
  const quoted = last === '' ? '' : ` It said: "${last}".`;
  return new PostgresFailed(`${what}${reason === undefined ? '' : `: ${reason}`}.${quoted} ${instead}`, { cause });
}

/** What was written to the server's log since `start` (a position in bytes). */
export async function logSince(file: string, start: number): Promise<string> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  return bytes.subarray(start).toString('utf8');
}
