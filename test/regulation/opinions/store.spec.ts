import { afterAll, beforeAll, expect, test } from 'vitest';
import { optionsOf } from '../../../src/bot/questions.ts';
import { permissionFor } from '../../../src/engine/permission.ts';
import { days, hours } from '../../../src/kernel/time.ts';
import { actorOfPerson } from '../../../src/regulation/committee/index.ts';
import { personId } from '../../support/committee.ts';
import { world } from '../attendance/scene.ts';
import { openStage, registry, type Stage, startsAt } from '../attendance/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test('Điều 6.4: cuộc họp đã qua còn nợ ý kiến luôn chọn được, dù trước đó đã họp bao nhiêu lần', async () => {
  const ids = Array.from({ length: 21 }, (_, nth) => `m${String(nth + 1).padStart(15, '0')}`);
  for (const [nth, id] of ids.entries()) {
    await stage.convene(id, { code: `GM-${nth + 20}`, startsAt: new Date(startsAt.getTime() + hours(nth + 1)) });
  }
  const owed = ids.at(-1)!;
  await stage.run('UV01', 'attendance.absent', { meeting: owed, reason: 'health' });
  const now = new Date(startsAt.getTime() + days(7));
  const by = (await actorOfPerson(stage.database.prisma, personId('UV01'), now))!;
  const write = registry.commands.get('opinions.write')!;
  const permission = await permissionFor(stage.database.prisma, write, { ...world(now), by, args: {} });
  const asking = 'asking' in permission ? permission.asking : expect.unreachable();
  const offered = await optionsOf(stage.database.prisma, asking, write.fields!['meeting']!);
  expect(offered.map(({ value }) => value)).toEqual([owed]);
});
