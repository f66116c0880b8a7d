// Điều 4: when somebody else comes to lead, what already waits is put before him, at once and once.
import { present } from '../../kernel/approval.ts';
import type { Due } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import type { Handover } from './store.ts';

/** Whoever decides now gets what he has not seen; cards that were shown to others say whom they wait for. */
export const dueHandover = ({ requests, others, leads, next }: Handover, world: World): Due => ({
  notices: [...others, ...requests].flatMap(({ of, facts }) => [
    ...present(of, facts, world),
    ...(of.passesOn?.(facts, leads, world) ?? []),
  ]),
  nextAt: next,
});
