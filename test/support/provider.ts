// A small provider of log-ins that speaks the real protocol over HTTP: discovery, code with PKCE, signed token, keys.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type TestProvider = {
  issuer: string;
  /** Who logs in there next, by the address it knows him by; null: he says no. */
  next: { email: string | null; verified?: boolean };
  /** What it puts into its next token instead of what is right. */
  lies: Partial<Record<'nonce' | 'iss' | 'aud', string>> & {
    unsigned?: true;
    email_verified?: boolean | string | undefined;
  };
  stop(): Promise<void>;
};

export const openIdClient = { clientId: 'thu-ky', clientSecret: 'chi-de-thu', name: 'Sở Nội vụ' };

const base64 = (words: string | Buffer): string => Buffer.from(words).toString('base64url');
const bodyOf = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let words = '';
  for await (const part of request) words += String(part);
  return new URLSearchParams(words);
};

export async function startProvider(now: () => Date): Promise<TestProvider> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const codes = new Map<string, { challenge: string; nonce: string; back: string; email: string; verified: boolean }>();
  const server: Server = createServer((request, response) => {
    void answer(request).then(([status, body, location]) => {
      response.writeHead(status, { 'content-type': 'application/json', ...(location && { location }) });
      response.end(body === null ? '' : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: TestProvider = {
    issuer,
    next: { email: null },
    lies: {},
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };

  async function answer(request: IncomingMessage): Promise<[number, object | null, string?]> {
    const url = new URL(request.url ?? '/', issuer);
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return [
          200,
          {
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            jwks_uri: `${issuer}/keys`,
            response_types_supported: ['code'],
            id_token_signing_alg_values_supported: ['RS256'],
          },
        ];
      case '/keys':
        return [200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }] }];
      case '/authorize': {
        const asked = url.searchParams;
        const back = new URL(asked.get('redirect_uri')!);
        back.searchParams.set('state', asked.get('state')!);
        const { email, verified = true } = provider.next;
        if (asked.get('code_challenge_method') !== 'S256' || asked.get('response_type') !== 'code') return [400, null];
        if (email === null) back.searchParams.set('error', 'access_denied');
        else {
          const code = randomBytes(12).toString('base64url');
          codes.set(code, {
            challenge: asked.get('code_challenge')!,
            nonce: asked.get('nonce')!,
            back: asked.get('redirect_uri')!,
            email,
            verified,
          });
          back.searchParams.set('code', code);
        }
        return [303, null, back.href];
      }
      case '/token': {
        const given = await bodyOf(request);
        const code = given.get('code') ?? '';
        const known = codes.get(code);
        codes.delete(code);
        const { clientId, clientSecret } = openIdClient;
        const [, basic = ''] = /^Basic (.+)$/.exec(request.headers.authorization ?? '') ?? [];
        const proved = Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent).join(':');
        const verifier = given.get('code_verifier') ?? '';
        const fits =
          known?.challenge === createHash('sha256').update(verifier).digest('base64url') &&
          known.back === given.get('redirect_uri');
        if (!known || !fits || proved !== `${clientId}:${clientSecret}`) return [400, { error: 'invalid_grant' }];
        const at = Math.floor(now().getTime() / 1_000);
        const { unsigned, ...lies } = provider.lies;
        const claims = {
          iss: issuer,
          aud: clientId,
          sub: 's1',
          iat: at,
          exp: at + 300,
          nonce: known.nonce,
          email: known.email,
          email_verified: known.verified,
          ...lies,
        };
        const words = `${base64(JSON.stringify({ alg: 'RS256', kid: 'k1' }))}.${base64(JSON.stringify(claims))}`;
        const seal = unsigned
          ? base64('no seal of ours')
          : sign('sha256', Buffer.from(words), privateKey).toString('base64url');
        return [200, { access_token: 'a', token_type: 'Bearer', expires_in: 300, id_token: `${words}.${seal}` }];
      }
      default:
        return [404, null];
    }
  }
  return provider;
}
