// Whether the words of a matter stand apart from it (Điều 10.4), for whoever would take words for it or tell of earlier ones; and
// what takes them out of the messages that are kept.
import type { Text } from '../kernel/text.ts';
import type { Transaction } from './transaction.ts';

/** Of these matters, or of what they are about; where only papers are kept apart, its words are not. */
export async function isApart(tx: Transaction, matters: readonly string[]): Promise<boolean> {
  if (matters.length === 0) return false;
  const [row] = await tx.$queryRaw<{ apart: boolean }[]>`
    select exists (
      select from apart a where a.level <> 'papers' and (a.matter = any(${[...matters]}) or a.matter in (
        select m.about from matter m
        join unnest(${[...matters]}::text[]) as named on named = m.kind || ':' || m.id))) as apart`;
  return row?.apart ?? false;
}

/**
 * The messages of it that were written and wait, or stand on a screen: `line` takes the place of their words; their
 * buttons stay. What was sent as a file is not called back by any messenger; what still waits to be sent is not sent.
 */
export async function coverMessages(tx: Transaction, matter: string, line: Text): Promise<void> {
  const [, id = ''] = matter.split(':');
  const lines = JSON.stringify([line]);
  await tx.$executeRaw`
    update outbox set state = case when state = 'pending' then 'superseded' else state end, view = jsonb_build_object('lines', ${lines}::jsonb)
    where matter = ${matter} and view ? 'files'`;
  // A group is told nothing of it, not that there is something either (CH8).
  await tx.$executeRaw`
    update outbox set state = 'superseded' where matter = ${matter} and state = 'pending' and class = 'notice'
      and person_id is null`;
  await tx.$executeRaw`
    update outbox set view = jsonb_set(view - 'heading' - 'note' - 'brief' - 'calendar' - 'behind', '{lines}', ${lines}::jsonb)
    where matter = ${matter} or position(${id} in coalesce(card, '')) > 0`;
  await tx.$executeRaw`
    update digest_line set notice = jsonb_set(jsonb_set(notice, '{view}',
      jsonb_set((notice->'view') - 'heading' - 'note' - 'brief' - 'calendar' - 'behind', '{lines}', ${lines}::jsonb)),
      '{digest,line}', ${JSON.stringify(line)}::jsonb)
    where matter = ${matter} and notice ? 'digest'`;
}

/** A title that is shorter could be part of other words: it is replaced only where it stands by itself. */
const distinct = 12;

/**
 * Messages that name it among others, lists and mornings' summaries, kept until they are tidied away: its title in them is
 * replaced. Another matter of the same title is named so too: better less than too much.
 */
export async function coverLists(tx: Transaction, title: string, called: string): Promise<void> {
  if (title === '' || title === called) return;
  const inside = (words: string): string => JSON.stringify(words).slice(1, -1);
  const [from, to] =
    title.length >= distinct ? [inside(title), inside(called)] : [JSON.stringify(title), JSON.stringify(called)];
  await tx.$executeRaw`
    update outbox set view = replace(view::text, ${from}, ${to})::jsonb where strpos(view::text, ${from}) > 0`;
  await tx.$executeRaw`
    update digest_line set notice = replace(notice::text, ${from}, ${to})::jsonb where strpos(notice::text, ${from}) > 0`;
}
