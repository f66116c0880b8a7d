// The commands of the command line.
import { refuse } from '../kernel/decision.ts';
import { text } from '../kernel/text.ts';
import { invite, unlink } from './accounts.ts';
import { auditVerify } from './audit.ts';
import { backup, restore } from './backup.ts';
import { bodyCreate } from './bodies.ts';
import type { CliCommand } from './command.ts';
import { doctor } from './doctor.ts';
import { holidaysImport } from './holidays.ts';
import { rosterImport } from './roster.ts';

/** Declared, so that it is listed and refused in words. */
const absent = (command: Omit<CliCommand, 'run' | 'runAlone'>): CliCommand => ({
  ...command,
  run: async () => refuse('absent', text('cli:refused.absent', { command: command.name })),
});

export const commands: readonly CliCommand[] = [
  bodyCreate,
  rosterImport,
  invite,
  unlink,
  holidaysImport,
  doctor,
  auditVerify,
  backup,
  restore,
  absent({
    name: 'archive export',
    usage: 'cli:usage.archive-export',
    files: 0,
    options: { meeting: { type: 'string' }, out: { type: 'string' } },
    needs: ['meeting', 'out'],
  }),
];
