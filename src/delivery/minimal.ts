// As little as possible in a push (SC4): a body may say that its messages tell only that there is something; what it is
// comes when its recipient taps, by the mark under which the whole message is kept beside what was sent.
import { createHash } from 'node:crypto';
import type { Notice } from '../kernel/notice.ts';
import type { Settings } from '../kernel/settings.ts';
import { text } from '../kernel/text.ts';
import { behindButton, choice, press, type View } from '../kernel/view.ts';
import type { Transaction } from '../store/transaction.ts';

const MARK_LENGTH = 24;

/** What was asked for at this moment, and what changes a card on the screen, is said in full. */
const isPush = ({ class: kind, known }: Notice): boolean => kind !== 'reply' && kind !== 'refresh' && !known;

export function asPushed(notice: Notice, { pushText }: Partial<Pick<Settings, 'pushText'>>): Notice {
  if (pushText !== 'minimal' || !isPush(notice)) return notice;
  // Nobody opens anything in a group.
  if (notice.group) return { ...notice, view: { lines: [text('delivery:minimal.group')] } };
  const mark = createHash('sha256').update(notice.key).digest('hex').slice(0, MARK_LENGTH);
  const asks = notice.class === 'action';
  const view: View = {
    lines: [text(asks ? 'delivery:minimal.action' : 'delivery:minimal.notice')],
    choices: [choice(text('delivery:minimal.open'), press(behindButton, { message: mark }))],
    behind: { mark, view: notice.view },
  };
  return { ...notice, view };
}

/** The whole of a message that was sent to somebody, or to whom he assists, if he may still be told of it. */
export async function behind(tx: Transaction, personId: string, mark: string, now: Date): Promise<View | null> {
  const [row] = await tx.$queryRaw<{ view: View }[]>`
    select o.view->'behind'->'view' as view from outbox o
    where o.person_id = ${personId} and o.view->'behind'->>'mark' = ${mark} and o.state <> 'withheld'
      and (o.parting or has_standing(coalesce(o.for_id, o.person_id), o.matter, ${now.toISOString()}::timestamptz))
    order by o.id desc limit 1`;
  return row?.view ?? null;
}
