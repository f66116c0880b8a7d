// What people decide about their own accounts: leaving the bot, the language, the way they are reached.
import type { Act } from '../../../kernel/command.ts';
import { agree, type Decision, refuse } from '../../../kernel/decision.ts';
import { type Address, addresses } from '../../../kernel/person.ts';
import { text } from '../../../kernel/text.ts';
import type { LinkEvent } from './link.ts';

export type AccountsUnlinked = { type: 'committee.accounts-unlinked'; personId: string };
export type AccountPreferred = { type: 'committee.account-preferred'; personId: string; accountId: string };
export type MailPreferred = { type: 'committee.mail-preferred'; personId: string; consentVersion: string };
export type AccountUnlinked = { type: 'committee.account-unlinked'; personId: string; accountId: string };
export type LanguageChosen = { type: 'committee.language-chosen'; personId: string; language: 'vi' | 'en' };
/** Null: in the usual way. */
export type AddressChosen = { type: 'committee.address-chosen'; personId: string; address: Address | null };

/** Somebody has this messenger, or any, no more. */
export type AccountEnded = AccountsUnlinked | AccountUnlinked;
export type AccountEvent =
  | AccountsUnlinked
  | AccountPreferred
  | MailPreferred
  | AccountUnlinked
  | LanguageChosen
  | AddressChosen
  | LinkEvent;

export const decideUnlink = (act: Act<{ sure?: string }>): Decision<AccountsUnlinked> =>
  act.args.sure === 'yes'
    ? agree({ type: 'committee.accounts-unlinked', personId: act.by.person.id })
    : refuse('kept', text('committee:refusal.kept'), { closes: true });

export function decideLanguage(act: Act<{ language?: string }>): Decision<LanguageChosen> {
  const { language } = act.args;
  return language === 'vi' || language === 'en'
    ? agree({ type: 'committee.language-chosen', personId: act.by.person.id, language })
    : refuse('unknown-language', text('committee:refusal.unknown-language'), { field: 'language' });
}

/** UX1: how he wants to be addressed. */
export function decideAddress(act: Act<{ address?: string }>): Decision<AddressChosen> {
  const chosen = act.args.address === 'usual' ? null : addresses.find((one) => one === act.args.address);
  return chosen === undefined
    ? refuse('unknown-address', text('committee:refusal.unknown-address'), { field: 'address' })
    : agree({ type: 'committee.address-chosen', personId: act.by.person.id, address: chosen });
}
