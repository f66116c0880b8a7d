// A command of the command line: its words, options, and what it leads to.
import type { ParseArgsOptionDescriptor } from 'node:util';
import type { Config } from '../config.ts';
import { type Refused, refuse } from '../kernel/decision.ts';
import { type Text, type TextKey, text } from '../kernel/text.ts';
import type { Database } from '../store/database.ts';
import type { ReferenceData } from '../store/reference-data.ts';
import type { Texts } from '../texts/texts.ts';

/** What a command finds around it. */
export type Surroundings = {
  config: Config;
  texts: Texts;
  database: Database;
  /** Of the owner of the tables. */
  ownerUrl: string;
  knowledge: ReferenceData;
  now: Date;
  /** Somebody wants it to end: nothing half-done is to stay. */
  signal: AbortSignal;
  /** Ids differ within one run, however many are made. */
  newId(): string;
};

/** `json` is the one document on stdout under `--json`; `lines` are for people. */
export type Result = { json: unknown; lines: readonly Text[] };

/** A refusal may come with more than its sentence: every bad line of a file, say. */
export type RefusedResult = Refused & Partial<Result>;

export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** For a command that opens the database by itself, or none. */
export type Alone = {
  config: Config;
  /** A line for the operator. */
  log(message: string): void;
  /** Where the program's migrations are. */
  migrations: string;
  /** Somebody wants it to end: nothing half-done is to stay. */
  signal: AbortSignal;
};

type Run<Around> = (around: Around, files: readonly string[], options: Options) => Promise<Result | RefusedResult>;

export type CliCommand = {
  /** e.g. `roster import` */
  name: string;
  usage: TextKey;
  /** How many file names follow. */
  files: number;
  options?: Readonly<Record<string, ParseArgsOptionDescriptor>>;
  /** Options that must be there. */
  needs?: readonly string[];
} & ({ run: Run<Surroundings> } | { runAlone: Run<Alone> });

/** Thrown where a file or the database cannot be read, deep below a command; becomes a refusal at its edge. */
export class CannotGoOn extends Error {
  override readonly name = 'CannotGoOn';
  readonly refused: Refused;
  constructor(code: string, because: Text) {
    super(code);
    this.refused = refuse(code, because);
  }
}

const troubles: Readonly<Record<string, 'no-place' | 'no-right' | 'no-space' | 'read-only' | 'in-the-way'>> = {
  ENOENT: 'no-place',
  EACCES: 'no-right',
  EPERM: 'no-right',
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EROFS: 'read-only',
  ENOTDIR: 'in-the-way',
  EISDIR: 'in-the-way',
  EEXIST: 'in-the-way',
};

/** What is written aside first is spoken of by the name it was to have. */
const unfinished = /\/\.?([^/]+)\.\d+\.part(\/.*)?$/;

/** A file or folder that could not be read or written, as a refusal; null for other failures. `path`: if none is named. */
export function fileTrouble(error: unknown, path: string): Refused | null {
  const { code = '', path: named = path, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  const trouble = syscall === undefined ? undefined : troubles[code];
  return trouble ? refuse(trouble, text(`cli:refused.${trouble}`, { path: named.replace(unfinished, '/$1') })) : null;
}

/** One line for the operator. Errors of the database and its driver are many lines long; the last says what happened. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const message = error instanceof Error ? error.message || error.name : String(error);
  return message.trim().split('\n').at(-1) ?? '';
}
