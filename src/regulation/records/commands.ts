// The file of a matter, or of what belongs to no meeting in a year, in the hand of who keeps the records (Điều 8.9).

import type { CaseFile } from '../../kernel/case-file.ts';
import type { Chapter } from '../../kernel/chapter.ts';
import { type Args, type Asking, type Command, command } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { hidden, lineField, numberField } from '../../kernel/fields.ts';
import { bodiesWith } from '../../kernel/person.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import { type Choice, choice, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { bodyCard, bodyNamed } from '../committee/index.ts';
import { type Coded, recordAbout, recordCoded } from '../retention/index.ts';
import { agencyAndTeam, type Role } from '../roles.ts';
import { fileOf, type Wanted } from './filing.ts';

const keepers: readonly Role[] = ['chair', ...agencyAndTeam];

type Taken = { caseFile: CaseFile; acts: number; told: number; others: readonly Choice[] };
/** Several bodies have a record of this code: which one is meant is asked, and nothing is handed over. */
type Asked = { which: readonly Choice[] };

const taken = (one: Taken | Asked): Taken | null => ('caseFile' in one ? one : null);

export function commandsOver(chapters: () => readonly Chapter[]): Command[] {
  const take = async (tx: Transaction, wanted: Wanted, asking: Asking, others: readonly Choice[]): Promise<Taken> => {
    const { record, files, acts, caseFile } = await fileOf(tx, wanted, {
      chapters: chapters(),
      world: asking,
      by: asking.by,
    });
    const { notices } = 'meeting' in record ? record.meeting : 'matter' in record ? record.matter : record.year;
    return { caseFile: caseFile(files), acts, told: notices.length, others };
  };

  const how = {
    article: '8.9',
    allowed: keepers,
    personal: true,
    discloses: true,
    show: (facts: Taken | Asked) => {
      const one = taken(facts);
      if (!one)
        return {
          heading: text('records:which.heading'),
          lines: [text('records:which.line')],
          choices: (facts as Asked).which,
        };
      const { caseFile, acts, told, others } = one;
      const counted = { parts: caseFile.parts.length, files: caseFile.files.length, acts, told };
      const lines: Text[] = [caseFile.about, text('records:taken.counts', counted), text('records:taken.originals')];
      return { heading: caseFile.title, lines, choices: others };
    },
  } as const;

  const one = command<Args, Taken | Asked, never>({
    ...how,
    name: 'records.file',
    word: 'hoso',
    alias: ['file'],
    fields: { record: lineField('records:ask.record', 60) },
    gather: async (tx, asking) => {
      const { args, by } = asking;
      const named = args['record'] ?? '';
      const found = await recordsNamed(tx, bodiesWith(by, keepers), named);
      const [first] = found;
      if (!first) {
        const code = said(named.slice(0, 20));
        return refuse('no-record', text('holds:refusal.no-record', { code }), { field: 'record' });
      }
      if (found.length > 1) {
        const which = found.map(({ about, title }) => choice(said(title), press('records.file', { record: about })));
        return { bodyId: first.bodyId, facts: { which } };
      }
      return { bodyId: first.bodyId, facts: await take(tx, first, asking, []), matters: [first.about] };
    },
    caseFile: (facts) => taken(facts)?.caseFile ?? null,
  });

  const year = command<Args, Taken | Asked, never>({
    ...how,
    name: 'records.year',
    word: 'hosonam',
    alias: ['yearfile'],
    fields: { year: numberField('records:ask.year', 2000, 2100), body: { ...hidden, matter: bodyNamed } },
    gather: async (tx, asking) => {
      const { args, by } = asking;
      const bodies = bodiesWith(by, keepers);
      const bodyId = bodies.find((id) => id === args['body']) ?? bodies[0];
      if (bodyId === undefined) return refuse('no-body', text('committee:refusal.unknown-body'));
      const others: Choice[] = [];
      for (const id of bodies.filter((body) => body !== bodyId)) {
        const { abbreviation } = await bodyCard(tx, id);
        const label = text('records:year.of', { year: args['year'] ?? '', body: said(abbreviation) });
        others.push(choice(label, press('records.year', { year: args['year'] ?? '', body: id })));
      }
      return { bodyId, facts: await take(tx, { bodyId, year: Number(args['year']) }, asking, others) };
    },
    caseFile: (facts) => taken(facts)?.caseFile ?? null,
  });
  return [one, year];
}

/** By its code in each of these bodies, or by its name as a button brings it (`meeting:<id>`). */
async function recordsNamed(
  tx: Transaction,
  bodyIds: readonly string[],
  named: string,
): Promise<(Coded & { bodyId: string })[]> {
  const found: (Coded & { bodyId: string })[] = [];
  const about = named.includes(':') ? await recordAbout(tx, named) : null;
  for (const bodyId of bodyIds) {
    const one = await recordCoded(tx, bodyId, about?.code ?? named.trim().toUpperCase());
    if (one && (about === null || one.about === about.about)) found.push({ ...one, bodyId });
  }
  return found;
}
