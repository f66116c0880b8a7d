// What holds for all words, not only for those of the list: courtesy acts for nobody, "không" turns an act round, a third
// person's act is nobody else's, a number is a number however it is typed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { roadWords } from '../../src/bot/understand.ts';
import { fold } from '../../src/kernel/fold.ts';
import { chapters } from '../../src/regulation/index.ts';
import { settle } from '../../src/understanding/settle.ts';
import { read, typedMessages, wordsOf } from './typed.ts';

/** The same "chance" each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % sides;
  };
}

const vi = wordsOf('vi');
const words = (kind: string): string[] => (vi.kinds[kind]?.says ?? '').split('|').map((word) => word.trim());
const cores = (act: string): string[] => (vi.acts[act]?.says ?? '').split('|').map((word) => word.trim());
const names = [
  'Nam',
  'Lê Văn Bình',
  'chị Hoa',
  'anh Trần Quốc Bảo',
  'đồng chí Phạm Minh Tuấn',
  'đ/c Vũ Thị Mai',
  'bác Năm',
];

/** Everything can be meant, in one matter each: nothing but the words themselves holds an act back. */
const act = (said: string): string | null => {
  const settled = settle(read(said), () => 1);
  return settled.kind === 'act' ? settled.reading.intent : null;
};
const surely = (said: string): string[] =>
  read(said)
    .readings.filter(({ sure }) => sure)
    .map(({ intent }) => intent);

/** What breaks a law, all of it at once. */
const broken = (said: readonly string[], breaks: (said: string) => boolean): string[] => said.filter(breaks);

/** Each of `all` in its turn: beside the first of what else is put together, the next one beside the second. */
const turn = <T>(all: readonly T[], nth: number): T => all[nth % all.length]!;

const sureOnes = typedMessages('build').filter(({ said }) => surely(said).length > 0);

describe('no wrong act', () => {
  test('courtesies and names alone act for nobody', () => {
    const roll = dice(7);
    const idle = [...['polite', 'thanks', 'greeting', 'yes', 'self', 'title'].flatMap(words), ...names, ',', '.', '!'];
    const said = Array.from({ length: 4000 }, () =>
      Array.from({ length: 1 + roll(6) }, () => idle[roll(idle.length)]).join(' '),
    );
    expect(broken(said, (one) => act(one) !== null)).toEqual([]);
  });

  test.each([
    'cảm ơn đồng chí',
    'cảm ơn các bạn đã hỗ trợ',
    'vâng ạ',
    'Dạ',
    'thank you',
  ])('“%s” alone answers no question for words', (said) => {
    expect(read(said).idle).toBe(true);
  });

  test.each([
    'Ốm ạ',
    'mẹ mất, cảm ơn đồng chí',
    'chào anh, em ốm',
    'việc nhà',
    'khối lượng công việc nhiều',
    'nhất trí',
    'work',
  ])('“%s” may answer one', (said) => {
    expect(read(said).idle).toBe(false);
  });

  test('“không” before what is meant never leaves the act the same', () => {
    const forms = ['tôi {} {core}', 'em xin {} {core} ạ', 'dạ, tôi sẽ {} {core} nhé', '{} {core}', 'mai tôi {} {core}'];
    const noes = ['không', 'ko', 'chưa', 'không thể', 'chẳng'];
    const kept: string[] = [];
    for (const [nth, core] of Object.keys(vi.acts).flatMap(cores).entries()) {
      for (const [at, form] of forms.entries()) {
        const said = form.replace('{core}', core);
        const plain = surely(said.replace('{} ', ''));
        if (plain.length === 0) continue;
        // Each word in each sentence and after each "không"; of the pairs of those two one for each word.
        const denied = said.replace('{}', turn(noes, nth + at));
        const left = surely(denied);
        if (plain.some((one) => left.includes(one))) kept.push(denied);
      }
    }
    expect(kept).toEqual([]);
  });

  test('nor in the messages of the list', () => {
    const all = [...Object.keys(vi.acts).flatMap(cores), ...['delegate', 'instead', 'agreeing'].flatMap(words)]
      .filter((core) => core !== '')
      .sort((a, b) => b.length - a.length);
    const affirmed = sureOnes.filter(
      ({ said }) => !/dự thảo|^giao /i.test(said) && !/không|chưa|hông|chẳng|(?:^| )k[oh]? /i.test(said),
    );
    for (const { said } of affirmed) {
      const low = ` ${said.toLowerCase().replace(/[.,;:!?]/g, ' ')} `;
      const found = all.map((core) => low.indexOf(` ${core} `)).filter((at) => at >= 0);
      if (found.length === 0) continue;
      const at = Math.min(...found);
      const denied = `${said.slice(0, at)}không ${said.slice(at)}`;
      const kept = surely(said).filter((one) => surely(denied).includes(one));
      // What stays is what the rest of the sentence says.
      expect(
        kept.filter((one) => one !== 'absent' && one !== 'note-answer'),
        denied,
      ).toEqual([]);
    }
  });

  test('with a third person before the verb nobody attends or stays away himself', () => {
    const own = ['attend', 'absent', 'receive'];
    const forms = ['{n} {c}', '{n} sẽ {c}', '{n} {c} nhé', 'dạ {n} {c} ạ', '{n} không {c} được', '{n} xin {c}'];
    const said = [...cores('attend'), ...cores('absent')].flatMap((core, nth) =>
      forms.flatMap((form, at) =>
        [0, 1].map((next) => form.replace('{n}', turn(names, nth + at + next * 3)).replace('{c}', core)),
      ),
    );
    expect(broken(said, (one) => surely(one).some((intent) => own.includes(intent)))).toEqual([]);
  });

  test('and a name put anywhere into “I attend” leaves nobody attending', () => {
    const named: string[] = [];
    for (const { said } of sureOnes.filter(
      (one) =>
        surely(one.said).includes('attend') &&
        !one.right.includes('note=') &&
        !/kính|báo cáo/i.test(one.said) &&
        read(one.said).asks.length === 0,
    )) {
      const parts = said.split(' ');
      for (let at = 0; at <= parts.length; at += 1) {
        // Spoken to is not spoken of.
        if (/(?:chào|ơn)(?: em)?$/i.test(parts.slice(0, at).join(' '))) continue;
        named.push([...parts.slice(0, at), 'đồng chí Lê Văn Bình', ...parts.slice(at)].join(' '));
      }
    }
    expect(broken(named, (said) => surely(said).includes('attend'))).toEqual([]);
  });

  test('a question mark, “nếu”, “chắc”, quotation marks hold back what would be done', () => {
    const held = ['receive', 'switch', 'note-answer'];
    const kept: string[] = [];
    for (const { said } of sureOnes) {
      for (const doubted of [
        `${said.replace(/[.!]+$/, '')}?`,
        `nếu ${said}`,
        `chắc ${said}`,
        `"${said}"`,
        `Fwd: ${said}`,
        `anh An nói ${said}`,
      ]) {
        const { readings, asks } = read(doubted);
        // A question we can answer stands beside what is said before it.
        if (asks.length === 0 && readings.some(({ intent, sure }) => sure && !held.includes(intent)))
          kept.push(doubted);
      }
    }
    expect(kept).toEqual([]);
  });
});

test('Điều 6.2: nói làm được bao nhiêu phần trăm của cái gì thì “cái gì” còn nguyên trong lời báo cáo', () => {
  for (const [said, kept] of [
    ['Đã số hóa 30% hồ sơ; còn vướng phần mềm quét', 'Đã số hóa 30% hồ sơ, còn vướng phần mềm quét'],
    ['Đã số hóa 30% hồ sơ', 'Đã số hóa 30% hồ sơ'],
    ['Đã làm được 30%, còn vướng phần mềm', 'Đã làm được 30%, còn vướng phần mềm'],
    ['được 60%, vướng kinh phí', 'vướng kinh phí'],
  ] as const) {
    const report = read(said).readings.find(({ intent }) => intent === 'report');
    expect(report?.slots, said).toMatchObject({ difficulty: kept });
  }
});

describe('numbers', () => {
  test('each way of typing a number of a list', () => {
    for (let number = 1; number <= 15; number += 1) {
      for (const form of [
        '{}',
        '{}.',
        '{})',
        '({})',
        'số {}',
        'Số {}',
        'so {}',
        'chọn {}',
        'chọn số {}',
        'câu {}',
        'mục {}',
        'ý {}',
        '#{}',
        '{} ạ',
        '{} nhé',
        'dạ {}',
        'anh chọn {} nhé',
        'bấm {}',
        'phương án {}',
        '{}️⃣',
      ]) {
        const said = form.replace('{}', String(number));
        expect(read(said).number, said).toBe(number);
      }
    }
  });

  test('but several numbers, a count of people, a question are none', () => {
    for (const said of ['1 2', '1,2', '1 hoặc 2', '2 người', '1?', 'số 1 là gì', '60%', '15h', '25/12', 'không 1']) {
      expect(read(said).number, said).toBeNull();
    }
  });
});

test('marks left out altogether, capitals and courtesies around it change nothing of an attendance', () => {
  for (const { said } of sureOnes.filter(
    (one) => one.right === 'attend' && one.situation === 'inv' && !/Hòa|Sở|GĐ/.test(one.said),
  )) {
    expect(act(said.toUpperCase()), said).toBe('attend');
    expect(act(`Dạ thưa đồng chí, ${said.replace(/[.!]+$/, '')} ạ`), said).toBe('attend');
  }
  for (const core of cores('attend')) expect(['attend', null], core).toContain(act(fold(`tôi sẽ ${core}`)));
});

test('words that are too long to be an answer act for nobody', () => {
  expect(read(`Tôi xác nhận tham dự. ${'Kính thưa các đồng chí. '.repeat(60)}`).readings).toEqual([]);
});

describe('what we print ourselves', () => {
  const folder = join(import.meta.dirname, '../../locales');
  const textsOf = (wanted: (file: string) => boolean): string[] =>
    readdirSync(folder).flatMap((language) =>
      readdirSync(join(folder, language))
        .filter(wanted)
        .flatMap((file) => readFileSync(join(folder, language, file), 'utf8').match(/"(?:[^"\\]|\\.)*"/g) ?? []),
    );

  test('on the buttons of an invitation is understood when it is typed', () => {
    for (const language of readdirSync(folder)) {
      const { choice } = JSON.parse(readFileSync(join(folder, language, 'meetings.json'), 'utf8'));
      for (const said of [choice.attend, choice['attend-online'], choice.absent, choice.proxy] as string[]) {
        const { readings, asks } = read(said);
        expect(readings.length + asks.length, said).toBeGreaterThan(0);
      }
    }
  });

  test('as a slash word is one', () => {
    const commands = chapters.flatMap((chapter) => chapter.commands);
    const words = [...commands, ...roadWords].flatMap(({ word, alias = [] }) => [word, ...alias]);
    const typed = textsOf((file) => file !== 'understanding.json').flatMap((line) =>
      [...line.matchAll(/gõ (\/[a-z]+)/g)].map(([, word]) => word!.slice(1)),
    );
    expect(typed.length).toBeGreaterThan(0);
    expect(typed.filter((word) => !words.includes(word))).toEqual([]);
  });
});
