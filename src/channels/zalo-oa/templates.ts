// Approved templates: which one a message goes by, what its parameters take, and whether that still fits what Zalo has.
import { z } from 'zod';
import { cutCodePoints } from '../../kernel/fold.ts';
import { plainForm } from '../../kernel/forms.ts';
import { said, type Text } from '../../kernel/text.ts';
import type { View } from '../../kernel/view.ts';
import type { TemplateRow } from '../../store/templates.ts';
import type { Words } from '../zalo/numbered.ts';
import { identifier } from '../zalo/wire.ts';
import type { Call } from './api.ts';

/** No approved template fits: nothing was sent. */
export class NoTemplate extends Error {
  override name = 'NoTemplate';
}

/** A message as a form, its values in words. */
export type Brief = { form: string; values: Readonly<Record<string, string>> };

/** A view as its form; one without is a note of all it says. */
export function briefOf(view: View, words: Words): Brief {
  const { form, values } = view.brief ?? { form: plainForm, values: { content: wholeOf(view, words) } };
  const flat = Object.entries(values).map(([name, value]) => [name, words(value).replace(/\s+/g, ' ').trim()]);
  return { form, values: Object.fromEntries(flat) };
}

const wholeOf = ({ heading, lines }: View, words: Words): Text =>
  said([...(heading ? [heading] : []), ...lines].map((line) => words(line).trim()).join('. '));

const declared = z.object({
  status: z.string().optional(),
  listParams: z
    .array(
      z.object({
        name: z.string(),
        require: z.boolean().optional(),
        maxLength: z.coerce.number().int().optional(),
      }),
    )
    .default([]),
  price: z.coerce.number().optional(),
  price_sdt: z.coerce.number().optional(),
  price_uid: z.coerce.number().optional(),
});

type Declared = z.infer<typeof declared>;

/** What is sent: the template, its parameters filled, the price in đồng as far as it is known. */
export type Filled = { templateId: string; data: Record<string, string>; price: number };

export type Templates = {
  /** @throws NoTemplate */
  fill(brief: Brief, by: TemplateRow['by']): Promise<Filled>;
  /** Compares all with what Zalo has on record; gives what does not fit, for the operator. Never throws. */
  check(): Promise<string[]>;
  /** Templates people answer by a fixed button. */
  answered(): Promise<string[]>;
};

/** Where a template's own limit is not known. */
const USUAL_LENGTH = 200;
const EMPTY = '-';

export function openTemplates(read: () => Promise<TemplateRow[]>, call: Call): Templates {
  const known = new Map<string, Declared>();

  const look = async (templateId: string): Promise<Declared> => {
    const found = await call('zbs', '/template/info/v2', { query: { template_id: templateId } }, declared);
    known.set(templateId, found);
    return found;
  };

  return {
    async fill({ form, values }, by) {
      const row = (await read()).find((one) => one.form === form && one.by === by);
      if (!row) throw new NoTemplate(`no template by ${by} for ${form}`);
      if (Object.values(values).every((value) => value === ''))
        throw new NoTemplate('nothing that a template could say');
      // Its limits and price are good to know, and no reason to hold a message back.
      const info = known.get(row.templateId) ?? (await look(row.templateId).catch(() => null));
      const data = Object.entries(row.params).map(([name, value]) => {
        const max = info?.listParams.find((param) => param.name === name)?.maxLength ?? USUAL_LENGTH;
        return [name, shortened(values[value] || EMPTY, max)];
      });
      const price = (by === 'phone' ? info?.price_sdt : info?.price_uid) ?? info?.price ?? 0;
      return { templateId: row.templateId, data: Object.fromEntries(data), price };
    },
    async check() {
      const rows = await read().catch(() => []);
      const found = await Promise.all(
        rows.map(async (row) => {
          const name = `template ${row.templateId} (${row.form} by ${row.by})`;
          try {
            return unfit(row, await look(row.templateId)).map((problem) => `${name}: ${problem}`);
          } catch (error) {
            return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
          }
        }),
      );
      return found.flat();
    },
    async answered() {
      return (await read()).filter(({ answers }) => answers).map(({ templateId }) => templateId);
    },
  };
}

function unfit({ params }: TemplateRow, { status, listParams }: Declared): string[] {
  const names = new Set(listParams.map(({ name }) => name));
  return [
    ...(status !== undefined && status !== 'ENABLE' ? [`is ${status}, not ENABLE`] : []),
    ...Object.keys(params).flatMap((name) => (names.has(name) ? [] : [`has no parameter ${name}`])),
    ...listParams.flatMap(({ name, require }) =>
      require !== false && params[name] === undefined ? [`needs the parameter ${name}`] : [],
    ),
  ];
}

const shortened = (words: string, max: number): string =>
  [...words].length > max ? `${cutCodePoints(words, max - 1).trimEnd()}…` : words;

export const sentTemplate = z.object({ msg_id: identifier.optional(), message_id: identifier.optional() });
