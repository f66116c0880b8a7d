// What waits for somebody's decision, in one list and in one hand (Điều 2.1, 3.3, 4, 6.4, 7.2). What is
// decided is written by the chapters whose matters they are.
import { type Chapter, reminderKind } from '../../kernel/chapter.ts';
import { handoverKind } from '../committee/index.ts';
import { commands } from './commands.ts';
import { dueHandover } from './handover.ts';
import { type Handover, waitingIn } from './store.ts';

const handover = reminderKind<Handover>({
  name: handoverKind,
  article: '4',
  gather: (tx, { matter }, { now }) => waitingIn(tx, matter.slice('body:'.length), now),
  due: (facts, _reminder, world) => dueHandover(facts, world),
});

export const chapter: Chapter = {
  name: 'decisions',
  articles: ['2.1', '3.3', '4', '6.4', '7.2'],
  commands,
  reminders: [handover],
  apply: async (_tx, event) => {
    throw new Error(`decisions write nothing themselves: ${event.type}`);
  },
};
