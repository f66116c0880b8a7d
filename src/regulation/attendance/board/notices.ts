// AD3, AD4: the silent are reminded by hand.
import type { Act } from '../../../kernel/command.ts';
import type { Effects } from '../../../kernel/notice.ts';
import { text } from '../../../kernel/text.ts';
import { toSome } from '../../meetings/index.ts';
import { reminderLines } from '../../meetings/invitation/index.ts';
import type { Chased } from '../answer.ts';
import { reminderBrief } from '../briefs.ts';
import { memberCard } from '../views.ts';
import { type BoardArgs, type BoardFacts, receipt, toChase } from './decide.ts';

export function tellNudge(facts: BoardFacts, act: Act<BoardArgs>, events: readonly Chased[]): Effects {
  const { meeting } = facts.file;
  const chased = events[0];
  if (!chased) return { notices: [] };
  const by = { by: act.by.person.fullName };
  const news = [
    act.args.whom === receipt ? text('attendance:remind.receipt-by-hand', by) : text('attendance:remind.by-hand', by),
  ];
  const notices = toChase(facts, act.args).flatMap((one) => {
    const view = memberCard(one, act.now, { news: [...news, ...reminderLines(one.file, act.now)] });
    const what = `chased:v${meeting.version}:${chased.id}`;
    const ways = { class: 'nudge', expiresAt: meeting.startsAt } as const;
    return toSome([one.person.id], one.file, what, { ...view, brief: reminderBrief(one) }, ways);
  });
  return { notices };
}
