/** What a call means that brought no answer of the messenger: no connection, a broken one, or a mistake of ours. */
export function brokenCall(error: unknown): 'retry' | 'ambiguous' | 'poison' {
  const code = codeOf(error);
  // Nothing left this machine: no name, no route, nobody listening.
  if (/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code)) return 'retry';
  // fetch reports a broken connection as a TypeError with a cause; without one the mistake is ours. A file we cannot
  // read or a view we cannot show will not get better by asking again.
  const isOurs =
    error instanceof RangeError || (error instanceof TypeError && error.cause === undefined) || code === 'ENOENT';
  return isOurs ? 'poison' : 'ambiguous';
}

/** The system's code of an error, or of what caused it. */
export const codeOf = (error: unknown): string => {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  const found = cause?.code ?? code;
  return typeof found === 'string' ? found : '';
};
