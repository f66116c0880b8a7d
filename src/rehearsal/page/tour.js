// Shows one meeting from its draft to its tasks: really types and presses on the phones, a caption for every step.
import { Missing, PATIENCE, playStep } from './play.js';
import { ask, say } from './server.js';
import { isSure } from './sure.js';

/** @typedef {import('./play.js').Step} Step */
/** @typedef {import('./phone.js').Phone} Phone */

/**
 * @typedef {{
 *   bringUp(person: string): Promise<Phone>,
 *   moveClock(wish: object): Promise<boolean>,
 *   startOver(): Promise<void>,
 *   people(): { id: string, name: string }[],
 * }} Stage
 */

const byId = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
const pause = (/** @type {number} */ milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** So that eyes can follow; nothing depends on it. In milliseconds. */
const beats = matchMedia('(prefers-reduced-motion: reduce)').matches
  ? { look: 0, letter: 0, read: 2_000 }
  : { look: 500, letter: 12, read: 3_500 };

/** @param {Stage} stage */
export function startTour(stage) {
  const speed = Number(new URLSearchParams(location.search).get('speed') ?? 1) || 1;
  const wait = (/** @type {number} */ milliseconds) => pause(milliseconds / speed);
  /** @type {Step[]} */
  let steps = [];
  /** The step that was played last, or is being played. */
  let played = -1;
  let isPlaying = false;
  let isAuto = false;
  let isStopped = true;

  const hands = {
    say: async (/** @type {string} */ person, /** @type {string} */ words) => {
      const phone = await look(person, phoneInput);
      for (let length = 1; length <= words.length && speed < 10; length += 3) {
        phone.write(words.slice(0, length));
        await wait(beats.letter);
      }
      phone.write(words);
      await phone.read();
      await phone.type(words);
    },
    press: async (
      /** @type {string} */ person,
      /** @type {import('./server.js').Message} */ message,
      /** @type {import('./server.js').Button} */ button,
    ) => {
      const phone = await stage.bringUp(person);
      const pressed = await drawnButton(phone, message, button);
      phone.bringIn(pressed);
      pressed.classList.add('pointed');
      await wait(beats.look);
      await phone.read();
      await phone.press(message, button, pressed);
    },
    attach: async (/** @type {string} */ person, /** @type {string} */ name, /** @type {string} */ content) => {
      const phone = await look(person, phoneInput);
      await phone.attach([new File([content], name, { type: 'text/plain' })]);
    },
    // What the step is about is what stands on the screen, not the first of what came with it.
    shown: async (/** @type {string} */ person, /** @type {import('./server.js').Message} */ message) => {
      const phone = await stage.bringUp(person);
      await drawn(phone, message);
      phone.showFrom(message.id);
    },
    moveClock: async (/** @type {object} */ wish) => {
      await stage.moveClock(wish);
    },
    messages: async (/** @type {string} */ person) => {
      await stage.bringUp(person);
      return ask(`of/${person}/messages`);
    },
    settled: () => ask('settled'),
    changed: () => pause(50),
    stopped: () => isStopped,
  };
  /**
   * The message on the page, once it is drawn there.
   * @param {Phone} phone
   * @param {import('./server.js').Message} message
   * @returns {Promise<Element>}
   */
  const drawn = async (phone, message) => {
    const latest = performance.now() + PATIENCE;
    while (performance.now() < latest && !isStopped) {
      const card = phone.log.querySelector(`[data-message="${CSS.escape(message.id)}"]`);
      if (card) return card;
      await hands.changed();
    }
    throw new Missing(phone.person?.id ?? '', message.id);
  };
  /**
   * The button on the page, once what the service has sent is drawn there, too.
   * @param {Phone} phone
   * @param {import('./server.js').Message} message
   * @param {import('./server.js').Button} button
   * @returns {Promise<HTMLButtonElement>}
   */
  const drawnButton = async (phone, message, button) => {
    const latest = performance.now() + PATIENCE;
    while (performance.now() < latest && !isStopped) {
      const card = phone.log.querySelector(`[data-message="${CSS.escape(message.id)}"]`);
      const found = [...(card?.querySelectorAll('button') ?? [])].find(
        ({ textContent }) => textContent === button.label,
      );
      if (found) return found;
      await hands.changed();
    }
    throw new Missing(phone.person?.id ?? '', button.label);
  };
  const phoneInput = (/** @type {Phone} */ phone) => phone.input;
  const look = async (/** @type {string} */ person, /** @type {(phone: Phone) => HTMLElement} */ part) => {
    const phone = await stage.bringUp(person);
    part(phone).classList.add('pointed');
    await wait(beats.look);
    part(phone).classList.remove('pointed');
    return phone;
  };

  const show = () => {
    const step = steps[played];
    const isOver = played >= steps.length - 1 && !isPlaying;
    byId('tour').hidden = isStopped;
    byId('tour-start').disabled = !isStopped;
    byId('tour').dataset.state = isPlaying ? 'playing' : isOver ? 'finished' : 'waiting';
    byId('tour').dataset.step = step?.id ?? '';
    byId('tour-step').textContent = step ? say('step', { nth: played + 1, count: steps.length }) : '';
    byId('tour-article').textContent = step?.article ?? '';
    byId('tour-caption').textContent = step?.caption ?? say('intro', { count: steps.length });
    byId('tour-status').textContent = isPlaying ? say('working') : isOver ? say('finished') : '';
    byId('tour-next').disabled = isPlaying || isOver;
    byId('tour-auto').disabled = isOver;
    byId('tour-auto').setAttribute('aria-pressed', String(isAuto));
    byId('tour-auto').textContent = say(isAuto ? 'pause' : 'auto');
  };

  const step = async () => {
    const current = steps[played + 1];
    if (isPlaying || !current) return;
    played += 1;
    isPlaying = true;
    show();
    try {
      await playStep(current, hands);
      isPlaying = false;
      show();
    } catch (error) {
      isPlaying = false;
      isAuto = false;
      if (isStopped) return;
      show();
      byId('tour').dataset.state = 'stuck';
      byId('tour-status').textContent = explain(error);
    }
  };

  const explain = (/** @type {unknown} */ error) => {
    if (!(error instanceof Missing)) return String(error);
    const name = stage.people().find(({ id }) => id === error.person)?.name ?? error.person;
    return say('stuck', { name, words: error.words });
  };

  const auto = async () => {
    while (isAuto && !isStopped && played < steps.length - 1) {
      await step();
      await wait(beats.read);
    }
    isAuto = false;
    if (!isPlaying) show();
  };

  byId('tour-start').addEventListener('click', async () => {
    if (!(await isSure(say('tourSure')))) return;
    byId('tour-start').disabled = true;
    await stage.startOver();
    steps = await ask('tour');
    played = -1;
    isStopped = false;
    show();
    byId('tour-next').focus();
  });
  byId('tour-next').addEventListener('click', step);
  byId('tour-auto').addEventListener('click', () => {
    isAuto = !isAuto;
    show();
    if (isAuto) auto();
  });
  byId('tour-stop').addEventListener('click', () => {
    isStopped = true;
    isAuto = false;
    show();
    byId('tour-start').focus();
  });
}
