// The Zalo Bot Platform over HTTP, and people with Zalo on their phones.
export { BotPlatform, type PlatformOptions, startBotPlatform } from './bot-platform.ts';
export type { Person } from './person.ts';
export type { ShownMessage } from './wire.ts';
