import { createHash } from 'node:crypto';
import { sameSecret } from '../same-secret.ts';
import { readJson } from '../zalo/wire.ts';

export type SigningKeys = {
  appId: string;
  oaId: string;
  appSecret: string;
  /** Of the webhook's page: another one than the application's. */
  oaSecret: string;
};

/**
 * The signature of an event: plain SHA-256 of application, body, time and the OA's secret, over the bytes as they came.
 * Null for a body without a time.
 */
export function signatureOf(raw: Uint8Array, appId: string, secret: string, timestamp?: string): string | null {
  const time = timestamp ?? timeIn(raw);
  if (time === null) return null;
  return createHash('sha256').update(appId).update(raw).update(time).update(secret).digest('hex');
}

function timeIn(raw: Uint8Array): string | null {
  const body = readJson(Buffer.from(raw).toString('utf8'));
  const timestamp = (body as { timestamp?: unknown } | null | undefined)?.timestamp;
  return typeof timestamp === 'string' || typeof timestamp === 'number' ? String(timestamp) : null;
}

const given = (header: string | undefined): string | null =>
  /^(?:mac\s*=\s*)?([0-9a-f]{64})$/i.exec(header?.trim() ?? '')?.[1]?.toLowerCase() ?? null;

export function isSigned(raw: Uint8Array, header: string | undefined, { appId, oaSecret }: SigningKeys): boolean {
  const [mac, expected] = [given(header), signatureOf(raw, appId, oaSecret)];
  return mac !== null && expected !== null && sameSecret(mac, expected);
}

/**
 * Why a signature may not fit, for the operator; what else it would fit is never accepted. Null without a signature:
 * that was not Zalo, and says nothing about how we are set up.
 */
export function whyUnsigned(raw: Uint8Array, header: string | undefined, keys: SigningKeys): string | null {
  const mac = given(header);
  if (mac === null) return null;
  const { appId, oaId, appSecret, oaSecret } = keys;
  if (signatureOf(raw, appId, appSecret) === mac)
    return "the webhook is signed with the application's secret: set ZALO_OA_SECRET to it";
  if (signatureOf(raw, oaId, oaSecret) === mac) return "the webhook is signed with the OA's id: set ZALO_APP_ID to it";
  return 'the webhook is signed with another secret: compare ZALO_OA_SECRET with the webhook page of the application';
}
