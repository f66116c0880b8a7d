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
 * How each style of phone (`data-style`) draws a message of the service.
 * @type {Record<string, (message: Message, onPress: OnPress) => HTMLElement[]>}
 */
const styles = { telegram: card };

/**
 * @param {Message} message
 * @param {string} style
 * @param {OnPress} onPress
 */
export function draw(message, style, onPress) {
  const isSaid = message.from === 'person';
  const drawn = element('article', `message ${isSaid ? 'said' : 'received'}`);
  drawn.dataset.message = message.id;
  drawn.append(element('span', 'unseen', say(isSaid ? 'fromPerson' : 'fromService')));
  drawn.append(...(isSaid ? bubble(message) : (styles[style] ?? card)(message, onPress)));
  return drawn;
}

/** A card with real buttons under it, changed where it stands. @param {Message} message @param {OnPress} onPress */
function card(message, onPress) {
  const { buttons } = message.block;
  const parts = bubble(message);
  if (buttons.length === 0) return parts;
  const row = element('div', 'buttons');
  row.append(
    ...buttons.map((button) => (button.link === undefined ? pressable(message, button, onPress) : link(button))),
  );
  return [...parts, row];
}

/** @param {Message} message */
function bubble({ block, time, changed }) {
  const made = element('div', 'bubble');
  if (block.heading) made.append(element('h3', '', block.heading));
  for (const line of block.lines) made.append(element('p', '', line));
  for (const file of block.files) made.append(attachment(file));
  if (block.note) made.append(element('p', 'note', block.note));
  const marks = [...(block.closed ? [say('closed')] : []), ...(changed ? [say('changed')] : []), time];
  made.append(element('p', 'time', marks.join(' · ')));
  return [made];
}

/** @param {{ id: string | null, name: string }} file */
function attachment({ id, name }) {
  if (id === null) return element('p', 'file', name);
  const link = /** @type {HTMLAnchorElement} */ (element('a', 'file', name));
  link.href = `/phones/files/${encodeURIComponent(id)}`;
  link.setAttribute('aria-label', say('file', { name }));
  return link;
}

/** @param {Message} message @param {Button} button @param {OnPress} onPress */
function pressable(message, button, onPress) {
  const made = /** @type {HTMLButtonElement} */ (element('button', button.look ?? '', button.label));
  made.type = 'button';
  made.addEventListener('click', () => onPress(message, button, made));
  return made;
}

/** @param {Button} button */
function link(button) {
  const made = /** @type {HTMLAnchorElement} */ (element('a', `button ${button.look ?? ''}`, button.label));
  // Only to the web: a link of another kind would run in this page.
  if (/^https?:/.test(button.link ?? '')) made.href = String(button.link);
  made.target = '_blank';
  made.rel = 'noopener noreferrer';
  return made;
}
