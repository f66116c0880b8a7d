// One body handed over to another installation, when its standing agency changes (AR6, Điều 7, 13).
import { resolve } from 'node:path';
import { refuse } from '../kernel/decision.ts';
import { type Text, text } from '../kernel/text.ts';
import { recognise } from '../regulation/roster/index.ts';
import { openFiles } from '../store/file-folder.ts';
import { exportBody } from '../store/handover/export.ts';
import { type Imported, importBody } from '../store/handover/import.ts';
import { migrations } from '../store/open.ts';
import { inWords, rowsOf } from './backup.ts';
import type { CliCommand } from './command.ts';
import { record } from './record.ts';

export const bodyExport: CliCommand = {
  name: 'body export',
  usage: 'cli:usage.body-export',
  files: 1,
  options: { out: { type: 'string' } },
  needs: ['out'],
  run: (around, [code = ''], options) =>
    inWords(async () => {
      const { config, database, now, signal } = around;
      const body = await database.prisma.body.findUnique({ where: { code } });
      if (!body) {
        const all = await database.prisma.body.findMany({ select: { code: true }, orderBy: { code: 'asc' } });
        const codes = all.map((one) => one.code).join(', ');
        return refuse('unknown-body', text('cli:refused.unknown-body', { code, codes }));
      }
      const file = resolve(String(options.out));
      const { manifest, sha256, size, own } = await exportBody({
        ...{ url: database.url, folder: openFiles(config), bodyId: body.id },
        ...{ file, now, signal },
      });
      const { audit, rows, left = {}, lacking } = manifest;
      const files = manifest.entries.filter(({ name }) => name.startsWith('files/')).length;
      await database.transaction((tx) =>
        record(tx, now, { command: 'body export', bodyId: body.id, facts: { sha256, rows, files, head: audit.head } }),
      );
      const count = rowsOf(manifest);
      const lines: Text[] = [
        text('cli:handover.exported', { name: body.name, file, rows: count, files }),
        text('cli:handover.record', { own, rows: audit.rows, head: audit.head }),
        text('cli:handover.seal', { sha256 }),
        ...leftLines(left),
      ];
      if (lacking.length > 0) lines.push(text('cli:backup.lacking', { count: lacking.length }));
      lines.push(text('cli:handover.guard'));
      return { json: { body: body.code, file, size, sha256, audit, own, rows, files, left, lacking }, lines };
    }),
};

export const bodyImport: CliCommand = {
  name: 'body import',
  usage: 'cli:usage.body-import',
  files: 1,
  options: { 'dry-run': { type: 'boolean' } },
  run: (around, [given = ''], options) =>
    inWords(async () => {
      const { config, database, now, signal } = around;
      const dryRun = options['dry-run'] === true;
      const imported = await importBody({
        ...{
          url: database.url,
          folder: openFiles(config),
          file: resolve(given),
          migrations,
          signal,
          dryRun,
          recognise,
        },
        record: (tx, { body, head, manifest, rows, acts }) =>
          record(tx, now, {
            command: 'body import',
            bodyId: body.id,
            facts: { head, rows: manifest.audit.rows, acts, tables: rows },
          }),
      });
      return { json: jsonOf(imported, dryRun), lines: told(imported, dryRun) };
    }),
};

const filesOf = ({ entries }: Imported['manifest']): number =>
  entries.filter(({ name }) => name.startsWith('files/')).length;

const jsonOf = ({ manifest, ...imported }: Imported, dryRun: boolean) => ({
  ...imported,
  dryRun,
  files: filesOf(manifest),
  audit: manifest.audit,
  left: manifest.left ?? {},
  lacking: manifest.lacking,
});

function told(imported: Imported, dryRun: boolean): Text[] {
  const { body, manifest, acts, known, alone, otherDays, takenAt, head } = imported;
  const what = { name: body.name, at: { at: takenAt, as: 'moment' } as const };
  const lines: Text[] = [
    dryRun ? text('cli:handover.would', what) : text('cli:handover.imported', what),
    text('cli:handover.counts', { ...countsOf(imported), rows: rowsOf(imported), files: filesOf(manifest) }),
    text('cli:handover.record', { own: acts, rows: manifest.audit.rows, head }),
  ];
  if (known.length > 0) lines.push(text('cli:handover.known', { names: known.join(', ') }));
  if (alone.length > 0) lines.push(text('cli:handover.alone', { names: alone.join(', ') }));
  if (otherDays.length > 0) {
    const days = otherDays.map((day) => day.split('-').reverse().join('/')).join(', ');
    lines.push(text('cli:handover.days', { days }));
  }
  lines.push(...leftLines(manifest.left ?? {}));
  if (manifest.lacking.length > 0) lines.push(text('cli:backup.lacking', { count: manifest.lacking.length }));
  lines.push(dryRun ? text('cli:handover.nothing') : text('cli:handover.next', { code: body.code }));
  return lines;
}

const countsOf = ({ rows }: Imported) => ({
  seats: rows['seat'] ?? 0,
  meetings: rows['meeting'] ?? 0,
  tasks: rows['task'] ?? 0,
  matters: rows['matter'] ?? 0,
});

/** What stays where it was, and what that means for people. */
function leftLines(left: Readonly<Record<string, number>>): Text[] {
  const { account: accounts = 0, calendar_feed: feeds = 0, unsent = 0 } = left;
  return [
    text('cli:handover.left', { accounts, feeds }),
    ...(unsent > 0 ? [text('cli:handover.unsent', { count: unsent })] : []),
  ];
}
