// What the page asks the service for.

/** @typedef {{ id: string, code: string, name: string, role: string, title: string, choice: string, post: string, channel: string, look: string, menu: boolean }} Person */
/** @typedef {{ label: string, look?: 'good' | 'bad', data?: string, link?: string }} Button */
/** @typedef {{ heading?: string, lines: string[], note?: string, buttons: Button[], typed?: { label: string, words: string }[], files: { id: string | null, name: string }[], closed: boolean }} Block */
/** @typedef {{ id: string, channel: string, look: string, from: 'service' | 'person', at: string, day: string, time: string, changed: boolean, block: Block }} Message */

const words = JSON.parse(/** @type {HTMLElement} */ (document.getElementById('words')).textContent ?? '{}');

/**
 * A sentence of the page in its language.
 * @param {string} name
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
export const say = (name, values = {}) =>
  String(words[name] ?? name).replace(/\{\{(\w+)\}\}/g, (_, value) => String(values[value] ?? ''));

const query = `lang=${words.language}`;

/** @param {string} path @returns {Promise<any>} */
export async function ask(path) {
  const answer = await fetch(`/phones/${path}?${query}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

/** @param {string} path @param {object | FormData} body @returns {Promise<any>} */
export async function tell(path, body) {
  const isForm = body instanceof FormData;
  const answer = await fetch(`/phones/${path}?${query}`, {
    method: 'POST',
    ...(isForm ? { body } : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const said = await answer.json().catch(() => ({ ok: false }));
  return { ...said, status: answer.status };
}

/**
 * Hears what happens on all phones; calls `again` whenever it is heard anew, since something may have been missed.
 * @param {(happened: any) => void} hear
 * @param {(isThere: boolean) => void} again
 */
export function listen(hear, again) {
  const source = new EventSource(`/phones/events?${query}`);
  source.onmessage = ({ data }) => hear(JSON.parse(data));
  source.onopen = () => again(true);
  source.onerror = () => again(false);
}
