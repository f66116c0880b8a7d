// The script of a live page, as it lies beside, and where it and its mark stand.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deskPath } from '../kernel/desk.ts';

export const script = readFileSync(join(import.meta.dirname, 'live.js'));
/** Changes with its bytes, so that browsers may keep it. */
export const scriptPath = `${deskPath}/live-${createHash('sha256').update(script).digest('hex').slice(0, 12)}.js`;
export const markPath = `${deskPath}/dau`;
