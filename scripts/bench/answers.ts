// One answer: a tap on `Xác nhận tham dự`, committed, and the message it sits on changed.
import type { BotApi } from '../../test/support/bot-api/index.ts';
import type { Invited } from './people.ts';

/** Members by turns say that they come in person and online: every tap is a new answer. */
const modes = new WeakMap<Invited, boolean>();

/** Milliseconds from the tap to the change of the message. */
export async function answerOnce(api: BotApi, invited: Invited): Promise<number> {
  const online = !modes.get(invited);
  modes.set(invited, online);
  const { person, message } = invited;
  const edited = api.called('editMessageText', { within: 20_000, where: ({ chatId }) => chatId === person.id });
  // Should the tap itself fail, nobody waits for this any more.
  edited.catch(() => undefined);
  const from = performance.now();
  await person.forge(online ? `${invited.data}|online` : invited.data, { message });
  const call = await edited;
  const took = performance.now() - from;
  if (!call.ok) throw new Error(`the change was refused: ${call.description}`);
  return took;
}

/** One after the other, each by the next member. */
export async function inTurn(api: BotApi, people: readonly Invited[], times: number): Promise<number[]> {
  const taken: number[] = [];
  for (let nth = 0; nth < times; nth++) taken.push(await answerOnce(api, people[nth % people.length]!));
  return taken;
}

/** All members at once, each answering again as soon as the message has changed. Gives answers per second. */
export async function atOnce(
  api: BotApi,
  people: readonly Invited[],
  each: number,
): Promise<{ perSecond: number; taken: number[] }> {
  const from = performance.now();
  const taken = await Promise.all(people.map((one) => inTurn(api, [one], each)));
  return { perSecond: (people.length * each * 1000) / (performance.now() - from), taken: taken.flat() };
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
    await new Promise((resolve) => setTimeout(resolve, 1000 / perSecond));
  }
  return Promise.all(running);
}
