// The check of a paper: silent on ours, and finding what is seeded into them.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { performLine } from '../../src/cli/line.ts';
import type { Sheet } from '../../src/kernel/sheet.ts';
import { said, type Text } from '../../src/kernel/text.ts';
import { checkPaper } from '../../src/papers/check.ts';
import { docxOf } from '../../src/papers/docx.ts';
import { laidOut } from '../../src/papers/laid.ts';
import { NoPaper } from '../../src/papers/reading.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { invitation, letter, party, report, samples } from './samples.ts';

const texts = openTexts();
const say = (words: Text): string => texts.say('vi', words);
const print = (sheet: Sheet) => docxOf(laidOut(sheet, say));
const codes = (bytes: Uint8Array): string[] => checkPaper(bytes, say).map(({ code }) => code);

/** The file with something changed in one of its parts; what is to be changed must be there. */
function changed(bytes: Uint8Array, change: (xml: string) => string, part = 'word/document.xml'): Uint8Array {
  const files = unzipSync(bytes);
  const before = strFromU8(files[part]!);
  const after = change(before);
  if (after === before) throw new Error('nothing was changed');
  return zipSync({ ...files, [part]: strToU8(after) });
}

/** The paragraph in which these words stand, changed. */
const paragraphOf =
  (words: string, change: (paragraph: string) => string) =>
  (xml: string): string =>
    xml.replace(/<w:p>(?:(?!<w:p>).)*?<\/w:p>/gs, (one) => (one.includes(words) ? change(one) : one));

const withWords = (from: string, to: string) => (xml: string) => xml.replace(from, to);

let plain: Uint8Array;
let reported: Uint8Array;
let sent: Uint8Array;
let ofParty: Uint8Array;

beforeAll(async () => {
  plain = await print(invitation);
  reported = await print(report);
  sent = await print(letter);
  ofParty = await print(party);
});

describe('NĐ 30/2020: what departs from the form is named', () => {
  test.each(Object.keys(samples))('ours: %s has nothing to be named', async (name) => {
    expect(checkPaper(await print(samples[name]!), say).map(({ words }) => say(words))).toEqual([]);
  });

  const seeds: readonly (readonly [what: string, code: string, seeded: () => Uint8Array])[] = [
    [
      'Letter instead of A4',
      'page',
      () => changed(plain, withWords('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')),
    ],
    ['a left margin of 25 mm', 'margin-left', () => changed(plain, withWords('w:left="1701"', 'w:left="1417"'))],
    ['a right margin of 10 mm', 'margin-right', () => changed(plain, withWords('w:right="850"', 'w:right="567"'))],
    ['a top margin of 30 mm', 'margin-top', () => changed(plain, withWords('w:top="1134"', 'w:top="1701"'))],
    ['no page number', 'page-number', () => changed(plain, (xml) => xml.replace(/PAGE/g, 'DATE'), 'word/header1.xml')],
    [
      'another font in one paragraph',
      'font',
      () =>
        changed(
          plain,
          paragraphOf('2. Thời gian', (one) => one.replaceAll('Times New Roman', 'Arial')),
        ),
    ],
    [
      'an old font',
      'font',
      () =>
        changed(
          plain,
          paragraphOf('1. Chủ trì', (one) => one.replaceAll('Times New Roman', '.VnTime')),
        ),
    ],
    [
      'blue letters',
      'color',
      () =>
        changed(
          plain,
          paragraphOf('GIẤY MỜI', (one) => one.replace('<w:rPr>', '<w:rPr><w:color w:val="2F5496"/>')),
        ),
    ],
    [
      'letters and marks apart',
      'composed',
      () => changed(plain, withWords('2. Thời gian', '2. Thời gian'.normalize('NFD'))),
    ],
    ['the country misspelt', 'country', () => changed(plain, withWords('CỘNG HÒA XÃ HỘI', 'CỘNG HÒA XÃ HÔI'))],
    [
      'a motto with long dashes',
      'motto',
      () => changed(plain, withWords('Độc lập - Tự do - Hạnh phúc', 'Độc lập – Tự do – Hạnh phúc')),
    ],
    [
      'no line below the motto',
      'motto-rule',
      () => changed(plain, (xml) => xml.replace(/(Hạnh phúc<\/w:t><\/w:r><\/w:p>)<w:p>.*?<\/w:p>/s, '$1')),
    ],
    [
      'a line below the motto that is too short',
      'motto-rule',
      () =>
        changed(plain, (xml) =>
          xml.replace(
            /(Hạnh phúc<\/w:t><\/w:r><\/w:p><w:p>.*?)w:left="\d+" w:right="\d+"/s,
            '$1w:left="2200" w:right="2200"',
          ),
        ),
    ],
    [
      'no line below the issuer',
      'issuer-rule',
      () =>
        changed(plain, (xml) =>
          xml.replace(/(>TỈNH KHÁNH HÒA<\/w:t><\/w:r><\/w:p>)<w:p><w:pPr><w:pBdr>.*?<\/w:p>/s, '$1'),
        ),
    ],
    [
      'the issuer not bold',
      'issuer',
      () =>
        changed(plain, (xml) =>
          xml
            .replace(/<w:b\/><w:bCs\/>((?:(?!<w:b\/>).)*?BAN CHỈ ĐẠO)/s, '$1')
            .replace(
              /<w:b\/><w:bCs\/>((?:(?!<w:b\/>).)*?>TỈNH KHÁNH HÒA<\/w:t><\/w:r><\/w:p><w:p><w:pPr><w:pBdr>)/s,
              '$1',
            ),
        ),
    ],
    ['a number without its zero', 'number-zero', () => changed(plain, withWords('Số: 05/GM', 'Số: 5/GM'))],
    ['blanks in the symbol', 'number-form', () => changed(plain, withWords('05/GM-BCĐCĐS', '05 / GM - BCĐCĐS'))],
    ['a number left open on what is no draft', 'number-open', () => changed(plain, withWords('Số: 05/', 'Số: ……/'))],
    ['a day without its zero', 'date-day', () => changed(plain, withWords('ngày 05 tháng', 'ngày 5 tháng'))],
    ['January without its zero', 'date-month', () => changed(plain, withWords('tháng 01 năm', 'tháng 1 năm'))],
    ['March with a zero', 'date-month', () => changed(sent, withWords('tháng 3 năm', 'tháng 03 năm'))],
    [
      'an upright date',
      'date-look',
      () =>
        changed(
          plain,
          paragraphOf('ngày 05 tháng', (one) => one.replace('<w:i/>', '').replace('<w:iCs/>', '')),
        ),
    ],
    ['the kind in small letters', 'kind', () => changed(plain, withWords('GIẤY MỜI', 'Giấy mời'))],
    [
      'what it is about not bold',
      'about',
      () =>
        changed(
          plain,
          paragraphOf('Họp Ban Chỉ đạo Chuyển đổi số tỉnh quý IV', (one) =>
            one.replace('<w:b/>', '').replace('<w:bCs/>', ''),
          ),
        ),
    ],
    [
      'no line below what it is about',
      'about-rule',
      () => changed(plain, (xml) => xml.replace(/(quý IV năm 2026<\/w:t><\/w:r><\/w:p>)<w:p>.*?<\/w:p>/s, '$1')),
    ],
    [
      'the content of size 12',
      'body-size',
      () =>
        changed(
          plain,
          paragraphOf('3. Địa điểm', (one) => one.replaceAll('w:val="28"', 'w:val="24"')),
        ),
    ],
    [
      'the content to the left',
      'body-align',
      () =>
        changed(
          plain,
          paragraphOf('3. Địa điểm', (one) => one.replace('w:val="both"', 'w:val="left"')),
        ),
    ],
    [
      'no first line set in',
      'body-indent',
      () =>
        changed(
          plain,
          paragraphOf('3. Địa điểm', (one) => one.replace('w:firstLine="720"', 'w:firstLine="0"')),
        ),
    ],
    [
      'paragraphs too close',
      'body-between',
      () =>
        changed(
          plain,
          paragraphOf('3. Địa điểm', (one) => one.replace('w:after="120"', 'w:after="0"')),
        ),
    ],
    [
      'lines too far apart',
      'body-line',
      () =>
        changed(
          plain,
          paragraphOf('3. Địa điểm', (one) => one.replace('w:line="264"', 'w:line="480"')),
        ),
    ],
    ['no ./. at the end', 'end', () => changed(plain, withWords('Công nghệ./.', 'Công nghệ.'))],
    [
      'a legal basis upright',
      'basis',
      () =>
        changed(
          reported,
          paragraphOf('Căn cứ Quyết định', (one) => one.replace('<w:i/>', '').replace('<w:iCs/>', '')),
        ),
    ],
    [
      'who gets it not in italics',
      'copies-look',
      () =>
        changed(
          plain,
          paragraphOf('Nơi nhận:', (one) => one.replace('<w:i/>', '').replace('<w:iCs/>', '')),
        ),
    ],
    [
      'the list of who gets it too large',
      'copies-size',
      () =>
        changed(
          plain,
          paragraphOf('- Như thành phần mời', (one) => one.replaceAll('w:val="22"', 'w:val="28"')),
        ),
    ],
    [
      'the list without semicolons',
      'copies-list',
      () => changed(plain, withWords('- Như thành phần mời;', '- Như thành phần mời')),
    ],
    ['nowhere filed', 'copies-filed', () => changed(plain, withWords('- Lưu: VT, SKHCN.', '- Văn phòng.'))],
    [
      'whom it is sent to without a full stop',
      'to-list',
      () => changed(sent, withWords('- Sở Nội vụ.', '- Sở Nội vụ')),
    ],
    [
      'the post in small letters',
      'signature-post',
      () => changed(plain, withWords('ỦY VIÊN THƯỜNG TRỰC', 'Ủy viên thường trực')),
    ],
    [
      'a degree before the name',
      'signature-degree',
      () => changed(plain, withWords('Lê Thị Quỳnh Như', 'TS. Lê Thị Quỳnh Như')),
    ],
    ['TL without its point', 'signature-right', () => changed(plain, withWords('TL. TRƯỞNG BAN', 'TL TRƯỞNG BAN'))],
    ['a paper of the Party with ./.', 'end', () => changed(ofParty, withWords('Công nghệ.<', 'Công nghệ./.<'))],
    [
      'a number of the Party with a colon',
      'number-form',
      () => changed(ofParty, withWords('Số 05-TB/BCĐ', 'Số: 05/TB-BCĐ')),
    ],
    [
      'TM. on a paper of the Party',
      'signature-right',
      () => changed(ofParty, withWords('T/M BAN CHỈ ĐẠO', 'TM. BAN CHỈ ĐẠO')),
    ],
  ];

  test.each(seeds)('%s: %s, and nothing else', (_what, code, seeded) => {
    expect(codes(seeded())).toEqual([code]);
  });

  test('what is left out is named, whatever else is then not to be found', () => {
    expect(codes(changed(plain, withWords('Nơi nhận:', 'Gửi:')))).toContain('copies');
    expect(codes(changed(sent, withWords('Kính gửi:', 'Gửi:')))).toContain('to');
  });

  test('what is named is said in whole Vietnamese sentences', () => {
    const [wrong] = checkPaper(changed(plain, withWords('ngày 05 tháng', 'ngày 5 tháng')), say);
    expect(say(wrong!.words)).toBe('Ngày nhỏ hơn 10 phải có số 0 phía trước: Khánh Hòa, ngày 5 tháng 01 năm 2027');
  });
});

describe('paper check FILE.docx', () => {
  const run = async (bytes: Uint8Array, ...more: string[]) => {
    const folder = await mkdtemp(join(tmpdir(), 'thu-ky-paper-'));
    try {
      await writeFile(join(folder, 'a.docx'), bytes);
      const path = join(folder, 'a.docx');
      const around = { environment: () => ({}), log: () => undefined, signal: new AbortController().signal };
      return await performLine(['paper', 'check', path, ...more], around);
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  test('0 where nothing departs, 1 with a line for each that does', async () => {
    expect(await run(plain)).toMatchObject({ exit: 0, err: '' });
    const wrong = changed(plain, withWords('Số: 05/GM', 'Số: 5/GM'));
    const { exit, out, err } = await run(wrong);
    expect([exit, out.split('\n').length - 1]).toEqual([1, 1]);
    expect(err).toContain('1 điểm chưa đúng thể thức');
    expect(JSON.parse((await run(wrong, '--json')).out)).toMatchObject({
      refused: 'departs',
      departures: [{ code: 'number-zero' }],
    });
  });

  test('what is no Word file is refused as such', async () => {
    expect((await run(strToU8('%PDF-1.7'))).err).toContain('không phải tệp Word');
  });
});

describe('other files', () => {
  test('what is no Word file is none', () => {
    for (const bytes of [new Uint8Array(), strToU8('%PDF-1.7'), zipSync({ 'a.txt': strToU8('x') })]) {
      expect(() => checkPaper(bytes, say)).toThrow(NoPaper);
    }
  });

  test('a file that unpacks to more than any paper is not unpacked', () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(60 * 1024 * 1024) });
    expect(() => checkPaper(bomb, say)).toThrow(NoPaper);
  });

  test('an empty document lacks its head', () => {
    const empty = zipSync({
      'word/document.xml': strToU8(
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>',
      ),
    });
    expect(codes(empty)).toContain('head');
  });

  test('what people write where it does not belong is never run into', async () => {
    const words = 'Số: 05/GM-X Nơi nhận: CỘNG HÒA'.repeat(20);
    const bytes = await print({
      ...invitation,
      about: said(words),
      signature: { authority: null, office: words, name: words },
    });
    expect(codes(bytes).length).toBeLessThan(10);
  });
});
