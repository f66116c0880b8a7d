// Files that come in are noted at once and fetched afterwards; what can be refused at first sight is.
import type { Incoming } from '../channels/incoming.ts';
import { refusedByName } from '../delivery/file-kinds.ts';
import { cleanFileName } from '../delivery/file-name.ts';
import { MAX_FILE_BYTES } from '../delivery/files.ts';
import { filesIn, type Part, type World } from '../kernel/command.ts';
import type { Actor } from '../kernel/person.ts';
import { said, type Text, text } from '../kernel/text.ts';
import { days } from '../kernel/time.ts';
import type { Transaction } from '../store/transaction.ts';

/** `unread`: those of them whose words could not be looked through. */
export type Kept = {
  files: string[];
  unread?: readonly { id: string; name: string; uploaderId: string }[];
  problem: Text | null;
};

/** With one answer come so many files, and so many bytes, at most. */
const MOST_FILES = 20;
export const MOST_BYTES = 100 * 1024 * 1024;
/** What one person may send in a day, whatever becomes of it: the disk is everybody's. */
const MOST_A_DAY = 1024 * 1024 * 1024;

/** The first file that cannot be taken, by its name or the size it claims. */
export function refusedAtSight({ files = [] }: Incoming): Kept {
  for (const file of files) {
    // By the name under which it would be kept: what is taken now is not refused for its name later.
    const kept = cleanFileName(file.name);
    const name = said(kept);
    const claimed = file.size ?? 0;
    if (claimed > MAX_FILE_BYTES) {
      return {
        files: [],
        problem: text('bot:file.too-large', { name, size: inMegabytes(claimed), max: inMegabytes(MAX_FILE_BYTES) }),
      };
    }
    if (refusedByName(kept)) return { files: [], problem: text('bot:file.bad-type', { name }) };
  }
  return { files: [], problem: null };
}

const inMegabytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024);

/** Notes the files of a message beside those already `gathered`; a problem when one cannot be taken, and then none is. */
export async function keepFiles(
  tx: Transaction,
  came: Incoming,
  by: Actor,
  gathered: readonly Part[],
  world: World,
): Promise<Kept> {
  const files = came.files ?? [];
  const refused = refusedAtSight(came);
  if (refused.problem) return refused;
  if (files.length === 0) return { files: [], problem: null };
  const problem = await tooMuch(tx, files, by, gathered, world);
  if (problem) return { files: [], problem };
  const rows = files.map((file) => ({
    id: world.newId(),
    name: cleanFileName(file.name),
    mime: file.mime ?? null,
    size: file.size ?? null,
    channel: came.channel,
    // What is here already is not fetched again.
    ...(file.sha256 === undefined
      ? { externalRef: file.ref }
      : { state: 'stored', sha256: file.sha256, storedAt: world.now, unread: file.unread === true }),
    uploaderId: by.person.id,
    accountId: by.account!.id,
    createdAt: world.now,
  }));
  await tx.file.createMany({ data: rows });
  const unread = rows
    .filter((_, nth) => files[nth]?.unread)
    .map(({ id, name, uploaderId }) => ({ id, name, uploaderId }));
  return { files: rows.map((row) => row.id), unread, problem: null };
}

/** Why no more files are taken; sizes as far as they are known, which those that were fetched are. */
async function tooMuch(
  tx: Transaction,
  files: NonNullable<Incoming['files']>,
  by: Actor,
  gathered: readonly Part[],
  { now }: World,
): Promise<Text | null> {
  const before = filesIn(gathered);
  if (before.length + files.length > MOST_FILES) return text('bot:file.too-many', { max: MOST_FILES });
  const since = new Date(now.getTime() - days(1)).toISOString();
  const [held] = await tx.$queryRaw<{ answer: number; day: number }[]>`
    select (select coalesce(sum(size), 0)::float8 from file where id = any(${before})) as answer,
      (select coalesce(sum(size), 0)::float8 from file
        where uploader_id = ${by.person.id} and created_at > ${since}::timestamptz and state <> 'refused') as day`;
  const more = files.reduce((sum, { size = 0 }) => sum + size, 0);
  if ((held?.answer ?? 0) + more > MOST_BYTES) return text('bot:file.too-much', { max: inMegabytes(MOST_BYTES) });
  return (held?.day ?? 0) + more > MOST_A_DAY ? text('bot:file.too-much-today') : null;
}
