// Approved templates: which one a message goes by, what its parameters take, and whether that still fits what Zalo has.
import { z } from 'zod';
import { cutCodePoints } from '../../kernel/fold.ts';
import { plainForm, TIME_LENGTH, timeValues } from '../../kernel/forms.ts';
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
        type: z.string().optional(),
        maxLength: z.coerce.number().int().optional(),
      }),
    )
    .default([]),
  price: z.coerce.number().optional(),
  price_sdt: z.coerce.number().optional(),
  price_uid: z.coerce.number().optional(),
});

type Declared = z.infer<typeof declared>;
type Param = Partial<Declared['listParams'][number]>;

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
/** Cut, these would say something else. */
const whole: readonly string[] = [...timeValues, 'code'];

const takesTime = ({ type = '' }: Param): boolean => /date|time/i.test(type);
const takesNumber = ({ type = '' }: Param): boolean => /number|int|amount|currency|money/i.test(type);

/** How Zalo takes times. */
const written = /^(\d{2}:\d{2}|(\d{2}:\d{2} )?\d{2}\/\d{2}\/\d{4})$/;

/** A value as the parameter takes it; undefined where it may be left out. @throws NoTemplate where it does not fit */
function fitting(value: string, words: string, param: Param): string | undefined {
  const { maxLength: max = USUAL_LENGTH } = param;
  if (words === '') {
    if (!takesTime(param)) return EMPTY;
    if (param.require === false) return undefined;
    throw new NoTemplate(`there is nothing for ${value}, and the template needs a time`);
  }
  const isWhole = whole.includes(value) || takesTime(param);
  if (isWhole && ([...words].length > max || (takesTime(param) && !written.test(words))))
    throw new NoTemplate(`${value} does not fit the template, and is not cut`);
  if (takesNumber(param) && !/^\d+$/.test(words)) throw new NoTemplate(`${value} is no number`);
  return shortened(words, max);
}

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
      const data = Object.entries(row.params).flatMap(([name, value]) => {
        const param = info?.listParams.find((one) => one.name === name) ?? {};
        const words = fitting(value, values[value] ?? '', param);
        return words === undefined ? [] : [[name, words]];
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
    ...listParams.flatMap((param) => {
      const value = params[param.name];
      if (value !== undefined) return misfit(value, param);
      return param.require === false ? [] : [`needs the parameter ${param.name}`];
    }),
  ];
}

/** What of a parameter cannot take what it is filled with, whatever that is in a message. */
function misfit(value: string, param: Param): string[] {
  const isTime = timeValues.includes(value);
  if (takesTime(param) && !isTime) return [`the parameter ${param.name} takes a time, and is filled with ${value}`];
  if (takesNumber(param)) return [`the parameter ${param.name} takes a number, and is filled with ${value}`];
  const { maxLength = USUAL_LENGTH } = param;
  return isTime && maxLength < TIME_LENGTH
    ? [`the parameter ${param.name} takes ${maxLength} characters, and a time has ${TIME_LENGTH}`]
    : [];
}

const shortened = (words: string, max: number): string =>
  [...words].length > max ? `${cutCodePoints(words, max - 1).trimEnd()}…` : words;

export const sentTemplate = z.object({
  msg_id: identifier.optional(),
  message_id: identifier.optional(),
  quota: z
    .object({
      quota_type: z.string().optional(),
      remainingQuota: z.coerce.number().int().optional().catch(undefined),
    })
    .nullish()
    .catch(undefined),
});
