// Who may import whom, and what may not stand where.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes('generated'))
  .map((name) => `src/${name}`)
  .sort();

type Import = { from: string; to: string; typeOnly: boolean };

const source = (file: string): string => readFileSync(join(root, file), 'utf8');

function importsOf(file: string): Import[] {
  const found = source(file).matchAll(/^(?:import|export)\s+(type\s+)?[^'"]*?from\s+'([^']+)'/gms);
  return [...found].map(([, type, to]) => ({
    from: file,
    to: to!.startsWith('.') ? relative(root, join(root, dirname(file), to!)) : to!,
    typeOnly: type !== undefined,
  }));
}

const all = files.flatMap(importsOf);
const pureNames = ['commands.ts', 'store.ts', 'index.ts'];
const isChapterFile = (file: string): boolean => /^src\/regulation\/\w+\//.test(file);
const chapterOf = (file: string): string | undefined => /^src\/regulation\/(\w+)\//.exec(file)?.[1];

/** Modules of a chapter that reach the database; everything else in it is pure. */
const reachesStore = (file: string): boolean =>
  importsOf(file).some(({ to, typeOnly }) => !typeOnly && (to.startsWith('src/store/') || /\/store\.ts$/.test(to)));

const offenders = (wrong: (one: Import) => boolean): string[] =>
  all.filter(wrong).map(({ from, to }) => `${from} → ${to}`);

/** Those that use themselves through others. */
function inCircles(uses: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const reach = (start: string, seen = new Set<string>()): Set<string> => {
    for (const next of uses.get(start) ?? []) if (!seen.has(next)) reach(next, seen.add(next));
    return seen;
  };
  return [...uses.keys()].filter((one) => reach(one).has(one));
}

describe('who imports whom', () => {
  test('the kernel imports nothing at run time but itself', () => {
    expect(
      offenders(
        ({ from, to, typeOnly }) => from.startsWith('src/kernel/') && !typeOnly && !to.startsWith('src/kernel/'),
      ),
    ).toEqual([]);
  });

  test('chapters see one another through index.ts only', () => {
    expect(
      offenders(({ from, to }) => {
        const [mine, theirs] = [chapterOf(from), chapterOf(to)];
        return theirs !== undefined && mine !== theirs && !to.endsWith('/index.ts');
      }),
    ).toEqual([]);
  });

  test('chapters never stand in a circle', () => {
    const uses = new Map<string, Set<string>>();
    for (const { from, to } of all) {
      const [mine, theirs] = [chapterOf(from), chapterOf(to)];
      if (mine && theirs && mine !== theirs) uses.set(mine, (uses.get(mine) ?? new Set()).add(theirs));
    }
    expect(inCircles(uses)).toEqual([]);
  });

  test('files never stand in a circle, not by their types either', () => {
    const uses = new Map(files.map((file) => [file, new Set(importsOf(file).map(({ to }) => to))]));
    expect(inCircles(uses)).toEqual([]);
  });

  test('folders never use one another in a circle', () => {
    const folderOf = (file: string): string | undefined => /^src\/(\w+)\//.exec(file)?.[1];
    const uses = new Map<string, Set<string>>();
    for (const { from, to, typeOnly } of all) {
      const [mine, theirs] = [folderOf(from), folderOf(to)];
      if (!typeOnly && mine && theirs && mine !== theirs) uses.set(mine, (uses.get(mine) ?? new Set()).add(theirs));
    }
    expect(inCircles(uses)).toEqual([]);
  });

  test('the road, the channels, delivery and the desk know no chapter', () => {
    const delivering = /^src\/(engine|bot|channels|delivery|desk|jobs|web|texts|store)\//;
    expect(
      offenders(
        ({ from, to, typeOnly }) =>
          delivering.test(from) && to.startsWith('src/regulation/') && !(typeOnly && !isChapterFile(to)),
      ),
    ).toEqual([]);
  });

  test('only the places that start things import the composition root', () => {
    const starters = /^src\/(run|service|rehearsal\/start)\.ts$/;
    expect(offenders(({ from, to, typeOnly }) => to === 'src/compose.ts' && !typeOnly && !starters.test(from))).toEqual(
      [],
    );
  });

  test.each([
    ['telegraf', /^src\/channels\/telegram\//],
    ['node-cron', /^src\/jobs\//],
    ['i18next', /^src\/texts\//],
    ['pino', /^src\/(logging|compose|service)\.ts$|^src\/(jobs|bot)\//],
    ['read-excel-file/node', /^src\/documents\//],
    ['oauth4webapi', /^src\/desk\//],
    ['docx', /^src\/papers\//],
    ['ical.js', /^src\/papers\//],
    ['nodemailer', /^src\/channels\/email\//],
    ['saxen', /^src\/papers\//],
    ['qr', /^src\/papers\//],
    ['write-excel-file/node', /^src\/documents\//],
    ['@prisma/adapter-pg', /^src\/store\//],
  ])('%s has one home', (library, home) => {
    expect(
      offenders(({ from, to, typeOnly }) => to === library && !(typeOnly && library === 'pino') && !home.test(from)),
    ).toEqual([]);
  });
});

describe('what stands where', () => {
  const pure = files.filter(
    (file) =>
      file.startsWith('src/kernel/') ||
      (isChapterFile(file) && !pureNames.some((name) => file.endsWith(`/${name}`)) && !reachesStore(file)),
  );

  test('pure files read no clock, no chance, no process and no file', () => {
    const impure = /\bDate\.now\(|new Date\(\)|Math\.random|\bprocess\.|from 'node:/;
    expect(pure.filter((file) => impure.test(source(file)))).toEqual([]);
  });

  test('what a chapter decides stands in a pure file', () => {
    const deciding = files.filter((file) => isChapterFile(file) && /\/(decide|notices|views)\.ts$/.test(file));
    expect(deciding.length).toBeGreaterThan(0);
    expect(deciding.filter(reachesStore)).toEqual([]);
  });

  test('texts are brought to a form in one place, where nothing is sorted without measure', () => {
    const forms = /\.normalize\((?:'NF|\))/;
    expect(files.filter((file) => file !== 'src/kernel/fold.ts' && forms.test(source(file)))).toEqual([]);
  });

  test('only the configuration reads the environment', () => {
    // The embedded server's programs are started with the environment they need.
    const allowed = /^src\/config\.ts$|^src\/store\/postgres\//;
    expect(files.filter((file) => !allowed.test(file) && /process\.env/.test(source(file)))).toEqual([]);
  });

  test('no Vietnamese sentence stands in the source', () => {
    const vietnamese = /[ăâđêôơưàáạảãằắặẳẵầấậẩẫèéẹẻẽềếệểễìíịỉĩòóọỏõồốộổỗờớợởỡùúụủũừứựửữỳýỵỷỹ]/i;
    const withoutComments = (text: string): string =>
      text.replace(/^\s*(\/\/|\/?\*).*$/gm, '').replace(/\s\/\/ .*$/gm, '');
    // The chapter of time reads typed words, secrecy reads stamps, old fonts are letters: they hold words, not sentences.
    const readers = /^src\/kernel\/(when-words|when|secrecy|fold|names|old-fonts)\.ts$|^src\/run\.ts$/;
    // The names of two national decisions are identifiers.
    const strip = (text: string): string => withoutComments(text).replace(/QĐ45|NĐ30/g, '');
    expect(files.filter((file) => !readers.test(file) && vietnamese.test(strip(source(file))))).toEqual([]);
  });

  /**
   * Chapters over the limit, each with why, in lines that it must not pass: what is declared on the frame is small, and
   * what was written by hand before it shrinks.
   */
  const limit = 400;
  const larger: Readonly<Record<string, readonly [ceiling: number, why: string]>> = {
    meetings: [
      5_960,
      'drafting, convening, changing, holding, what a guest reads of it, their rows for the desk and calendars: Điều 3.3 and 9, written before the frame',
    ],
    attendance: [
      3_825,
      'answers, leave, proxies and alternates who cannot come, their reminders and rows for the desk: Điều 6.4, by hand',
    ],
    tasks: [
      3_625,
      'law by hand over a table of its own, times that hang on an event, what is likely to be late, and what is taken back, among it',
    ],
    committee: [
      2_540,
      'seats, what roles are called and people addressed by, accounts, what is agreed to before one is linked and which is preferred, succession and who holds which: what everything else stands on',
    ],
    guests: [
      745,
      'who each is, their addresses, their pages and messengers, the consultation about foreigners: each a stranger on no roster',
    ],
    rounds: [
      1_880,
      'items, slips and their synthesis in a table of their own, answered in place at the desk; three papers',
    ],
    conclusions: [1_375, 'a text is split into points by a reader of its own'],
    roster: [1_540, 'reads the sheets offices have, and says line by line what they change'],
    papers: [425, 'letterhead, number, who signs by which right, the signed copy: of every kind of paper there is'],
    opinions: [1_225, 'duties and versions of opinions, written before the frame; what staff draft for their leader'],
    decisions: [460, 'one list over every approval there is, and who they fall to when another leads'],
    calls: [610, 'who is to be telephoned, whatever the matter, as a list in chat and as a queue on the desk'],
    records: [
      1_440,
      'the file of a meeting, of any other matter, of a year, read from every table and put in parts; the seal',
    ],
    programmes: [
      690,
      'its items are tasks once issued; what goes on from the year before; the plans of members; both on paper',
    ],
    acts: [500, 'any act of any chapter read in words, and proved to somebody outside'],
    statistics: [460, 'three counts, each with its list, its sentence and its picture'],
  };

  test('a chapter is small, or says why it is not', () => {
    const linesOf = (chapter: string): number =>
      files
        .filter((file) => chapterOf(file) === chapter)
        .reduce((sum, file) => sum + source(file).split('\n').length, 0);
    const chapters = new Set(files.flatMap((file) => chapterOf(file) ?? []));
    const over = [...chapters].filter((chapter) => linesOf(chapter) > limit);
    expect(over.sort()).toEqual(Object.keys(larger).sort());
    const grown = Object.entries(larger).filter(([chapter, [ceiling]]) => linesOf(chapter) > ceiling);
    expect(grown.map(([chapter]) => `${chapter}: ${linesOf(chapter)}`)).toEqual([]);
  });

  /** Functions over the limit, in lines that they must not pass; a new one is cut instead. */
  const longest = 100;
  const longer: Readonly<Record<string, number>> = {
    chapterOver: 200,
    sections: 165,
    openTokens: 160,
    mailPages: 230,
    beginWork: 120,
    matter: 128,
    isPartOfAct: 165,
    readVerdict: 145,
  };

  test('a function is seen at once', () => {
    const lengths = files.flatMap((file) =>
      [...source(file).matchAll(/^(?:export )?(?:async )?function (\w+).*?^}/gms)].map(([whole, name]) => ({
        file,
        name: name!,
        lines: whole.split('\n').length,
      })),
    );
    expect(lengths.filter(({ name, lines }) => lines > (longer[name] ?? longest))).toEqual([]);
  });

  // Below several matters in one message, and where buttons are numbers, a code alone does not say what a press does.
  test('a button never bears a code alone: the way to a matter is `opening`', () => {
    const bare = files.filter((file) => /choice\(said\([\w.]*code\)/.test(source(file)));
    expect(bare).toEqual([]);
  });

  test('no file is a drawer for everything', () => {
    expect(files.filter((file) => /(utils?|helpers?|common|misc|manager|service-base)\.ts$/.test(file))).toEqual([]);
  });

  test('what is exported is named elsewhere', () => {
    const others = ['scripts', 'test'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${folder}/${name}`),
    );
    const users = new Map<string, number>();
    for (const file of [...files, ...others]) {
      for (const word of new Set(source(file).match(/\w+/g))) users.set(word, (users.get(word) ?? 0) + 1);
    }
    const exported = files.flatMap((file) =>
      [...source(file).matchAll(/^export (?:async )?(?:const|function|type|interface|class) (\w+)/gm)].map(
        ([, name]) => ({ file, name: name! }),
      ),
    );
    expect(exported.filter(({ name }) => users.get(name) === 1)).toEqual([]);
  });

  // Whoever is new here follows the documents: a file they send him to is there.
  test('documents name no file that is not there', () => {
    const pages = ['README.md', ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })]
      .filter((name) => name.endsWith('.md'))
      .map((name) => (name === 'README.md' ? name : `docs/${name}`));
    const there = ['src', 'scripts', 'test'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `/${folder}/${name}`),
    );
    const named = pages.flatMap((page) =>
      [...source(page).matchAll(/`([\w./-]+\.ts)`/g)].map(([, file]) => ({ page, file: file! })),
    );
    expect(named.filter(({ file }) => !there.some((one) => one.endsWith(`/${file}`)))).toEqual([]);
  });

  test('nothing is exported by default', () => {
    expect(files.filter((file) => /^export default/m.test(source(file)))).toEqual([]);
  });
});
