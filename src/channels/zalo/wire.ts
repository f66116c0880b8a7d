// How Zalo's products write: ids beyond what a number holds, pages of proxies in place of answers.
import { z } from 'zod';

/** Something came back that is no answer of Zalo's: a proxy's page, a cut body, an unknown shape. */
export class StrangeAnswer extends Error {
  override name = 'StrangeAnswer';
}

/** Zalo answered, and said no; `code` is its own, and may come in an HTTP 200. */
export class ZaloError extends Error {
  override name = 'ZaloError';
  readonly code: number;
  readonly description: string;
  constructor(code: number, description: string) {
    super(`${code} ${description}`);
    this.code = code;
    this.description = description;
  }
}

/** Ids are strings wherever they are kept; they exceed 2^53, and one that was rounded would be somebody else's. */
export const identifier = z.union([z.string().min(1).max(200), z.int()]).transform(String);

/** Reads JSON; a whole number too large to be exact is given as the digits that were written. Undefined for no JSON. */
export function readJson(written: string): unknown {
  try {
    return JSON.parse(written, exact);
  } catch {
    return undefined;
  }
}

function exact(this: unknown, _key: string, value: unknown, context?: { source: string }): unknown {
  const isInexact = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isInexact && context && /^-?\d+$/.test(context.source) ? context.source : value;
}
