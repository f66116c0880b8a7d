// Điều 6.3, 6.4, 10.1: a member's written opinion on a meeting as a letter of his own agency, under its own name and seal.
import type { Chapter } from '../../kernel/chapter.ts';
import type { Asking, Gathered } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import type { SeatCard } from '../../kernel/person.ts';
import type { Content } from '../../kernel/sheet.ts';
import { moment, plainText, said, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { loadMeeting, type MeetingFile, meetingField } from '../meetings/index.ts';
import { currentOpinions } from '../opinions/index.ts';
import { type Issuing, meetingCalled, type Paper, paperOn } from '../papers/index.ts';
import { members } from '../roles.ts';

type Opinions = Awaited<ReturnType<typeof currentOpinions>>;
type LetterFacts = { file: MeetingFile; seat: SeatCard; opinions: Opinions };

const paragraph = (words: ReturnType<typeof said> | ReturnType<typeof text>) => ({ kind: 'paragraph', words }) as const;

export function content({ file: { meeting }, seat, opinions }: LetterFacts, { body }: Pick<Issuing, 'body'>): Content {
  const title = meetingCalled(meeting.title);
  return {
    kind: null,
    about: text('letters:about', { title }),
    to: [said(body.name)],
    blocks: [
      paragraph(text('letters:opens', { title, at: moment(meeting.startsAt, 'paper'), agency: said(seat.agency) })),
      ...opinions.flatMap(({ itemTitle, stance, text: words }) => [
        paragraph(
          text('letters:on', {
            topic: itemTitle === null ? plainText('letters:whole') : said(itemTitle),
            stance: text(`opinions:stance.${stance}`),
          }),
        ),
        ...(words === '' ? [] : [paragraph(said(words))]),
      ]),
    ],
    copies: [plainText('letters:copy')],
    annexes: [],
  };
}

const paper: Paper<LetterFacts> = {
  name: 'letters.opinion',
  article: '10.1',
  kind: 'CV',
  signer: 'member',
  ofAgency: true,
  edition: 'anew',
  signedBy: ({ seat }) => seat.person.id,
  refuses: ({ opinions }) =>
    opinions.length > 0 ? null : refuse('no-opinion', text('letters:refusal.no-opinion'), { article: '6.4' }),
  content,
};

async function gather(tx: Transaction, { by, args }: Asking): Promise<Gathered<LetterFacts>> {
  const file = await loadMeeting(tx, args['meeting'] ?? '');
  const seat = by.seats.find(({ bodyId, role }) => bodyId === file?.meeting.bodyId && members.includes(role));
  if (!file || !seat) return refuse('unknown-meeting', text('letters:refusal.no-opinion'), { article: '6.4' });
  return {
    bodyId: seat.bodyId,
    facts: { file, seat, opinions: await currentOpinions(tx, file.meeting.id, by.person.id) },
  };
}

/** Who gave it takes it himself. */
const letter = paperOn<LetterFacts>(
  {
    word: 'congvanykien',
    alias: ['opinionletter'],
    allowed: members,
    fields: { meeting: meetingField(members, ['convened', 'held']) },
    gather,
    matterOf: ({ file, seat }) => `meeting:${file.meeting.id}:${seat.person.id}`,
    card: ({ file, opinions }, _act, note) => ({
      heading: text('letters:heading', { code: said(file.meeting.code) }),
      lines: [text('letters:count', { count: opinions.length, title: said(file.meeting.title) }), ...files(opinions)],
      note,
    }),
  },
  paper,
);

/** Files handed in with it are not printed: they are enclosed by hand. */
function files(opinions: Opinions) {
  const count = opinions.reduce((sum, one) => sum + one.files.length, 0);
  return count > 0 ? [text('letters:files', { count })] : [];
}

export const chapter: Chapter = { name: 'letters', room: 'meetings', articles: ['6.4', '10.1'], commands: [letter] };
