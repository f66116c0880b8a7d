// Papers of every kind that committees exchange, as small as they can be.
import { strToU8, zipSync } from 'fflate';

const xml = (body: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${body}`);
const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (...runs: string[]): string => `<w:p>${runs.map(run).join('')}</w:p>`;

type Parts = Record<string, Uint8Array>;
const packed = (parts: Parts): Buffer => Buffer.from(zipSync(parts));

/** What makes a packed paper known as one. */
const types = (main: string, kind: string): Parts => ({
  '[Content_Types].xml': xml(
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.${kind}.main+xml"/></Types>`,
  ),
});

export const plainText = 'Báo cáo tình hình triển khai nhiệm vụ chuyển đổi số quý IV năm 2026 của tỉnh. '.repeat(8);

/** Paragraphs, each a text or the runs it is split into. */
export const docx = (body: readonly (string | string[])[], more: Parts = {}): Buffer =>
  packed({
    ...types('word/document.xml', 'wordprocessingml.document'),
    'word/document.xml': xml(
      `<w:document xmlns:w="w"><w:body>${body.map((one) => paragraph(...[one].flat())).join('')}</w:body></w:document>`,
    ),
    ...more,
  });

export const header = (...runs: string[]): Parts => ({
  'word/header1.xml': xml(`<w:hdr xmlns:w="w">${paragraph(...runs)}</w:hdr>`),
});
export const watermark = (words: string): Parts => ({
  'word/header2.xml': xml(`<w:hdr xmlns:w="w" xmlns:v="v"><v:shape><v:textpath string="${words}"/></v:shape></w:hdr>`),
});
export const footnote = (words: string): Parts => ({
  'word/footnotes.xml': xml(`<w:footnotes xmlns:w="w">${paragraph(words)}</w:footnotes>`),
});
export const about = (title: string): Parts => ({
  'docProps/core.xml': xml(`<cp:coreProperties><dc:title>${title}</dc:title></cp:coreProperties>`),
});
export const embedded = (name: string, bytes: Uint8Array): Parts => ({
  [`word/embeddings/${name}`]: new Uint8Array(bytes),
});
/** A page that was scanned and pasted. */
export const scan: Parts = { 'word/media/image1.png': new Uint8Array(90_000).map((_, nth) => (nth * 7919) % 251) };

export const xlsx = (cells: readonly string[], more: { header?: string; sheet?: string } = {}): Buffer =>
  packed({
    ...types('xl/workbook.xml', 'spreadsheetml.sheet'),
    'xl/workbook.xml': xml(`<workbook><sheets><sheet name="${more.sheet ?? 'DS'}" sheetId="1"/></sheets></workbook>`),
    'xl/sharedStrings.xml': xml(`<sst>${cells.map((cell) => `<si><t>${cell}</t></si>`).join('')}</sst>`),
    'xl/worksheets/sheet1.xml': xml(
      `<worksheet><sheetData/><headerFooter><oddHeader>${more.header ?? ''}</oddHeader></headerFooter></worksheet>`,
    ),
  });

export const pptx = (...slides: string[]): Buffer =>
  packed({
    ...types('ppt/presentation.xml', 'presentationml.presentation'),
    'ppt/presentation.xml': xml('<p:presentation/>'),
    ...Object.fromEntries(
      slides.map((words, nth) => [
        `ppt/slides/slide${nth + 1}.xml`,
        xml(`<p:sld><a:p><a:r><a:t>${words}</a:t></a:r></a:p></p:sld>`),
      ]),
    ),
  });

export const odt = (body: string, more: Parts = {}): Buffer =>
  Buffer.from(
    zipSync({
      mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
      'content.xml': xml(`<office:document-content><text:p>${body}</text:p></office:document-content>`),
      ...more,
    }),
  );
export const odtHeader = (words: string): Parts => ({
  'styles.xml': xml(
    `<office:document-styles><style:header><text:p>${words}</text:p></style:header></office:document-styles>`,
  ),
});

/** A PDF of these pages; its letters have a table, as any program that writes Vietnamese gives them one. */
export function pdf(
  pages: readonly string[],
  more: { title?: string; picture?: boolean; locked?: boolean } = {},
): Buffer {
  const letters = [...new Set([...pages.join('')])];
  const hex = (text: string, width: number): string =>
    [...text].map((letter) => letter.charCodeAt(0).toString(16).padStart(width, '0')).join('');
  const table = letters
    .map((letter, nth) => `<${(nth + 0x30).toString(16).padStart(2, '0')}> <${hex(letter, 4)}>`)
    .join('\n');
  const cmap = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def 1 begincodespacerange <00> <ff> endcodespacerange ${letters.length} beginbfchar\n${table}\nendbfchar endcmap CMapName currentdict /CMap defineresource pop end end`;
  const shown = (text: string): string =>
    [...text].map((letter) => (letters.indexOf(letter) + 0x30).toString(16).padStart(2, '0')).join('');
  const stream = (words: string): string => `<< /Length ${words.length} >>\nstream\n${words}\nendstream`;
  const lines = (text: string): string =>
    text
      .split('\n')
      .map((line, nth) => `1 0 0 1 50 ${700 - nth * 20} Tm <${shown(line)}> Tj`)
      .join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pages.map((_, nth) => `${6 + nth * 2} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R >>',
    stream(cmap),
    `<< /Title <feff${hex(more.title ?? '', 4)}> >>`,
    ...pages.flatMap((text, nth) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents ${7 + nth * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      stream(
        `BT /F1 12 Tf ${lines(text)} ET${more.picture ? ' q 9 0 0 9 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u0001 EI Q' : ''}`,
      ),
    ]),
  ];
  let body = '%PDF-1.7\n';
  const at = objects.map((object, nth) => {
    const from = body.length;
    body += `${nth + 1} 0 obj\n${object}\nendobj\n`;
    return from;
  });
  const lock = more.locked
    ? ` /Encrypt << /Filter /Standard /V 1 /R 2 /O <${'00'.repeat(32)}> /U <${'11'.repeat(32)}> /P -4 >> /ID [<00><00>]`
    : '';
  body += `xref\n0 ${at.length + 1}\n0000000000 65535 f \n${at.map((from) => `${String(from).padStart(10, '0')} 00000 n \n`).join('')}`;
  const start = body.indexOf('xref\n0 ');
  return Buffer.from(
    `${body}trailer << /Size ${at.length + 1} /Root 1 0 R /Info 5 0 R${lock} >>\nstartxref\n${start}\n%%EOF`,
    'latin1',
  );
}

/** As Word of 1997 keeps its text: two bytes a letter, among others. */
export const doc = (words: string): Buffer =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(1024, 7),
    Buffer.from(words, 'utf16le'),
    Buffer.alloc(512),
  ]);

/** Zeros that take a thousandth of the room they need. */
export const bomb = (): Buffer =>
  packed({
    ...types('word/document.xml', 'wordprocessingml.document'),
    'word/document.xml': new Uint8Array(80 * 1024 * 1024),
  });
