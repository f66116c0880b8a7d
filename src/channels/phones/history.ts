// What a phone shows, read back from what was sent and what came in: nothing is lost when the service restarts.
import type { Language } from '../../kernel/person.ts';
import { text } from '../../kernel/text.ts';
import type { View } from '../../kernel/view.ts';
import type { EncodePress } from '../channel.ts';
import type { Incoming } from '../incoming.ts';
import { type Block, render, type Shown, saidBlock } from './block.ts';
import type { PhonesParts } from './parts.ts';

type Received = {
  id: string;
  at: Date;
  view: View;
  changed: boolean;
  language: Language;
  names: Record<string, string>;
};

const RECEIVED = `
select o.external_id as id, o.sent_at as at, coalesce(latest.view, o.view) as view, latest.view is not null as changed,
  coalesce((select p.language from person p where p.id = o.person_id), 'vi') as language,
  coalesce((select jsonb_object_agg(f.id, f.name) from file f where o.view->'files' ? f.id), '{}') as names
from outbox o left join lateral (
  select l.view from outbox l
  where l.channel = o.channel and l.chat = o.chat and l.edits = o.external_id and l.external_id = o.external_id
  order by l.sent_at desc, l.id desc limit 1) latest on true
where o.channel = $1 and o.chat = $2 and o.external_id is not null and o.edits is null
order by o.sent_at desc, o.id desc limit $3`;

const SAID = `
select message, received_at as at from inbox
where channel = $1 and message->>'account' = $2 and message->>'kind' in ('text', 'file')
order by id desc limit $3`;

/** How many messages of each side a phone goes back. */
const LONGEST = 200;

/** The messages of a phone, oldest first. */
export async function history(
  { pool, say, encode }: Pick<PhonesParts, 'pool' | 'say' | 'encode'>,
  channel: string,
  chat: string,
): Promise<Shown[]> {
  const [received, came] = await Promise.all([
    pool.query<Received>(RECEIVED, [channel, chat, LONGEST]),
    pool.query<{ message: Incoming; at: Date }>(SAID, [channel, chat, LONGEST]),
  ]);
  const lenient = lenientEncode(encode);
  const shown = received.rows.map((row): Shown => {
    const block = render(say, row.view, row.language, lenient);
    return { id: row.id, from: 'service', at: row.at, changed: row.changed, block: withFiles(block, row) };
  });
  const said = came.rows.map(({ message, at }): Shown => {
    const files = (message.files ?? []).map(({ name }) => name);
    const words = message.secrecy ? say('vi', text('phones:message.dropped')) : (message.text ?? '');
    return {
      id: message.message ?? message.update,
      from: 'person',
      at,
      changed: false,
      block: saidBlock(words, files),
    };
  });
  return inOrder([...shown, ...said]);
}

export const inOrder = (messages: readonly Shown[]): Shown[] =>
  messages.toSorted((a, b) => a.at.getTime() - b.at.getTime() || rank(a) - rank(b));

/** Of one instant, what was said comes before its answer. */
const rank = ({ from }: Shown): number => (from === 'person' ? 0 : 1);

const withFiles = (block: Block, { view, names }: Received): Block => ({
  ...block,
  files: (view.files ?? []).map((id) => ({ id, name: names[id] ?? id })),
  buttons: block.buttons.filter((button) => 'link' in button || button.data !== ''),
});

/** A button of an earlier release that no longer stands for anything is not shown. */
const lenientEncode =
  (encode: EncodePress): EncodePress =>
  (press) => {
    try {
      return encode(press);
    } catch {
      return '';
    }
  };
