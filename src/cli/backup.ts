// Keeping all of it in one file, and bringing it back into an empty place.
import { resolve } from 'node:path';
import { systemClock } from '../clock.ts';
import { type Text, text } from '../kernel/text.ts';
import { BackupRefused } from '../store/backup/format.ts';
import { inFreshFolder } from '../store/backup/fresh-folder.ts';
import { proveBackup, type Restored, restoreBackup } from '../store/backup/restore.ts';
import { takeBackup } from '../store/backup/take.ts';
import { type FileFolder, openFiles } from '../store/file-folder.ts';
import { openServer } from '../store/open.ts';
import { CannotGoOn, type CliCommand, type RefusedResult, type Result } from './command.ts';

/** The database is taken as it is: a backup before an update is one of the version before. */
export const backup: CliCommand = {
  name: 'backup',
  usage: 'cli:usage.backup',
  files: 1,
  runAlone: ({ config, log, signal }, [file]) =>
    inWords(async () => {
      const server = await openServer(config, log, { mustExist: true });
      if (server === null) throw new BackupRefused('nothing', config.dataDir);
      try {
        const folder = openFiles(config);
        const now = systemClock.now();
        const taken = await takeBackup({ url: server.ownerUrl(), folder, file: resolve(file!), now, signal });
        const { audit, entries, lacking } = taken.manifest;
        const files = entries.filter(({ name }) => name.startsWith('files/')).length;
        const { size, sha256 } = taken;
        const lines: Text[] = [
          text('cli:backup.done', { file: file!, megabytes: inMegabytes(size), files, rows: rowsOf(taken.manifest) }),
          text('cli:backup.head', { rows: audit.rows, head: audit.head }),
          text('cli:backup.seal', { sha256 }),
        ];
        if (lacking.length > 0) lines.push(text('cli:backup.lacking', { count: lacking.length }));
        return { json: { file: resolve(file!), size, sha256, audit, files, lacking }, lines };
      } finally {
        await server.close();
      }
    }),
};

export const restore: CliCommand = {
  name: 'restore',
  usage: 'cli:usage.restore',
  files: 1,
  runAlone: ({ config, log, signal, migrations }, [given]) =>
    inWords(async () => {
      const file = resolve(given!);
      await proveBackup(file, migrations, signal);
      const into = (url: string, folder: FileFolder) => restoreBackup({ url, folder, file, migrations, signal });
      const restored =
        config.databaseUrl === null
          ? await inFreshFolder(resolve(config.dataDir), log, into)
          : await into(config.databaseOwnerUrl ?? config.databaseUrl, openFiles(config));
      return told(restored);
    }),
};

function told({ header, manifest, audit, migrated }: Restored): Result {
  const files = manifest.entries.filter(({ name }) => name.startsWith('files/')).length;
  const at = { at: header.takenAt, as: 'moment' } as const;
  const lines: Text[] = [text('cli:restore.done', { at, files, rows: rowsOf(manifest) })];
  if (migrated.length > 0) lines.push(text('cli:restore.migrated', { count: migrated.length }));
  lines.push(
    audit.whole
      ? text('cli:audit.whole', { rows: audit.rows, head: audit.head })
      : text('cli:restore.audit-broken', { seq: audit.seq, because: audit.because }),
  );
  if (manifest.lacking.length > 0) lines.push(text('cli:backup.lacking', { count: manifest.lacking.length }));
  return { json: { takenAt: header.takenAt, audit, files, lacking: manifest.lacking, migrated }, lines };
}

export const rowsOf = (manifest: { rows: Readonly<Record<string, number>> }): number =>
  Object.values(manifest.rows).reduce((sum, rows) => sum + rows, 0);

const inMegabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

export async function inWords<R extends Result | RefusedResult>(work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error;
    throw new CannotGoOn(error.problem, text(`cli:refused.backup-${error.problem}`, { detail: error.detail }));
  }
}
