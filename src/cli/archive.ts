// The file of a meeting, of another matter, or of a year in a folder, as it is handed over and kept (Điều 8.9).
import { createHash } from 'node:crypto';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { caseFilePage } from '../documents/case-file-page.ts';
import type { CaseFile, Original } from '../kernel/case-file.ts';
import { refuse } from '../kernel/decision.ts';
import { fold } from '../kernel/fold.ts';
import { type Text, text } from '../kernel/text.ts';
import { caseFilePdf } from '../papers/case-file.ts';
import { chapters } from '../regulation/index.ts';
import { bodyIn, type Filing, fileOf, keeperIn, type Wanted } from '../regulation/records/index.ts';
import { recordCoded } from '../regulation/retention/index.ts';
import { type FileFolder, openFiles } from '../store/file-folder.ts';
import { makeFolder } from '../store/folder.ts';
import type { Transaction } from '../store/transaction.ts';
import { bodyNamed } from './bodies.ts';
import {
  CannotGoOn,
  type CliCommand,
  fileTrouble,
  type RefusedResult,
  reasonOf,
  type Surroundings,
} from './command.ts';
import { record as recordAct } from './record.ts';

/** `meeting`, the older name, takes the code of any record as well. */
export const archiveExport: CliCommand = {
  name: 'archive export',
  usage: 'cli:usage.archive-export',
  files: 0,
  options: {
    meeting: { type: 'string' },
    record: { type: 'string' },
    year: { type: 'string' },
    out: { type: 'string' },
    body: { type: 'string' },
  },
  needs: ['out'],
  run: async (around, _files, options) => {
    const out = resolve(String(options.out));
    const found = await around.database.transaction(async (tx) => {
      // What is read agrees: everything is of one moment.
      await tx.$executeRaw`set transaction isolation level repeatable read, read only`;
      const named = await namedBy(tx, around, options);
      if ('agreed' in named) return named;
      const { knowledge, now, newId } = around;
      const world = { now, calendar: knowledge.calendar(), settings: knowledge.settings(named.bodyId), newId };
      return { wanted: named, filing: await fileOf(tx, named, { chapters, world, by: keeperIn(named.bodyId) }) };
    });
    if ('agreed' in found) return found;
    const { wanted, filing } = found;
    const { files, sums } = await writeFolder(around, out, filing);
    const { acts } = filing;
    const called = calledIn(filing);
    await around.database.transaction((tx) =>
      recordAct(tx, around.now, {
        command: 'archive export',
        bodyId: wanted.bodyId,
        matter: 'about' in wanted ? wanted.about : null,
        facts: { ...called, files: files.length, acts, sums },
      }),
    );
    const lacking = files.filter(({ path }) => !path).map(({ name }) => name);
    const code = String(Object.values(called)[0]);
    const lines: Text[] = [text('cli:archive.done', { code, out, files: files.length, acts })];
    if (lacking.length > 0) lines.push(text('cli:archive.lacking', { names: lacking.join('; ') }));
    return { json: { ...called, out, files: files.length, acts, lacking, sums }, lines };
  },
};

/** What the file is of, as the record and the answer of this command name it. */
const calledIn = ({ record }: Filing): { meeting: string } | { record: string } | { year: string } => {
  if ('meeting' in record) return { meeting: record.meeting.meeting.code };
  return 'matter' in record ? { record: record.matter.code } : { year: String(record.year.year) };
};

/** A year of a body, or the one record with this code in any body, or in the one named. */
async function namedBy(
  tx: Transaction,
  around: Surroundings,
  { meeting, record = meeting, year, body }: Readonly<Record<string, unknown>>,
): Promise<Wanted | RefusedResult> {
  const one = typeof body === 'string' ? await bodyNamed(tx, around, body) : null;
  if (one && 'agreed' in one) return one;
  const bodies = one
    ? [one]
    : await tx.body.findMany({ orderBy: { validFrom: 'asc' }, select: { id: true, code: true } });
  if (typeof year === 'string' && /^20\d\d$/.test(year)) {
    const [only] = bodies;
    if (only && bodies.length === 1) return { bodyId: only.id, year: Number(year) };
    return refuse('which-body', text('cli:refused.which-body', { codes: bodies.map(({ code }) => code).join(', ') }));
  }
  const code = String(record ?? year ?? '');
  const found: (Extract<Wanted, { about: string }> & { body: string })[] = [];
  for (const { id, code: of } of bodies) {
    const coded = await recordCoded(tx, id, code.toUpperCase());
    if (coded) found.push({ bodyId: id, about: coded.about, body: of });
  }
  const [first] = found;
  if (!first) return refuse('no-meeting', text('cli:refused.no-meeting', { code }));
  if (found.length === 1) return first;
  return refuse('which-body', text('cli:refused.which-body', { codes: found.map((each) => each.body).join(', ') }));
}

type Put = (name: string, bytes: Uint8Array) => Promise<void>;

/** Written aside and put in place whole, as a folder or as one ZIP; what is there is left alone. */
async function writeFolder(around: Surroundings, out: string, filing: Filing) {
  const zipped = /\.zip$/i.test(out);
  const names = await readdir(out).catch(nothingThere);
  if (names.length > 0) throw new CannotGoOn('not-empty', text('cli:refused.out-not-empty', { out }));
  const aside = join(dirname(out), `.${basename(out)}.${process.pid}.part`);
  const sums: string[] = [];
  const written: Record<string, Uint8Array> = {};
  const put: Put = async (name, bytes) => {
    sums.push(`${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`);
    if (zipped) written[name] = bytes;
    else await writeFile(join(aside, name), bytes, { mode: 0o600, flush: true, flag: 'wx' });
  };
  try {
    if (!zipped) await makeFolder(join(aside, fileFolder), 0o700);
    const files = await putFiles(openFiles(around.config), filing.files, put);
    await putPages(around, filing, files, put);
    const all = sums.join('');
    if (zipped) {
      // As Unix keeps names, and readable by its owner alone.
      const zip = zipSync({ ...written, SHA256SUMS: strToU8(all) }, { os: 3, attrs: 0o100600 << 16 });
      await writeFile(aside, zip, { mode: 0o600, flush: true, flag: 'wx' });
    } else await writeFile(join(aside, 'SHA256SUMS'), all, { mode: 0o600, flush: true });
    await rename(aside, out);
    return { files, sums: createHash('sha256').update(all).digest('hex') };
  } catch (error) {
    if (error instanceof CannotGoOn || fileTrouble(error, out)) throw error;
    throw new CannotGoOn('out', text('cli:refused.out', { out, reason: reasonOf(error) }));
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** The same three times: for programs, for a screen, and for keeping. */
async function putPages({ texts, now }: Surroundings, filing: Filing, files: readonly Original[], put: Put) {
  const say = (words: Text): string => texts.say('vi', words);
  const caseFile: CaseFile = filing.caseFile(files);
  const record = Object.values(filing.record)[0] as object;
  await put('ho-so.json', strToU8(`${JSON.stringify({ ...record, body: bodyIn(filing.record), files }, null, 2)}\n`));
  await put('ho-so.html', strToU8(await caseFilePage(caseFile, say, now)));
  await put('ho-so.pdf', await caseFilePdf(caseFile, say, now));
}

const fileFolder = 'tep';

function nothingThere(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw new CannotGoOn('not-empty', text('cli:refused.out-not-empty', { out: error.path ?? '' }));
}

async function putFiles(folder: FileFolder, files: readonly Original[], put: Put): Promise<Original[]> {
  const written: Original[] = [];
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
