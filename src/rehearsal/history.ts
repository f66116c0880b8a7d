// What a phone shows, read back from what was sent and what came in: nothing is lost when the service restarts.

import type { EncodePress } from '../channels/channel.ts';
import type { Incoming } from '../channels/incoming.ts';
import type { Language } from '../kernel/person.ts';
import { text } from '../kernel/text.ts';
import type { View } from '../kernel/view.ts';
import { type Block, plainBlock, type Say, type Shown, saidBlock } from './block.ts';
import { kindNames, kindOf, type Rendered } from './kinds.ts';
import type { PhonesParts } from './parts.ts';

type Received = {
  id: string;
  channel: string;
  at: Date;
  view: View;
  changed: boolean;
  language: Language;
  names: Record<string, string>;
};

const RECEIVED = `
select o.external_id as id, o.channel, o.sent_at as at, coalesce(latest.view, o.view) as view, latest.view is not null as changed,
  coalesce((select tongue(p) from person p where p.id = o.person_id), 'vi') as language,
  coalesce((select jsonb_object_agg(f.id, f.name) from file f where o.view->'files' ? f.id), '{}') as names
from outbox o left join lateral (
  select l.view from outbox l
  where l.channel = o.channel and l.chat = o.chat and l.edits = o.external_id and l.external_id = o.external_id
  order by l.sent_at desc, l.id desc limit 1) latest on true
where o.channel = any($1) and o.chat = $2 and o.external_id is not null and o.edits is null
order by o.sent_at desc, o.id desc limit $3`;

const SAID = `
select message, received_at as at from inbox
where channel = any($1) and message->>'account' = $2 and message->>'kind' in ('text', 'file', 'unsupported')
  and message ? 'message'
order by id desc limit $3`;

/** How many messages of each side a phone goes back. */
const LONGEST = 200;

/** The messages of a phone, oldest first, whatever messenger they came by. */
export async function history(
  { pool, say, encode }: Pick<PhonesParts, 'pool' | 'say' | 'encode'>,
  person: string,
): Promise<Shown[]> {
  const [received, came] = await Promise.all([
    pool.query<Received>(RECEIVED, [kindNames, person, LONGEST]),
    pool.query<{ message: Incoming; at: Date }>(SAID, [kindNames, person, LONGEST]),
  ]);
  const lenient = lenientEncode(encode);
  const shown = received.rows.flatMap((row): Shown[] => {
    const { id, channel, at, changed, view, names } = row;
    const rendered = kindOf(channel).render(say, view, row.language, lenient);
    const files = (view.files ?? []).map((file) => ({ id: file, name: names[file] ?? file }));
    const blocks = asSent(rendered, files).map(withoutDeadButtons);
    return blocks.map((block, nth) => ({
      id: pieceId(id, nth, blocks.length),
      channel,
      from: 'service',
      at,
      changed,
      block,
    }));
  });
  return inOrder([...shown, ...came.rows.map(({ message, at }) => saidMessage(say, message, at))]);
}

/** What is shown of a message with its files, which some messengers cannot bring. */
export function asSent({ blocks, instead }: Rendered, files: Block['files']): readonly Block[] {
  if (files.length === 0) return blocks;
  if (instead) return [...blocks, ...files.map(({ name }) => plainBlock(instead(name)))];
  return blocks.map((block, nth) => (nth === blocks.length - 1 ? { ...block, files } : block));
}

/** The last piece of a message bears its id. */
export const pieceId = (id: string, nth: number, count: number): string => (nth === count - 1 ? id : `${id}.${nth}`);

/** What somebody sent, as his phone shows it. */
export function saidMessage(say: Say, came: Incoming, at: Date): Shown {
  const files = (came.files ?? []).map(({ name }) => name);
  const note = came.secrecy ? 'phones:message.dropped' : 'phones:message.not-passed-on';
  const isKept = !came.secrecy && came.kind !== 'unsupported';
  const block = saidBlock(isKept ? (came.text ?? '') : say('vi', text(note)), files);
  return { id: came.message ?? came.update, channel: came.channel, from: 'person', at, changed: false, block };
}

export const inOrder = (messages: readonly Shown[]): Shown[] =>
  messages.toSorted((a, b) => a.at.getTime() - b.at.getTime() || rank(a) - rank(b));

/** Of one instant, what was said comes before its answer. */
const rank = ({ from }: Shown): number => (from === 'person' ? 0 : 1);

const withoutDeadButtons = (block: Block): Block => ({
  ...block,
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
