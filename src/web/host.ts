// By which name a request came to us: a page of another site may point its own name at this machine.
import { isIP } from 'node:net';

/** The name in a Host header, without its port. */
export const nameIn = (host: string): string =>
  host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();

/** An address, or this machine itself: no other site can have such a name. */
export const isAddress = (name: string): boolean => name === 'localhost' || isIP(name) !== 0;

/** What a reverse proxy adds that passes on what others ask. */
const passedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/**
 * Whether somebody asks who is near the machine: by an address or a name without a dot, which none has in the internet,
 * and not through a proxy. `names`: other names that may, however they come.
 */
export function isNear(headers: Headers, names: readonly string[]): boolean {
  const name = nameIn(headers.get('host') ?? '');
  if (names.includes(name)) return true;
  if (name === '' || passedOn.some((header) => headers.has(header))) return false;
  return isAddress(name) || !name.includes('.');
}
