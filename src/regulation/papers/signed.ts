// The signed copy (NĐ 30/2020): until it has been brought, a paper is a draft; from then on it is what is handed over.
import type { Chapter } from '../../kernel/chapter.ts';
import { type Args, command, filesIn, partsOf } from '../../kernel/command.ts';
import { agree, type DomainEvent, refuse } from '../../kernel/decision.ts';
import { collectField, hidden } from '../../kernel/fields.ts';
import { moment, said, text } from '../../kernel/text.ts';
import { type Choice, offer } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { personCards } from '../committee/index.ts';
import type { Role } from '../roles.ts';
import { type Kind, kinds } from './kinds.ts';

/** The standing office, and the clerk, who has papers signed and numbered (NĐ 30/2020, Điều 14 and 15). */
const bringers: readonly Role[] = ['standing-member', 'secretariat', 'clerk'];

/** One paper about a matter, as it was issued at one time. */
export type Edition = { matter: string; kind: Kind; edition: number };

export type SignedCopy = { files: readonly string[]; at: Date; by: string };

type Signed = Edition & {
  type: 'papers.signed';
  bodyId: string;
  files: readonly string[];
  byId: string;
  at: Date;
};

/** Null while there is none of this edition: one of an earlier edition says what no longer holds. */
export async function signedCopyOf(tx: Transaction, { matter, kind, edition }: Edition): Promise<SignedCopy | null> {
  const found = await tx.signedCopy.findUnique({ where: { matter_kind: { matter, kind } } });
  if (found?.edition !== edition) return null;
  const by = (await personCards(tx, [found.byId])).get(found.byId);
  return { files: found.files, at: found.at, by: by?.fullName ?? '' };
}

export const signing = ({ matter, kind, edition }: Edition): Choice =>
  offer('papers.sign', { matter, kind, edition: String(edition) });

export const signedNote = ({ at, by }: SignedCopy) => text('papers:signed.copy', { at: moment(at), by: said(by) });

type Facts = { bodyId: string };

const sign = command<Args, Facts, Signed>({
  name: 'papers.sign',
  article: 'NĐ30',
  allowed: bringers,
  personal: true,
  fields: { matter: hidden, kind: hidden, edition: hidden, parts: collectField('papers:ask.signed', { texts: false }) },
  gather: async (tx, { args: { matter = '', kind } }) => {
    const [row] = await tx.$queryRaw<{ bodyId: string | null }[]>`select body_of(${matter}) as "bodyId"`;
    const bodyId = row?.bodyId ?? null;
    if (bodyId === null || !kinds.some((one) => one === kind)) {
      return refuse('no-paper', text('papers:refusal.no-paper'), { closes: true });
    }
    return { bodyId, facts: { bodyId }, matters: [matter] };
  },
  decide: ({ bodyId }, { by, now, args: { matter = '', kind, edition, parts } }) => {
    const files = filesIn(partsOf(parts));
    if (files.length === 0) return refuse('no-file', text('papers:refusal.no-file'), { field: 'parts' });
    const of = { matter, kind: kind as Kind, edition: Number(edition) || 1 };
    return agree({ type: 'papers.signed', ...of, bodyId, files, byId: by.person.id, at: now });
  },
  show: (_facts, { args }) => ({
    heading: text('papers:signed.heading'),
    lines: [text('papers:signed.done')],
    files: filesIn(partsOf(args.parts)),
  }),
});

export const chapter: Chapter = {
  name: 'papers',
  articles: ['NĐ30'],
  commands: [sign],
  facts: { signed_copy: ['matter', 'kind'] },
  apply: async (tx, event: DomainEvent) => {
    const { type: _type, files, matter, kind, ...signed } = event as Signed;
    const kept = { ...signed, files: [...files] };
    await tx.signedCopy.upsert({
      where: { matter_kind: { matter, kind } },
      create: { matter, kind, ...kept },
      update: kept,
    });
  },
};
