// How a meeting is kept apart (Điều 10.4): what it says, and who may read it: those invited, and those who look after it.
import type { ApartKind } from '../../kernel/apart.ts';
import { capacityOf, personsOf } from '../../kernel/person.ts';
import { loadMeeting, namedMeeting, participantOf } from '../meetings/index.ts';
import { overseers, type Role } from '../roles.ts';

const keepers: readonly Role[] = [...overseers, 'clerk'];

export const meetingApart: ApartKind = {
  find: async (tx, asking, meeting) => {
    const file = await namedMeeting(tx, { ...asking, args: { meeting } });
    if ('agreed' in file) return null;
    const { by } = asking;
    const { meeting: found } = file;
    const isOut = found.state !== 'draft' && found.state !== 'submitted';
    const isInvited = isOut && personsOf(by).some((person) => participantOf(file, person.id) !== null);
    if (!isInvited && !capacityOf(by, found.bodyId, keepers, false)) return null;
    return { id: found.id, bodyId: found.bodyId, code: found.code, level: found.apart ?? null };
  },
  contentOf: async (tx, id, level) => {
    const file = await loadMeeting(tx, id);
    if (!file) throw new Error(`no meeting ${id}`);
    const { meeting, agenda, papers } = file;
    const links = papers.flatMap(({ title, link }) => (link ? [`${title}: ${link}`] : []));
    const files = papers.flatMap(({ fileId }) => fileId ?? []);
    if (level === 'papers') return { title: '', words: links, files };
    const items = agenda.map(({ title, reporter }, nth) => `${nth + 1}. ${title}${reporter ? ` (${reporter})` : ''}`);
    const more = [meeting.requirements, meeting.reminderWords, meeting.urgency, ...Object.values(meeting.report)];
    return { title: meeting.title, words: [...items, ...more.flatMap((words) => words ?? []), ...links], files };
  },
  covered: (meetingId, { level, called, person, at }) => {
    const event = { type: 'meetings.covered' as const, meetingId, level, called, by: person, at };
    return event;
  },
};
