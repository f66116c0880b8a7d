// Who may know of a matter: who has a part in it, who follows it, and from whom it is kept until it is decided.
import type { DomainEvent } from '../decision.ts';
import { type Actor, bodiesWith, seatedIds } from '../person.ts';
import type { Matter } from './declared.ts';
import { type Facts, holding, isOwn } from './row.ts';

export function readersOf<D extends object, B, E extends DomainEvent, O>(declared: Matter<D, B, E, O>) {
  type F = Facts<D, B, O>;
  const { parts, concerns, overseers } = declared;

  /** Those whom it is about. */
  const concerned = ({ row, around: { seats } }: Pick<F, 'row' | 'around'>): string[] => [
    ...new Set(seats.filter((seat) => concerns?.of(seat).includes(row.about ?? '')).map(({ person }) => person.id)),
  ];
  const keptFrom = (facts: F): string[] => (concerns?.unheard.includes(facts.row.state) ? concerned(facts) : []);
  /** Those of its office who may know of it. */
  const officeOf = (facts: F): string[] => {
    const kept = keptFrom(facts);
    return holding(facts, declared.office).filter((person) => !kept.includes(person));
  };
  const sees = (facts: F, by: Actor): boolean => {
    const kept = keptFrom(facts);
    if (kept.includes(by.person.id)) return false;
    const reader = { ...by, leaders: by.leaders.filter(({ person }) => !kept.includes(person.id)) };
    return hasPart(facts, reader) || bodiesWith(reader, overseers).includes(facts.row.bodyId);
  };

  const hasPart = (facts: F, by: Actor): boolean =>
    isOwn(facts, by) ||
    seatedIds(by).some(({ id, bodyId }) => bodyId === facts.row.bodyId && parts?.of(facts).includes(id)) ||
    (parts?.guests?.(facts).includes(by.person.id) ?? false);

  return { sees, officeOf };
}
