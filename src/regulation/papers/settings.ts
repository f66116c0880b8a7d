// Điều 5.7, 10.1: what stands at the head and the foot of a body's papers beside its name and abbreviation.
import { nfc } from '../../kernel/fold.ts';
import { figure } from '../../kernel/setting-kinds.ts';
import { type SettingKind, settings } from '../../kernel/settings.ts';
import type { SheetForm } from '../../kernel/sheet.ts';
import { text } from '../../kernel/text.ts';
import type { Role } from '../roles.ts';
import { type Kind, kinds } from './kinds.ts';

export type Letterhead = {
  form: SheetForm;
  /** Above the body, e.g. the province's committee; `|` breaks the line, here and below. */
  parent: string;
  /** As it stands on paper; empty: the body's name. */
  issuer: string;
  place: string;
  /** Abbreviation of the standing agency: in the symbol of letters, and where papers are filed. */
  unit: string;
  /** Who signs, by the kind of paper (GM, TB, BC, CV, BB, TTr); others as the regulation has it (Điều 5.7, 10.1). */
  signers: Readonly<Record<string, Signer>>;
  /** Kinds of papers the standing member signs by order: content the chair has given him (Điều 5.7). */
  delegated: readonly Kind[];
};

/** Who may sign in the body's name (Điều 10.1): nobody else has its letterhead; others sign for their own agencies. */
export const signers = ['chair', 'deputy-chair', 'standing-member'] as const satisfies readonly Role[];
export type Signer = (typeof signers)[number];

declare module '../../kernel/settings.ts' {
  interface Settings {
    letterhead: Letterhead;
  }
}

const blank: Letterhead = { form: 'state', parent: '', issuer: '', place: '', unit: '', signers: {}, delegated: kinds };

/** The longest of each, in characters. */
const longest: Readonly<Record<string, number>> = { parent: 200, issuer: 200, place: 60, unit: 30 };

const isObject = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

/** Each of its parts, read by itself; what is left out is blank. */
function readLetterhead(given: unknown): Letterhead | null {
  if (!isObject(given)) return null;
  const read = { ...blank };
  for (const [part, value] of Object.entries(given)) {
    if (part === 'form' && (value === 'state' || value === 'party')) read.form = value;
    else if (part === 'signers' && isObject(value) && areSigners(value)) read.signers = value;
    else if (part === 'delegated' && Array.isArray(value) && value.every(isKind)) read.delegated = value;
    else if (typeof value === 'string' && value.trim().length <= (longest[part] ?? -1)) {
      Object.assign(read, { [part]: nfc(value.trim()) });
    } else return null;
  }
  return read;
}

const isKind = (given: unknown): given is Kind => kinds.some((kind) => kind === given);

const areSigners = (given: Readonly<Record<string, unknown>>): given is Record<string, Signer> =>
  Object.entries(given).every(([kind, role]) => isKind(kind) && signers.some((one) => one === role));

const head: SettingKind<Letterhead> = {
  takes: text('papers:settings.takes', { example: '{"form":"party","signers":{"GM":"chair"}}' }),
  read: readLetterhead,
  parse: (words) => {
    try {
      return JSON.parse(words);
    } catch {
      return words;
    }
  },
  show: (value) => JSON.stringify(value),
};

export const figures = settings({ letterhead: figure('papers:settings.letterhead', blank, head) });
