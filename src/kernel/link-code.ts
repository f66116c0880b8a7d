// One-time codes by which somebody links his chat (Điều 1.2), as they are found in what is typed.

/** In the groups of letters in which it is handed out, among other words; null: there is none. */
export const groupedCodeIn = (typed: string): string | null => grouped.exec(typed)?.[0] ?? null;

const grouped = /(?<![\p{L}\p{N}-])(?:[0-9a-z]{5}-){4}[0-9a-z]{6}(?![\p{L}\p{N}-])/iu;

/** Alone, as a deep link brings it, or among other words in the groups in which it is handed out. */
export function linkCodeIn(words: string): string | null {
  const typed = words.trim();
  const brought = /^\/start(?:@\w+)?\s+(\S{8,80})$/i.exec(typed)?.[1];
  if (brought) return brought;
  return /^[\w-]{26,40}$/.test(typed) ? typed : groupedCodeIn(typed);
}
