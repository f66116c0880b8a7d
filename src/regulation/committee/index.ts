// Bodies, seats, people and their accounts: what the other chapters and the road may use.
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
  actorOfPerson,
  bodyCard,
  chairNow,
  findActor,
  personCards,
  seatsOf,
  seatsOfPersons,
} from './store.ts';
