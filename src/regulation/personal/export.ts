// SC5: what is kept about somebody, as files he can take along: a workbook to read and JSON for another machine.
import { command } from '../../kernel/command.ts';
import type { Dossier, DossierTable } from '../../kernel/dossier.ts';
import { localPhone, normalisePhone } from '../../kernel/names.ts';
import type { Actor } from '../../kernel/person.ts';
import { plainText, said, type TextKey, text } from '../../kernel/text.ts';
import { actsOf, rowsAbout } from '../../store/personal-data.ts';
import { roleText } from '../committee/index.ts';

type Kept = { rows: Awaited<ReturnType<typeof rowsAbout>>; acts: Awaited<ReturnType<typeof actsOf>> };

const column = (name: 'what' | 'value' | 'at' | 'record'): DossierTable['columns'][number] =>
  plainText(`personal:export.${name}` as TextKey);

function tablesOf({ rows, acts }: Kept, by: Actor): DossierTable[] {
  const own = rows['person']?.[0] ?? {};
  const phone = normalisePhone(String(own['phone'] ?? ''));
  const about: DossierTable['rows'] = [
    [text('personal:part.name'), by.person.fullName],
    [text('personal:part.phone'), phone ? localPhone(phone) : null],
    [text('personal:part.email'), (own['email'] as string | null) ?? null],
    ...by.seats.flatMap((seat) => [
      [roleText(seat), seat.post],
      [text('personal:part.agency'), seat.agency],
    ]),
    ...by.leaders.map(({ person }) => [text('personal:export.assists'), person.fullName]),
    ...(rows['account'] ?? []).map(({ channel, display_name, linked_at, consent_version }) => [
      text('personal:export.account', { channel: said(String(channel)), version: String(consent_version) }),
      said([display_name, linked_at].filter(Boolean).join(' · ')),
    ]),
  ];
  const others = Object.entries(rows).filter(([table]) => table !== 'person' && table !== 'account');
  return [
    { name: text('personal:export.about'), columns: [column('what'), column('value')], rows: about },
    {
      name: text('personal:export.records'),
      columns: [column('record'), column('value')],
      rows: others.flatMap(([table, kept]) => kept.map((row) => [said(table), said(JSON.stringify(row))])),
    },
    {
      name: text('personal:export.acts'),
      columns: [column('at'), column('what')],
      rows: acts.map(({ at, command, matter, outcome }) => [
        at.toISOString(),
        said([command, matter, outcome].filter(Boolean).join(' · ')),
      ]),
    },
  ];
}

const dossierOf = (kept: Kept, by: Actor): Dossier => ({
  title: text('personal:export.title', { name: by.person.fullName }),
  tables: tablesOf(kept, by),
  whole: { person: by.person.fullName, ...kept },
});

export const exporting = command<Record<string, never>, Kept, never>({
  name: 'personal.export',
  word: 'laydulieu',
  alias: ['exportdata'],
  article: '1.2',
  allowed: 'anyone',
  // No assistant takes along what is kept about his leader, and nobody what is kept about another.
  personal: true,
  gather: async (tx, { by }) => ({
    bodyId: null,
    facts: { rows: await rowsAbout(tx, by.person.id), acts: await actsOf(tx, by.person.id) },
  }),
  dossier: (kept, { by }) => dossierOf(kept, by),
  show: () => ({ heading: text('personal:export.heading'), lines: [text('personal:export.files')] }),
});
