// Takes one body into an installation that does not have it: all of it, or nothing (AR6, Điều 7, 13).
import { escapeIdentifier } from 'pg';
import type { Header, Manifest } from '../backup/format.ts';
import { BackupRefused } from '../backup/format.ts';
import { type Backup, readBackup } from '../backup/read.ts';
import { type Database, openDatabase } from '../database.ts';
import type { FileFolder } from '../file-folder.ts';
import { Prisma } from '../generated/client.ts';
import { readMigrations } from '../migrate.ts';
import type { Transaction } from '../transaction.ts';
import { belongingsByTable } from './belongs.ts';
import { copyChain, verifyBefore } from './chain.ts';
import { idsIn, linesIn } from './export.ts';

/** Somebody or an agency as named in the archive. */
type Coming = { id: string; fullName: string; phone: string | null };
/** `alone`: here there is somebody of the same name, or with the same number, and not both: they stay two. */
type Recognised = { same: ReadonlyMap<string, string>; alone: readonly string[] };

type ImportOptions = {
  url: string;
  folder: FileFolder;
  file: string;
  migrations: string;
  signal: AbortSignal;
  dryRun: boolean;
  /** Who of them is on record here already. */
  recognise(tx: Transaction, people: readonly Coming[]): Promise<Recognised>;
  /** The act that puts it on record: the last of the transaction. */
  record(tx: Transaction, imported: Imported): Promise<void>;
};

export type Imported = {
  body: NonNullable<Header['body']>;
  takenAt: string;
  /** Rows that came, by table. */
  rows: Readonly<Record<string, number>>;
  manifest: Manifest;
  /** The newest seal of there. */
  head: string;
  acts: number;
  /** Who is on record here already, by name. */
  known: readonly string[];
  alone: readonly string[];
  /** Days off that are entered otherwise here: those of here count. */
  otherDays: readonly string[];
};

/** Long enough for the record of years, in milliseconds. */
const LONGEST = 6 * 60 * 60_000;

class Rehearsed extends Error {}

/** @throws BackupRefused; database and folder are then as before */
export async function importBody(options: ImportOptions): Promise<Imported> {
  const { url, folder, file, signal, dryRun } = options;
  const ours = await readMigrations(options.migrations);
  const there = new Set(await folder.all());
  const made: string[] = [];
  const database: Database = openDatabase(url, { poolSize: 2, longest: LONGEST });
  let imported: Imported | null = null;
  try {
    await database.transaction(async (tx) => {
      const taking = new Taking(tx, options.recognise);
      const backup = await readBackup(
        file,
        {
          header: async (header) => {
            refuseUnlessSame(
              header,
              ours.map(({ name }) => name),
            );
            await taking.begin(header);
          },
          rows: async (table, bytes) => {
            for await (const lines of linesIn(bytes)) await taking.take(table, lines.split('\n'));
          },
          file: async (sha256, bytes) => {
            if (dryRun || there.has(sha256)) return;
            made.push(sha256);
            await folder.keep(bytes, async (written) => (written.sha256 === sha256 ? null : sha256));
          },
        },
        signal,
      );
      imported = await taking.end(backup);
      await options.record(tx, imported);
      signal.throwIfAborted();
      if (dryRun) throw new Rehearsed();
    });
  } catch (error) {
    await folder.forget(made);
    if (!(error instanceof Rehearsed)) throw error;
  } finally {
    await database.close();
  }
  return imported!;
}

function refuseUnlessSame({ body, migrations }: Header, ours: readonly string[]): void {
  if (!body) throw new BackupRefused('of-all', 'backup.json');
  const theirs = new Set(migrations.map(({ name }) => name));
  const newer = migrations.find(({ name }) => !ours.includes(name));
  if (newer) throw new BackupRefused('newer', newer.name);
  const lacking = ours.find((name) => !theirs.has(name));
  if (lacking) throw new BackupRefused('older', lacking);
}

/** Rows on their way in: who is who is known before the first row that names somebody. */
class Taking {
  readonly #tx: Transaction;
  readonly #recognise: ImportOptions['recognise'];
  readonly #rows: Record<string, number> = {};
  readonly #came: Record<string, number> = {};
  /** Ids of there as they are here, where they differ. */
  readonly #same = new Map<string, string>();
  readonly #known: string[] = [];
  readonly #alone: string[] = [];
  #otherDays: string[] = [];
  #header: Header | null = null;

  constructor(tx: Transaction, recognise: ImportOptions['recognise']) {
    this.#tx = tx;
    this.#recognise = recognise;
  }

  async begin(header: Header): Promise<void> {
    this.#header = header;
    const { id, code } = header.body!;
    const [other] = await this.#tx.$queryRaw<object[]>`select from body where id = ${id} or code = ${code}`;
    if (other) throw new BackupRefused('body-there', code);
  }

  async take(table: string, lines: readonly string[]): Promise<void> {
    const belongs = belongingsByTable.get(table);
    if (!belongs || 'stays' in belongs || 'sealed' in belongs) throw new BackupRefused('damaged', `tables/${table}`);
    const rows = lines.filter((line) => line !== '');
    this.#came[table] = (this.#came[table] ?? 0) + rows.length;
    if (table === 'person') await this.#people(rows);
    if (table === 'agency') await this.#agencies(rows);
    if (table === 'calendar_day') await this.#days(rows);
    // What was sealed stays as it was.
    const known = table === 'audit_before' ? rows : rows.map(this.#here);
    const columns = this.#header!.tables.find(({ name }) => name === table)!.columns;
    // Numbers that are only counted here are drawn here.
    const listed = columns.filter((column) => column !== 'id' || 'id' in (JSON.parse(rows[0] ?? '{}') as object));
    const names = listed.map(escapeIdentifier).join(', ');
    const isShared = 'named' in belongs || table === 'calendar_day';
    const into = Prisma.raw(`insert into ${escapeIdentifier(table)} (${names})
      select ${names} from jsonb_populate_recordset(null::${escapeIdentifier(table)}, `);
    const count = await this.#tx.$executeRaw`
      ${into}${`[${known.join(',')}]`}::jsonb) ${Prisma.raw(isShared ? 'on conflict do nothing' : '')}`;
    this.#rows[table] = (this.#rows[table] ?? 0) + count;
  }

  async end({ header, manifest }: Backup): Promise<Imported> {
    for (const { name } of header.tables) {
      if ((this.#came[name] ?? 0) !== manifest.rows[name]) throw new BackupRefused('damaged', `tables/${name}`);
    }
    const { head, rows } = manifest.audit;
    const bodyId = header.body!.id;
    const acts = await copyChain(this.#tx, { bodyId, chain: head }, this.#here);
    const verdict = await verifyBefore(reading(this.#tx));
    if (!verdict.whole) throw new BackupRefused('damaged', `audit ${verdict.seq}`);
    if (!verdict.chains.some((one) => one.bodyId === bodyId && one.chain === head && one.rows === rows)) {
      throw new BackupRefused('damaged', 'audit');
    }
    return {
      body: header.body!,
      takenAt: header.takenAt,
      rows: this.#rows,
      manifest,
      head,
      acts,
      known: this.#known,
      alone: this.#alone,
      otherDays: this.#otherDays,
    };
  }

  readonly #here = (words: string): string =>
    this.#same.size === 0 ? words : words.replace(idsIn, (id) => this.#same.get(id) ?? id);

  async #people(rows: string[]): Promise<void> {
    const people = rows.map((row) => JSON.parse(row) as { id: string; full_name: string; phone: string | null });
    const here = await this.#tx.person.findMany({ where: { id: { in: people.map(({ id }) => id) } } });
    const ids = new Set(here.map(({ id }) => id));
    this.#known.push(...here.map(({ fullName }) => fullName));
    const strangers = people
      .filter(({ id }) => !ids.has(id))
      .map(({ id, full_name: fullName, phone }) => ({ id, fullName, phone }));
    const { same, alone } = await this.#recognise(this.#tx, strangers);
    for (const [id, one] of same) this.#same.set(id, one);
    this.#known.push(...strangers.filter(({ id }) => same.has(id)).map(({ fullName }) => fullName));
    this.#alone.push(...alone);
    keep(rows, (row) => !same.has((JSON.parse(row) as { id: string }).id));
  }

  /** An agency is one by its name. */
  async #agencies(rows: string[]): Promise<void> {
    const agencies = rows.map((row) => JSON.parse(row) as { id: string; name: string });
    const here = await this.#tx.agency.findMany({ where: { name: { in: agencies.map(({ name }) => name) } } });
    const byName = new Map(here.map(({ id, name }) => [name, id]));
    for (const { id, name } of agencies) {
      const known = byName.get(name);
      if (known !== undefined && known !== id) this.#same.set(id, known);
    }
    keep(rows, (row) => !byName.has((JSON.parse(row) as { name: string }).name));
  }

  async #days(rows: readonly string[]): Promise<void> {
    const coming = rows.map((row) => JSON.parse(row) as { day: string; kind: string });
    const here = await this.#tx.calendarDay.findMany({ where: { day: { in: coming.map(({ day }) => day) } } });
    const kinds = new Map(here.map(({ day, kind }) => [day, kind]));
    this.#otherDays = coming.filter(({ day, kind }) => (kinds.get(day) ?? kind) !== kind).map(({ day }) => day);
  }
}

function keep(rows: string[], which: (row: string) => boolean): void {
  rows.splice(0, rows.length, ...rows.filter(which));
}

/** Statements with numbered values within a transaction of ours. */
const reading = (tx: Transaction) =>
  ({
    query: async (statement: string, values: readonly unknown[]) => ({
      rows: await tx.$queryRaw(new Prisma.Sql(statement.split(/\$\d/), [...values])),
    }),
  }) as unknown as Parameters<typeof verifyBefore>[0];
