// The way to the desk: who has a seat in the office or follows the body gets a link of his own in the chat (Điều 7.2).
import { createHash, randomBytes } from 'node:crypto';
import type { Chapter } from '../../kernel/chapter.ts';
import { type Args, command } from '../../kernel/command.ts';
import { agree, type DomainEvent, refuse } from '../../kernel/decision.ts';
import { doorPath, enterCommand } from '../../kernel/desk.ts';
import { moment, text } from '../../kernel/text.ts';
import { minutes } from '../../kernel/time.ts';
import { choice } from '../../kernel/view.ts';
import { overseers } from '../roles.ts';

/** How long a link may be used, in milliseconds. */
const life = minutes(10);
const TOKEN_BYTES = 24;

type LinkGiven = {
  type: 'desk.link-given';
  link: { id: string; tokenHash: string; accountId: string; createdAt: Date; expiresAt: Date };
};

const enter = command<Args, { token: string; hash: string }, LinkGiven>({
  name: enterCommand,
  word: 'banlamviec',
  alias: ['desk'],
  article: '7.2',
  allowed: [...overseers, 'clerk'],
  gather: async () => {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    // Kept as a hash: who reads the tables or the record cannot come in by it.
    return { bodyId: null, facts: { token, hash: createHash('sha256').update(token).digest('hex') } };
  },
  decide: ({ hash }, { by, now, newId, pagesAt }) => {
    if (pagesAt === undefined || !by.account) return refuse('no-address', text('desk:link.no-address'));
    const expiresAt = new Date(now.getTime() + life);
    const link = { id: newId(), tokenHash: hash, accountId: by.account.id, createdAt: now, expiresAt };
    return agree({ type: 'desk.link-given', link });
  },
  show: ({ token }, { now, pagesAt = '' }) => ({
    heading: text('desk:link.heading'),
    lines: [text('desk:link.here', { until: moment(new Date(now.getTime() + life), 'time') })],
    choices: [choice(text('desk:link.open'), { link: `${pagesAt}${doorPath}/${token}` })],
  }),
});

export const chapter: Chapter = {
  name: 'desk',
  articles: ['7.2'],
  commands: [enter],
  apply: async (tx, event: DomainEvent) => {
    const { link } = event as LinkGiven;
    // Whoever asks anew has no use for what he was given before.
    await tx.deskLink.deleteMany({ where: { accountId: link.accountId, usedAt: null } });
    await tx.deskLink.create({ data: link });
  },
};
