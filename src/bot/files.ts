// Files that come in are noted at once and fetched afterwards; what can be refused at first sight is.
import type { Incoming } from '../channels/incoming.ts';
import type { World } from '../kernel/command.ts';
import { cleanLine } from '../kernel/fold.ts';
import type { Actor } from '../kernel/person.ts';
import { said, type Text, text } from '../kernel/text.ts';
import type { Transaction } from '../store/transaction.ts';

/** Telegram hands bots files up to 20 MB; the other messengers less. */
export const maxFileMegabytes = 20;

const accepted = /\.(pdf|docx?|xlsx?|pptx?|jpe?g|png|txt|csv|odt)$/i;

/** Only the last part of a name, cleaned; it never leads out of a folder. */
export const fileName = (name: string): string => cleanLine(name.split(/[\\/]/).at(-1) ?? '', 120) || 'tep';

/** Notes the files of a message; a problem when one of them cannot be taken, and then none is. */
export async function keepFiles(
  tx: Transaction,
  came: Incoming,
  by: Actor,
  world: World,
): Promise<{ files: string[]; problem: Text | null }> {
  const files = came.files ?? [];
  for (const file of files) {
    const name = said(fileName(file.name));
    if ((file.size ?? 0) > maxFileMegabytes * 1_000_000) {
      const size = Math.ceil(file.size! / 1_000_000);
      return { files: [], problem: text('bot:file.too-large', { name, size, max: maxFileMegabytes }) };
    }
    if (!accepted.test(fileName(file.name))) return { files: [], problem: text('bot:file.bad-type', { name }) };
  }
  if (files.length === 0) return { files: [], problem: null };
  const rows = files.map((file) => ({
    id: world.newId(),
    name: fileName(file.name),
    mime: file.mime ?? null,
    size: file.size ?? null,
    channel: came.channel,
    externalRef: file.ref,
    uploaderId: by.person.id,
    accountId: by.account!.id,
    createdAt: world.now,
  }));
  await tx.file.createMany({ data: rows });
  return { files: rows.map((row) => row.id), problem: null };
}
