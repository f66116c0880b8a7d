// Điều 9.3: the card of a round as each may see it, and the synthesis by question and member.
import { nameIn } from '../../kernel/matter.ts';
import type { Looking } from '../../kernel/noun.ts';
import { type Actor, type PersonCard, personsOf } from '../../kernel/person.ts';
import { moment, quoted, said, type Text, text } from '../../kernel/text.ts';
import { type Brief, type Choice, choice, offer, press, type View } from '../../kernel/view.ts';
import { sourceText } from '../attendance/index.ts';
import { stances } from '../opinions/index.ts';
import { remarks, stampOf } from './decide.ts';
import {
  askedIn,
  closesAt,
  isAsked,
  isOffice,
  isOutstanding,
  mayRead,
  owing,
  type RoundFacts,
  type Slip,
  slipsOf,
} from './round.ts';

const question = ({ row }: RoundFacts, item: number): Text =>
  row.data.questions.length === 1
    ? text('rounds:card.question', { question: said(row.data.questions[0]!) })
    : text('rounds:card.numbered', { number: item, question: said(row.data.questions[item - 1] ?? '') });

const stance = ({ given }: Pick<Slip, 'given'>): Text =>
  given === null ? text('rounds:slip.silent') : text(`opinions:stance.${given.stance}`);

/** Whose slips a reader looks at: his own, or those of the leader he assists. */
const readerOf = (facts: RoundFacts, by: Actor): PersonCard | null =>
  personsOf(by).find(({ id }) => isAsked(facts, id)) ?? null;

/** Who asks in the chair's name: whoever opened it, though another leads by now; before that, whoever leads. */
function byChair({ row: { data }, around: { lead } }: RoundFacts): Text {
  const asks = data.openedBy ?? {
    name: (lead.acting ?? lead.chair)?.person.fullName ?? '',
    acting: lead.acting !== null,
  };
  return text(asks.acting ? 'rounds:card.by-acting' : 'rounds:card.by-chair', { name: asks.name });
}

export function cardLines(facts: RoundFacts, { by }: Looking): Text[] {
  const { row } = facts;
  const { askedBy, questions, asked, shown } = row.data;
  const reader = readerOf(facts, by);
  const slips = reader ? slipsOf(facts, reader.id) : [];
  const isClosed = row.state !== 'open' && (isOffice(facts, by) || mayRead(facts, by));
  const lines: Text[] = [
    quoted(row.title),
    ...(row.data.verdict ? [text(`rounds:verdict.${row.data.verdict}`)] : []),
    askedBy === null ? byChair(facts) : text('rounds:card.by-deputy', { name: nameIn(facts, askedBy) }),
  ];
  for (const nth of questions.keys()) {
    const slip = slips.find(({ item }) => item === nth + 1);
    lines.push(question(facts, nth + 1));
    if (isClosed && facts.beside.length > 0) lines.push(figures(facts, nth + 1));
    if (slip?.given) lines.push(text('rounds:card.own', { stance: stance(slip), at: moment(slip.given.at) }));
    if (slip?.given && slip.given.text !== '')
      lines.push(text('rounds:card.words', { words: quoted(slip.given.text) }));
    if (slip?.draft) {
      const { stance: drafted, text: words, by: staff } = slip.draft;
      const values = { by: staff, stance: text(`opinions:stance.${drafted}`), words: quoted(words) };
      lines.push(text('rounds:card.drafted', values));
    }
  }
  if (row.files.length > 0) lines.push(text('rounds:card.papers', { count: row.files.length }));
  const names = (ids: readonly string[]): string => ids.map((id) => nameIn(facts, id)).join(', ');
  if (facts.beside.length === 0) {
    const consulted = asked.filter(({ must }) => !must).map(({ person }) => person);
    lines.push(text('rounds:card.asked', { count: asked.length - consulted.length }));
    if (consulted.length > 0) lines.push(text('rounds:card.consulted', { names: names(consulted) }));
    lines.push(text(shown ? 'rounds:card.shown' : 'rounds:card.hidden'));
  } else if (isOffice(facts, by) || mayRead(facts, by)) {
    const { must, outstanding } = owing(facts);
    if (!isClosed)
      lines.push(text('rounds:card.figures', { given: must.length - outstanding.length, must: must.length }));
    if (outstanding.length > 0 && !row.data.verdict)
      lines.push(text('rounds:card.outstanding', { names: names(outstanding) }));
    const unanswered = remarks(facts.beside).filter(({ handling }) => handling === null).length;
    if (row.state !== 'open' && unanswered > 0 && isOffice(facts, by))
      lines.push(text('rounds:card.unexplained', { count: unanswered }));
  }
  return lines;
}

/** The three answers of a slip; to several questions agreement may be one tap, the rest is asked question by question. */
export function answerChoices(facts: RoundFacts, person: string, by: Actor, now: Date): Choice[] {
  const slips = slipsOf(facts, person);
  const missing = slips.filter(({ given }) => given === null);
  const open = facts.row.state === 'open' && now < closesAt(facts);
  const on = { round: facts.row.id, ...(person !== by.person.id && { person }) };
  if (missing.length === 0) return open ? [choice(text('rounds:choice.change'), press('rounds.answer', on))] : [];
  const [only] = missing.length === 1 ? missing : [];
  const count = missing.length;
  const whole = count === slips.length;
  const agreed = only
    ? whole
      ? text('opinions:stance.agree')
      : text('rounds:choice.agree-one', { number: only.item })
    : text(whole ? 'rounds:choice.agree-all' : 'rounds:choice.agree-rest', { count });
  const item: Record<string, string> = only ? { item: String(only.item) } : {};
  return [
    choice(agreed, press('rounds.answer', { ...on, ...(only ? item : { rest: '1' }), stance: 'agree' }), 'good'),
    choice(text('opinions:stance.disagree'), press('rounds.answer', { ...on, ...item, stance: 'disagree' }), 'bad'),
    choice(text('opinions:stance.other'), press('rounds.answer', { ...on, ...item, stance: 'other' })),
  ];
}

export function cardChoices(facts: RoundFacts, { by, now }: Looking): Choice[] {
  const { id, state } = facts.row;
  const reader = readerOf(facts, by);
  const drafted = slipsOf(facts, by.person.id).filter(({ draft }) => draft !== null);
  const answerable = reader !== null && (state === 'open' || state === 'closed');
  return [
    ...(answerable && drafted.length > 0
      ? [choice(text('rounds:choice.send'), press('rounds.send', { round: id, stamp: stampOf(drafted) }), 'good')]
      : []),
    ...(answerable ? answerChoices(facts, reader.id, by, now) : []),
    ...(mayRead(facts, by) && facts.beside.length > 0 ? [offer('rounds.synthesis', { round: id })] : []),
    ...(facts.row.files.length > 0 ? [choice(text('rounds:choice.papers'), press('rounds.open', { round: id }))] : []),
  ];
}

/** Who is asked, or told of the decision, by a template. One question that stands in it can be answered by its buttons. */
export function brief(facts: RoundFacts, { by, now }: Looking): Brief | undefined {
  const { title, code, state, data } = facts.row;
  if (!askedIn(facts).includes(by.person.id)) return undefined;
  const common = { name: said(by.person.fullName), round: said(title), code: said(code) };
  if (data.verdict) {
    const values = { ...common, result: text(`rounds:verdict.${data.verdict}`), reason: quoted(data.answer ?? '') };
    return { form: 'rounds.decided', values };
  }
  if ((state !== 'open' && state !== 'closed') || !isOutstanding(facts, by.person.id)) return undefined;
  const answers = data.questions.length === 1 ? answerChoices(facts, by.person.id, by, now).slice(0, 2) : [];
  return {
    form: 'rounds.asked',
    values: {
      ...common,
      question: said(data.questions.join('; ')),
      answerBy: text('meetings:brief.time', { at: moment(closesAt(facts), 'form') }),
    },
    ...(answers.length > 0 && { answers }),
  };
}

/** One who said something, when, by whom it was entered, and what the secretariat makes of it. */
function remarkLines(facts: RoundFacts, slip: Slip): Text[] {
  const { given, handling, must } = slip;
  if (!given) return [];
  const who = text(must ? 'rounds:synthesis.member' : 'rounds:synthesis.consulted', {
    name: slip.name,
    post: slip.post,
    at: moment(given.at),
    time: text(given.late ? 'rounds:time.late' : 'rounds:time.on-time'),
  });
  return [
    who,
    ...(given.text === '' ? [] : [text('rounds:card.words', { words: quoted(given.text) })]),
    ...(given.files.length === 0 ? [] : [text('rounds:card.papers', { count: given.files.length })]),
    ...(given.source === 'chat'
      ? []
      : [text('rounds:synthesis.entered', { by: nameIn(facts, given.byId), source: sourceText(given.source) })]),
    ...(handling ? [text(`rounds:handling.${handling.how}`, { words: quoted(handling.words) })] : []),
  ];
}

const namesOf = (slips: readonly Slip[]): string => slips.map(({ name }) => name).join(', ');

/** Of those who must answer it; silence is counted as silence (Điều 9.3). */
function figures({ beside }: RoundFacts, item: number): Text {
  const must = beside.filter((slip) => slip.item === item && slip.must);
  const number = (wanted: string | null) => must.filter(({ given }) => (given?.stance ?? null) === wanted).length;
  const [agree, disagree, other, silent] = [number('agree'), number('disagree'), number('other'), number(null)];
  return text('rounds:synthesis.figures', { must: must.length, agree, disagree, other, silent });
}

/** One question at a time: figures, the reasons grouped by stance, and who has said nothing. */
export function synthesisView(facts: RoundFacts, asked: string | undefined, by: Actor): View {
  const { id, code, state, data } = facts.row;
  const count = data.questions.length;
  const item = Math.min(Math.max(Number(asked) || 1, 1), count);
  const slips = facts.beside.filter((slip) => slip.item === item);
  const silent = slips.filter(({ given }) => given === null);
  const bare = slips.filter((slip) => slip.given?.stance === 'agree' && !remarks(slips).includes(slip));
  const next = count > 1 ? (item % count) + 1 : null;
  return {
    heading: text('rounds:synthesis.heading', { code, item, count }),
    lines: [
      question(facts, item),
      figures(facts, item),
      ...(['agreed', 'agreed-late'] as const).flatMap((key) => {
        const some = bare.filter(({ given }) => given?.late === (key === 'agreed-late'));
        return some.length > 0 ? [text(`rounds:synthesis.${key}`, { names: namesOf(some) })] : [];
      }),
      ...stances.flatMap((one) => {
        const group = slips.filter((slip) => slip.given?.stance === one && !bare.includes(slip));
        return group.length === 0
          ? []
          : [text(`rounds:synthesis.${one}`), ...group.flatMap((slip) => remarkLines(facts, slip))];
      }),
      ...(silent.length > 0 ? [text('rounds:synthesis.silent', { names: namesOf(silent) })] : []),
    ],
    choices: [
      ...(next === null
        ? []
        : [
            choice(
              text('rounds:choice.question', { number: next }),
              press('rounds.synthesis', { round: id, item: String(next) }),
            ),
          ]),
      ...(isOffice(facts, by) && (state === 'closed' || state === 'presented') && remarks(facts.beside).length > 0
        ? [offer('rounds.explain', { round: id })]
        : []),
      choice(text('rounds:choice.back'), press('rounds.open', { round: id })),
    ],
    files: slips.flatMap(({ given }) => given?.files ?? []),
  };
}
