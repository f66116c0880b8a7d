// Writes one body, whole, into an archive of its own beside the running service (AR6, Điều 7, 13): one snapshot of its rows,
// the people and agencies they name, its files, its record with the acts of others as seals alone.
import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Pack } from 'tar-stream';
import { fileFolder, formatVersion, type Header, headerName, type Manifest, type Table } from '../backup/format.ts';
import { readTables } from '../backup/tables.ts';
import { entering, inParts, json, readFacts, readHeader, writeArchive } from '../backup/take.ts';
import type { FileFolder } from '../file-folder.ts';
import { belongingsByTable, counted } from './belongs.ts';

type ExportOptions = { url: string; folder: FileFolder; bodyId: string; file: string; now: Date; signal?: AbortSignal };
type Written = { header: Header; manifest: Manifest; own: number };
type Exported = Written & { sha256: string; size: number };

/** `own`: acts of the body that go along word for word. @throws BackupRefused when there is such a file already */
export const exportBody = ({ url, folder, bodyId, file, now, signal }: ExportOptions): Promise<Exported> =>
  writeArchive({ url, file, signal }, (client, pack) => packBody({ client, pack, folder, bodyId, now }));

/** Ids are words of this length and these letters, wherever they stand. */
export const idsIn = /(?<![0-9a-z])[0-9a-z]{16}(?![0-9a-z])/g;

type Packing = { client: Client; pack: Pack; folder: FileFolder; bodyId: string; now: Date };

async function packBody({ client, pack, folder, bodyId, now }: Packing): Promise<Written> {
  await client.query('begin isolation level repeatable read read only');
  const of = (statement: string): string => statement.replaceAll(':body', escapeLiteral(bodyId));
  const { rows: found } = await client.query<NonNullable<Header['body']>>(
    'select id, code, name from body where id = $1',
    [bodyId],
  );
  const tables = await readTables(client);
  const whole = { ...(await readHeader(client, now)), format: formatVersion, tables: going(tables), body: found[0]! };
  const named = await namedIn(client, tables, of);
  const { entries, add, end } = entering(pack, now);
  await add(headerName, json(whole));
  const rows: Record<string, number> = {};
  const facts = await readFacts(client);
  for (const { name } of whole.tables) {
    const statements = [rowsOf(name, of, named)];
    if (name === 'audit_before') statements.push(chainOf(of, facts.audit));
    let part = 0;
    rows[name] = 0;
    for (const statement of statements) {
      const copy = linesOf(client, statement);
      for await (const bytes of inParts(copy)) await add(`tables/${name}/${String(++part).padStart(6, '0')}`, bytes);
      // Told after the last byte of the next statement's answer at the latest.
      await client.query('select');
      rows[name] += copy.rowCount;
    }
  }
  const left = await countLeft(client, of);
  const own = Number(
    (await client.query<{ count: string }>(of(`select count(*) from audit t where ${isOwn} and ${isAsSealed}`)))
      .rows[0]!.count,
  );
  const { rows: files } = await client.query<{ sha256: string }>(
    `select distinct sha256 from file where state = 'stored' and sha256 is not null and id = any($1)`,
    [[...named.file]],
  );
  await client.query('commit');
  const lacking: string[] = [];
  for (const { sha256 } of files) {
    const bytes = await folder.read(sha256);
    if (bytes === null) lacking.push(sha256);
    else await add(`${fileFolder}${sha256}`, bytes);
  }
  const manifest: Manifest = { entries, rows, sequences: [], audit: facts.audit, lacking, left };
  await end(manifest);
  return { header: whole, manifest, own };
}

/** Those named by others first: whoever takes them in knows then who is who. */
function going(tables: readonly Table[]): Table[] {
  const goes = tables.filter(({ name }) => {
    const belongs = belongingsByTable.get(name);
    return belongs !== undefined && ('where' in belongs || 'named' in belongs);
  });
  const isNamed = ({ name }: Table): boolean => 'named' in belongingsByTable.get(name)!;
  return [...goes.filter(isNamed), ...goes.filter((table) => !isNamed(table))];
}

type Named = { person: ReadonlySet<string>; agency: ReadonlySet<string>; file: ReadonlySet<string> };

/** Whose ids stand in the body's own rows; who has handed in a file is named by it. */
async function namedIn(client: Client, tables: readonly Table[], of: (statement: string) => string): Promise<Named> {
  const known = {
    person: await idsOf(client, 'person'),
    agency: await idsOf(client, 'agency'),
    file: await idsOf(client, 'file'),
  };
  const named = { person: new Set<string>(), agency: new Set<string>(), file: new Set<string>() };
  const look = async (statement: string): Promise<void> => {
    for await (const bytes of linesIn(linesOf(client, statement))) {
      for (const [id] of bytes.matchAll(idsIn)) {
        for (const kind of ['person', 'agency', 'file'] as const) if (known[kind].has(id)) named[kind].add(id);
      }
    }
  };
  for (const { name } of tables) {
    const belongs = belongingsByTable.get(name);
    if (belongs && 'where' in belongs) await look(rowsOf(name, of, named));
  }
  await look(of(`select to_jsonb(t.detail) from audit t where ${isOwn}`));
  await look(rowsOf('file', of, named));
  return named;
}

async function idsOf(client: Client, table: keyof Named): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>(`select id from ${table}`);
  return new Set(rows.map(({ id }) => id));
}

function rowsOf(table: string, of: (statement: string) => string, named: Named): string {
  const belongs = belongingsByTable.get(table)!;
  const row = 'row' in belongs && belongs.row ? belongs.row : 'to_jsonb(t)';
  const ids = table in named ? [...named[table as keyof Named]].map(escapeLiteral).join(', ') : '';
  const where = 'where' in belongs ? belongs.where : `t.id in (${ids || 'null'})`;
  return of(`select ${row} from ${escapeIdentifier(table)} t where ${where}`);
}

/** Acts that name no body are its own where there is no other, or where they are about something of it. */
const isOwn = `(t.body_id = :body or t.body_id is null
  and (body_of(t.matter) = :body or not exists (select from body where id <> :body)))`;

/** What personal data were erased from goes along by its seal alone: what it says now proves nothing elsewhere. */
const isAsSealed = `t.hash = encode(sha256(convert_to(t.previous || E'\\n' || t.seq || E'\\n' || t.detail, 'UTF8')), 'hex')`;

/** The record up to its newest seal, as a chain known by it. */
const chainOf = (of: (statement: string) => string, { head }: Manifest['audit']): string =>
  of(`select jsonb_build_object('chain', ${escapeLiteral(head)}, 'seq', t.seq, 'body_id', :body, 'hash', t.hash,
    'detail', case when ${isOwn} and ${isAsSealed} then t.detail end) from audit t order by t.seq`);

async function countLeft(client: Client, of: (statement: string) => string): Promise<Record<string, number>> {
  const left: Record<string, number> = {};
  for (const [name, statement] of Object.entries(counted)) {
    const { rows } = await client.query<{ count: string }>(of(statement));
    left[name] = Number(rows[0]!.count);
  }
  return left;
}

/** Rows as JSON, one on a line: it has no control characters of its own, so quotes are never doubled. */
const linesOf = (client: Client, statement: string) =>
  client.query(copyTo(`copy (${statement}) to stdout with (format csv, quote e'\\x01', delimiter e'\\x02')`));

/** Whole lines only: an id must not be cut in two. */
export async function* linesIn(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  for await (const chunk of stream) {
    const last = chunk.lastIndexOf(10);
    if (last < 0) {
      rest.push(chunk);
      continue;
    }
    yield Buffer.concat([...rest, chunk.subarray(0, last)]).toString('utf8');
    rest = [chunk.subarray(last + 1)];
  }
  if (rest.some(({ length }) => length > 0)) yield Buffer.concat(rest).toString('utf8');
}
