// Puts the phones on the page and keeps them up to date.
import { element } from './messages.js';
import { Phone } from './phone.js';
import { ask, listen, say, tell } from './server.js';
import { isSure } from './sure.js';
import { startTour } from './tour.js';

/** @typedef {import('./server.js').Person} Person */

const byId = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));

/** Whom the phones belong to at first. */
const firstRoles = ['chair', 'member', 'secretariat', 'member'];
const wide = matchMedia('(min-width: 62.5rem)');

/** @type {Person[]} */
let people = await ask('people');
/** @type {Map<string, number>} */
const unread = new Map();
const phones = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.phone'))].map(
  (root) => new Phone(root, (phone, person) => give(phone, person)),
);
let inFront = 0;
/** On a screen with room for two it stands beside the one in front. */
let beside = 2;

/** What the browser remembers for itself; without it the page works all the same. */
const memory = {
  read: (/** @type {string} */ name) => {
    try {
      return JSON.parse(localStorage.getItem(`phones.${name}`) ?? 'null');
    } catch {
      return null;
    }
  },
  write: (/** @type {string} */ name, /** @type {unknown} */ value) => {
    try {
      localStorage.setItem(`phones.${name}`, JSON.stringify(value));
    } catch {}
  },
};

const isInView = (/** @type {Phone} */ phone) =>
  phone.root.offsetParent !== null || phone.root.getClientRects().length > 0;

/** @param {Phone} phone @param {string} id */
async function give(phone, id) {
  const person = people.find((one) => one.id === id);
  if (!person) return;
  await phone.show(person);
  memory.write(
    'people',
    phones.map(({ person: held }) => held?.code),
  );
  mark();
}

/** Brings somebody's phone in front: where it is already, else on the second phone, which changes hands most. */
async function bringUp(/** @type {string} */ id) {
  const held = phones.findIndex((phone) => phone.person?.id === id && (!wide.matches || isInView(phone)));
  const at = held >= 0 ? held : 1;
  if (held < 0) await give(/** @type {Phone} */ (phones[at]), id);
  if (held < 0 || at !== inFront) front(at);
  return /** @type {Phone} */ (phones[at]);
}

/** @param {number} at */
function front(at) {
  if (at !== inFront) beside = inFront;
  inFront = at;
  phones.forEach((phone, nth) => {
    phone.root.classList.toggle('front', nth === at);
    phone.root.classList.toggle('beside', nth === beside);
    if (nth === at) phone.toEnd();
  });
  mark();
}

/** Counts, names and tabs, as they are now. */
function mark() {
  for (const phone of phones) if (phone.person && isInView(phone)) unread.delete(phone.person.id);
  const counted = (/** @type {string} */ id) => (unread.has(id) ? say('unread', { count: unread.get(id) ?? 0 }) : '');
  for (const phone of phones) {
    for (const option of phone.who.options) {
      const person = people.find(({ id }) => id === option.value);
      const count = counted(option.value);
      if (person) option.textContent = count ? `${person.choice} (${count})` : person.choice;
    }
  }
  byId('tabs').replaceChildren(
    ...phones.flatMap((phone, at) => {
      if (!phone.person) return [];
      const news = unread.get(phone.person.id);
      const given = phone.person.name.split(' ').at(-1) ?? '';
      const tab = element(
        'button',
        '',
        element('span', 'tab-role', phone.person.title),
        element('span', 'tab-name', given, ...(news ? [element('span', 'badge', String(news))] : [])),
      );
      if (news) tab.setAttribute('aria-label', `${phone.person.choice}: ${counted(phone.person.id)}`);
      tab.setAttribute('type', 'button');
      tab.setAttribute('aria-pressed', String(at === inFront));
      tab.addEventListener('click', () => front(at));
      return [tab];
    }),
  );
  byId('tabs').children[inFront]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

async function seat() {
  people = await ask('people');
  const kept = memory.read('people') ?? [];
  const taken = new Set();
  for (const [at, phone] of phones.entries()) {
    phone.who.replaceChildren(...people.map(({ id, choice }) => new Option(choice, id)));
    const free = people.filter(({ id }) => !taken.has(id));
    const person =
      free.find(({ code }) => code === kept[at]) ?? free.find(({ role }) => role === firstRoles[at]) ?? free[0];
    if (!person) continue;
    taken.add(person.id);
    await phone.show(person);
  }
  front(inFront);
}

/** @param {any} happened */
function hear(happened) {
  if (happened.kind === 'clock') return showClock(happened);
  if (happened.kind === 'reset') {
    unread.clear();
    return void seat();
  }
  if (happened.kind === 'switched') return void redress();
  const holding = phones.filter((phone) => phone.person?.id === happened.person);
  if (happened.kind === 'remark') {
    for (const phone of holding) phone.remark(happened.words);
    return;
  }
  // Somebody may have said by a command which messenger he prefers.
  if (holding.some(({ person }) => person?.channel !== happened.message.channel)) void redress();
  for (const phone of holding) phone.take(happened.message);
  const isNews = happened.message.from === 'service' && !happened.message.changed;
  if (isNews && !holding.some(isInView)) {
    unread.set(happened.person, (unread.get(happened.person) ?? 0) + 1);
    mark();
  }
}

/** Somebody has another messenger. */
async function redress() {
  people = await ask('people');
  for (const phone of phones) {
    phone.person = people.find(({ id }) => id === phone.person?.id) ?? phone.person;
    phone.dress();
  }
}

/** @param {{ words?: string, because?: string }} face */
function showClock({ words, because }) {
  if (words) byId('now').textContent = words;
  if (because) byId('clock-says').textContent = because;
}

/** @param {object} wish */
async function moveClock(wish) {
  byId('clock-says').textContent = say('moving');
  const moved = await tell('clock', wish);
  byId('clock-says').textContent = '';
  showClock(moved);
  return moved.ok === true;
}

/** @param {boolean} work */
async function startOver(work) {
  byId('clock-says').textContent = say('resetting');
  showClock(await tell('reset', { work }));
  byId('clock-says').textContent = '';
  await seat();
}

wide.addEventListener('change', mark);
/** @param {boolean} isOpen */
function openClock(isOpen) {
  byId('clock-body').classList.toggle('open', isOpen);
  byId('clock-more').setAttribute('aria-expanded', String(isOpen));
}
byId('clock-more').addEventListener('click', () => openClock(!byId('clock-body').classList.contains('open')));
// It has done its work, or something else is wanted.
document.addEventListener('pointerdown', ({ target }) => {
  if (target instanceof Element && !target.closest('.clock')) openClock(false);
});
document.addEventListener('keydown', ({ key }) => key === 'Escape' && openClock(false));
for (const leap of document.querySelectorAll('[data-to]')) {
  leap.addEventListener('click', () => {
    openClock(false);
    moveClock({ to: /** @type {HTMLElement} */ (leap).dataset.to });
  });
}
byId('clock-at').addEventListener('submit', async (/** @type {Event} */ event) => {
  event.preventDefault();
  if (!(await moveClock({ at: byId('at').value }))) return;
  byId('at').value = '';
  openClock(false);
});
byId('reset').addEventListener('click', async () => {
  if (await isSure(say('resetSure'))) startOver(true);
});
const bigType = (/** @type {boolean} */ isBig) => {
  document.documentElement.classList.toggle('big', isBig);
  byId('big-type').setAttribute('aria-pressed', String(isBig));
  memory.write('big', isBig);
};
bigType(memory.read('big') === true);
byId('big-type').addEventListener('click', () => bigType(!document.documentElement.classList.contains('big')));

// Heard before it is read, so that nothing falls between.
const heard = Promise.withResolvers();
let isSeated = false;
listen(hear, async (isThere) => {
  byId('offline').hidden = isThere;
  if (!isThere) return;
  heard.resolve(undefined);
  if (isSeated) await Promise.all(phones.map((phone) => phone.reload()));
});
await heard.promise;
await seat();
isSeated = true;
startTour({ bringUp, moveClock, startOver: () => startOver(false), people: () => people });
document.documentElement.dataset.ready = 'true';
