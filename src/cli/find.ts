// Searches the records of a body, whatever the year, and of the bodies before it (AR5, Điều 8.9).
import { refuse } from '../kernel/decision.ts';
import type { Actor } from '../kernel/person.ts';
import { moment, text } from '../kernel/text.ts';
import { chapters } from '../regulation/index.ts';
import { bodyNamed } from './bodies.ts';
import type { CliCommand } from './command.ts';

/** Who runs the machine reads what the office of the body may. */
const office = (bodyId: string): Actor => {
  const person = { id: '', fullName: 'cli', language: 'vi' as const };
  const seat = { id: '', bodyId, code: '', role: 'secretariat' as const, post: '', agencyId: null, agency: '', person };
  return { person, account: null, seats: [seat], leaders: [], actingIn: [] };
};

export const find: CliCommand = {
  name: 'find',
  usage: 'cli:usage.find',
  files: 1,
  options: { body: { type: 'string' } },
  run: async ({ database, knowledge, now, newId, ...around }, [words = ''], { body: code }) =>
    database.transaction(async (tx) => {
      const body = await bodyNamed(tx, { database, knowledge, now, newId, ...around }, code as string | undefined);
      if ('agreed' in body) return body;
      const world = { now, calendar: knowledge.calendar(), settings: knowledge.settings(body.id), newId };
      const asking = { ...world, by: office(body.id), args: {} };
      const found = [];
      for (const { searches } of chapters) found.push(...((await searches?.(tx, asking, words)) ?? []));
      if (found.length === 0) return refuse('nothing-found', text('search:none'));
      return {
        json: found.map(({ at, what }) => ({ at: at.toISOString(), what: around.texts.say('vi', what) })),
        lines: found.map(({ at, what }, nth) => text('search:line', { number: nth + 1, what, day: moment(at, 'day') })),
      };
    }),
};
