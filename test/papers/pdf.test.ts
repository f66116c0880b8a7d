// A paper as PDF/A, read back by another reader than the one that wrote it.
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import type { Picture } from '../../src/kernel/picture.ts';
import type { Sheet } from '../../src/kernel/sheet.ts';
import { said, type Text } from '../../src/kernel/text.ts';
import { printed } from '../../src/papers/index.ts';
import { laidOut } from '../../src/papers/laid.ts';
import { pdfOf } from '../../src/papers/pdf.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { invitation, party, report, samples } from './samples.ts';

const texts = openTexts();
const say = (words: Text): string => texts.say('vi', words);
const now = new Date('2027-01-05T01:00:00Z');
const print = (sheet: Sheet) => pdfOf(laidOut(sheet, say), now);

async function read(bytes: Uint8Array): Promise<{ pages: number; words: string }> {
  const { totalPages, text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return { pages: totalPages, words: text.normalize('NFC').replace(/\s+/g, ' ') };
}

const isForKeeping = (bytes: Uint8Array): boolean =>
  /<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>B</.test(Buffer.from(bytes).toString('latin1'));

describe('NĐ 30/2020: bản PDF nói đúng những gì bản Word nói', () => {
  test.each(Object.entries(samples))('%s: mọi lời đều có, là PDF/A, phông nằm trong tệp', async (_name, sheet) => {
    const bytes = await print(sheet);
    const { words } = await read(bytes);
    const laid = laidOut(sheet, say);
    const said = [
      ...laid.issuing.issuer,
      laid.issuing.number,
      laid.country.top,
      ...laid.about,
      ...laid.blocks.flatMap((block) => ('words' in block ? [block.words] : [])),
      ...laid.copies.listed,
      laid.signature.name,
      ...laid.annexes.flatMap(({ attached, blocks }) => [
        attached,
        ...blocks.flatMap((block) => (block.kind === 'table' ? block.rows.flat() : [])),
      ]),
    ];
    const without = (line: string): string => line.replace(/\s+/g, '');
    expect(said.filter((line) => !without(words).includes(without(line)))).toEqual([]);
    expect(isForKeeping(bytes)).toBe(true);
  });

  test('trang sau đánh số ở giữa, phụ lục nằm ngang không đánh số trang đầu', async () => {
    const { pages, words } = await read(await print(report));
    expect(pages).toBe(3);
    expect(words).toMatch(/ 3 /);
    expect(words).not.toMatch(/ 2 PHỤ LỤC/);
  });

  test('cùng một văn bản, cùng một lúc: cùng từng byte', async () => {
    expect(Buffer.from(await print(invitation)).equals(Buffer.from(await print(invitation)))).toBe(true);
  });

  test('chữ mà phông không có vẫn ra văn bản; dấu của ngôn ngữ dàn trang là chữ', async () => {
    const strange: Sheet = {
      ...party,
      blocks: [{ kind: 'paragraph', words: said('#panic("x") *đậm* $x$ @ai 😀 漢字 \\ #read("/etc/passwd")') }],
    };
    const bytes = await print(strange);
    const { words } = await read(bytes);
    expect(words).toContain('#panic("x") *đậm* $x$ @ai');
    expect(words).toContain('#read("/etc/passwd")');
    expect(isForKeeping(bytes)).toBe(false);
  });

  test('không dàn được trang thì vẫn có bản Word, và người vận hành biết', async () => {
    const problems: unknown[] = [];
    const broken = { ...invitation, form: 'state' as const, blocks: [{ kind: 'lines' as const, count: Number.NaN }] };
    const files = await printed(
      { sheet: broken },
      { say, now, hours: () => 4, onProblem: (problem) => problems.push(problem) },
    );
    expect(files.map(({ name }) => name.split('.').at(-1))).toEqual(['docx']);
    expect(problems).toHaveLength(1);
  });
});

describe('ST4: hình trong cuộc trò chuyện', () => {
  const mark = (letter: string, tone: 'good' | 'bad') => ({ letter: said(letter), means: said(letter), tone });
  const hostile = ['#panic("x")', 'A\u202eB', '😀', 'Nguyễn '.repeat(50)];

  test.each([
    [
      'ô',
      { kind: 'grid', columns: [said('01/03')], rows: hostile.map((name) => ({ name: said(name), cells: ['c'] })) },
    ],
    [
      'thanh',
      {
        kind: 'bars',
        bars: hostile.map((name) => ({ name: said(name), parts: [{ mark: 'k', count: 2 }], says: said('2') })),
      },
    ],
    ['không có gì', { kind: 'bars', bars: [] }],
  ] as const)('%s: là một tệp PNG rộng bằng màn hình điện thoại, lời lạ vẫn là lời', async (_name, what) => {
    const picture = { title: said('Dự họp'), marks: { c: mark('C', 'good'), k: mark('K', 'bad') }, ...what };
    const [file, ...more] = await printed(
      { picture: picture as Picture },
      {
        say,
        now,
        hours: () => 4,
        onProblem: (problem) => {
          throw problem;
        },
      },
    );
    expect(more).toEqual([]);
    const bytes = Buffer.from(file!.bytes);
    expect([bytes.subarray(1, 4).toString('latin1'), bytes.readUInt32BE(16)]).toEqual(['PNG', 1040]);
  });
});
