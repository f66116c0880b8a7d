// Every paper that is declared, printed of a record in which every word is hostile: whole, nothing swallowed, its form kept.
import { describe, expect, test } from 'vitest';
import type { Sheet, SheetForm } from '../../../src/kernel/sheet.ts';
import type { Text } from '../../../src/kernel/text.ts';
import { checkPaper } from '../../../src/papers/check.ts';
import { printed } from '../../../src/papers/index.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { keptPdf, linesOfPaper } from '../../support/papers.ts';
import * as scene from '../meetings/scene.ts';
import { factsOf, issuing, letterhead, papers } from './facts.ts';

const texts = openTexts();
const say = (words: Text): string => texts.say('vi', words);

/** Each stands between two marks, by which it is counted again in what was printed. */
const hostile: Readonly<Record<string, readonly [SheetForm, string]>> = {
  'mã, dấu của máy dàn trang': [
    'state',
    '<w:t>&amp; ]]> </w:body> {{title}} $t(bot:cancel) %s #panic("x") *đ* $x$ @ai \\',
  ],
  'hình, chữ ngược, chữ nước khác': ['party', '😀👩‍👩‍👧 🇻🇳 ☐ א‮מִבְחָן مرحبا ‏\u202egnol\u202c 漢字 a\u0000b\ud800c\uffff'],
  'dòng giả, chữ TCVN3 còn sót': ['state', 'một\nSố: 99/GM-GIẢ\r\n\tCỘNG HÒA Uû ban nh©n d©n tØnh Kh¸nh Hßa \u00ad| |'],
  'tên dài 300 chữ': ['party', 'Thị '.repeat(75)],
  'một từ dài 300 chữ': ['state', 'Nguyễn'.repeat(50)],
};

const marked = (words: string): string => `Đầu${words}Cuối`;
const counted = (words: string): number => words.replace(/[\s\u200b]+/g, '').match(/(đầu|cuối)/giu)?.length ?? 0;

/** What a person wrote has a blank, a capital with small letters or a letter of ours; what the law reads has not. */
const isWords = (value: string): boolean => /[^\u0000-\u007f]|\p{L} \p{L}|^\p{Lu}\p{Ll}/u.test(value);

function spoilt<T>(value: T, words: string): T {
  if (typeof value === 'string') return (isWords(value) ? words : value) as T;
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, spoilt(one, words)])) as T;
  if (value instanceof Date || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one) => spoilt(one, words)) as T;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spoilt(one, words)])) as T;
}

/** How often a mark stands in what the chapter and the letterhead say. */
function saidIn(value: unknown): number {
  if (typeof value === 'string') return counted(value);
  if (value === null || typeof value !== 'object') return 0;
  if ('key' in value || 'said' in value) return counted(say(value as Text));
  return Object.values(value).reduce((sum: number, one) => sum + saidIn(one), 0);
}

test('NĐ30: văn bản nào của Quy chế cũng có ở đây', () => {
  expect(papers.map(({ name }) => name).sort()).toEqual(Object.keys(factsOf).sort());
});

describe.each(Object.entries(hostile))('NĐ30, bất cứ lời nào người dùng gõ (%s)', (_what, [form, words]) => {
  const head = form === 'party' ? { ...letterhead, form } : letterhead;
  const around = spoilt(issuing({ letterhead: head }), marked(words));

  test.each(
    papers.map((paper) => [paper.name, paper] as const),
  )('%s: hai bản đều ra, đủ lời, đúng thể thức', async (name, command) => {
    const facts = { of: spoilt(factsOf[name], marked(words)), issuing: around, numbered: null, copy: null };
    const sheet: Sheet = command.paper!(facts, scene.act('TV01'))!;
    const problems: unknown[] = [];
    const files = await printed(
      { sheet },
      { say, now: scene.now, hours: () => 4, onProblem: (one) => problems.push(one) },
    );
    expect([problems, files.map(({ name: file }) => file.split('.').at(-1))]).toEqual([[], ['pdf', 'docx']]);
    for (const { name: file } of files) expect(file).not.toMatch(/[\\/:*?"<>|\n\p{Cc}]/u);
    const [pdf, word] = files.map(({ bytes }) => bytes);
    const lines = linesOfPaper(word!);
    expect(
      lines.every(
        (line) =>
          line.isWellFormed() &&
          !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u.test(line),
      ),
    ).toBe(true);
    // Minutes bear no place at their top: they say where it was.
    const told = saidIn(sheet.beside ? { ...sheet, place: '' } : sheet);
    const there = counted(lines.join(''));
    expect([there >= told, counted((await keptPdf(pdf!)).words) >= there], `${told} ${there}`).toEqual([true, true]);
    expect(checkPaper(word!, say).map((one) => say(one.words))).toEqual([]);
  });
});
