// What became of an act, and what the record keeps of it.
import type { Anew, Asking, Command } from '../kernel/command.ts';
import type { Refusal } from '../kernel/decision.ts';
import type { Notice, ReminderStart } from '../kernel/notice.ts';
import type { Capacity } from '../kernel/person.ts';
import type { Printable } from '../kernel/picture.ts';
import type { View } from '../kernel/view.ts';
import type { AuditEntry } from '../store/audit.ts';

/** What became of an act; refusals are values. */
export type Outcome =
  | {
      kind: 'done';
      view: View;
      notices: readonly Notice[];
      reminders: readonly ReminderStart[];
      /** Its card on other people's screens. */
      anew: Anew | null;
      audit: AuditPart | null;
      /** To be handed over besides. */
      prints?: Printable;
    }
  | Barred;

/** Nothing was done. */
export type Barred =
  | { kind: 'refused'; refusal: Refusal; audit: AuditPart }
  | { kind: 'not-permitted'; audit: AuditPart };

/** What the audit row says beyond who, when and where. */
export type AuditPart = Pick<AuditEntry, 'behalfId' | 'bodyId' | 'matter' | 'command' | 'outcome' | 'facts'>;

export const refused = (
  command: Command,
  bodyId: string | null,
  as: Capacity | null,
  args: Asking['args'],
  refusal: Refusal,
): Barred => ({
  kind: 'refused',
  refusal,
  audit: part(command, bodyId, as, 'refused', { args, code: refusal.code, article: refusal.article ?? null }),
});

export const notPermitted = (command: Command, bodyId: string | null, args: Asking['args']): Barred => ({
  kind: 'not-permitted',
  audit: part(command, bodyId, null, 'not-permitted', { args }),
});

export function part(
  command: Command,
  bodyId: string | null,
  as: Capacity | null,
  outcome: AuditPart['outcome'],
  facts: { args: Asking['args'] } & Record<string, unknown>,
): AuditPart {
  return {
    behalfId: as?.behalf?.id ?? null,
    bodyId,
    matter: matterOf(facts.args, naming(command)),
    command: command.name,
    outcome,
    facts: { ...facts, args: keptOf(command, facts.args) },
  };
}

/** Without a table that was brought: what was made of it is on record, not the numbers of everybody in it. */
const keptOf = ({ fields = {} }: Command, args: Asking['args']): Asking['args'] =>
  Object.values(fields).some(({ table }) => table)
    ? Object.fromEntries(Object.entries(args).filter(([name]) => !fields[name]?.table))
    : args;

/** The matter these arguments are about, by the first noun among them. */
export function matterOf(args: Asking['args'], nouns: readonly string[]): string | null {
  for (const name of nouns) if (args[name]) return `${name}:${args[name]}`;
  return null;
}

/** The arguments of a command that name a matter. */
const naming = ({ fields = {} }: Command): string[] =>
  Object.entries(fields).flatMap(([name, { matter }]) => (matter ? [name] : []));
