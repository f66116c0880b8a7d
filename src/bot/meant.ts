// What may not have been meant is asked back, and is done once its sender says so: words passed on, a line sent twice.
import type { Incoming } from '../channels/incoming.ts';
import { aboutCommand } from '../engine/registry.ts';
import type { Command } from '../kernel/command.ts';
import { askWords } from '../kernel/fields.ts';
import { cleanLine } from '../kernel/fold.ts';
import { decline } from '../kernel/numbered.ts';
import { moment, said, type Text, text } from '../kernel/text.ts';
import { minutes } from '../kernel/time.ts';
import { choice, press, type View } from '../kernel/view.ts';
import type { Conversation } from './conversation.ts';
import type { Handling } from './road.ts';
import { meantButton } from './understand.ts';
import { note } from './views.ts';

/** A network that is slow sends again within this time. */
const twiceWithin = minutes(5);

const asking = (h: Handling, why: Text, yes: Text): View => ({
  ...note(why),
  choices: [choice(yes, press(meantButton, { message: String(h.id) })), choice(text('meant:no'), press(decline))],
});

/** Words passed on are nobody's act. */
export const passedOn = (h: Handling): View =>
  asking(h, text('meant:passed-on', { words: said(cleanLine(h.came.text ?? '', 80)) }), text('meant:passed-on-yes'));

/** Words that may be no answer to the question that is open. */
export function strayWords(h: Handling, { command: name, asking: field }: Conversation): View {
  const command = h.road.registry.commands.get(name)!;
  const values = { words: said(cleanLine(h.came.text ?? '', 80)), what: aboutCommand(command) };
  const question = askWords(command.fields![field]!, null);
  return asking(h, text('meant:stray', { ...values, question }), text('meant:stray-yes'));
}

/** More parts were typed than there are arguments: which of them belong together is read back before anything is done. */
export const joinedWords = (h: Handling, command: Command, words: string): View =>
  asking(
    h,
    text('meant:joined', { what: aboutCommand(command), words: said(cleanLine(words, 300)) }),
    text('meant:joined-yes'),
  );

/** The same line did something a moment ago: the second may only have been sent by the network. Null when it is new. */
export async function sentTwice(h: Handling, command: Command): Promise<View | null> {
  if (!command.adds || h.confirmed || h.came.press) return null;
  const since = new Date(h.world.now.getTime() - twiceWithin);
  const [earlier] = await h.tx.$queryRaw<{ at: Date }[]>`
    select received_at as at from inbox
    where lane = ${h.came.lane} and id < ${h.id} and received_at >= ${since.toISOString()}::timestamptz
      and message->>'text' = ${h.came.text ?? ''} and message->>'account' = ${h.came.account}
      and exists (
        select from audit
        where audit.channel = inbox.channel and audit.update = inbox.update
          and audit.command = ${command.name} and audit.outcome = 'done'
          -- Whatever has become of the matter since then may be why it is said again.
          and not exists (select from audit later where later.matter = audit.matter and later.seq > audit.seq)
      )
    order by id desc limit 1`;
  if (!earlier) return null;
  const what = aboutCommand(command);
  return asking(h, text('meant:twice', { what, at: moment(earlier.at, 'time') }), text('meant:twice-yes'));
}

/** The message that was asked about; null when it is gone, or is not his. */
export async function keptMessage(
  { tx, came }: Handling,
  id: string,
): Promise<{ id: bigint; message: Incoming } | null> {
  if (!/^\d{1,18}$/.test(id)) return null;
  const [row] = await tx.$queryRaw<{ id: bigint; message: Incoming }[]>`
    select id, message from inbox
    where id = ${BigInt(id)} and channel = ${came.channel} and message->>'account' = ${came.account}
      and message->>'chat' = ${came.chat} and message->>'kind' in ('text', 'file')`;
  return row ?? null;
}
