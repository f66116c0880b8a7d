// Whether the tables say what the record says (Điều 8.9): its acts are done again beside them, by the chapters' own
// hands, and what comes of it is compared.
import { applyEvents } from '../engine/perform.ts';
import type { Registry } from '../engine/registry.ts';
import type { DomainEvent } from '../kernel/decision.ts';
import type { ReferenceData } from '../store/reference-data.ts';
import { inScratch, type Scratch, type Unlike } from '../store/scratch.ts';
import { reasonOf } from './command.ts';

export type Difference = {
  table: string;
  key: Record<string, unknown>;
  /** `missing`: on record and not in the table; `unrecorded`: the other way round. */
  because: 'missing' | 'unrecorded' | 'changed';
  /** Those that are not as recorded. */
  columns: string[];
};

export type Replayed = {
  acts: number;
  /** Acts this program cannot do again. */
  undone: { seq: string; command: string; because: string }[];
  differences: Difference[];
};

const PAGE = 500;
/** More of one kind help nobody. */
const MOST = 20;

type Sealed = { seq: string; at: Date; command: string; body_id: string | null; detail: string };

/** @throws a DatabaseError 42501 when the account may not make the place for it */
export async function replayRecord(url: string, registry: Registry, knowledge: ReferenceData): Promise<Replayed> {
  const keys = new Map(registry.chapters.flatMap(({ facts = {} }) => Object.entries(facts)));
  return inScratch(url, keys, async (scratch) => {
    const undone: Replayed['undone'] = [];
    let acts = 0;
    for (let after = '0'; ; ) {
      const page = await read(scratch, after);
      for (const sealed of page) {
        const events = eventsOf(sealed.detail);
        if (events.length === 0) continue;
        acts += 1;
        await again(scratch, registry, knowledge, sealed, events).catch((error: unknown) => {
          undone.push({ seq: sealed.seq, command: sealed.command, because: reasonOf(error) });
        });
      }
      if (page.length < PAGE) break;
      after = page.at(-1)!.seq;
    }
    return { acts, undone: undone.slice(0, MOST), differences: (await scratch.unlike(MOST)).map(difference) };
  });
}

const read = ({ tx }: Scratch, after: string): Promise<Sealed[]> =>
  tx.$queryRaw<Sealed[]>`
    select seq::text as seq, at, command, body_id, detail from public.audit a
    where a.seq > ${after}::bigint and outcome = 'done' order by a.seq limit ${PAGE}`;

function again(
  { tx, attempt }: Scratch,
  registry: Registry,
  knowledge: ReferenceData,
  { at, body_id, seq }: Sealed,
  events: readonly DomainEvent[],
): Promise<void> {
  let made = 0;
  const newId = (): string => {
    made += 1;
    return `${seq}-${made}`;
  };
  const world = { now: at, calendar: knowledge.calendar(), settings: knowledge.settings(body_id, at), newId };
  return attempt(async () => void (await applyEvents(tx, registry, events, world)));
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What happened, with its instants; an act of the command line, or one that changed nothing, has none. */
function eventsOf(detail: string): DomainEvent[] {
  const revive = (_key: string, value: unknown): unknown =>
    typeof value === 'string' && instant.test(value) ? new Date(value) : value;
  const { facts } = JSON.parse(detail, revive) as { facts?: { events?: DomainEvent[] } | null };
  return Array.isArray(facts?.events) ? facts.events : [];
}

function difference({ table, key, expected, found }: Unlike): Difference {
  const because = expected === null ? 'unrecorded' : found === null ? 'missing' : 'changed';
  const names = because === 'changed' ? Object.keys({ ...expected, ...found }) : [];
  return { table, key, because, columns: names.filter((name) => !alike(expected![name], found![name])) };
}

const alike = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
