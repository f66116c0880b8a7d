// Who holds which seat of the bodies one follows, and whether a messenger reaches him (Điều 2.5): the work list of links.
import { oneOf } from '../../kernel/fields.ts';
import { inBodiesOf, type Look, type Register, register } from '../../kernel/register.ts';
import { dayValue, inOneLine, said, type Text, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import { overseers, type Role } from '../roles.ts';
import { channelText } from './accounts/channels.ts';
import { roleText } from './phrases.ts';
import { type Held, heldIn } from './store.ts';

const reaches = ['linked', 'blocked', 'none'] as const;
const looks: Readonly<Record<(typeof reaches)[number], Look>> = { linked: 'good', blocked: 'late', none: 'late' };

const reachOf = ({ channels, reachable }: Held): (typeof reaches)[number] => {
  if (channels.length === 0) return 'none';
  return reachable ? 'linked' : 'blocked';
};

/** One messenger after the other. */
const messengers = ({ channels }: Held): Text | null => inOneLine(channels.map(channelText));

export const seated: Register = register<Held, readonly string[] | null>({
  name: 'committee.seated',
  article: '2.5',
  discloses: true,
  by: overseers,
  heading: 'committee:seated.heading',
  short: 'committee:seated.short',
  replaces: ['committee.members'],
  scopes: [inBodiesOf(overseers, 'committee:seated.heading')],
  columns: [
    { name: 'name', label: 'committee:seated.name', cell: ({ name }) => name },
    { name: 'code', label: 'committee:seated.code', cell: ({ code }) => code },
    {
      name: 'role',
      label: 'committee:seated.role',
      cell: ({ role, called }) => roleText({ role: role as Role, called }),
    },
    { name: 'post', label: 'committee:seated.post', cell: ({ post }) => post },
    { name: 'agency', label: 'committee:seated.agency', cell: ({ agency }) => agency },
    {
      name: 'reach',
      label: 'committee:seated.reach',
      cell: (one) => text(`committee:seated.${reachOf(one)}`),
      look: (one) => looks[reachOf(one)],
    },
    { name: 'channels', label: 'committee:seated.channels', cell: messengers },
    {
      name: 'phone',
      label: 'committee:seated.phone',
      cell: ({ hasPhone }) => (hasPhone ? null : text('committee:seated.no-phone')),
      look: ({ hasPhone }) => (hasPhone ? null : 'late'),
    },
    { name: 'since', label: 'committee:seated.since', cell: ({ since }) => dayValue(dayOf(since)) },
  ],
  filters: {
    reach: oneOf('committee:seated.reach', reaches, (value) => text(`committee:seated.${value}`), { optional: true }),
  },
  tally: { filter: 'reach', of: reachOf },
  whole: (bodyIds) => bodyIds,
  few: async (tx, bodyIds, { reach }, { now }) =>
    (await heldIn(tx, bodyIds, now)).filter((one) => reach === undefined || reachOf(one) === reach),
  keyOf: ({ seatId }) => seatId,
  line: ({ name }) => said(name),
  // What was ever sent to him: the answer to "tôi không nhận được".
  open: ({ personId, name }) =>
    choice(text('committee:seated.sent', { name: said(name) }), press('traces.delivery', { who: personId })),
});
