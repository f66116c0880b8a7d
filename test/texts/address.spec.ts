// UX1: forms of address: every sentence there is, for a reader addressed otherwise, and the names in it.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addresses } from '../../src/kernel/person.ts';
import { type KeyedText, quoted, text } from '../../src/kernel/text.ts';
import { type AddressWords, addressing } from '../../src/texts/address.ts';
import { openTexts } from '../../src/texts/texts.ts';

const texts = openTexts();
texts.addressBy((name) => ({ 'Lê Thị Phó': 'ms', 'Trần Văn Chủ': 'mr' })[name] as 'mr' | 'ms' | undefined);
const words = texts.words('vi', 'address') as AddressWords;

/** Whom these name is a person; what else may follow the usual form is nobody's name. */
const names = new Set(
  [
    'name',
    'by',
    'principal',
    'person',
    'decider',
    'leader',
    'alternate',
    'lead',
    'chair',
    'approver',
    'from',
    'deputy',
  ].concat(['who', 'to', 'presider', 'other', 'member', 'assistant', 'asker', 'address']),
);

/** Every sentence, but what people type and what the rules of this spec are made of. */
function* sentences(): Generator<[key: string, sentence: string]> {
  const folder = join(import.meta.dirname, '../../locales/vi');
  for (const file of readdirSync(folder)) {
    const namespace = file.replace('.json', '');
    if (['address', 'understanding'].includes(namespace)) continue;
    const walk = function* (given: unknown, path: string): Generator<[string, string]> {
      if (typeof given === 'string') {
        if (!path.endsWith('.says')) yield [`${namespace}:${path}`, given];
      } else if (typeof given === 'object' && given !== null)
        for (const [key, value] of Object.entries(given)) yield* walk(value, path === '' ? key : `${path}.${key}`);
    };
    yield* walk(texts.words('vi', namespace), '');
  }
}
const all = [...sentences()];

describe('UX1: xưng hô theo từng người', () => {
  test.each(addresses)('người được gọi %s: không câu nào còn gọi "đồng chí", trừ trước tên một người', (form) => {
    const change = addressing(words, form);
    const left = all.flatMap(([key, sentence]) => {
      const stays = [...change(sentence).matchAll(/đồng chí(?! ?:? ?\{\{(\w+)\}\})/giu)];
      return stays.length > 0 ? [`${key}: ${change(sentence)}`] : [];
    });
    expect(left).toEqual([]);
  });

  test('trước chỗ điền chỉ là tên người', () => {
    const filled = all.flatMap(([key, sentence]) =>
      [...sentence.matchAll(/đồng chí ?:? ?\{\{(\w+)\}\}/giu)].flatMap(([, name = '']) =>
        names.has(name) ? [] : [`${key}: ${name}`],
      ),
    );
    expect(filled).toEqual([]);
  });

  test.each([
    ['Đồng chí gửi nội dung, xong thì bấm Xong.', 'Ông gửi nội dung, xong thì bấm Xong.'],
    ['Đề nghị các đồng chí dự họp đúng thành phần.', 'Đề nghị các ông, bà dự họp đúng thành phần.'],
    ['Những đồng chí còn giữ tài liệu được báo.', 'Các ông, bà còn giữ tài liệu được báo.'],
    ['Đồng chí này đã trả tài liệu rồi.', 'Người này đã trả tài liệu rồi.'],
    ['Nhiệm vụ do đồng chí nào giao?', 'Nhiệm vụ do người nào giao?'],
    ['Số đồng chí phải cho ý kiến: {{count}}', 'Số người phải cho ý kiến: {{count}}'],
    ['cho {{count}} đồng chí', 'cho {{count}} người'],
    ['Đã ghi nhận: trình đồng chí {{name}}; đồng chí chờ.', 'Đã ghi nhận: trình đồng chí {{name}}; ông chờ.'],
  ])('%s', (sentence, meant) => {
    expect(addressing(words, 'mr')(sentence)).toBe(meant);
  });

  test('ai được nêu tên thì theo cách gọi của người ấy, với người đọc nào cũng vậy; lời người ta viết không đổi', () => {
    const waits = (name: string): KeyedText => text('programmes:state.before-chair', { name });
    expect(texts.say('vi', waits('Lê Thị Phó'))).toBe('Đang chờ bà Lê Thị Phó quyết định.');
    expect(texts.say('vi-x-mr', waits('Trần Văn Chủ'))).toBe('Đang chờ ông Trần Văn Chủ quyết định.');
    expect(texts.say('vi-x-ms', waits('Đỗ Y Tế'))).toBe('Đang chờ đồng chí Đỗ Y Tế quyết định.');
    const written = text('proposals:card.words', { words: quoted('Đề nghị đồng chí Lê Thị Phó xem') });
    expect(texts.say('vi-x-mr', written)).toBe('Nội dung: “Đề nghị đồng chí Lê Thị Phó xem”');
    expect(texts.say('en', waits('Lê Thị Phó'))).not.toContain('Ms');
  });

  test('người được gọi là bà đọc câu gọi bà; câu có số đếm cũng vậy', () => {
    expect(texts.say('vi-x-ms', text('programmes:told-issued'))).toMatch(/Đề nghị bà gửi kế hoạch/);
    expect(texts.say('vi-x-both', text('programmes:refusal.no-body'))).toMatch(/^Ông\/bà chưa có vị trí/);
    expect(texts.say('vi-x-ms', text('engine:digest.heading', { count: 2 }))).toMatch(/2 việc của bà/);
  });
});
