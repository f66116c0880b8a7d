// The file of a meeting in a folder, as it is handed over and kept (Điều 8.9).
import { createHash } from 'node:crypto';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { recordPage } from '../documents/meeting-record.ts';
import { refuse } from '../kernel/decision.ts';
import { fold } from '../kernel/fold.ts';
import { text } from '../kernel/text.ts';
import { chapters } from '../regulation/index.ts';
import {
  type FileOnRecord,
  type MeetingRecord,
  meetingsNamed,
  type Query,
  readMeetingRecord,
} from '../regulation/records/index.ts';
import type { Database } from '../store/database.ts';
import { type FileFolder, openFiles } from '../store/file-folder.ts';
import { makeFolder } from '../store/folder.ts';
import { CannotGoOn, type CliCommand, fileTrouble, reasonOf, type Surroundings } from './command.ts';
import { record as recordAct } from './record.ts';

export const archiveExport: CliCommand = {
  name: 'archive export',
  usage: 'cli:usage.archive-export',
  files: 0,
  options: { meeting: { type: 'string' }, out: { type: 'string' }, body: { type: 'string' } },
  needs: ['meeting', 'out'],
  run: async (around, _files, options) => {
    const code = String(options.meeting);
    const body = typeof options.body === 'string' ? options.body : null;
    const out = resolve(String(options.out));
    const found = await inSnapshot(around.database, async (query) => {
      const named = await meetingsNamed(query, code, body);
      if (named.length > 1) {
        const codes = named.map((one) => one.body).join(', ');
        return refuse('which-body', text('cli:refused.which-body', { codes }));
      }
      return named[0] ? readMeetingRecord(query, named[0].id) : null;
    });
    if (found === null) return refuse('no-meeting', text('cli:refused.no-meeting', { code }));
    if ('agreed' in found) return found;
    const { files, sums } = await writeFolder(around, out, found);
    const { meeting, acts } = found;
    await around.database.transaction((tx) =>
      recordAct(tx, around.now, {
        command: 'archive export',
        bodyId: meeting.body.id,
        matter: `meeting:${meeting.id}`,
        facts: { meeting: meeting.code, files: files.length, acts: acts.length, sums },
      }),
    );
    const lacking = files.filter(({ path }) => !path).map(({ name }) => name);
    const lines = [text('cli:archive.done', { code: meeting.code, out, files: files.length, acts: acts.length })];
    if (lacking.length > 0) lines.push(text('cli:archive.lacking', { names: lacking.join('; ') }));
    return { json: { meeting: meeting.code, out, files: files.length, acts: acts.length, lacking, sums }, lines };
  },
};

async function inSnapshot<T>({ pool }: Database, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return await work(async (statement, values) => (await client.query(statement, [...values])).rows);
  } finally {
    // Whatever happened, the connection goes back without the snapshot.
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

/** Written aside and put in place whole; a folder with something in it is left alone. */
async function writeFolder({ config, texts, now }: Surroundings, out: string, found: MeetingRecord) {
  const names = await readdir(out).catch(nothingThere);
  if (names.length > 0) throw new CannotGoOn('not-empty', text('cli:refused.out-not-empty', { out }));
  const aside = join(dirname(out), `.${basename(out)}.${process.pid}.part`);
  const sums: string[] = [];
  const put = async (name: string, bytes: string | Uint8Array): Promise<void> => {
    await writeFile(join(aside, name), bytes, { mode: 0o600, flush: true, flag: 'wx' });
    sums.push(`${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`);
  };
  try {
    await makeFolder(join(aside, fileFolder), 0o700);
    const files = await putFiles(openFiles(config), found.files, put);
    const whole = { ...found, files };
    await put('ho-so.json', `${JSON.stringify(whole, null, 2)}\n`);
    await put('ho-so.html', await recordPage(whole, { say: (said) => texts.say('vi', said), known, printedAt: now }));
    await writeFile(join(aside, 'SHA256SUMS'), sums.join(''), { mode: 0o600, flush: true });
    await rename(aside, out);
    return { files, sums: createHash('sha256').update(sums.join('')).digest('hex') };
  } catch (error) {
    if (error instanceof CannotGoOn || fileTrouble(error, out)) throw error;
    throw new CannotGoOn('out', text('cli:refused.out', { out, reason: reasonOf(error) }));
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

const fileFolder = 'tep';
const known = new Set(chapters.flatMap(({ commands }) => commands.map(({ name }) => name)));

function nothingThere(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw new CannotGoOn('not-empty', text('cli:refused.out-not-empty', { out: error.path ?? '' }));
}

async function putFiles(
  folder: FileFolder,
  files: readonly FileOnRecord[],
  put: (name: string, bytes: Uint8Array) => Promise<void>,
): Promise<FileOnRecord[]> {
  const written: FileOnRecord[] = [];
  for (const [at, file] of files.entries()) {
    const bytes = file.state === 'stored' && file.sha256 !== null ? await folder.read(file.sha256) : null;
    const path = bytes && `${fileFolder}/${safeName(at + 1, file.name)}`;
    if (bytes && path) await put(path, bytes);
    written.push({ ...file, path });
  }
  return written;
}

/** What somebody typed never becomes a path: a number, and of the name only letters without marks and digits. */
function safeName(number: number, name: string): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? 'bin';
  const plain = fold(name.replace(/\.[^.]*$/, ''))
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${String(number).padStart(3, '0')}-${plain.slice(0, 60) || 'tep'}.${ending}`;
}
