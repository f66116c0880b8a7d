// Whether the record of every act is as it was written (Điều 8.9).
import { refuse } from '../kernel/decision.ts';
import { text } from '../kernel/text.ts';
import { verifyAudit } from '../store/audit.ts';
import type { CliCommand } from './command.ts';

export const auditVerify: CliCommand = {
  name: 'audit verify',
  usage: 'cli:usage.audit-verify',
  files: 0,
  run: async ({ database }) => {
    const verdict = await verifyAudit(database.pool);
    if (verdict.whole) {
      return { json: verdict, lines: [text('cli:audit.whole', { rows: verdict.rows, head: verdict.head })] };
    }
    const { seq, because } = verdict;
    return { ...refuse('audit', text('cli:refused.audit', { seq, because })), json: verdict };
  },
};
