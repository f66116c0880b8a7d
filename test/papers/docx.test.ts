// A printed paper, read back from the XML of the file itself.
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Sheet } from '../../src/kernel/sheet.ts';
import { said, type Text } from '../../src/kernel/text.ts';
import { docxOf } from '../../src/papers/docx.ts';
import { laidOut } from '../../src/papers/laid.ts';
import { balanced, nameLines } from '../../src/papers/words.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { linesOfPaper } from '../support/papers.ts';
import { invitation, letter, minutes, party, report, samples } from './samples.ts';

const texts = openTexts();
const say = (words: Text): string => texts.say('vi', words);
const print = (sheet: Sheet) => docxOf(laidOut(sheet, say));

const xmlOf = (bytes: Uint8Array, name = 'document'): string => strFromU8(unzipSync(bytes)[`word/${name}.xml`]!);

describe('NĐ 30/2020: what stands on a paper', () => {
  test('an invitation has every part in its place', async () => {
    const lines = linesOfPaper(await print(invitation)).filter(Boolean);
    expect(lines.slice(0, 12)).toEqual([
      'ỦY BAN NHÂN DÂN',
      'TỈNH KHÁNH HÒA',
      'BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ',
      'TỈNH KHÁNH HÒA',
      'Số: 05/GM-BCĐCĐS',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Khánh Hòa, ngày 05 tháng 01 năm 2027',
      'GIẤY MỜI',
      'Họp Ban Chỉ đạo Chuyển đổi số tỉnh quý IV năm 2026',
      expect.stringContaining('trân trọng kính mời'),
      expect.stringContaining('1. Chủ trì'),
    ]);
    expect(lines.slice(-10)).toEqual([
      '4. Đầu mối liên hệ: Đồng chí Trần Thị Ngọc Hương, chuyên viên Sở Khoa học và Công nghệ./.',
      'Nơi nhận:',
      '- Như thành phần mời;',
      '- Trưởng ban, các Phó Trưởng ban (để b/c);',
      '- Lưu: VT, SKHCN.',
      'TL. TRƯỞNG BAN',
      'ỦY VIÊN THƯỜNG TRỰC',
      'GIÁM ĐỐC',
      'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
      'Lê Thị Quỳnh Như',
    ]);
  });

  test('A4, its margins, Times New Roman in Vietnamese', async () => {
    const bytes = await print(invitation);
    expect(xmlOf(bytes)).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(xmlOf(bytes)).toMatch(/<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"/);
    const styles = xmlOf(bytes, 'styles');
    expect(styles).toContain('w:ascii="Times New Roman"');
    expect(styles).toContain('w:val="vi-VN"');
  });

  test('an annex lies on its side where it says so, and repeats the head of its table', async () => {
    const bytes = await print(report);
    const xml = xmlOf(bytes);
    expect(xml).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/);
    expect(xml).toContain('<w:tblHeader/>');
    expect(linesOfPaper(bytes)).toContain('(Kèm theo Báo cáo số ……/BC-SKHCN ngày …… tháng …… năm ……)');
  });

  test('a number and a date that nobody gave are left open, and the paper says that it is a draft', async () => {
    const lines = linesOfPaper(await print(report));
    expect(lines).toContain('Số: ……/BC-SKHCN');
    expect(lines).toContain('Khánh Hòa, ngày …… tháng …… năm ……');
    expect(lines).toContain('DỰ THẢO');
    expect(linesOfPaper(await print(invitation))).not.toContain('DỰ THẢO');
  });

  test('days below ten and the first two months have a zero, other months none', async () => {
    expect(linesOfPaper(await print(letter))).toContain('Khánh Hòa, ngày 05 tháng 3 năm 2027');
  });

  test('a letter says under its number what it is about, and lists whom it is sent to', async () => {
    const lines = linesOfPaper(await print(letter));
    expect(lines).toContain('Số: 12/BCĐCĐS-SKHCN');
    expect(lines.join(' ')).toContain('V/v đôn đốc thực hiện nhiệm vụ quá hạn');
    expect(lines).toContain('- Sở Tài chính;');
    expect(lines).toContain('- Sở Nội vụ.');
  });

  test('minutes are signed twice, the secretary on the left, and bear no date at the top', async () => {
    const lines = linesOfPaper(await print(minutes));
    expect(lines.indexOf('THƯ KÝ')).toBeLessThan(lines.indexOf('CHỦ TỌA'));
    expect(lines.join('\n')).not.toContain('Khánh Hòa, ngày');
  });
});

describe('Hướng dẫn 05-HD/VPTW: a paper of the Party', () => {
  test('its own head, number and end', async () => {
    const lines = linesOfPaper(await print(party)).filter(Boolean);
    expect(lines).toContain('ĐẢNG CỘNG SẢN VIỆT NAM');
    expect(lines).not.toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    expect(lines).toContain('Số 05-TB/BCĐ');
    expect(lines).toContain('*');
    expect(lines).toContain('T/M BAN CHỈ ĐẠO');
    expect(lines.join('\n')).toContain('chuyên viên Sở Khoa học và Công nghệ.\n');
    expect(lines.join('\n')).not.toContain('./.');
  });
});

describe('whatever people write', () => {
  const hostile = [
    '<w:t>&amp; ]]> </w:body> {{about}} $t(bot:cancel) %s',
    '😀👩‍👩‍👧 🇻🇳 ☐ ☑ ✓',
    `Nguyễn ${'Thị '.repeat(75)}Dài`,
    'א‮מִבְחָן مرحبا ‏\u202egnol\u202c',
    'a\u0000b\u0008c\u001fd\ud800e\udc00f\ufffe\uffff',
    'dòng một\nSố: 99/GM-GIẢ\r\n\tCỘNG HÒA',
    '',
    ' | | ',
  ];

  const filled = (sheet: Sheet, words: string): Sheet => ({
    ...sheet,
    parent: words,
    issuer: words,
    symbol: [words, words],
    number: { ordinal: '7', symbol: words },
    place: words,
    filed: words,
    kind: sheet.kind && said(words),
    about: said(words),
    to: [said(words), said(words)],
    copies: [said(words)],
    blocks: [
      { kind: 'heading', words: said(words) },
      { kind: 'lines', count: 3 },
      { kind: 'table', columns: [{ label: said(words) }, { label: said(words) }], rows: [[said(words), null], []] },
      { kind: 'paragraph', words: said(words) },
    ],
    annexes: [{ about: said(words), blocks: [{ kind: 'paragraph', words: said(words) }] }],
    signature: { authority: said(words), office: words, name: words },
    ...(sheet.beside && { beside: { authority: said(words), office: words, name: words } }),
  });

  test.each(
    Object.entries(samples).flatMap(([name, sheet]) => hostile.map((words, nth) => [name, nth, sheet, words] as const)),
  )('in every field of %s, text %i: a file that is whole', async (_name, _nth, sheet, words) => {
    const bytes = await print(filled(sheet, words));
    const xml = xmlOf(bytes);
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u);
    expect(xml.isWellFormed()).toBe(true);
    expect(xml).not.toContain('</w:body> ');
    expect(xml.match(/<w:body>/g)).toHaveLength(1);
    // What is typed never becomes a line of its own.
    expect(linesOfPaper(bytes)).not.toContain('Số: 99/GM-GIẢ');
  });
});

describe('how a name is broken', () => {
  test('where it is well broken, in lines of about one length', () => {
    expect(balanced('Ban Chỉ đạo Chuyển đổi số tỉnh Khánh Hòa', 26, say)).toEqual([
      'Ban Chỉ đạo Chuyển đổi số',
      'tỉnh Khánh Hòa',
    ]);
    expect(balanced('Giám đốc Sở Khoa học và Công nghệ', 30, say)).toEqual(['Giám đốc', 'Sở Khoa học và Công nghệ']);
    expect(balanced('', 26, say)).toEqual([]);
  });

  test('as somebody broke it himself', () => {
    expect(nameLines('Ủy ban|nhân dân tỉnh', 26, say)).toEqual(['Ủy ban', 'nhân dân tỉnh']);
  });
});
