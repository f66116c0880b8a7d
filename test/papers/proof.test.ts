// What proves an act, checked as somebody outside would: by its sums, by another reader, by one command.
import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import type { Alone } from '../../src/cli/command.ts';
import { proofCheck } from '../../src/cli/proof.ts';
import type { Proof } from '../../src/kernel/proof.ts';
import { said, type Text } from '../../src/kernel/text.ts';
import { printed } from '../../src/papers/index.ts';
import { openTexts } from '../../src/texts/texts.ts';

const texts = openTexts();
const say = (words: Text): string => texts.say('vi', words);
const now = new Date('2027-01-05T01:00:00Z');
const sha = (words: string | Uint8Array): string => createHash('sha256').update(words).digest('hex');

const detail = JSON.stringify({
  at: '2026-12-24T02:11:00.000Z',
  actorId: 'p1m6q5x8m4zhfp64',
  channel: 'telegram',
  command: 'attendance.attend',
  outcome: 'done',
  facts: { events: [{ type: 'attendance.answered', answer: 'attend' }] },
});
const previous = sha('the row before');
const sealed = { seq: '4711', detail, previous, hash: sha(`${previous}\n4711\n${detail}`) };
const proof: Proof = {
  title: said('Xác nhận tham dự cuộc họp'),
  body: 'Ban Chỉ đạo Chuyển đổi số tỉnh Khánh Hòa',
  lines: [said('GM-01: Họp quý IV năm 2026'), said('Nguyễn Tài Chính, 09 giờ 11, 24/12/2026, qua Telegram')],
  sealed,
  newest: { seq: '5000', hash: sha('newest') },
  told: [
    {
      ...{ person: 'Nguyễn Tài Chính', channel: 'telegram', state: 'sent', message: '812' },
      ...{ sentAt: '2026-12-24T02:11:02Z', receivedAt: null },
      says: said('Nguyễn Tài Chính: gửi qua Telegram lúc 09 giờ 11'),
    },
  ],
};
const print = async (given: Proof) => {
  const files = await printed(
    { proof: given },
    { say, now, hours: () => 3, onProblem: (problem) => expect(problem).toBe(null) },
  );
  return files.map(({ name, bytes }) => ({ name, bytes }));
};
async function checked(words: string | Uint8Array) {
  const file = join(await mkdtemp(join(tmpdir(), 'thu-ky-proof-')), 'to.json');
  await writeFile(file, words);
  if (!('runAlone' in proofCheck)) throw new Error('it needs a database');
  const result = await proofCheck.runAlone({} as Alone, [file], {});
  return 'agreed' in result ? result.refusal.code : result.json;
}

describe('Điều 8.9 (AR3): tờ xác nhận một việc đã ghi', () => {
  test('PDF để đọc, JSON để kiểm tra; PDF mang đúng mã SHA-256 của tệp JSON và mã niêm phong của dòng', async () => {
    const [page, file] = (await print(proof)) as [
      { name: string; bytes: Uint8Array },
      { name: string; bytes: Uint8Array },
    ];
    expect([page.name, file.name]).toEqual(['Tờ xác nhận dòng nhật ký 4711.pdf', 'Tờ xác nhận dòng nhật ký 4711.json']);
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(page.bytes)), { mergePages: true });
    const words = text.normalize('NFC').replace(/\s+/g, '');
    for (const one of [sha(file.bytes), sealed.hash, previous, ...proof.lines.map(say), say(proof.title)]) {
      expect(words).toContain(one.replace(/\s+/g, ''));
    }
    expect(Buffer.from(page.bytes).toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>');
  });

  test('một lệnh, không cần cơ sở dữ liệu: đúng thì nói việc gì, lúc nào; sửa một chữ trong phần niêm phong là lộ', async () => {
    const [, file] = await print(proof);
    expect(await checked(file!.bytes)).toMatchObject({
      ...{ whole: true, seq: '4711', hash: sealed.hash },
      ...{ command: 'attendance.attend', at: '2026-12-24T02:11:00.000Z', outcome: 'done' },
    });
    const words = Buffer.from(file!.bytes).toString();
    const changes = [
      words.replace('\\"answer\\":\\"attend\\"', '\\"answer\\":\\"absent\\"'),
      words.replace('"seq": "4711"', '"seq": "4712"'),
      words.replace(previous, sha('another row')),
      words.replace(sealed.hash, sha('another seal')),
    ];
    for (const changed of changes) {
      expect(changed).not.toBe(words);
      expect(await checked(changed)).toBe('changed');
    }
    for (const none of ['', '{}', '[1]', words.slice(0, -40), words.replace('thu-ky-proof-1', 'thu-ky-proof-9')]) {
      expect(await checked(none)).toBe('no-proof');
    }
  });

  test('không có chương trình: ba dòng trong tệp qua SHA-256 ra đúng mã niêm phong, như tờ in hướng dẫn', async () => {
    const [, file] = await print(proof);
    const read = JSON.parse(Buffer.from(file!.bytes).toString()) as { sealed: typeof sealed };
    expect(sha([read.sealed.previous, read.sealed.seq, read.sealed.detail].join('\n'))).toBe(read.sealed.hash);
  });

  test('chữ lạ, tên 300 chữ, chữ viết ngược: vẫn ra cả hai tệp, cùng một lúc thì cùng từng byte', async () => {
    const nasty = ['#panic("x") $x$ <b>', 'Nguyễn '.repeat(50), '\u202egnouht 😀', '\ud83d'].map((words) =>
      said(words),
    );
    const given = {
      ...proof,
      title: nasty[0]!,
      body: '\u202ea',
      lines: nasty,
      told: nasty.map((says) => ({ ...proof.told[0]!, says })),
    };
    const [once, again] = [await print(given), await print(given)];
    expect(once).toHaveLength(2);
    expect(once.map(({ bytes }) => sha(bytes))).toEqual(again.map(({ bytes }) => sha(bytes)));
  });
});
