// Runs after `npm ci`: the typed database client is generated, never committed.
import { generateClient } from './prisma/generate.ts';

await generateClient();
