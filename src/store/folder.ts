import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { causeIn } from './postgres/failure.ts';

/**
 * Makes a folder and those above it; gives the topmost that was made, if any. Node's own `recursive` never comes back
 * where nothing can be made, as below /proc.
 */
export async function makeFolder(path: string, mode: number): Promise<string | undefined> {
  const missing: string[] = [];
  for (let place = resolve(path); !(await isFolder(place)); place = dirname(place)) missing.unshift(place);
  for (const place of missing) {
    await mkdir(place, { mode }).catch(async (error: unknown) => {
      if (!(await isFolder(place))) throw error; // otherwise another process was first
    });
  }
  return missing[0];
}

/** Whether anything has this name. */
export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** What is there and is no folder is left for `mkdir` to refuse. */
const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Makes `DATA_DIR` where it is missing. @throws with a sentence for the operator when nothing can be written there */
export async function useDataFolder(path: string): Promise<void> {
  try {
    await makeFolder(path, 0o711);
    await access(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const said = String(error);
    const why = `${causeIn(said) ?? said} (${(error as NodeJS.ErrnoException).code})`;
    throw new Error(
      `DATA_DIR ${resolve(path)} cannot be used: ${why}. Set DATA_DIR to a folder this account may write to.`,
      {
        cause: error,
      },
    );
  }
}
