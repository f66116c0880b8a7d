import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FileHandle, open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Cluster, dataArguments } from './cluster.ts';
import { failure, logSince } from './failure.ts';
import { runningServer } from './pid-file.ts';

/** How long a start may take: after a crash the log is replayed first, which depends on the disk. */
const patience = 5 * 60_000;
const logLimit = 5_000_000;

const settings = (cluster: Cluster, port: number): string[] =>
  Object.entries({
    cluster_name: cluster.identity.name,
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // Small. What makes an answered transaction durable stays as PostgreSQL has it.
    max_connections: cluster.connections,
    shared_buffers: '32MB',
    max_wal_size: '256MB',
    min_wal_size: '32MB',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_logical_replication_workers: 0,
    max_parallel_workers_per_gather: 0,
    autovacuum_max_workers: 1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Only the server's own events: refused statements may carry personal data, and belong to the service's log.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** The address of a server that is up, after starting one where none is; any number of processes may ask at once. */
export async function serverPort(cluster: Cluster, note: (text: string) => void): Promise<number> {
  const limit = Date.now() + patience;
  let port = await rememberedPort(cluster);
  while (Date.now() < limit) {
    const running = await runningServer(cluster);
    if (running?.status === 'ready' && running.port !== undefined) return running.port;
    if (running !== undefined) {
      await delay(15);
      continue;
    }
    const outcome = await launch(cluster, port);
    if (outcome === 'port taken') {
      note(`port ${port} is taken by another program: using another`);
      port = await freePort();
    } else if (outcome === 'still held') {
      await delay(100);
    }
  }
  throw failure(`PostgreSQL was not ready after ${patience / 60_000} minutes in ${cluster.data}`, await tail(cluster));
}

async function launch(cluster: Cluster, port: number): Promise<'up' | 'port taken' | 'still held'> {
  let start = 0;
  try {
    const log = await openLog(cluster);
    start = (await log.stat()).size;
    try {
      if (await spawned(cluster, port, log.fd)) return 'up';
    } finally {
      await log.close();
    }
  } catch (error) {
    throw failure(`PostgreSQL could not be started in ${cluster.data}`, String(error), error);
  }
  const said = await logSince(cluster.log, start);
  if (/Address already in use|could not bind/.test(said)) return 'port taken';
  // Another process was first, or the processes of a killed server are just about to leave.
  if (/lock file .* already exists|pre-existing shared memory block/.test(said)) return 'still held';
  throw failure(`PostgreSQL could not be started in ${cluster.data}`, said);
}

async function openLog(cluster: Cluster): Promise<FileHandle> {
  const { size } = await stat(cluster.log).catch(() => ({ size: 0 }));
  if (size > logLimit) await rename(cluster.log, `${cluster.log}.1`);
  return open(cluster.log, 'a', 0o600);
}

/** True when it accepts connections, false when it ended. */
async function spawned(cluster: Cluster, port: number, log: number): Promise<boolean> {
  const { cwd, argument } = dataArguments(cluster.data, cluster.account);
  const child = spawn(join(cluster.program, 'bin/postgres'), ['-D', argument, ...settings(cluster, port)], {
    cwd,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', log, log],
    detached: true, // a signal to the service's group (Ctrl-C) is not one to the server
    ...cluster.account,
  });
  child.unref();
  const isReady = await ready(cluster, child);
  if (isReady) await writeFile(cluster.port, String(port)).catch(() => {});
  return isReady;
}

/** True when it accepts connections, false when it ended. */
async function ready(cluster: Cluster, child: ChildProcess): Promise<boolean> {
  let ended = false;
  const end = once(child, 'exit').then(() => {
    ended = true;
  });
  if (child.pid === undefined) await end; // rejects with the reason
  for (;;) {
    await Promise.race([end, delay(10)]);
    if (ended) return false;
    const running = await runningServer(cluster);
    if (running?.pid === child.pid && running?.status === 'ready') return true;
  }
}

async function rememberedPort(cluster: Cluster): Promise<number> {
  const port = Number(await readFile(cluster.port, 'utf8').catch(() => ''));
  return Number.isInteger(port) && port > 1023 && port < 65536 ? port : freePort();
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a numeric port');
  return address.port;
}

async function tail(cluster: Cluster): Promise<string> {
  const { size } = await stat(cluster.log).catch(() => ({ size: 0 }));
  return logSince(cluster.log, Math.max(0, size - 4000));
}
