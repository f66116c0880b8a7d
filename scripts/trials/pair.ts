// A PostgreSQL and its standby, by streaming replication, from the program the project brings.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chown, cp, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { serverAccount } from '../../src/store/postgres/account.ts';
import { dataArguments } from '../../src/store/postgres/cluster.ts';
import { findProgram } from '../../src/store/postgres/program.ts';
import { startPostgres } from '../../src/store/postgres/start.ts';
import { freePort } from '../bench/contender.ts';
import { seedPeople } from '../bench/people.ts';
import { project } from '../bench/setup.ts';

export type Pair = {
  primary: { host: string; port: number };
  standby: { host: string; port: number };
  /** Of the primary's database; the standby's differs by its port. */
  url: string;
  /** The standby hears nothing new from then on, as behind a network that is too slow. */
  fallBehind(): Promise<void>;
  /** SIGKILL of the primary, and of all that serve its connections. */
  killPrimary(): Promise<void>;
  /** Resolves when the standby takes writes. */
  promote(): Promise<void>;
  close(): Promise<void>;
};

const DATABASE = 'committee';

/** With people and meetings. `synchronous`: a commit is answered only when the standby has it on its disk, too. */
export async function openPair(synchronous: boolean): Promise<Pair> {
  const folder = await mkdtemp(join(tmpdir(), 'thu-ky-pair-'));
  const made = await startPostgres({ dataDir: folder, log: () => undefined });
  const owner = new URL(made.url(DATABASE));
  await asked(made.url(), [`create database ${DATABASE}`]);
  await migrate(owner.href, join(project, 'prisma', 'migrations'));
  const database = openDatabase(owner.href);
  await seedPeople(database);
  await database.close();
  await made.stop();

  const state = join(folder, 'postgres');
  const [first, second] = [join(state, 'data'), join(state, 'standby')];
  const account = await serverAccount(first);
  const program = join(await findProgram(account, state), 'bin', 'postgres');
  const run = async (data: string, port: number, settings: Record<string, string>): Promise<ChildProcess> => {
    const { cwd, argument } = dataArguments(data, account);
    const common = {
      port: String(port),
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      hot_standby: 'on',
    };
    const all = { ...common, wal_level: 'replica', max_wal_senders: '5', max_connections: '100', ...settings };
    const given = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const log = await open(join(folder, 'servers.log'), 'a');
    const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
    const child = spawn(program, ['-D', argument, ...given], {
      cwd,
      env,
      stdio: ['ignore', log.fd, log.fd],
      ...account,
    });
    await log.close();
    await answers(at(owner, port));
    return child;
  };
  const ports = [await freePort(), await freePort()] as const;
  // Once with a log that a standby can follow; then what lies there is copied.
  const before = await run(first, ports[0], {});
  before.kill('SIGINT');
  await once(before, 'exit');
  await cp(first, second, { recursive: true });
  await writeFile(join(second, 'standby.signal'), '');
  const { username, password } = owner;
  const source = `host=127.0.0.1 port=${ports[0]} user=${username} password=${password} application_name=standby`;
  await appendFile(join(second, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
  if (account) await ownedBy(second, account);
  const primary = await run(first, ports[0], synchronous ? { synchronous_standby_names: 'standby' } : {});
  const standby = await run(second, ports[1], {});
  const ask = (port: number, sql: string): Promise<pg.QueryResult> => asked(at(owner, port), [sql]);
  const follows = async (): Promise<boolean> =>
    (await ask(ports[0], `select from pg_stat_replication where state = 'streaming'`)).rowCount === 1;
  while (!(await follows())) await pause(50);
  return {
    primary: { host: '127.0.0.1', port: ports[0] },
    standby: { host: '127.0.0.1', port: ports[1] },
    url: at(owner, ports[0]),
    async fallBehind() {
      const { rows } = await ask(ports[1], 'select pid from pg_stat_wal_receiver');
      process.kill((rows[0] as { pid: number }).pid, 'SIGSTOP');
    },
    async killPrimary() {
      primary.kill('SIGKILL');
      await once(primary, 'exit');
    },
    async promote() {
      const { rows } = await ask(ports[1], 'select pid from pg_stat_wal_receiver');
      for (const { pid } of rows as { pid: number | null }[]) if (pid !== null) process.kill(pid, 'SIGKILL');
      await answers(at(owner, ports[1]));
      while ((await ask(ports[1], 'select pg_promote()').catch(() => null)) === null) await pause(50);
    },
    async close() {
      for (const server of [primary, standby]) {
        if (server.exitCode !== null || server.signalCode !== null) continue;
        server.kill('SIGINT');
        await once(server, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const at = (url: URL, port: number): string => Object.assign(new URL(url), { port: String(port) }).href;

async function asked(url: string, statements: readonly string[]): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    let last!: pg.QueryResult;
    for (const sql of statements) last = await client.query(sql);
    return last;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** @throws when it does not within a minute */
async function answers(url: string): Promise<void> {
  const end = performance.now() + 60_000;
  for (;;) {
    const problem = await asked(url, ['select 1']).then(
      () => null,
      (error: unknown) => error,
    );
    if (problem === null) return;
    if (performance.now() > end) throw problem;
    await pause(50);
  }
}

/** Whoever copies as root owns the copy. */
async function ownedBy(folder: string, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  await chown(folder, uid, gid);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    await chown(join(entry.parentPath, entry.name), uid, gid);
  }
}
