import { setTimeout as delay } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { type Cluster, serviceAccount, servicePassword, superuser } from './cluster.ts';
import { PostgresFailed } from './failure.ts';
import { runningServer } from './pid-file.ts';
import { whatRuns } from './process.ts';
import { serverPort } from './server.ts';

/**
 * Each process that uses the embedded server holds one connection of this name for as long as it does. The system
 * closes it however the process ends, so the server always knows who still needs it; and its end is the first sign
 * that the server itself is gone.
 */
const using = 'thu-ky keeper';
const leaving = 'thu-ky leaving';

export interface Keeper {
  readonly client: Client;
  readonly port: number;
}

/** SIGTERM leaves the service 10 s; a server that takes longer finishes by itself. */
export const stopPatience = 8000;

/** A server that says it is ready but cannot be reached for so long runs where we cannot go, e.g. in another container. */
const connectPatience = 60_000;

/** A connection to the cluster's server, which is started where it does not run. */
export async function openKeeper(cluster: Cluster, note: (text: string) => void): Promise<Keeper> {
  const limit = Date.now() + connectPatience;
  for (;;) {
    const port = await serverPort(cluster, note);
    const client = new Client({ connectionString: url(cluster, port, 'postgres'), application_name: using });
    client.on('error', () => {}); // 'end' follows
    try {
      await client.connect();
      return { client, port };
    } catch (error) {
      await client.end().catch(() => {});
      if (!passing(error) || Date.now() > limit) throw refused(cluster, error);
      await delay(20);
    }
  }
}

/** Gives the connection back and stops the server if nobody else uses it. Of two that leave at once the later sees none. */
export async function closeKeeper(cluster: Cluster, { client }: Keeper): Promise<void> {
  const last = await client
    .query(`SET application_name = '${leaving}'`)
    .then(() => client.query('SELECT 1 FROM pg_stat_activity WHERE application_name = $1 LIMIT 1', [using]))
    .then(({ rowCount }) => rowCount === 0)
    .catch(() => false); // the server is gone already
  if (last) await stopServer(cluster);
  await client.end().catch(() => {});
}

/** PostgreSQL's "fast" shutdown: open transactions are rolled back, everything is written, connections end. */
async function stopServer(cluster: Cluster): Promise<void> {
  const server = await runningServer(cluster);
  if (server === undefined || server.pid === 0) return;
  try {
    process.kill(server.pid, 'SIGINT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  const limit = Date.now() + stopPatience;
  while (Date.now() < limit && (await whatRuns(server.pid, cluster.identity.name)) === 'server') await delay(10);
}

export function url(cluster: Cluster, port: number, database: string): string {
  return address(superuser, cluster.identity.password, port, database);
}

export function serviceUrl(cluster: Cluster, port: number, database: string): string {
  return address(serviceAccount, servicePassword(cluster.identity), port, database);
}

const address = (account: string, password: string, port: number, database: string): string =>
  `postgresql://${account}:${password}@127.0.0.1:${port}/${database}`;

/** The server is coming or going. */
function passing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (error instanceof DatabaseError) return code.startsWith('57P') || code === '53300';
  return ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code) || /terminated unexpectedly/.test(String(error));
}

function refused(cluster: Cluster, error: unknown): PostgresFailed {
  return new PostgresFailed(`The database in ${cluster.data} runs but refuses us: ${String(error)}`, { cause: error });
}
