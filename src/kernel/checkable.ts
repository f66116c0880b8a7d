// Reads in words what somebody else can look up: links, and numbers of documents (NĐ 30/2020, HD 05-HD/VPTW). Pure.
import { fold, nfc } from './fold.ts';

const link =
  /(?:https?:\/\/|www\.)[^\s<>"]*[^\s<>".,;:)\]!?]|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:vn|com|org|net)\/[^\s<>"]*[^\s<>".,;:)\]!?]/giu;
/** `15/KH-SYT`, `335/2025/NĐ-CP`. */
const ofState = /(?<![\p{L}\p{N}/-])\d{1,5}[a-z]?(?:\/\d{4})?\/\p{L}{1,6}-\p{L}[\p{L}\p{N}.&-]*/gu;
/** `47-TB/TGV`. */
const ofParty = /(?<![\p{L}\p{N}/-])\d{1,5}-\p{L}{2,6}\/\p{L}[\p{L}\p{N}.&-]*/gu;
/** "Quyết định số 15", folded; without "số" it may be a year or so many months. */
const numbered =
  /\b(?:van ban|quyet dinh|ke hoach|cong van|bao cao|to trinh|thong bao|nghi quyet|chi thi|huong dan|quy che|quy dinh|bien ban|ket luan|chuong trinh) so \d{1,5}\b/;

/** Each once, in the order in which they stand; a number that is only told of gives "số 15" as nothing to look up but itself. */
export function checkableIn(words: string): string[] {
  const text = nfc(words);
  const links = [...text.matchAll(link)];
  const rest = text.replace(link, ' ');
  const numbers = [...rest.matchAll(ofState), ...rest.matchAll(ofParty)];
  const found = [...links, ...numbers].map(([one]) => one);
  const told = found.length === 0 ? numbered.exec(fold(text))?.[0].replace(/\D+/g, '') : undefined;
  return [...new Set(told ? [told] : found)];
}
