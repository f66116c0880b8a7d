/** An answer `{ok: false}` of the Bot API: its HTTP status, its text and its parameters. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: { retry_after?: number; migrate_to_chat_id?: number } | undefined;

  constructor(code: number, description: string, parameters?: Refusal['parameters']) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export const badRequest = (text: string, parameters?: Refusal['parameters']): Refusal =>
  new Refusal(400, `Bad Request: ${text}`, parameters);

export const forbidden = (text: string): Refusal => new Refusal(403, `Forbidden: ${text}`);

export const conflict = (text: string): Refusal => new Refusal(409, `Conflict: ${text}`);

export const tooManyRequests = (seconds: number): Refusal =>
  new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });

/** Telegram's own words where several methods share them (texts of tdlib/telegram-bot-api 10). */
export const refusals = {
  unauthorized: () => new Refusal(401, 'Unauthorized'),
  malformedToken: () => new Refusal(401, 'Unauthorized: invalid token specified'),
  loggedOut: () => new Refusal(400, 'Logged out'),
  unknownMethod: () => new Refusal(404, 'Not Found: method not found'),
  notFound: () => new Refusal(404, 'Not Found'),
  chatNotFound: () => badRequest('chat not found'),
  blocked: () => forbidden('bot was blocked by the user'),
  deactivated: () => forbidden('user is deactivated'),
  neverStarted: () => forbidden("bot can't initiate conversation with a user"),
  migrated: (to: number) => badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: to }),
  kicked: (chatType: string) => forbidden(`bot was kicked from the ${chatType} chat`),
  notModified: () =>
    badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    ),
  queryTooOld: () => badRequest('query is too old and response timeout expired or query ID is invalid'),
  webhookActive: () =>
    conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"),
  otherPoller: () =>
    conflict('terminated by other getUpdates request; make sure that only one bot instance is running'),
  webhookSet: () => conflict('terminated by setWebhook request'),
};
