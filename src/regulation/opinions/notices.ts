// Điều 6.4: who is told of an opinion that was handed in.

import type { Act } from '../../kernel/command.ts';
import { type Effects, tellEach } from '../../kernel/notice.ts';
import { toSome } from '../meetings/index.ts';
import type { WriteFacts } from './decide.ts';
import type { HandedIn } from './opinion.ts';
import { lateOpinionView } from './views.ts';

/** The secretariat hears of what came late; the presider's card shows that it is here. */
export function tellHandedIn(facts: WriteFacts, act: Act<unknown>, events: readonly HandedIn[]): Effects {
  const overseers = facts.overseers.map(({ person }) => person.id).filter((id) => id !== act.by.person.id);
  const notices = events.flatMap(({ opinion }) => {
    const what = `opinion:${opinion.code}`;
    const shown = facts.elsewhere.flatMap(({ to, matter, view }) =>
      tellEach([to], matter, what, view, { class: 'refresh', personal: true }),
    );
    return opinion.late ? [...shown, ...toSome(overseers, facts.file, what, lateOpinionView(facts, opinion))] : shown;
  });
  return { notices };
}
