import type { z } from 'zod';
import { text } from '../kernel/text.ts';
import { CannotGoOn } from './command.ts';
import { readBytes } from './table.ts';

/** Reads a JSON file of this shape. @throws CannotGoOn naming everything that is wrong in it */
export async function readJsonFile<T>(file: string, shape: z.ZodType<T>): Promise<T> {
  const wrong = (problems: string): CannotGoOn =>
    new CannotGoOn('bad-json', text('cli:refused.bad-json', { file, problems }));
  let given: unknown;
  try {
    given = JSON.parse((await readBytes(file)).toString('utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw error instanceof CannotGoOn ? error : wrong(error instanceof Error ? error.message : '');
  }
  const parsed = shape.safeParse(given);
  if (parsed.success) return parsed.data;
  throw wrong(problemsOf(parsed.error));
}

/** Every problem with the place it is at, on one line. */
export const problemsOf = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
