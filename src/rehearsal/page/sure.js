// Asks whether something is meant, on the page itself: a messenger's own browser swallows confirm() without a word.

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById('sure'));
const find = (/** @type {string} */ name) => /** @type {HTMLElement} */ (dialog.querySelector(name));

/** @param {string} words @returns {Promise<boolean>} false when it is closed in any other way than by its yes */
export function isSure(words) {
  const { promise, resolve } = Promise.withResolvers();
  find('p').textContent = words;
  dialog.returnValue = '';
  dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  dialog.showModal();
  // Nothing is done by an Enter that is still on its way.
  find('.no').focus();
  return promise;
}

find('.yes').addEventListener('click', () => dialog.close('yes'));
find('.no').addEventListener('click', () => dialog.close('no'));
