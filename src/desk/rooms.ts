// The desk's menu: rooms in which the chapters' pages stand, and what is begun in each; wholly from what they declare.
import { mayEver } from '../engine/permission.ts';
import { aboutCommand, type Registry } from '../engine/registry.ts';
import type { Chapter } from '../kernel/chapter.ts';
import type { Command } from '../kernel/command.ts';
import { deskPath, enterCommand, type Room, rooms, usualRoom } from '../kernel/desk.ts';
import type { Actor } from '../kernel/person.ts';
import { plainText, type Text, text } from '../kernel/text.ts';
import { actPath, listPath, lookPath, type Reader } from './words.ts';

/** A room as somebody finds it: its pages, and what he may begin there. */
export type Place = { room: Room; pages: readonly Command[]; acts: readonly Command[] };

const roomOf = ({ room = usualRoom }: Pick<Chapter, 'room'>): Room => room;

/** In which room a command's page stands. */
export const roomOfCommand = (registry: Registry, { name }: Pick<Command, 'name'>): Room =>
  roomOf(registry.chapterOf(name));

/** The noun a command is about first of all: it stands on the page of each such matter. */
export const nounOf = ({ nouns }: Registry, { fields = {} }: Command): string | null =>
  Object.keys(fields).find((name) => nouns.includes(name)) ?? null;

/** The room in which the matters of a noun stand. */
export function roomOfNoun({ chapters }: Registry, noun: string): Room {
  const named = chapters.find(({ names = {} }) => Object.hasOwn(names, noun));
  return named ? roomOf(named) : usualRoom;
}

/** What somebody may begin with, room by room; a room in which there is nothing for him is not there. */
export function placesOf(registry: Registry, by: Actor): Place[] {
  const { commands, registers } = registry;
  const open = new Set([...commands.values()].filter((one) => mayEver(by, one) && one.name !== enterCommand));
  const shown = [...registers.values()].filter(({ name }) => open.has(commands.get(name)!));
  const replaced = new Set(shown.flatMap(({ replaces = [] }) => replaces));
  // Every page has a menu: all commands are looked at once, not once for each room.
  const here = Map.groupBy(
    [...open].filter((one) => !replaced.has(one.name) && isBegun(registry, one)),
    (one) => roomOfCommand(registry, one),
  );
  return rooms.flatMap((room) => {
    const found = here.get(room) ?? [];
    const pages = found
      .filter(({ decide }) => !decide)
      .toSorted((one, other) => rank(registry, one) - rank(registry, other));
    return found.length === 0 ? [] : [{ room, pages, acts: found.filter(({ decide }) => decide) }];
  });
}

/** A table, or what has a word of its own and is about no matter of its room. */
const isBegun = (registry: Registry, command: Command): boolean =>
  !command.chat &&
  !registry.registers.get(command.name)?.within &&
  (isPage(registry, command) ||
    command.atDesk === true ||
    (command.word !== undefined && !isOfOneHere(registry, command, roomOfCommand(registry, command))));

const isPage = (registry: Registry, { name }: Command): boolean => registry.registers.has(name);

/**
 * The chapter a room is named after stands first, the others in their order; of each its tables before what it says in a
 * few lines.
 */
const rank = (registry: Registry, command: Command): number => {
  const chapter = registry.chapterOf(command.name);
  const nth = chapter.name === chapter.room ? -1 : registry.chapters.indexOf(chapter);
  return nth * 2 + (isPage(registry, command) ? 0 : 1);
};

/** What is begun from a page: the acts of its own chapter; on a room's first page also those of chapters without one. */
export function actsOn(registry: Registry, { pages, acts }: Place, page: Command): Command[] {
  const homes = new Set(pages.map(({ name }) => registry.chapterOf(name)));
  const own = registry.chapterOf(page.name);
  const isFirst = pages[0] === page;
  return acts.filter(({ name }) => {
    const chapter = registry.chapterOf(name);
    if (chapter === own) return pages.find((one) => registry.chapterOf(one.name) === own) === page;
    return isFirst && !homes.has(chapter);
  });
}

/** About a matter of this very room: it is done on the page of that matter. */
const isOfOneHere = (registry: Registry, command: Command, room: Room): boolean => {
  const noun = nounOf(registry, command);
  return noun !== null && roomOfNoun(registry, noun) === room;
};

export const roomText = (room: Room): Text => text(`desk:room.${room}`);

/** Where a room is entered. */
export const roomPath = (registry: Registry, { room, pages, acts }: Place): string => {
  if (room === 'today') return deskPath;
  const [first] = pages;
  return first ? pagePath(registry, first) : actPath(acts[0]!.name);
};

export const pagePath = (registry: Registry, { name }: Command): string =>
  registry.registers.has(name) ? listPath(name) : lookPath(name);

/** A page's name, short enough for a tab: what the command is about, without the words that say that one looks. */
export function pageName({ registry, say }: Pick<Reader, 'registry' | 'say'>, command: Command): string {
  const short = registry.registers.get(command.name)?.short ?? command.short;
  if (short) return say(plainText(short));
  const words = say(aboutCommand(command));
  const leading = say(text('desk:page.leading')).split('|');
  const found = leading.find((one) => words.startsWith(`${one} `));
  const rest = found ? words.slice(found.length + 1) : words;
  return rest.charAt(0).toLocaleUpperCase() + rest.slice(1);
}
