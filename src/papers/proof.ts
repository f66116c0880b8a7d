// Prints what proves an act (AR3): a file for programs, and a page that says the same and bears the sum of that file.
import { createHash } from 'node:crypto';
import type { Proof } from '../kernel/proof.ts';
import { moment, text } from '../kernel/text.ts';
import { set } from './typeset/typesetter.ts';
import { printable, type Say } from './words.ts';

/** The shape of the file; another shape has another name. */
export const proofFormat = 'thu-ky-proof-1';

const sumOf = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What the row of the record must be sealed with. */
export const sealOf = ({ previous, seq, detail }: Pick<Proof['sealed'], 'previous' | 'seq' | 'detail'>): string =>
  sumOf(`${previous}\n${seq}\n${detail}`);

/** The file: the same proof at the same moment is the same bytes. */
export function proofFile({ title, body, lines, sealed, told, newest }: Proof, say: Say, now: Date): Uint8Array {
  const document = {
    format: proofFormat,
    made: now.toISOString(),
    body,
    act: say(title),
    says: lines.map(say),
    sealed,
    told: told.map(({ says: _words, ...one }) => one),
    newest,
  };
  return new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`);
}

/** The page: `file` is what it vouches for. @throws when it cannot be set */
export function proofPage(proof: Proof, file: Uint8Array, say: Say, now: Date): Promise<Uint8Array> {
  const { sealed, newest } = proof;
  const said = (words: Parameters<Say>[0]): string => printable(say(words));
  const data = {
    body: printable(proof.body),
    heading: said(text('acts:proof.heading')),
    about: said(proof.title),
    lines: proof.lines.map(said),
    toldHeading: said(text('acts:proof.told')),
    told: proof.told.map(({ says }) => said(says)),
    sealHeading: said(text('acts:proof.seal')),
    // In groups: somebody may read them out.
    seals: [
      [said(text('acts:proof.number')), sealed.seq],
      [said(text('acts:proof.hash')), grouped(sealed.hash)],
      [said(text('acts:proof.previous')), grouped(sealed.previous)],
      [said(text('acts:proof.newest', { seq: newest.seq })), grouped(newest.hash)],
      [said(text('acts:proof.file')), grouped(sumOf(file))],
    ],
    checkHeading: said(text('acts:proof.check')),
    check: (['sum', 'act', 'record', 'limits'] as const).map((what) => said(text(`acts:proof.check-${what}`))),
    made: said(text('acts:proof.made', { at: moment(now) })),
  };
  return set({ template: 'proof', data, at: now.getTime() });
}

const grouped = (hash: string): string => hash.match(/.{1,8}/g)?.join(' ') ?? hash;
