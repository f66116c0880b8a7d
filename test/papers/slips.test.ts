// Slips with a code, read back by other readers than those that wrote them: the page by unpdf, the code by jsQR.
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import type { Slips } from '../../src/kernel/slips.ts';
import { said, type Text } from '../../src/kernel/text.ts';
import { printed } from '../../src/papers/index.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { codesIn } from '../support/papers.ts';

const texts = openTexts();
const say = (words: Text): string => texts.say('vi', words);
const now = new Date('2027-01-05T01:00:00Z');
const problems: unknown[] = [];
const print = async (slips: Slips): Promise<Uint8Array> => {
  const [file] = await printed({ slips }, { say, now, hours: () => 3, onProblem: (problem) => problems.push(problem) });
  if (!file) throw new Error(`nothing was printed: ${problems.join(', ')}`);
  expect(file).toMatchObject({ mime: 'application/pdf', name: expect.stringMatching(/\.pdf$/) });
  return file.bytes;
};

const slip = (nth: number) => ({
  above: said('Ban Chỉ đạo Chuyển đổi số tỉnh Khánh Hòa'),
  heading: said(`Nguyễn Văn ${nth}`),
  lines: [said('Giám đốc Sở Khoa học và Công nghệ'), said('Kính mời dự: Họp quý IV năm 2026')],
  code: `https://thuky.khanhhoa.gov.vn/diem-danh/0000${10 + nth}`,
  below: said('Đến nơi: quét mã để tự điểm danh'),
});

describe('MT15: mã trên giấy đọc được bằng máy khác', () => {
  test('treo ở cửa: một trang, một mã đúng địa chỉ, lời in đủ, là PDF/A', async () => {
    const bytes = await print({ title: said('Mã điểm danh GM-01'), size: 'door', slips: [slip(1)] });
    expect(await codesIn(bytes)).toEqual([[slip(1).code]]);
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
    expect(text.normalize('NFC').replace(/\s+/g, ' ')).toContain('Kính mời dự: Họp quý IV năm 2026');
    expect(Buffer.from(bytes).toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>');
  });

  test('phiếu từng người: tám phiếu một trang, mỗi phiếu đúng mã của mình', async () => {
    const slips = Array.from({ length: 11 }, (_, nth) => slip(nth));
    const pages = await codesIn(await print({ title: said('Phiếu mời'), size: 'hand', slips }));
    expect(pages.map((codes) => codes.length)).toEqual([8, 3]);
    expect(pages.flat()).toEqual(slips.map(({ code }) => code));
  });

  test('chữ lạ, dấu của ngôn ngữ dàn trang, tên 300 chữ, chữ viết ngược, hình vui: vẫn in, mã vẫn đúng', async () => {
    const nasty = [
      '<b>&amp;</b> #set text(red) $x$ *_`@',
      'ễ'.repeat(300),
      '\u202egnouht',
      '👨‍👩‍👧 Ô',
      '\ud83d\u0000',
      '',
    ];
    const slips = nasty.map((words, nth) => {
      const say = said(words);
      return { ...slip(nth), above: say, heading: say, lines: Array.from({ length: 9 }, () => say), below: say };
    });
    const pages = await codesIn(await print({ title: said(nasty[0]!), size: 'hand', slips }));
    // What is long ends where its slip does.
    expect(pages).toEqual([slips.map(({ code }) => code)]);
    expect(problems).toEqual([]);
  });
});
