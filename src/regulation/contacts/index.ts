// Điều 2.5, 1.2: the work list of those whom nothing reaches yet: numbers and addresses are entered where they are missing, and
// slips for linking are printed for many at once.
import type { Chapter } from '../../kernel/chapter.ts';
import { type Args, type Asking, type Command, command, type Field, type Gathered } from '../../kernel/command.ts';
import { agree, type DomainEvent, refuse } from '../../kernel/decision.ts';
import { choiceField, lineField, oneOf, onlyIf, particular } from '../../kernel/fields.ts';
import { type Actor, bodiesWith, himself } from '../../kernel/person.ts';
import { inBodiesOf, listing, type Register, register } from '../../kernel/register.ts';
import { inOneLine, said, text } from '../../kernel/text.ts';
import { hours } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { bodyCard, channelText, keepCode, newCode } from '../committee/index.ts';
import { leading, standingAgency } from '../roles.ts';
import { writeContact } from '../roster/index.ts';
import {
  type Contact,
  type ContactEntered,
  type ContactKind,
  decideEnter,
  type EnteringFacts,
  isLacking,
  lacks,
  masked,
  readContact,
  type SlipIssued,
} from './contact.ts';
import { linkSlip } from './slips.ts';
import { contactsIn, isLinked, othersWith } from './store.ts';

export { linkPath, linkWord } from './slips.ts';

const keptBy = (by: Actor): string[] => bodiesWith(himself(by), standingAgency);

const personField: Field = {
  ask: 'contacts:ask.person',
  none: 'contacts:refusal.none',
  always: true,
  options: async (tx, { by, now }) =>
    (await contactsIn(tx, keptBy(by), now)).map(({ personId, name, codes, post, agency }) => ({
      value: personId,
      label: text('contacts:option', { code: codes.join(', '), name, post, agency: agency || text('committee:none') }),
      words: [...codes, name],
    })),
};

/** Of the rosters he keeps himself. */
async function contactNamed(tx: Transaction, { by, now, args }: Asking): Promise<Contact | null> {
  const all = await contactsIn(tx, keptBy(by), now);
  return all.find(({ personId }) => personId === args['person']) ?? null;
}

const unknown = () => refuse('unknown', text('contacts:refusal.unknown'), { field: 'person' });

const entering = (kind: ContactKind, word: string, alias: string): Command =>
  command<Args, EnteringFacts, ContactEntered>({
    name: `contacts.${kind}`,
    word,
    alias: [alias],
    article: '2.5',
    allowed: standingAgency,
    personal: true,
    fields: {
      person: personField,
      [kind]: {
        ...lineField(`contacts:ask.${kind}`, 120),
        read: (given) => {
          const value = readContact(kind, given.text.trim());
          return value === null ? { ok: false, problem: text(`contacts:refusal.no-${kind}`) } : { ok: true, value };
        },
      },
    },
    gather: async (tx, asking): Promise<Gathered<EnteringFacts>> => {
      const contact = await contactNamed(tx, asking);
      if (!contact) return unknown();
      const within = { personId: contact.personId, bodyIds: keptBy(asking.by), now: asking.now };
      const others = await othersWith(tx, kind, asking.args[kind] ?? '', within);
      return { bodyId: contact.bodyId, facts: { contact, others }, matters: [`person:${contact.personId}`] };
    },
    decide: (facts, { args }) => decideEnter(facts, kind, args[kind] ?? ''),
    // Whose number was another until now hears of it where he is linked: it may be a slip, or somebody else's.
    tell: ({ contact }, { by, now, args }, events) => ({
      notices:
        events.length === 0 ||
        contact[kind] === null ||
        contact.channels.length === 0 ||
        contact.personId === by.person.id
          ? []
          : [
              {
                to: contact.personId,
                class: 'notice',
                view: {
                  heading: text(`contacts:told.${kind}`),
                  lines: [
                    text('contacts:told.value', { value: masked(kind, args[kind] ?? ''), name: by.person.fullName }),
                    text('contacts:told.wrong'),
                  ],
                },
                matter: `person:${contact.personId}`,
                key: `contact:${kind}:${contact.personId}:${now.getTime()}`,
                personal: true,
              },
            ],
    }),
    show: ({ contact }, { args }, events) => ({
      heading: text(events.length === 0 ? 'contacts:done.same' : `contacts:done.${kind}`),
      lines: [text('contacts:done.line', { name: contact.name, value: masked(kind, args[kind] ?? '') })],
      choices: [choice(text('contacts:done.list'), press('contacts.list'))],
    }),
  });

type SlipFacts = { contact: Contact; body: string; code: string; hash: string; expiresAt: Date };

/** A new code for who is linked already is meant for a new telephone, and is asked for by itself. */
const again: Field = onlyIf(
  ({ person }, tx) => isLinked(tx, person ?? ''),
  choiceField('contacts:ask.again', [{ value: 'yes', label: text('contacts:ask.again-yes') }]),
);

const slip = command<Args, SlipFacts, SlipIssued>({
  name: 'contacts.slip',
  article: '1.2',
  allowed: standingAgency,
  personal: true,
  fields: { person: { ...particular }, again },
  gather: async (tx, asking) => {
    const contact = await contactNamed(tx, asking);
    if (!contact) return unknown();
    const { name } = await bodyCard(tx, contact.bodyId);
    const expiresAt = new Date(asking.now.getTime() + hours(asking.settings.linkCodeHours));
    const facts = { contact, body: name, expiresAt, ...newCode() };
    return { bodyId: contact.bodyId, facts, matters: [`person:${contact.personId}`] };
  },
  decide: ({ contact: { personId, name, roles, channels }, hash, expiresAt }, { by, newId }) =>
    // Who leads is reached already: a second telephone in his name is for the operator, who stands outside the office.
    channels.length > 0 && roles.some((role) => leading.includes(role))
      ? refuse('leads', text('contacts:refusal.leads', { name }))
      : agree({ type: 'contacts.slip-issued', codeId: newId(), personId, hash, expiresAt, issuedBy: by.person.id }),
  show: ({ contact: { name } }) => ({
    heading: text('contacts:slip.done'),
    lines: [text('contacts:slip.for', { name }), text('contacts:slip.once')],
    choices: [choice(text('contacts:done.list'), press('contacts.list'))],
  }),
  slips: (facts, { pagesAt }) => linkSlip(facts, pagesAt),
});

const list: Register = register<Contact, readonly string[] | null>({
  name: 'contacts.list',
  word: 'lienhe',
  alias: ['contacts'],
  article: '2.5',
  discloses: true,
  by: standingAgency,
  heading: 'contacts:list.heading',
  short: 'contacts:list.short',
  scopes: [inBodiesOf(standingAgency, 'contacts:list.heading')],
  columns: [
    { name: 'name', label: 'contacts:list.name', cell: ({ name }) => name },
    { name: 'code', label: 'contacts:list.code', cell: ({ codes }) => codes.join(', ') },
    { name: 'post', label: 'contacts:list.post', cell: ({ post }) => post },
    { name: 'agency', label: 'contacts:list.agency', cell: ({ agency }) => agency },
    ...(['phone', 'email'] as const).map((kind) => ({
      name: kind,
      label: `contacts:list.${kind}` as const,
      cell: (one: Contact) => (one[kind] === null ? null : masked(kind, one[kind])),
    })),
    {
      name: 'link',
      label: 'contacts:list.link',
      cell: ({ channels }) =>
        channels.length === 0 ? text('contacts:list.not-linked') : inOneLine(channels.map(channelText)),
      look: ({ channels }) => (channels.length === 0 ? 'late' : 'good'),
    },
  ],
  filters: { lacks: oneOf('contacts:list.lacks', lacks, (lack) => text(`contacts:lack.${lack}`), { optional: true }) },
  usually: { lacks: 'any' },
  tally: {
    filter: 'lacks',
    counts: async (tx, bodyIds, _filters, { now }) => {
      const all = await contactsIn(tx, bodyIds, now);
      return new Map(lacks.map((lack) => [lack, all.filter((one) => isLacking(one, lack)).length]));
    },
  },
  picks: { acts: ['contacts.slip'], args: ({ personId }) => ({ person: personId }) },
  enters: {
    columns: {
      phone: { act: 'contacts.phone', values: ({ phone }) => (phone === null ? { phone: '' } : null) },
      email: { act: 'contacts.email', values: ({ email }) => (email === null ? { email: '' } : null) },
    },
    args: ({ personId }) => ({ person: personId }),
  },
  whole: (bodyIds) => bodyIds,
  few: async (tx, bodyIds, { lacks: lack = 'all' }, { now }) =>
    (await contactsIn(tx, bodyIds, now)).filter((one) =>
      isLacking(one, lacks.find((known) => known === lack) ?? 'all'),
    ),
  keyOf: ({ bodyId, personId }) => `${bodyId}${personId}`,
  line: (one) =>
    text('contacts:list.line', {
      name: one.name,
      what:
        inOneLine(
          (['phone', 'email', 'link'] as const)
            .filter((lack) => isLacking(one, lack))
            .map((lack) => text(`contacts:lacking.${lack}`)),
        ) ?? text('contacts:lacking.nothing'),
    }),
  // What was ever sent to him: the answer to "tôi không nhận được".
  open: ({ personId, name }) =>
    choice(text('committee:seated.sent', { name: said(name) }), press('traces.delivery', { who: personId })),
});

export const chapter: Chapter = {
  name: 'contacts',
  room: 'people',
  articles: ['1.2', '2.5'],
  commands: [
    listing(list),
    entering('phone', 'ghidienthoai', 'setphone'),
    entering('email', 'ghithudientu', 'setemail'),
    slip,
  ],
  registers: [list],
  apply: async (tx, event: DomainEvent, { now }) => {
    const one = event as ContactEntered | SlipIssued;
    if (one.type === 'contacts.entered') await writeContact(tx, one.personId, { [one.kind]: one.value }, now);
    else await keepCode(tx, one, now);
  },
};
