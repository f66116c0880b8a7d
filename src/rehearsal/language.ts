import type { Context } from 'hono';
import type { Language } from '../kernel/person.ts';

/** The language of the page itself; what a phone shows is in the language of its owner. */
export const languageOf = (context: Context): Language => (context.req.query('lang') === 'en' ? 'en' : 'vi');
