// Điều 6.4: who is told of an opinion, and how one that is owed is asked for until it is here.

import type { Due, ReminderRow } from '../../kernel/chapter.ts';
import type { Act, World } from '../../kernel/command.ts';
import type { Effects, Notice } from '../../kernel/notice.ts';
import { matterOf } from '../meetings/index.ts';
import type { WriteFacts } from './decide.ts';
import { type Duty, type HandedIn, owedTimes } from './opinion.ts';
import { lateOpinionView, type Owing, owedView } from './views.ts';

/** The secretariat hears of what came late; the presider's card shows that it is here. */
export function tellHandedIn(facts: WriteFacts, act: Act<unknown>, events: readonly HandedIn[]): Effects {
  const notices: Notice[] = [];
  for (const { opinion } of events) {
    const matter = matterOf(facts.file.meeting);
    const key = (to: string): string => `${matter}:opinion:${opinion.code}:${to}`;
    notices.push(
      ...facts.elsewhere.map(
        (card): Notice => ({
          ...card,
          class: 'refresh',
          key: `${card.matter}:opinion:${opinion.code}:${card.to}`,
          personal: true,
        }),
      ),
    );
    if (!opinion.late) continue;
    for (const { person } of facts.overseers) {
      if (person.id === act.by.person.id) continue;
      notices.push({
        to: person.id,
        class: 'notice',
        view: lateOpinionView(facts, opinion),
        matter,
        key: key(person.id),
      });
    }
  }
  return { notices };
}

export type OwedFacts = Owing & { duty: Duty };

/** The newest rung that is due, said once; nothing is said of those a late clock missed. */
export function dueOwed(facts: OwedFacts, reminder: ReminderRow, world: World): Due {
  const times = owedTimes(facts.duty.dueAt, world);
  const rung = times.findLast((at) => at >= reminder.nextAt && at <= world.now);
  const nextAt = times.find((at) => at > world.now) ?? null;
  if (!rung) return { notices: [], nextAt };
  const to = facts.person.id;
  const notice: Notice = {
    to,
    class: 'nudge',
    view: owedView(facts, world.now),
    matter: reminder.matter,
    key: `${reminder.matter}:opinion-owed:v${reminder.version}:${rung.getTime()}:${to}`,
    ...(nextAt ? { expiresAt: nextAt } : {}),
  };
  return { notices: [notice], nextAt };
}
