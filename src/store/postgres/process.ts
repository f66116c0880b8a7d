import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/**
 * What runs under a process id: our server (its command line carries the cluster's name), something else that was given
 * the same number later, or nothing.
 */
export async function whatRuns(pid: number, name: string): Promise<'server' | 'other' | 'nothing'> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'nothing';
  }
  const command = await commandLine(pid);
  if (command === '') return 'nothing'; // dead, not yet collected by its parent
  // A command line we may not read: taking it for the server is the mistake that damages nothing.
  return command === undefined || command.includes(name) ? 'server' : 'other';
}

async function commandLine(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    return readFile(`/proc/${pid}/cmdline`, 'utf8').catch((error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' || error.code === 'ESRCH' ? '' : undefined,
    );
  }
  return new Promise((done) => {
    execFile('ps', ['-o', 'command=', '-p', String(pid)], (error, output) => done(error ? undefined : output.trim()));
  });
}
