// Điều 10.4: before an expert who is a foreigner, or works for a foreign organisation, is invited or seconded, the province's
// Public Security is consulted; number and day of its answer stand on record. Pure.
import type { Field } from '../../kernel/command.ts';
import { choiceField, lineField, pastDayField } from '../../kernel/fields.ts';
import { dayValue, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import type { Day } from '../../kernel/time.ts';

/** The paper in which the Public Security answered. */
export type Consulted = { number: string; day: Day };

export const foreignField = (ask: TextKey): Field<'no' | 'yes'> =>
  choiceField(ask, [
    { value: 'no', label: text('guests:foreign.no'), words: ['khong', 'trong nuoc', 'no'] },
    { value: 'yes', label: text('guests:foreign.yes'), words: ['co', 'nuoc ngoai', 'yes'] },
  ]);

export const consultedFields = {
  number: lineField('guests:ask.number' satisfies TextKey, 60),
  day: pastDayField('guests:ask.day'),
};

export const consultedLine = ({ number, day }: Consulted): Text =>
  text('guests:card.consulted', { number: said(number), day: dayValue(day) });
