// The commands of the command line.
import { invite, unlink } from './accounts.ts';
import { archiveExport } from './archive.ts';
import { auditVerify } from './audit.ts';
import { backup, restore } from './backup.ts';
import { bodyCreate } from './bodies.ts';
import { bodyExport, bodyImport } from './body-archive.ts';
import type { CliCommand } from './command.ts';
import { doctor } from './doctor.ts';
import { find } from './find.ts';
import { holidaysImport } from './holidays.ts';
import { list } from './list.ts';
import { paperCheck } from './papers.ts';
import { proofCheck } from './proof.ts';
import { rosterImport } from './roster.ts';
import { settingsSet, settingsShow } from './settings.ts';
import { templatesImport } from './templates.ts';
import { unclear } from './unclear.ts';

export const commands: readonly CliCommand[] = [
  bodyCreate,
  bodyExport,
  bodyImport,
  settingsShow,
  settingsSet,
  rosterImport,
  invite,
  unlink,
  holidaysImport,
  templatesImport,
  doctor,
  auditVerify,
  backup,
  restore,
  archiveExport,
  list,
  find,
  paperCheck,
  proofCheck,
  unclear,
];
