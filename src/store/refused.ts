/**
 * The PostgreSQL server named by DATABASE_URL or DATABASE_OWNER_URL cannot be used; the message is one for the operator. The password is never
 * in it.
 */
class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused';
}

type Named = { host: string; user: string; database: string; setting: string };

const answers = (setting: string) => `start PostgreSQL there, or put the right address into ${setting}`;
const rights = (what: string, setting: string) => `${what}, or name another account in ${setting}`;

/** By the code of the system or of PostgreSQL. */
const sentences: readonly (readonly [RegExp, (at: Named) => string])[] = [
  [/^ECONNREFUSED$/, ({ host, setting }) => `nobody answers at ${host}: ${answers(setting)}`],
  [/^(ENOTFOUND|EAI_AGAIN)$/, ({ host, setting }) => `there is no machine ${host}: put the right name into ${setting}`],
  [
    /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET)$/,
    ({ host, setting }) =>
      `${host} cannot be reached: look at the network and the firewall between, or ${answers(setting)}`,
  ],
  [/^28P01$/, ({ user, setting }) => `the password of ${user} is wrong: put the right one into ${setting}`],
  [
    /^28/,
    ({ user, database, setting }) =>
      `it does not let ${user} in to ${database}: ${rights('allow it (pg_hba.conf)', setting)}`,
  ],
  [
    /^3D000$/,
    ({ database, setting }) => `there is no database ${database}: make it, or put the right name into ${setting}`,
  ],
  [
    /^42501$/,
    ({ user, database, setting }) =>
      rights(
        setting === 'DATABASE_URL'
          ? `${user} may not make tables in ${database}: make it the owner of the database, put the address of the owner into DATABASE_OWNER_URL`
          : `${user} may not make tables in ${database} and give rights to them: make it the owner of the database`,
        setting,
      ),
  ],
  [/^53300$/, () => 'all its connections are taken: raise max_connections, or end what holds them'],
  [/^57P03$/, () => 'it is only just starting, or stopping: try again in a minute'],
];

const words: readonly (readonly [RegExp, (at: Named) => string])[] = [
  [/client password must be/, ({ user, setting }) => `it wants a password of ${user}: put it into ${setting}`],
  [/timeout/i, ({ host, setting }) => `${host} does not answer in time: look at the network, or ${answers(setting)}`],
  [/does not support SSL/, ({ setting }) => `it offers no encryption, which ${setting} asks for (sslmode)`],
  [
    /certificate/i,
    ({ setting }) => `its certificate is not one this machine trusts: look at sslmode and sslrootcert in ${setting}`,
  ],
];

/**
 * The sentence for a failure on the way to the server, or in making use of it; null when it is of another kind.
 * `setting`: where `url` came from.
 */
export function refusedBy(
  error: unknown,
  url: string,
  setting: 'DATABASE_URL' | 'DATABASE_OWNER_URL' = 'DATABASE_URL',
): DatabaseRefused | null {
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
    setting,
  };
  const mark = code === '' ? '' : ` (${code})`;
  return new DatabaseRefused(`The database of ${setting} cannot be used: ${sentence[1](named)}${mark}.`, {
    cause: error,
  });
}
