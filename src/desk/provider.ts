// The office's own provider of log-ins (OpenID Connect): the code flow with state, nonce and PKCE; what it says is checked by a
// library, and answers with nothing but whose address he has there.
import * as oauth from 'oauth4webapi';

/** As the operator set it. */
export type OpenId = { issuer: string; clientId: string; clientSecret: string; name: string };

/** What one log-in began with; only the browser that began it brings it back. */
export type Begun = { state: string; nonce: string; verifier: string };

/**
 * Why it did not come to an end. `stale`: begun in another browser, or too long ago. `declined`: he, or it, said no.
 * `untrusted`: its answer is not what the protocol asks for, or not its own.
 */
export type Failed = 'unreachable' | 'stale' | 'declined' | 'unverified' | 'untrusted';

export type Provider = {
  name: string;
  /** Where he logs in, and what is to be kept in his browser until he comes back to `back`. */
  begin(back: string): Promise<{ to: string; begun: Begun } | Failed>;
  /** By which address it knows him. */
  finish(came: URL, back: string, begun: Begun): Promise<{ email: string } | Failed>;
};

/** How long what it says of itself is taken to hold, in milliseconds. */
const KNOWN_FOR = 3_600_000;
/** It is asked no longer than this, in milliseconds. */
const PATIENCE = 10_000;

export function openProvider({ issuer, clientId, clientSecret, name }: OpenId, now: () => Date): Provider {
  const address = new URL(issuer);
  // Without TLS only on this very machine: the configuration sees to that.
  const insecure = address.protocol === 'http:';
  const asking = () => ({ [oauth.allowInsecureRequests]: insecure, signal: AbortSignal.timeout(PATIENCE) });
  // By the same clock as everything here.
  const client = (): oauth.Client => ({
    client_id: clientId,
    [oauth.clockSkew]: Math.round((now().getTime() - Date.now()) / 1_000),
  });
  let known: { as: oauth.AuthorizationServer; at: number } | null = null;
  const server = async (): Promise<oauth.AuthorizationServer> => {
    if (known && now().getTime() - known.at < KNOWN_FOR) return known.as;
    const as = await oauth.processDiscoveryResponse(address, await oauth.discoveryRequest(address, asking()));
    known = { as, at: now().getTime() };
    return as;
  };
  return {
    name,
    begin: async (back) => {
      const as = await server().catch(() => null);
      if (!as?.authorization_endpoint) return 'unreachable';
      const begun = {
        state: oauth.generateRandomState(),
        nonce: oauth.generateRandomNonce(),
        verifier: oauth.generateRandomCodeVerifier(),
      };
      const to = new URL(as.authorization_endpoint);
      for (const [key, value] of Object.entries({
        client_id: clientId,
        response_type: 'code',
        redirect_uri: back,
        scope: 'openid email',
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: 'S256',
      })) {
        to.searchParams.set(key, value);
      }
      return { to: to.href, begun };
    },
    finish: async (came, back, { state, nonce, verifier }) => {
      const as = await server().catch(() => null);
      if (!as) return 'unreachable';
      let params: URLSearchParams;
      try {
        params = oauth.validateAuthResponse(as, client(), came, state);
      } catch (error) {
        return error instanceof oauth.AuthorizationResponseError ? 'declined' : 'stale';
      }
      try {
        const posts = as.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
        const proving = posts.includes('client_secret_basic') ? oauth.ClientSecretBasic : oauth.ClientSecretPost;
        const answer = await oauth.authorizationCodeGrantRequest(
          as,
          client(),
          proving(clientSecret),
          params,
          back,
          verifier,
          asking(),
        );
        const tokens = await oauth.processAuthorizationCodeResponse(as, client(), answer, {
          expectedNonce: nonce,
          requireIdToken: true,
        });
        await oauth.validateApplicationLevelSignature(as, answer, asking());
        const claims = oauth.getValidatedIdTokenClaims(tokens)!;
        const more =
          typeof claims['email'] === 'string'
            ? claims
            : await oauth.processUserInfoResponse(
                as,
                client(),
                claims.sub,
                await oauth.userInfoRequest(as, client(), tokens.access_token, asking()),
              );
        // An address it has not seen to be his is anybody's.
        const { email, email_verified: verified } = more as { email?: unknown; email_verified?: unknown };
        // Some say it as a word.
        return typeof email === 'string' && String(verified) === 'true' ? { email } : 'unverified';
      } catch (error) {
        if (error instanceof oauth.ResponseBodyError) return 'stale';
        return error instanceof oauth.OperationProcessingError ? 'untrusted' : 'unreachable';
      }
    },
  };
}
