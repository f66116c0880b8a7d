// Điều 6.4, 10.1: the letter by which an agency sends somebody in its head's place (PX9), under its own name and seal.
import { refuse } from '../../kernel/decision.ts';
import { hidden } from '../../kernel/fields.ts';
import type { Content } from '../../kernel/sheet.ts';
import { moment, said, type Text, text } from '../../kernel/text.ts';
import { scopeText } from '../meetings/invitation/index.ts';
import { type Issuing, meetingCalled, type Paper, paperOn } from '../papers/index.ts';
import { requestIn } from './answer.ts';
import { gatherMember, meetingField } from './commands.ts';
import type { MemberFacts } from './facts.ts';
import { memberCard, reasonText } from './views.ts';

/** On paper the signer says it himself: nothing is quoted. */
const onPaper = (words: Text): Text => ('said' in words ? said(words.said) : words);

const paragraph = (words: Text) => ({ kind: 'paragraph', words }) as const;

function content({ file, person, seat, standing }: MemberFacts, { body }: Issuing): Content {
  const { meeting } = file;
  const request = requestIn(standing)!;
  const { name = '', post = '', scope } = request.alternate ?? {};
  const values = {
    title: meetingCalled(meeting.title),
    at: moment(meeting.startsAt, 'paper'),
    place: said(meeting.place),
    agency: said(seat?.agency ?? ''),
    person: said(person.fullName),
    post: said(seat?.post ?? ''),
  };
  return {
    kind: null,
    about: text('attendance:letter.about'),
    to: [said(body.name)],
    blocks: [
      paragraph(text('attendance:letter.invited', values)),
      paragraph(
        text('attendance:letter.sends', {
          ...values,
          reason: onPaper(reasonText(request.reason)),
          alternate: said(post === '' ? name : `${name}, ${post}`),
        }),
      ),
      ...(scope ? [paragraph(text('attendance:letter.scope', { scope: scopeText(scope) }))] : []),
      paragraph(
        request.state === 'agreed'
          ? text('attendance:letter.agreed', { at: moment(request.decidedAt, 'day') })
          : text('attendance:letter.asks', { presider: said(file.presider.fullName) }),
      ),
    ],
    copies: [text('attendance:letter.copy')],
    annexes: [],
  };
}

const paper: Paper<MemberFacts> = {
  name: 'attendance.letter',
  article: 'NĐ30',
  kind: 'CV',
  signer: 'member',
  ofAgency: true,
  edition: 'anew',
  signedBy: ({ person }) => person.id,
  refuses: ({ standing, seat }) => {
    const isSent = standing.state === 'asking' || standing.state === 'represented';
    return isSent && seat && requestIn(standing)?.alternate
      ? null
      : refuse('no-proxy', text('attendance:refusal.no-proxy'), { article: '6.4', closes: true });
  },
  content,
};

/** Who sends somebody in his place takes it himself, or an assistant of his does. */
export const letter = paperOn<MemberFacts>(
  {
    word: 'congvancu',
    alias: ['proxyletter'],
    allowed: 'anyone',
    fields: { meeting: meetingField, person: hidden },
    gather: (tx, asking) => gatherMember(tx, asking, false),
    matterOf: ({ standing }) => `request:${requestIn(standing)?.id ?? ''}`,
    card: (facts, { now }, note) => ({ ...memberCard(facts, now), note }),
  },
  paper,
);
