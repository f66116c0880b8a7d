// The list of whom nothing has reached, as a table (AD10, Điều 7.3): each line with its cause, closed by a person who says how he
// told him.

import { maskPhone } from '../../kernel/names.ts';
import { bodiesWith, himself } from '../../kernel/person.ts';
import { type Register, register } from '../../kernel/register.ts';
import { text } from '../../kernel/text.ts';
import { choice, press } from '../../kernel/view.ts';
import { type Call, tellings } from './call.ts';
import { type CallReader, callers } from './commands.ts';
import { reasonText } from './views.ts';

export const queueOf = (read: CallReader): Register =>
  register<Call, readonly string[]>({
    name: 'calls.queue',
    article: '7.3',
    discloses: true,
    by: callers,
    heading: 'calls:queue.heading',
    short: 'calls:queue.short',
    replaces: ['calls.list'],
    scopes: [
      {
        name: 'body',
        label: 'calls:queue.heading',
        whose: (by) => {
          const bodyIds = bodiesWith(himself(by), callers);
          return bodyIds.length > 0 ? bodyIds : null;
        },
      },
    ],
    columns: [
      { name: 'name', label: 'calls:queue.name', cell: ({ name }) => name },
      { name: 'post', label: 'calls:queue.post', cell: ({ post }) => post },
      { name: 'about', label: 'calls:queue.about', cell: ({ about }) => about },
      {
        name: 'reason',
        label: 'calls:queue.reason',
        cell: (call, { settings }) => reasonText(call, settings.receiptHours),
        look: () => 'late',
      },
      {
        name: 'phone',
        label: 'calls:queue.phone',
        cell: ({ phone }) => (phone ? maskPhone(phone) : text('calls:no-number')),
      },
    ],
    picks: {
      acts: tellings.map((how) => ({ act: 'calls.told', label: `calls:queue.told-${how}` as const, args: { how } })),
      args: ({ personId, matter }) => ({ person: personId, matter }),
    },
    whole: (bodyIds) => bodyIds ?? [],
    few: (tx, bodyIds, _filters, { now }) => read(tx, { bodyIds }, now),
    // Short enough for a button: a matter and a person are each known by sixteen letters.
    keyOf: ({ personId, matter }) => `${matter.split(':').at(-1)!.slice(0, 16)}.${personId}`,
    line: ({ name, about }) => text('calls:queue.line', { name, about }),
    open: ({ personId, matter, name }) =>
      choice(text('calls:open', { name }), press('calls.open', { person: personId, matter })),
  });
