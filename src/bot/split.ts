// A text longer than a message is cut by the messenger: what follows at once on a long one is its tail, and no act.
import type { Incoming } from '../channels/incoming.ts';
import { foldedEquals } from '../kernel/fold.ts';
import { seconds } from '../kernel/time.ts';
import type { Handling } from './road.ts';

/** Parts come one upon the other; nobody writes again within this time of a long text. */
const atOnce = seconds(3);
/** The apps cut at a space or a line's end in the second half of what a message holds. */
const longShare = 0.5;
/** Ends so close to what a message holds: more may come after it. */
const fullShare = 0.95;
/** More parts are not looked for. */
const mostParts = 12;

/** What was written as a whole, `before` being what came of it already; null for a message that is no tail. */
export type Whole = { before: string; text: string };

export async function wholeOf(h: Handling): Promise<Whole | null> {
  const tail = h.came.text ?? '';
  if (h.came.kind !== 'text' || tail.trim().startsWith('/') || isAnswerWord(h, tail)) return null;
  let [before, at, id] = ['', h.came.at, h.id];
  for (let part = 0; part < mostParts; part += 1) {
    const earlier = await previous(h, id);
    if (!earlier || !isCutBefore(h, earlier.message, at)) break;
    before = earlier.message.text! + before;
    [at, id] = [earlier.message.at, earlier.id];
  }
  return before === '' ? null : { before, text: before + tail };
}

/** Whether the messenger may have cut the text: it is long, so that a tail may follow. */
export const mayHaveTail = ({ can, came }: Handling): boolean => (came.text ?? '').length > can.maxText * longShare;

/** Whether it most likely has: hardly another letter would have gone in. */
export const isFull = ({ can, came }: Handling): boolean => (came.text ?? '').length >= can.maxText * fullShare;

const isAnswerWord = ({ road, place }: Handling, said: string): boolean =>
  ['bot:form.done', 'bot:form.skip', 'bot:form.cancel'].some((key) =>
    foldedEquals(road.say(place.language, { key: key as 'bot:form.done' }), said),
  );

function isCutBefore({ can, came }: Handling, earlier: Incoming, at: string): boolean {
  const gap = Date.parse(at) - Date.parse(earlier.at);
  return (
    earlier.kind === 'text' &&
    earlier.account === came.account &&
    (earlier.forwarded ?? false) === (came.forwarded ?? false) &&
    (earlier.text ?? '').length > can.maxText * longShare &&
    gap >= 0 &&
    gap <= atOnce
  );
}

async function previous({ tx, came }: Handling, id: bigint): Promise<{ id: bigint; message: Incoming } | null> {
  const [row] = await tx.$queryRaw<{ id: bigint; message: Incoming }[]>`
    select id, message from inbox where lane = ${came.lane} and id < ${id} order by id desc limit 1`;
  return row ?? null;
}
