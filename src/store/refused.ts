/**
 * The PostgreSQL server named by DATABASE_URL cannot be used; the message is one for the operator. The password is never
 * in it.
 */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused';
}

type Named = { host: string; user: string; database: string };

const answers = 'start PostgreSQL there, or put the right address into DATABASE_URL';
const rights = (what: string) => `${what}, or name another account in DATABASE_URL`;

/** By the code of the system or of PostgreSQL. */
const sentences: readonly (readonly [RegExp, (at: Named) => string])[] = [
  [/^ECONNREFUSED$/, ({ host }) => `nobody answers at ${host}: ${answers}`],
  [/^(ENOTFOUND|EAI_AGAIN)$/, ({ host }) => `there is no machine ${host}: put the right name into DATABASE_URL`],
  [
    /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET)$/,
    ({ host }) => `${host} cannot be reached: look at the network and the firewall between, or ${answers}`,
  ],
  [/^28P01$/, ({ user }) => `the password of ${user} is wrong: put the right one into DATABASE_URL`],
  [/^28/, ({ user, database }) => `it does not let ${user} in to ${database}: ${rights('allow it (pg_hba.conf)')}`],
  [/^3D000$/, ({ database }) => `there is no database ${database}: make it, or put the right name into DATABASE_URL`],
  [
    /^42501$/,
    ({ user, database }) => rights(`${user} may not make tables in ${database}: make it the owner of the database`),
  ],
  [/^53300$/, () => 'all its connections are taken: raise max_connections, or end what holds them'],
  [/^57P03$/, () => 'it is only just starting, or stopping: try again in a minute'],
];

const words: readonly (readonly [RegExp, (at: Named) => string])[] = [
  [/client password must be/, ({ user }) => `it wants a password of ${user}: put it into DATABASE_URL`],
  [/timeout/i, ({ host }) => `${host} does not answer in time: look at the network, or ${answers}`],
  [/does not support SSL/, () => 'it offers no encryption, which DATABASE_URL asks for (sslmode)'],
  [
    /certificate/i,
    () => 'its certificate is not one this machine trusts: look at sslmode and sslrootcert in DATABASE_URL',
  ],
];

/** The sentence for a failure on the way to the server, or in making use of it; null when it is of another kind. */
export function refusedBy(error: unknown, url: string): DatabaseRefused | null {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  const sentence =
    sentences.find(([pattern]) => pattern.test(code)) ??
    words.find(([pattern]) => code === '' && pattern.test(message));
  if (!sentence) return null;
  const { hostname, port, username, pathname } = new URL(url);
  const named = {
    host: `${hostname || 'localhost'}:${port || 5432}`,
    user: decodeURIComponent(username) || 'this account',
    database: decodeURIComponent(pathname.slice(1)) || 'it',
  };
  const mark = code === '' ? '' : ` (${code})`;
  return new DatabaseRefused(`The database of DATABASE_URL cannot be used: ${sentence[1](named)}${mark}.`, {
    cause: error,
  });
}
