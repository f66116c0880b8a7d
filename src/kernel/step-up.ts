// Which acts are decisions of those who lead: where a body asks for it, they are said again by a PIN (ID10).
import type { Command } from './command.ts';

/** Where a PIN is given: a page, for what is typed in a chat stays in the chat. */
export const pinPath = '/xac-nhan';

const leads: readonly string[] = ['chair', 'deputy-chair', 'standing-member'];

/** What nobody but those who lead may do, in person; what is said to whatever waits for a yes or no; what says so itself. */
export const isDecision = ({ decide, personal, allowed, decision, means = [] }: Command): boolean =>
  decide !== undefined &&
  (decision === true ||
    means.some(({ intent, waits }) => waits === true && (intent === 'agree' || intent === 'refuse')) ||
    (personal === true && allowed !== 'anyone' && allowed.every((role) => leads.includes(role))));
