// Runs after `npm ci`: what is generated is made here, never committed.
import { generateClient } from './prisma/generate.ts';
import { writeTextKeys } from './texts.ts';

writeTextKeys();
await generateClient();
