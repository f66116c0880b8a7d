// A command is declared once: its words, article, who may, what it needs to know, what it decides and shows.
// Parsing, questions for what is missing, permission, help, menus, audit names and the README's table come from here.
import type { ArticleId } from '../regulation/articles.ts';
import type { Role } from '../regulation/roles.ts';
import type { Transaction } from '../store/transaction.ts';
import type { CaseFile } from './case-file.ts';
import type { Decision, DomainEvent, Refused } from './decision.ts';
import type { Dossier } from './dossier.ts';
import type { Meant } from './meant.ts';
import type { Effects } from './notice.ts';
import type { Actor, Capacity, PersonCard } from './person.ts';
import type { Picture } from './picture.ts';
import type { Proof } from './proof.ts';
import type { Settings } from './settings.ts';
import type { Sheet } from './sheet.ts';
import type { Slips } from './slips.ts';
import type { DayValue, Moment, Text, TextKey } from './text.ts';
import type { CalendarFacts, View } from './view.ts';
import type { Calendar } from './working-days.ts';

/** Everything a rule may know beside the state of its matter; the clock and ids are handed in. */
export type World = {
  now: Date;
  calendar: Calendar;
  settings: Settings;
  /** The figures of another body; absent where there is but one world. */
  settingsOf?(bodyId: string): Settings;
  newId(): string;
  /** Where people reach pages of ours; absent where there are none. */
  pagesAt?: string;
  /** Under what words a matter stands whose own are kept apart (Điều 10.4). */
  calledApart?: string;
  /** Letters are sent; absent where there is no mail server. */
  mails?: true;
  /** A text in every language, for what a file of theirs may say; absent where no file is read. */
  everywhere?(key: TextKey): readonly string[];
};

export type Args = Readonly<Record<string, string | undefined>>;

/** Who asks, where from; before a capacity is known. */
export type Asking<A = Args> = World & { by: Actor; args: A };

declare const permitted: unique symbol;

/**
 * The same once it is known that he may use the command on the matter its arguments name. Only the road makes one
 * (engine/permission.ts): what is read out of a matter to ask a question asks for it.
 */
export type Permitted<A extends Args = Args> = Asking<A> & { readonly [permitted]: true };

/**
 * The body an argument's matter belongs to, by whose seats commands of fixed roles are permitted; null when it belongs
 * to none. Refused when there is no such matter, or where the right comes from the matter itself (an invitation, a part
 * in a task) and he has none.
 */
type Belonging = { bodyId: string | null } | Refused;

export type Matter = (tx: Transaction, asking: Asking) => Promise<Belonging>;

/** A permitted act: `as` says in which capacity, and on whose behalf. */
export type Act<A = Args> = Asking<A> & { as: Capacity };

/** What somebody answered to a question. */
export type Said = { text: string; files: readonly string[] };

export type Reading =
  | { ok: true; value: string }
  /** Not understood or not possible: says what to write instead. */
  /** `options`: what it may mean, to choose from; the value of each is again words for `read`. */
  | { ok: false; problem: Text; options?: readonly Option[] };

export type Option<T extends string = string> = {
  value: T;
  label: Text;
  /** Other words that choose it, e.g. a code. */
  words?: readonly string[];
  look?: 'good' | 'bad';
  /** Chosen by its own words; offered only where nothing else is. These come last. */
  aside?: true;
};

/**
 * One argument of a command: how it is asked for and how an answer is understood. It travels as a string; `parse` gives
 * what an act's law gets of it.
 */
export type Field<T = unknown> = {
  /** The question. Left out: never asked (it comes with a button or not at all). */
  ask?: TextKey;
  /**
   * This argument names a matter: whose it is, found cheaply and without a lock. Looked at before anything of the matter
   * is offered, asked about or opened.
   */
  matter?: Matter;
  /** Reads typed words (and files, for a collecting field). */
  read?(said: Said, world: World): Reading;
  /** The value a string stands for that `read` or an option gave. Left out: the string itself. */
  parse?(value: string): T;
  /** What there is to choose from. A single one is taken without asking, unless `always` is set. */
  options?(tx: Transaction, asking: Permitted): Promise<readonly Option[]>;
  always?: boolean;
  /** Every option is shown, however many: each has its own number elsewhere. */
  inFull?: true;
  /** An answer that would be taken now, shown in the question as `{{example}}`. */
  example?(tx: Transaction, asking: Asking): Promise<Moment | DayValue>;
  /** Said when there is nothing to choose from. */
  none?: TextKey;
  /** Whether this argument is needed, given those before it (default: yes). */
  needed?(args: Args, tx: Transaction): boolean | Promise<boolean>;
  /** What the question is about, said before it, where an answer before it decides that. */
  about?(tx: Transaction, asking: Permitted): Promise<Text | null>;
  /** Where `about` reads an earlier argument back: one tap, by this label, asks for that one anew. */
  amends?: { field: string; label: TextKey };
  /** Answered by a figure: digits are the figure, and the choices are no numbered list beside it. */
  numeric?: true;
  /** `read` offers what an answer may mean: a button may bring words. */
  asksBack?: true;
  /** Any words fit, a `;` among them: what does not fit the argument after it may belong here. */
  anyWords?: true;
  /** Takes several of its options at once, with commas between them: typed on a page, not chosen from a list. */
  several?: true;
  /** Several lines of words: a wide box on a page. */
  long?: true;
  /** Says how the matter is answered, not which matter it is: never taken over from a card that is quoted. */
  particular?: true;
  /** Brought by the fixed button of an approved form and by nothing else: a press that names it otherwise is forged. */
  onForm?: true;
  /** A contact card answers it by its name; its number is the answer to the field named. */
  contact?: { phone: string };
  /**
   * A file with a table, which a page reads (kernel/table.ts). It is not kept on record: what was made of it is.
   */
  table?: true;
  /** It takes what a matter says: nothing of one that is kept apart goes into it (Điều 10.4). */
  content?: true;
  /** May be skipped with one tap; then the argument is absent. */
  optional?: boolean;
  /** Gathers texts and files over several messages until `Xong`; the value is a JSON list of `Part`. */
  collect?: {
    texts: boolean;
    files: boolean;
    maxCharacters: number;
    /** The texts are what somebody says himself: words passed on are attached to them instead. */
    ownWords?: true;
  };
};

/** What the law gets of a command's fields, each parsed once. */
export type Values<S> = { readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never };

export type Part = { text: string } | { file: string };

/** Parts gathered by a collecting field. */
export const partsOf = (value: string | undefined): Part[] => (value ? (JSON.parse(value) as Part[]) : []);

/** What was written in them, each on lines of its own. */
export const wordsIn = (parts: readonly Part[], between = '\n'): string =>
  parts.flatMap((part) => ('text' in part ? [part.text] : [])).join(between);

/** The files among them, by id. */
export const filesIn = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) => ('file' in part ? [part.file] : []));

export type Command<A extends Args = Args, F = unknown, E extends DomainEvent = DomainEvent> = {
  /** `<chapter>.<act>`: in the audit, in `locales/<lang>/<chapter>.json` under `commands.<act>`, and in buttons. */
  name: string;
  /** The slash word, without the slash. */
  word?: string;
  /** Other slash words, English ones among them. */
  alias?: readonly string[];
  /** How typed words can mean it, beside the phrases of its own (`says`). */
  means?: readonly Meant[];
  /** What it will ask of others, read back before it is sent where it was understood from typed words; null: nothing. */
  readBack?(tx: Transaction, asking: Asking): Promise<readonly Text[] | null>;
  article: ArticleId;
  /** Roles that may, by a seat in the matter's body, now. `'anyone'`: every linked person. */
  allowed: readonly Role[] | 'anyone';
  /** Commands whose own words, typed as the answer to a question of this one, mean them: he has thought better of it. */
  yields?: readonly string[];
  /** Its name where there is little room for one. */
  short?: TextKey;
  /** About the chat account itself: it has its place in the chat alone. */
  chat?: true;
  /** It takes what only a page can bring: it is begun at the desk, and has no word. */
  atDesk?: true;
  /** Done again it adds something again: the same line sent twice within minutes is asked back. */
  adds?: true;
  /** Sentences of its answers whose keys the frame makes of its name: each must be there. */
  derived?: readonly TextKey[];
  /** The act by which he who did it takes it back at once, named with the same matter. */
  undone?: string;
  /** It shows what is kept about other people: who looked is on record (SC10). */
  discloses?: true;
  /** Shows how one's own matters stand: offered first to who is not understood. */
  daily?: true;
  /**
   * Whether it is his own to do, and no assistant's for his leader (Điều 10.3). Left out: an act is, a look is not. An act
   * that prepares, answers or reports in a leader's name, and decides nothing, says `false`.
   */
  personal?: boolean;
  /** In the order in which they are asked and may be typed, separated by `;`. */
  fields?: Readonly<Record<string, Field>>;
  /**
   * Reads what the rule must know, locking the rows it will change. `bodyId` is the body whose seats give the right;
   * null when the command belongs to no body.
   */
  gather(tx: Transaction, asking: Asking<A>): Promise<Gathered<F>>;
  /**
   * Looked at before each question: a refusal that does not hang on what is still missing (its `field` is given, or it
   * names none) is told at once, so that nobody writes a reason for what is settled. Often `decide` itself.
   */
  opens?(facts: F, act: Act<A>): Decision<E> | null;
  /** A decision of those who lead, though not of them alone (`kernel/step-up.ts`). */
  decision?: true;
  /** Absent for a pure question. */
  decide?(facts: F, act: Act<A>): Decision<E>;
  tell?(facts: F, act: Act<A>, events: readonly E[]): Effects;
  show(facts: F, act: Act<A>, events: readonly E[]): View;
  /** A look that hands something over on paper, printed and sent with its view; null: there is a file of it already. */
  paper?(facts: F, act: Act<A>): Sheet | null;
  /** What it prints is a paper of its matter's record, and goes into its file (Điều 8.9); left out: one made anew each time. */
  files?: true;
  /** A look whose figures are drawn as well; null: there is nothing to draw. */
  picture?(facts: F, act: Act<A>): Picture | null;
  /** A look that hands over what proves an act to somebody outside. */
  proof?(facts: F, act: Act<A>): Proof;
  /** A look that hands over a file of the record, whole; null: it is not known yet of what. */
  caseFile?(facts: F, act: Act<A>): CaseFile | null;
  /** What hands over slips with a code on them, which an act makes out; null: there are none to print. */
  slips?(facts: F, act: Act<A>): Slips | null;
  /** A look that hands over what is kept about its reader, as files. */
  dossier?(facts: F, act: Act<A>): Dossier;
  /** A look that hands over an entry for the reader's calendar. */
  calendar?(facts: F, act: Act<A>): CalendarFacts;
  /** The matter's live card on other people's screens, as each of them sees it after the act; null: none is kept. */
  anew?(facts: F, act: Act<A>, events: readonly E[]): Anew | null;
};

/** A card to bring up to date wherever it is live; null for somebody who may no longer see it. */
export type Anew = { card: string; matter: string; of(by: Actor): View | null };

/** `behalf`: set by a command open to anyone that finds itself about a leader of the actor. */
export type Gathered<F> =
  | {
      bodyId: string | null;
      facts: F;
      behalf?: PersonCard | null;
      /** The matters it touches (`task:<id>`), for the record; left out: the one its arguments name. */
      matters?: readonly string[];
    }
  | Refused;

/** May no assistant do it for his leader (Điều 10.3)? */
export const isPersonal = ({ personal, decide }: Pick<Command, 'personal' | 'decide'>): boolean =>
  personal ?? decide !== undefined;

/** Declares a command; the types of its parts are tied together here and forgotten for the registry. */
export const command = <A extends Args, F, E extends DomainEvent>(declared: Command<A, F, E>): Command =>
  declared as unknown as Command;
