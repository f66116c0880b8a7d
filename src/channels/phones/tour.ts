import type { Language } from '../../kernel/person.ts';
import type { PhonesParts } from './parts.ts';

export async function tour(_parts: PhonesParts, _language: Language): Promise<unknown[]> {
  return [];
}
