// Every wrong value is named with what is needed instead, in words an operator understands.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ConfigError, parseConfig, secretsOf, variables } from '../src/config.ts';
import { defaultSettings } from '../src/settings.ts';

type Given = Record<string, string>;

function problems(given: Given): readonly string[] {
  try {
    parseConfig(given);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
}

const telegram = { TELEGRAM_BOT_TOKEN: `123456:${'A'.repeat(35)}`, TELEGRAM_WEBHOOK_SECRET: 's'.repeat(20) };
const zaloBot = { ZALO_BOT_TOKEN: '123456:abc-xyz', ZALO_BOT_WEBHOOK_SECRET: 's'.repeat(20) };
const zaloOa = {
  ZALO_OA_ID: '1',
  ZALO_APP_ID: '2',
  ZALO_APP_SECRET: 'a',
  ZALO_OA_SECRET: 'b',
  SECRET_KEY: 'k'.repeat(32),
};

test.each<[Given, string]>([
  [{ PORT: 'abc' }, 'PORT: a whole number from 0 to 65535 is needed'],
  [{ PORT: '70000' }, 'PORT: a whole number from 0 to 65535 is needed'],
  [{ PORT: '80.5' }, 'PORT: a whole number from 0 to 65535 is needed'],
  [{ TELEGRAM_RATE: 'fast' }, 'TELEGRAM_RATE: a number from 1 to 1000 is needed'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: one of silent, fatal, error, warn, info, debug, trace is needed'],
  [{ ZALO_OA_BUTTONS: 'maybe' }, 'ZALO_OA_BUTTONS: one of auto, yes, no is needed'],
  [{ ZALO_OA_MESSAGES: 'v4' }, 'ZALO_OA_MESSAGES: one of auto, v3, v2 is needed'],
  [{ ZALO_VERIFIER: '<b>' }, 'ZALO_VERIFIER: the code in the name of the file zalo_verifier….html'],
  [{ PUBLIC_URL: 'thuky.example' }, 'PUBLIC_URL: an address like https://thuky.example.gov.vn is needed'],
  [
    { MONITOR_HOSTS: 'https://monitor.example' },
    'MONITOR_HOSTS: names like monitor.example.gov.vn are needed, commas between them',
  ],
  [
    { SMTP_URL: 'mail.example', MAIL_FROM: 'a@b.example', PUBLIC_URL: 'https://b.example' },
    'SMTP_URL: an address like smtps://user:password@mail.example.gov.vn:465 is needed',
  ],
  [
    { MAIL_FROM: 'Ban Chỉ đạo' },
    'MAIL_FROM: an address like thuky@example.gov.vn is needed, or a name with it: Name <thuky@example.gov.vn>',
  ],
  [{ PUBLIC_URL: 'ftp://thuky.example' }, 'PUBLIC_URL: an address like https://thuky.example.gov.vn is needed'],
  [
    { FILES_URL: 's3://thu-ky', FILES_ACCESS_KEY: 'a', FILES_SECRET_KEY: 'b' },
    'FILES_URL: an address like s3://bucket?endpoint=https://minio.example.gov.vn:9000 is needed',
  ],
  [
    { FILES_URL: 's3://thu-ky?endpoint=https://minio.vn', FILES_ACCESS_KEY: 'a' },
    'FILES_SECRET_KEY: needed with FILES_URL',
  ],
  [
    { DATABASE_URL: 'mysql://x' },
    'DATABASE_URL: an address like postgresql://user:password@host:5432/database is needed',
  ],
])('%j', (given, problem) => {
  expect(problems(given)).toEqual([problem]);
});

describe('an address without encryption', () => {
  const url = { PUBLIC_URL: 'http://thuky.example.gov.vn' };

  test.each<[string, Given, string]>([
    ['Telegram', telegram, 'Telegram'],
    ['Zalo Bot', zaloBot, 'Zalo'],
    ['Zalo OA', zaloOa, 'Zalo'],
    ['both', { ...telegram, ...zaloOa, ...zaloBot }, 'Telegram and Zalo'],
  ])('is none that %s would call', (_name, messenger, callers) => {
    expect(problems({ ...url, ...messenger })).toEqual([
      `PUBLIC_URL: ${callers} would refuse to call it, since it begins with http://. Give the https:// address of a reverse proxy with a certificate`,
    ]);
  });

  test('is good enough where nobody calls from the outside, and for a messenger of our own', () => {
    const { TELEGRAM_BOT_TOKEN, ZALO_BOT_TOKEN } = { ...telegram, ...zaloBot };
    expect(problems({ ...url, TELEGRAM_BOT_TOKEN, ZALO_BOT_TOKEN })).toEqual([]);
    const here = 'http://127.0.0.1:8081';
    const own = { TELEGRAM_API_ROOT: here, ZALO_BOT_API_ROOT: here, ZALO_OA_API_ROOT: here };
    expect(problems({ ...url, ...telegram, ...zaloBot, ...zaloOa, ...own })).toEqual([]);
  });
});

test('a store of files: bucket, folder, server, region; its secret is one', () => {
  const config = parseConfig({
    FILES_URL: 's3://thu-ky.tep/khanh-hoa/?region=hcm&endpoint=https://minio.vn:9000',
    FILES_ACCESS_KEY: 'ai',
    FILES_SECRET_KEY: 'kín',
  });
  const store = { endpoint: 'https://minio.vn:9000', bucket: 'thu-ky.tep', prefix: 'khanh-hoa/', region: 'hcm' };
  expect(config.files).toEqual({ ...store, accessKey: 'ai', secretKey: 'kín' });
  expect(secretsOf(config)).toEqual(['kín']);
});

test('names for monitoring, as people write them', () => {
  expect(parseConfig({ MONITOR_HOSTS: 'Monitor.example.gov.vn , thuky' }).monitorHosts).toEqual([
    'monitor.example.gov.vn',
    'thuky',
  ]);
  expect(parseConfig({}).monitorHosts).toEqual([]);
});

describe('what can be set is written down', () => {
  const text = (file: string): string => readFileSync(join(import.meta.dirname, '..', file), 'utf8');

  test('every variable in .env.example and in the operator’s guide', () => {
    const [example, guide] = [text('.env.example'), text('docs/operate.md')];
    expect(variables.filter((name) => !example.includes(`# ${name}=`))).toEqual([]);
    expect(variables.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  test('every door to the outside in the file of the proxy', () => {
    const [, doors = ''] = /Behind a reverse proxy only ([^;]*) need be reachable/.exec(text('docs/operate.md')) ?? [];
    const named = [...doors.matchAll(/`(\/[a-z_-]+)/g)].map(([, path]) => path!);
    expect(named.length).toBeGreaterThan(4);
    const [, open = ''] = /@open path (.*)/.exec(text('scripts/deploy/Caddyfile')) ?? [];
    expect(named.filter((path) => !open.includes(path))).toEqual([]);
  });

  test('every figure of a body in the operator’s guide', () => {
    const guide = text('docs/operate.md');
    expect(Object.keys(defaultSettings).filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  test('the operator is led through a Zalo account in the order in which Zalo lets it be done', () => {
    const [, zalo = ''] = /^### Zalo Official Account$(.*?)^### /ms.exec(text('docs/operate.md')) ?? [];
    const steps = [...zalo.matchAll(/^(\d)\. \*\*(.+?)\.\*\*/gm)].map(([, nth, name]) => `${nth} ${name}`);
    // Neither webhook nor callback without the domain; what is ticked after the consent ends it; then it is proved, then written.
    expect(steps).toEqual(['1 Domain', '2 Webhook', '3 Permissions', '4 Consent', '5 Proof', '6 First message']);
    const at = (words: string): number => zalo.indexOf(words);
    const set = ['ZALO_VERIFIER', 'ZALO_OA_SECRET', 'ZALO_OA_REFRESH_TOKEN', 'doctor', 'Follow the account'].map(at);
    expect(set).toEqual(set.toSorted((one, other) => one - other));
    expect(Math.min(...set)).toBeGreaterThan(0);
  });

  test('a newcomer reads no wall of warnings, says in Vietnamese what this is, and has one whole line to copy', () => {
    // Node 24 comes along with `npm ci`, whichever npm runs it.
    expect(text('.npmrc')).toMatch(/^loglevel=error$/m);
    const readme = text('README.md');
    expect(readme.split('\n').slice(0, 8).join('\n')).toContain('Thư ký là gì?');
    expect(readme).toMatch(/^\/taohop quý; [^;]+; 14:00 \d\d\/\d\d\/\d{4}; .+$/m);
  });
});

test('CH10: letters need who they are from and where their links lead; the password is none of what is shown', () => {
  const smtp = { SMTP_URL: 'smtps://thuky:m%E1%BA%ADt@mail.example.gov.vn' };
  expect(problems(smtp)).toEqual([
    'MAIL_FROM: needed with SMTP_URL: who letters are from',
    'PUBLIC_URL: needed with SMTP_URL: where the links of letters lead',
  ]);
  const from = { MAIL_FROM: 'Ban Chỉ đạo <thuky@example.gov.vn>', PUBLIC_URL: 'https://thuky.example.gov.vn' };
  const config = parseConfig({ ...smtp, ...from });
  expect(config.email?.from).toEqual({ name: 'Ban Chỉ đạo', address: 'thuky@example.gov.vn' });
  expect(parseConfig({ ...smtp, ...from, MAIL_FROM: 'thuky@example.gov.vn' }).email?.from.name).toBe('');
  expect(secretsOf(config)).toContain('mật');
});
