// A disk of its own for one process: small, and gone with it. Linux only, where namespaces may be made.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

type Way = (place: string, size: string, command: readonly string[]) => string[];

const mounted = (place: string, size: string): string =>
  `mkdir -p '${place}' && mount -t tmpfs -o size=${size},mode=0755 tmpfs '${place}'`;

/** Root may mount; anybody may as the root of a namespace of his own, and is himself again in the next one. */
const ways: readonly Way[] = [
  (place, size, command) => ['unshare', '-m', 'sh', '-c', `${mounted(place, size)} && exec "$@"`, 'sh', ...command],
  (place, size, command) => [
    ...['unshare', '-Urm', 'sh', '-c'],
    `${mounted(place, size)} && exec unshare -U --map-user=1000 --map-group=1000 "$@"`,
    'sh',
    ...command,
  ],
];

const works = (way: Way): boolean => {
  const [program, ...args] = way('/tmp/thu-ky-small-disk-probe', '1m', ['true']) as [string, ...string[]];
  return process.platform === 'linux' && spawnSync(program, args, { stdio: 'ignore' }).status === 0;
};

/** How this machine lets it be made; null when it does not. */
const found: Way | null = ways.find(works) ?? null;

export const canMakeDisks = found !== null;
if (!canMakeDisks) console.warn('no namespaces may be made here (unshare): the spec of a full disk is skipped');

/** Starts a command that sees at `place` an empty disk of this size. */
export function onSmallDisk(
  place: string,
  size: string,
  command: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): ChildProcess {
  const [program, ...args] = found!(place, size, command) as [string, ...string[]];
  return spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What that process sees at a path. */
export const within = ({ pid }: ChildProcess, path: string): string => join(`/proc/${pid}/root`, path);

const fillerOf = (child: ChildProcess, place: string): string => join(within(child, place), 'filler');

/** Writes until nothing more fits. */
export async function fill(child: ChildProcess, place: string): Promise<void> {
  const filler = await open(fillerOf(child, place), 'a');
  try {
    for (let size = 1024 * 1024; size >= 1; ) {
      const full = await filler.write(Buffer.alloc(size, 1)).then(
        ({ bytesWritten }) => bytesWritten < size,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOSPC') return true;
          throw error;
        },
      );
      if (full) size = Math.floor(size / 2);
    }
  } finally {
    await filler.close();
  }
}

/** Gives back what was taken. */
export const makeRoom = (child: ChildProcess, place: string): Promise<void> => rm(fillerOf(child, place));
