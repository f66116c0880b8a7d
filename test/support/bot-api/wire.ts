/** The objects of the Bot API as they travel, reduced to what the emulator produces or reads. */

export type Json = Record<string, unknown>;

export interface WireUser {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

/** Offsets and lengths are UTF-16 units, as in Telegram. */
export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
  custom_emoji_id?: string;
}

export interface InlineButton {
  text: string;
  callback_data?: string;
  url?: string;
  style?: string;
  disabled?: Json;
  [field: string]: unknown;
}

export type KeyboardButton = string | { text: string; request_contact?: boolean; [field: string]: unknown };

export interface ReplyMarkup {
  inline_keyboard?: InlineButton[][];
  keyboard?: KeyboardButton[][];
  remove_keyboard?: boolean;
  force_reply?: boolean;
  [field: string]: unknown;
}

export interface Update extends Json {
  update_id: number;
}
