// Official papers: a chapter says what stands on one; letterhead, number, signature and file follow from the record.
import {
  type Act,
  type Args,
  type Asking,
  type Command,
  command,
  type Field,
  type Gathered,
} from '../../kernel/command.ts';
import type { DomainEvent, Refused } from '../../kernel/decision.ts';
import type { DocumentNumber } from '../../kernel/document-number.ts';
import { fold } from '../../kernel/fold.ts';
import { gatherOf, matterOf, type Noun, naming } from '../../kernel/noun.ts';
import { type Content, formOfAgency, type Sheet } from '../../kernel/sheet.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import { type Day, dayOf } from '../../kernel/time.ts';
import type { View } from '../../kernel/view.ts';
import { numberOf } from '../../store/document-numbers.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { ArticleId } from '../articles.ts';
import { bodyCard, chairNow, seatsOf } from '../committee/index.ts';
import type { Role } from '../roles.ts';
import type { Kind } from './kinds.ts';
import { figures, type Letterhead } from './settings.ts';
import { type Edition, type SignedCopy, signedCopyOf, signedNote, signing } from './signed.ts';
import { type Issuing, mayNotSign, signatureFor, signatureIn, signerOf } from './signing.ts';

export { figures, type Letterhead } from './settings.ts';
export { chapter } from './signed.ts';
export type { Issuing } from './signing.ts';

/** A meeting as a sentence calls it, where its title begins with the word itself. */
export const meetingCalled = (title: string): Text =>
  fold(title).startsWith('hop ') ? text('papers:meeting', { title: title.slice(4) }) : said(title);

/** Who is handed papers: the standing office, which carries them to the clerk, and the chair. */
export const office: readonly Role[] = ['chair', 'standing-member', 'secretariat'];

type Numbered = { number: DocumentNumber; day: Day } | null;

export type Paper<F> = {
  name: string;
  article: ArticleId;
  kind: Kind;
  /** Who signs where the body's letterhead says nothing else. */
  signer: Role;
  /** Issued by the signer's own agency (Điều 10.1); left out: by the body. */
  ofAgency?: true;
  /** Rises when what was issued is changed: a signed copy is of one edition. `anew`: made anew each time, none is kept. */
  edition?: 'anew' | ((facts: F) => number);
  /** By whom, where it is one person's own. */
  signedBy?(facts: F): string;
  /** Bears the number that the clerk entered for its matter. */
  numbered?: true;
  /** Why there is nothing to print. */
  refuses?(facts: F, asking: Asking): Refused | null;
  content(facts: F, around: Issuing, act: Act): Content;
};

/** Where the matter is from and how its card looks, which a noun knows by itself. */
type Matters<F> = {
  /** By which it is asked for where no card offers it. */
  word?: string;
  alias?: readonly string[];
  /** Left out: the office. */
  allowed?: Command['allowed'];
  fields: Readonly<Record<string, Field>>;
  gather(tx: Transaction, asking: Asking): Promise<Gathered<F>>;
  matterOf(facts: F): string;
  card(facts: F, act: Act, note: Text): View;
};

type PaperFacts<F> = { of: F; issuing: Issuing; numbered: Numbered; copy: SignedCopy | null };

/** The command that hands over a paper about a matter: a look, printed and sent along with the card. */
export function paperOn<F>(matters: Matters<F>, paper: Paper<F>): Command {
  const { edition = () => 1 } = paper;
  const editionOf = (facts: F): Edition | null =>
    edition === 'anew' ? null : { matter: matters.matterOf(facts), kind: paper.kind, edition: edition(facts) };
  return command<Args, PaperFacts<F>, never>({
    name: paper.name,
    article: paper.article,
    ...(edition !== 'anew' && { files: true }),
    allowed: matters.allowed ?? office,
    ...(matters.word && { word: matters.word, alias: matters.alias ?? [] }),
    fields: matters.fields,
    gather: async (tx, asking) => {
      const gathered = await matters.gather(tx, asking);
      if ('agreed' in gathered) return gathered;
      const refused = paper.refuses?.(gathered.facts, asking);
      if (refused) return refused;
      const issuing = await issuingOf(tx, gathered.bodyId!, asking.now);
      // Nothing is printed in the body's name that nobody may sign.
      const unsigned = paper.ofAgency ? null : mayNotSign(issuing, paper.kind, paper.signer);
      if (unsigned) return unsigned;
      const numbered = paper.numbered ? await numberOf(tx, matters.matterOf(gathered.facts)) : null;
      const at = numbered && { number: numbered.number, day: dayOf(numbered.enteredAt) };
      const signed = editionOf(gathered.facts);
      const copy = signed && (await signedCopyOf(tx, signed));
      return { ...gathered, facts: { of: gathered.facts, issuing, numbered: at, copy } };
    },
    show: ({ of, copy }, act) => {
      const view = matters.card(of, act, copy ? signedNote(copy) : text('papers:handed'));
      const signed = editionOf(of);
      const bring = signed ? [signing(signed)] : [];
      return { ...view, choices: [...(view.choices ?? []), ...bring], ...(copy && { files: copy.files }) };
    },
    // What was signed is the paper: nothing is printed beside it.
    paper: (facts, act) => (facts.copy ? null : sheetOf(paper, facts, act)),
  });
}

/** The same about a noun. */
export const paperOf = <F, E extends DomainEvent>(noun: Noun<F, E>, paper: Paper<F>): Command =>
  paperOn<F>(
    {
      fields: { [noun.name]: naming(noun) },
      gather: gatherOf(noun, false),
      matterOf: (facts) => matterOf(noun, facts),
      card: (facts, act, note) => noun.card(facts, act, note),
    },
    paper,
  );

async function issuingOf(tx: Transaction, bodyId: string, now: Date): Promise<Issuing> {
  return {
    body: await bodyCard(tx, bodyId),
    seats: await seatsOf(tx, bodyId, now),
    lead: await chairNow(tx, bodyId, now),
    letterhead: await letterheadOf(tx, bodyId, now),
  };
}

async function letterheadOf(tx: Transaction, bodyId: string, now: Date): Promise<Letterhead> {
  const set = await tx.setting.findMany({
    where: { key: 'letterhead', bodyId: { in: ['', bodyId] }, validFrom: { lte: now } },
    orderBy: [{ bodyId: 'asc' }, { validFrom: 'asc' }],
  });
  const own = set.map(({ value }) => value as unknown as Partial<Letterhead>);
  return Object.assign({}, figures.letterhead!.usual, ...own);
}

/** Who would sign a paper of this kind now; null while nobody holds the post. */
export async function signerNow(
  tx: Transaction,
  { bodyId, seats, lead }: Pick<Issuing, 'seats' | 'lead'> & { bodyId: string },
  kind: Kind,
  usual: Role,
  now: Date,
): Promise<{ name: string; role: Role } | null> {
  const { role, seat } = signerOf({ seats, lead, letterhead: await letterheadOf(tx, bodyId, now) }, kind, usual);
  return seat && { name: seat.person.fullName, role };
}

/** What the chapter says, on the letterhead of who issues it. */
function sheetOf<F>(paper: Paper<F>, { of, issuing, numbered }: Omit<PaperFacts<F>, 'copy'>, act: Act): Sheet {
  const { body, letterhead } = issuing;
  const { place, unit } = letterhead;
  const own = paper.signedBy?.(of);
  const signer = own
    ? { role: paper.signer, seat: issuing.seats.find(({ person }) => person.id === own) ?? null }
    : signerOf(issuing, paper.kind, paper.signer);
  const agency = paper.ofAgency ? signer.seat?.agency : undefined;
  const content = paper.content(of, issuing, act);
  // Its own paper is in its own form; above an agency of the other side stands nobody whom the letterhead knows.
  const form = agency === undefined ? letterhead.form : formOfAgency(agency);
  const parent = form === letterhead.form ? letterhead.parent : '';
  // The sign of the standing agency is known; another writes its own in by hand.
  const owner = agency === undefined ? body.abbreviation : own ? '' : unit;
  return {
    form,
    parent,
    issuer: agency ?? (letterhead.issuer === '' ? body.name : letterhead.issuer),
    // A letter is known by who issues it and who wrote it.
    symbol: paper.kind === 'CV' ? [owner, agency === undefined ? unit : ''] : [paper.kind, owner],
    number: numbered?.number ?? null,
    day: numbered?.day ?? null,
    place,
    signature: agency === undefined ? signatureIn(form, signer) : signatureFor(signer.seat),
    filed: own ? '' : unit,
    // Until the signed copy is brought, what is printed is a draft.
    draft: true,
    ...content,
  };
}
