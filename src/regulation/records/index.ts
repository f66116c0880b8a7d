// The file of a matter (Điều 8.9): everything on record about one meeting.
export type { FileOnRecord, MeetingRecord } from './meeting-record.ts';
export { meetingsNamed, type Query, readMeetingRecord } from './store.ts';
