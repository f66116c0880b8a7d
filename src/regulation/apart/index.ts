// Điều 10.4, SC1, SC3: what is not for everybody is kept apart by the office, and read on a page by who has a part in it.
import { type ApartContent, type ApartKind, type ApartLevel, apartLevels, apartPath } from '../../kernel/apart.ts';
import type { Chapter } from '../../kernel/chapter.ts';
import { type Args, type Asking, command, type Field } from '../../kernel/command.ts';
import { agree, type DomainEvent, type Refused, refuse } from '../../kernel/decision.ts';
import { choiceField, oneOf } from '../../kernel/fields.ts';
import type { Notice } from '../../kernel/notice.ts';
import { type Actor, capacityOf, himself } from '../../kernel/person.ts';
import { moment, plainText, said, type Text, text } from '../../kernel/text.ts';
import { type Choice, choice, press } from '../../kernel/view.ts';
import { coverLists, coverMessages } from '../../store/apart.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type Role, standingAgency } from '../roles.ts';
import { meetingApart } from './meetings.ts';
import {
  apartRows,
  hashOf,
  keepApart,
  keepLink,
  type LinkGiven,
  type Live,
  life,
  liveCards,
  newToken,
} from './store.ts';
import { taskApart } from './tasks.ts';

export { linkNow, openLink, type Reader, readerNow } from './store.ts';

/** Who says what is not for everybody; the same keep its words on the page. */
export const keepers: readonly Role[] = ['chair', ...standingAgency, 'team-lead', 'clerk'];

export type Found = { noun: string; kind: ApartKind; id: string; bodyId: string; code: string; level: string | null };

/** Every kind of matter that can be kept apart, by the argument that names one. */
const kinds: Readonly<Record<string, ApartKind>> = { meeting: meetingApart, task: taskApart };

/** By its code as it is typed, or as a button brings it (`meeting:<id>`); null for what this person may not read. */
export async function findApart(tx: Transaction, asking: Asking, named: string): Promise<Found | null> {
  const [before = '', after] = named.split(':');
  for (const [noun, kind] of Object.entries(kinds)) {
    if (after !== undefined && before !== noun) continue;
    const found = await kind.find(tx, asking, after ?? before);
    if (found) return { noun, kind, ...found };
  }
  return null;
}

export const mayKeep = (by: Actor, { bodyId }: Pick<Found, 'bodyId'>): boolean =>
  capacityOf(himself(by), bodyId, keepers, false) !== null;

type Marked = {
  type: 'apart.marked';
  matter: string;
  noun: string;
  bodyId: string;
  level: ApartLevel;
  /** What stands in the place of its title in lists. */
  called?: string;
  by: string;
  at: Date;
};
type Marking = { found: Found; live: readonly Live[] };
type Opening = { found: Found; token: string };

const unknown = (): Refused => refuse('unknown-matter', text('apart:refusal.unknown'), { field: 'about' });

/** What a message of it says from then on, whoever gets it. */
const line = (code: string): Text => text('apart:covered', { code });

const find = (tx: Transaction, asking: Asking) => findApart(tx, asking, asking.args['about'] ?? '');

const about = (field: Partial<Field>): Field => ({
  ask: 'apart:ask.about',
  read: ({ text: typed }) => {
    const code = /\p{L}{2,4}[ -]?\d{1,5}/u.exec(typed)?.[0]?.toUpperCase().replace(/[ -]/, '');
    const value = code?.replace(
      /^(\p{L}+)(\d+)$/u,
      (_all, series: string, number: string) => `${series}-${number.padStart(2, '0')}`,
    );
    return value ? { ok: true, value } : { ok: false, problem: text('apart:refusal.unknown') };
  },
  matter: async (tx, asking) => {
    const found = await find(tx, asking);
    return found ? { bodyId: found.bodyId } : unknown();
  },
  ...field,
});

const mark = command<Args, Marking, DomainEvent>({
  name: 'apart.mark',
  word: 'phobien',
  alias: ['spread'],
  article: '10.4',
  allowed: keepers,
  fields: {
    about: about({}),
    level: oneOf('apart:ask.level', apartLevels, (level) => text(`apart:level.${level}`)),
    sure: choiceField('apart:ask.sure', [
      { value: 'yes', label: text('apart:option.yes') },
      { value: 'no', label: text('apart:option.no'), words: ['khong', 'thoi', 'no'] },
    ]),
  },
  gather: async (tx, asking) => {
    const found = await find(tx, asking);
    if (!found) return unknown();
    const matter = `${found.noun}:${found.id}`;
    return { bodyId: found.bodyId, facts: { found, live: await liveCards(tx, matter) }, matters: [matter] };
  },
  opens: ({ found }, { args }) => already(found, args['level']),
  decide: ({ found }, { args, by, now, calledApart = '…' }) => {
    const level = apartLevels.find((one) => one === args['level']);
    if (!level) return refuse('unknown-level', text('apart:refusal.level'), { field: 'level' });
    const refused = already(found, level);
    if (refused) return refused;
    if (args['sure'] !== 'yes') return refuse('kept', text('apart:refusal.kept'));
    const marked: Marked = {
      type: 'apart.marked',
      matter: `${found.noun}:${found.id}`,
      noun: found.noun,
      bodyId: found.bodyId,
      level,
      called: calledApart,
      by: by.person.id,
      at: now,
    };
    // The words are taken from the rows before something else is written there: neither event bears them.
    return agree(marked, found.kind.covered(found.id, { level, called: calledApart, person: by.person.id, at: now }));
  },
  tell: ({ found, live }, { args }) => ({
    notices: args['level'] === 'papers' ? [] : live.map((one, nth) => shownAnew(found, one, nth)),
  }),
  show: ({ found }, { args }) => ({
    heading: text('apart:marked.heading', { code: found.code }),
    lines: [
      text('apart:marked.level', { level: text(`apart:level.${args['level'] as ApartLevel}`) }),
      ...(args['level'] === 'office' ? [] : [text('apart:marked.read', { code: found.code })]),
      text('apart:marked.sent'),
    ],
    choices: args['level'] === 'office' ? [] : [opening(found)],
  }),
});

const open = command<Args, Opening, LinkGiven>({
  name: 'apart.open',
  word: 'noibo',
  alias: ['internal'],
  article: '10.4',
  allowed: 'anyone',
  personal: true,
  fields: {
    about: about({
      none: 'apart:none',
      options: async (tx, asking) => {
        const rows = await apartRows(tx);
        const found = await Promise.all(rows.map(({ matter }) => findApart(tx, asking, matter)));
        return found.flatMap((one) => (one ? [{ value: `${one.noun}:${one.id}`, label: said(one.code) }] : []));
      },
    }),
  },
  gather: async (tx, asking) => {
    const found = await find(tx, asking);
    if (!found) return unknown();
    return { bodyId: found.bodyId, facts: { found, token: newToken() }, matters: [`${found.noun}:${found.id}`] };
  },
  decide: ({ found, token }, { by, now, newId, pagesAt }) => {
    if (found.level === null) return refuse('not-apart', text('apart:refusal.not-apart', { code: found.code }));
    if (found.level === 'office') return refuse('office', text('apart:refusal.office', { code: found.code }));
    if (pagesAt === undefined || !by.account) return refuse('no-address', text('apart:refusal.no-address'));
    const matter = `${found.noun}:${found.id}`;
    const ends = new Date(now.getTime() + life);
    const link = { id: newId(), tokenHash: hashOf(token), accountId: by.account.id, matter };
    return agree({ type: 'apart.link-given', link: { ...link, createdAt: now, expiresAt: ends } });
  },
  show: ({ found, token }, { now, pagesAt = '' }) => ({
    heading: text('apart:link.heading', { code: found.code }),
    lines: [
      text('apart:link.once', { until: moment(new Date(now.getTime() + life), 'time') }),
      text('apart:link.care'),
    ],
    choices: [choice(text('apart:link.open'), { link: `${pagesAt}${apartPath}/${token}` })],
  }),
});

export const chapter: Chapter = {
  name: 'apart',
  room: 'records',
  articles: ['10.4'],
  commands: [mark, open],
  apart: kinds,
  apply: async (tx, event) => {
    if (event.type === 'apart.link-given') return keepLink(tx, event as LinkGiven);
    const { noun, matter, bodyId, level, called = '…', by: byId, at } = event as Marked;
    const [, id = ''] = matter.split(':');
    const kind = kinds[noun];
    if (!kind) throw new Error(`no ${noun} is kept apart`);
    const content: ApartContent = await kind.contentOf(tx, id, level);
    await keepApart(tx, { matter, bodyId, level, byId, at }, content);
    if (level === 'papers') return;
    await coverMessages(tx, matter, plainText('apart:covered-one'));
    await coverLists(tx, content.title, called);
  },
};

/** It is kept further apart, never less: what was said in a chat meanwhile cannot be told from what was not. */
const already = ({ code, level }: Found, wanted: string | undefined): Refused | null => {
  const isFurther =
    level === null || (level === 'papers' && wanted !== 'papers') || (level === 'internal' && wanted === 'office');
  return wanted === undefined || isFurther ? null : refuse('already', text('apart:refusal.already', { code }));
};

const opening = ({ noun, id }: Pick<Found, 'noun' | 'id'>): Choice =>
  choice(text('apart:commands.open.button'), press('apart.open', { about: `${noun}:${id}` }));

/** The card on a screen, without its words and with its buttons. */
const shownAnew = ({ noun, id, code }: Found, { person, card, choices }: Live, nth: number): Notice => ({
  to: person,
  class: 'refresh',
  view: { lines: [line(code)], choices: choices as Choice[], card },
  matter: `${noun}:${id}`,
  key: `${noun}:${id}:apart:${card}:${person}:${nth}`,
  personal: true,
});
