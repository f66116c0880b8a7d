import type { MessageClass, Notice } from '../kernel/notice.ts';
import type { View } from '../kernel/view.ts';

/** What is due to the person who acted, in the chat where he acted. */
export type Reply = {
  key: string;
  channel: string;
  chat: string;
  view: View;
  /** Null for somebody we do not know. */
  personId: string | null;
  accountId: string | null;
  matter?: string;
  /** The message to change instead of sending a new one. */
  edits?: string;
  /**
   * Written as the sender of this process would take it, who is given it once it is committed: unless something of this
   * chat is on its way or comes before it. Of a change only, which can be repeated if this process ends in between.
   */
  leased?: boolean;
};

/** The lower, the sooner. What is below `bulk` answers somebody who waits, and overtakes. */
export const priorities: Record<MessageClass, number> = {
  reply: 0,
  refresh: 1,
  action: 2,
  notice: 3,
  nudge: 4,
  digest: 5,
};

/** A row to be written to the outbox, its recipient still to be found for a notice. */
export type Draft = {
  key: string;
  class: MessageClass;
  priority: number;
  view: View;
  card: string | null;
  matter: string | null;
  urgent: boolean;
  personal: boolean;
  parting: boolean;
  /** To its own recipient a refresh, to those who assist him what its class says. */
  known: boolean;
  expires: string | null;
  person: string | null;
  account: string | null;
  channel: string | null;
  chat: string | null;
  edits: string | null;
  leased: boolean;
};

const blank = {
  urgent: false,
  personal: false,
  parting: false,
  known: false,
  expires: null,
  person: null,
  matter: null,
};
const nowhere = { account: null, channel: null, chat: null, edits: null, leased: false };

export function draftsOfNotice(notice: Notice): Draft[] {
  const { key, view } = notice;
  const first: Draft = {
    ...blank,
    ...nowhere,
    key,
    class: notice.class,
    priority: priorities[notice.class],
    view,
    card: view.card ?? null,
    matter: notice.matter,
    urgent: notice.urgent === true,
    personal: notice.personal === true,
    parting: notice.parting === true,
    known: notice.known === true,
    expires: notice.expiresAt?.toISOString() ?? null,
    person: notice.to,
    ...(notice.group && { ...notice.group, person: null }),
  };
  return withFiles(first, notice.class !== 'refresh');
}

export function draftsOfReply(reply: Reply): Draft[] {
  const { key, view, channel, chat } = reply;
  const first: Draft = {
    ...blank,
    key,
    class: 'reply',
    priority: priorities.reply,
    view,
    card: view.card ?? null,
    matter: reply.matter ?? null,
    person: reply.personId,
    account: reply.accountId,
    channel,
    chat,
    edits: reply.edits ?? null,
    leased: reply.leased === true && reply.edits !== undefined,
  };
  return withFiles(first, true);
}

/**
 * Every file is a message of its own behind the one it belongs to: each then has its own retries, and the message
 * with the buttons stays a text that can be changed.
 */
function withFiles(draft: Draft, sendsFiles: boolean): Draft[] {
  const { files = [], ...view } = draft.view;
  if (files.length === 0) return [draft];
  const text: Draft = { ...draft, view };
  if (!sendsFiles) return [text];
  const closed = view.closed === true ? { closed: true } : {};
  const following = files.map((file): Draft => {
    return {
      ...draft,
      key: `${draft.key}:file:${file}`,
      view: { lines: [], files: [file], ...closed },
      card: null,
      edits: null,
      leased: false,
    };
  });
  return [text, ...following];
}
