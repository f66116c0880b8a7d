// The register of what agencies have provided (Điều 8.5): who answered when, and who was silent.
import { bodiesWith } from '../../kernel/person.ts';
import { type Register, register } from '../../kernel/register.ts';
import { text } from '../../kernel/text.ts';
import { opening, press } from '../../kernel/view.ts';
import { overseers } from '../roles.ts';
import { answerLine } from './answer.ts';
import { type Listed, listed } from './store.ts';

export const answered: Register = register<Listed, readonly string[] | null>({
  name: 'requests.register',
  means: [{ intent: 'ask:provided' }],
  word: 'socungcap',
  alias: ['provided'],
  article: '8.5',
  by: overseers,
  heading: 'requests:list.register',
  short: 'requests:list.short',
  scopes: [
    {
      name: 'body',
      label: 'requests:list.register',
      whose: (by) => bodiesWith(by, overseers),
    },
  ],
  columns: [
    { name: 'code', label: 'requests:column.code', cell: ({ code }) => code },
    { name: 'title', label: 'requests:column.title', cell: ({ title }) => title },
    { name: 'agency', label: 'requests:column.agency', cell: ({ agency }) => agency },
    { name: 'name', label: 'requests:column.name', cell: ({ name }) => name },
    { name: 'at', label: 'requests:column.answered', cell: ({ at }) => at ?? text('requests:answer.nothing') },
    {
      name: 'late',
      label: 'requests:column.late',
      cell: ({ at, late }) => at && text(`requests:time.${late ? 'late' : 'on-time'}`),
    },
  ],
  rows: listed,
  whole: (bodyIds) => bodyIds,
  keyOf: ({ id }) => id,
  line: (row) => text('requests:list.answer', { code: row.code, answer: answerLine(row) }),
  open: ({ code, inquiryId }) => opening(code, press('requests.open', { inquiry: inquiryId })),
});
