/** Connections refused, cut or not to be had: of Node, of PostgreSQL (classes 08, 53, 57P), of Prisma, of the files' store. */
const codes =
  /^(STORE_AWAY|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|08\w{3}|53\w{3}|57P\w\d|P100[1278]|P1017|P2024)$/;
const words =
  /terminated|timeout exceeded when trying to connect|read timeout|not queryable|closed connection|unable to start a transaction/i;

type Failed = { code?: unknown; message?: unknown; cause?: unknown; meta?: { driverAdapterError?: unknown } };

/** Whether the database, or the store of files, was away or overloaded: nothing is wrong with what was asked of it. */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, cause, meta } = error as Failed;
  if (codes.test(String(code)) || words.test(String(message))) return true;
  return isOutage(cause) || isOutage(meta?.driverAdapterError);
}

/** What an operator must know of an outage; null for other failures. */
export function outageInWords(error: unknown): string | null {
  if (!isOutage(error)) return null;
  const code = codeWithin(error);
  if (code === 'STORE_AWAY') return 'the object store of FILES_URL is away or refuses: nothing is lost meanwhile';
  if (code === '53100') return 'the disk of the database is full: make room on it, nothing is lost meanwhile';
  if (code === '53300') return 'the database has no connection left: raise max_connections, or end what holds them';
  return `the database is away or overloaded${code === null ? '' : ` (${code})`}`;
}

function codeWithin(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, cause, meta } = error as Failed;
  return codes.test(String(code)) ? String(code) : (codeWithin(cause) ?? codeWithin(meta?.driverAdapterError));
}
