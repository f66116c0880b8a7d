// Files that come in are noted at once and fetched afterwards; what can be refused at first sight is.
import type { Incoming } from '../channels/incoming.ts';
import { refusedByName } from '../delivery/file-kinds.ts';
import { cleanFileName, MAX_FILE_BYTES } from '../delivery/files.ts';
import type { World } from '../kernel/command.ts';
import type { Actor } from '../kernel/person.ts';
import { said, type Text, text } from '../kernel/text.ts';
import type { Transaction } from '../store/transaction.ts';

export type Kept = { files: string[]; problem: Text | null };

/** The first file that cannot be taken, by its name or the size it claims. */
export function refusedAtSight({ files = [] }: Incoming): Kept {
  for (const file of files) {
    const name = said(cleanFileName(file.name));
    const claimed = file.size ?? 0;
    if (claimed > MAX_FILE_BYTES) {
      return {
        files: [],
        problem: text('bot:file.too-large', { name, size: inMegabytes(claimed), max: inMegabytes(MAX_FILE_BYTES) }),
      };
    }
    if (refusedByName(file.name)) return { files: [], problem: text('bot:file.bad-type', { name }) };
  }
  return { files: [], problem: null };
}

const inMegabytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024);

/** Notes the files of a message; a problem when one of them cannot be taken, and then none is. */
export async function keepFiles(tx: Transaction, came: Incoming, by: Actor, world: World): Promise<Kept> {
  const files = came.files ?? [];
  const refused = refusedAtSight(came);
  if (refused.problem) return refused;
  if (files.length === 0) return { files: [], problem: null };
  const rows = files.map((file) => ({
    id: world.newId(),
    name: cleanFileName(file.name),
    mime: file.mime ?? null,
    size: file.size ?? null,
    channel: came.channel,
    // What is here already is not fetched again.
    ...(file.sha256 === undefined
      ? { externalRef: file.ref }
      : { state: 'stored', sha256: file.sha256, storedAt: world.now }),
    uploaderId: by.person.id,
    accountId: by.account!.id,
    createdAt: world.now,
  }));
  await tx.file.createMany({ data: rows });
  return { files: rows.map((row) => row.id), problem: null };
}
