// What an Official Account is looked after for, event by event and again and again: its token and forms, answers and words not told.
import { setTimeout as pause } from 'node:timers/promises';
import { hours } from '../../kernel/time.ts';
import type { Receive } from '../channel.ts';
import { type Account, isTold, passOver } from './parts.ts';
import { event, readEvent } from './receive.ts';

const CHECK_EVERY = hours(1);

/** Keeps what an event brought. */
export const keeper =
  (account: Account, receive: Receive) =>
  async (raw: unknown): Promise<void> => {
    const { state, reader, answers, options } = account;
    const parsed = event.safeParse(raw);
    if (!parsed.success) return passOver(account, 'of unknown shape');
    if (parsed.data.event_name.startsWith('change_template_')) state.checkedAt = Number.NEGATIVE_INFINITY;
    const read = readEvent(parsed.data, reader);
    if ('passedOver' in read) return passOver(account, read.passedOver);
    const came = 'came' in read ? read.came : await answers.read(read.click);
    if (typeof came !== 'string') return receive([came]);
    options.onProblem?.(came);
    passOver(account, came);
  };

/** Does it again and again, so many milliseconds after it has ended, until the signal. */
export async function repeat(every: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await work();
    await pause(every, undefined, { signal }).catch(() => undefined);
  }
}

/** Keeps the token fresh and compares templates. */
export async function keepInOrder({ state, templates, options: { tokens, now, onProblem } }: Account): Promise<void> {
  await tokens.keepFresh();
  state.token = await tokens.state().catch(() => state.token);
  if (!state.token || now().getTime() - state.checkedAt < CHECK_EVERY) return;
  state.checkedAt = now().getTime();
  state.unfit = await templates.check();
  for (const problem of state.unfit) onProblem?.(problem);
}

/** Asks for answers the webhook may not have brought. */
export async function reconcile(account: Account, receive: Receive, signal: AbortSignal): Promise<void> {
  const { templates, answers, asking, means } = account;
  try {
    for (const templateId of await templates.answered()) {
      for (const click of await answers.recent(templateId)) {
        const came = await answers.read(click);
        if (typeof came === 'string') passOver(account, came);
        else await receive([came]);
      }
    }
    asking.heard(null);
  } catch (error) {
    if (!signal.aborted) asking.heard(means(error).reason, isTold(error));
  }
}

/** Asks for what people wrote and no event told, and minds the silence. */
export async function listen(account: Account, receive: Receive, signal: AbortSignal): Promise<void> {
  const { listening, heeding, state, means } = account;
  try {
    const { came, isDeaf } = await listening.missed();
    if (came.length > 0) await receive(came);
    heeding.heard(isDeaf);
  } catch (error) {
    // An account may not be allowed to ask; what is told comes all the same.
    if (!signal.aborted && !isTold(error)) state.chats = means(error).reason;
  }
}
