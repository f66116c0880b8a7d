// A mail server over TCP, and the letters that came to its boxes, read as a mail program would.
import { once } from 'node:events';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { until } from './patience.ts';

export type Part = { type: string; name: string | null; words: string; headers: ReadonlyMap<string, string> };
export type Letter = { to: string; from: string; headers: ReadonlyMap<string, string>; parts: readonly Part[] };

export type Mailbox = {
  url: string;
  letters: Letter[];
  /** Answers to `RCPT TO` for these addresses, by address: the code and words. */
  refuses: Map<string, readonly [code: number, words: string]>;
  /** Breaks the line once the whole letter is there, so often. */
  breaks: number;
  of(address: string): Letter[];
  /** The newest letter to somebody whose words fit. */
  receives(address: string, about: RegExp): Promise<Letter>;
  close(): Promise<void>;
};

const refusal = ([code, words]: readonly [number, string]): Error =>
  Object.assign(new Error(words), { responseCode: code });

export async function startMail(): Promise<Mailbox> {
  const refuses: Mailbox['refuses'] = new Map();
  const letters: Letter[] = [];
  const box = { breaks: 0 };
  const options: SMTPServerOptions = {
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'thuky' && password === 'mật khẩu'
        ? done(null, { user: username })
        : done(refusal([535, '5.7.8 no'])),
    onRcptTo: ({ address }, _session, done) => {
      const no = refuses.get(address);
      done(no ? refusal(no) : null);
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('latin1');
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        for (const { address } of rcptTo) letters.push({ to: address, from, ...readEntity(raw) });
        if (box.breaks > 0) {
          box.breaks -= 1;
          for (const connection of server.connections) connection.close();
          return;
        }
        done();
      });
    },
  };
  const server = new SMTPServer(options);
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as { port: number };
  const of = (address: string): Letter[] => letters.filter(({ to }) => to === address);
  return {
    url: `smtp://thuky:${encodeURIComponent('mật khẩu')}@127.0.0.1:${port}`,
    letters,
    refuses,
    get breaks() {
      return box.breaks;
    },
    set breaks(count: number) {
      box.breaks = count;
    },
    of,
    receives: async (address, about) => {
      const found = (): Letter | undefined => of(address).findLast((letter) => about.test(plain(letter)));
      return until(
        found,
        () => `a letter to ${address} with ${about}; there is:\n${of(address).map(plain).join('\n---\n')}`,
      );
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}

/** The words a reader without HTML sees. */
export const plain = ({ parts }: Letter): string => parts.find(({ type }) => type === 'text/plain')?.words ?? '';
export const html = ({ parts }: Letter): string => parts.find(({ type }) => type === 'text/html')?.words ?? '';
export const calendar = ({ parts }: Letter): string | undefined =>
  parts.find(({ type }) => type === 'text/calendar')?.words;
/** Where the link with these words leads. */
export const linkIn = (letter: Letter, label: string): string => {
  const line = plain(letter)
    .split('\n')
    .find((one) => one.startsWith(`- ${label}: `));
  if (line === undefined) throw new Error(`no link ${label} in\n${plain(letter)}`);
  return line.slice(`- ${label}: `.length).trim();
};

function headersOf(head: string): Map<string, string> {
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const at = line.indexOf(':');
      return at < 0 ? [] : [[line.slice(0, at).toLowerCase(), decodedWords(line.slice(at + 1).trim())]];
    }),
  );
}

/** RFC 2047. */
const decodedWords = (words: string): string =>
  words
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/(?:=\?utf-8\?[bq]\?[^?]*\?=)+/gi, (run) =>
      Buffer.concat(
        [...run.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(([, how, text]) =>
          how!.toLowerCase() === 'b' ? Buffer.from(text!, 'base64') : quotedPrintable(text!.replaceAll('_', ' ')),
        ),
      ).toString('utf8'),
    );

const quotedPrintable = (words: string): Buffer =>
  Buffer.from(
    words
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

function readEntity(raw: string): Pick<Letter, 'headers' | 'parts'> {
  const at = raw.indexOf('\r\n\r\n');
  const headers = headersOf(raw.slice(0, at));
  const body = raw.slice(at + 4);
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary) {
    const inner = body.split(`--${boundary}`).slice(1, -1);
    return { headers, parts: inner.flatMap((one) => readEntity(one.replace(/^\r\n/, '')).parts) };
  }
  const how = (headers.get('content-transfer-encoding') ?? '7bit').toLowerCase();
  const bytes =
    how === 'base64'
      ? Buffer.from(body, 'base64')
      : how === 'quoted-printable'
        ? quotedPrintable(body)
        : Buffer.from(body, 'latin1');
  const name = /filename="?([^";]+)"?/i.exec(headers.get('content-disposition') ?? '')?.[1] ?? null;
  return {
    headers,
    parts: [{ type: type.split(';')[0]!.toLowerCase(), name, words: bytes.toString('utf8'), headers }],
  };
}
