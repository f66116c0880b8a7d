import { html, raw } from 'hono/html';
import type { Language } from '../../kernel/person.ts';
import { type TextKey, text } from '../../kernel/text.ts';
import type { TextKeys } from '../../texts/keys.generated.d.ts';
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
  changed: 'phones:message.changed',
  closed: 'phones:message.closed',
  file: 'phones:message.file',
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
export function page(say: PhonesParts['say'], language: Language, bodyName: string) {
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
        <button type="button" id="tour-start" class="strong">${words('phones:tour.start')}</button>
        <button type="button" id="big-type" aria-pressed="false">${words('phones:page.big-type')}</button>
        <a class="button" href="${language === 'vi' ? '/?lang=en' : '/'}" lang="${language === 'vi' ? 'en' : 'vi'}">
          ${words('phones:page.other-language')}
        </a>
      </div>
    </header>
    ${clockPanel(words)}
    <p id="offline" class="offline" role="alert" hidden>${words('phones:page.offline')}</p>
    <noscript><p class="offline">${words('phones:page.no-script')}</p></noscript>
    <nav id="tabs" class="tabs" aria-label="${words('phones:page.phones')}"></nav>
    <main id="phones" class="phones" tabindex="-1">
      ${Array.from({ length: PHONES }, (_, at) => phone(say, language, at))}
    </main>
    ${tourPanel(words)}
  </body>
</html>`;
}

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
  return html`<section class="phone" data-phone="${at}" data-style="telegram"
        aria-label="${say(language, text('phones:phone.of', { nth: at + 1 }))}">
        <header class="phone-top">
          <label class="unseen" for="who-${at}">${words('phones:phone.person')}</label>
          <select id="who-${at}" class="who" title="${words('phones:phone.pick')}"></select>
          <p class="post"></p>
        </header>
        <div class="messages" role="log" aria-live="polite" aria-label="${words('phones:phone.messages')}" tabindex="0"></div>
        <p class="empty" hidden>${words('phones:phone.empty')}</p>
        <p class="remark" role="status"></p>
        <form class="composer" autocomplete="off">
          <button type="button" class="open-menu" aria-haspopup="dialog">
            <svg class="icon" aria-hidden="true" viewBox="0 0 24 24"><path d="M4 6h16M4 12h16M4 18h16"/></svg> ${words('phones:phone.menu')}
          </button>
          <label class="attach">
            <input type="file" multiple class="unseen">
            <svg class="icon" aria-hidden="true" viewBox="0 0 24 24"><path d="M8 12.5 14.6 6a3.2 3.2 0 0 1 4.5 4.6l-8.5 8.3a5.2 5.2 0 0 1-7.4-7.4L11 4"/></svg> ${words('phones:phone.attach')}
          </label>
          <label class="unseen" for="text-${at}">${words('phones:phone.input')}</label>
          <textarea id="text-${at}" rows="1" placeholder="${words('phones:phone.input')}"></textarea>
          <button type="submit" class="strong">${words('phones:phone.send')}</button>
        </form>
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
