// A sheet with everything said and in its place: the words of each line, the form's own around the chapter's. Whatever
// prints it only draws.
import type { Annex, Block, Sheet, SheetForm, Signature } from '../kernel/sheet.ts';
import { type Text, text } from '../kernel/text.ts';
import { formsOfPapers, widthOf } from './form.ts';
import { balanced, capitals, dateLine, ended, listed, nameLines, numberLine, printable, type Say } from './words.ts';

export type LaidBlock =
  | { kind: 'paragraph' | 'basis' | 'heading'; words: string }
  | { kind: 'table'; columns: readonly { label: string; share: number; centred: boolean }[]; rows: string[][] }
  | { kind: 'lines'; count: number };

/** `lines`: by which right, in which posts; between them and the name is room for signature and seal. */
export type LaidSignature = { lines: readonly string[]; name: string };

type LaidAnnex = {
  kind: string;
  about: string;
  /** "(Kèm theo …)" */
  attached: string;
  landscape: boolean;
  blocks: readonly LaidBlock[];
  signature: LaidSignature | null;
};

export type Laid = {
  form: SheetForm;
  /** For the file's own head. */
  title: string;
  author: string;
  /** `subject`: of a letter, below its number. */
  issuing: {
    parent: readonly string[];
    issuer: readonly string[];
    number: string;
    subject: readonly string[];
    draft: string | null;
  };
  country: { top: string; motto: string; date: string | null };
  kind: string | null;
  about: readonly string[];
  /** One addressee stands behind the word itself, several in lines below it. */
  to: { called: string; listed: readonly string[] } | null;
  blocks: readonly LaidBlock[];
  copies: { called: string; listed: readonly string[] };
  signature: LaidSignature;
  beside: LaidSignature | null;
  annexes: readonly LaidAnnex[];
  /** How long the lines are that are drawn in the head and below the title, in points. */
  rules: { issuer: number; country: number; title: number };
};

/** Letters in a line of the issuer's name, of a letter's subject, of a title, of a signature's post. */
const longest = { name: { state: 26, party: 22 }, subject: 36, title: 64, post: 30 } as const;

export function laidOut(sheet: Sheet, say: Say): Laid {
  const { form, parent, issuer, kind, about, to, draft, beside, copies, filed } = sheet;
  const issuers = nameLines(capitals(issuer), longest.name[form], say);
  const titles = kind === null ? [] : balanced(say(about), longest.title, say);
  const top = say(text(`papers:${form}.top`));
  const subject = (): string => say(text(`papers:${form}.subject`, { about: printable(say(about)) }));
  const kept =
    filed === '' ? text(`papers:${form}.filed`) : text(`papers:${form}.filed-unit`, { unit: printable(filed) });
  return {
    form,
    title: printable(say(about)),
    author: printable(issuer),
    issuing: {
      parent: nameLines(capitals(parent), longest.name[form], say),
      issuer: issuers,
      number: numberLine(sheet, say),
      subject: kind === null ? balanced(subject(), longest.subject, say) : [],
      draft: draft ? say(text('papers:draft')) : null,
    },
    country: {
      top,
      motto: say(text(`papers:${form}.motto`)),
      // Minutes bear no date there: they say when it began and ended.
      date: beside ? null : dateLine(sheet, say),
    },
    kind: kind && capitals(say(kind)),
    about: titles,
    to: addressed(
      to.map((one) => printable(say(one))),
      say,
    ),
    blocks: bodyOf(sheet, say),
    copies: {
      called: say(text('papers:copies')),
      listed: listed([...copies.map((one) => printable(say(one))), say(kept)]),
    },
    signature: signed(sheet.signature, say),
    beside: beside ? signed(beside, say) : null,
    annexes: sheet.annexes.map((annex) => annexOf(sheet, annex, say)),
    rules: {
      issuer: widthOf(issuers.at(-1) ?? '', form === 'party' ? 14 : 12, true) * 0.42,
      // The State's motto is that long at 13 points.
      country: form === 'party' ? widthOf(top, formsOfPapers.party.names.top, true) * 0.95 : 158.9,
      title: Math.min(150, widthOf(titles.at(-1) ?? '', 14, true) * 0.4),
    },
  };
}

function addressed(to: readonly string[], say: Say): Laid['to'] {
  const called = say(text('papers:to'));
  if (to.length === 0) return null;
  return to.length === 1 ? { called: `${called} ${ended(to[0]!, '.')}`, listed: [] } : { called, listed: listed(to) };
}

/** Its last paragraph ends as the form wants it. */
function bodyOf({ form, blocks }: Sheet, say: Say): LaidBlock[] {
  const last = blocks.findLastIndex(({ kind }) => kind === 'paragraph');
  return blocks.map((block, nth) => {
    const laid = blockOf(block, say);
    return nth === last && laid.kind === 'paragraph'
      ? { ...laid, words: ended(laid.words, formsOfPapers[form].end) }
      : laid;
  });
}

function blockOf(block: Block, say: Say): LaidBlock {
  const said = (words: Text | null): string => (words === null ? '' : printable(say(words)));
  switch (block.kind) {
    case 'lines':
      return block;
    case 'table':
      return {
        kind: 'table',
        columns: block.columns.map(({ label, share = 1, centred = false }) => ({ label: said(label), share, centred })),
        rows: block.rows.map((row) => block.columns.map((_, nth) => said(row[nth] ?? null))),
      };
    default:
      return { kind: block.kind, words: said(block.words) };
  }
}

/** Never a title of learning before the name. */
const signed = ({ authority, office, name }: Signature, say: Say): LaidSignature => ({
  lines: [...(authority ? say(authority).split('|') : []), ...nameLines(office, longest.post, say)].map(capitals),
  name: printable(name),
});

const annexOf = (sheet: Sheet, annex: Annex, say: Say): LaidAnnex => ({
  kind: capitals(say(annex.kind ?? text('papers:annex'))),
  about: printable(say(annex.about)),
  attached: attachedTo(sheet, say),
  landscape: annex.landscape === true,
  blocks: annex.blocks.map((block) => blockOf(block, say)),
  signature: annex.signature ? signed(annex.signature, say) : null,
});

/** "(Kèm theo Công văn số …)" */
function attachedTo(sheet: Sheet, say: Say): string {
  const number = numberLine(sheet, say).replace(/^\S+\s*/u, '');
  const kind = sheet.kind === null ? say(text('papers:letter')) : printable(say(sheet.kind));
  const date = dateLine(sheet, say).replace(/^[^,]*,\s*/u, '');
  return say(text('papers:attached', { kind, number, date }));
}
