// Plays the steps of the tour, on the page or without one; it waits for what must appear, never for a while.

/**
 * One thing done or seen, on the phone of a person.
 * @typedef {{ by: string, say: string }
 *   | { by: string, press: string, on?: string, yes: string }
 *   | { by: string, attach: string, content: string }
 *   | { by: string, sees: string }
 *   | { clock: { to: string } | { at: string } }} Act
 */
/** @typedef {{ id: string, caption: string, article: string, acts: Act[] }} Step */
/** @typedef {import('./server.js').Message} Message */
/** @typedef {import('./server.js').Button} Button */

/**
 * How things are done; `messages` are those a phone shows now, `changed` resolves when that may be otherwise.
 * @typedef {{
 *   say(person: string, words: string): Promise<void>,
 *   press(person: string, message: Message, button: Button): Promise<void>,
 *   attach(person: string, name: string, content: string): Promise<void>,
 *   shown(person: string, message: Message): Promise<void>,
 *   moveClock(wish: { to: string } | { at: string }): Promise<void>,
 *   messages(person: string): Promise<readonly Message[]>,
 *   settled(): Promise<void>,
 *   changed(): Promise<void>,
 *   stopped(): boolean,
 * }} Hands
 */

/** How long something may take to appear once everything is settled, in milliseconds. */
export const PATIENCE = 10_000;

/** What a step waited for did not come. */
export class Missing extends Error {
  /** @param {string} person @param {string} words */
  constructor(person, words) {
    super(`on the phone of ${person}: “${words}” is missing`);
    this.name = 'Missing';
    this.person = person;
    this.words = words;
  }
}

/** @param {Step} step @param {Hands} hands */
export async function playStep(step, hands) {
  for (const act of step.acts) {
    if (hands.stopped()) return;
    await play(act, hands);
    await hands.settled();
  }
}

/** @param {Act} act @param {Hands} hands */
async function play(act, hands) {
  if ('clock' in act) return hands.moveClock(act.clock);
  if ('say' in act) return hands.say(act.by, act.say);
  if ('attach' in act) return hands.attach(act.by, act.attach, act.content);
  if ('sees' in act) {
    const seen = await until(hands, act.by, act.sees, (message) =>
      textOf(message).includes(act.sees) ? message : null,
    );
    return hands.shown(act.by, seen);
  }
  const found = await until(hands, act.by, act.press, (message) => {
    if (act.on !== undefined && !textOf(message).includes(act.on)) return null;
    return answerOf(message, act.press);
  });
  if ('button' in found) return hands.press(act.by, found.message, found.button);
  await hands.say(act.by, found.words);
  await hands.settled();
  // Where more than one message waits for a number, the service asks whether this one was meant.
  const newest = (await hands.messages(act.by)).at(-1);
  const sure = newest && answerOf(newest, act.yes);
  if (sure && 'words' in sure) await hands.say(act.by, sure.words);
}

/**
 * How a choice of a message is taken: by its button, or by what is typed where there are none.
 * @param {Message} message @param {string} label
 * @returns {{ message: Message, button: Button } | { words: string } | null}
 */
function answerOf(message, label) {
  const button = message.block.buttons.find((one) => one.label === label);
  if (button) return { message, button };
  const typed = message.block.typed?.find((one) => one.label === label);
  return typed ? { words: typed.words } : null;
}

/**
 * The newest message in which something is found, as soon as there is one.
 * @template T
 * @param {Hands} hands @param {string} person @param {string} words @param {(message: Message) => T | null} find
 * @returns {Promise<T>}
 */
async function until(hands, person, words, find) {
  const latest = performance.now() + PATIENCE;
  while (!hands.stopped()) {
    for (const message of (await hands.messages(person)).toReversed()) {
      const found = message.from === 'service' ? find(message) : null;
      if (found !== null) return found;
    }
    if (performance.now() > latest) throw new Missing(person, words);
    await hands.changed();
  }
  throw new Missing(person, words);
}

/** @param {Message} message */
export function textOf({ block }) {
  return [block.heading ?? '', ...block.lines, block.note ?? ''].join('\n');
}
