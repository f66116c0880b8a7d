// Double taps: what came under the finger a moment ago is shown again, and nothing is done by it.
import { text } from '../kernel/text.ts';
import { seconds } from '../kernel/time.ts';
import { type Choice, isSamePress, type Press, type View } from '../kernel/view.ts';
import type { Answer, Handling, Offered } from './road.ts';

/** A message as it has stood on the screen since `at`. */
type Stood = { view: View; at: Date };

/**
 * Since when a choice can have been read: its message's oldest state since which it has stood in the same place without
 * a break; what else changed on the message puts nothing new under the finger. Null when it does not stand there now.
 */
export function readableSince(states: readonly Stood[], chosen: Press): Date | null {
  const placeOf = ({ choices = [] }: View): number => choices.findIndex(({ press }) => isSamePress(press, chosen));
  const place = states[0] ? placeOf(states[0].view) : -1;
  if (place < 0) return null;
  const changed = states.findIndex(({ view }) => placeOf(view) !== place);
  return (changed < 0 ? states.at(-1) : states[changed - 1])?.at ?? null;
}

/**
 * The same of what stood there when it was pressed: a press that waited behind another, the service being away, is of the
 * card he looked at, not of what the one before it has made of that card.
 */
export function seenSince(states: readonly Stood[], chosen: Press, by: Date): Date | null {
  const then = states.filter(({ at }) => at <= by);
  return readableSince(then, chosen) ?? readableSince(states, chosen);
}

/** Pressed before it can have been read: said so where it was pressed, or shown again where nothing can be changed. */
export async function glimpsed(h: Handling, chosen: Press | null): Promise<Answer | null> {
  const { press, channel, chat } = h.came;
  if (h.road.glance === 0 || !press || chosen === null) return null;
  const toast = text('bot:button.glimpsed');
  if (press.message !== '') {
    const states = await h.road.outgoing.stood(h.tx, channel, chat, press.message);
    const since = seenSince(states, chosen, latest(h));
    return since && isTooSoon(h, since) ? { view: null, toast } : null;
  }
  const offers = await h.road.outgoing.offered(h.tx, h.by.account!.id, h.world.now);
  const on = offers.find(({ view: { choices = [] } }) => choices.some((one: Choice) => isSamePress(one.press, chosen)));
  return on && isTooSoon(h, on.at) ? { view: on.view, toast } : null;
}

/** Typed before the newest message that offers choices can have been read. */
export const isGlimpsed = (h: Handling, { at }: Offered): boolean => h.road.glance > 0 && isTooSoon(h, at);

/** Some messengers tell whole seconds only: then the last of its moments counts. */
const latest = ({ written }: Handling): Date =>
  new Date(written.getTime() + (written.getTime() % seconds(1) === 0 ? seconds(1) - 1 : 0));

const isTooSoon = (h: Handling, since: Date): boolean => latest(h).getTime() < since.getTime() + h.road.glance;
