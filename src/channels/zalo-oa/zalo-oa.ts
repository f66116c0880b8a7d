// One Official Account, two channels: `zalo-oa` to people's accounts, `zalo-zbs` to phone numbers in approved forms.
import { z } from 'zod';
import { days, hours, minutes } from '../../kernel/time.ts';
import type { Channel } from '../channel.ts';
import { fetchFile } from '../zalo/fetch-file.ts';
import { MAX_TEXT, wordsIn } from '../zalo/numbered.ts';
import { identifier } from '../zalo/wire.ts';
import { type Account, accountOf, healthNow, refuse, watched, type ZaloOaOptions } from './parts.ts';
import { MAX_BUTTONS, type Rendered, render } from './render.ts';
import { keeper, keepInOrder, listen, reconcile, repeat } from './rounds.ts';
import { costOf, sendByPhone, sendByUser, sendFreely } from './send.ts';
import { type Brief, briefOf } from './templates.ts';
import { webhook } from './webhook.ts';

export type ZaloOaChannels = { oa: Channel<Rendered>; zbs: Channel<{ brief: Brief }> };

/** Free for two days after somebody has written, for money until the seventh, afterwards templates only. */
const WINDOW = { free: hours(48), closes: days(7) };
/** Zalo drops a form that has not reached the phone within two hours, without a word. */
const FORM_LIFE = hours(2);
const interaction = z.object({ last_interaction: identifier.nullish().catch(null) }).nullish();
const profile = z.looseObject({ is_verified: z.unknown(), package_name: z.unknown() }).nullish();

async function isFree({ options: { records, now } }: Account, user: string): Promise<boolean> {
  const heardAt = await records.heardAt(user).catch(() => null);
  return heardAt === null || now().getTime() - heardAt.getTime() <= WINDOW.free;
}

/** A message to somebody's account, with what it cost where that can be said. */
async function sendToUser(account: Account, ...[user, rendered, how = {}]: Parameters<Channel<Rendered>['send']>) {
  const { sender, bought, options } = account;
  if (how.brief) return sendByUser(sender, user, rendered, how);
  const { quotas, way, remain, ...sent } = await sendFreely(sender, user, rendered, how);
  if (remain !== undefined) bought.heard(remain);
  // By the older address nothing is said of what a message was paid with.
  const isGuessed = way === 'v2' && quotas.every((one) => one === null);
  if (isGuessed && (await isFree(account, user))) return sent;
  const charge = costOf(quotas, options.csPrice);
  return charge ? { ...sent, charge } : sent;
}

const limitsOf = ({ options: { rate = 20 } }: Account): Channel['limits'] => ({
  perSecond: rate,
  chatGap: 1_000,
  groupGap: 1_000,
  isGroup: () => false,
});

function toAccounts(account: Account): Channel<Rendered> {
  const { options, call, ways, mayShow, means, bought, told } = account;
  const { texts, apiRoot, now, every } = options;
  return {
    name: 'zalo-oa',
    // A chat opens; words cannot be carried along.
    opens: async () => `https://zalo.me/${options.oaId}`,
    capabilities: {
      edits: false,
      get buttons() {
        return mayShow(ways.known());
      },
      maxButtons: MAX_BUTTONS,
      maxText: MAX_TEXT,
      window: WINDOW,
      receipts: true,
      formLife: FORM_LIFE,
    },
    limits: limitsOf(account),
    classify: means,
    render: (view, language, encode) => render({ texts, buttons: options.buttons !== 'no' }, view, language, encode),
    send: (...message) => watched(account, () => sendToUser(account, ...message)),
    edit: cannotEdit,
    fetchFile: (ref, maxBytes, signal = AbortSignal.timeout(120_000)) => fetchFile(ref, { apiRoot }, maxBytes, signal),
    async probe() {
      await call('oa', '/v2.0/oa/getoa', {}, profile);
    },
    async acknowledge() {},
    async lastHeard(user) {
      const found = await call('oa', '/v3.0/oa/quota/message', { body: { user_id: user } }, interaction);
      const at = new Date(Math.min(Number(found?.last_interaction), now().getTime()));
      return Number.isNaN(at.getTime()) || at.getTime() === 0 ? null : at;
    },
    left: bought.left,
    start: (_receive, signal) => repeat(every?.token ?? minutes(1), signal, () => keepInOrder(account)),
    health: () => healthNow(account, told.now()),
    webhook: (receive) =>
      webhook({ keys: options, keep: keeper(account, receive), heard: told.heard, refused: () => refuse(account) }),
  };
}

function toPhones(account: Account, probe: Channel['probe']): Channel<{ brief: Brief }> {
  const { options, means, sender, forms, asking } = account;
  const { texts, every, elect } = options;
  return {
    name: 'zalo-zbs',
    capabilities: {
      edits: false,
      buttons: false,
      maxText: MAX_TEXT,
      filesIn: false,
      briefsOnly: true,
      receipts: true,
      formLife: FORM_LIFE,
    },
    limits: limitsOf(account),
    classify: means,
    render: (view) => ({ brief: briefOf(view, wordsIn(texts, 'vi')) }),
    send: (phone, rendered, how = {}) => watched(account, () => sendByPhone(sender, forms.heard, phone, rendered, how)),
    edit: cannotEdit,
    async fetchFile() {
      throw new RangeError('no files come by templates');
    },
    probe,
    left: forms.left,
    async acknowledge() {},
    start: (receive, signal) =>
      elect(async (lost) => {
        await Promise.all([
          repeat(every?.answers ?? minutes(5), lost, () => reconcile(account, receive, lost)),
          repeat(every?.chats ?? minutes(10), lost, () => listen(account, receive, lost)),
        ]);
      }, signal),
    health: () => healthNow(account, asking.now()),
  };
}

export function openZaloOa(options: ZaloOaOptions): ZaloOaChannels {
  const account = accountOf(options);
  const oa = toAccounts(account);
  return { oa, zbs: toPhones(account, oa.probe) };
}

async function cannotEdit(): Promise<never> {
  throw new RangeError('Zalo cannot change a message');
}
