// Letters that came back (RFC 3464): the office's mail server hands each report over, whole, to a webhook with a secret.
import type { Hono } from 'hono';
import { mailChannel } from '../../kernel/ways.ts';
import type { Receive } from '../channel.ts';
import { secretWebhook } from '../secret-webhook.ts';

type Returned = {
  secret: string;
  /** Of our own letters' ids. */
  host: string;
  receive: Receive;
  now(): Date;
  heard(problem: string | null): void;
};

/** A report brings back the head of the letter, or the whole of it, at most so many bytes. */
const MOST = 512 * 1024;
/** What is read of it: a report says all of it at its start, and ends in the letter it is about. */
const READ = 200_000;

/**
 * What a report says for good: of which letter, to which address. Null for one that is none, that tells of a delay, or
 * that is about somebody else's letter.
 */
export function readReport(bytes: Uint8Array, host: string): { address: string; letter: string } | null {
  const words = Buffer.from(bytes.subarray(0, READ))
    .toString('latin1')
    .replace(/\r\n/g, '\n')
    .replace(/\n[ \t]+/g, ' ');
  if (!/^content-type: *multipart\/report\b[^\n]*report-type="?delivery-status/im.test(words)) return null;
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}: *([^\\n]{1,400})`, 'im').exec(words)?.[1]?.trim();
  if (field('Action')?.toLowerCase() !== 'failed' || !/^5\./.test(field('Status') ?? '')) return null;
  const recipient = field('Original-Recipient') ?? field('Final-Recipient') ?? '';
  const address = /^rfc822; *<?([^\s<>;]{3,254})>?$/i.exec(recipient)?.[1];
  const letter = new RegExp(`<thuky-\\d{1,18}@${host.replaceAll('.', '\\.')}>`).exec(words)?.[0];
  return address && letter ? { address, letter } : null;
}

export const returnedLetters = ({ secret, host, receive, now, heard }: Returned): Hono =>
  secretWebhook({
    header: 'x-thuky-secret',
    secret,
    most: MOST,
    // Others come to the same box: they are taken and left.
    unreadable: 200,
    read: (bytes) => readReport(bytes, host),
    keep: ({ address, letter }) =>
      receive([
        {
          channel: mailChannel,
          update: `returned:${letter}`,
          lane: `${mailChannel}:${address}`,
          account: address,
          chat: address,
          private: true,
          at: now().toISOString(),
          kind: 'reach',
          reachable: false,
          message: letter,
        },
      ]),
    heard,
  });
