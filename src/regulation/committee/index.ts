// Bodies, seats, people and their accounts: what the other chapters and the road may use.
import { type Chapter, reminderKind } from '../../kernel/chapter.ts';
import type { Happening } from '../../kernel/decision.ts';
import type { Transaction } from '../../store/transaction.ts';
import { commands } from './commands.ts';
import type {
  AccountPreferred,
  AccountsUnlinked,
  AccountUnlinked,
  ChairAwayRecorded,
  ChairBackRecorded,
  LanguageChosen,
} from './decide.ts';
import type { LinkEvent } from './link.ts';
import { type AbsenceMatter, absenceReminder, tellBack } from './notices.ts';
import { addAbsence, bodyCard, endAbsence, findAbsence, seatsOf } from './store.ts';
import { applyLinkEvent, applyUnlinked, prefer, setLanguage, unlinkAccount } from './store-accounts.ts';

export { consentVersion, readCode } from './link.ts';
export { type LinkAttempt, type LinkOutcome, linkAccount } from './linking.ts';
export { handover, handoverKind, successions } from './notices.ts';
export { channelText } from './phrases.ts';
export {
  type Absence,
  type BodyCard,
  type Consent,
  deputiesOf,
  isAway,
  type Lead,
  leadOf,
  overseersOf,
  whoConsents,
} from './seat.ts';
export {
  absenceNow,
  absencesFrom,
  actorOfPerson,
  bodies,
  bodyCard,
  chairNow,
  findActor,
  findSuccession,
  type Holder,
  holdersOf,
  personCards,
  type Succession,
  seatsOf,
  seatsOfPersons,
} from './store.ts';
export { contactsOf, type IssuedCode, issueCodes, ownAccounts, prefer, unlinkPerson } from './store-accounts.ts';

type CommitteeEvent =
  | AccountPreferred
  | AccountUnlinked
  | ChairAwayRecorded
  | ChairBackRecorded
  | AccountsUnlinked
  | LanguageChosen
  | LinkEvent;

async function apply(tx: Transaction, happening: Happening, now: Date): Promise<void> {
  const event = happening as CommitteeEvent;
  switch (event.type) {
    case 'committee.chair-away-recorded':
      await addAbsence(tx, event.absence, now);
      return;
    case 'committee.chair-back-recorded':
      await endAbsence(tx, event.absence.id, event.at);
      return;
    case 'committee.accounts-unlinked':
      await applyUnlinked(tx, event, now);
      return;
    case 'committee.account-preferred':
      await prefer(tx, event.personId, event.accountId);
      return;
    case 'committee.account-unlinked':
      await unlinkAccount(tx, event.accountId, now);
      return;
    case 'committee.language-chosen':
      await setLanguage(tx, event.personId, event.language);
      return;
    default:
      await applyLinkEvent(tx, event, now);
  }
}

/** Điều 4: the absence ends by itself; those told of it are told so. */
const absenceOver = reminderKind<AbsenceMatter>({
  name: absenceReminder,
  article: '4',
  gather: async (tx, reminder, world) => {
    const found = await findAbsence(tx, reminder.matter.replace(/^absence:/, ''));
    if (!found || found.endedAt) return null;
    const { bodyId } = found.absence;
    const [body, seats] = [await bodyCard(tx, bodyId), await seatsOf(tx, bodyId, world.now)];
    return { body, seats, absence: found.absence };
  },
  due: (matter) => ({ notices: tellBack(matter, null), nextAt: null }),
});

export const chapter: Chapter = {
  name: 'committee',
  articles: ['1.2', '2.5', '4', '8.9', '10.3'],
  commands,
  reminders: [absenceOver],
  apply: (tx, event, world) => apply(tx, event, world.now),
};
