import { link, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { whatRuns } from './process.ts';

/** A server that holds the data folder. */
interface RunningServer {
  readonly pid: number;
  /** Unknown in the first moments of a start. */
  readonly port: number | undefined;
  readonly status: 'starting' | 'ready' | 'stopping';
}

/** The server that holds the data, from the file it keeps there; a file left by a dead server is removed. */
export async function runningServer(cluster: Cluster): Promise<RunningServer | undefined> {
  const file = join(cluster.data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const server = parse(text);
  if (server === undefined) {
    // Just being written, or cut short by a full disk or a power cut.
    const age = Date.now() - (await stat(file).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age < 5000) return { pid: 0, port: undefined, status: 'starting' };
  } else if ((await whatRuns(server.pid, cluster.identity.name)) === 'server') {
    return server;
  }
  await removeStale(file, text);
  return undefined;
}

/** Lines: pid, data folder, start time, port, socket folder, listen address, shared memory key, status. */
function parse(text: string): RunningServer | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const status = lines[7] === 'ready' || lines[7] === 'stopping' ? lines[7] : 'starting';
  return { pid, port: Number(lines[3]) || undefined, status };
}

/** Between our look and our act another process may have started a server: its file is put back. */
async function removeStale(file: string, seen: string): Promise<void> {
  const aside = `${file}.${process.pid}.stale`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, 'utf8')) !== seen) await link(aside, file).catch(() => {});
    await unlink(aside);
  } catch {
    // Another process removed it first.
  }
}
