// What waits for somebody's answer, and what words or files he sends alone are taken up for.
import type { Text } from './text.ts';
import type { Choice } from './view.ts';

/** Something that waits for one's answer. */
export type Pending = {
  what: Text;
  /** Shows it. */
  open: Choice;
  /** The ways to answer it at once, where nothing need be read for that. */
  answers?: readonly Choice[];
  /** What it stands for, where it is several matters behind one choice. */
  parts?: readonly Pending[];
};

/**
 * Where words or files sent alone belong: a command with what is known of its arguments, and the field they go into.
 * What only its sender can say is left out: the answer to it is what sends them. `what` stands on a button.
 */
export type Taking = {
  what: Text;
  about: Text;
  command: string;
  args: Readonly<Record<string, string>>;
  gathers: string;
};
