import type { Capabilities, Failure } from '../channels/channel.ts';
import type { MessageClass } from '../kernel/notice.ts';

export type Tried = {
  class: MessageClass;
  /** It changes a message that is there already, so that trying again does no harm. */
  isEdit: boolean;
  /** Including this one. */
  attempts: number;
  /** The messenger lets us look whether a message is there. */
  looks: boolean;
};

/** What becomes of a message whose sending failed. `counts`: the attempt is used up. */
export type Outcome =
  | { state: 'pending'; after: number; counts: boolean; error: string }
  | { state: 'sent' | 'doubtful' | 'dead' | 'superseded'; error: string }
  | { state: 'elsewhere' }
  | { state: 'as-new' }
  | { state: 'plain' };

/** Waiting for a sign that a message arrived after all, in milliseconds. */
export const DOUBT_WAIT = 60_000;
export const UNCONFIRMED = 'unconfirmed';
/** How often a message may be sent when it is not known whether it arrived: once more. */
const MAX_COPIES = 2;
/** How often where it is looked for in between, so that only what is not there is sent again. */
const MAX_TRIES = 8;

/** After how many tries a message of which nothing is known is left to the secretariat. */
export const triesOf = (capabilities: Capabilities): number => (canLook(capabilities) ? MAX_TRIES : MAX_COPIES);

/** Whether it can be found out of a message whether it is there. */
export const canLook = ({ countsTogether, edits }: Capabilities): boolean => countsTogether === true && edits;

/** Twice is a nuisance, once too few is none. */
export const isOnce = (kind: MessageClass): boolean => kind === 'nudge' || kind === 'digest';

const MAX_EDITS = 6;

export function afterFailure({ class: kind, isEdit, attempts, looks }: Tried, failure: Failure): Outcome {
  const error = failure.reason;
  switch (failure.kind) {
    // Nothing was sent; the runner pauses as a whole and tries again without using up an attempt.
    case 'flood':
    case 'retry':
    case 'halt':
      return { state: 'pending', after: 0, counts: false, error };
    case 'moved':
      return { state: 'pending', after: 0, counts: true, error };
    case 'done':
      return { state: 'sent', error };
    case 'gone':
      return kind === 'refresh' ? { state: 'superseded', error } : { state: 'as-new' };
    case 'unreachable':
    case 'closed':
      return { state: 'elsewhere' };
    case 'poison':
      return { state: 'plain' };
    case 'ambiguous':
      return isEdit ? repeatEdit(attempts, error) : inDoubt(kind, attempts, looks);
  }
}

function repeatEdit(attempts: number, error: string): Outcome {
  if (attempts >= MAX_EDITS) return { state: 'dead', error };
  return { state: 'pending', after: 1000 * 2 ** (attempts - 1), counts: true, error };
}

/**
 * It may have arrived. A notice the regulation requires is sent once more, unless in the meantime it turns out to be
 * there; a reminder only where it can be proved that it is not.
 */
function inDoubt(kind: MessageClass, attempts: number, looks: boolean): Outcome {
  if (isOnce(kind) && !looks) return { state: 'sent', error: UNCONFIRMED };
  if (attempts >= MAX_COPIES) return { state: isOnce(kind) ? 'sent' : 'doubtful', error: UNCONFIRMED };
  return { state: 'pending', after: DOUBT_WAIT, counts: true, error: UNCONFIRMED };
}
