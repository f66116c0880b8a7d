// Puts a file of the record together (Điều 8.9): of a meeting, of another matter, of a year; first what it is of, then what
// was told, its files, the acts that made it, and how it is checked.
import type { CaseFile, CaseFileCell, CaseFilePart, Original } from '../../kernel/case-file.ts';
import { plainText, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type Keeping, keptParts, officialPart } from './kept.ts';
import { actParts, meetingParts, tablePart, tellingParts, when, words } from './meeting-parts.ts';
import type { AroundOnRecord, BodyOnRecord, OnRecord, YearRecord } from './meeting-record.ts';
import { readFiles, readMatterRecord, readMeetingRecord, readYearRecord } from './store.ts';

/** `of`: a meeting or another matter by its name (`meeting:<id>`), or a year. */
export type Wanted = { bodyId: string } & ({ about: string } | { year: number });

/** `record`: as other programs read it; `caseFile`: as it is printed, once it is known where its files are. */
export type Filing = {
  record: OnRecord;
  files: readonly Original[];
  acts: number;
  caseFile(files: readonly Original[]): CaseFile;
};

type Opened = {
  title: Text;
  about: Text;
  body: string;
  record: OnRecord;
  around: AroundOnRecord;
  parts: CaseFilePart[];
};

export async function fileOf(tx: Transaction, wanted: Wanted, keeping: Keeping): Promise<Filing> {
  const opened = await open(tx, wanted, keeping);
  const { title, about, body, record, around } = opened;
  const kept = await keptParts(tx, keeping, around);
  const before = [
    ...opened.parts,
    ...kept.parts,
    ...(kept.hidden > 0 ? [hiddenPart(kept.hidden)] : []),
    ...tellingParts(around),
  ];
  const known = new Set(keeping.chapters.flatMap(({ commands }) => commands.map(({ name }) => name)));
  const after = actParts(around, known);
  return {
    record,
    files: await readFiles(tx, before.flatMap(namedIn)),
    acts: around.acts.length,
    caseFile: (files) => ({ title, body, about, files, parts: [...before, filesPart(files), ...after] }),
  };
}

async function open(tx: Transaction, wanted: Wanted, keeping: Keeping): Promise<Opened> {
  const { bodyId } = wanted;
  if ('year' in wanted) {
    const record = await readYearRecord(tx, bodyId, wanted.year);
    const about = text('records:year.about', { body: said(record.body.name) });
    const title = text('records:year.title', { year: wanted.year });
    return { title, about, body: record.body.name, record: { year: record }, around: record, parts: yearParts(record) };
  }
  const [kind, id = ''] = wanted.about.split(':');
  if (kind === 'meeting') {
    const record = await readMeetingRecord(tx, id);
    const { code, title: about, body } = record.meeting;
    const official = await officialPart(tx, keeping, record, wanted.about);
    const parts = [...meetingParts(record), ...official];
    const title = text('records:title', { code });
    return { title, about: said(about), body: body.name, record: { meeting: record }, around: record, parts };
  }
  const record = await readMatterRecord(tx, bodyId, wanted.about);
  const title = text('records:matter-title', { code: record.code });
  return {
    title,
    about: said(record.title),
    body: record.body.name,
    record: { matter: record },
    around: record,
    parts: [],
  };
}

const hiddenPart = (count: number): CaseFilePart => ({
  heading: plainText('records:section.hidden'),
  blocks: [{ paragraphs: [text('records:hidden', { count })] }],
});

/** The files a part names. */
function namedIn({ blocks }: CaseFilePart): string[] {
  const of = (cell: CaseFileCell | null | undefined): readonly string[] => (cell && 'files' in cell ? cell.files : []);
  return blocks.flatMap((block) => {
    if ('facts' in block) return block.facts.flatMap(([, cell]) => of(cell));
    return 'table' in block ? block.table.rows.flat().flatMap(of) : [];
  });
}

/** The originals, each by its name and its sum: in the folder beside, or kept by the service. */
const filesPart = (files: readonly Original[]): CaseFilePart =>
  tablePart(
    'records:section.files',
    [
      ['number', 1],
      ['file', 5],
      ['size', 2],
      ['sum', 7],
      ['state', 3],
    ],
    files.map((file, at) => [
      words(at + 1),
      { files: [file.id] },
      words(file.size),
      file.sha256 === null ? null : { code: file.sha256 },
      plainText(`records:file.${stateOf(file)}` as TextKey),
    ]),
  );

function stateOf({ path, state }: Original): string {
  if (path) return 'here';
  if (state !== 'stored') return state;
  return path === null ? 'lost' : 'stored';
}

const yearParts = ({ absences, seats, meetings }: YearRecord): CaseFilePart[] => [
  tablePart(
    'records:section.meetings',
    [
      ['code', 1],
      ['content', 6],
      ['at', 3],
      ['state', 2],
    ],
    meetings.map(({ code, title, startsAt, state }) => [
      said(code),
      said(title),
      when(startsAt),
      plainText(`meetings:state.${state}` as TextKey),
    ]),
  ),
  tablePart(
    'records:section.absences',
    [
      ['since', 2],
      ['until', 2],
      ['deputy', 3],
      ['by', 3],
      ['ended', 2],
    ],
    absences.map(({ from, to, deputy, by, endedAt }) => [when(from), when(to), said(deputy), said(by), when(endedAt)]),
  ),
  tablePart(
    'records:section.seats',
    [
      ['code', 1],
      ['name', 3],
      ['post', 5],
      ['decision', 3],
      ['since', 2],
      ['until', 2],
    ],
    seats.map((one) => [
      said(one.code),
      said(one.person),
      said(one.post),
      words(one.decision),
      when(one.from),
      when(one.to),
    ]),
  ),
];

export const bodyIn = (record: OnRecord): BodyOnRecord => {
  if ('meeting' in record) return record.meeting.meeting.body;
  return 'matter' in record ? record.matter.body : record.year.body;
};
