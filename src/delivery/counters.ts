/** What the sender did since it started; monitoring reads it. */
export type Counters = {
  sent: number;
  edited: number;
  floods: number;
  /** Calls of which it is not known whether they arrived. */
  ambiguous: number;
  unreachable: number;
  dead: number;
  expired: number;
  superseded: number;
  /** Not told, because he has no part in the matter any more. */
  withheld: number;
  /** Messages recognised by a press as having arrived after all. */
  adopted: number;
  /** Messages of a sender that vanished. */
  recovered: number;
  claims: number;
};

export const newCounters = (): Counters => ({
  sent: 0,
  edited: 0,
  floods: 0,
  ambiguous: 0,
  unreachable: 0,
  dead: 0,
  expired: 0,
  superseded: 0,
  withheld: 0,
  adopted: 0,
  recovered: 0,
  claims: 0,
});
