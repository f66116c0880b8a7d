// Điều 7.3, 8.4, NĐ 30/2020 (Mẫu 1.9): the minutes on paper; the secretary signs on the left, who presided on the right.
import { nameIn } from '../../kernel/matter.ts';
import type { Block, Content } from '../../kernel/sheet.ts';
import { moment, plainText, said, type Text, text } from '../../kernel/text.ts';
import { scopeText } from '../meetings/invitation/index.ts';
import type { Paper } from '../papers/index.ts';
import type { Drawn, MinutesFacts } from './record.ts';

const paragraph = (words: Text): Block => ({ kind: 'paragraph', words });
const heading = (words: Text): Block => ({ kind: 'heading', words });

/** Who came, who sent whom, who stayed away: as the roll has it. */
function attendance({ invited, came, represented, away }: Drawn): Block[] {
  const names = (of: readonly { name: string }[]): string => of.map(({ name }) => name).join(', ');
  return [
    heading(plainText('minutes:printed.attendance')),
    paragraph(text('minutes:printed.came', { came, invited })),
    ...represented.map(({ name, by, scope }) =>
      paragraph(
        scope
          ? text('minutes:printed.represented-scoped', { name, by, scope: scopeText(scope) })
          : text('minutes:printed.represented', { name, by }),
      ),
    ),
    ...(away.length > 0 ? [paragraph(text('minutes:printed.away', { names: names(away) }))] : []),
  ];
}

function content(facts: MinutesFacts): Content {
  const { row, beside, of } = facts;
  const { meeting } = of;
  const drawn = row.data.frozen ?? beside;
  const { opinions, speeches } = drawn;
  const secretary = nameIn(facts, row.ownerId);
  return {
    kind: plainText('minutes:printed.kind'),
    about: said(meeting.title),
    to: [],
    blocks: [
      paragraph(text('minutes:printed.began', { at: moment(meeting.startsAt, 'paper') })),
      paragraph(text('minutes:printed.place', { place: meeting.place })),
      paragraph(text('minutes:printed.presided', { name: drawn.presider })),
      paragraph(text('minutes:printed.wrote', { name: secretary })),
      ...attendance(drawn),
      heading(plainText('minutes:printed.course')),
      ...row.data.course
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => paragraph(said(line))),
      ...speeches.map(({ name, words }) => paragraph(text('minutes:printed.speech', { name, words: said(words) }))),
      ...(opinions.length > 0 ? [heading(plainText('minutes:printed.opinions'))] : []),
      ...opinions.map(({ name, stance, item, words }) =>
        paragraph(
          text(item ? 'minutes:printed.opinion-on' : 'minutes:printed.opinion', {
            name,
            item: said(item ?? ''),
            stance: text(`opinions:stance.${stance}`),
            words: said(words),
          }),
        ),
      ),
      // When it ended nobody has recorded: it is left to be filled in.
      paragraph(plainText('minutes:printed.ended')),
    ],
    copies: [plainText('minutes:printed.copies')],
    annexes: [],
    beside: { authority: plainText('minutes:printed.secretary'), office: '', name: secretary },
    signature: { authority: plainText('minutes:printed.presider'), office: '', name: drawn.presider },
  };
}

export const record: Paper<MinutesFacts> = {
  name: 'minutes.paper',
  article: '7.3',
  kind: 'BB',
  signer: 'chair',
  content,
};
