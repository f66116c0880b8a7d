// The way to the desk: who has a seat in the office or follows the body gets a link of his own in the chat (Điều 7.2).
import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Chapter } from '../../kernel/chapter.ts';
import { type Args, type Asking, command, type World } from '../../kernel/command.ts';
import { agree, type DomainEvent, refuse } from '../../kernel/decision.ts';
import { deskPath, doorPath, enterCommand } from '../../kernel/desk.ts';
import { tellEach } from '../../kernel/notice.ts';
import { bodiesWith, himself } from '../../kernel/person.ts';
import { moment, said, text } from '../../kernel/text.ts';
import { days, minutes } from '../../kernel/time.ts';
import { choice } from '../../kernel/view.ts';
import { hashOfDigits } from '../../store/digits.ts';
import type { Transaction } from '../../store/transaction.ts';
import { overseers, type Role, standingAgency } from '../roles.ts';
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
type Keys = {
  idleSince: Date | null;
  token: string;
  hash: string;
  seatCode: string;
  digits: string;
  salt: string;
  digitsHash: string | null;
};

const enter = command<Args, Keys, LinkGiven>({
  name: enterCommand,
  word: 'banlamviec',
  alias: ['desk'],
  article: '7.2',
  allowed: [...overseers, 'clerk'],
  gather: async (tx, { by, now, newId, settings }) => {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const digits = String(randomInt(1_000_000)).padStart(6, '0');
    const [salt, seatCode] = [newId(), by.seats[0]?.code ?? ''];
    // Kept as a hash: who reads the tables or the record cannot come in by it.
    const hash = createHash('sha256').update(token).digest('hex');
    const digitsHash = seatCode === '' ? null : await hashOfDigits(digits, salt);
    const idleSince = by.account && (await idleOf(tx, by.account.id, { now, settings }));
    return { bodyId: null, facts: { idleSince, token, hash, seatCode, digits, salt, digitsHash } };
  },
  decide: ({ idleSince, hash, seatCode, salt, digitsHash }, { by, now, pagesAt, settings }) => {
    if (pagesAt === undefined || !by.account) return refuse('no-address', text('desk:link.no-address'));
    if (idleSince) {
      const told = { at: moment(idleSince, 'day'), count: settings.deskIdleDays };
      return refuse('desk-idle', text('desk:link.idle', told));
    }
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

/** Since when he has stayed away, where that is too long; who never came in is let in as ever. */
async function idleOf(
  tx: Transaction,
  accountId: string,
  { now, settings }: Pick<World, 'now' | 'settings'>,
): Promise<Date | null> {
  const known = await tx.deskAccess.findUnique({ where: { accountId } });
  const longest = days(settings.deskIdleDays);
  return known && now.getTime() - known.enteredAt.getTime() >= longest ? known.enteredAt : null;
}

type Allowed = { type: 'desk.allowed'; personId: string; accountIds: readonly string[]; at: Date };
type Away = { personId: string; name: string; bodyId: string; accountIds: readonly string[] };

/** Those of his bodies to whom the desk is closed, but himself: nobody opens it to himself. */
async function awayIn(tx: Transaction, { by, now, settings }: Asking): Promise<Away[]> {
  const bodyIds = bodiesWith(himself(by), opening);
  const since = new Date(now.getTime() - days(settings.deskIdleDays)).toISOString();
  return tx.$queryRaw<Away[]>`
    select p.id as "personId", p.full_name as name, min(s.body_id) as "bodyId", array_agg(distinct a.id) as "accountIds"
    from desk_access d join account a on a.id = d.account_id and a.unlinked_at is null
    join person p on p.id = a.person_id join seat s on s.person_id = p.id and s.body_id = any(${bodyIds})
      and s.valid_from <= ${now.toISOString()}::timestamptz
      and (s.valid_to is null or s.valid_to > ${now.toISOString()}::timestamptz)
    where d.entered_at <= ${since}::timestamptz and p.id <> ${by.person.id} group by p.id order by p.full_name`;
}

const opening: readonly Role[] = ['chair', ...standingAgency];

/** NĐ 331/2026: who stayed away too long is let in again by a colleague, who knows that it is he. */
const allow = command<{ person?: string }, Away, Allowed>({
  name: 'desk.allow',
  word: 'molaiban',
  alias: ['reopendesk'],
  article: '7.2',
  allowed: opening,
  personal: true,
  fields: {
    person: {
      ask: 'desk:ask.person',
      always: true,
      none: 'desk:allow.none',
      options: async (tx, asking) =>
        (await awayIn(tx, asking)).map(({ personId, name }) => ({ value: personId, label: said(name) })),
    },
  },
  gather: async (tx, asking) => {
    const away = (await awayIn(tx, asking)).find(({ personId }) => personId === asking.args.person);
    return away ? { bodyId: away.bodyId, facts: away } : refuse('nobody-away', text('desk:allow.none'));
  },
  decide: ({ personId, accountIds }, { now }) => agree({ type: 'desk.allowed', personId, accountIds, at: now }),
  tell: ({ personId }, { by, now }) => ({
    notices: tellEach(
      [personId],
      `person:${personId}`,
      `desk-allowed:${now.getTime()}`,
      { lines: [text('desk:allow.told', { name: by.person.fullName })] },
      { personal: true },
    ),
  }),
  show: ({ name }) => ({ lines: [text('desk:allow.done', { name })] }),
});

export const chapter: Chapter = {
  name: 'desk',
  room: 'people',
  articles: ['7.2'],
  settings: figures,
  commands: [enter, allow],
  apply: async (tx, event: DomainEvent) => {
    if (event.type === 'desk.allowed') {
      const { accountIds, at } = event as Allowed;
      await tx.deskAccess.updateMany({ where: { accountId: { in: [...accountIds] } }, data: { enteredAt: at } });
      return;
    }
    const { link } = event as LinkGiven;
    // Whoever asks anew has no use for what he was given before.
    await tx.deskLink.updateMany({
      where: { accountId: link.accountId, usedAt: null, expiresAt: { gt: link.createdAt } },
      data: { expiresAt: link.createdAt },
    });
    await tx.deskLink.create({ data: link });
  },
};
