// A data folder built aside and put in place when all of it is there.
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FileFolder } from '../file-folder.ts';
import { isThere, makeFolder } from '../folder.ts';
import { startPostgres } from '../postgres/start.ts';
import { BackupRefused } from './format.ts';

const aside = /^\.restore-(\d+)$/;

/**
 * Lets `work` fill a database and a file folder, and makes them those of `dataDir`. Whatever goes wrong leaves nothing
 * behind; what a killed attempt left is removed by the next. @throws BackupRefused when the folder is in use already
 */
export async function inFreshFolder<T>(
  dataDir: string,
  log: (message: string) => void,
  work: (url: string, folder: FileFolder) => Promise<T>,
): Promise<T> {
  for (const part of ['files', 'postgres']) await refuseUnlessEmpty(join(dataDir, part));
  const made = await makeFolder(dataDir, 0o711);
  await removeLeftovers(dataDir, log);
  const staging = join(dataDir, `.restore-${process.pid}`);
  try {
    await mkdir(staging, { mode: 0o711 });
    const folder = new FileFolder(staging);
    await mkdir(folder.path, { mode: 0o700 });
    const postgres = await startPostgres({ dataDir: staging, log });
    let result: T;
    try {
      result = await work(postgres.url(), folder);
    } finally {
      await postgres.stop();
    }
    await putInPlace(staging, dataDir);
    return result;
  } finally {
    await rm(staging, { recursive: true, force: true });
    if (made !== undefined) await rmdir(dataDir).catch(() => undefined); // only when nothing came of it
  }
}

async function refuseUnlessEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (names.length > 0) throw new BackupRefused('not-empty', folder);
}

/** The database last: with it the folder counts as filled. A service started meanwhile keeps what it made. */
async function putInPlace(staging: string, dataDir: string): Promise<void> {
  await rename(join(staging, 'files'), join(dataDir, 'files'));
  try {
    await rename(join(staging, 'postgres'), join(dataDir, 'postgres'));
  } catch (error) {
    await rename(join(dataDir, 'files'), join(staging, 'files'));
    throw new BackupRefused('not-empty', join(dataDir, 'postgres'), error);
  }
}

async function removeLeftovers(dataDir: string, log: (message: string) => void): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const pid = Number(aside.exec(name)?.[1]);
    if (!pid || runs(pid)) continue;
    const staging = join(dataDir, name);
    // Its server may still be up: it is found, and ends when we let go of it.
    if (await isThere(join(staging, 'postgres/data/postmaster.pid'))) {
      await startPostgres({ dataDir: staging, log }).then(
        (postgres) => postgres.stop(),
        () => undefined,
      );
    }
    await rm(staging, { recursive: true, force: true });
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
