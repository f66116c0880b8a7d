/**
 * Marks of state secrecy in what people send: text, captions, file names, and the words of files.
 *
 * What bears one must not be kept or passed on by a connected machine (Law on the Protection of State
 * Secrets; Regulation, Điều 10.4). Speaking *about* secrecy is no mark, so ordinary words made with the same
 * syllable ("bảo mật", "mật khẩu", "mật độ"), the name of the law, and what is said not to be secret are let pass; when
 * in doubt the stricter reading holds.
 */
import { nfc, nfkd } from './fold.ts';
import { fromOldFont } from './old-fonts.ts';

export type SecrecyMark = 'mat' | 'toi-mat' | 'tuyet-mat';

/** The gravest secrecy mark the text, caption or file name bears, or null when it bears none. */
export function secrecyMark(text: string): SecrecyMark | null {
  return gravest(text, [...stamps, ...sayings]);
}

/**
 * The gravest mark a paper bears, by its words. A stamp or a label counts wherever it stands; what is said in a sentence
 * only near the beginning, where a paper says what it is: further on, papers lay down how "văn bản mật" are sent.
 */
export function markOfPaper(text: string): SecrecyMark | null {
  const marks = [gravest(text, stamps), gravest(text.slice(0, opening), sayings)];
  return order.find((mark) => marks.includes(mark)) ?? null;
}

const opening = 1500;
const order: readonly SecrecyMark[] = ['tuyet-mat', 'toi-mat', 'mat'];

/** What comes before or after the syllable to make an ordinary word of it. */
const ordinaryBefore = 'bảo|bí|cơ|thân|túi|sỏi|gan|đường|trăng|hũ|độ|mức|thị|giải|dày|tuần|họ';
const ordinaryAfter =
  'khẩu|độ|thiết(?! (?:bị|kế|lập))|ong|mã(?! số)|thư(?! (?:ký|mời|ngỏ))|vụ(?! (?:án|việc))|ngữ|báo(?! (?:cáo|động))|thám|danh(?! (?:sách|mục))|nghị(?! (?:quyết|định))|ngọt|hoa|mía|ước|gấu|bổ|tập(?! (?:huấn|trung))';
/** Without diacritics the syllable may also be that of "vắng mặt", "có mặt", "mất". */
const bareBefore = 'BAO|BI|VANG|CO|RA|GAP|TIEN|BE|DOI|DU|TRAI|THAY|TONG|MAT';

/** What a secret is written on or told in: before the word it makes a mark of it. */
const bearers =
  'tài liệu|văn bản|công văn|hồ sơ|kế hoạch|báo cáo|tờ trình|nghị quyết|quyết định|chỉ thị|kết luận|hướng dẫn|thông báo|thông tin|tin|công điện|điện|phương án|biên bản|bản đồ|sơ đồ|số liệu|nội dung|phụ lục|danh sách|bản|giấy|thư|phiếu|tệp|cuộc họp|họp|hội nghị|loại|mức|cấp|dấu';
/** The same as it is typed without diacritics; fewer, because there the syllable is oftener that of "mất". */
const bareBearers = 'tai lieu|van ban|cong van|ho so|nghi quyet|chi thi|cong dien|dong dau';
/** What is lost is no secret: "hồ sơ mất rồi". */
const lost =
  'roi|tich|het|trom|cap|phep|lien|lac|dien|mang|nuoc|song|tin|trang|to|mat|bang|tran|hang|khau|ong|ma|thiet|do|goc|nhan|luon|may|nhieu|thoi|cong|suc|khi|xin|de nghi|hieu|gia|can|doi|chua|va|o';
/** What is not, or not meant to be, a secret; stands before, with no more than such words between. */
const denied =
  /(?:^|[^\p{L}\p{M}])(?:(?:trừ|ngoài|tru|ngoai)(?:[ ,]+[\p{L}\p{M}]+){0,6}|(?:không|chưa|khong|chua)(?: (?:phải|là|thuộc|chứa|có|bao|gồm|nằm|trong|phạm|vi|danh|mục|nội|dung|thông|tin|tài|liệu|các|những|phai|la|thuoc|co|gom|pham|muc))*)[ ,]*["“(]?$/iu;

/** What may stand between the letters of one word, or between two: a stamp is often spaced out. */
const gap = '[ \\n._*·•-]{0,2}';
const somewhere = '[ \\n._*·•-]{1,2}';
const start = '(?<![\\p{L}\\p{M}])';
const end = '(?![\\p{L}\\p{M}])';
const open = '["“”„\'‘’«([{<【]';
const close = '["“”\'‘’»)\\]}>】]';
const lineStart = '(?<=^|\\n)';
const lineEnd = '(?=\\n|$)';
const fileEnd = '(?= ?\\.[A-Za-z0-9]{2,5}(?:\\n|$))';

/** "văn" is the middle name of many: "Trần Văn Mật"; but not in "công văn". */
const noName = '(?<!(?<!công |Công |CÔNG )(?:văn|Văn|VĂN) )';
const notOrdinary = `(?<!${start}(?:${spacedOut(ordinaryBefore)})${gap})${noName}`;
const notLedOn = `(?![ _.-]?(?:${ordinaryAfter}|k ?h ?ẩ ?u|đ ?ộ|m ?ã)${end})`;
const [tuyet, toi] = [spacedOut('tuyệt'), spacedOut('tối')];
const secret = `m${gap}[ậâạ]${gap}t`;

type Rule = { mark: SecrecyMark; pattern: RegExp; deniable: boolean };

const rule = (mark: SecrecyMark, pattern: string, { flags = 'giu', deniable = false } = {}): Rule => ({
  mark,
  pattern: new RegExp(pattern, flags),
  deniable,
});
/** In capitals, or with one, as it is written. */
const asWritten = { flags: 'gu' };

/** "Độ mật: Mật", "độ mật là Tối mật", 'độ mật "Mật"', "DO MAT: TOI MAT". */
const label = `${start}(?:độ|mức|do|muc) (?:mật|mat)`;
const labelled = (mark: SecrecyMark, words: string, letter: string): Rule[] => [
  rule(mark, `${label} ?(?:[:=–—-]|là|la|loại|mức|cấp)? ?${open}? ?(?:${words})${end}${notLedOn}`),
  rule(mark, `${label} ?[:=] ?${open}? ?${letter}${end}`),
];
/** On a line of its own, or within brackets or quotation marks. */
const alone = (mark: SecrecyMark, words: string, how = asWritten): Rule =>
  rule(mark, `${lineStart}[ *_-]{0,3}(?:${words})[ .:!*_-]{0,3}${lineEnd}`, how);
const enclosed = (mark: SecrecyMark, words: string): Rule => rule(mark, `${open} ?(?:${words}) ?[.!]?${close}`);

/** A stamp, a label, a line of its own: what makes a paper secret wherever it stands. */
const stamps: readonly Rule[] = [
  ...labelled('tuyet-mat', 'tuyệt mật|tuyet mat', 'a'),
  ...labelled('toi-mat', 'tối mật|toi mat', 'b'),
  ...labelled('mat', 'mật|mat', 'c'),
  rule('tuyet-mat', `${start}(?:${tuyet})${gap}${secret}${end}${notLedOn}`),
  rule('tuyet-mat', `${start}tuy[eê]t${gap}m[aâậ]t${end}${notLedOn}`),
  rule('tuyet-mat', `${start}top[ -]?secret${end}`),
  rule('toi-mat', `${start}(?:${toi})${gap}${secret}${end}${notLedOn}`),
  // Without diacritics "toi mat" is also "tôi mất": it must be joined, follow a paper, or stand for itself.
  rule('toi-mat', `${start}toi[_.-]?mat${end}`),
  rule('toi-mat', `${start}(?:${bareBearers}) toi mat${end}`),
  rule('toi-mat', `(?:TOI|T0I) MAT${fileEnd}`, asWritten),
  alone('toi-mat', 't[o0]i mat', { flags: 'giu' }),
  enclosed('toi-mat', 't[o0]i mat'),
  alone('mat', 'Mật|MẬT|MAT'),
  enclosed('mat', 'mật'),
  rule('mat', `${lineStart} ?mật ?(?::|- |\\()`),
  // Spaced out it is a stamp however it is written; joined, in capitals.
  rule('mat', `${start}${notOrdinary}m(?:${somewhere}ậ${gap}|ậ${somewhere})t${end}${notLedOn}`),
  rule(
    'mat',
    `${start}(?<!${start}(?:${anyCase(ordinaryBefore)})${gap})${noName}MẬT${end}(?![ _.-]?(?:${anyCase(ordinaryAfter)})${end})`,
    asWritten,
  ),
  // "12-BC-MAT.pdf": the last word of a file name, after a document's number.
  rule(
    'mat',
    `(?<!(?:${bareBefore})[ _.-])(?<=(?:\\d{1,6}|BC|CV|TTR|TTr|KH|QD|TB|BB|NQ|CT|BCD|UBND|CAT|BCH)[ _.-])MAT${fileEnd}`,
    asWritten,
  ),
  rule('mat', `[([{] ?mat ?[)\\]}]${fileEnd}`),
];

/** Words that say of a paper, or of what is told, that it is secret. */
const sayings: readonly Rule[] = [
  rule('mat', `${start}(?:${bearers}) (?:là |loại |độ |mức |cấp )?${open}? ?mật${end}${notLedOn}`, { deniable: true }),
  rule('mat', `${start}(?:${bareBearers}) ${open}?mat${end}(?!,? ?(?:${lost})${end})(?! ?,)`, { deniable: true }),
  rule('mat', `${start}(?:có|ở|mang|đóng|ghi) (?:dấu )?(?:chỉ )?(?:độ )?${open}?mật${end}${notLedOn}`, {
    deniable: true,
  }),
  rule('mat', `${start}${noName}mật,? số:? ?\\d`),
  rule(
    'mat',
    `${start}(?:danh mục|phạm vi|thuộc|chứa|đây là|tài liệu|văn bản|hồ sơ|danh muc|pham vi|thuoc|day la|chua)(?: (?!bảo |bao |không |khong )[\\p{L}\\p{M}]{1,12}){0,2} (?:bí mật nhà nước|bi mat nha nuoc|bmnn)${end}`,
    { deniable: true },
  ),
];

function gravest(text: string, rules: readonly Rule[]): SecrecyMark | null {
  const marks = new Set<SecrecyMark>();
  for (const part of doubtful(text)) {
    for (const { mark, pattern, deniable } of rules) {
      if (!marks.has(mark) && isSaid(part, pattern, deniable)) marks.add(mark);
      if (mark === 'tuyet-mat' && marks.has(mark)) return mark;
    }
  }
  return order.find((mark) => marks.has(mark)) ?? null;
}

function isSaid(part: string, pattern: RegExp, deniable: boolean): boolean {
  pattern.lastIndex = 0;
  if (!deniable) return pattern.test(part);
  for (const { index } of part.matchAll(pattern))
    if (!denied.test(part.slice(Math.max(0, index - around), index))) return true;
  return false;
}

/** The syllable in any of its guises, or what stands for it; every mark has one of them. */
const core = /m[ \n._*·•-]{0,2}[aâậạ][ \n._*·•-]{0,2}t(?![\p{L}])|secret|bmnn|(?:độ|mức) mật/giu;
/** Longer than any rule looks before or behind the syllable. */
const around = 80;

/** The parts of the text that have such a syllable, so that a long paper is not read by every rule. */
function* doubtful(text: string): Generator<string> {
  for (const reading of readings(text)) {
    let [from, to] = [0, -1];
    for (const { index } of reading.matchAll(core)) {
      if (to >= 0 && index - around > to) yield reading.slice(from, to);
      if (to < 0 || index - around > to) from = Math.max(0, index - around);
      to = index + around;
    }
    if (to >= 0) yield reading.slice(from, to);
  }
}

/** The text as it is, and lines of letters of before Unicode as their fonts show them. */
function readings(text: string): string[] {
  const old = text
    .split('\n')
    .filter((line) => /[\u0080-\u00ff]/u.test(line) && !/[\u0100-\u01b0\u1ea0-\u1ef9]/u.test(line));
  const shown = (font: 'TCVN3' | 'VNI'): string =>
    old
      .map((line) => (/[a-z]/.test(line) ? fromOldFont(line, font) : fromOldFont(line, font).toUpperCase()))
      .join('\n');
  return [text, ...(old.length > 0 ? [shown('TCVN3'), shown('VNI')] : [])].map(cleaned);
}

/** Composed, without hidden characters or foreign look-alikes, and with single spaces, so that no rule need repeat itself. */
function cleaned(text: string): string {
  const spread = nfkd(text.toWellFormed().replace(/\p{Cf}+/gu, ''))
    .replace(strangers, (letter) => lookAlikes.get(letter)!)
    .replace(/(?![\u0300-\u0303\u0306\u0309\u031b\u0323])\p{M}+/gu, '');
  return nfc(spread)
    .replace(/[\r\n\u2028\u2029]+/gu, '\n')
    .replace(/[^\S\n]+/gu, ' ');
}

/** Cyrillic and Greek letters drawn like those of the marks. */
const lookAlikes = new Map(
  [...'АВЕІЈКМНОРЅТУХаеіјорсухΑΒΕΙΚΜΝΟΡΤΥΧονᴍᴛ\u00D0\u00F0\u0189'].map(
    (letter, index) => [letter, 'ABEIJKMHOPSTYXaeijopcyxABEIKMNOPTYXovMTĐđĐ'[index]!] as const,
  ),
);
const strangers = new RegExp(`[${[...lookAlikes.keys()].join('')}]`, 'gu');

/** The words with gaps between their letters, and with what is typed for some: "T.Ố.I". */
function spacedOut(words: string): string {
  const looks: Readonly<Record<string, string>> = { ệ: '[ệê]', ố: '[ốôó]', i: '[iíl1|]' };
  return words
    .split('|')
    .map((word) => [...word].map((letter) => looks[letter] ?? letter).join(gap))
    .join('|');
}

/** Words, perhaps with conditions behind them, in small letters, with one capital, and in capitals. */
function anyCase(words: string): string {
  const forms = (word: string): string[] => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()];
  return words.replace(/[\p{L}]+/gu, (word) => `(?:${[...new Set(forms(word))].join('|')})`);
}
