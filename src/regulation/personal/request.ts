// SC5: what somebody may ask about the data kept about him, and what follows (Luật 91/2025/QH15, NĐ 356/2025/NĐ-CP).
import { type Refused, refuse } from '../../kernel/decision.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { localPhone, maskAddress, maskPhone, normalisePhone } from '../../kernel/names.ts';
import { said, type Text, text } from '../../kernel/text.ts';

/** What may be corrected; the office enters the first three by its yes, the others with the roster. */
export const parts = ['name', 'phone', 'email', 'post', 'agency', 'other'] as const;
export type Part = (typeof parts)[number];

/** The column of the person it corrects. */
export const columns = { name: 'fullName', phone: 'phone', email: 'email' } as const;
export const isEntered = (part: Part | undefined): part is keyof typeof columns =>
  part !== undefined && part in columns;

export type DataRequest =
  | { kind: 'correct'; part: Part; value: string }
  | { kind: 'erase'; part?: never; value?: never };

const address = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$/;

/** The right value, as it is kept. */
export function readValue(part: Part, typed: string): string | Refused {
  const wrong = (what: 'phone' | 'email'): Refused =>
    refuse(`bad-${what}`, text(`personal:refusal.bad-${what}`), { field: 'value' });
  if (part === 'phone') return normalisePhone(typed) ?? wrong('phone');
  const value = cleanLine(typed, 200);
  return part === 'email' && !address.test(value) ? wrong('email') : part === 'email' ? value.toLowerCase() : value;
}

/** No telephone number or address stands in a message as it is. */
export const shownValue = (part: Part, value: string): Text =>
  said(part === 'phone' ? maskPhone(value) : part === 'email' ? maskAddress(value) : value);

/** Ways of writing what belongs to him alone. */
export const writings = (values: readonly (string | null | undefined)[]): string[] => [
  ...new Set(
    values.flatMap((value) => {
      if (!value) return [];
      const phone = normalisePhone(value);
      return phone ? [value, phone, localPhone(phone), `+${phone}`] : [value];
    }),
  ),
];
