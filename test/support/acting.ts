// Acts as the road performs them, without a chat: for specs that need a committee at work.

import { alternatives } from '../../src/bot/words.ts';
import { enqueue } from '../../src/delivery/enqueue.ts';
import { perform } from '../../src/engine/perform.ts';
import { makeRegistry } from '../../src/engine/registry.ts';
import type { Args, World } from '../../src/kernel/command.ts';
import type { View } from '../../src/kernel/view.ts';
import { makeCalendar } from '../../src/kernel/working-days.ts';
import { actorOfPerson } from '../../src/regulation/committee/index.ts';
import { chapters } from '../../src/regulation/index.ts';
import { defaultSettings } from '../../src/settings.ts';
import type { Database } from '../../src/store/database.ts';
import { startReminders } from '../../src/store/reminders.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { bodyId, personId } from './committee.ts';

export const texts = openTexts();
export const says = (key: Parameters<typeof texts.everywhere>[0]): string[] => alternatives(texts.everywhere(key));
export const registry = makeRegistry(chapters, says);
let made = 0;
/** Tuesday, 1 December 2026, 08:00 in Vietnam. */
export const world: World = {
  now: new Date('2026-12-01T01:00:00Z'),
  calendar: makeCalendar([]),
  settings: defaultSettings,
  newId: () => `n${String(++made).padStart(15, '0')}`,
  pagesAt: 'https://ban.example',
  calledApart: 'Liên hệ Văn thư',
};

/** What comes of a complete command; what it tells is written down with it. */
export const does = (database: Database, who: string, name: string, args: Args) =>
  database.transaction(async (tx) => {
    const by = (await actorOfPerson(tx, personId(who), world.now))!;
    const outcome = await perform(tx, registry, registry.commands.get(name)!, { ...world, by, args });
    if (outcome.kind !== 'done') return outcome;
    await enqueue(tx, { notices: outcome.notices, actor: by.person.id }, world);
    await startReminders(tx, outcome.reminders, bodyId, world);
    return outcome;
  });

/** The same, which must be done; the id of the matter that it began, else nothing. */
export async function begins(database: Database, who: string, name: string, args: Args): Promise<string> {
  const outcome = await does(database, who, name, args);
  if (outcome.kind !== 'done') throw new Error(`${who} ${name}: ${JSON.stringify(outcome)}`);
  const [event] = (outcome.audit?.facts as { events: Record<string, { id?: string }>[] }).events;
  return Object.values(event ?? {}).find((part) => part?.id !== undefined)?.id ?? '';
}

/** The arguments of the act's button on somebody's card of a matter, as it stands now. */
export async function buttonOf(database: Database, who: string, command: string, matter: Args): Promise<Args> {
  const [kind] = Object.keys(matter);
  const open = chapters.flatMap(({ shownBy }) => shownBy?.[kind!] ?? [])[0]!;
  const shown = await does(database, who, open, matter);
  const { choices = [] } = (shown as { view: View }).view;
  const found = choices.flatMap(({ press }) => ('command' in press && press.command === command ? [press.args] : []));
  if (!found[0]) throw new Error(`${who}: no ${command} among ${JSON.stringify(choices)}`);
  return found[0];
}
