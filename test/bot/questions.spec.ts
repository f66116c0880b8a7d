// Arguments typed in one line: a `;` within the words of one does not push the others out of their places.
import { describe, expect, test } from 'vitest';
import { fillArgs, questionView } from '../../src/bot/questions.ts';
import type { Asking, Command, Field, Part, Permitted } from '../../src/kernel/command.ts';
import { collectField, dayField, lineField, typedParts } from '../../src/kernel/fields.ts';
import { said } from '../../src/kernel/text.ts';
import type { Transaction } from '../../src/store/transaction.ts';
import { actor, now, world } from '../regulation/meetings/scene.ts';

const lead: Field = {
  ask: 'tasks:ask.lead',
  options: async () => ['UV01', 'UV02'].map((value) => ({ value, label: said(value) })),
};
const body: Field = { ask: 'preparation:ask.body', options: async () => [{ value: 'b', label: said('Ban') }] };
const title = lineField('tasks:ask.title', 60);
const fields = {
  lead,
  title,
  due: dayField('tasks:ask.due'),
  source: lineField('tasks:ask.source', 60, { optional: true }),
};

async function fill(line: string, of: Readonly<Record<string, Field>> = fields) {
  const asking: Asking = { ...world(now), by: actor('TB'), args: {} };
  return fillArgs({} as Transaction, asking, {
    command: { name: 'x', fields: of } as unknown as Command,
    args: {},
    typed: typedParts(line),
    typedAt: now,
    mayGoOn: false,
    talking: false,
    label: ({ value }) => value,
    idle: (words) => words === 'ok',
    permit: async () => ({ asking: asking as Permitted }),
  });
}

describe('đã nhận những gì', () => {
  test.each([
    [[{ file: 'f1' }], [['bot:form.files', 1]]],
    [[{ text: 'a' }, { text: 'b' }], [['bot:form.texts', 2]]],
    [
      [{ file: 'f1' }, { text: 'a' }],
      [
        ['bot:form.texts', 1],
        ['bot:form.files', 1],
      ],
    ],
  ] as [Part[], [string, number][]][])('%j: chỉ nói thứ có', (parts, counted) => {
    const field = collectField('preparation:ask.parts');
    const question = {
      name: 'parts',
      field,
      options: [],
      about: null,
      example: null,
      problem: null,
      matter: null,
      leader: null,
      chosen: null,
    };
    const command = { name: 'rounds.answer' } as unknown as Command;
    const shown = JSON.stringify(questionView(command, 'c1', question, parts).lines);
    for (const key of ['bot:form.texts', 'bot:form.files'] as const) {
      const found = counted.find(([one]) => one === key);
      expect(shown.includes(key)).toBe(found !== undefined);
      if (found) expect(shown).toContain(`{"key":"${key}","values":{"count":${found[1]}}}`);
    }
  });
});

describe('“;” trong một nội dung', () => {
  test.each([
    ['UV02; Xây dựng kế hoạch; 31/12/2026', { title: 'Xây dựng kế hoạch', due: '2026-12-31' }, undefined],
    [
      'UV02; Xây dựng kế hoạch; trình UBND tỉnh; 31/12/2026',
      { title: 'Xây dựng kế hoạch; trình UBND tỉnh', due: '2026-12-31' },
      'Xây dựng kế hoạch; trình UBND tỉnh',
    ],
    [
      'UV02; một; hai; ba; 31/12/2026; NQ 57',
      { title: 'một; hai; ba', due: '2026-12-31', source: 'NQ 57' },
      'một; hai; ba',
    ],
  ])('%s', async (line, args, joined) => {
    const filled = await fill(line);
    expect(filled).toMatchObject({ complete: true, args: { lead: 'UV02', ...args } });
    expect('joined' in filled ? filled.joined : undefined).toBe(joined);
  });

  test('lời xã giao không là nội dung: hỏi lại đúng phần ấy, các phần khác giữ nguyên', async () => {
    expect(await fill('UV02; ok; 31/12/2026')).toMatchObject({
      complete: false,
      args: { lead: 'UV02' },
      question: { name: 'title', problem: { key: 'bot:read.idle' } },
      typed: ['31/12/2026', ''],
    });
    const parts = collectField('tasks:ask.parts');
    expect(await fill('ok', { parts })).toMatchObject({ complete: false, question: { name: 'parts' }, typed: [] });
    expect(await fill('Đã xong', { parts })).toMatchObject({ complete: true });
  });

  test('không phần nào sau đó là ngày: hỏi ngày, không phần nào bị lấy làm việc khác', async () => {
    expect(await fill('UV02; Xây dựng kế hoạch; trình UBND tỉnh')).toMatchObject({
      complete: false,
      args: { lead: 'UV02', title: 'Xây dựng kế hoạch' },
      question: { name: 'due' },
    });
  });

  test('quá dài để là một nội dung thì hỏi, không cắt bớt', async () => {
    const filled = await fill(`UV02; ${'a'.repeat(50)}; ${'b'.repeat(20)}; 31/12/2026`);
    expect(filled).toMatchObject({ complete: false, question: { name: 'due' } });
  });

  test('sau đó chỉ còn điều tự chọn: phần thừa thuộc về nội dung trước', async () => {
    const filled = await fill('Phòng họp số 1; tầng 2', { place: lineField('preparation:ask.place', 60), body });
    expect(filled).toMatchObject({
      complete: true,
      args: { place: 'Phòng họp số 1; tầng 2', body: 'b' },
      joined: 'Phòng họp số 1; tầng 2',
    });
  });
});
