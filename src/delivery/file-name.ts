// The name of a file as it is kept: never a path, on one line, with its ending, which says of what kind the file is.
import { cleanLine, codePoints, cutCodePoints } from '../kernel/fold.ts';

/** In letters. */
const LONGEST = 120;
/** Of what somebody sent as a name so much is looked at, from its end, in UTF-16 units. */
const LOOKED_AT = 1_000;

/** The whole name, as far as it is looked at: for what must not be overlooked in it. */
export const wholeFileName = (given: string): string =>
  cleanLine(given.slice(-LOOKED_AT).replaceAll('\\', '/').split('/').at(-1) ?? '', LOOKED_AT).replace(/^\.+/, '');

/** The name cut to a length that can be kept and shown: in front of its ending. */
export function cleanFileName(given: string): string {
  const name = wholeFileName(given);
  const ending = /(?<=.)\.[^.\s]{1,10}$/u.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length);
  return cutCodePoints(stem, LONGEST - codePoints(ending)).trimEnd() + ending || 'file';
}
