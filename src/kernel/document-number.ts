// The number of an official paper (NĐ 30/2020): given by the clerk, in a series of its own per body, kind of paper and year.
import { foldedEquals, nfc } from './fold.ts';

export type DocumentNumber = {
  /** Within its series: digits without leading zeros, and perhaps a letter (15, 15a). */
  ordinal: string;
  /** Kind of paper and issuer, which name the series: GM-BCĐCĐS. */
  symbol: string;
};

/** As people type it: 15, 05, or all of it; `usual` is the symbol of the body's own papers of this kind. Null: no number. */
export function readDocumentNumber(typed: string, usual: string): DocumentNumber | null {
  const written = /^(?:s\p{L}{1,2})?\s*:?\s*0*([1-9]\d{0,4}\p{L}?)\s*(?:\/\s*(\S.{0,38}))?$/iu.exec(nfc(typed).trim());
  if (!written) return null;
  const named = (written[2] ?? '').replace(/\s+/gu, '').toUpperCase();
  const kind = usual.split('-')[0] ?? '';
  const isUsual = named === '' || named === kind || foldedEquals(named, usual);
  return { ordinal: written[1]!.toLowerCase(), symbol: isUsual ? usual : named };
}

/** As it stands on the paper: below ten with a zero before it. */
export const writtenNumber = ({ ordinal, symbol }: DocumentNumber): string =>
  `${/^\d\D?$/u.test(ordinal) ? '0' : ''}${ordinal}/${symbol}`;
