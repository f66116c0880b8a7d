// How typed words can mean a command: by which act or question, and what was said beside it fills which argument.

/** One way in which typed words can mean a command; declared beside it. */
export type Meant = {
  /** An act of the grammar (`attend`), or a question of it (`ask:when`). */
  intent: string;
  /** Which argument takes what was said beside the act, by its name there. */
  fills?: Readonly<Record<string, string>>;
  /** What the words imply. */
  args?: Readonly<Record<string, string>>;
  /** What it implies that something was said beside the act: the first of these whose words are all there. */
  implies?: readonly { said: readonly string[]; args: Readonly<Record<string, string>> }[];
  /** Words for what waits only: it is one of the answers that a card offers, or its matter is named. */
  waits?: true;
  /** Words for what is answered already and may be put otherwise. */
  answered?: true;
  /** Words for all of them at once. */
  all?: true;
  /** May be meant, but never for certain: it is offered. */
  perhaps?: true;
  /** What else was said, kept until this is done and then asked about as the command with that intent. */
  after?: { slot: string; intent: string };
};

/** "Trả lại, sửa điểm 2", "không đồng ý vì …": an argument takes what was said beside it. */
export const sendsBack = (words: string): Meant[] => [
  { intent: 'return', fills: { [words]: 'text' }, waits: true },
  { intent: 'refuse', fills: { [words]: 'reason' }, waits: true },
];

const verdicts: ReadonlySet<string> = new Set(['agree', 'refuse', 'return']);

/** A decision about what others ask for: words do not stand for its button (Điều 6.4), they bring it. */
export const isVerdict = ({ means = [] }: { means?: readonly Meant[] }): boolean =>
  means.some(({ intent, waits }) => waits === true && verdicts.has(intent));
