/**
 * The text without bot tokens. No word boundary in front: in "/bot123456:AA…" there is none, and that is where
 * tokens leak from (error messages quote the address). Digits are looked at from the first of them only: from each, a
 * long row of them would take the square of its length.
 */
export const redactToken = (text: unknown): string =>
  String(text).replace(/(?<!\d)\d{5,}:[A-Za-z0-9_-]{20,}/g, '<token>');
