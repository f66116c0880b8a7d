import { brokenCall, codeOf } from '../broken-call.ts';
import type { Failure } from '../channel.ts';
import { redactToken } from '../redact.ts';
import { ZaloError } from '../zalo/wire.ts';

/** The platform names no time to wait. */
const FLOOD_WAIT = 30_000;
/** The month's messages are used up: nothing changes within minutes. */
const QUOTA_WAIT = 900_000;

/** What an operator is to do about it. */
const UNKNOWN_BOT =
  'Zalo knows no bot by this token. Take the one that Zalo Bot Creator sent, set ZALO_BOT_TOKEN, start the service again';

/** What a failed call of the Bot Platform means. */
export function classify(error: unknown): Failure {
  const reason = redactToken(error instanceof Error ? `${codeOf(error)} ${error.message}`.trim() : error);
  if (error instanceof ZaloError) {
    const meaning = refusal(error);
    return { reason: meaning.kind === 'halt' ? `${reason}: ${UNKNOWN_BOT}` : reason, ...meaning };
  }
  return { kind: brokenCall(error), reason };
}

type Meaning = { kind: 'flood'; wait: number } | { kind: 'unreachable' | 'halt' | 'poison' | 'ambiguous' };

function refusal({ code, description }: ZaloError): Meaning {
  const words = description.toLowerCase();
  if (code === 429) return { kind: 'flood', wait: /quota|month|limit exceeded/.test(words) ? QUOTA_WAIT : FLOOD_WAIT };
  if (/(chat|user|recipient)( id)? (is )?(not found|invalid|blocked)/.test(words)) return { kind: 'unreachable' };
  if (code === 401 || code === 404) return { kind: 'halt' };
  // 403 is the platform's own failure, not a lack of rights; 408 may come after the message has left.
  if (code === 403 || code === 408 || code >= 500) return { kind: 'ambiguous' };
  return { kind: 'poison' };
}
