// Who has read what is kept apart, or what is kept about people (Điều 8.9, SC10): a list for the chair and the office.
import type { Chapter } from '../../kernel/chapter.ts';
import { inBodiesOf, listing, type Register, register } from '../../kernel/register.ts';
import { moment, plainText, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import { Prisma } from '../../store/generated/client.ts';
import { beyond, inOrder, taken } from '../../store/stretch.ts';
import { channelText } from '../committee/index.ts';
import { type Role, standingAgency } from '../roles.ts';

const readers: readonly Role[] = ['chair', ...standingAgency];

type Row = { id: string; at: Date; name: string | null; channel: string; what: string; code: string | null };

const through = (channel: string): Text =>
  channel === 'desk' || channel === 'cli' ? text(`acts:through.${channel}`) : channelText(channel);

export function chapterOver(chapters: readonly Chapter[]): Chapter {
  const known = new Set(chapters.flatMap(({ commands }) => commands.map(({ name }) => name)));
  const about = (what: string): Text => {
    if (what === 'apart.page' || what === 'apart.file')
      return text(`access:what.${what === 'apart.page' ? 'page' : 'file'}`);
    const [chapter, act] = what.split('.');
    return known.has(what) ? plainText(`${chapter}:commands.${act}.about` as TextKey) : said(what);
  };
  const list: Register = register<Row, readonly string[] | null>({
    name: 'access.list',
    word: 'nhatkytruycap',
    alias: ['accesslog'],
    article: '8.9',
    by: readers,
    heading: 'access:heading',
    short: 'access:heading',
    scopes: [inBodiesOf(readers, 'access:heading')],
    columns: [
      { name: 'at', label: 'acts:column.at', cell: ({ at }) => at },
      { name: 'actor', label: 'access:column.who', cell: ({ name }) => name ?? text('access:operator') },
      { name: 'what', label: 'access:column.what', cell: ({ what }) => about(what) },
      { name: 'matter', label: 'acts:column.what', cell: ({ code }) => code },
      { name: 'channel', label: 'acts:column.channel', cell: ({ channel }) => through(channel) },
    ],
    whole: (bodyIds) => bodyIds,
    rows: async (tx, bodyIds, stretch) => {
      const rows = await tx.$queryRaw<Row[]>`
        select a.id::text, a.at, p.full_name as name, a.channel, a.what,
          coalesce((select m.code from meeting m where a.matter = 'meeting:' || m.id),
            (select t.code from task t where a.matter = 'task:' || t.id)) as code
        from access a left join person p on p.id = a.person_id
        where ${bodyIds ? Prisma.sql`a.body_id = any(${[...bodyIds]})` : Prisma.sql`true`} and ${beyond('a.id', stretch)}
        ${taken('a.id', stretch)}`;
      return inOrder(stretch, rows);
    },
    keyOf: ({ id }) => id,
    line: ({ at, name, what, code }) =>
      text('access:line', {
        at: moment(at),
        who: name ? said(name) : text('access:operator'),
        what: about(what),
        code: code ?? '',
      }),
    open: () => null,
  });
  return { name: 'access', room: 'records', articles: ['8.9'], commands: [listing(list)], registers: [list] };
}
