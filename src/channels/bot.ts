// What a bot is opened with whose messenger is asked for updates, or calls us.
import type { Texts } from '../texts/texts.ts';
import type { Rest } from './resting.ts';

export type BotOptions = {
  token: string;
  /** The messenger's own address, or another. */
  apiRoot: string;
  texts: Texts;
  now(): Date;
  /** Messages per second over all chats. */
  rate?: number;
  /** Where the messenger calls us; left out: we ask it again and again. */
  webhook?: { url: string; secret: string };
  /** Lets only one process at a time do the work: a second one that asks breaks the first, or takes its updates. */
  elect(work: (lost: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void>;
  poll?: { wait?: Wait; rest?: Rest };
  onProblem?(problem: string): void;
};

/** Seconds a call waits for something to come, and how much longer before it counts as hung. */
export type Wait = { seconds: number; graceMilliseconds: number };
