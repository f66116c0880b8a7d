import { spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { chown, link, mkdir, open, readdir, readFile, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { failure, PostgresFailed } from './failure.ts';

/** Owns everything: starts the server, makes and changes the tables. */
export const superuser = 'thuky';
/** What the service works under (`store/rights.ts`). */
export const serviceAccount = 'thuky_service';
const major = '17';

/** What makes this cluster ours, made once and never changed. */
interface Identity {
  /** Shown in the server's command line, so that a reused process id is not taken for the server. */
  readonly name: string;
  readonly password: string;
}

/** Made from the owner's, so that no second secret need be kept; the other way round it cannot be made. */
export const servicePassword = ({ password }: Identity): string =>
  createHmac('sha256', password).update(serviceAccount).digest('base64url');

/** The files of one embedded database, all below `DATA_DIR/postgres`. */
export interface Cluster {
  readonly state: string;
  readonly data: string;
  readonly log: string;
  readonly port: string;
  readonly program: string;
  readonly account: Account | undefined;
  readonly identity: Identity;
  /** How many may be connected at once. */
  readonly connections: number;
}

/**
 * Folder and argument naming the data to PostgreSQL. Run as `nobody` below a folder closed to it (/root/…), the server
 * could not walk to its data by path; but its working directory is set while we are still root, and Linux lets a
 * process name that directory without walking to it.
 */
export function dataArguments(data: string, account: Account | undefined): { cwd: string; argument: string } {
  return { cwd: data, argument: account !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : data };
}

/** One identity per folder, whoever comes first: a finished file is linked into place, never overwritten. */
export async function readIdentity(state: string): Promise<Identity> {
  const file = join(state, 'identity.json');
  const found = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw failure(`The database's password in ${file} cannot be read`, String(error), error);
  });
  if (found !== undefined) return JSON.parse(found) as Identity;
  const identity = {
    name: `thu-ky-${randomBytes(4).toString('hex')}`,
    password: randomBytes(24).toString('base64url'),
  };
  const unfinished = temporary(file);
  await writeFile(unfinished, JSON.stringify(identity), { mode: 0o600, flush: true });
  try {
    await link(unfinished, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(unfinished);
  }
  return readIdentity(state);
}

/**
 * Makes the database's files where there are none. They are made aside and renamed, so a killed first start leaves
 * nothing half done, and of two first starts at once the second finds the first one's files and drops its own.
 */
export async function ensureCluster(cluster: Cluster): Promise<void> {
  const version = await readFile(join(cluster.data, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version?.trim() === major) return;
  if (version !== undefined) {
    throw new PostgresFailed(
      `The data in ${cluster.data} belongs to PostgreSQL ${version.trim()}, this program brings ${major}. Make a backup with the version that wrote it and restore it into an empty DATA_DIR.`,
    );
  }
  await removeLeftovers(cluster.state);
  const unfinished = temporary(cluster.data);
  await mkdir(unfinished, { mode: 0o700 });
  if (cluster.account !== undefined) await chown(unfinished, cluster.account.uid, cluster.account.gid);
  try {
    await initialise(cluster, unfinished);
    await rename(unfinished, cluster.data);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  const folder = await open(cluster.state);
  await folder.sync().finally(() => folder.close());
}

/** initdb reads the password from an already open, already unlinked file: never on a command line, never left behind. */
async function initialise(cluster: Cluster, folder: string): Promise<void> {
  const file = temporary(join(cluster.state, 'password'));
  await writeFile(file, cluster.identity.password, { mode: 0o600 });
  if (cluster.account !== undefined) await chown(file, cluster.account.uid, cluster.account.gid);
  const password = await open(file);
  await unlink(file);
  const { cwd, argument } = dataArguments(folder, cluster.account);
  // The built-in C.UTF-8 collation needs no locale of the system, and never changes under our indexes.
  const options = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const args = ['-D', argument, '-U', superuser, '--auth=scram-sha-256', '--pwfile=/dev/fd/3', '--no-instructions'];
  try {
    await run(join(cluster.program, 'bin/initdb'), [...args, ...options], cwd, cluster.account, password.fd);
  } finally {
    await password.close();
  }
}

function run(program: string, args: string[], cwd: string, account: Account | undefined, fd: number): Promise<void> {
  const environment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  return new Promise((done, fail) => {
    const failed = (said: string, cause?: unknown) =>
      fail(failure(`PostgreSQL could not make its files in ${cwd}`, said, cause));
    const child = spawn(program, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe', fd], ...account });
    let said = '';
    const keep = (part: Buffer) => {
      said += part;
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', (error) => failed(`${error}`, error));
    child.once('close', (code) => (code === 0 ? done() : failed(said)));
  });
}

/** Files of first starts that were killed. A young one may belong to a start under way. */
async function removeLeftovers(state: string): Promise<void> {
  for (const name of (await readdir(state)).filter((entry) => entry.endsWith('.tmp'))) {
    const path = join(state, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > 10 * 60_000) await rm(path, { recursive: true, force: true });
  }
}

function temporary(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}.tmp`;
}
