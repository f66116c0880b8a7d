// The agenda of a meeting and its papers, row by row (QĐ45).
import { inBodiesOf, type Register, register } from '../../kernel/register.ts';
import { said, text } from '../../kernel/text.ts';
import { opening, press } from '../../kernel/view.ts';
import { overseers } from '../roles.ts';
import { type AgendaItem, isLatePaper, type MeetingFile, type Paper, paperState } from './meeting.ts';
import { loadMeeting } from './store.ts';

type Of<P> = { file: MeetingFile; part: P; nth: number };

const parts = <P extends { id: string }>(
  of: (file: MeetingFile) => readonly P[],
  declared: Pick<Register<Of<P>, readonly string[]>, 'name' | 'heading' | 'short' | 'columns' | 'line'>,
): Register =>
  register<Of<P>, readonly string[]>({
    ...declared,
    article: 'QĐ45',
    by: overseers,
    of: ['meeting'],
    within: true,
    scopes: [inBodiesOf(overseers, declared.heading)],
    whole: (bodyIds) => bodyIds ?? [],
    few: async (tx, bodyIds, { meeting }) => {
      const file = meeting ? await loadMeeting(tx, meeting) : null;
      if (!file || !bodyIds.includes(file.meeting.bodyId)) return [];
      return of(file).map((part, at) => ({ file, part, nth: at + 1 }));
    },
    keyOf: ({ part }) => part.id,
    open: ({ file }) => opening(file.meeting.code, press('preparation.open', { meeting: file.meeting.id })),
  });

export const items: Register = parts<AgendaItem>(({ agenda }) => agenda, {
  name: 'meetings.items',
  heading: 'meetings:items.heading',
  short: 'meetings:items.short',
  columns: [
    { name: 'title', label: 'meetings:items.title', cell: ({ nth, part }) => said(`${nth}. ${part.title}`) },
    { name: 'reporter', label: 'meetings:items.reporter', cell: ({ part }) => part.reporter },
    { name: 'minutes', label: 'meetings:items.minutes', cell: ({ part }) => part.minutes },
  ],
  line: ({ part }) => said(part.title),
});

export const documents: Register = parts<Paper>(({ papers }) => papers, {
  name: 'meetings.documents',
  heading: 'meetings:documents.heading',
  short: 'meetings:documents.short',
  columns: [
    { name: 'title', label: 'meetings:documents.title', cell: ({ part }) => part.title },
    { name: 'at', label: 'meetings:documents.at', cell: ({ part }) => part.addedAt },
    {
      name: 'kind',
      label: 'meetings:documents.kind',
      cell: ({ part }) => (part.fileId ? text('meetings:documents.file') : said(part.link ?? '')),
    },
    {
      name: 'version',
      label: 'meetings:documents.version',
      cell: ({ file, part }) => text(`meetings:documents.${paperState(file, part)}`),
      look: ({ file, part }) =>
        (({ draft: null, frozen: 'good', added: 'soon', replaced: 'open' }) as const)[paperState(file, part)],
    },
    {
      name: 'late',
      label: 'meetings:documents.late',
      cell: ({ file, part }) => (isLatePaper(file.meeting, part) ? text('meetings:documents.after-day') : null),
    },
  ],
  line: ({ part }) => said(part.title),
});
