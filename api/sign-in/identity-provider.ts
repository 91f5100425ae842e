import * as oidc from 'openid-client';
import { SignInProblem } from './problem.js';

/** The OpenID Connect provider people sign in by. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Claim that names a person of the directory at the first sign-in; undefined: linked identities only. */
  readonly subjectClaim: string | undefined;
  /** Levels of sign-in that are enough; empty: any. */
  readonly acr: readonly string[];
}

/** What is told of a person by the provider, once all of it has been checked. */
export interface Told {
  readonly issuer: string;
  readonly subject: string;
  /** The level of sign-in, as the provider names it. */
  readonly acr: string | null;
  /** The ways in which the person proved who they are, as the provider names them. */
  readonly amr: readonly string[];
  /** The value of the claim that names the person in the directory; null without such a setting or such a claim. */
  readonly staffClaim: string | null;
}

/** What an attempt must be answered with to be the one that set out. */
export interface Secrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The provider by which people sign in, whichever it is. */
export interface IdentityProvider {
  /** The address where the person signs in. Throws `identity-provider-down`. */
  readonly setOut: (secrets: Secrets, language: string) => Promise<URL>;
  /** Exchanges the answer for what it tells. Throws a SignInProblem for whatever is not as it must be. */
  readonly arrive: (answer: URL, secrets: Secrets) => Promise<Told>;
  /** Where the person leaves the provider too; null when it has no such address or does not answer. */
  readonly endSessionUrl: () => Promise<string | null>;
}

/** Seconds: a provider that does not answer in this time is down. */
const PATIENCE = 5;
const SCOPE = 'openid';

/** True when nobody answered, or somebody who was not able to: not the person's fault, and to be tried again. */
function isDown(failure: unknown): boolean {
  if (failure instanceof TypeError) return true;
  if (failure instanceof oidc.ResponseBodyError) return failure.status >= 500;
  return (
    failure instanceof oidc.ClientError &&
    ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'].includes(
      failure.code ?? '',
    )
  );
}

/** What a failure of the exchange is to the person. Its message is kept nowhere: it may hold what was sent. */
function problemOf(failure: unknown): SignInProblem {
  if (failure instanceof SignInProblem) return failure;
  if (isDown(failure)) return new SignInProblem('identity-provider-down', failure);
  // The provider's own no: the person turned back, or may not use Rinnalla there.
  if (failure instanceof oidc.AuthorizationResponseError)
    return new SignInProblem('sign-in-refused', failure);
  return new SignInProblem('sign-in-invalid', failure);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((it): it is string => typeof it === 'string') : [];
}

/** The claim that names the person in the directory; an address nobody has verified names nobody. */
function staffClaimOf(claims: Readonly<Record<string, unknown>>, name: string | undefined): string | null {
  if (name === undefined) return null;
  if (name === 'email' && claims['email_verified'] !== true) return null;
  return textOf(claims[name]);
}

function discover(of: OidcSettings): Promise<oidc.Configuration> {
  // Plain http is for the embedded provider on loopback; settings refuse it in production.
  const plain = of.issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
  return oidc.discovery(new URL(of.issuer), of.clientId, {}, oidc.ClientSecretBasic(of.clientSecret), {
    timeout: PATIENCE,
    execute: [oidc.enableNonRepudiationChecks, ...plain],
  });
}

/**
 * Knows the provider by what it says of itself, asked anew before anybody is sent there: a browser is never sent to a
 * provider that does not answer, and new keys and addresses count at once. Its answers are read by what it last said.
 *
 * 1. The answer of the token endpoint is believed only with its signature checked, over https too.
 * 2. Issuer, audience, expiry, nonce, state and PKCE are checked by the library; nothing is read before.
 * 3. No token is kept: the session is Rinnalla's own.
 */
export function createIdentityProvider(settings: {
  readonly oidc: OidcSettings | undefined;
  readonly publicUrl: string;
}): IdentityProvider {
  let found: oidc.Configuration | null = null;
  const redirectUri = `${settings.publicUrl}/auth/callback`;

  const configured = async (
    asking: 'anew' | 'once',
  ): Promise<{ of: OidcSettings; configuration: oidc.Configuration }> => {
    const of = settings.oidc;
    if (of === undefined) throw new SignInProblem('sign-in-not-set-up');
    try {
      if (asking === 'anew' || found === null) found = await discover(of);
      return { of, configuration: found };
    } catch (failure) {
      throw new SignInProblem('identity-provider-down', failure);
    }
  };

  const setOut = async (secrets: Secrets, language: string): Promise<URL> => {
    const { of, configuration } = await configured('anew');
    return oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: of.subjectClaim === 'email' ? `${SCOPE} email` : SCOPE,
      state: secrets.state,
      nonce: secrets.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(secrets.verifier),
      code_challenge_method: 'S256',
      ui_locales: language,
      ...(of.acr.length > 0 ? { acr_values: of.acr.join(' ') } : {}),
    });
  };

  const arrive = async (answer: URL, secrets: Secrets): Promise<Told> => {
    const { of, configuration } = await configured('once');
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, answer, {
        expectedState: secrets.state,
        expectedNonce: secrets.nonce,
        pkceCodeVerifier: secrets.verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new SignInProblem('sign-in-invalid');
      const acr = textOf(claims.acr);
      if (of.acr.length > 0 && !(acr !== null && of.acr.includes(acr))) {
        throw new SignInProblem('sign-in-too-weak');
      }
      const staffClaim =
        staffClaimOf(claims, of.subjectClaim) ??
        (await askUserInfo(configuration, of, tokens.access_token, claims.sub));
      return { issuer: claims.iss, subject: claims.sub, acr, amr: textsOf(claims.amr), staffClaim };
    } catch (failure) {
      throw problemOf(failure);
    }
  };

  const endSessionUrl = async (): Promise<string | null> => {
    try {
      const { of, configuration } = await configured('anew');
      if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
      return oidc.buildEndSessionUrl(configuration, {
        client_id: of.clientId,
        post_logout_redirect_uri: `${settings.publicUrl}/kirjaudu`,
      }).href;
    } catch {
      // Whoever leaves Rinnalla leaves it also when the provider is away.
      return null;
    }
  };

  return { setOut, arrive, endSessionUrl };
}

/** Most providers keep what is not `sub` for those who ask with the access token. */
async function askUserInfo(
  configuration: oidc.Configuration,
  of: OidcSettings,
  accessToken: string,
  subject: string,
): Promise<string | null> {
  if (of.subjectClaim === undefined || configuration.serverMetadata().userinfo_endpoint === undefined)
    return null;
  return staffClaimOf(await oidc.fetchUserInfo(configuration, accessToken, subject), of.subjectClaim);
}

/** Fresh secrets of one attempt. */
export function newSecrets(): Secrets {
  return {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
  };
}
