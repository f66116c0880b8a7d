// Brings an open page up to date without a reload. What somebody is filling in or has ticked is left as it is, and he is told.
const { mark: markPath, known: madeAt, stale } = document.currentScript.dataset;
const EVERY = 600;
/** What is made anew for every page says nothing. */
const same = (html) => html.replace(/(name="(?:token|post)" value=")[^"]*/g, '$1');
/** Something else stands in it than when the page was made. */
const isFilledIn = (one) =>
  one.matches('select')
    ? one.selectedIndex !==
      Math.max(
        0,
        [...one.options].findIndex(({ defaultSelected }) => defaultSelected),
      )
    : one.value !== one.defaultValue;
const isBusy = (main) =>
  main.querySelector('input[name="r"]:checked') !== null ||
  [...main.querySelectorAll('input[type="text"], textarea, select')].some(isFilledIn) ||
  (main.contains(document.activeElement) && document.activeElement.matches('input, textarea, select'));

/** What had happened when the page was made: whatever came between is seen at the first look. */
let known = madeAt;

/** @param {HTMLElement} main */
function takeOver(main, fresh) {
  if (same(main.innerHTML) === same(fresh.innerHTML)) return;
  if (isBusy(main)) {
    if (main.querySelector('.stale')) return;
    const note = document.createElement('p');
    note.className = 'note stale';
    note.setAttribute('role', 'status');
    note.textContent = stale;
    main.prepend(note);
    return;
  }
  const focused = main.contains(document.activeElement) ? document.activeElement : null;
  const [href, words] = [focused?.getAttribute('href'), focused?.textContent];
  main.replaceChildren(...fresh.childNodes);
  if (!focused) return;
  const again = [...main.querySelectorAll('a, button')].find(
    (one) => one.getAttribute('href') === href && one.textContent === words,
  );
  (again ?? main).focus({ preventScroll: true });
}

async function look() {
  if (document.hidden) return;
  const answer = await fetch(markPath, { headers: { 'if-none-match': known }, cache: 'no-store' });
  if (answer.status === 401) return clearInterval(timer);
  const mark = answer.headers.get('etag');
  if (answer.status !== 204 || mark === known) return;
  const page = await fetch(location.href, { headers: { 'x-live': '1' } });
  // What could not be shown now is asked for again.
  if (page.status >= 500) return;
  known = mark;
  if (page.status !== 200) return;
  const fresh = new DOMParser().parseFromString(await page.text(), 'text/html').querySelector('main');
  const main = document.querySelector('main');
  if (main && fresh) takeOver(main, fresh);
}

let isLooking = false;
const timer = setInterval(async () => {
  if (isLooking) return;
  isLooking = true;
  await look().catch(() => undefined);
  isLooking = false;
}, EVERY);
