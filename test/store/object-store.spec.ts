import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FileFolder } from '../../src/store/file-folder.ts';
import { ObjectStore, StoreAway } from '../../src/store/object-store.ts';
import { outageInWords } from '../../src/store/outage.ts';
import { type ObjectServer, startObjectServer, startSilentServer } from '../support/object-server.ts';

let home: string;
let server: ObjectServer;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'thu-ky-objects-'));
  server = await startObjectServer(join(home, 'store'));
});
afterEach(async () => {
  await server.stop().catch(() => undefined);
  await rm(home, { recursive: true, force: true });
});

/** A machine of its own, with the store all share. */
const machine = (name: string, address = server, longest?: number): FileFolder =>
  new FileFolder(join(home, name), new ObjectStore(address, longest));
const words = (text: string): AsyncIterable<Uint8Array> =>
  (async function* () {
    for (const part of text.match(/.{1,7}/gsu) ?? []) yield Buffer.from(part);
  })();
const kept = async (folder: FileFolder, text: string): Promise<string> =>
  (await folder.keep<never>(words(text), async () => null)).sha256;
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const all = async () => new Set<string>();

describe('Điều 8.3: tệp trong kho dùng chung của nhiều máy', () => {
  test('một máy nhận, máy khác gửi được đúng từng byte; nhận lần nữa vẫn là một', async () => {
    const text = 'Ý kiến của Sở Tài chính về kho dữ liệu dùng chung.\n'.repeat(500);
    const [one, other] = [machine('một'), machine('hai')];
    expect(await kept(one, text)).toBe(hash(text));
    expect(await kept(other, text)).toBe(hash(text));
    expect(await readFile(await machine('ba').at(hash(text)), 'utf8')).toBe(text);
    expect((await machine('bốn').read(hash(text)))?.toString()).toBe(text);
    expect(await other.all()).toEqual([hash(text)]);
  });

  test('nội dung bị từ chối không vào kho; không có thì nói là không có', async () => {
    const one = machine('một');
    expect(await one.keep(words('TỐI MẬT'), async () => 'refused')).toBe('refused');
    expect(await one.all()).toEqual([]);
    expect(await one.read(hash('không có'))).toBeNull();
    await expect(readFile(await one.at(hash('không có')))).rejects.toThrow('ENOENT');
    expect(await readdir(one.path)).toEqual([]);
  });

  test('kho trả về nội dung khác: coi như không có; bản còn trên máy thì vẫn dùng được', async () => {
    const one = machine('một');
    const sha256 = await kept(one, 'phụ lục 1');
    await server.damage(sha256);
    expect(await machine('hai').read(sha256)).toBeNull();
    expect(await readdir(machine('hai').path)).toEqual([]);
    expect((await one.read(sha256))?.toString()).toBe('phụ lục 1');
  });

  test('bản trên máy bị hỏng: lấy lại từ kho', async () => {
    const one = machine('một');
    const sha256 = await kept(one, 'phụ lục 2');
    await writeFile(one.pathOf(sha256), 'hỏng');
    expect((await one.read(sha256))?.toString()).toBe('phụ lục 2');
  });

  test('kho tắt: không nhận rồi mất, không để lại gì; bật lại thì nhận được', async () => {
    const [one, port] = [machine('một'), Number(new URL(server.endpoint).port)];
    const before = await kept(one, 'trước khi tắt');
    await server.stop();
    const failed = await kept(one, 'trong lúc tắt').catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(StoreAway);
    expect(outageInWords(failed)).toMatch(/object store of FILES_URL/);
    expect(one.problem).not.toBeNull();
    expect(await readdir(one.path)).toEqual([before]);
    // What this machine has it sends all the same.
    expect((await one.read(before))?.toString()).toBe('trước khi tắt');
    server = await startObjectServer(join(home, 'store'), port);
    expect(await kept(one, 'trong lúc tắt')).toBe(hash('trong lúc tắt'));
    expect(one.problem).toBeNull();
  });

  test('kho không trả lời: bỏ sau thời hạn', async () => {
    const silent = await startSilentServer();
    const one = machine('một', { ...server, endpoint: silent.endpoint }, 50);
    await expect(kept(one, 'x')).rejects.toBeInstanceOf(StoreAway);
    await expect(one.all()).rejects.toBeInstanceOf(StoreAway);
    await silent.stop();
  });

  test.each([
    ['khóa sai', { accessKey: 'sai' }],
    ['không có ngăn chứa ấy', { bucket: 'khong-co' }],
  ])('%s: bị từ chối, không bao giờ coi là đã giữ; lời báo không có khóa', async (_what, wrong) => {
    const one = machine('một', { ...server, ...wrong });
    const failed = (await kept(one, 'x').catch((error: unknown) => error)) as StoreAway;
    expect(failed).toBeInstanceOf(StoreAway);
    expect(failed.message).not.toContain('S3RVER');
    await expect(one.all()).rejects.toBeInstanceOf(StoreAway);
    await expect(one.read(hash('x'))).rejects.toBeInstanceOf(StoreAway);
  });

  test('chuyển từ thư mục sang kho: tệp còn cần được đưa lên, tệp không ai cần thì không; chỉ một lần', async () => {
    const alone = new FileFolder(join(home, 'một'));
    const [needed, stray] = [await kept(alone, 'còn cần'), await kept(alone, 'không ai cần')];
    const one = machine('một');
    const still = async (hashes: readonly string[]) => new Set(hashes.filter((sha256) => sha256 === needed));
    expect(await one.share(still, new Date(0))).toBe(1);
    expect(await one.all()).toEqual([needed]);
    expect(await one.share(still, new Date(0))).toBe(0);
    expect((await readdir(one.path)).sort()).toEqual([needed, stray].sort());
  });

  test('bản chép lâu không dùng thì bỏ trên máy, còn trong kho', async () => {
    const one = machine('một');
    const sha256 = await kept(one, 'năm ngoái');
    await utimes(one.pathOf(sha256), new Date(0), new Date(0));
    await one.share(all, new Date(1));
    expect(await readdir(one.path)).toEqual([]);
    expect((await one.read(sha256))?.toString()).toBe('năm ngoái');
  });

  test('dọn: chỉ tệp được nêu và đưa vào trước thời điểm ấy; nhiều trang cũng đủ', async () => {
    const one = machine('một');
    const names = [];
    for (let nth = 0; nth < 12; nth += 1) names.push(await kept(one, `tệp ${nth}`));
    expect(await one.forgetOld(names.slice(0, 5), new Date(0))).toBe(0);
    expect(await one.forgetOld(names.slice(0, 5), new Date('2999-01-01'))).toBe(5);
    expect(await machine('hai').all()).toEqual(names.slice(5).sort());
  });
});
