// By which address free messages go: v3.0, or v2.0, which alone takes those of a State agency's account. What was found
// out is remembered for every process, and asked again after a day or a new consent.
import { days, minutes } from '../../kernel/time.ts';
import { ZaloError } from '../zalo/wire.ts';

export type Way = 'v3' | 'v2';

export const addresses: Readonly<Record<Way, string>> = { v3: '/v3.0/oa/message/cs', v2: '/v2.0/oa/message' };

export type WayMemory = {
  read(): Promise<{ way: Way; at: Date } | null>;
  write(way: Way, at: Date): Promise<void>;
};

export type Ways = {
  /** The way to try first. */
  now(): Promise<Way>;
  /** The same, as far as it is known without asking. */
  known(): Way;
  /** Zalo refused this way for this kind of account: the other one. Null where the operator has settled it. */
  instead(refused: Way): Way | null;
  /** It went by this way. */
  went(way: Way): Promise<void>;
};

type WayOptions = { settled: Way | null; memory: WayMemory; now(): Date };

const KNOWN_FOR = days(1);
/** Another process may have found out more. */
const LOOK_AGAIN = minutes(5);

/** Only this refusal says that the other way may do; after any other the message may have gone out. */
export const isOtherWay = (error: unknown): boolean => error instanceof ZaloError && error.code === -235;

export function openWays({ settled, memory, now }: WayOptions): Ways {
  let kept: { way: Way; at: Date } | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const current = (): Way => {
    const isKnown = kept !== null && now().getTime() - kept.at.getTime() < KNOWN_FOR;
    return settled ?? (isKnown ? kept!.way : 'v3');
  };
  return {
    async now() {
      if (settled === null && now().getTime() - lookedAt >= LOOK_AGAIN) {
        lookedAt = now().getTime();
        // Not known for the moment: the refusal tells it anew.
        kept = await memory.read().catch(() => kept);
      }
      return current();
    },
    known: current,
    instead: (refused) => (settled === null ? (refused === 'v3' ? 'v2' : 'v3') : null),
    async went(way) {
      if (settled !== null || (kept !== null && kept.way === way && current() === way)) return;
      if (kept === null && way === 'v3') return;
      kept = { way, at: now() };
      await memory.write(way, kept.at).catch(() => undefined);
    },
  };
}
