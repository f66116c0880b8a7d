// The only reader of the environment; every wrong value is reported at once.
import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import type { ObjectStoreAddress } from './store/object-store.ts';

const empty = (value: unknown): unknown => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(empty, schema.optional());
const address = 'an address like https://thuky.example.gov.vn is needed';
const url = z.url({ protocol: /^https?$/, error: address }).transform((given) => given.replace(/\/+$/, ''));
const withDefault = <T extends z.ZodType>(schema: T, value: z.input<T>) =>
  z.preprocess((given) => empty(given) ?? value, schema);
const digits = z.string().regex(/^\d+$/, 'digits only');
const number = (min: number, max: number) => {
  const words = `a number from ${min} to ${max} is needed`;
  return z.coerce.number(words).min(min, words).max(max, words);
};
const whole = (min: number, max: number) => {
  const words = `a whole number from ${min} to ${max} is needed`;
  return z.coerce.number(words).int(words).min(min, words).max(max, words);
};
const oneOf = <const T extends readonly string[]>(words: T) => z.enum(words, `one of ${words.join(', ')} is needed`);

const databaseAddress = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'an address like postgresql://user:password@host:5432/database is needed',
});

/** A name, if any, and the address behind it. */
const sender = /^(?:"?([^"<>@\r\n]{0,100}?)"?\s*<)?([^\s@<>"]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)>?$/i;

const environment = z
  .object({
    DATABASE_URL: optional(databaseAddress),
    DATABASE_OWNER_URL: optional(databaseAddress),
    DATA_DIR: withDefault(z.string(), './data'),
    FILES_URL: optional(
      z
        .string()
        .regex(
          /^s3:\/\/[a-z0-9][a-z0-9.-]+(\/[\w./-]*)?\?(.*&)?endpoint=https?:\/\/[^&]+/i,
          'an address like s3://bucket?endpoint=https://minio.example.gov.vn:9000 is needed',
        ),
    ),
    FILES_ACCESS_KEY: optional(z.string()),
    FILES_SECRET_KEY: optional(z.string()),
    STAMP_READER: optional(
      z
        .string()
        .refine((path) => isAbsolute(path) && existsSync(path), 'the whole path of a program that is there is needed'),
    ),
    HOST: withDefault(z.string(), '127.0.0.1'),
    PORT: withDefault(whole(0, 65_535), '3000'),
    PUBLIC_URL: optional(url),
    MONITOR_HOSTS: optional(
      z
        .string()
        .regex(
          /^[a-z0-9.-]+(\s*,\s*[a-z0-9.-]+)*$/i,
          'names like monitor.example.gov.vn are needed, commas between them',
        )
        .transform((names) => names.toLowerCase().split(/\s*,\s*/)),
    ),
    LOG_LEVEL: withDefault(oneOf(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']), 'info'),
    TELEGRAM_BOT_TOKEN: optional(
      z.string().regex(/^\d+:[\w-]{20,}$/, 'looks like 123456789:AA…, as BotFather gives it'),
    ),
    TELEGRAM_API_ROOT: withDefault(url, 'https://api.telegram.org'),
    TELEGRAM_WEBHOOK_SECRET: optional(z.string().regex(/^[\w-]{16,256}$/, '16 to 256 of A-Z a-z 0-9 _ -')),
    TELEGRAM_RATE: withDefault(number(1, 1_000), '25'),
    ZALO_VERIFIER: optional(
      z
        .string()
        .transform((given) => given.trim().replace(/^zalo_verifier|\.html$/g, ''))
        .pipe(z.string().regex(/^[\w-]{8,100}$/, 'the code in the name of the file zalo_verifier….html')),
    ),
    ZALO_BOT_TOKEN: optional(
      z.string().regex(/^\d+:[\w-]{3,}$/, 'looks like 123456789:abc-xyz, as Zalo Bot Creator gives it'),
    ),
    ZALO_BOT_API_ROOT: withDefault(url, 'https://bot-api.zaloplatforms.com'),
    ZALO_BOT_WEBHOOK_SECRET: optional(z.string().regex(/^[\w-]{16,256}$/, '16 to 256 of A-Z a-z 0-9 _ -')),
    ZALO_OA_ID: optional(digits),
    ZALO_APP_ID: optional(digits),
    ZALO_APP_SECRET: optional(z.string()),
    ZALO_OA_SECRET: optional(z.string()),
    ZALO_OA_REFRESH_TOKEN: optional(z.string()),
    ZALO_OA_API_ROOT: withDefault(url, 'https://openapi.zalo.me'),
    ZALO_OAUTH_ROOT: withDefault(url, 'https://oauth.zaloapp.com'),
    ZALO_ZBS_API_ROOT: withDefault(url, 'https://business.openapi.zalo.me'),
    ZALO_OA_CS_PRICE: withDefault(whole(0, 100_000), 55),
    ZALO_OA_BUTTONS: withDefault(oneOf(['auto', 'yes', 'no']), 'auto'),
    ZALO_OA_MESSAGES: withDefault(oneOf(['auto', 'v3', 'v2']), 'auto'),
    ZALO_OA_CHATS: withDefault(oneOf(['yes', 'no']), 'yes'),
    ZALO_ZBS_ANSWERS: withDefault(oneOf(['get', 'post']), 'get'),
    OPENID_ISSUER: optional(url),
    OPENID_CLIENT_ID: optional(z.string()),
    OPENID_CLIENT_SECRET: optional(z.string()),
    OPENID_NAME: optional(z.string().max(60, 'at most 60 characters, as on a button')),
    SECRET_KEY: optional(z.string().min(32, 'at least 32 characters, of chance')),
    SMTP_URL: optional(
      z.url({ protocol: /^smtps?$/, error: 'an address like smtps://user:password@mail.example.gov.vn:465 is needed' }),
    ),
    MAIL_FROM: optional(
      z
        .string()
        .regex(
          sender,
          'an address like thuky@example.gov.vn is needed, or a name with it: Name <thuky@example.gov.vn>',
        ),
    ),
    MAIL_RATE: withDefault(number(0.1, 100), '2'),
    MAIL_RETURN_SECRET: optional(z.string().regex(/^[\w-]{16,256}$/, '16 to 256 of A-Z a-z 0-9 _ -')),
  })
  .superRefine((given, context) => {
    const wrong = (name: keyof typeof given, message: string): void =>
      context.addIssue({ code: 'custom', path: [name], message });
    if (given.DATABASE_OWNER_URL && !given.DATABASE_URL) {
      wrong('DATABASE_URL', 'needed with DATABASE_OWNER_URL: the account the service works under');
    } else if (given.DATABASE_OWNER_URL && !userOf(given.DATABASE_URL!)) {
      wrong('DATABASE_URL', 'must name its account: postgresql://user:password@host:5432/database');
    }
    if (given.FILES_URL) {
      for (const name of ['FILES_ACCESS_KEY', 'FILES_SECRET_KEY'] as const) {
        if (!given[name]) wrong(name, 'needed with FILES_URL');
      }
    }
    if (given.TELEGRAM_WEBHOOK_SECRET && !given.PUBLIC_URL) {
      wrong('PUBLIC_URL', 'needed with TELEGRAM_WEBHOOK_SECRET: Telegram must know where to call');
    }
    if (given.ZALO_BOT_WEBHOOK_SECRET && !given.PUBLIC_URL) {
      wrong('PUBLIC_URL', 'needed with ZALO_BOT_WEBHOOK_SECRET: Zalo must know where to call');
    }
    if (given.ZALO_BOT_WEBHOOK_SECRET && !given.ZALO_BOT_TOKEN) {
      wrong('ZALO_BOT_TOKEN', 'needed with ZALO_BOT_WEBHOOK_SECRET');
    }
    if (given.OPENID_ISSUER) {
      for (const name of ['OPENID_CLIENT_ID', 'OPENID_CLIENT_SECRET', 'PUBLIC_URL'] as const) {
        if (!given[name]) wrong(name, 'needed with OPENID_ISSUER');
      }
      const { protocol, hostname } = new URL(given.OPENID_ISSUER);
      if (protocol === 'http:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
        wrong('OPENID_ISSUER', 'an https:// address is needed: what it says of people must not be changed on the way');
      }
    }
    if (given.SMTP_URL) {
      if (!given.MAIL_FROM) wrong('MAIL_FROM', 'needed with SMTP_URL: who letters are from');
      if (!given.PUBLIC_URL) wrong('PUBLIC_URL', 'needed with SMTP_URL: where the links of letters lead');
    }
    if (given.ZALO_OA_ID) {
      for (const name of ['ZALO_APP_ID', 'ZALO_APP_SECRET', 'ZALO_OA_SECRET', 'SECRET_KEY'] as const) {
        if (!given[name]) wrong(name, 'needed with ZALO_OA_ID');
      }
    }
    if (given.PUBLIC_URL?.startsWith('http://')) {
      const callers = callersOf(given);
      if (callers.length > 0) {
        wrong(
          'PUBLIC_URL',
          `${callers.join(' and ')} would refuse to call it, since it begins with http://. Give the https:// address of a reverse proxy with a certificate`,
        );
      }
    }
  });

export const variables: readonly string[] = Object.keys(environment.shape);

/** The account an address names; empty for none. */
export const userOf = (address: string): string => decodeURIComponent(new URL(address).username);

/** Messengers that are to call us from the outside; a server of one's own is reached by http and may call by it. */
function callersOf(given: {
  TELEGRAM_BOT_TOKEN?: string | undefined;
  TELEGRAM_WEBHOOK_SECRET?: string | undefined;
  TELEGRAM_API_ROOT: string;
  ZALO_BOT_WEBHOOK_SECRET?: string | undefined;
  ZALO_BOT_API_ROOT: string;
  ZALO_OA_ID?: string | undefined;
  ZALO_OA_API_ROOT: string;
}): string[] {
  const isOutside = (root: string): boolean => root.startsWith('https://');
  const telegram = given.TELEGRAM_BOT_TOKEN && given.TELEGRAM_WEBHOOK_SECRET && isOutside(given.TELEGRAM_API_ROOT);
  const zalo =
    (given.ZALO_BOT_WEBHOOK_SECRET && isOutside(given.ZALO_BOT_API_ROOT)) ||
    (given.ZALO_OA_ID && isOutside(given.ZALO_OA_API_ROOT));
  return [...(telegram ? ['Telegram'] : []), ...(zalo ? ['Zalo'] : [])];
}

export type Config = {
  databaseUrl: string | null;
  /** By which tables are made and changed, where the account of `databaseUrl` may not. */
  databaseOwnerUrl: string | null;
  dataDir: string;
  /** The object store several machines share for received files; null: `dataDir` alone. */
  files: ObjectStoreAddress | null;
  /** The program (tesseract) by which stamps in photographs are read; null: they are not. */
  stampReader: string | null;
  host: string;
  port: number;
  publicUrl: string | null;
  /** By which names `/readyz` and `/metrics` answer, beside addresses and names without a dot. */
  monitorHosts: readonly string[];
  logLevel: string;
  /** The office's own provider of log-ins (OpenID Connect), for the desk. */
  openId: { issuer: string; clientId: string; clientSecret: string; name: string } | null;
  /** The code by which the domain is proved to Zalo. */
  zaloVerifier: string | null;
  telegram: {
    token: string;
    apiRoot: string;
    /** With the public address: Telegram calls us; without: we ask. */
    webhookSecret: string | null;
    /** Messages per second over all chats. */
    rate: number;
  } | null;
  /** The Zalo Bot Platform; the secret as for Telegram. */
  zaloBot: { token: string; apiRoot: string; webhookSecret: string | null } | null;
  /** The Zalo Official Account, and by its token approved forms to phone numbers. */
  zaloOa: {
    oaId: string;
    appId: string;
    appSecret: string;
    /** The key of the webhook's signature: not the app's secret. */
    oaSecret: string;
    /** The first one; later ones live in the database. */
    refreshToken: string | null;
    apiRoot: string;
    oauthRoot: string;
    zbsApiRoot: string;
    /** `no`: numbered lines; `auto`: where messages go by the older address, by which buttons are not proven. */
    buttons: 'auto' | 'yes' | 'no';
    /** By which of Zalo's addresses messages go; `auto`: it is found out. */
    messages: 'auto' | 'v3' | 'v2';
    /** Whether what people wrote is asked for, besides being told by events. */
    asksChats: boolean;
    /** How answers to forms are asked for. */
    askBy: 'get' | 'post';
    /** What a free text costs after the free hours, in đồng. */
    csPrice: number;
    /** Seals what must not be readable in the database. */
    secretKey: string;
  } | null;
  /** The office's own mail server; `returnSecret`: proves who tells of letters that came back. */
  email: {
    smtpUrl: string;
    from: { name: string; address: string };
    rate: number;
    returnSecret: string | null;
  } | null;
};

export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`the configuration has ${problems.length} problem(s)`);
    this.problems = problems;
  }
}

/** The environment, with `.env` of the working folder below it. */
export function readEnvironment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/** @throws ConfigError naming every wrong value, never the value itself: it may be a secret. */
export function parseConfig(given: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const { data } = parsed;
  return {
    databaseUrl: data.DATABASE_URL ?? null,
    databaseOwnerUrl: data.DATABASE_OWNER_URL ?? null,
    dataDir: data.DATA_DIR,
    stampReader: data.STAMP_READER ?? null,
    files: data.FILES_URL ? storeAt(data.FILES_URL, data.FILES_ACCESS_KEY!, data.FILES_SECRET_KEY!) : null,
    host: data.HOST,
    port: data.PORT,
    publicUrl: data.PUBLIC_URL ?? null,
    monitorHosts: data.MONITOR_HOSTS ?? [],
    logLevel: data.LOG_LEVEL,
    openId: data.OPENID_ISSUER
      ? {
          issuer: data.OPENID_ISSUER,
          clientId: data.OPENID_CLIENT_ID!,
          clientSecret: data.OPENID_CLIENT_SECRET!,
          name: data.OPENID_NAME ?? new URL(data.OPENID_ISSUER).hostname,
        }
      : null,
    zaloVerifier: data.ZALO_VERIFIER ?? null,
    telegram: data.TELEGRAM_BOT_TOKEN
      ? {
          token: data.TELEGRAM_BOT_TOKEN,
          apiRoot: data.TELEGRAM_API_ROOT,
          webhookSecret: data.TELEGRAM_WEBHOOK_SECRET ?? null,
          rate: data.TELEGRAM_RATE,
        }
      : null,
    zaloBot: data.ZALO_BOT_TOKEN
      ? {
          token: data.ZALO_BOT_TOKEN,
          apiRoot: data.ZALO_BOT_API_ROOT,
          webhookSecret: data.ZALO_BOT_WEBHOOK_SECRET ?? null,
        }
      : null,
    zaloOa: data.ZALO_OA_ID
      ? {
          oaId: data.ZALO_OA_ID,
          appId: data.ZALO_APP_ID!,
          appSecret: data.ZALO_APP_SECRET!,
          oaSecret: data.ZALO_OA_SECRET!,
          refreshToken: data.ZALO_OA_REFRESH_TOKEN ?? null,
          apiRoot: data.ZALO_OA_API_ROOT,
          oauthRoot: data.ZALO_OAUTH_ROOT,
          zbsApiRoot: data.ZALO_ZBS_API_ROOT,
          buttons: data.ZALO_OA_BUTTONS,
          messages: data.ZALO_OA_MESSAGES,
          asksChats: data.ZALO_OA_CHATS === 'yes',
          askBy: data.ZALO_ZBS_ANSWERS,
          csPrice: data.ZALO_OA_CS_PRICE,
          secretKey: data.SECRET_KEY!,
        }
      : null,
    email: data.SMTP_URL
      ? {
          smtpUrl: data.SMTP_URL,
          from: senderIn(data.MAIL_FROM!),
          rate: data.MAIL_RATE,
          returnSecret: data.MAIL_RETURN_SECRET ?? null,
        }
      : null,
  };
}

/** `s3://bucket/folder?endpoint=https://host:port&region=…` */
function storeAt(address: string, accessKey: string, secretKey: string): ObjectStoreAddress {
  const { hostname: bucket, pathname, searchParams } = new URL(address);
  const folder = pathname.replace(/^\/+|\/+$/g, '');
  return {
    endpoint: searchParams.get('endpoint')!,
    bucket,
    prefix: folder === '' ? '' : `${folder}/`,
    region: searchParams.get('region') ?? 'us-east-1',
    accessKey,
    secretKey,
  };
}

function senderIn(given: string): { name: string; address: string } {
  const [, name = '', address = ''] = sender.exec(given) ?? [];
  return { name: name.trim(), address };
}

/** The ways of a configuration; none: a rehearsal. */
export const messengers = ({ telegram, zaloOa, zaloBot, email }: Config): string[] => [
  ...(telegram ? ['telegram'] : []),
  ...(zaloOa ? ['zalo-oa'] : []),
  ...(zaloBot ? ['zalo-bot'] : []),
  ...(email ? ['email'] : []),
];

/** Every value that must not be shown anywhere: tokens, keys, passwords. */
export function secretsOf(config: Config): string[] {
  const addresses = [config.databaseUrl, config.databaseOwnerUrl, config.email?.smtpUrl ?? null].filter(
    (address) => address !== null,
  );
  const found = addresses.flatMap((address) => [address, ...passwordOf(address)]);
  const look = (part: object): void => {
    for (const [name, value] of Object.entries(part)) {
      if (typeof value === 'object' && value !== null) look(value);
      else if (typeof value === 'string' && /token|secret/i.test(name)) found.push(value);
    }
  };
  look(config);
  return found;
}

function passwordOf(url: string): string[] {
  const { password } = new URL(url);
  return password === '' ? [] : [password, decodeURIComponent(password)];
}
