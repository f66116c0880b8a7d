// What chapters keep of their matters, as parts of a file (Điều 8.9): each card with what stands beside it and the papers
// printed of it. Whoever hands the file over gets what he may see.

import type { CaseFileBlock, CaseFilePart } from '../../kernel/case-file.ts';
import type { Chapter } from '../../kernel/chapter.ts';
import type { Act, Args, Asking, Command, World } from '../../kernel/command.ts';
import type { Actor } from '../../kernel/person.ts';
import type { Sheet } from '../../kernel/sheet.ts';
import { moment, plainText, said, type Text, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { AroundOnRecord } from './meeting-record.ts';

/** Who keeps the records of a body, when nobody of it asks: whoever runs the installation. */
export const keeperIn = (bodyId: string): Actor => {
  const person = { id: '', fullName: '', language: 'vi' as const };
  const seat = { id: '', bodyId, code: '', role: 'secretariat' as const, post: '', agencyId: null, agency: '', person };
  return { person, account: null, seats: [seat], leaders: [], actingIn: [] };
};

export type Keeping = { chapters: readonly Chapter[]; world: World; by: Actor };

/** A paper is printed of the record where it is asked for by its matter alone, and somebody of the office is handed it. */
const papersOf = (chapters: readonly Chapter[], noun: string): Command[] =>
  chapters
    .flatMap(({ commands }) => commands)
    .filter(
      ({ files, fields = {}, allowed }) =>
        files === true &&
        Object.keys(fields).join() === noun &&
        allowed !== 'anyone' &&
        allowed.includes('secretariat'),
    );

async function sheetOf(tx: Transaction, one: Command, asking: Asking): Promise<Sheet | null> {
  const gathered = await one.gather(tx, asking);
  if ('agreed' in gathered) return null;
  const act: Act = { ...asking, as: { seat: asking.by.seats[0] ?? null, behalf: null, acting: false } };
  return one.paper?.(gathered.facts, act) ?? null;
}

/** The papers that are there of a matter: what was signed is a file of its own, and is not printed again. */
async function paperBlocks(
  tx: Transaction,
  { chapters, world, by }: Keeping,
  matter: string,
): Promise<CaseFileBlock[]> {
  const [noun = '', id = ''] = matter.split(':');
  const args: Args = { [noun]: id };
  const blocks: CaseFileBlock[] = [];
  for (const one of papersOf(chapters, noun)) {
    const sheet = await sheetOf(tx, one, { ...world, by, args });
    if (!sheet) continue;
    const { kind, about, annexes, blocks: said } = sheet;
    const heading = text('records:paper', { kind: kind ?? text('papers:letter'), about });
    const annexed = annexes.flatMap((annex) => [{ kind: 'heading' as const, words: annex.about }, ...annex.blocks]);
    blocks.push({ paper: { heading, blocks: [...said, ...annexed] } });
  }
  return blocks;
}

/** Number and signed copy of its papers, as the clerk entered them and the office brought them. */
function officialLines({ numbers, signed }: AroundOnRecord, matter: string): Text[] {
  const of = <T extends { matter: string }>(all: readonly T[]): T[] => all.filter((one) => one.matter === matter);
  return [
    ...of(numbers).map(({ ordinal, symbol, by, at }) =>
      text('records:numbered', { number: said(`${ordinal}/${symbol}`), by: said(by), at: moment(new Date(at)) }),
    ),
    ...of(signed).map(({ by, at }) => text('records:signed', { by: said(by), at: moment(new Date(at)) })),
  ];
}

/** What stands around a matter's own table: its papers' numbers and signed copies, and the papers as printed. */
export async function officialPart(
  tx: Transaction,
  keeping: Keeping,
  around: AroundOnRecord,
  matter: string,
): Promise<CaseFilePart[]> {
  const lines = officialLines(around, matter);
  const papers = await paperBlocks(tx, keeping, matter);
  const files = around.signed.flatMap((one) => (one.matter === matter ? one.files : []));
  if (lines.length + papers.length + files.length === 0) return [];
  const blocks = [...(lines.length > 0 ? [{ paragraphs: lines }] : []), ...filesBlock(files), ...papers];
  return [{ heading: plainText('records:section.official'), blocks }];
}

const filesBlock = (files: readonly string[]): CaseFileBlock[] =>
  files.length > 0 ? [{ facts: [[plainText('records:column.file'), { files }]] }] : [];

/** Each matter one part, in the order in which chapters build on one another; `hidden`: how many are not this reader's. */
export async function keptParts(
  tx: Transaction,
  keeping: Keeping,
  around: AroundOnRecord,
): Promise<{ parts: CaseFilePart[]; hidden: number }> {
  const { chapters, world, by } = keeping;
  const keepers = chapters.flatMap(({ keeps = {} }) => Object.entries(keeps));
  const names = around.matters.map(({ matter, row }) => ({ matter, code: String(row['code'] ?? '') }));
  const parts: CaseFilePart[] = [];
  let known = 0;
  for (const [kind, keep] of keepers) {
    const own = names.filter(({ matter }) => matter.startsWith(`${kind}:`));
    for (const { matter } of own.sort((one, other) => one.code.localeCompare(other.code, 'vi', { numeric: true }))) {
      const kept = await keep(tx, matter.slice(kind.length + 1), { ...world, by, args: {} });
      if (!kept) continue;
      known += 1;
      const { heading, title, lines, tables, files } = kept;
      const all = [...files, ...around.signed.flatMap((one) => (one.matter === matter ? one.files : []))];
      const tabled = tables.flatMap(({ heading: called, ...table }): CaseFileBlock[] => [
        { paragraphs: [called] },
        { table },
      ]);
      parts.push({
        heading: title === '' ? heading : text('records:matter', { heading, title: said(title) }),
        blocks: [
          { paragraphs: [...lines, ...officialLines(around, matter)] },
          ...filesBlock([...new Set(all)]),
          ...tabled,
          ...(await paperBlocks(tx, keeping, matter)),
        ],
      });
    }
  }
  return { parts, hidden: names.length - known };
}
