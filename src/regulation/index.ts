// The registry of chapters, in the order in which they build on one another.
import type { Chapter } from '../kernel/chapter.ts';
import { chapter as committee } from './committee/index.ts';
import { chapter as tasks } from './tasks/index.ts';

export const chapters: readonly Chapter[] = [committee, tasks];
