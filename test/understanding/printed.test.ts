// What we print ourselves is understood when it is typed: the names of commands, the examples beside questions, the words
// between marks, and each numbered line in each way of typing its number. Drawn from the registry and the texts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { labelled } from '../../src/bot/numbers.ts';
import type { Handling } from '../../src/bot/road.ts';
import { ownPhrases } from '../../src/bot/words.ts';
import { render as renderBot } from '../../src/channels/zalo-bot/render.ts';
import { render as renderOa } from '../../src/channels/zalo-oa/render.ts';
import { fold } from '../../src/kernel/fold.ts';
import { dayValue, moment, said, text } from '../../src/kernel/text.ts';
import { choice, press, type View } from '../../src/kernel/view.ts';
import { makeGrammar, understand } from '../../src/understanding/index.ts';
import { vocabularyOf } from '../../src/understanding/vocabulary.ts';
import { registry, says, texts, world } from '../support/acting.ts';
import { sender, wordsOf } from './typed.ts';

const grammars = ['vi', 'en'].map((language) => makeGrammar(vocabularyOf(wordsOf(language)), registry.phrases));
const read = (words: string) => understand(grammars, words, sender);
const own = ownPhrases(says);
const isUnderstood = (words: string): boolean => {
  const { readings, asks } = read(words);
  return readings.length + asks.length > 0 || own.called.has(fold(words));
};

describe('Điều 1.2: lời Hệ thống tự in ra, gõ lại thì hiểu', () => {
  test('tên gọi của từng việc', () => {
    const called = [...registry.phrases].flatMap(([name, phrases]) => phrases.map((phrase) => ({ name, phrase })));
    expect(called.length).toBeGreaterThan(100);
    expect(called.filter(({ phrase }) => !isUnderstood(phrase))).toEqual([]);
  });

  test('lời trong ngoặc sau “gõ”', () => {
    const printed = Object.values(texts.words('vi', 'committee') as object).flatMap(quotedWords);
    expect(printed.length).toBeGreaterThan(0);
    expect(printed.filter((words) => !isUnderstood(words))).toEqual([]);
  });

  test('ví dụ bên cạnh từng câu hỏi trả lời được câu hỏi ấy', () => {
    const asked = [...registry.commands.values()].flatMap(({ name, fields = {} }) =>
      Object.entries(fields).flatMap(([field, { ask, read: reads, options }]) =>
        // One of a list is read by the list.
        ask && reads && !options ? [{ name: `${name} ${field}`, ask, reads }] : [],
      ),
    );
    // A day to come, a day that is over, a time of day: what the question is of.
    const shown = [dayValue('2026-12-25'), dayValue('2026-11-25'), moment(new Date('2026-12-25T07:00:00Z'))];
    let examples = 0;
    const inVain: string[] = [];
    for (const { name, ask, reads } of asked) {
      for (const language of ['vi', 'en'] as const) {
        const printed = shown.map((example) =>
          examplesIn(texts.say(language, text(ask as 'tasks:ask.due', { example } as never))),
        );
        for (const [nth, example] of printed[0]!.entries()) {
          examples += 1;
          const ways = [example, ...printed.slice(1).map((one) => one[nth]!)];
          const isRead = ways.some((words) => reads({ text: words, files: [] }, world).ok);
          if (!isRead) inVain.push(`${name}: ${ways.join(' | ')}`);
        }
      }
    }
    expect(inVain).toEqual([]);
    expect(examples).toBeGreaterThan(20);
  });
});

/** "… gõ “họp” để xem …, “nhiệm vụ” …". */
function quotedWords(texts: unknown): string[] {
  if (typeof texts === 'object' && texts !== null) return Object.values(texts).flatMap(quotedWords);
  const words = String(texts);
  return /gõ “/.test(words) ? [...words.matchAll(/“([^”{]+)”/g)].map(([, one]) => one!) : [];
}

/** What stands after "Ví dụ:" and "hoặc:", as far as the sentence goes. */
function examplesIn(words: string): string[] {
  const [, shown] = /(?:[Vv]í dụ|[Ee]xample|[Ee]\.g\.):?\s+(.+?)(?:\.?$|\. |\)|, hoặc chọn|, or )/ms.exec(words) ?? [];
  return shown === undefined ? [] : shown.split(/;? hoặc:? |; or:? /).map((one) => one.replace(/[;,.]$/, '').trim());
}

describe('các dòng có số', () => {
  const folder = join(import.meta.dirname, '../../locales/vi');
  const labels = readdirSync(folder).flatMap((file) => {
    const { commands = {} } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      commands?: Record<string, { button?: string }>;
    };
    return Object.values(commands).flatMap(({ button = '' }) =>
      button === '' || button.includes('{{') ? [] : [button],
    );
  });
  const encode = () => 'x';
  const printed: Readonly<Record<string, (view: View) => readonly string[]>> = {
    'zalo-bot': (view) => renderBot(texts, view, 'vi').pieces,
    'zalo-oa': (view) => renderOa({ texts, buttons: true }, view, 'vi', encode).pieces,
    'zalo-oa, không nút': (view) => renderOa({ texts, buttons: false }, view, 'vi', encode).plain,
  };
  const ways = [
    '{}',
    '{}.',
    '{})',
    '({})',
    '{} .',
    'số {}',
    'Số {} ạ',
    'so {}',
    'SO {}',
    'chọn {}',
    'chon so {} nhe',
    '{} nhé',
    '{} ạ',
    'dạ {}',
    'em chọn {}',
    'Tôi chọn số {}.',
    'bấm {}',
    'phương án {}',
    '{}️⃣',
    '#{}',
  ];
  const spelled = ['một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
  const views = Array.from({ length: Math.ceil(labels.length / 12) }, (_, nth) =>
    labels.slice(12 * nth, 12 * nth + 12),
  ).map(
    (some): View => ({
      heading: said('Đồng chí chọn:'),
      lines: [],
      choices: some.map((label) => choice(said(label), press('attendance.open'))),
    }),
  );

  test.each(Object.keys(printed))('%s: mỗi cách gõ số là đúng dòng ấy, chép cả dòng cũng vậy', (channel) => {
    const h = { road: { say: texts.say }, place: { language: 'vi' } } as unknown as Pick<Handling, 'road' | 'place'>;
    let lines = 0;
    for (const view of views) {
      for (const piece of printed[channel]!(view)) {
        for (const [line, number, label] of piece.matchAll(/^(\d{1,2})\. (.+)$/gm)) {
          lines += 1;
          const typed = [...ways, ...(Number(number) <= 9 ? [spelled[Number(number) - 1]!] : [])];
          for (const way of typed)
            expect(read(way.replace('{}', number!)).number, `${way} ${line}`).toBe(Number(number));
          expect(
            labelled(h, view, line).map((one) => texts.say('vi', one.label)),
            line,
          ).toEqual([label]);
        }
      }
    }
    expect(lines).toBeGreaterThan(30);
  });
});
