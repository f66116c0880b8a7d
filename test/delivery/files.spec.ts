import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cleanFileName } from '../../src/delivery/file-name.ts';
import { type FetchOptions, fetchRound } from '../../src/delivery/files.ts';
import type { Person } from '../support/bot-api/index.ts';
import { bomb, docx, header, plainText } from './looked/papers.ts';
import { Setting, viewOf } from './setting.ts';

let setting: Setting;
let an: Person;
beforeEach(async () => {
  setting = await Setting.open();
  an = await setting.person('an');
});
afterEach(() => setting.close());

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const EXE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(510)]);

const options = (): FetchOptions => ({
  database: setting.database,
  folder: setting.folder,
  channelOf: (name) => (name === 'telegram' ? setting.channel : undefined),
  now: () => setting.now,
  elect: (work, signal) => work(signal),
  settled: () => undefined,
  onProblem: (problem) => setting.problems.push(problem),
});

/** As the intake notes a file that came in. */
async function expected(sent: { name: string; bytes?: Buffer; size?: number; claimed?: number }): Promise<void> {
  const { name, bytes, size } = sent;
  const shown = await an.sendFile({ name, ...(bytes && { bytes }), ...(size !== undefined && { size }) });
  await setting.database.prisma.file.create({
    data: {
      id: 'f',
      name,
      size: sent.claimed ?? null,
      channel: 'telegram',
      externalRef: shown.file!.fileId,
      accountId: 'a-an',
      uploaderId: 'an',
      createdAt: setting.now,
    },
  });
}

const fetched = async () => {
  await fetchRound(options(), new Map(), new AbortController().signal);
  return setting.database.prisma.file.findUniqueOrThrow({ where: { id: 'f' } });
};

describe('a file that came in', () => {
  it('is stored under its hash', async () => {
    await expected({ name: 'báo cáo.pdf', bytes: PDF });
    const sha256 = createHash('sha256').update(PDF).digest('hex');
    expect(await fetched()).toMatchObject({ state: 'stored', sha256, size: PDF.length });
    expect(await readFile(setting.folder.pathOf(sha256))).toEqual(PDF);
  });

  it.each([
    ['virus.exe', EXE, 'bad-type'],
    ['báo cáo.pdf', EXE, 'mismatch'],
    ['báo cáo.docx', PDF, 'mismatch'],
    ['ghi chú.txt', EXE, 'mismatch'],
    ['không tên', PDF, 'bad-type'],
    ['trống.pdf', Buffer.alloc(0), 'empty'],
  ])('%s is refused when its bytes say otherwise', async (name, bytes, refusal) => {
    await expected({ name, bytes });
    expect(await fetched()).toMatchObject({ state: 'refused', refusal });
    const folder = dirname(setting.folder.pathOf('0'.repeat(64)));
    expect(await readdir(folder).catch(() => [])).toEqual([]);
    setting.run();
    await an.receives('chưa được nhận');
  });

  it.each([
    ['danh sách.csv', Buffer.from('a;b\n1;2\n')],
    ['ghi chú.txt', Buffer.from('\ufeffĐồng ý', 'utf16le')],
  ])('%s is text', async (name, bytes) => {
    await expected({ name, bytes });
    expect((await fetched()).state).toBe('stored');
  });

  it('SC2: is refused by a secrecy mark in its words, and nothing of it stays', async () => {
    await expected({ name: 'phương án.docx', bytes: docx([plainText], header('TỐI MẬT')) });
    const { externalRef: ref } = await setting.database.prisma.file.findUniqueOrThrow({ where: { id: 'f' } });
    const message = { kind: 'file', text: 'kèm theo', files: [{ ref, name: 'phương án.docx' }] };
    await setting.database.prisma.$executeRaw`
      insert into inbox (channel, update, lane, message, received_at) values ('telegram', 'u1', 'l', ${message}::jsonb, now())`;
    expect(await fetched()).toMatchObject({
      state: 'refused',
      refusal: 'secret',
      name: '',
      externalRef: null,
      sha256: null,
    });
    const folder = dirname(setting.folder.pathOf('0'.repeat(64)));
    expect(await readdir(folder).catch(() => [])).toEqual([]);
    const [kept] = await setting.database.prisma.$queryRaw<{ message: object }[]>`select message from inbox`;
    expect(kept?.message).toEqual({ kind: 'file' });
    const audit = await setting.database.prisma.audit.findFirstOrThrow();
    expect(audit).toMatchObject({ command: 'bot.receive', outcome: 'refused' });
    expect(JSON.stringify(audit, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      'phương án',
    );
    setting.run();
    const told = await an.receives('bí mật nhà nước');
    expect(told.text).not.toContain('phương án');
    expect(setting.problems).toEqual([]);
  });

  it('SC2: what cannot be read is kept as not looked into, and whoever must know is told', async () => {
    await expected({ name: 'bản quét.pdf', bytes: PDF });
    const told: string[] = [];
    const unread = async (_tx: unknown, file: { name: string }) => void told.push(file.name);
    await fetchRound({ ...options(), unread }, new Map(), new AbortController().signal);
    expect(await setting.database.prisma.file.findUniqueOrThrow({ where: { id: 'f' } })).toMatchObject({
      state: 'stored',
      unread: true,
    });
    expect(told).toEqual(['bản quét.pdf']);
  });

  it('SC2: a paper of words is kept as looked into; one that unpacks without end is refused', async () => {
    await expected({ name: 'báo cáo.docx', bytes: docx([plainText]) });
    expect(await fetched()).toMatchObject({ state: 'stored', unread: false });
    await setting.database.prisma.file.deleteMany();
    await expected({ name: 'báo cáo.docx', bytes: bomb() });
    expect(await fetched()).toMatchObject({ state: 'refused', refusal: 'swollen' });
  });

  it('is refused beyond 20 MB, whether Telegram says so or the bytes do', async () => {
    await expected({ name: 'lớn.pdf', bytes: PDF, size: 25 * 1024 * 1024 });
    expect(await fetched()).toMatchObject({ state: 'refused', refusal: 'too-large' });
    setting.run();
    await an.receives('vượt mức 20 MB');
  });

  it('is refused by its claimed size before anything is fetched', async () => {
    await expected({ name: 'lớn.pdf', bytes: PDF, claimed: 21 * 1024 * 1024 });
    expect((await fetched()).refusal).toBe('too-large');
    expect(setting.api.calls('getFile')).toEqual([]);
  });

  it("is fetched after everybody's first, not after the twenty of one person", async () => {
    await setting.person('ba');
    const files = [...Array(20).keys()].map((nth) => ({ id: `an${String(nth).padStart(2, '0')}`, accountId: 'a-an' }));
    await setting.database.prisma.file.createMany({
      data: [...files, { id: 'ba00', accountId: 'a-ba' }].map((one, nth) => ({
        ...one,
        name: 'x.pdf',
        channel: 'telegram',
        externalRef: one.id,
        createdAt: new Date(setting.now.getTime() + nth),
      })),
    });
    const asked: string[] = [];
    const fetchFile = async (ref: string): Promise<never> => {
      asked.push(ref);
      throw new Error('not now');
    };
    const channelOf = () => ({ ...setting.channel, fetchFile });
    await fetchRound({ ...options(), channelOf }, new Map(), new AbortController().signal);
    expect(asked).toEqual(['an00', 'ba00', 'an01']);
  });

  it('is tried again when the network fails', async () => {
    await expected({ name: 'báo cáo.pdf', bytes: PDF });
    setting.api.fault({ kind: '502', method: 'getFile', times: 1 });
    const resting = new Map<string, number>();
    await fetchRound(options(), resting, new AbortController().signal);
    expect([...resting.keys()]).toEqual(['f']);
    setting.now = new Date(setting.now.getTime() + 10_000);
    await fetchRound(options(), resting, new AbortController().signal);
    expect((await setting.database.prisma.file.findUniqueOrThrow({ where: { id: 'f' } })).state).toBe('stored');
  });

  it('is never waited for when Telegram does not know it', async () => {
    await setting.database.prisma.file.create({
      data: {
        id: 'f',
        name: 'a.pdf',
        channel: 'telegram',
        externalRef: 'wrong',
        accountId: 'a-an',
        createdAt: setting.now,
      },
    });
    expect(await fetched()).toMatchObject({ state: 'refused', refusal: 'unavailable' });
  });

  it('has a name that leads nowhere', () => {
    expect(cleanFileName('../../etc/passwd')).toBe('passwd');
    expect(cleanFileName('C:\\tài liệu\\..\\báo cáo.pdf')).toBe('báo cáo.pdf');
    expect(cleanFileName('..')).toBe('file');
    expect(cleanFileName(' .pdf')).toBe('pdf');
    expect(() => setting.folder.pathOf('../x')).toThrow('not a hash');
  });
});

describe('a name that is too long', () => {
  it.each([
    ['letters', 'Báo cáo kết quả thực hiện nhiệm vụ '.repeat(6)],
    ['letters and marks apart', 'ệ'.normalize('NFD').repeat(400)],
    ['of two halves each', '👍'.repeat(200)],
    ['spaces before its ending', `${'a'.repeat(118)}${' '.repeat(40)}`],
  ])('of %s is cut in front of its ending', (_, stem) => {
    const name = cleanFileName(`${stem}.PDF`);
    expect(name).toMatch(/\S\.PDF$/);
    expect([...name].length).toBeLessThanOrEqual(120);
    expect(name.isWellFormed()).toBe(true);
    expect(name.normalize('NFC')).toBe(name);
  });

  it('keeps no ending that is none', () => {
    expect(cleanFileName(`a.${'b'.repeat(300)}`)).toHaveLength(120);
    expect(cleanFileName('a'.repeat(300))).toHaveLength(120);
    expect(cleanFileName(`a.b c${'d'.repeat(200)}`)).toHaveLength(120);
  });
});

describe('a file refused after it was gathered', () => {
  it('is gathered no longer; the others are, and those of other conversations', async () => {
    const parts = [{ text: 'một' }, { file: 'f' }, { file: 'g' }];
    const base = { command: 'x.y', args: {}, asking: 'parts', updatedAt: setting.now };
    await setting.database.prisma.conversation.createMany({
      data: [
        { id: 'c-an', accountId: 'a-an', parts, ...base },
        { id: 'c-other', accountId: 'a-other', parts, ...base },
      ],
    });
    await expected({ name: 'báo cáo.pdf', bytes: EXE });
    expect((await fetched()).refusal).toBe('mismatch');
    const left = await setting.database.prisma.conversation.findMany({ orderBy: { id: 'asc' } });
    expect(left.map((one) => one.parts)).toEqual([[{ text: 'một' }, { file: 'g' }], parts]);
  });
});

describe('a file that goes out', () => {
  async function stored(name: string): Promise<void> {
    async function* bytes() {
      yield PDF;
    }
    const kept = await setting.folder.keep(bytes(), async () => null);
    const { sha256 } = kept as { sha256: string };
    await setting.database.prisma.file.create({
      data: { id: 'f', name, state: 'stored', sha256, createdAt: setting.now },
    });
  }

  it('is uploaded once and then sent by reference, closed papers protected', async () => {
    const binh = await setting.person('binh');
    await stored('kế hoạch"\r\nX-Evil: 1.pdf');
    setting.run();
    await setting.notice('an', 'tài liệu', { view: viewOf('tài liệu', { files: ['f'], closed: true }) });
    const shown = await an.receives((message) => message.file !== undefined);
    expect(shown.file!.name).toBe('kế hoạch- X-Evil- 1.pdf');
    expect(shown.file!.bytes).toEqual(PDF);
    expect(shown.protected).toBe(true);
    await setting.becomes('tài liệu:an:file:f', 'sent');
    await setting.notice('binh', 'tài liệu', { view: viewOf('tài liệu', { files: ['f'] }) });
    const again = await binh.receives((message) => message.file !== undefined);
    expect(again.file!.fileId).toBe(shown.file!.fileId);
  });

  it('goes as soon as it is here, not when it was to be tried again', async () => {
    await expected({ name: 'báo cáo.pdf', bytes: PDF });
    setting.run();
    await setting.notice('an', 'tài liệu', { view: viewOf('tài liệu', { files: ['f'] }) });
    await an.receives('tài liệu');
    await expect.poll(async () => (await setting.row('tài liệu:an:file:f')).error).toBe('file-expected');
    expect(await fetched()).toMatchObject({ state: 'stored' });
    await setting.becomes('tài liệu:an:file:f', 'sent');
  });

  it('waits until it is here, and is given up when it was refused', async () => {
    await expected({ name: 'báo cáo.pdf', bytes: PDF });
    setting.run();
    await setting.notice('an', 'tài liệu', { view: viewOf('tài liệu', { files: ['f'] }) });
    await an.receives('tài liệu');
    await setting.becomes('tài liệu:an:file:f', 'pending');
    await setting.database.prisma.file.update({ where: { id: 'f' }, data: { state: 'refused' } });
    setting.now = new Date(setting.now.getTime() + 6_000);
    await setting.becomes('tài liệu:an:file:f', 'dead');
  });
});
