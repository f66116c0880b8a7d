// Prints slips with a code on A4: one for the door, or eight to be cut apart.
import type { Slips } from '../kernel/slips.ts';
import { codeOf } from './code.ts';
import { set } from './typeset/typesetter.ts';
import { printable, type Say } from './words.ts';

/** The bytes of a PDF/A. @throws when it cannot be set */
export function slipsOf({ title, size, slips }: Slips, say: Say, now: Date): Promise<Uint8Array> {
  const said = (words: Parameters<Say>[0]): string => printable(say(words));
  const drawn = slips.map(({ above, heading, lines, code, below }) => ({
    above: said(above),
    heading: said(heading),
    lines: lines.map(said),
    code: [...codeOf(code)],
    below: said(below),
  }));
  return set({ template: 'slips', data: { title: said(title), size, slips: drawn }, at: now.getTime() });
}
