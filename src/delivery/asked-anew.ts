// A question from which a file was taken away again, as it stands now: what is here of the answer, and why that is not.
import type { Part } from '../kernel/command.ts';
import { countsOf, type Text } from '../kernel/text.ts';
import type { Choice, View } from '../kernel/view.ts';

/** Lines that say how much of an answer is here. */
const counting: readonly string[] = ['bot:form.gathered', 'taking:sends'];

/** `asked`: the question as it was last shown; `parts`: what is left of the answer; `why`: what became of the file. */
export function askedAnew(
  { note: _passing, ...asked }: View,
  parts: readonly Part[],
  why: { lines: readonly Text[]; choices?: readonly Choice[] },
): View {
  const files = parts.filter((part) => 'file' in part).length;
  const what = countsOf('bot:form', { texts: parts.length - files, files });
  const lines = asked.lines.flatMap((line): Text[] => {
    if (!('key' in line) || !counting.includes(line.key)) return [line];
    return what === null ? [] : [{ ...line, values: { what } }];
  });
  return { ...asked, lines: [...why.lines, ...lines], choices: [...(why.choices ?? []), ...(asked.choices ?? [])] };
}
