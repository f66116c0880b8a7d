// One answer: a tap on `Xác nhận tham dự`, committed, and the message it sits on changed.
import { setTimeout as pause } from 'node:timers/promises';
import type { BotApi } from '../../test/support/bot-api/index.ts';
import type { Invited } from './people.ts';

/** Members by turns say that they come in person and online: every tap is a new answer. `at`: of the newest. */
const answered = new WeakMap<Invited, { online: boolean; at: number }>();

/** What has been on a screen for less than this was not read (`startService`): with some room for clocks, in ms. */
const READ = 1_100;

/** Milliseconds from the tap to the change of the message, once it has been there for long enough to be read. */
export async function answerOnce(api: BotApi, invited: Invited): Promise<number> {
  const { online: before, at } = answered.get(invited) ?? { online: false, at: -READ };
  const rest = at + READ - performance.now();
  if (rest > 0) await pause(rest);
  const online = !before;
  const { person, message } = invited;
  const edited = api.called('editMessageText', { within: 20_000, where: ({ chatId }) => chatId === person.id });
  // Should the tap itself fail, nobody waits for this any more.
  edited.catch(() => undefined);
  const from = performance.now();
  await person.forge(online ? `${invited.data}|online` : invited.data, { message });
  const call = await edited;
  const took = performance.now() - from;
  answered.set(invited, { online, at: performance.now() });
  if (!call.ok) throw new Error(`the change was refused: ${call.description}`);
  return took;
}

/** One after the other, each by the next member; who has several invitations answers the one that has rested longest. */
export async function inTurn(api: BotApi, people: readonly Invited[], times: number): Promise<number[]> {
  const rested = people.toSorted((a, b) => (answered.get(a)?.at ?? 0) - (answered.get(b)?.at ?? 0));
  const taken: number[] = [];
  for (let nth = 0; nth < times; nth++) taken.push(await answerOnce(api, rested[nth % rested.length]!));
  return taken;
}

/** All members at once, each going on to the next invitation as soon as a message has changed. Gives answers per second. */
export async function atOnce(
  api: BotApi,
  people: readonly Invited[],
  each: number,
): Promise<{ perSecond: number; taken: number[] }> {
  const from = performance.now();
  const phones = Map.groupBy(people, ({ person }) => person.id);
  const taken = await Promise.all([...phones.values()].map((invitations) => inTurn(api, invitations, each)));
  return { perSecond: (phones.size * each * 1000) / (performance.now() - from), taken: taken.flat() };
}

/** So many answers per second, however long each takes, by members in turn; for `seconds`. */
export async function steadily(
  api: BotApi,
  people: readonly Invited[],
  perSecond: number,
  seconds: number,
): Promise<number[]> {
  const running: Promise<number>[] = [];
  const end = performance.now() + seconds * 1000;
  for (let nth = 0; performance.now() < end; nth++) {
    const answer = answerOnce(api, people[nth % people.length]!);
    // What fails before it is waited for must not end the process with its bots still running.
    answer.catch(() => undefined);
    running.push(answer);
    await pause(1000 / perSecond);
  }
  return Promise.all(running);
}
