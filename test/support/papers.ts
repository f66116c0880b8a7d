// The newest paper that somebody was sent in the chat, and what it says.
import { strFromU8, unzipSync } from 'fflate';
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
