import type { Language } from '../kernel/person.ts';
import type { Shown } from './block.ts';
import { kindOf } from './kinds.ts';
import type { PhonesParts } from './parts.ts';
import { sayDayOf, shortTime } from './times.ts';

/** A message with its times in words, as the page gets it. */
export const toPageMessage = (say: PhonesParts['say'], language: Language, message: Shown) => ({
  ...message,
  look: kindOf(message.channel).look,
  day: sayDayOf(say, language, message.at),
  time: shortTime(message.at),
});
