// SC2, OP6: the words of files are looked through for secrecy marks; what cannot be read is never called clean.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { look } from '../../../src/delivery/looked/look.ts';
import { Swollen, wordsOf } from '../../../src/delivery/looked/words.ts';
import { markOfPaper } from '../../../src/kernel/secrecy.ts';
import * as papers from './papers.ts';

const { docx, xlsx, pptx, odt, pdf, doc, plainText } = papers;

/** Its mark, and whether all of it was words. */
async function seen(ending: string, bytes: Uint8Array): Promise<[string | null, boolean]> {
  const { parts, whole } = await wordsOf(ending, bytes);
  const marks = parts.map(markOfPaper);
  return [['tuyet-mat', 'toi-mat', 'mat'].find((mark) => marks.includes(mark as 'mat')) ?? null, whole];
}

describe('SC2: a mark is found wherever a paper bears it', () => {
  test.each<[string, string, Uint8Array, string]>([
    ['Word: in the text', 'docx', docx(['Độ mật: TỐI MẬT', plainText]), 'toi-mat'],
    ['Word: in the header', 'docx', docx([plainText], papers.header('MẬT')), 'mat'],
    ['Word: split into runs', 'docx', docx([plainText, ['TUYỆT M', 'ẬT']]), 'tuyet-mat'],
    ['Word: letter by letter', 'docx', docx([['M', ' ', 'Ậ', ' ', 'T'], plainText]), 'mat'],
    ['Word: in a watermark', 'docx', docx([plainText], papers.watermark('TUYỆT MẬT')), 'tuyet-mat'],
    ['Word: in a footnote', 'docx', docx([plainText], papers.footnote('Độ mật: Mật')), 'mat'],
    ['Word: in the properties', 'docx', docx([plainText], papers.about('Kế hoạch mật của Bộ Chỉ huy')), 'mat'],
    ['Word: in letters of TCVN3', 'docx', docx(['TèI MËT', 'B¸o c¸o']), 'toi-mat'],
    ['Word: in a paper within it', 'docx', docx([plainText], papers.embedded('a.docx', docx(['TỐI MẬT']))), 'toi-mat'],
    [
      'Word: two papers deep',
      'docx',
      docx([plainText], papers.embedded('a.docx', docx([plainText], papers.embedded('b.xlsx', xlsx(['MẬT']))))),
      'mat',
    ],
    ['Excel: in a cell', 'xlsx', xlsx(['STT', 'Độ mật: Mật', plainText]), 'mat'],
    ['Excel: in the header', 'xlsx', xlsx([plainText], { header: '&amp;C&amp;"Times,Bold"&amp;14MẬT' }), 'mat'],
    ['Excel: in the name of a sheet', 'xlsx', xlsx([plainText], { sheet: 'TỐI MẬT' }), 'toi-mat'],
    ['PowerPoint: on a slide', 'pptx', pptx(plainText, 'TUYỆT MẬT'), 'tuyet-mat'],
    ['OpenDocument: in the text', 'odt', odt(`MẬT</text:p><text:p>${plainText}`), 'mat'],
    ['OpenDocument: in the header', 'odt', odt(plainText, papers.odtHeader('TỐI<text:s/>MẬT')), 'toi-mat'],
    ['PDF: on the second page', 'pdf', pdf([plainText, `ĐỘ MẬT: TỐI MẬT\n${plainText}`]), 'toi-mat'],
    ['PDF: letters apart', 'pdf', pdf([`M Ậ T\n${plainText}`]), 'mat'],
    ['PDF: in its title', 'pdf', pdf([plainText], { title: 'Tài liệu mật' }), 'mat'],
    ['text, UTF-8', 'txt', Buffer.from(`TUYỆT MẬT\n${plainText}`), 'tuyet-mat'],
    ['text, UTF-16', 'txt', Buffer.from('\ufeffTUYỆT MẬT\nBáo cáo', 'utf16le'), 'tuyet-mat'],
    ['text, TCVN3', 'txt', Buffer.from('TèI MËT\nB¸o c¸o', 'latin1'), 'toi-mat'],
    ['a table of text', 'csv', Buffer.from('số;độ mật\n1;Độ mật: Mật\n'), 'mat'],
    ['Word of 1997', 'doc', doc(`MẬT\r${plainText}`), 'mat'],
  ])('%s', async (_, ending, bytes, mark) => {
    expect((await seen(ending, bytes))[0]).toBe(mark);
  });
});

describe('SC2: what was looked through, and what was not', () => {
  test.each<[string, string, Uint8Array, boolean]>([
    ['a paper of words', 'docx', docx([plainText]), true],
    ['one with a small picture', 'docx', docx([plainText], { 'word/media/image1.png': new Uint8Array(900) }), true],
    ['pages scanned and pasted', 'docx', docx(['Phụ lục'], papers.scan), false],
    ['a table', 'xlsx', xlsx([plainText]), true],
    ['a PDF of words', 'pdf', pdf([plainText, plainText]), true],
    ['a scan', 'pdf', pdf([''], { picture: true }), false],
    ['a scan behind words', 'pdf', pdf([plainText, ''], { picture: true }), false],
    ['a PDF of no words', 'pdf', pdf(['']), false],
    ['a PDF that needs a password', 'pdf', pdf([plainText], { locked: true }), false],
    ['a PDF that is none', 'pdf', Buffer.from('%PDF-1.4\n%%EOF'), false],
    ['an archive cut short', 'docx', docx([plainText]).subarray(0, 300), false],
    ['Word of 1997', 'doc', doc(plainText), false],
    ['Word locked by a password', 'docx', doc('EncryptedPackage'), false],
    [
      'OpenDocument that is locked',
      'odt',
      odt('x', { 'META-INF/manifest.xml': Buffer.from('<manifest:encryption-data/>') }),
      false,
    ],
    ['a program in a paper', 'docx', docx([plainText], papers.embedded('oleObject1.bin', doc('x'))), false],
    ['a text', 'txt', Buffer.from(plainText), true],
  ])('%s: %s', async (_, ending, bytes, whole) => {
    expect(await seen(ending, bytes)).toEqual([null, whole]);
  });

  test('what unpacks to more than any paper is refused, at any depth', async () => {
    await expect(wordsOf('docx', papers.bomb())).rejects.toBeInstanceOf(Swollen);
    const within = docx([plainText], papers.embedded('a.docx', papers.bomb()));
    await expect(wordsOf('docx', within)).rejects.toBeInstanceOf(Swollen);
  });
});

describe('the process that looks', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thu-ky-looked-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const file = async (name: string, bytes: Uint8Array): Promise<{ path: string; ending: string }> => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return { path, ending: name.split('.').at(-1)! };
  };

  test('says what it saw, and no word more', async () => {
    const tasks = [
      await file('a.docx', docx([plainText], papers.header('TỐI MẬT'))),
      await file('b.pdf', pdf([plainText])),
      await file('c.docx', papers.bomb()),
      await file('d.jpg', Buffer.from([0xff, 0xd8, 0xff])),
      { path: join(folder, 'gone.txt'), ending: 'txt' },
    ];
    expect(await Promise.all(tasks.map(look))).toEqual([
      { mark: 'toi-mat', whole: true },
      { mark: null, whole: true },
      'swollen',
      { mark: null, whole: false },
      { mark: null, whole: false },
    ]);
  });
});
