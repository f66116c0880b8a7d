// Bodies, seats, people and their accounts: what the other chapters and the road may use.
import { type Chapter, reminderKind } from '../../kernel/chapter.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { AccountEvent } from './accounts/decide.ts';
import { applyAccountEvent } from './accounts/store.ts';
import { bodyNamed, commands } from './commands.ts';
import type { ChairAwayRecorded, ChairBackRecorded } from './decide.ts';
import { addMet, type PersonMet } from './met.ts';
import { type AbsenceMatter, absenceReminder, tellBack } from './notices.ts';
import { seated } from './seated.ts';
import { addAbsence, bodyCard, endAbsence, findAbsence, seatsOf } from './store.ts';

export { channelText } from './accounts/channels.ts';
export { consentVersion } from './accounts/consent.ts';
export type { AccountEnded } from './accounts/decide.ts';
export { afterWrongCode, isLocked } from './accounts/link.ts';
export { type LinkOutcome, linkAccount } from './accounts/linking.ts';
export { hashOfCode, issueCodes, keepCode, newCode, ownAccounts, prefer, unlinkPerson } from './accounts/store.ts';
export type { ChairAwayRecorded, ChairBackRecorded } from './decide.ts';
export { type Addressed, type PersonMet, personAt } from './met.ts';
export { roleText } from './phrases.ts';
export {
  type Absence,
  type BodyCard,
  deputiesOf,
  deputyFor,
  type Lead,
  leadOf,
  overseersOf,
  whoConsents,
} from './seat.ts';
export {
  absenceNow,
  absencesFrom,
  actorOfPerson,
  agencyNames,
  around,
  assistantRole,
  bodies,
  bodyCard,
  chairNow,
  findActor,
  givenUp,
  type Holder,
  holdersOf,
  type Pass,
  personCards,
  type Succession,
  seatsIn,
  seatsOf,
  seatsOfPersons,
  unreadFile,
} from './store.ts';
export { passing } from './succession.ts';

import { figures } from './settings.ts';

export { bodyNamed };

type CommitteeEvent = ChairAwayRecorded | ChairBackRecorded | PersonMet | AccountEvent;

async function apply(tx: Transaction, happening: DomainEvent, now: Date): Promise<void> {
  const event = happening as CommitteeEvent;
  switch (event.type) {
    case 'committee.chair-away-recorded':
      await addAbsence(tx, event.absence, now);
      return;
    case 'committee.chair-back-recorded':
      await endAbsence(tx, event.absence.id, event.at);
      return;
    case 'committee.met':
      await addMet(tx, event);
      return;
    default:
      await applyAccountEvent(tx, event, now);
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
  settings: figures,
  room: 'people',
  articles: ['1.2', '2.5', '4', '8.9', '10.3'],
  commands,
  registers: [seated],
  reminders: [absenceOver],
  facts: { chair_absence: ['id'] },
  apply: (tx, event, world) => apply(tx, event, world.now),
};
