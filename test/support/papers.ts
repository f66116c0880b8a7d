// The newest paper that somebody was sent in the chat and what it says, and what a telephone reads on it.
import { strFromU8, unzipSync } from 'fflate';
import jsqr from 'jsqr';
import { extractImages, extractText, getDocumentProxy } from 'unpdf';
import type { Service } from './service.ts';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Each paragraph's words, as they stand in the file itself. */
export const linesOfPaper = (bytes: Uint8Array): string[] =>
  [...strFromU8(unzipSync(bytes)['word/document.xml']!).matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
      .map(([, words = '']) => words.replace(/&(\w+);/g, (_all, name: string) => entities[name] ?? '?'))
      .join(''),
  );

export function paperSent(service: Service, code: string): { name: string; bytes: Uint8Array; text: string } {
  const sent = service.phone(code).messages.findLast(({ file }) => file?.name.endsWith('.docx'));
  if (!sent?.file) throw new Error(`${code} got no paper\n${service.phone(code).transcript()}`);
  const { name, bytes } = sent.file;
  return { name, bytes, text: linesOfPaper(bytes).join('\n') };
}

/** What a telephone would read on each page of a PDF. */
export async function codesIn(bytes: Uint8Array): Promise<string[][]> {
  const read = await getDocumentProxy(new Uint8Array(bytes));
  const pages = Array.from({ length: read.numPages }, (_, nth) => nth + 1);
  return Promise.all(
    pages.map(async (page) =>
      (await extractImages(read, page)).map(({ data, width, height, channels }) => {
        const light = Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) =>
          at % 4 === 3 ? 255 : data[Math.floor(at / 4) * channels]!,
        );
        const jsQR = jsqr as unknown as typeof jsqr.default;
        return jsQR(light, width, height)?.data ?? '';
      }),
    ),
  );
}

/** What a PDF says on all its pages, in one line, and whether it calls itself PDF/A-2b. */
export async function keptPdf(bytes: Uint8Array): Promise<{ words: string; keeps: boolean; pages: number }> {
  const read = await getDocumentProxy(new Uint8Array(bytes));
  const { totalPages: pages, text } = await extractText(read, { mergePages: true });
  const keeps = /<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>B</.test(Buffer.from(bytes).toString('latin1'));
  return { words: text.normalize('NFC').replace(/\s+/g, ' '), keeps, pages };
}
