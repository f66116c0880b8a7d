import { type Logger, pino } from 'pino';
import { redactToken } from './channels/redact.ts';

/**
 * Lines of JSON on standard error; whatever is logged, no bot token, none of these secrets and no message text leaves
 * in them.
 */
export const openLog = (
  level: string,
  secrets: readonly string[] = [],
  write: (line: string) => unknown = (line) => process.stderr.write(line),
): Logger => {
  const hide = hiding(secrets);
  return pino(
    { level, redact: { paths: ['*.text', '*.payload', 'err.on', 'err.payload'], remove: true } },
    { write: (line) => void write(hide(line)) },
  );
};

/** Shorter ones would blot out ordinary words. */
const SHORTEST = 6;

/** Takes secrets out of a text, also as they look within JSON. */
export function hiding(secrets: readonly string[]): (words: string) => string {
  const all = secrets
    .filter((secret) => secret.length >= SHORTEST)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    // The longest first: one may be part of another.
    .sort((one, other) => other.length - one.length);
  return (words) => redactToken(all.reduce((left, secret) => left.replaceAll(secret, '<secret>'), words));
}
