// The way to the desk: who has a seat in the office or follows the body gets a link of his own in the chat (Điều 7.2).
import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Chapter } from '../../kernel/chapter.ts';
import { type Args, command } from '../../kernel/command.ts';
import { agree, type DomainEvent, refuse } from '../../kernel/decision.ts';
import { deskPath, doorPath, enterCommand } from '../../kernel/desk.ts';
import { moment, text } from '../../kernel/text.ts';
import { minutes } from '../../kernel/time.ts';
import { choice } from '../../kernel/view.ts';
import { hashOfDigits } from '../../store/digits.ts';
import { overseers } from '../roles.ts';
import { figures } from './settings.ts';

/** How long a link may be used, in milliseconds. */
const life = minutes(10);
const TOKEN_BYTES = 24;

type LinkGiven = {
  type: 'desk.link-given';
  link: {
    id: string;
    tokenHash: string;
    accountId: string;
    createdAt: Date;
    expiresAt: Date;
    seatCode: string;
    codeHash: string | null;
  };
};

/** `digits`: for another computer, behind the code of his seat; who has none of his own has the link alone. */
type Keys = { token: string; hash: string; seatCode: string; digits: string; salt: string; digitsHash: string | null };

const enter = command<Args, Keys, LinkGiven>({
  name: enterCommand,
  word: 'banlamviec',
  alias: ['desk'],
  article: '7.2',
  allowed: [...overseers, 'clerk'],
  gather: async (_tx, { by, newId }) => {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const digits = String(randomInt(1_000_000)).padStart(6, '0');
    const [salt, seatCode] = [newId(), by.seats[0]?.code ?? ''];
    // Kept as a hash: who reads the tables or the record cannot come in by it.
    const hash = createHash('sha256').update(token).digest('hex');
    const digitsHash = seatCode === '' ? null : await hashOfDigits(digits, salt);
    return { bodyId: null, facts: { token, hash, seatCode, digits, salt, digitsHash } };
  },
  decide: ({ hash, seatCode, salt, digitsHash }, { by, now, pagesAt }) => {
    if (pagesAt === undefined || !by.account) return refuse('no-address', text('desk:link.no-address'));
    const expiresAt = new Date(now.getTime() + life);
    const keys = { tokenHash: hash, seatCode, codeHash: digitsHash };
    const link = { id: salt, ...keys, accountId: by.account.id, createdAt: now, expiresAt };
    return agree({ type: 'desk.link-given', link });
  },
  show: ({ token, seatCode, digits }, { now, pagesAt = '' }) => ({
    heading: text('desk:link.heading'),
    lines: [
      text('desk:link.here', { until: moment(new Date(now.getTime() + life), 'time') }),
      ...(seatCode === ''
        ? []
        : [text('desk:link.code', { address: `${pagesAt}${deskPath}`, code: `${seatCode}-${digits}` })]),
    ],
    choices: [choice(text('desk:link.open'), { link: `${pagesAt}${doorPath}/${token}` })],
  }),
});

export const chapter: Chapter = {
  name: 'desk',
  articles: ['7.2'],
  settings: figures,
  commands: [enter],
  apply: async (tx, event: DomainEvent) => {
    const { link } = event as LinkGiven;
    // Whoever asks anew has no use for what he was given before.
    await tx.deskLink.updateMany({
      where: { accountId: link.accountId, usedAt: null, expiresAt: { gt: link.createdAt } },
      data: { expiresAt: link.createdAt },
    });
    await tx.deskLink.create({ data: link });
  },
};
