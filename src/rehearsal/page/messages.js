// Draws messages; everything people wrote becomes text, never markup.
import { say } from './server.js';

/** @typedef {import('./server.js').Message} Message */
/** @typedef {import('./server.js').Button} Button */
/** @typedef {(message: Message, button: Button, element: HTMLButtonElement) => void} OnPress */

/**
 * @param {string} tag
 * @param {string} className
 * @param {...(Node | string)} children
 */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/**
 * How a message looks is the style sheet's matter, by the messenger it came by (`data-look`).
 * @param {Message} message
 * @param {OnPress} onPress
 */
export function draw(message, onPress) {
  const isSaid = message.from === 'person';
  const drawn = element('article', `message ${isSaid ? 'said' : 'received'}`);
  drawn.dataset.message = message.id;
  drawn.dataset.look = message.look;
  drawn.append(element('span', 'unseen', say(isSaid ? 'fromPerson' : 'fromService')), bubble(message));
  const { buttons } = message.block;
  if (buttons.length > 0) {
    const drawnButtons = buttons.map((button) =>
      button.link === undefined ? pressable(message, button, onPress) : link(button),
    );
    drawn.append(element('div', 'buttons', ...drawnButtons));
  }
  return drawn;
}

/** @param {Message} message */
function bubble({ block, time, changed }) {
  const made = element('div', 'bubble');
  if (block.heading) made.append(element('h3', '', block.heading));
  for (const line of block.lines) made.append(element('p', '', ...withLinks(line)));
  for (const file of block.files) made.append(attachment(file));
  if (block.note) made.append(element('p', 'note', block.note));
  const marks = [...(block.closed ? [say('closed')] : []), ...(changed ? [say('changed')] : []), time];
  made.append(element('p', 'time', marks.join(' · ')));
  return made;
}

/** Addresses in a text can be opened, as in any messenger. @param {string} line */
function withLinks(line) {
  return line.split(/(https?:\/\/\S+)/).map((part, nth) => (nth % 2 === 1 ? opening(part, '', part) : part));
}

/** @param {{ id: string | null, name: string }} file */
function attachment({ id, name }) {
  if (id === null) return element('p', 'file', name);
  const address = `/phones/files/${encodeURIComponent(id)}`;
  const line = element('p', 'files', '');
  line.append(opened(name, address, 'file', say('file', { name })));
  line.append(opened(say('save'), `${address}?save`, 'save', say('save-file', { name })));
  return line;
}

/** In a window of its own: this one keeps its place. @param {string} words @param {string} href @param {string} className @param {string} label */
function opened(words, href, className, label) {
  const made = /** @type {HTMLAnchorElement} */ (element('a', className, words));
  made.href = href;
  made.target = '_blank';
  made.rel = 'noopener';
  made.setAttribute('aria-label', label);
  return made;
}

/** @param {Message} message @param {Button} button @param {OnPress} onPress */
function pressable(message, button, onPress) {
  const made = /** @type {HTMLButtonElement} */ (element('button', button.look ?? '', button.label));
  made.type = 'button';
  made.addEventListener('click', () => onPress(message, button, made));
  return made;
}

/** @param {Button} button */
const link = (button) => opening(button.link ?? '', `button ${button.look ?? ''}`, button.label);

/** @param {string} address @param {string} className @param {string} label */
function opening(address, className, label) {
  const made = /** @type {HTMLAnchorElement} */ (element('a', className, label));
  // Only to the web: a link of another kind would run in this page.
  if (/^https?:/.test(address)) made.href = address;
  made.target = '_blank';
  made.rel = 'noopener noreferrer';
  return made;
}
