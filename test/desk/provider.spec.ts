// The office's own log-in, against a small provider that speaks the protocol over HTTP; no service, no database.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Begun, openProvider } from '../../src/desk/provider.ts';
import { openIdClient, startProvider, type TestProvider } from '../support/provider.ts';

const at = new Date('2026-12-01T01:00:00Z');
const back = 'http://127.0.0.1/ban-lam-viec/co-quan/ve';
let office: TestProvider;
beforeAll(async () => {
  office = await startProvider(() => at);
});
afterAll(() => office.stop());

/** There and back; `kept`: what the browser brings back instead of what it was given. */
async function through(email: string | null, kept: Partial<Begun> = {}, secret = openIdClient.clientSecret) {
  office.next = { email };
  const provider = openProvider({ ...openIdClient, issuer: office.issuer, clientSecret: secret }, () => at);
  const begun = await provider.begin(back);
  if (typeof begun === 'string') return begun;
  const answer = await fetch(begun.to, { redirect: 'manual' });
  return provider.finish(new URL(answer.headers.get('location')!), back, { ...begun.begun, ...kept });
}

test('OpenID: mã một lần với PKCE, dấu của phiên và chữ ký: đúng thì biết thư điện tử', async () => {
  expect(await through('thu.ky@tinh.gov.vn')).toEqual({ email: 'thu.ky@tinh.gov.vn' });
});

test.each([
  ['không đồng ý', null, {}, 'declined'],
  ['trình duyệt khác', 'a@b.vn', { state: 'x' }, 'stale'],
  ['mã PKCE khác', 'a@b.vn', { verifier: 'x'.repeat(43) }, 'stale'],
  ['dấu khác trong thẻ', 'a@b.vn', { nonce: 'x' }, 'untrusted'],
] as const)('OpenID: %s thì không vào', async (_what, email, kept, why) => {
  expect(await through(email, kept)).toBe(why);
});

test('OpenID: mật khẩu của dịch vụ sai, thẻ của nơi khác, cho nơi khác, không đúng chữ ký: không vào', async () => {
  expect(await through('a@b.vn', {}, 'sai')).toBe('stale');
  for (const lies of [{ nonce: 'x' }, { iss: 'http://noi.khac' }, { aud: 'ai-khac' }, { unsigned: true }] as const) {
    office.lies = lies;
    expect([lies, await through('a@b.vn')]).toEqual([lies, 'untrusted']);
  }
  office.lies = {};
});

test('OpenID: thư điện tử phải được nói rõ là đã xác minh; không nói gì thì không vào', async () => {
  for (const [verified, outcome] of [
    [undefined, 'unverified'],
    [false, 'unverified'],
    ['true', { email: 'a@b.vn' }],
  ] as const) {
    office.lies = { email_verified: verified };
    expect([verified, await through('a@b.vn')]).toEqual([verified, outcome]);
  }
  office.lies = {};
});

test('OpenID: không liên hệ được thì nói là không liên hệ được', async () => {
  const gone = openProvider({ ...openIdClient, issuer: 'http://127.0.0.1:1' }, () => at);
  expect(await gone.begin(back)).toBe('unreachable');
});
