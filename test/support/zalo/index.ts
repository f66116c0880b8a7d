// Zalo's Official Account, OAuth and templates over HTTP, and people with Zalo on their phones.
export type { Person } from './person.ts';
export { approvedTemplates, templateRows } from './templates.ts';
export type { ShownMessage, Template } from './wire.ts';
export { startZalo, Zalo, type ZaloOptions } from './zalo.ts';
