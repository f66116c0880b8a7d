import { type Logger, pino } from 'pino';
import { redactToken } from './channels/redact.ts';

/** Lines of JSON on standard error; whatever is logged, no bot token and no message text leaves in them. */
export const openLog = (level: string): Logger =>
  pino(
    { level, redact: { paths: ['*.text', '*.payload', 'err.on', 'err.payload'], remove: true } },
    { write: (line) => void process.stderr.write(redactToken(line)) },
  );
