// What was said beside an act and is an act of its own: kept until the first is done, then asked about.

import type { Command } from '../kernel/command.ts';
import type { Meant } from '../kernel/meant.ts';
import { type Slots, understand } from '../understanding/index.ts';
import { ask, go, labelOf } from './advance.ts';
import { type Conversation, fromWords, thenWords } from './conversation.ts';
import { type Question, understandAnswer } from './questions.ts';
import type { Answer, Handling } from './road.ts';

/** "Tôi vắng, ý kiến: thống nhất": the opinion is here and waits for one tap, below what became of the absence. */
export async function withThen(h: Handling, { args }: Conversation, answer: Answer): Promise<Answer> {
  const words = args[thenWords];
  if (words === undefined || answer.audit?.outcome !== 'done') return answer;
  const { registry, grammars } = h.road;
  const [, intent = ''] = /^([^:]*):/.exec(words) ?? [];
  const said = words.slice(intent.length + 1);
  // About the same matter: an opinion beside leave is that on the meeting, whatever else he is asked for.
  const about = registry.nouns.filter((noun) => args[noun] !== undefined);
  const meaning = registry.meanings
    .get(intent)
    ?.find(({ command: { fields = {} } }) => about.some((noun) => Object.hasOwn(fields, noun)));
  if (!meaning) return answer;
  const { command } = meaning;
  const { readings } = understand(grammars, said, { names: [], offices: [], posts: [] });
  const [told] = readings.flatMap(({ intent: said, slots }) => {
    const meant = command.means?.find((one) => one.intent === said);
    return meant ? [{ ...meant.args, ...filledBy(h, command, meant, slots) }] : [];
  });
  const same = Object.entries(args).filter(([name]) => command.fields?.[name] && !name.startsWith('.'));
  const gathers = Object.entries(command.fields ?? {}).find(([, field]) => field.collect);
  if (!gathers) return answer;
  const [name, field] = gathers;
  const begun: Conversation = {
    id: h.world.newId(),
    accountId: h.by.account!.id,
    command: command.name,
    args: { ...Object.fromEntries(same), ...told, [fromWords]: 'filled' },
    asking: name,
    typed: [],
    typedAt: h.written,
    askedAt: h.written,
    parts: [{ text: said }],
    origin: null,
    originView: null,
  };
  const question: Question = { name, field, options: [], about: null, example: null, problem: null };
  const below =
    told && Object.keys(told).length > 0
      ? await ask({ ...h, open: null }, command, begun, question)
      : await go(
          { ...h, open: null },
          command,
          { ...begun, args: { ...begun.args, [name]: JSON.stringify(begun.parts) }, parts: [] },
          false,
        );
  return below.view ? { ...answer, elsewhere: [{ place: h.place, view: below.view }] } : answer;
}

/** "Được 80% rồi": the figure of it; its words are gathered as they are. */
function filledBy(h: Handling, { fields = {} }: Command, { fills = {} }: Meant, slots: Slots): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const [name, slot] of Object.entries(fills)) {
    const [field, words] = [fields[name], slots[slot]];
    if (words === undefined || !field?.ask || field.collect) continue;
    const answer = understandAnswer(field, [], { text: words, files: [] }, { ...h.world, now: h.written }, labelOf(h));
    if ('value' in answer) filled[name] = answer.value;
  }
  return filled;
}
