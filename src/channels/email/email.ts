// E-mail as a way to a person (CH10): letters out by the office's own server, answers by links, returned letters by a webhook.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import type pg from 'pg';
import { days, seconds } from '../../kernel/time.ts';
import { mailChannel } from '../../kernel/ways.ts';
import { invitationFile } from '../../papers/calendar.ts';
import { newMailLinks } from '../../store/mail-links.ts';
import type { Texts } from '../../texts/texts.ts';
import type { Channel, Failure, OutgoingFile, SendOptions, Sent } from '../channel.ts';
import { openHealth } from '../health.ts';
import { classify, Unsent } from './classify.ts';
import { html, type Linked, plainText, type Rendered, render } from './render.ts';
import { returnedLetters } from './returned.ts';

type EmailOptions = {
  /** smtp:// or smtps://, with account and password where the server asks for them. */
  smtpUrl: string;
  /** Who letters are from: an address, or a name with one. */
  from: { name: string; address: string };
  /** Where the links of letters lead: the public address with the path of their pages. */
  linksAt: string;
  /** Proves who tells of returned letters; null: nobody does. */
  returnSecret: string | null;
  /** Letters per second. */
  rate: number;
  pool: pg.Pool;
  texts: Pick<Texts, 'say'>;
  now(): Date;
  /** How long a meeting of a body lasts, in hours. */
  meetingHours(bodyId: string): number;
  onProblem?(problem: string): void;
};

export type EmailChannel = Channel<Rendered>;

/** How long the links of a letter can be used. */
const LINKS_LAST = days(30);
/** A call may not outlast its lease (delivery/claim.ts), in milliseconds. */
const CALL = seconds(20);
const MAX_TEXT = 100_000;

export function openEmail(options: EmailOptions): EmailChannel {
  const { smtpUrl, returnSecret, rate, now } = options;
  const health = openHealth(now, options.onProblem);
  const transport = createTransport(
    {
      url: smtpUrl,
      connectionTimeout: CALL / 2,
      greetingTimeout: CALL / 2,
      socketTimeout: CALL,
      disableFileAccess: true,
    },
    {},
  );
  return {
    name: mailChannel,
    capabilities: { edits: false, buttons: true, maxText: MAX_TEXT, filesIn: false, byMail: true },
    limits: { perSecond: rate, chatGap: 0, groupGap: 0, isGroup: () => false },
    classify,
    render: (view, language, encode) => render(options.texts, view, language, encode),
    send: (address, rendered, how = {}) => send(transport, options, address, rendered, how),
    async edit() {
      throw new RangeError('a letter cannot be changed');
    },
    async fetchFile() {
      throw new RangeError('letters are not read');
    },
    async probe() {
      await transport.verify().then(
        () => health.heard(null),
        (error: unknown) => {
          const unsent = new Unsent(error, false);
          health.heard(classify(unsent).reason);
          throw unsent;
        },
      );
    },
    async acknowledge() {},
    async start(_receive, signal) {
      if (!signal.aborted)
        await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }));
      transport.close();
    },
    health: health.now,
    ...(returnSecret !== null && {
      webhook: (receive) =>
        returnedLetters({ secret: returnSecret, host: hostOf(options), receive, now, heard: health.heard }),
    }),
  };
}

type Transport = ReturnType<typeof createTransport>;

const hostOf = ({ from }: Pick<EmailOptions, 'from'>): string => from.address.slice(from.address.lastIndexOf('@') + 1);

/** The same for every try of one message: whoever has it already shows it once. */
export const letterId = (row: string, host: string): string => `<thuky-${row}@${host}>`;

/** Letters about one matter stand together. */
const threadOf = (card: string, host: string): string =>
  `<thuky-the-${createHash('sha256').update(card).digest('hex').slice(0, 24)}@${host}>`;

async function send(
  transport: Transport,
  options: EmailOptions,
  address: string,
  rendered: Rendered,
  { file, plain, tracking }: SendOptions,
): Promise<Sent> {
  const { from } = options;
  const host = hostOf(options);
  const id = letterId(tracking ?? `${options.now().getTime()}`, host);
  const links = plain ? [] : await linked(options, address, rendered);
  const subject = rendered.subject === '' && file ? file.name : rendered.subject;
  const letter = await new MailComposer({
    from: { name: from.name, address: from.address },
    to: { name: '', address },
    messageId: id,
    ...(rendered.card !== null && { references: threadOf(rendered.card, host) }),
    date: options.now(),
    subject,
    // Nobody's absence notice comes back, and no list is left: what is official is not unsubscribed.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    text: plainText(rendered, links),
    ...(!plain && { html: html({ ...rendered, subject }, links) }),
    ...calendarOf(options, address, rendered),
    ...(file && { attachments: [await attached(file)] }),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  let begun = false;
  // The server is asked first; the letter is read out only once it has agreed to take it.
  const raw = Readable.from(
    (function* () {
      begun = true;
      yield letter;
    })(),
  );
  try {
    await transport.sendMail({ envelope: { from: from.address, to: [address] }, raw });
  } catch (error) {
    throw new Unsent(error, begun);
  }
  return { message: id };
}

async function attached({ name, path }: OutgoingFile) {
  return { filename: name, content: await readFile(path) };
}

/** A link for each choice: a page to open is itself, an act stands behind a one-time token. */
async function linked(
  { pool, linksAt, now }: EmailOptions,
  address: string,
  { offers }: Rendered,
): Promise<readonly Linked[]> {
  const presses = offers.flatMap((one) => ('press' in one ? [one.press] : []));
  const at = now();
  const times = { now: at, until: new Date(at.getTime() + LINKS_LAST) };
  const tokens = await newMailLinks(pool, { channel: mailChannel, address }, presses, times);
  let nth = 0;
  return offers.flatMap(({ label, look, ...one }): Linked[] => {
    const shown = { label, ...(look && { look }) };
    if ('link' in one) return [{ ...shown, address: one.link }];
    const token = tokens[nth++];
    return token ? [{ ...shown, address: `${linksAt}/${token}` }] : [];
  });
}

/** The meeting for the reader's calendar: asked for, or called off; no answer of a calendar would reach us. */
function calendarOf({ from, texts, now, meetingHours }: EmailOptions, address: string, rendered: Rendered) {
  if (!rendered.calendar) return {};
  const { facts, name, alarm } = rendered.calendar;
  const content = invitationFile(facts, {
    say: (words) => texts.say(rendered.language, words),
    hours: meetingHours(facts.bodyId),
    alarm,
    now: now(),
    between: { organizer: from, attendee: address },
  });
  return { icalEvent: { method: facts.cancelled ? 'CANCEL' : 'REQUEST', filename: `${name}.ics`, content } };
}

/** Whether the server lets us in, within so many milliseconds; null: it does. */
export async function askServer(smtpUrl: string, patience: number): Promise<Failure | null> {
  const limits = { connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience };
  const transport = createTransport({ url: smtpUrl, ...limits });
  try {
    await transport.verify();
    return null;
  } catch (error) {
    return classify(new Unsent(error, false));
  } finally {
    transport.close();
  }
}
