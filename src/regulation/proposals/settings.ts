// Điều 13.2: within how many days a proposal is answered.
import { figure, whole } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** Working days within which the standing agency answers a proposal (Điều 13.2 names none). */
    proposalAnswerDays: number;
  }
}

export const figures = settings({
  proposalAnswerDays: figure('proposals:settings.proposalAnswerDays', 5, whole(0, 60)),
});
