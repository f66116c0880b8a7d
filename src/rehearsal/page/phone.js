// One phone on the page: whose it is, what it shows, what is done on it.
import { draw, element } from './messages.js';
import { ask, say, tell } from './server.js';

/** @typedef {import('./server.js').Message} Message */
/** @typedef {import('./server.js').Person} Person */

/** How long a passing remark stays, in milliseconds. */
const REMARK_STAYS = 6_000;
/** What is drawn reaches the record of what was sent a little later. In milliseconds. */
const UNTIL_RECORDED = 300;
/** What lies under the finger for less was not read. In milliseconds. */
const glance = Number(document.getElementById('phones')?.dataset.glance ?? 0);
/** What arrives this soon after a press answers it. In milliseconds. */
const ANSWERS = 10_000;
/** Where a phone counts as scrolled to its end, in pixels. */
const NEAR_END = 80;

export class Phone {
  /** @param {HTMLElement} root @param {(phone: Phone, person: string) => void} onPick */
  constructor(root, onPick) {
    this.root = root;
    /** @type {Person | null} */
    this.person = null;
    /** @type {Message[]} */
    this.messages = [];
    /** @type {HTMLSelectElement} */
    this.who = this.find('.who');
    this.log = this.find('.messages');
    /** @type {HTMLTextAreaElement} */
    this.input = this.find('textarea');
    /** @type {HTMLDialogElement} */
    this.dialog = this.find('dialog');
    this.who.addEventListener('change', () => onPick(this, this.who.value));
    /** @type {HTMLInputElement[]} */
    this.messengers = [...this.root.querySelectorAll('input[type=radio]')].map(
      (choice) => /** @type {HTMLInputElement} */ (choice),
    );
    for (const choice of this.messengers) choice.addEventListener('change', () => this.prefer(choice.value));
    this.follows = true;
    /** The message whose button was pressed last. @type {string | null} */
    this.pressed = null;
    /** When something was pressed, until its answer came below. @type {number} */
    this.pressedAt = -Infinity;
    /** When what is on a message came there. @type {Map<string, number>} */
    this.came = new Map();
    /** The first that arrived since something was done on this phone: it is read from there. @type {string | null} */
    this.readFrom = null;
    /** What arrives while the phone is being read. @type {Message[] | null} */
    this.meanwhile = null;
    this.listenToComposer();
    this.listenToScrolling();
  }

  /** @param {string} selector @returns {any} */
  find(selector) {
    return this.root.querySelector(selector);
  }

  /** @param {Person} person */
  async show(person) {
    this.person = person;
    this.who.value = person.id;
    this.find('.post').textContent = person.post;
    this.find('.remark').textContent = '';
    this.dress();
    await this.reload();
  }

  /** Looks like the messenger the person has. */
  dress() {
    const { person } = this;
    if (!person) return;
    this.root.dataset.look = person.look;
    for (const choice of this.messengers) choice.checked = choice.value === person.channel;
    this.find('.app-about').textContent = say(`${person.look}-about`);
    this.find('.open-menu').hidden = !person.menu;
    this.find('.empty-says').textContent = say(person.role === 'secretariat' ? 'empty-secretariat' : 'empty');
    this.find('[data-for="secretariat"]').hidden = person.role !== 'secretariat';
  }

  /** @param {string} channel */
  async prefer(channel) {
    const done = await tell(`of/${this.person?.id}/messenger`, { channel }).catch(() => ({ ok: false }));
    if (!done.ok) this.remark(say(done.status === 409 ? 'unlinked' : 'notSent'));
    this.dress();
  }

  /** Reads everything again, keeping what arrives while it is read. */
  async reload() {
    const { person } = this;
    if (!person) return;
    /** @type {Message[]} */
    const meanwhile = [];
    this.meanwhile = meanwhile;
    /** @type {Message[]} */
    const messages = await ask(`of/${person.id}/messages`);
    if (this.meanwhile !== meanwhile) return;
    this.meanwhile = null;
    this.messages = messages;
    this.log.setAttribute('aria-live', 'off');
    this.log.replaceChildren();
    for (const message of messages) this.place(message, null);
    for (const message of meanwhile) this.take(message);
    this.find('.empty').hidden = this.messages.length > 0;
    this.toEnd();
    requestAnimationFrame(() => this.log.setAttribute('aria-live', 'polite'));
  }

  /** A message that is new or has changed. @param {Message} message */
  take(message) {
    this.meanwhile?.push(message);
    const known = this.messages.findIndex(({ id }) => id === message.id);
    if (known >= 0) this.replace(known, message);
    else this.add(message);
  }

  /** @param {number} known @param {Message} message */
  replace(known, message) {
    this.messages[known] = message;
    const old = this.log.querySelector(`[data-message="${CSS.escape(message.id)}"]`);
    const had = old?.contains(document.activeElement);
    const drawn = this.drawn(message);
    old?.replaceWith(drawn);
    drawn.classList.add('fresh');
    this.came.set(message.id, performance.now());
    // The pressed button is gone; the keyboard goes on from where it was.
    if (had) (drawn.querySelector('button') ?? this.log).focus({ preventScroll: true });
    // What a press changed is looked at, unless what it asks stands below; then the phone goes along with what arrives.
    if (this.pressed === message.id) {
      this.pressed = null;
      // A card that goes on offering something is the answer itself.
      if (message.block.buttons.length > 0) this.pressedAt = -Infinity;
      this.showFrom(this.readFrom ?? message.id);
    } else if (this.follows) this.toEnd();
  }

  /** @param {Message} message */
  add(message) {
    const later = this.messages.findIndex(({ at }) => at > message.at);
    const before = later < 0 ? null : (this.messages[later] ?? null);
    this.messages.splice(later < 0 ? this.messages.length : later, 0, message);
    this.find('.empty').hidden = true;
    this.place(message, before).classList.add('fresh');
    this.came.set(message.id, performance.now());
    if (message.from === 'person') this.acted();
    else if (performance.now() - this.pressedAt < ANSWERS) {
      this.pressedAt = -Infinity;
      this.showFrom(message.id);
    } else this.readFrom ??= message.id;
    if (this.follows) this.toEnd();
  }

  /** What comes now answers it. */
  acted() {
    this.follows = true;
    this.readFrom = null;
  }

  /** From the top of this message on, as far as there is more below it. @param {string} id */
  showFrom(id) {
    this.follows = true;
    this.readFrom = id;
    this.toEnd();
  }

  /** Into the room of the messages; only they are moved, never the frame around them. @param {Element} part */
  bringIn(part) {
    const [box, room] = [part.getBoundingClientRect(), this.log.getBoundingClientRect()];
    if (box.bottom > room.bottom) this.log.scrollTop += box.bottom - room.bottom;
    else if (box.top < room.top) this.log.scrollTop -= room.top - box.top;
  }

  /** To the end, but never past the top of what has not been read yet. */
  toEnd() {
    const { log, readFrom } = this;
    const first = readFrom && log.querySelector(`[data-message="${CSS.escape(readFrom)}"]`);
    const top = first ? first.getBoundingClientRect().top - log.getBoundingClientRect().top + log.scrollTop : Infinity;
    log.scrollTop = Math.min(log.scrollHeight - log.clientHeight, top - 8);
  }

  /** How long it still takes until what is on a message can have been read. @param {string} id */
  unread(id) {
    return glance === 0 ? 0 : (this.came.get(id) ?? -Infinity) + glance - performance.now();
  }

  /** Resolves when what came last can have been read. */
  async read() {
    const left = Math.max(0, ...[...this.came.keys()].map((id) => this.unread(id)));
    if (left > 0) await new Promise((done) => setTimeout(done, left + UNTIL_RECORDED));
  }

  /** Whoever looks at older messages is left there; otherwise the phone goes along with what arrives. */
  listenToScrolling() {
    const look = () =>
      requestAnimationFrame(() => {
        this.follows = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END;
      });
    // The room changes with what stands around it: the keyboard, the tour, larger type.
    new ResizeObserver(() => this.follows && this.toEnd()).observe(this.log);
    for (const kind of ['wheel', 'touchmove', 'keydown']) this.log.addEventListener(kind, look, { passive: true });
  }

  /** @param {Message} message @param {Message | null} before */
  place(message, before) {
    const next = before && this.log.querySelector(`[data-message="${CSS.escape(before.id)}"]`);
    const drawn = this.drawn(message);
    const isNewDay = !this.log.querySelector(`[data-day="${CSS.escape(message.day)}"]`);
    if (isNewDay) {
      const day = element('p', 'day', message.day);
      day.dataset.day = message.day;
      this.log.insertBefore(day, next);
    }
    const earlier = this.messages[this.messages.indexOf(message) - 1];
    if (earlier && earlier.look !== message.look) {
      this.log.insertBefore(element('p', 'day', say('fromHere', { messenger: say(message.look) })), next);
    }
    this.log.insertBefore(drawn, next);
    return drawn;
  }

  /** @param {Message} message */
  drawn(message) {
    return draw(message, (_, button, pressed) => {
      // It came under a finger that meant another.
      if (this.unread(message.id) <= 0) this.press(message, button, pressed);
    });
  }

  /** @param {Message} message @param {import('./server.js').Button} button @param {HTMLButtonElement} pressed */
  async press(message, button, pressed) {
    pressed.disabled = true;
    this.pressed = message.id;
    this.acted();
    this.pressedAt = performance.now();
    pressed.classList.add('pressed');
    await this.act('press', { channel: message.channel, message: message.id, data: button.data });
    // Whatever it changed replaces it; where nothing changed it can be pressed again.
    setTimeout(() => {
      pressed.disabled = false;
      pressed.classList.remove('pressed');
    }, 1_000);
  }

  /** @param {string} what @param {object | FormData} body */
  async act(what, body) {
    const done = await tell(`of/${this.person?.id}/${what}`, body).catch(() => ({ ok: false }));
    if (!done.ok) this.remark(done.status === 413 ? say('tooLarge', { max: 25 }) : say('notSent'));
    return done.ok === true;
  }

  /** @param {string} text */
  async type(text) {
    if (text.trim() !== '' && (await this.act('text', { text }))) this.write('');
  }

  /** @param {readonly File[]} files */
  async attach(files) {
    const form = new FormData();
    for (const file of files) form.append('file', file);
    form.append('text', this.input.value);
    if (await this.act('files', form)) this.write('');
  }

  /** @param {string} text */
  write(text) {
    this.input.value = text;
    this.input.style.height = '';
    if (text) this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
  }

  /** @param {string} words */
  remark(words) {
    const remark = this.find('.remark');
    remark.textContent = words;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => {
      remark.textContent = '';
    }, REMARK_STAYS);
  }

  async openMenu() {
    const menu = await ask(`of/${this.person?.id}/menu`);
    this.find('dialog h2').textContent = say('menuTitle', { name: this.person?.name ?? '' });
    this.find('dialog ul').replaceChildren(
      ...menu.map((/** @type {{ word: string, about: string }} */ { word, about }) => {
        const entry = element('button', '', element('strong', '', `/${word}`), element('span', '', about));
        entry.setAttribute('type', 'button');
        entry.addEventListener('click', () => {
          this.dialog.close();
          this.type(`/${word}`);
        });
        return element('li', '', entry);
      }),
    );
    this.dialog.showModal();
  }

  listenToComposer() {
    this.find('.composer').addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      this.type(this.input.value);
    });
    this.input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.type(this.input.value);
    });
    this.input.addEventListener('input', () => this.write(this.input.value));
    const files = this.find('.attach input');
    files.addEventListener('change', async () => {
      await this.attach([...files.files]);
      files.value = '';
    });
    for (const word of this.root.querySelectorAll('.first-word')) {
      const isForAll = /** @type {HTMLElement} */ (word).dataset.for === 'all';
      word.addEventListener('click', () => this.type(isForAll ? '/trogiup' : '/taohop'));
    }
    this.find('.open-menu').addEventListener('click', () => this.openMenu());
    this.find('.close').addEventListener('click', () => this.dialog.close());
  }
}
