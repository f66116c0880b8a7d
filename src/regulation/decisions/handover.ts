// Điều 4: when somebody else comes to lead, what already waits is put before him, at once and once.
import { present } from '../../kernel/approval.ts';
import type { Due } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import type { Notice } from '../../kernel/notice.ts';
import { passOnRequest, presentRequest } from '../attendance/index.ts';
import { presentChange } from '../meetings/index.ts';
import { presentConvening } from '../preparation/index.ts';
import type { Handover } from './store.ts';

/** Whoever decides now gets what he has not seen; cards that were shown to others say whom they wait for. */
export function dueHandover({ requests, meetings, others, leads, next }: Handover, world: World): Due {
  const notices: Notice[] = meetings.flatMap((facts) =>
    facts.file.meeting.proposal ? presentChange(facts, world) : presentConvening(facts, world),
  );
  for (const { of, facts } of others) notices.push(...present(of, facts, world));
  for (const facts of requests) {
    notices.push(...presentRequest(facts), ...passOnRequest(facts, [facts.file.presider.id, ...leads], world));
  }
  return { notices, nextAt: next };
}
