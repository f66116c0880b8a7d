// RS5, CH3: whom the secretariat has to telephone, because nothing has reached him or he has to be asked.
import type { Text } from '../../kernel/text.ts';
import type { MissReason } from '../../kernel/ways.ts';

/**
 * `reason-owed`: he asked for leave by a quick answer, which brings no reason. `not-on-roster`: nothing can be written to
 * him at all.
 */
export type CallReason = MissReason | 'reason-owed' | 'not-on-roster';

export type Call = {
  bodyId: string;
  /** A person; for somebody on no roster his place in the meeting. */
  personId: string;
  name: string;
  post: string;
  /** The roster's number; null when it has none. */
  phone: string | null;
  matter: string;
  /** What it is about, as the message itself says. */
  about: Text;
  reason: CallReason;
};

/** The meeting a call is about; null for other matters. */
export const meetingOf = ({ matter }: Pick<Call, 'matter'>): string | null =>
  matter.startsWith('meeting:') ? matter.slice('meeting:'.length) : null;

/** How somebody is told what no messenger brought him. */
export const tellings = ['phone', 'in-person', 'paper'] as const;
export type Telling = (typeof tellings)[number];

/** Told by telephone, face to face or on paper, of all that was written to him about the matter until then. */
export type Told = {
  type: 'calls.told';
  personId: string;
  matter: string;
  byId: string;
  at: Date;
  how: string;
};

/** Somebody looked at a whole telephone number. */
export type NumberShown = { type: 'calls.number-shown'; personId: string; byId: string; at: Date };

export type CallEvent = Told | NumberShown;

/** In the month, where something was paid for or counted. */
export type Spending = {
  month: string;
  ceiling: number;
  lines: readonly { channel: string; count: number; amount: number }[];
};
