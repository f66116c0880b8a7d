// Which approved templates messages go by: told once from a file, and again when a template was approved anew.
import { z } from 'zod';
import { refuse } from '../kernel/decision.ts';
import { cleanLine } from '../kernel/fold.ts';
import { formsOf } from '../kernel/forms.ts';
import { type Text, type TextKey, text } from '../kernel/text.ts';
import { chapters } from '../regulation/index.ts';
import { type TemplateRow, writeTemplates } from '../store/templates.ts';
import type { CliCommand } from './command.ts';
import { problemsOf, readJsonFile, withInput } from './json-file.ts';
import { record } from './record.ts';

const forms = formsOf(chapters);

const row = z.strictObject({
  form: z.string(),
  by: z.enum(['phone', 'uid']),
  templateId: z.string().regex(/^\d{1,20}$/, 'cli:json.digits' satisfies TextKey),
  params: z.record(z.string().regex(/^\w{1,60}$/), z.string()),
  answers: z.boolean(),
});

/** The rows, and what is wrong with each; `at` counts from 1. */
function readTemplateRows(given: readonly unknown[]): {
  rows: TemplateRow[];
  wrong: { at: number; because: Text }[];
} {
  const [rows, wrong] = [[] as TemplateRow[], [] as { at: number; because: Text }[]];
  for (const [nth, one] of given.entries()) {
    const parsed = row.safeParse(one, withInput);
    const because = parsed.success ? problemWith(parsed.data, rows) : unread(parsed.error);
    if (because) wrong.push({ at: nth + 1, because });
    else rows.push(parsed.data!);
  }
  return { rows, wrong };
}

function problemWith({ form, by, params, answers }: TemplateRow, before: readonly TemplateRow[]): Text | null {
  const values = forms.get(form);
  if (!values) {
    return text('cli:templates.form', { form: cleanLine(form, 60), known: [...forms.keys()].join(', ') });
  }
  const strange = Object.values(params).find((value) => !values.includes(value));
  if (strange !== undefined) {
    return text('cli:templates.value', { value: cleanLine(strange, 60), form, known: values.join(', ') });
  }
  // Zalo takes fixed buttons only where it addresses a phone number.
  if (answers && by === 'uid') return text('cli:templates.answers', { form });
  return before.some((one) => one.form === form && one.by === by) ? text('cli:templates.twice', { form, by }) : null;
}

const unread = (error: z.ZodError): Text => text('cli:templates.unread', { problems: problemsOf(error) });

export const templatesImport: CliCommand = {
  name: 'templates import',
  usage: 'cli:usage.templates-import',
  files: 1,
  run: async ({ database, texts, now }, [file]) => {
    const { rows, wrong } = readTemplateRows(await readJsonFile(file!, z.array(z.unknown())));
    if (wrong.length > 0) {
      return {
        ...refuse('templates', text('cli:refused.templates', { count: wrong.length })),
        json: { imported: 0, problems: wrong.map(({ at, because }) => ({ at, message: texts.say('vi', because) })) },
        lines: wrong.map(({ at, because }) => text('cli:templates.wrong', { at, because })),
      };
    }
    await database.transaction(async (tx) => {
      await writeTemplates(tx, rows);
      await record(tx, now, { command: 'templates import', facts: { rows } });
    });
    const lacking = [...forms.keys()].filter((form) => !rows.some((one) => one.form === form && one.by === 'phone'));
    return {
      json: { imported: rows.length, lacking },
      lines: [
        text('cli:templates.imported', { count: rows.length }),
        ...(lacking.length > 0 ? [text('cli:templates.lacking', { forms: lacking.join(', ') })] : []),
      ],
    };
  },
};
