// The process in which strangers' files are read: it is given one, says what it saw, and ends. No word of the file
// leaves it.
import { readFile } from 'node:fs/promises';
import { markOfPaper, type SecrecyMark } from '../../kernel/secrecy.ts';
import { Swollen, wordsOf } from './words.ts';

/** What is to be read. `stamps`: the program that reads a picture's letters. */
export type Task = { path: string; ending: string; stamps?: string };
/** `whole`: all of it was words, and all of them were looked through. */
export type Seen = { mark: SecrecyMark | null; whole: boolean } | 'swollen';

async function see({ path, ending, stamps }: Task): Promise<Seen> {
  try {
    // Nothing seen in a picture is no word that there is nothing.
    if (stamps !== undefined)
      return { mark: (await import('./stamps.ts')).stampIn(await readFile(path), stamps), whole: false };
    const { parts, whole } = await wordsOf(ending, await readFile(path));
    const marks = parts.map(markOfPaper);
    const gravest = (['tuyet-mat', 'toi-mat', 'mat'] as const).find((mark) => marks.includes(mark));
    return { mark: gravest ?? null, whole };
  } catch (error) {
    return error instanceof Swollen ? 'swollen' : { mark: null, whole: false };
  }
}

process.once('message', (task: Task) => {
  void see(task).then((seen) => process.send?.(seen, () => process.exit(0)));
});
process.once('disconnect', () => process.exit(0));
