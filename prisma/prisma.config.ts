import { defineConfig } from 'prisma/config';
import { withoutNativeEngine } from '../scripts/prisma/engine.ts';

// For the Prisma CLI used by hand: `npx prisma validate --config prisma/prisma.config.ts`.
withoutNativeEngine();

export default defineConfig({ schema: '.', migrations: { path: 'migrations' } });
