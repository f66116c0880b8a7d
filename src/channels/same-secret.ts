import { createHash, timingSafeEqual } from 'node:crypto';

/** Compared by digest: equal length whatever was sent, so that time tells nothing. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
