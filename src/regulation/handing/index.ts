// ID2, Điều 2.3: when seats pass to others, what is under way in any chapter passes with them, in one step; who comes hears of
// all of it in one message. Meetings and tasks have laws of their own for it.
import type { Chapter } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import type { Handed, Heirs, Passing } from '../../kernel/heirs.ts';
import { someOf } from '../../kernel/names.ts';
import { type Notice, tellEach } from '../../kernel/notice.ts';
import type { PersonCard } from '../../kernel/person.ts';
import type { Due } from '../../kernel/reminder.ts';
import { text } from '../../kernel/text.ts';
import { passing, type Succession } from '../committee/index.ts';

type UnderWay = { found: readonly (readonly unknown[])[] };

const shown = 8;
const opened = 4;

/** Who keeps a seat in the body keeps what is his; who gave up several hands all on to who came to the first. */
function heirsOf({ passes, seats, kept }: Succession): Heirs {
  const stays = new Set(seats.filter(({ id }) => kept.has(id)).map(({ person }) => person.id));
  return {
    of: (personId) => (stays.has(personId) ? null : (passes.find(({ from }) => from.id === personId) ?? null)),
    seat: (id) => passes.find(({ left }) => left.id === id)?.to ?? null,
  };
}

function dueHanding(kinds: readonly Passing[], { found, ...step }: Succession & UnderWay, world: World): Due {
  const heirs = heirsOf(step);
  const handed = kinds.flatMap((kind, nth) => (found[nth] ?? []).map((facts) => kind.due(facts, heirs, world)));
  return {
    events: handed.flatMap(({ events }) => events),
    reminders: handed.flatMap(({ reminders }) => reminders),
    notices: told(step, handed),
    nextAt: null,
  };
}

function told({ bodyId, passes }: Succession, handed: readonly Handed[]): Notice[] {
  const heirs = new Map(passes.map(({ to }) => [to.person.id, to]));
  return [...heirs].flatMap(([person, { id: seat }]) => {
    const his = handed.flatMap(({ to }) => to.get(person) ?? []);
    if (his.length === 0) return [];
    const before: PersonCard[] = passes.flatMap(({ from, to }) => (to.person.id === person ? [from] : []));
    const left = his.length - shown;
    const view = {
      heading: text('handing:heading', { name: someOf(before.map(({ fullName }) => fullName)), count: his.length }),
      lines: [
        text('handing:note'),
        ...his.slice(0, shown).map(({ line }) => line),
        ...(left > 0 ? [text('bot:and-more', { count: left })] : []),
      ],
      choices: his.slice(0, opened).map(({ open }) => open),
    };
    return tellEach([person], `body:${bodyId}`, `handed:${seat}`, view, { class: 'action' });
  });
}

export function chapterOver(carrying: readonly Chapter[]): Chapter {
  const kinds = carrying.flatMap(({ passes = {} }) => Object.values(passes));
  const { reminder, succeeds } = passing<UnderWay>({
    name: 'handing.matters',
    article: '2.3',
    items: async (tx, { bodyId }, _leaving, now) => {
      const found: (readonly unknown[])[] = [];
      for (const kind of kinds) found.push(await kind.load(tx, bodyId, now));
      return { found };
    },
    due: (facts, world) => dueHanding(kinds, facts, world),
  });
  return { name: 'handing', articles: ['2.3'], commands: [], reminders: [reminder], succeeds };
}
