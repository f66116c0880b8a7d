// People who answer and ask, again and again, whatever happens to the service meanwhile.
import { setTimeout as pause } from 'node:timers/promises';
import { text } from '../../src/kernel/text.ts';
import { openTexts } from '../../src/texts/texts.ts';
import type { BotApi, Person, Press } from '../../test/support/bot-api/index.ts';
import type { Invited } from '../bench/people.ts';

export type Tap = {
  updateId: number;
  person: Person;
  online: boolean;
  at: number;
  acknowledged: boolean;
  /** He was told that it came too soon after what it was pressed on, and that nothing was recorded. */
  tooSoon(): boolean;
  took: number;
};
export type Talk = { taps: Tap[]; asked: Map<Person, number> };

type SendMode = {
  /** Milliseconds between two acts of one person, on average. */
  pause: number;
  /** Share of the acts that ask for a list instead of answering. */
  asks: number;
  /** How long an acknowledgement is waited for, in milliseconds. */
  patience: number;
};

/** Lets everybody talk until the signal; gives what they did, and what they were told was recorded. */
export async function talk(
  api: BotApi,
  people: readonly Invited[],
  signal: AbortSignal,
  { pause: between, asks, patience }: SendMode,
): Promise<Talk> {
  const done: Talk = { taps: [], asked: new Map() };
  const rest = (milliseconds: number): Promise<unknown> =>
    pause(milliseconds, undefined, { signal }).catch(() => undefined);
  await Promise.all(
    people.map(async (invited, nth) => {
      await rest((between * nth) / people.length);
      for (let act = 0; !signal.aborted; act += 1) {
        if (Math.random() < asks) await ask(invited.person, done);
        else await tap(api, invited, act % 2 === 0, done, patience);
        await rest(between * (0.5 + Math.random()));
      }
    }),
  );
  return done;
}

/** A way to attend that his card offers now: nobody presses what is not there. Another than wanted, where that is not. */
function onCard(api: BotApi, { message, data }: Invited, online: boolean): string | undefined {
  const { markup } = api.telegram.chats.get(message.chatId)?.messages.get(message.id) ?? {};
  const shown = [...JSON.stringify(markup ?? {}).matchAll(/"callback_data":"([^"]*)"/g)].map(([, one]) => one!);
  const ways = shown.filter((one) => one.startsWith(data));
  return ways.find((one) => one.includes('|online') === online) ?? ways[0];
}

const glimpsed = openTexts().say('vi', text('bot:button.glimpsed'));

async function ask(person: Person, done: Talk): Promise<void> {
  done.asked.set(person, (done.asked.get(person) ?? 0) + 1);
  await person.send('/hop');
}

async function tap(api: BotApi, invited: Invited, online: boolean, done: Talk, patience: number): Promise<void> {
  const { person, message, data } = invited;
  const from = performance.now();
  const pressed = onCard(api, invited, online) ?? data;
  const press: Press = await person.forge(pressed, { message });
  const callback = api.telegram.callbacks.get(press.id)!;
  const tooSoon = (): boolean => callback.answer?.text === glimpsed;
  const updateId = callback.updateId!;
  const one: Tap = {
    updateId,
    person,
    online: pressed.includes('|online'),
    at: from,
    acknowledged: false,
    tooSoon,
    took: Number.NaN,
  };
  done.taps.push(one);
  await press.answered(patience).then(
    () => Object.assign(one, { acknowledged: true, took: performance.now() - from }),
    () => undefined,
  );
}
