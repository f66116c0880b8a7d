import { createHash } from 'node:crypto';
import { sameSecret } from '../same-secret.ts';

export type SigningKeys = {
  appId: string;
  oaId: string;
  appSecret: string;
  /** Of the webhook's page: another one than the application's. */
  oaSecret: string;
};

/** Milliseconds, under the name by which an event says when it happened; within a text its quotes would be escaped. */
const TIME = /"timestamp"\s{0,9}:\s{0,9}"?(\d{1,20})/g;
/** Only one of these times is the event's own; more than a few are nobody's, nor is one named again and again. */
const MOST_TIMES = 4;
const MOST_NAMED = 64;

/** What is wrong with how we are set up is found out by any event; for it no long body is gone through again. */
const SHORT = 8 * 1024;

/** The times an event may be signed with. It is not parsed for them: whose it is, is not known yet. */
function timesIn(raw: Uint8Array): string[] {
  const words = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1');
  const times = new Set<string>();
  let named = 0;
  for (const [, time] of words.matchAll(TIME)) {
    times.add(time!);
    named += 1;
    if (times.size === MOST_TIMES || named === MOST_NAMED) break;
  }
  return [...times];
}

/**
 * Makes signatures of an event: plain SHA-256 of application, body, time and the OA's secret, over the bytes as they
 * came. The body goes through once, whatever secrets are tried.
 */
function signer(raw: Uint8Array, id: string): (time: string, secret: string) => string {
  const begun = createHash('sha256').update(id).update(raw);
  return (time, secret) => begun.copy().update(time).update(secret).digest('hex');
}

/** The signature in a header; null for what cannot be one. */
export const macIn = (header: string): string | null =>
  header.length > 200 ? null : (/^(?:mac\s*=\s*)?([0-9a-f]{64})$/i.exec(header.trim())?.[1]?.toLowerCase() ?? null);

/**
 * Whose signature it is; only `ours` is let in. `app-secret`, `oa-id`: Zalo's, but we are set up wrongly. `unknown`:
 * Zalo's with another secret, or that of anybody else in the world.
 */
export type Signed = 'ours' | 'app-secret' | 'oa-id' | 'unknown';

export function signedBy(mac: string, raw: Uint8Array, { appId, oaId, appSecret, oaSecret }: SigningKeys): Signed {
  const times = timesIn(raw);
  if (times.length === 0) return 'unknown';
  const fits = (sign: ReturnType<typeof signer>, secret: string) =>
    times.some((time) => sameSecret(mac, sign(time, secret)));
  const byApp = signer(raw, appId);
  if (fits(byApp, oaSecret)) return 'ours';
  if (fits(byApp, appSecret)) return 'app-secret';
  return raw.length <= SHORT && fits(signer(raw, oaId), oaSecret) ? 'oa-id' : 'unknown';
}

/** What is wrong with how we are set up, for the operator: who signs so knows one of our secrets. */
export const setUpWrongly: Readonly<Record<Exclude<Signed, 'ours' | 'unknown'>, string>> = {
  'app-secret': "the webhook is signed with the application's secret: set ZALO_OA_SECRET to it",
  'oa-id': "the webhook is signed with the OA's id: set ZALO_APP_ID to it",
};
