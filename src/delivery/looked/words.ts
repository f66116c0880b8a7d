// The words of a file as committees exchange them, to be looked through for a secrecy mark. Strangers' bytes: what they
// unpack to is counted, and what cannot be read is said not to be.
import { strFromU8, type UnzipFileInfo, unzipSync } from 'fflate';

/** Texts that have a beginning of their own each; `whole` when nothing in the file was anything but words. */
export type Words = { parts: readonly string[]; whole: boolean };

/** Unpacks to more than any paper does. */
export class Swollen extends Error {
  override name = 'Swollen';
}

/** In bytes, of all that is unpacked of one file. */
const mostUnpacked = 50 * 1024 * 1024;
const mostEntries = 10_000;
/** Files within files within files. */
const deepest = 3;
const mostPages = 400;

type Budget = { left: number; deep: number };

const nothing: Words = { parts: [], whole: false };

/** @throws Swollen */
export function wordsOf(ending: string, bytes: Uint8Array): Promise<Words> {
  return read(ending, bytes, { left: mostUnpacked, deep: 0 });
}

async function read(ending: string, bytes: Uint8Array, budget: Budget): Promise<Words> {
  switch (ending) {
    case 'txt':
    case 'csv':
    case 'xml':
      return { parts: plainText(bytes), whole: true };
    case 'htm':
    case 'html':
    case 'mht':
    case 'rtf':
      return { parts: plainText(bytes).map((text) => text.replace(/<[^>]*>/g, '')), whole: ending.startsWith('htm') };
    case 'docx':
    case 'xlsx':
    case 'pptx':
    case 'odt':
      return isCompound(bytes) ? compoundWords(bytes) : packedWords(bytes, budget);
    case 'pdf':
      return pdfWords(bytes, budget);
    case 'doc':
    case 'xls':
    case 'ppt':
    case 'bin':
      return compoundWords(bytes);
    default:
      return nothing;
  }
}

/** In the encoding it says it is of, or in those of before Unicode. */
function plainText(bytes: Uint8Array): string[] {
  const decode = (encoding: string, fatal = false): string => new TextDecoder(encoding, { fatal }).decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return [decode('utf-16le')];
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return [decode('utf-16be')];
  try {
    return [decode('utf-8', true)];
  } catch {
    return [decode('windows-1258'), decode('windows-1252')];
  }
}

// Word, Excel, PowerPoint and OpenDocument: texts in XML, packed.

async function packedWords(bytes: Uint8Array, budget: Budget): Promise<Words> {
  const pictures: number[] = [];
  const files = unpack(bytes, budget, ({ name, originalSize }) => {
    if (/\.(png|jpe?g|gif|bmp|tiff?|emf|wmf)$/i.test(name)) pictures.push(originalSize);
    return (
      /\.(xml|vml|html?|mht|txt|rtf|docx|xlsx|pptx|odt|bin)$/i.test(name) &&
      !/(^|\/)(theme|styles?Effects|printerSettings)/i.test(name)
    );
  });
  if (!files || /encryption-data/.test(xmlOf(files, 'META-INF/manifest.xml'))) return nothing;
  const names = Object.keys(files).sort(headersFirst);
  const xml = names.filter((name) => /\.(xml|vml)$/i.test(name) && !name.startsWith('META-INF/'));
  const slides = xml.filter((name) => /^ppt\/slides\//.test(name));
  const parts = [
    ...xml.filter((name) => !slides.includes(name)).map((name) => wordsOfXml(xmlOf(files, name))),
    slides.map((name) => wordsOfXml(xmlOf(files, name))).join('\n'),
  ];
  let whole = true;
  for (const name of names.filter((one) => !/\.(xml|vml)$/i.test(one))) {
    if (budget.deep >= deepest) return { parts, whole: false };
    const inner = await read(endingOf(name), files[name]!, { ...budget, deep: budget.deep + 1 });
    parts.push(...inner.parts);
    whole &&= inner.whole;
  }
  return { parts, whole: whole && !isPictured(parts, pictures) };
}

/** The headers and the first text of a paper say what it is. */
const headersFirst = (one: string, other: string): number => rankOf(one) - rankOf(other) || (one < other ? -1 : 1);
const rankOf = (name: string): number =>
  /header/i.test(name) ? 0 : /document|content|slide1\.|sharedStrings/i.test(name) ? 1 : 2;

/** Pages scanned and pasted: pictures where words should be. */
function isPictured(parts: readonly string[], pictures: readonly number[]): boolean {
  const scans = pictures.filter((size) => size > 40_000).length;
  return scans > 0 && lettersIn(parts) < 400 * scans;
}

const lettersIn = (parts: readonly string[]): number =>
  parts.reduce((sum, part) => sum + (part.match(/\p{L}/gu)?.length ?? 0), 0);

/** Null when it is no archive, or one that is locked. */
function unpack(
  bytes: Uint8Array,
  budget: Budget,
  wanted: (file: UnzipFileInfo) => boolean,
): Record<string, Uint8Array> | null {
  let entries = 0;
  try {
    return unzipSync(bytes, {
      filter: (file) => {
        entries += 1;
        if (entries > mostEntries) throw new Swollen();
        if (!wanted(file)) return false;
        budget.left -= file.originalSize;
        if (budget.left < 0) throw new Swollen();
        return true;
      },
    });
  } catch (error) {
    if (error instanceof Swollen) throw error;
    return null;
  }
}

const xmlOf = (files: Record<string, Uint8Array>, name: string): string => (files[name] ? strFromU8(files[name]) : '');

/** Paragraphs, cells and lines end; runs of one word do not. Words in attributes (watermarks, names of sheets) come last. */
function wordsOfXml(xml: string): string {
  const inAttributes = [
    ...xml.matchAll(/\s(?:string|descr|[\w:]*title)="([^"]{1,500})"|<(?:\w+:)?sheet [^>]*?name="([^"]{1,200})"/g),
  ].map(([, words, sheet]) => words ?? sheet ?? '');
  const text = xml
    .replace(
      /<((?:\w+:)?(?:odd|even|first)(?:Header|Footer))\b[^>]*>([^<]*)<\/\1>/g,
      (_, _tag, words: string) => `\n${withoutCodes(words)}\n`,
    )
    .replace(
      /<\/(?:w:p|a:p|text:p|text:h|si|is|c|dc:\w+|cp:\w+|vt:\w+)>|<(?:w:br|w:cr|a:br|text:line-break)\b[^>]*>/g,
      '\n',
    )
    .replace(/<(?:w:tab|text:tab|text:s)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '');
  return unescaped([text, ...inAttributes].join('\n'));
}

/** "&C&14" in the headers of a sheet: place, font and size. */
const withoutCodes = (words: string): string =>
  words.replace(/&amp;(?:&quot;.*?&quot;|"[^"]*"|K[0-9A-F]{6}|[A-Z]|\d{1,3})/g, ' ');

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const unescaped = (words: string): string =>
  words.replace(/&(lt|gt|quot|apos|amp|#\d{1,7}|#x[0-9a-fA-F]{1,6});/g, (_, name: string) => {
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return entities[name] ?? (code <= 0x10ffff ? String.fromCodePoint(code) : '');
  });

// PDF.

async function pdfWords(bytes: Uint8Array, budget: Budget): Promise<Words> {
  const { getDocumentProxy } = await import('unpdf');
  try {
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { disableFontFace: true, verbosity: 0 });
    const { text, whole } = await pageWords(pdf);
    const info = (await pdf.getMetadata()).info as Record<string, unknown>;
    const about = ['Title', 'Subject', 'Keywords'].map((name) => String(info[name] ?? '')).join('\n');
    const attached = await attachedWords((await pdf.getAttachments()) as Attachments, budget);
    return { parts: [text, about, ...attached.parts], whole: whole && attached.whole };
  } catch (error) {
    // Broken, or locked by a password.
    if (error instanceof Swollen) throw error;
    return nothing;
  }
}

type Pdf = Awaited<ReturnType<typeof import('unpdf').getDocumentProxy>>;

async function pageWords(pdf: Pdf): Promise<{ text: string; whole: boolean }> {
  const pages: string[] = [];
  let whole = pdf.numPages <= mostPages;
  for (let number = 1; number <= Math.min(pdf.numPages, mostPages); number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const lines = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    const notes = ((await page.getAnnotations()) as Annotation[]).map(annotated).join('\n');
    const words = `${lines}\n${notes}`;
    pages.push(words);
    if (!isReadable(lines)) whole = whole && !(await hasPictures(page));
    page.cleanup();
  }
  // A file of no words at all is no paper that was read.
  return { text: pages.join('\n'), whole: whole && pages.some(isReadable) };
}

type Annotation = { contentsObj?: { str?: string }; fieldValue?: unknown; textContent?: readonly string[] };

const annotated = ({ contentsObj, fieldValue, textContent }: Annotation): string =>
  [contentsObj?.str ?? '', typeof fieldValue === 'string' ? fieldValue : '', ...(textContent ?? [])].join('\n');

/** Enough letters, and letters of a language: fonts without a table give signs in their place. */
function isReadable(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const signs = text.match(/[\p{Co}\p{Cn}\uFFFD]|(?![\n\r\t])\p{Cc}/gu)?.length ?? 0;
  return letters >= 20 && signs * 10 < letters;
}

async function hasPictures(page: Awaited<ReturnType<Pdf['getPage']>>): Promise<boolean> {
  const { fnArray } = await page.getOperatorList();
  const { OPS } = await (await import('unpdf')).getResolvedPDFJS();
  const painting = new Set([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
    OPS.paintFormXObjectBegin,
  ]);
  return fnArray.some((operation) => painting.has(operation));
}

type Attachments = Record<string, { filename?: string; content?: Uint8Array }> | null;

async function attachedWords(attachments: Attachments, budget: Budget): Promise<Words> {
  const parts: string[] = [];
  let whole = true;
  for (const { filename = '', content } of Object.values(attachments ?? {})) {
    if (!content || budget.deep >= deepest) return { parts, whole: false };
    const inner = await read(endingOf(filename), content, { ...budget, deep: budget.deep + 1 });
    parts.push(filename, ...inner.parts);
    whole &&= inner.whole;
  }
  return { parts, whole };
}

// .doc, .xls, .ppt, and papers locked by a password: of none of these can more be told than what stands there plainly.

const isCompound = (bytes: Uint8Array): boolean => [0xd0, 0xcf, 0x11, 0xe0].every((byte, nth) => bytes[nth] === byte);

function compoundWords(bytes: Uint8Array): Words {
  const runs = /(?:[\n\r\t -~\u00a0-\u024f\u1ea0-\u1ef9]|\p{M}){4,}/gu;
  const wide = [0, 1].map((from) => new TextDecoder('utf-16le').decode(bytes.subarray(from)));
  const narrow = new TextDecoder('windows-1252').decode(bytes);
  return {
    parts: [
      ...wide.map((text) => (text.match(runs) ?? []).join('\n')),
      (narrow.match(/[\n\r\t -~\u00a0-\u00ff]{12,}/gu) ?? []).filter(isSentence).join('\n'),
    ].map((text) => text.replaceAll('\r', '\n')),
    whole: false,
  };
}

/** Mostly plain letters: no chance bytes of a picture. */
const isSentence = (run: string): boolean => (run.match(/[A-Za-z ]/g)?.length ?? 0) > run.length * 0.6;

const endingOf = (name: string): string => /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? '';
