// A paper as a file in the chat: printed, kept, sent with the message that says what it is.
import { cleanFileName } from '../delivery/file-name.ts';
import type { Sheet } from '../kernel/sheet.ts';
import type { View } from '../kernel/view.ts';
import type { Handling } from './road.ts';

export const paperType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export async function withPaper({ tx, road, world, by, came }: Handling, view: View, sheet: Sheet): Promise<View> {
  const { name, bytes } = await road.print(sheet);
  const { sha256, size } = await road.keepBytes(bytes);
  const id = world.newId();
  const from = { channel: came.channel, uploaderId: by.person.id, accountId: by.account?.id ?? null };
  const at = { createdAt: world.now, storedAt: world.now };
  const file = { sha256, size, mime: paperType, state: 'stored' };
  await tx.file.create({ data: { id, name: cleanFileName(name), ...from, ...at, ...file } });
  return { ...view, files: [...(view.files ?? []), id] };
}
