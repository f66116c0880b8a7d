// Identifiers: 16 characters, sortable by time, short enough that two fit into a button.

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Nine characters of milliseconds and seven of chance; `random` gives a number in [0, 1). */
export function makeId(milliseconds: number, random: () => number): string {
  let time = '';
  for (let rest = milliseconds, i = 0; i < 9; i++, rest = Math.floor(rest / 32)) time = alphabet[rest % 32] + time;
  let chance = '';
  for (let i = 0; i < 7; i++) chance += alphabet[Math.floor(random() * 32)];
  return time + chance;
}

export const isId = (value: string): boolean => /^[0-9a-hjkmnp-tv-z]{16}$/.test(value);

/** When an id was made; null of one that this did not make. */
export function madeAt(id: string): Date | null {
  if (!isId(id)) return null;
  return new Date([...id.slice(0, 9)].reduce((time, letter) => time * 32 + alphabet.indexOf(letter), 0));
}
