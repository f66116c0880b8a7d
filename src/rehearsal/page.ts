import { html, raw } from 'hono/html';
import type { Language } from '../kernel/person.ts';
import { type TextKey, text } from '../kernel/text.ts';
import type { TextKeys } from '../texts/keys.generated.d.ts';
import { kinds } from './kinds.ts';
import type { PhonesParts } from './parts.ts';
import { leaps } from './times.ts';

/** How many phones stand side by side at most. */
const PHONES = 4;

/** What the page's modules say by themselves; `{{…}}` is filled in by them. */
const spoken = {
  offline: 'phones:page.offline',
  unread: 'phones:phone.unread',
  notSent: 'phones:phone.not-sent',
  tooLarge: 'phones:phone.too-large',
  menuTitle: 'phones:phone.menu-title',
  unlinked: 'phones:messenger.unlinked',
  fromHere: 'phones:messenger.from-here',
  telegram: 'phones:messenger.telegram',
  'zalo-oa': 'phones:messenger.zalo-oa',
  'zalo-bot': 'phones:messenger.zalo-bot',
  'telegram-about': 'phones:messenger.telegram-about',
  'zalo-oa-about': 'phones:messenger.zalo-oa-about',
  'zalo-bot-about': 'phones:messenger.zalo-bot-about',
  'empty-secretariat': 'phones:phone.empty-secretariat',
  empty: 'phones:phone.empty',
  changed: 'phones:message.changed',
  closed: 'phones:message.closed',
  file: 'phones:message.file',
  save: 'phones:message.save',
  'save-file': 'phones:message.save-file',
  fromPerson: 'phones:message.from-person',
  fromService: 'phones:message.from-service',
  moving: 'phones:clock.moving',
  resetting: 'phones:clock.resetting',
  resetSure: 'phones:clock.reset-sure',
  tourSure: 'phones:tour.sure',
  intro: 'phones:tour.intro',
  step: 'phones:tour.step',
  auto: 'phones:tour.auto',
  pause: 'phones:tour.pause',
  working: 'phones:tour.working',
  finished: 'phones:tour.finished',
  stuck: 'phones:tour.stuck',
} as const satisfies Record<string, TextKey>;

/** The page without its people, who are drawn by its modules. */
export function page({ say, glance }: PhonesParts, language: Language, bodyName: string) {
  const words = (key: PlainKey) => say(language, text(key));
  return html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${words('phones:page.title')}</title>
    <link rel="icon" href="/phones/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/phones/page.css">
    <link rel="stylesheet" href="/phones/phone.css">
    <script type="application/json" id="words">${raw(wordsOf(say, language))}</script>
    <script type="module" src="/phones/page.js"></script>
  </head>
  <body>
    <a class="skip" href="#phones">${words('phones:page.skip')}</a>
    <header class="top">
      <div class="brand">
        <h1>${words('phones:page.product')} <span class="tag">${words('phones:page.rehearsal')}</span></h1>
        <p>${bodyName} <span class="about">${words('phones:page.about')}</span></p>
      </div>
      <div class="top-actions">
        <button type="button" id="tour-start" class="strong" aria-label="${words('phones:tour.start')}">
          ${icon.play}
          <span aria-hidden="true" class="short">${words('phones:tour.start-short')}</span>
          <span class="long">${words('phones:tour.start')}</span>
        </button>
        <button type="button" id="big-type" aria-pressed="false" aria-label="${words('phones:page.big-type')}">
          <span aria-hidden="true" class="short">Aa</span><span class="long">${words('phones:page.big-type')}</span>
        </button>
        <a class="button" href="${language === 'vi' ? '/?lang=en' : '/'}" lang="${language === 'vi' ? 'en' : 'vi'}"
          aria-label="${words('phones:page.other-language')}">
          <span aria-hidden="true" class="short">${language === 'vi' ? 'EN' : 'VI'}</span>
          <span class="long">${words('phones:page.other-language')}</span>
        </a>
      </div>
    </header>
    <p class="lead">${words('phones:page.lead')}</p>
    ${clockPanel(words)}
    <p id="offline" class="offline" role="alert" hidden>${words('phones:page.offline')}</p>
    <noscript><p class="offline">${words('phones:page.no-script')}</p></noscript>
    <nav id="tabs" class="tabs" aria-label="${words('phones:page.phones')}"></nav>
    <main id="phones" class="phones" tabindex="-1" data-glance="${glance}">
      ${Array.from({ length: PHONES }, (_, at) => phone(say, language, at))}
    </main>
    ${tourPanel(words)}
    <dialog id="sure" class="menu" aria-labelledby="sure-says">
      <p id="sure-says"></p>
      <button type="button" class="yes strong">${words('phones:clock.reset-yes')}</button>
      <button type="button" class="no">${words('phones:clock.reset-no')}</button>
    </dialog>
  </body>
</html>`;
}

const drawing = (path: string) =>
  html`<svg class="icon" aria-hidden="true" viewBox="0 0 24 24"><path d="${path}"/></svg>`;

const icon = {
  play: drawing('M7 5v14l12-7z'),
  menu: drawing('M4 6h16M4 12h16M4 18h16'),
  clip: drawing('M8 12.5 14.6 6a3.2 3.2 0 0 1 4.5 4.6l-8.5 8.3a5.2 5.2 0 0 1-7.4-7.4L11 4'),
  send: drawing('M4 12 20 4l-5 16-4-6zM11 14 20 4'),
  talk: drawing('M5 6h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2z'),
  tick: drawing('M5 12.5 10 17 19 7'),
};

/** Texts of the page that need no figures. */
type PlainKey = { [Key in TextKey]: [TextKeys[Key]] extends [never] ? Key : never }[TextKey] & `phones:${string}`;
type Words = (key: PlainKey) => string;

const clockPanel = (words: Words) => html`<section class="clock" aria-label="${words('phones:clock.title')}">
      <p class="clock-face">
        <span class="clock-title">${words('phones:clock.title')}</span>
        <strong id="now"></strong>
      </p>
      <button type="button" id="clock-more" class="clock-more" aria-expanded="false" aria-controls="clock-body">
        ${words('phones:clock.advance')}
      </button>
      <div id="clock-body" class="clock-body">
        <div class="leaps" role="group" aria-label="${words('phones:clock.advance')}">
          ${leaps.map((leap) => html`<button type="button" data-to="${leap}">${words(`phones:clock.${leap}`)}</button>`)}
        </div>
        <form id="clock-at" class="clock-at" autocomplete="off">
          <label for="at" class="unseen">${words('phones:clock.at')}</label>
          <input id="at" name="at" placeholder="${words('phones:clock.at-example')}" required>
          <button type="submit">${words('phones:clock.go')}</button>
        </form>
        <button type="button" id="reset" class="quiet">${words('phones:clock.reset')}</button>
      </div>
      <p id="clock-says" class="clock-says" role="status"></p>
    </section>`;

const phone = (say: PhonesParts['say'], language: Language, at: number) => {
  const words: Words = (key) => say(language, text(key));
  return html`<section class="phone" data-phone="${at}" data-look="telegram"
        aria-label="${say(language, text('phones:phone.of', { nth: at + 1 }))}">
        <header class="holder">
          <label class="unseen" for="who-${at}">${words('phones:phone.person')}</label>
          <span class="pick">
            <span class="pick-short" aria-hidden="true">${words('phones:phone.pick')}</span>
            <select id="who-${at}" class="who" title="${words('phones:phone.pick')}"></select>
          </span>
          <p class="post"></p>
          <fieldset class="messengers">
            <legend class="unseen">${words('phones:messenger.switch')}</legend>
            ${kinds.map(
              ({ name, look }) => html`<label title="${words(`phones:messenger.${look}-about`)}">
              <input type="radio" class="unseen" name="messenger-${at}" value="${name}">
              <span>${words(`phones:messenger.${look}`)}</span>
            </label>`,
            )}
          </fieldset>
        </header>
        <div class="screen">
          <div class="app-bar">
            <span class="avatar" aria-hidden="true">${icon.talk}</span>
            <p class="app-name">${words('phones:page.product')} <span class="official" aria-hidden="true">${icon.tick}</span></p>
            <p class="app-about"></p>
          </div>
          <div class="messages" role="log" aria-live="polite" aria-label="${words('phones:phone.messages')}" tabindex="0"></div>
          <div class="empty" hidden>
            <p class="empty-says"></p>
            <button type="button" class="first-word" data-for="secretariat">${words('phones:phone.first-meeting')}</button>
            <button type="button" class="first-word" data-for="all">${words('phones:phone.first-help')}</button>
          </div>
          <p class="remark" role="status"></p>
          <form class="composer" autocomplete="off">
            <button type="button" class="open-menu" aria-haspopup="dialog" aria-label="${words('phones:phone.menu')}" title="${words('phones:phone.menu')}">
              ${icon.menu} <span class="long" aria-hidden="true">${words('phones:phone.menu')}</span>
            </button>
            <label class="attach" title="${words('phones:phone.attach')}">
              <input type="file" multiple class="unseen" aria-label="${words('phones:phone.attach')}">
              ${icon.clip}
            </label>
            <label class="unseen" for="text-${at}">${words('phones:phone.input')}</label>
            <textarea id="text-${at}" rows="1" placeholder="${words('phones:phone.input')}"></textarea>
            <button type="submit" class="strong send" aria-label="${words('phones:phone.send')}" title="${words('phones:phone.send')}">${icon.send}</button>
          </form>
        </div>
        <dialog class="menu" aria-labelledby="menu-${at}">
          <h2 id="menu-${at}"></h2>
          <ul></ul>
          <button type="button" class="close">${words('phones:phone.close')}</button>
        </dialog>
      </section>`;
};

const tourPanel = (
  words: Words,
) => html`<section id="tour" class="tour" aria-label="${words('phones:tour.title')}" hidden>
      <div class="tour-says" aria-live="polite">
        <p class="tour-place"><span id="tour-step"></span> <span id="tour-article" class="tag"></span></p>
        <p id="tour-caption" class="caption"></p>
        <p id="tour-status" class="tour-status" role="status"></p>
      </div>
      <div class="tour-actions">
        <button type="button" id="tour-next" class="strong">${words('phones:tour.next')}</button>
        <button type="button" id="tour-auto" aria-pressed="false">${words('phones:tour.auto')}</button>
        <button type="button" id="tour-stop">${words('phones:tour.stop')}</button>
      </div>
    </section>`;

/** As JSON that cannot end the element it stands in. */
function wordsOf(say: PhonesParts['say'], language: Language): string {
  const said = Object.entries(spoken).map(([name, key]) => [name, say(language, { key })]);
  return JSON.stringify({ language, ...Object.fromEntries(said) }).replaceAll('<', '\\u003c');
}
