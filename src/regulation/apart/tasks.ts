// How a task is kept apart (Điều 10.4): what it says, and what was reported on it; read by those who may see it.
import type { ApartKind } from '../../kernel/apart.ts';
import { capacityOf } from '../../kernel/person.ts';
import { findTask, taskNoun } from '../tasks/index.ts';

export const taskApart: ApartKind = {
  find: async (tx, asking, named) => {
    const facts = await taskNoun.load(tx, named, asking, false);
    const isHis =
      facts && (taskNoun.sees(facts, asking.by) || capacityOf(asking.by, facts.task.bodyId, ['clerk'], false));
    if (!isHis) return null;
    const { id, bodyId, code, apart = null } = facts.task;
    return { id, bodyId, code, level: apart };
  },
  contentOf: async (tx, id, level) => {
    const task = await findTask(tx, id);
    if (!task) throw new Error(`no task ${id}`);
    const reports = await tx.taskReport.findMany({ where: { taskId: id }, orderBy: { at: 'asc' } });
    const files = reports.flatMap((report) => report.files);
    if (level === 'papers') return { title: '', words: [], files };
    const said = [
      task.product,
      task.source,
      task.embeddedIn,
      task.remedy?.plan?.words,
      ...reports.map(({ text }) => text),
    ];
    return { title: task.title, words: said.flatMap((words) => words || []), files };
  },
  covered: (taskId, { level, called, person, at }) => {
    const event = { type: 'tasks.covered' as const, taskId, level, called, by: person, at };
    return event;
  },
};
