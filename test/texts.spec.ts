// Every sentence exists in both languages with the same figures in it, and every command has its words.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { textKeys } from '../scripts/texts.ts';
import { alternatives } from '../src/bot/words.ts';
import { makeRegistry } from '../src/engine/registry.ts';
import type { Asking } from '../src/kernel/command.ts';
import { askWords } from '../src/kernel/fields.ts';
import { makeCalendar } from '../src/kernel/working-days.ts';
import { chapters } from '../src/regulation/index.ts';
import { defaultSettings } from '../src/settings.ts';
import type { Transaction } from '../src/store/transaction.ts';
import { openTexts } from '../src/texts/texts.ts';

const texts = openTexts();
const vi = textKeys('vi');
const en = textKeys('en');

describe('the languages agree', () => {
  test('both have the same keys', () => {
    expect([...en.keys()].sort()).toEqual([...vi.keys()].sort());
  });

  test('a sentence has the same placeholders in both', () => {
    const differing = [...vi].filter(
      ([key, names]) => [...names].sort().join() !== [...(en.get(key) ?? [])].sort().join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });
});

describe('Điều 3.1, 9.3: ví dụ trong câu hỏi luôn trả lời được', () => {
  const registry = makeRegistry(chapters, () => []);
  const questions = [...registry.commands.values()].flatMap(({ name, fields = {} }) =>
    Object.entries(fields).flatMap(([field, asked]) => (asked.ask ? [{ name: `${name} ${field}`, asked }] : [])),
  );
  const calendar = makeCalendar([]);
  /** Knows no matter: a day is then after today only. */
  const nothing = new Proxy({}, { get: (_, name) => (name === '$queryRaw' ? async () => [] : nobody) }) as Transaction;
  const nobody = { findFirst: async () => null, findUnique: async () => null, findMany: async () => [] };

  test('không câu hỏi nào ghi cứng một ngày: ngày ấy rồi sẽ qua', () => {
    const fixed = questions.filter(({ asked }) =>
      texts.everywhere(asked.ask!).some((words) => /\d{1,2}\/\d{1,2}\/\d{4}/.test(words)),
    );
    expect(fixed.map(({ name }) => name)).toEqual([]);
    const unfilled = questions.filter(
      ({ asked }) => !asked.example && texts.everywhere(asked.ask!).some((words) => words.includes('{{example}}')),
    );
    expect(unfilled.map(({ name }) => name)).toEqual([]);
  });

  test.each(['2026-11-30T01:00:00Z', '2026-12-31T16:59:00Z', '2028-02-28T17:30:00Z'])('hỏi lúc %s', async (at) => {
    const now = new Date(at);
    const args = { from: '2029-01-02' };
    const asking = { now, calendar, settings: defaultSettings, args } as unknown as Asking;
    const shown = questions.filter(({ asked }) => asked.example);
    expect(shown.length).toBeGreaterThan(10);
    for (const { name, asked } of shown) {
      const example = await asked.example!(nothing, asking);
      for (const language of ['vi', 'en'] as const) {
        const words = texts.say(language, askWords(asked, example));
        const shownDay = /(?:\d\d:\d\d )?\d\d\/\d\d\/\d{4}/.exec(words)?.[0] ?? '';
        const reading = asked.read!({ text: shownDay, files: [] }, asking);
        expect(reading, `${name}: ${words}`).toMatchObject({ ok: true });
      }
    }
  });
});

describe('every command has its words', () => {
  const registry = makeRegistry(chapters, (key) => alternatives(texts.everywhere(key)));

  test.each(
    [...registry.commands.values()].map((command) => [command.name, command] as const),
  )('%s', (name, command) => {
    const [chapter, act] = name.split('.');
    expect(vi.has(`${chapter}:commands.${act}.about`)).toBe(true);
    expect((command.derived ?? []).filter((key) => !vi.has(key))).toEqual([]);
    for (const field of Object.values(command.fields ?? {})) if (field.ask) expect(vi.has(field.ask)).toBe(true);
    if (command.word) expect(command.word).toMatch(/^[a-z][a-z0-9_]{0,31}$/);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(22);
  });

  test.each(
    chapters.flatMap(({ name, states = {} }) =>
      Object.values(states).flatMap((all) => all.map((state) => [name, state])),
    ),
  )('%s: the state %s has its sentence and its word', (name, state) => {
    for (const kind of ['state', 'brief']) expect(vi.has(`${name}:${kind}.${state}`)).toBe(true);
  });

  const ofMatters = [
    ...['card.heading', 'done.begun', 'line'],
    ...['list.mine', 'list.body', 'list.line', 'column.code', 'column.title', 'column.state', 'column.at'],
    ...['refusal.unknown', 'refusal.no-body', 'refusal.not-yours'],
  ];
  const owed = ['owes.line', 'owes.due', 'owes.over', 'owes.silent'];
  test.each(
    chapters.filter(({ states = {} }) => Object.keys(states).length > 0).map((one) => [one.name, one] as const),
  )('%s: a matter finds its texts at their places', (name, { obligations = [] }) => {
    const owes = (what: string): boolean => obligations.some((one) => one.name.startsWith(`${name}.${what}-`));
    const wanted = [...ofMatters, ...(owes('owed') ? ['due'] : []), ...(owes('owes') ? owed : [])];
    expect(wanted.filter((key) => !vi.has(`${name}:${key}`))).toEqual([]);
  });

  test('texts carry no markup', () => {
    const marked = [...vi.keys()].filter((key) =>
      /<\/?[a-z]+>|\*\*|__/.test(texts.everywhere(key as never).join('\n')),
    );
    expect(marked).toEqual([]);
  });

  test('Vietnamese texts are composed (NFC); what we say never calls people by pronoun, whatever they say to us', () => {
    const isHeard = (key: string) => /\.(says|maybe)$/.test(key);
    const sloppy = [...vi.keys()].filter((key) => {
      const words = texts.everywhere(key as never)[0]!;
      return words !== words.normalize('NFC') || (!isHeard(key) && /(^|[\s.,])(bạn|mày|em)([\s.,]|$)/iu.test(words));
    });
    expect(sloppy).toEqual([]);
  });
});

test('lời đã sửa không trở lại: không câu nào bắt người đọc đoán', () => {
  const folder = join(import.meta.dirname, '../locales/vi');
  const all = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const gone = [
    'Nhắc lịch: đồng chí có cuộc họp này.',
    'Dưới đây chưa đủ',
    'Người giao: chưa ghi',
    'Vắng được đồng ý',
    'Xin vắng mặt, chờ người chủ trì đồng ý"',
  ];
  expect(gone.filter((words) => all.some((text) => text.includes(words)))).toEqual([]);
});
