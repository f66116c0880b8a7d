// A paper, or a picture of figures, as files in the chat: printed, kept, sent with the message that says what it is.
import { cleanFileName } from '../delivery/file-name.ts';
import type { Printable } from '../kernel/picture.ts';
import type { View } from '../kernel/view.ts';
import type { Handling } from './road.ts';

export async function withPrints(
  { tx, road, world, by, came }: Handling,
  view: View,
  prints: Printable,
): Promise<View> {
  const files: string[] = [...(view.files ?? [])];
  for (const { name, mime, bytes } of await road.print(prints, world.now)) {
    const { sha256, size } = await road.keepBytes(bytes);
    const id = world.newId();
    const from = { channel: came.channel, uploaderId: by.person.id, accountId: by.account?.id ?? null };
    const at = { createdAt: world.now, storedAt: world.now };
    await tx.file.create({
      data: { id, name: cleanFileName(name), ...from, ...at, sha256, size, mime, state: 'stored' },
    });
    files.push(id);
  }
  return { ...view, files };
}
