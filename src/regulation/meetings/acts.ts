// An act on a meeting: which one, locked, with the seats of its body and who leads it now; decided, told, shown on its card.
import { type Args, type Command, command } from '../../kernel/command.ts';
import type { Refused } from '../../kernel/decision.ts';
import type { Transaction } from '../../store/transaction.ts';
import { gatherMeeting, preparers } from './asking.ts';
import type { MeetingFacts } from './decide.ts';
import type { MeetingEvent, MeetingFile } from './meeting.ts';

type OnMeeting = Command<Args, MeetingFacts, MeetingEvent>;

/** What an act says of itself; left out: those who look after meetings may, and their assistants for them. */
type Declared = Pick<OnMeeting, 'name' | 'article' | 'fields' | 'word' | 'alias' | 'means' | 'readBack' | 'opens'> &
  Required<Pick<OnMeeting, 'decide'>> &
  Partial<Pick<OnMeeting, 'allowed' | 'personal'>> & { denies?: Denial };

/** The law that other chapters know of a meeting. */
export type Denial = (tx: Transaction, file: MeetingFile) => Promise<Refused | null>;

/** The acts that are told and shown alike. */
export const actsOnMeeting =
  (shared: Required<Pick<OnMeeting, 'tell' | 'show'>>) =>
  ({ denies, ...declared }: Declared): Command =>
    command<Args, MeetingFacts, MeetingEvent>({
      allowed: preparers,
      // Of an assistant it prepares or proposes: the chair decides himself.
      personal: false,
      ...declared,
      ...shared,
      gather: async (tx, asking) => {
        const gathered = await gatherMeeting(tx, asking);
        return 'agreed' in gathered ? gathered : ((await denies?.(tx, gathered.facts.file)) ?? gathered);
      },
    });

/** Decided by the chair himself, or who acts for him (Điều 2.1, 3.3, 4). */
export const byChair = { allowed: ['chair'], personal: true } as const;
