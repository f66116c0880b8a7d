import type { ServerResponse } from 'node:http';
import type { Call } from './calls.ts';
import { type Fault, faultDescription } from './faults.ts';
import { Refusal } from './refusal.ts';
import { type Reply, replyOf, sendReply } from './reply.ts';

const GATEWAY_PAGE = '<html>\r\n<head><title>STATUS</title></head>\r\n<body>nginx</body>\r\n</html>\r\n';
const CAPTIVE_PORTAL = '<!DOCTYPE html><html><body>Đăng nhập mạng Wi-Fi</body></html>';

/** Whether Telegram still does what was asked, only the answer suffering. */
export const actsDespite = ({ kind }: Fault): boolean =>
  kind.endsWith('-after') || kind === 'slow' || kind === 'truncated';

/**
 * Spoils the answer to a call.
 * @param done what the answer would have been, when the call was carried out
 */
export async function fail(
  fault: Fault,
  call: Call,
  response: ServerResponse,
  wait: (ms: number) => Promise<void>,
  done?: Reply,
): Promise<void> {
  switch (fault.kind) {
    case 'drop-before':
    case 'drop-after':
      response.socket?.destroy();
      return;
    case 'reset':
    case 'reset-after':
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
    case 'hang-after':
      await Promise.race([closing(response), ...(fault.ms === undefined ? [] : [wait(fault.ms)])]);
      response.socket?.destroy();
      return;
    case 'html':
      sendPage(response, call, 200, CAPTIVE_PORTAL);
      return;
    case 'truncated':
      sendHalf(response, done);
      return;
    case '500':
    case '502':
    case '502-after':
    case '503':
    case '504': {
      const status = Number.parseInt(fault.kind, 10);
      sendPage(response, call, status, GATEWAY_PAGE.replace('STATUS', String(status)));
      return;
    }
    default: {
      const parameters = fault.kind === '429' ? { retry_after: fault.retryAfter ?? 5 } : undefined;
      const refusal = new Refusal(Number(fault.kind), faultDescription(fault), parameters);
      call.status = refusal.code;
      call.description = refusal.message;
      await sendReply(response, replyOf(refusal), 'ascii');
    }
  }
}

function sendPage(response: ServerResponse, call: Call, status: number, page: string): void {
  call.status = status;
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(page);
}

function sendHalf(response: ServerResponse, done: Reply | undefined): void {
  const bytes = Buffer.from(JSON.stringify(done?.body ?? {}));
  response.writeHead(done?.status ?? 200, { 'content-type': 'application/json', 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.destroy());
}

const closing = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => response.once('close', () => resolve()));
