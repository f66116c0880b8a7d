// What goes to the groups of a body (CH8): of a matter that is not for everybody (Điều 10.4), nothing.
import type { Announced } from '../kernel/announcing.ts';
import type { Notice } from '../kernel/notice.ts';
import type { Transaction } from './transaction.ts';

/** To each group that is bound to the body; none of what has a level of its own, be it for its papers alone. */
export async function announcedTo(tx: Transaction, { bodyId, matter, what, view }: Announced): Promise<Notice[]> {
  const groups = await tx.groupChat.findMany({ where: { bodyId }, orderBy: { id: 'asc' } });
  if (groups.length === 0) return [];
  const [level] = await tx.$queryRaw<{ any: boolean }[]>`
    select exists (select from apart a where a.matter = ${matter} or a.matter in (
      select m.about from matter m where m.kind || ':' || m.id = ${matter})) as any`;
  if (level?.any !== false) return [];
  return groups.map(({ channel, chat }) => ({
    to: '',
    group: { channel, chat },
    class: 'notice',
    view,
    matter,
    key: `${matter}:${what}:group:${channel}:${chat}`,
  }));
}

/** What waits to be told in a group is not told any more. */
export const silenceGroup = (tx: Transaction, { channel, chat }: { channel: string; chat: string }): Promise<number> =>
  tx.$executeRaw`
    update outbox set state = 'superseded', error = 'unbound'
    where channel = ${channel} and chat = ${chat} and person_id is null and class = 'notice' and state = 'pending'`;
