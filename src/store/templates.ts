// Which approved template a kind of message goes by: data of the operator.
import type { Pool } from 'pg';
import type { Transaction } from './transaction.ts';

export type TemplateRow = {
  form: string;
  /** By what people are addressed. */
  by: 'phone' | 'uid';
  templateId: string;
  /** The template's parameters, each with the name of the value it is filled with. */
  params: Readonly<Record<string, string>>;
  /** It has the two fixed buttons of a quick-response template. */
  answers: boolean;
};

export async function readTemplates(pool: Pool): Promise<TemplateRow[]> {
  const { rows } = await pool.query<TemplateRow>(
    `select form, by, template_id as "templateId", params, answers from message_template order by form, by`,
  );
  return rows;
}

/** All templates at once: those not named any more are no longer used. */
export async function writeTemplates(tx: Transaction, rows: readonly TemplateRow[]): Promise<void> {
  await tx.messageTemplate.deleteMany({});
  await tx.messageTemplate.createMany({ data: rows.map((row) => ({ ...row, params: { ...row.params } })) });
}
