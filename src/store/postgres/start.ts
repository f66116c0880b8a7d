import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeFolder } from '../folder.ts';
import { serverAccount } from './account.ts';
import { type Cluster, ensureCluster, readIdentity, serviceAccount, servicePassword } from './cluster.ts';
import { failure, PostgresFailed } from './failure.ts';
import { closeKeeper, type Keeper, openKeeper, serviceUrl, stopPatience, url } from './keeper.ts';
import { findProgram } from './program.ts';

/** The server went away under us and is being brought back. */
interface Lost {
  /** Settles when it answers again (or `stop` was called). The address is the old one unless that was taken. */
  readonly back: Promise<void>;
}

export interface EmbeddedPostgres {
  /** Connection string of the owner; ask again after a loss. */
  url(database?: string): string;
  /** The same for the account the service works under, once it is made. */
  serviceUrl(database?: string): string;
  readonly service: { readonly account: string; readonly password: string };
  /** Lets go of the server; the last process to do so stops it. May be called any number of times. */
  stop(): Promise<void>;
  onLost(listener: (lost: Lost) => void): void;
}

interface PostgresOptions {
  /** `DATA_DIR`; everything is kept in `postgres` below it. */
  readonly dataDir: string;
  /** One line about something an operator may want to know. */
  readonly log: (message: string) => void;
  /** How many may be connected at once: one service of one office by default. */
  readonly connections?: number;
}

/**
 * The embedded PostgreSQL of a data folder: made if there is none, started if it does not run, shared if it does
 * (the command line beside the service, a server that outlived a killed service), brought back if it dies.
 * @throws PostgresFailed with a message for the operator.
 */
export async function startPostgres({ dataDir, log, connections = 60 }: PostgresOptions): Promise<EmbeddedPostgres> {
  const cluster = await prepare(resolve(dataDir, 'postgres'), connections);
  const listeners: ((lost: Lost) => void)[] = [];
  let keeper: Keeper | undefined;
  let recovery: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;
  let port = 0;
  const losses: number[] = [];
  const leaving = new AbortController();

  const hold = (opened: Keeper) => {
    keeper = opened;
    port = opened.port;
    opened.client.once('end', lost);
  };
  const lost = () => {
    keeper = undefined;
    if (leaving.signal.aborted) return;
    recovery = recover();
    log('the embedded database went away: starting it again');
    for (const listener of listeners) listener({ back: recovery });
  };
  const recover = async () => {
    while (!leaving.signal.aborted) {
      await delay(pause(losses), undefined, { signal: leaving.signal }).catch(() => {});
      if (leaving.signal.aborted) return;
      try {
        hold(await openKeeper(cluster, log));
        return log('the embedded database is back');
      } catch (error) {
        log(error instanceof PostgresFailed ? error.message : `the embedded database is not back yet: ${error}`);
      }
    }
  };
  const stop = async () => {
    leaving.abort();
    // A server that replays its log may take long; it goes on by itself and is found by the next start.
    await Promise.race([recovery, delay(stopPatience, undefined, { ref: false })]);
    if (keeper !== undefined) await closeKeeper(cluster, keeper);
  };

  hold(await openKeeper(cluster, log));
  return {
    url: (database = 'postgres') => url(cluster, port, database),
    serviceUrl: (database = 'postgres') => serviceUrl(cluster, port, database),
    service: { account: serviceAccount, password: servicePassword(cluster.identity) },
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
    onLost: (listener) => {
      listeners.push(listener);
    },
  };
}

async function prepare(state: string, connections: number): Promise<Cluster> {
  try {
    // Others may pass through, not look: below it the server's own account runs the program and owns the data.
    await makeFolder(state, 0o711);
  } catch (error) {
    throw failure(`The database's folder ${state} could not be made`, String(error), error);
  }
  try {
    return await prepareWithin(state, connections);
  } catch (error) {
    if (error instanceof PostgresFailed) throw error;
    throw failure(`The database's files in ${state} could not be made`, String(error), error);
  }
}

async function prepareWithin(state: string, connections: number): Promise<Cluster> {
  const data = join(state, 'data');
  const account = await serverAccount(data);
  const [program, identity] = await Promise.all([findProgram(account, state), readIdentity(state)]);
  const cluster = {
    state,
    data,
    log: join(state, 'server.log'),
    port: join(state, 'port'),
    program,
    account,
    identity,
    connections,
  };
  await ensureCluster(cluster);
  return cluster;
}

/** Milliseconds before the next try: at once after a single loss, up to 10 s when it keeps dying. */
function pause(losses: number[]): number {
  const now = Date.now();
  losses.push(now);
  const recent = losses.filter((at) => now - at < 60_000);
  losses.splice(0, losses.length, ...recent);
  return recent.length === 1 ? 0 : Math.min(10_000, 50 * 2 ** recent.length);
}
