// From the start of the process to its word that it is ready, with a database of its own; and what both then hold.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBotApi } from '../../test/support/bot-api/index.ts';
import { type Bot, start } from './contender.ts';

/** Seconds to ready the first time and the second, and megabytes held by the process and its database. */
export type ColdStart = { first: number; later: number; megabytes: number };

export async function coldStart(bot: Extract<Bot, 'service' | 'peer'>): Promise<ColdStart> {
  const dataDir = await mkdtemp(join(tmpdir(), 'thu-ky-cold-'));
  const api = await startBotApi();
  try {
    const first = await start({ bot, api, dataDir });
    await first.stop();
    const later = await start({ bot, api, dataDir });
    const megabytes = await held(later.process.pid!, dataDir);
    await later.stop();
    return { first: first.readyAfter / 1000, later: later.readyAfter / 1000, megabytes };
  } finally {
    await api.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Memory of the process and of the server below its data folder; pages they share are counted once. */
async function held(pid: number, dataDir: string): Promise<number> {
  const server = Number((await readFile(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const pids = [pid, server, ...(await childrenOf(server))];
  const kilobytes = await Promise.all(pids.map(proportionalSet));
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const parents = await Promise.all(
    pids.map(async (pid) => Number(/^PPid:\s+(\d+)/m.exec(await readProc(pid, 'status'))?.[1])),
  );
  return pids.filter((_, nth) => parents[nth] === parent).map(Number);
}

const proportionalSet = async (pid: number): Promise<number> =>
  Number(/^Pss:\s+(\d+)/m.exec(await readProc(String(pid), 'smaps_rollup'))?.[1] ?? 0) ||
  Number(/^VmRSS:\s+(\d+)/m.exec(await readProc(String(pid), 'status'))?.[1] ?? 0);

/** A process may be gone meanwhile. */
const readProc = (pid: string, file: string): Promise<string> =>
  readFile(join('/proc', pid, file), 'utf8').catch(() => '');
