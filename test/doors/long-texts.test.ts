// Whatever strangers write, reading it costs no more than its length.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { gatherPart } from '../../src/bot/questions.ts';
import { understandText } from '../../src/bot/understand.ts';
import { alternatives, ownPhrases } from '../../src/bot/words.ts';
import { decodePress } from '../../src/channels/press.ts';
import { redactToken } from '../../src/channels/redact.ts';
import { readUpdate as readTelegram, update as telegramUpdate } from '../../src/channels/telegram/receive.ts';
import { split } from '../../src/channels/telegram/split.ts';
import { cutLines } from '../../src/channels/zalo/cut-lines.ts';
import { wordsIn } from '../../src/channels/zalo/numbered.ts';
import { readUpdate as readZaloBot, update as zaloBotUpdate } from '../../src/channels/zalo-bot/receive.ts';
import { event, readEvent } from '../../src/channels/zalo-oa/receive.ts';
import { macIn, signedBy } from '../../src/channels/zalo-oa/signature.ts';
import { openTaps } from '../../src/channels/zalo-oa/taps.ts';
import { refusedByName } from '../../src/delivery/file-kinds.ts';
import { cleanFileName, wholeFileName } from '../../src/delivery/file-name.ts';
import { makeRegistry } from '../../src/engine/registry.ts';
import type { World } from '../../src/kernel/command.ts';
import { collectField, matchOptions, typedParts } from '../../src/kernel/fields.ts';
import {
  cleanLine,
  cleanText,
  codePoints,
  cutCodePoints,
  dropMarks,
  flattened,
  fold,
  foldedEquals,
  nfc,
  nfkc,
  sameMarks,
  searchKey,
} from '../../src/kernel/fold.ts';
import { maskPhone, normalisePhone, postAt } from '../../src/kernel/names.ts';
import type { SeatCard } from '../../src/kernel/person.ts';
import { markOfPaper, secrecyMark } from '../../src/kernel/secrecy.ts';
import { said, text } from '../../src/kernel/text.ts';
import { readDay, readMoment, readTime } from '../../src/kernel/when.ts';
import { hiding } from '../../src/logging.ts';
import { itemsOf, pointsOf } from '../../src/regulation/conclusions/splitting.ts';
import { chapters } from '../../src/regulation/index.ts';
import { readRoster } from '../../src/regulation/roster/index.ts';
import { defaultSettings } from '../../src/settings.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { spell, telexOf } from '../../src/understanding/spelling.ts';
import { nameIn } from '../../src/web/host.ts';
import { anyHostileText, hostileTexts, MOST_MILLISECONDS, spentOn } from '../support/hostile-texts.ts';
import { grammars, sender, read as understood } from '../understanding/typed.ts';

const now = new Date('2026-12-01T01:00:00Z');
const texts = openTexts();
const says = (key: Parameters<typeof texts.everywhere>[0]) => alternatives(texts.everywhere(key));
const registry = makeRegistry(chapters, says);
const own = { phrases: ownPhrases(says), grammars, sender };
const keys = { appId: '1', oaId: '2', appSecret: 'a', oaSecret: 'b' };
const taps = openTaps('secret-key-of-32-characters-or-more', keys.oaId, () => now);
const world: World = { now, calendar: new Map() as never, settings: defaultSettings, newId: () => 'x'.repeat(16) };
const rosterWords = {
  columns: new Map([
    ['ma', 'code'],
    ['ho ten', 'full_name'],
    ['vai tro', 'role'],
  ] as const),
  ignored: new Set<string>(),
  roles: new Map(),
};
const seats: readonly SeatCard[] = [
  {
    id: 's',
    bodyId: 'b',
    code: 'UV01',
    role: 'member',
    post: 'Giám đốc Sở Tài chính',
    agency: 'Sở Tài chính',
    person: { id: 'p', fullName: 'Nguyễn Văn An' },
  } as unknown as SeatCard,
];
const heads = ['Mã', 'Họ tên', 'Vai trò'];

const telegramOf = (words: string) => ({
  update_id: 1,
  message: {
    message_id: 1,
    date: 1,
    from: { id: 7, is_bot: false, first_name: words, last_name: words },
    chat: { id: 7, type: 'private' },
    text: words,
    caption: words,
    media_group_id: words,
    document: { file_id: words, file_unique_id: words, file_name: words, mime_type: words },
    contact: { phone_number: words, user_id: 7 },
  },
});
const zaloBotOf = (words: string) => ({
  event_name: words,
  message: {
    message_id: '1',
    from: { id: '7', display_name: words },
    chat: { id: '7', chat_type: 'PRIVATE' },
    text: words,
    photo_url: words,
  },
});
const eventOf = (words: string) => ({
  event_name: 'user_send_file',
  timestamp: String(now.getTime()),
  sender: { id: '7' },
  recipient: { id: keys.oaId },
  info: { name: words },
  message: {
    text: words,
    msg_id: '1',
    data: words,
    attachments: [{ type: 'file', payload: { url: words, name: words, type: words } }],
  },
});

const fieldReaders = [...registry.commands.values()].flatMap(({ name, fields = {} }) =>
  Object.entries(fields).flatMap(([field, { read }]) =>
    read ? [[`${name} ${field}`, (words: string) => read({ text: words, files: [] }, world)] as const] : [],
  ),
);

/** All that looks at words of strangers. */
const readers: Readonly<Record<string, (words: string) => unknown>> = {
  nfc,
  nfkc,
  fold,
  flattened,
  dropMarks,
  searchKey,
  cleanText,
  codePoints,
  cleanLine: (words) => cleanLine(words, 100),
  cutCodePoints: (words) => cutCodePoints(words, 100),
  foldedEquals: (words) => foldedEquals(words, 'Đồng ý'),
  sameMarks: (words) => sameMarks(words, 'Đồng ý'),
  secrecyMark,
  markOfPaper,
  'points of a text of conclusions': pointsOf,
  'items of a text of conclusions': (words) => itemsOf(words, seats, now),
  normalisePhone,
  maskPhone,
  postAt: (words) => postAt(words, words.slice(1)),
  readDay: (words) => readDay(words, now),
  readTime,
  readMoment: (words) => readMoment(words, now),
  typedParts,
  matchOptions: (words) =>
    matchOptions([{ value: '1', label: said('Đồng ý'), words: ['x'] }], words, () => 'Đồng ý cả hai'),
  gatherPart: (words) => gatherPart(collectField('bot:form.nothing-gathered'), [], { text: words, files: [] }),
  understandText: (words) => understandText(registry, words, null, own),
  'understandText, a command': (words) => understandText(registry, `/taohop ${words}`, null, own),
  spell,
  telexOf,
  'the grammar of typed words': understood,
  'the grammar of typed words, as much as it takes apart': (words) => understood(words.slice(0, 800)),
  decodePress: (words) => decodePress(words, () => ['meeting', 'person']),
  redactToken,
  'the log': (words) => hiding(['a-secret-of-the-configuration'])(JSON.stringify({ words })),
  cleanFileName,
  wholeFileName,
  refusedByName: (words) => refusedByName(cleanFileName(words)),
  'the pieces of a Telegram message': (words) => split([{ plain: words }], 4_096),
  'the pieces of a Zalo message': (words) => cutLines(words, 2_000),
  'words for Zalo': (words) => wordsIn(texts, 'vi')(said(words)),
  'a text with words in it': (words) => texts.say('vi', text('bot:form.choose-one', { said: words })),
  taps: (words) => taps.read(words, '7'),
  'a tap': (words) => taps.read(`#${words}`, '7'),
  macIn,
  signedBy: (words) => signedBy('0'.repeat(64), Buffer.from(words), keys),
  'the host of a request': nameIn,
  'an update of Telegram': (words) => readTelegram(telegramUpdate.parse(telegramOf(words)), now),
  'an update of the Zalo Bot Platform': (words) => readZaloBot(zaloBotUpdate.parse(zaloBotOf(words)), now),
  'an event of the Official Account': (words) =>
    readEvent(event.parse(eventOf(words)), { ...keys, taps, now: () => now }),
  'the header of a roster': (words) => readRoster([{ line: 1, cells: [words, words] }], rosterWords),
  'a line of a roster': (words) =>
    readRoster(
      [
        { line: 1, cells: heads },
        { line: 2, cells: [words, words, words] },
      ],
      rosterWords,
    ),
};

const names = Object.keys(readers);

describe('a text of 100,000 characters', () => {
  test('every chapter has its fields read here', () => {
    expect(fieldReaders.length).toBeGreaterThan(30);
  });

  test.each(names)('%s: costs what its length costs, whatever it consists of', (name) => {
    for (const [what, words] of Object.entries(hostileTexts)) {
      const spent = spentOn(() => readers[name]!(words));
      expect(`${what}: ${spent < MOST_MILLISECONDS ? 'soon' : `${spent} ms`}`).toBe(`${what}: soon`);
    }
    fc.assert(
      fc.property(anyHostileText, (words) => spentOn(() => readers[name]!(words)) < MOST_MILLISECONDS),
      { numRuns: 2 },
    );
  });

  test.each(fieldReaders)('the answer to a question, %s', (_, read) => {
    for (const what of ['marks that must be sorted', 'spaces, then a letter', 'semicolons', 'digits', 'addresses']) {
      expect(spentOn(() => read(hostileTexts[what]!))).toBeLessThan(MOST_MILLISECONDS);
    }
  });
});

describe('what is sorted', () => {
  const reached: number[] = [];
  const native = String.prototype.normalize;
  beforeEach(() => {
    vi.spyOn(String.prototype, 'normalize').mockImplementation(function (this: string, form?: string) {
      for (const pile of String(this).match(/[\p{M}\uFF9E\uFF9F]+/gu) ?? []) reached.push([...pile].length);
      return native.call(this, form as 'NFC');
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    reached.length = 0;
  });

  const all = { ...readers, ...Object.fromEntries(fieldReaders) };

  test.each(Object.keys(all))('%s: never more marks on a letter than any writing has', (name) => {
    for (const what of [
      'marks that must be sorted',
      'a letter under marks of many kinds',
      'half-width marks that become others',
    ]) {
      all[name]!(hostileTexts[what]!.slice(0, 5_000));
    }
    // Thirty as they were written; taken apart, one of them is three at most.
    expect(Math.max(0, ...reached)).toBeLessThanOrEqual(93);
  });

  test('the marks of Vietnamese stay, and so do thirty on a letter', () => {
    expect(nfc('ệ'.normalize('NFD'))).toBe('ệ');
    expect(nfc(`x${'\u0301'.repeat(30)}`)).toHaveLength(31);
    expect(nfc(`x${'\u0301'.repeat(300)}`)).toHaveLength(31);
  });
});
