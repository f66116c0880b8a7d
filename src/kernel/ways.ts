// Why a message has not reached somebody, and what is looked at because of it.

/** From the person's own side first; the last ones say why no other way was left. */
const missReasons = [
  'not-linked',
  'blocked',
  /** He has not written for so long that the messenger lets us write no more. */
  'window',
  /** It would cost, and this kind of message may not. */
  'unpaid',
  'ceiling',
  'quota',
  /** Only approved forms can be sent there, and there is none for it. */
  'no-form',
  'refused',
  'not-received',
  /** It may have arrived: the messenger never said. */
  'unconfirmed',
] as const;

export type MissReason = (typeof missReasons)[number];

/** The consent version of an account that is only the roster's telephone number or address: nobody has linked it. */
export const rosterConsent = 'roster';

/** The way by the roster's address. */
export const mailChannel = 'email';

/** Where the links of letters lead. */
export const mailPath = '/thu';

/** Looked at when a matter has reached somebody by no way. */
export const stuckReminder = 'calls.stuck';
/** Looked at when the month's money, or a messenger's number of messages, nears its end; its version is the percentage. */
export const spendingReminder = 'calls.spending';
/** Looked at when more waits than a messenger still takes; its matter is `left:<channel>:<day>:<remain>:<needed>`. */
export const leftReminder = 'calls.left';

const channels = [
  'telegram',
  'zalo-oa',
  'zalo-zbs',
  'zalo-bot',
  'email',
  'phones',
  'phones-zalo-oa',
  'phones-zalo-bot',
] as const;

type KnownChannel = (typeof channels)[number];

/** A messenger that texts have a name for. */
export const knownChannel = (channel: string): KnownChannel | undefined => channels.find((name) => name === channel);
