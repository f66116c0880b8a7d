// What a failed sending of a letter means (RFC 5321): by the server's answer, and by how far the call had come.
import { seconds } from '../../kernel/time.ts';
import { codeOf } from '../broken-call.ts';
import type { Failure } from '../channel.ts';

/** A server that is busy, or keeps strangers waiting, is asked again after so long, in milliseconds. */
const REST = seconds(60);

/** What went wrong in a sending; `begun`: the letter itself had begun to leave, so that it may have arrived. */
export class Unsent extends Error {
  override name = 'Unsent';
  readonly begun: boolean;
  constructor(cause: unknown, begun: boolean) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.begun = begun;
  }
}

type Answered = { responseCode?: number; response?: string; command?: string; code?: string };

/** Addresses are personal data: none is named in a reason. */
const withoutAddresses = (words: string): string =>
  words.replace(/[^\s<>"]{1,80}@[^\s<>"]{1,80}/g, '<address>').slice(0, 300);

export function classify(error: unknown): Failure {
  const { cause } = (error ?? {}) as { cause?: Answered };
  const reason = withoutAddresses(error instanceof Error ? error.message : String(error));
  if (!(error instanceof Unsent)) return { kind: 'poison', reason };
  const { responseCode: code, response = '', command = '', code: kind = '' } = cause ?? {};
  if (kind === 'EAUTH' || code === 530 || code === 535 || code === 538) {
    return { kind: 'halt', reason: `the mail server does not let us in: ${reason}. Look at SMTP_URL` };
  }
  if (code !== undefined && code >= 400 && code < 500) return { kind: 'flood', wait: REST, reason };
  if (code !== undefined && code >= 500) {
    // Of the address alone: no such box, no such domain, a box that is closed or full (RFC 3463: X.1.x, X.2.x).
    const isOfAddress = command === 'RCPT TO' && !/\b5\.7\.\d|relay/i.test(response);
    if (isOfAddress || /\b5\.[12]\.\d/.test(response)) return { kind: 'unreachable', reason };
    return command === 'MAIL FROM' || command === 'RCPT TO'
      ? { kind: 'halt', reason: `the mail server takes no letters from us: ${reason}. Look at MAIL_FROM` }
      : { kind: 'poison', reason };
  }
  if (error.begun) return { kind: 'ambiguous', reason };
  // Nothing left this machine. A name or a certificate that is wrong does not mend itself, but its owner may.
  if (kind === 'EENVELOPE') return { kind: 'unreachable', reason };
  return codeOf(cause).startsWith('ERR_TLS') || /certificate/i.test(reason)
    ? { kind: 'halt', reason }
    : { kind: 'retry', reason };
}
