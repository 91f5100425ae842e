/** Why nobody was signed in, and the status that goes with it. Texts: `policies/sign-in/`. */
export const SIGN_IN_PROBLEMS = {
  /** The provider does not answer; who is signed in already works on. */
  'identity-provider-down': 503,
  /** Too many set out from this address lately. */
  'too-many-requests': 429,
  /** PostgreSQL does not answer. */
  'store-down': 503,
  /** No provider is set. */
  'sign-in-not-set-up': 503,
  /** No attempt of this browser waits for this answer: too old, used already, begun elsewhere, or made up. */
  'sign-in-expired': 400,
  /** The provider's answer is not what it must be: code, nonce, signature, audience. */
  'sign-in-invalid': 400,
  /** The provider said no. */
  'sign-in-refused': 403,
  /** The provider let the person in by a way that is not enough here. */
  'sign-in-too-weak': 403,
  /** The provider knows the person, the directory does not. */
  'person-unknown': 403,
  /** The person has no staff role today. */
  'no-role': 403,
} as const;
export type SignInCode = keyof typeof SIGN_IN_PROBLEMS;

/** A sign-in that ends on a page which says why. The page is shown in the language the person set out with. */
export class SignInProblem extends Error {
  override readonly name = 'SignInProblem';
  readonly code: SignInCode;
  /** Seconds after which it makes sense to try again. */
  readonly retryAfter: number;

  constructor(code: SignInCode, cause?: unknown, retryAfter = 10) {
    super(code, { cause });
    this.code = code;
    this.retryAfter = retryAfter;
  }

  get status(): number {
    return SIGN_IN_PROBLEMS[this.code];
  }
}
