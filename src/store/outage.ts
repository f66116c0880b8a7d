/** Connections refused, cut or not to be had: of Node, of PostgreSQL (classes 08, 53, 57P) and of Prisma. */
const codes = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|08\w{3}|53\w{3}|57P\w\d|P100[1278]|P1017|P2024)$/;
const words =
  /terminated|timeout exceeded when trying to connect|read timeout|not queryable|closed connection|unable to start a transaction/i;

type Failed = { code?: unknown; message?: unknown; cause?: unknown; meta?: { driverAdapterError?: unknown } };

/** Whether the database was away or overloaded: nothing is wrong with what was asked of it. */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, cause, meta } = error as Failed;
  if (codes.test(String(code)) || words.test(String(message))) return true;
  return isOutage(cause) || isOutage(meta?.driverAdapterError);
}

/** What an operator must know of an outage; null for other failures. */
export function outageInWords(error: unknown): string | null {
  if (codeWithin(error) === '53100')
    return 'the disk of the database is full: make room on it, nothing is lost meanwhile';
  return isOutage(error) ? 'the database is away or overloaded' : null;
}

function codeWithin(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return null;
  const { code, cause, meta } = error as Failed;
  return code === '53100' ? code : (codeWithin(cause) ?? codeWithin(meta?.driverAdapterError));
}
