import { z } from 'zod';

/**
 * A file somebody sent, by the messenger's own reference; its bytes are fetched later. `size` in bytes, as claimed.
 * `sha256`: the bytes are here already, under this hash.
 */
const incomingFile = z.object({
  ref: z.string(),
  name: z.string(),
  mime: z.string().optional(),
  size: z.number().optional(),
  sha256: z.string().optional(),
  /** Its words could not be looked through for a secrecy mark: a picture, a scan, a paper locked by a password. */
  unread: z.literal(true).optional(),
});

/** What came in from any messenger, in one shape; it is kept before anything else is done with it. */
export const incoming = z.object({
  channel: z.string(),
  /** The messenger's id of the update: with the channel it is handled once. */
  update: z.string(),
  /** What is in one lane is handled one at a time, in order. */
  lane: z.string(),
  /** The messenger's id of the person. */
  account: z.string(),
  chat: z.string(),
  /** Between the person and us alone. */
  private: z.boolean(),
  /** What the group is called, where it is said in one. */
  group: z.string().optional(),
  /** The group has this id from now on. */
  movedTo: z.string().optional(),
  /** As the messenger shows it; chosen by the person, proof of nothing. */
  name: z.string().optional(),
  /** When it was written, as the messenger says, however late it comes; of a press that carries no time, when it came. */
  at: z.iso.datetime(),
  kind: z.enum(['text', 'press', 'file', 'contact', 'reach', 'receipt', 'edited', 'unsupported']),
  /** What was written: the text, or the caption of a file. */
  text: z.string().optional(),
  /**
   * `message` is the one the button sits on; `query` is what `acknowledge` answers. `expired`: the button is ours and
   * was his, but too old to act by. `onForm`: the fixed button of an approved form that we sent.
   */
  press: z
    .object({
      data: z.string(),
      message: z.string(),
      query: z.string(),
      expired: z.literal(true).optional(),
      onForm: z.literal(true).optional(),
    })
    .optional(),
  files: z.array(incomingFile).optional(),
  /** Files sent together share it; there is no mark for the last. */
  album: z.string().optional(),
  /** The phone number; `own` when the messenger vouches that it is the sender's; the name on the card. */
  contact: z.object({ phone: z.string(), own: z.boolean(), name: z.string().optional() }).optional(),
  /** Of a `reach`: whether the person can be written to from now on. */
  reachable: z.boolean().optional(),
  /** Of a `receipt`: what has arrived on the person's phone, by the messenger's id or by our own tracking. */
  receipts: z.array(z.object({ message: z.string().optional(), tracking: z.string().optional() })).optional(),
  /** The messenger's id of the message. */
  message: z.string().optional(),
  /** The messenger's id of the message that is quoted or replied to; `''` for one of another chat. */
  quotes: z.string().optional(),
  /** Not the sender's own words: passed on from elsewhere. Left out where the messenger does not tell. */
  forwarded: z.literal(true).optional(),
  /** A secrecy mark was seen: text and files were dropped before anything was kept. */
  secrecy: z.enum(['mat', 'toi-mat', 'tuyet-mat']).optional(),
});

export type Incoming = z.infer<typeof incoming>;
export type IncomingFile = z.infer<typeof incomingFile>;
