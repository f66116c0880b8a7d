// What the record says of a meeting that was held: who came, who sent somebody, who stayed away. Drawn, never typed (Điều 7.3).
import { said, type Text, text } from '../../../kernel/text.ts';
import { invited, type MeetingFile, type Participant } from '../meeting.ts';

type Attendance = {
  invited: number;
  came: number;
  represented: readonly Participant[];
  away: readonly Participant[];
  /** Of those invited themselves, whom the roll does not name. */
  unmarked: number;
};

/** Of those invited themselves: who came, who sent somebody, who stayed away. */
export function attendanceOf(file: MeetingFile): Attendance {
  const own = invited(file);
  const marked = (rolls: readonly string[]): Participant[] =>
    own.filter(({ roll }) => roll !== null && rolls.includes(roll));
  return {
    invited: own.length,
    came: marked(['present', 'online', 'late']).length,
    represented: marked(['alternate']),
    away: marked(['excused', 'unexcused']),
    unmarked: own.filter(({ roll }) => !roll).length,
  };
}

const names = (of: readonly { name: string }[]): string => of.map(({ name }) => name).join(', ');

/** `whole`: also what the roll still lacks. */
export function attendanceLines(
  {
    invited: all,
    came,
    represented,
    away,
    unmarked,
  }: {
    [K in keyof Attendance]: Attendance[K] extends number ? number : readonly { name: string }[];
  },
  whole: boolean,
): Text[] {
  return [
    ...(unmarked < all ? [text('meetings:record.came', { count: came, all })] : []),
    ...(represented.length > 0 ? [text('meetings:record.represented', { names: said(names(represented)) })] : []),
    ...(away.length > 0 ? [text('meetings:record.away', { names: said(names(away)) })] : []),
    ...(unmarked > 0 && whole ? [text('meetings:record.unmarked', { count: unmarked })] : []),
  ];
}
