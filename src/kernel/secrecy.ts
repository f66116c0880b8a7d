/**
 * Marks of state secrecy in what people send: text, captions and file names.
 *
 * What bears one must not be kept or passed on by a connected machine (Law on the Protection of State
 * Secrets; Regulation, Điều 10.4). Speaking *about* secrecy is no mark, so ordinary words made with the same
 * syllable ("bảo mật", "mật khẩu", "mật độ") are let pass; when in doubt the stricter reading holds.
 */

export type SecrecyMark = 'mat' | 'toi-mat' | 'tuyet-mat';

/** What comes before or after the syllable to make an ordinary word of it. */
const ORDINARY_BEFORE = 'bảo|bí|cơ|thân|túi|sỏi|gan|đường|trăng|hũ|độ|mức|văn|thị';
const ORDINARY_AFTER = 'khẩu|độ|thiết|ong|mã|thư|vụ|ngữ|báo|thám|danh|nghị|ngọt|hoa|mía|ước';
/** The same without diacritics, where the syllable may also be that of "vắng mặt", "có mặt", "mất". */
const ORDINARY_BARE_BEFORE = 'bao|bi|vang|co|ra|gap|tien|be|doi|du|trai|thay|tong|mat';

const NOT_ORDINARY = `(?<!(?<!\\p{L})(?:${ORDINARY_BEFORE})[ _.-]?)`;
const NOT_LED_ON = `(?![ _.-]?(?:${ORDINARY_AFTER})(?!\\p{L}))`;
const WORD_START = '(?<![\\p{L}\\p{M}])';
const WORD_END = '(?![\\p{L}\\p{M}])';
/** A line of its own, perhaps within brackets. */
const ALONE = (word: string) =>
  new RegExp(`(?:^|\\n) ?(?:${word})[ .:!]?(?=\\n|$)|[([{<【] ?(?:${word}) ?[)\\]}>】]`, 'u');

/** Tried in this order, the gravest mark first. Every rule sees the cleaned text and has no nested repetition. */
const RULES: ReadonlyArray<readonly [SecrecyMark, RegExp]> = [
  ['tuyet-mat', new RegExp(`${WORD_START}tuy(?:ệt|êt|et)[ _.\\-\\n]?m(?:ật|ât|at)${WORD_END}${NOT_LED_ON}`, 'iu')],
  ['tuyet-mat', /(?<!\p{L})T U Y [ỆE] T {1,3}M [ẬA] T(?!\p{L})/u],
  ['toi-mat', new RegExp(`${WORD_START}tối[ _.\\-\\n]?mật${WORD_END}${NOT_LED_ON}`, 'iu')],
  // Without diacritics "toi mat" is also "tôi mất", so it must be joined, or stand alone in capitals.
  ['toi-mat', new RegExp(`${WORD_START}toi[_.-]?mat${WORD_END}`, 'iu')],
  ['toi-mat', ALONE('TOI MAT')],
  ['toi-mat', /TOI MAT(?= ?\.[A-Za-z0-9]{2,5}$)/u],
  ['toi-mat', /(?<!\p{L})T [ỐO] I {1,3}M [ẬA] T(?!\p{L})/u],
  ['mat', new RegExp(`${WORD_START}độ mật ?[:=–-] ?mật${WORD_END}`, 'iu')],
  ['mat', new RegExp(`${WORD_START}do mat ?[:=–-] ?mat${WORD_END}`, 'iu')],
  ['mat', ALONE('Mật|MẬT|MAT')],
  ['mat', /[([{<【] ?mật ?[)\]}>】]/u],
  ['mat', new RegExp(`(?<![\\p{L}\\p{M}])${upperCase(NOT_ORDINARY)}MẬT${WORD_END}${upperCase(NOT_LED_ON)}`, 'u')],
  ['mat', /(?<!\p{L} ?)M Ậ T(?! ?\p{L})/u],
  ['mat', bareFileName()],
];

/** The gravest secrecy mark the text, caption or file name bears, or null when it bears none. */
export function secrecyMark(text: string): SecrecyMark | null {
  const plain = cleaned(text);
  if (!/m ?[aâậ] ?t/iu.test(plain)) return null;
  for (const [mark, rule] of RULES) if (rule.test(plain)) return mark;
  return null;
}

/** Composed, without hidden characters, and with single spaces, so that no rule need repeat itself. */
function cleaned(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cf}+/gu, '')
    .normalize('NFKC')
    .replace(/[\r\n\u2028\u2029]+/gu, '\n')
    .replace(/[^\S\n]+/gu, ' ');
}

/** The list of words within a rule in any case: "BẢO", "Bảo" or "bảo". */
function upperCase(rule: string): string {
  return rule.replace(/(?<=\(\?:)[^)]+/gu, (words) =>
    words
      .split('|')
      .flatMap((word) => [word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)])
      .join('|'),
  );
}

/** "12-BC-MAT.pdf": capitals without diacritics as the last word of a file name, after a document's number. */
function bareFileName(): RegExp {
  const before = ORDINARY_BARE_BEFORE.toUpperCase();
  const code = '(?:\\d{1,6}|BC|CV|TTR|TTr|KH|QD|TB|BB|NQ|CT|BCD|UBND)';
  return new RegExp(`(?<!(?:${before})[ _.-])(?<=${code}[ _.-])MAT(?= ?\\.[A-Za-z0-9]{2,5}(?:\\n|$))`, 'u');
}
