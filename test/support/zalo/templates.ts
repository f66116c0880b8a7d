// The templates of scripts/templates/vi-du.json as Zalo has approved them, after docs/zalo-templates.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TemplateRow } from '../../../src/store/templates.ts';
import type { Template, TemplateParam } from './wire.ts';

const file = join(import.meta.dirname, '..', '..', '..', 'scripts', 'templates', 'vi-du.json');

export const templateRows = JSON.parse(readFileSync(file, 'utf8')) as TemplateRow[];

const limits: Readonly<Record<string, number>> = { ten: 30, nguoi: 30, ma: 30, de_nghi: 30 };
const times = ['thoi_gian', 'han'];
const paramOf = (name: string): TemplateParam =>
  times.includes(name) ? { name, type: 'DATE', maxLength: 20 } : { name, maxLength: limits[name] ?? 200 };
const decision = ['Đồng ý', 'Không đồng ý'];
const attendance = ['Tham dự', 'Không tham dự'];
const stances = ['Thống nhất', 'Không thống nhất'];
const responsesOf: Readonly<Record<string, string[]>> = { 'attendance.request': decision, 'rounds.asked': stances };

/** Every parameter stands in the text, by its own name. */
export const approvedTemplates: readonly Template[] = templateRows.map(({ form, by, templateId, params, answers }) => ({
  id: templateId,
  body: Object.keys(params)
    .map((name) => (name === 'noi_dung' ? '<noi_dung>' : `${name}: <${name}>`))
    .join('\n'),
  params: Object.keys(params).map(paramOf),
  byUid: by === 'uid',
  ...(answers && { responses: responsesOf[form] ?? attendance }),
}));
