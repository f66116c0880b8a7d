// Điều 6.4: who is told of an opinion that was handed in.

import type { Act } from '../../kernel/command.ts';
import type { Effects, Notice } from '../../kernel/notice.ts';
import { matterOf } from '../meetings/index.ts';
import type { WriteFacts } from './decide.ts';
import type { HandedIn } from './opinion.ts';
import { lateOpinionView } from './views.ts';

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
