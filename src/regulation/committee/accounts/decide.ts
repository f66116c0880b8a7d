// What people decide about their own accounts: leaving the bot, the language, the way they are reached.
import type { Act } from '../../../kernel/command.ts';
import { agree, type Decision, refuse } from '../../../kernel/decision.ts';
import type { Language } from '../../../kernel/person.ts';
import { text } from '../../../kernel/text.ts';
import type { LinkEvent } from './link.ts';

export type AccountsUnlinked = { type: 'committee.accounts-unlinked'; personId: string };
export type AccountPreferred = { type: 'committee.account-preferred'; personId: string; accountId: string };
export type MailPreferred = { type: 'committee.mail-preferred'; personId: string; consentVersion: string };
export type AccountUnlinked = { type: 'committee.account-unlinked'; personId: string; accountId: string };
export type LanguageChosen = { type: 'committee.language-chosen'; personId: string; language: Language };

export type AccountEvent =
  | AccountsUnlinked
  | AccountPreferred
  | MailPreferred
  | AccountUnlinked
  | LanguageChosen
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
