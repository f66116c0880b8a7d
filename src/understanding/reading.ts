// What a message may mean.

/** What was said beside the act itself, in the words it was said in. */
export type Slots = Readonly<Record<string, string>>;

/**
 * One act the words may mean. `sure` when they can mean nothing else: every word of them is accounted for, and nothing
 * in them doubts, asks, makes conditions, or speaks of somebody else.
 */
export type Reading = { intent: string; sure: boolean; slots: Slots };

export type Understood = {
  /** Alternatives: one of these was meant. */
  readings: readonly Reading[];
  /** What was asked, the most likely first. */
  asks: readonly string[];
  courtesy: 'thanks' | 'greeting' | 'yes' | null;
  /** Nothing but courtesies, "vâng ạ", "cảm ơn đồng chí": no answer to a question for words. */
  idle: boolean;
  /** The number of a choice, where the message is nothing else. */
  number: number | null;
};

export const nothing: Understood = { readings: [], asks: [], courtesy: null, idle: false, number: null };
